"""What a member of a team covers, in words: from when to when, and what has lapsed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..graph.display import shown
from .words import months_in_words

NAMED_ONLY = "named, but in no role"
UNDATED = "named, without dates"


def covered_words(term: Mapping[str, Any]) -> list[str]:
    """Return when a member used what they cover, for how long, and where.

    >>> role = {"role": "Engineer", "employer": "Initech", "from": "2017-09", "to": "2020-01"}
    >>> covered_words({"months": 29, "last": "2020-01", "roles": [role]})
    ['2017-09 – 2020-01, not since', '2 years 5 months', 'Engineer at Initech']
    >>> covered_words({"name": "Kafka"})
    ['named, but in no role']
    """
    roles = [one for one in term.get("roles") or () if isinstance(one, Mapping)]
    others = [one for one in _names(term.get("by")) if one != term.get("name")]
    through = [f"through {', '.join(others)}"] if others else []
    projects = [f"in {one}" for one in _names(term.get("projects"))]
    if not roles and not term.get("last"):
        return [shown(one) for one in (NAMED_ONLY, *through, *projects)]
    where = [
        " at ".join(str(one[key]) for key in ("role", "employer") if one.get(key)) for one in roles
    ]
    told = (_when(term, roles), *_long(term), *through, *where, *projects)
    return [shown(one) for one in told if one]


def mark_of(term: Mapping[str, Any]) -> str:
    """Return ``lapsed`` for what somebody used once, ``undated`` for what is only named."""
    if not term.get("roles") and not term.get("last"):
        return "undated"
    return "" if term.get("current") or term.get("last") == "present" else "lapsed"


def _long(term: Mapping[str, Any]) -> list[str]:
    months, most = term.get("months"), term.get("months_max")
    if isinstance(months, int):
        return [months_in_words(months)]
    return [f"at most {months_in_words(most)}"] if isinstance(most, int) else []


def _when(term: Mapping[str, Any], roles: list[Mapping[str, Any]]) -> str:
    starts = sorted(str(one["from"]) for one in roles if one.get("from"))
    last = str(term.get("last") or "")
    first = starts[0] if starts else ""
    if term.get("current") or last == "present":
        return f"{first or '…'} – now" + (f" (as of {last})" if last and last != "present" else "")
    when = " – ".join(dict.fromkeys(filter(None, (first, last))))
    return f"{when}, not since"


def _names(value: object) -> list[str]:
    items = [value] if isinstance(value, str) else value if isinstance(value, list | tuple) else []
    named = (one.get("name") if isinstance(one, Mapping) else one for one in items)
    return [str(one) for one in named if one]
