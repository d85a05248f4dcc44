"""How each type of edge is read: as a label beside a name, and within a sentence.

Each pair is read from the edge's source first, then from its target. Facts are told in sentences by
what a person did there (see ``queries.path.sentences``), so they have labels alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

_Both = tuple[str, str]


class RelationWords(NamedTuple):
    """The words of one type of edge, forwards and backwards."""

    label: _Both
    verb: _Both = ("", "")


def _same(label: str, verb: str) -> RelationWords:
    """Return the words of a relation that reads the same from both ends."""
    return RelationWords((label, label), (verb, verb))


RELATION_WORDS: Final[Mapping[str, RelationWords]] = {
    "HELD": RelationWords(("held", "held by")),
    "AT": RelationWords(("at", "place of")),
    "USED": RelationWords(("used", "used in")),
    "CLAIMS": RelationWords(("lists", "listed by")),
    "STUDIED": RelationWords(("studied", "studied by")),
    "OF": RelationWords(("degree", "degree of")),
    "IN": RelationWords(("field", "field of")),
    "FROM": RelationWords(("school", "school of")),
    "BUILT": RelationWords(("built", "built by")),
    "HAS_SKILL": RelationWords(("has skill", "skill of")),
    "WORKED_AT": RelationWords(("worked at", "employer of")),
    "BROADER": RelationWords(("broader", "narrower"), ("is a kind of", "includes")),
    "RELATED": _same("related to", "is related to"),
    "IMPLIES": RelationWords(
        ("implies", "implied by"), ("takes some knowledge of", "is needed for")
    ),
    "CODED_IN": RelationWords(
        ("coded in", "language of"), ("is programmed in", "is the language for")
    ),
    "IMPLEMENTED_IN": RelationWords(
        ("implemented in", "implements"), ("is implemented in", "is the source language of")
    ),
    "PART_OF": RelationWords(("part of", "has part"), ("is part of", "includes")),
    "BUILT_WITH": RelationWords(
        ("built with", "basis of"), ("is built with", "is a building block of")
    ),
    "RUNS_ON": RelationWords(("runs on", "runs"), ("runs on", "runs")),
    "HAS_RUNTIME": RelationWords(
        ("has runtime", "runtime of"), ("runs its contracts on", "runs the contracts of")
    ),
    "SETTLES_ON": RelationWords(("settles on", "settles"), ("settles on", "settles")),
    "IMPLEMENTS": RelationWords(
        ("implements", "implemented by"), ("implements", "is implemented by")
    ),
    "USED_FOR": RelationWords(("used for", "done with"), ("is used for", "is done with")),
    "IN_ECOSYSTEM": RelationWords(
        ("in the ecosystem of", "ecosystem of"),
        ("belongs to the ecosystem of", "has in its ecosystem"),
    ),
    "SUCCESSOR_OF": RelationWords(
        ("successor of", "succeeded by"), ("succeeds", "was succeeded by")
    ),
    "DERIVED_FROM": RelationWords(
        ("derived from", "origin of"), ("is derived from", "is the origin of")
    ),
    "ALTERNATIVE_TO": _same("alternative to", "does the same job as"),
}
