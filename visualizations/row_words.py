"""What the fields of some rows say in plain words, before they are labelled one by one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from .words import months_in_words

_YEAR: Final = len("2012")
_MODULARITY: Final = re.compile(r"^modularity (-?\d\.\d+)$")
_APART: Final = (
    r"how clearly the groups stand apart: \1, where 0 is by chance and 1 is wholly apart"
)


def row_in_words(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a row, bounds said where months are not known and nothing where none is.

    >>> row_in_words({"months": 38, "from": "2012", "to": "2016"})["months"]
    'at least 3 years 2 months'
    >>> row_in_words({"months": 12, "from": "2018", "to": "2018", "possible": True})["months"]
    'at most 12 months'
    """
    own = dict(row)
    if own.get("bridging") == 0:
        del own["bridging"]
    if isinstance(own.get("months"), int) and any(len(date) == _YEAR for date in _dates(own)):
        bound = "at most" if own.get("possible") else "at least"
        own["months"] = f"{bound} {months_in_words(own['months'])}"
    if own.pop("possible", None):
        own["met"] = "perhaps: the years allow it, and the months are not stated"
    return own


def sides_in_words(question: Mapping[str, Any]) -> dict[str, str]:
    """Return what stands for the two sides of a question in the labels of its rows."""
    sides = {side: str(question[side]) for side in ("a", "b") if side in question}
    people = {f"people {side}": f"people of {name} who have it" for side, name in sides.items()}
    return {**sides, **people}


def lesser_side(term: Mapping[str, Any], sides: Mapping[str, str]) -> tuple[str, str]:
    """Return the name of the side that decides a score, and how strong both are."""
    values = {side: term[side] for side in ("a", "b")}
    least = min(values, key=lambda side: (values[side], side))
    strengths = " · ".join(f"{sides.get(side, side)} {value:.2f}" for side, value in values.items())
    alike = len(set(values.values())) == 1
    name = "both sides alike" if alike else f"{sides.get(least, least)}, the side with less"
    return name, strengths


def note_in_words(note: str) -> str:
    """Return a note without the terms of the trade.

    >>> note_in_words("modularity 0.30")
    'how clearly the groups stand apart: 0.30, where 0 is by chance and 1 is wholly apart'
    """
    return _MODULARITY.sub(_APART, note)


def _dates(row: Mapping[str, Any]) -> Iterator[str]:
    for span in (row, *(row.get("periods") or ())):
        yield from (span[end] for end in ("from", "to") if isinstance(span.get(end), str))
