"""What a corrected value must be: checked as the reader would read it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ...errors import UsageError, quoted
from ...loaders.addresses import EMAIL, plain_email
from ...loaders.dates import find_dates
from ...loaders.resume import Resume
from ..identity.decisions import stated
from .fields import DATES, PRESENT, Target, concepts_at, required

if TYPE_CHECKING:
    from ...ontology.ontology import Ontology

_STUDIES: Final = {"studyType": "Degree", "area": "Field"}
_BLANK: Final = re.compile(r"\s+")


def checked_value(
    reading: Resume, target: Target, value: str | None, ontology: Ontology
) -> tuple[str | None, str | None]:
    """Return the value that is meant, and the id of the concept that it is, if it is one.

    Raises:
        UsageError: the field cannot have it, or has it already.
    """
    after, concept = _meant(reading, target, value, ontology)
    listed = target.lists_concepts and after in concepts_at(reading, target.pointer)
    if after == target.before or (listed and target.item is None):
        raise UsageError(f"{target.own} says so already")
    return after, concept


def _meant(
    reading: Resume, target: Target, value: str | None, ontology: Ontology
) -> tuple[str | None, str | None]:
    missing = "the value is empty: say --remove where there is none"
    text = None if value is None else _BLANK.sub(" ", stated(value, missing))
    if target.whole and text is not None:
        raise UsageError(f"{target.pointer} is a whole entry: name a field of it, or say --remove")
    if text is None:
        _check_removal(reading, target)
        return None, None
    if target.lists_concepts:
        return _concept(text, ontology)
    if target.name in DATES:
        return _date(target, text), None
    if target.name == "email":
        return _email(text), None
    if target.pointer.startswith("/education/") and target.name in _STUDIES:
        found = ontology.lookup(text, kinds={_STUDIES[target.name]})
        return text, found[0].id if found else None
    return text, None


def _check_removal(reading: Resume, target: Target) -> None:
    if target.lists_concepts and target.item is None:
        raise UsageError(f"{target.pointer} is a list: name the one to remove, {target.pointer}/0")
    if not (target.lists_concepts or target.whole) and required(reading, target.pointer):
        entry = target.pointer.rpartition("/")[0]
        raise UsageError(f"{entry} is nothing without its {target.name}: remove {entry}")


def _concept(text: str, ontology: Ontology) -> tuple[str, str]:
    found = [one for one in ontology.lookup(text) if one.claimable]
    if not found:
        raise UsageError(
            f"the ontology has no skill {quoted(text)}: `commonground ontology lookup` finds one,"
            " and docs/ontology.md says how to add it"
        )
    return found[0].name, found[0].id


def _date(target: Target, text: str) -> str:
    """Return the ISO date that a text is to the reader; ``present`` for an end that is open."""
    match find_dates(text):
        case [one] if one.single and one.end and one.place == (0, len(text)):
            return one.end
    match find_dates(f"2000 - {text}"):
        case [one] if one.current and one.stated and one.last[1] == len(text) + 7:
            if target.name == "endDate":
                return PRESENT
    raise UsageError(f"{quoted(text)} is no date such as 2024, 2024-03 or March 2024")


def _email(text: str) -> str:
    if not EMAIL.fullmatch(text.lower()):
        raise UsageError(f"{quoted(text)} is no e-mail address")
    return plain_email(text)
