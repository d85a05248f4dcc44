"""The steps of a path as JSON: its nodes, and between two the words and the lines that say so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...graph.display import shown
from ...graph.model import Evidence
from ...queries.relation_words import RELATION_WORDS
from ..quotes import QuotedLines
from ..words import link_words


def steps_json(row: Mapping[str, Any], lines: QuotedLines) -> dict[str, Any]:
    """Return the sentence and the steps of a way."""
    if "steps" not in row:
        return {}
    steps = [
        {
            **step,
            "words": _verb(step["type"]),
            "evidence": lines.of(map(_evidence, step["evidence"])),
        }
        if "type" in step
        else dict(step)
        for step in row["steps"]
    ]
    return {"sentence": shown(row.get("sentence", "")), "steps": steps}


def _verb(edge_type: str) -> str:
    """Return the words of a step from its first node to its last, as within a sentence."""
    words = RELATION_WORDS.get(edge_type)
    return words.verb[0] if words and words.verb[0] else link_words(edge_type)[0]


def _evidence(shape: Mapping[str, Any]) -> Evidence:
    """Return printed evidence; an ontology's has no place in a text."""
    return Evidence.of_json({"start": 0, "end": 0, "quote": "", **shape})
