"""Weights and options at the end of terms: ``Go^2``, ``Rust?``, and behind a parenthesis."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final, NoReturn

from ...errors import UsageError, quoted
from .terms import MARK, And, Expression, Not, Or, Predicate

_HEAVIEST: Final = 100


def unmarked(text: str) -> tuple[str, list[re.Match[str]]]:
    """Return a text without the marks at its end, and these."""
    found: list[re.Match[str]] = []
    while match := MARK.search(text):
        found.append(match)
        text = text[: match.start()]
    return text, found


def marked(text: str, term: Predicate, marks: list[re.Match[str]]) -> Predicate:
    if not marks:
        return term
    weights = [float(mark["weight"]) for mark in marks if mark["weight"]]
    if len(weights) > 1:
        raise UsageError(f"{quoted(text)} says its weight twice; keep one of them")
    optional = len(weights) < len(marks)
    return _weighed(text, term, weights[0] if weights else 1, optional)


def _weighed(text: str, term: Predicate, weight: float, optional: bool) -> Predicate:
    """Return a term whose score counts so many times more, optional where it or this says so."""
    # Two decimals, as they are written: what is written is read as the same.
    heavier = round(term.weight * weight, 2)
    weighed = replace(term, weight=heavier, optional=term.optional or optional)
    if not 0 < weighed.weight <= _HEAVIEST:
        raise UsageError(f"{quoted(text)}: a weight is above 0 and at most {_HEAVIEST}")
    if weighed.weight != 1 and not weighed.scores:
        better = replace(weighed, optional=True)
        raise UsageError(
            f"{quoted(text)}: what only chooses people scores nothing; write {better} or leave "
            "the weight out"
        )
    return weighed


def refuse_optional(text: str, part: Expression) -> NoReturn:
    raise UsageError(
        f"cannot read {quoted(text)}: what is under NOT cannot be optional, "
        f"as {quoted(str(part))} is"
    )


def each_weighed(text: str, part: Expression, group: Predicate) -> Expression:
    match part:
        case Predicate():
            # A field that only chooses stays as it is: there is no score to count twice.
            scores = part.scores or group.optional
            return _weighed(text, part, group.weight, group.optional) if scores else part
        case And(parts) | Or(parts):
            return type(part)(tuple(each_weighed(text, one, group) for one in parts))
        case Not():
            if group.optional:
                refuse_optional(text, part)
            return part
