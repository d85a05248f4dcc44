"""Why a row scores, in the words of people: how long, until when, in which role; no formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..graph.display import shown
from ..queries.question import joined
from .contraction import period
from .words import counted, months_in_words


def term_words(term: Mapping[str, Any]) -> list[str]:
    """Return what a term says besides its name, as short phrases.

    >>> term_words({"months": 43, "last": "2021-08", "depth": 0.8})
    ['3 years 7 months', 'until 2021-08']
    """
    return [shown(one) for one in _phrases(term) if one]


def _phrases(term: Mapping[str, Any]) -> Iterator[str]:
    if others := [one for one in _listed(term, "by") if one != term.get("name")]:
        yield f"through {joined(others)}"
    if isinstance(term.get("months"), int):
        yield months_in_words(term["months"])
    elif isinstance(term.get("months_max"), int):
        yield f"at most {months_in_words(term['months_max'])}"
    if term.get("current") or term.get("last") == "present":
        # A document speaks of its own date, which may be long ago.
        yield (
            f"in use in {term['last']}"
            if term.get("last", "present") != "present"
            else "in use today"
        )
    elif term.get("last"):
        yield f"until {term['last']}"
    if isinstance(term.get("people_with"), int):
        yield _people(term["people_with"], term.get("people"))
    yield from map(_role, _mappings(term, "roles"))
    yield from (f"in {one}" for one in _listed(term, "projects"))


def _people(having: int, of: Any) -> str:
    if isinstance(of, int):
        return f"{having:,} of {counted(of, 'person', 'people')} {_have(having)} it"
    return f"{counted(having, 'person', 'people')} {_have(having)} it"


def _have(count: int) -> str:
    return "has" if count == 1 else "have"


def _role(role: Mapping[str, Any]) -> str:
    where = " at ".join(str(role[key]) for key in ("role", "employer") if role.get(key))
    when = period({"start": role.get("from"), "end": role.get("to"), **_current(role)})
    return f"{where} ({when})" if where and when else where or when


def _current(role: Mapping[str, Any]) -> dict[str, bool]:
    return {"current": True} if role.get("current") else {}


def _listed(term: Mapping[str, Any], key: str) -> list[str]:
    values = term.get(key)
    if isinstance(values, str):
        return [values]
    items = values if isinstance(values, list | tuple) else ()
    named = (one.get("name") if isinstance(one, Mapping) else one for one in items)
    return [str(one) for one in named if one]


def _mappings(term: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    values = term.get(key)
    items = values if isinstance(values, list | tuple) else ()
    return [one for one in items if isinstance(one, Mapping)]
