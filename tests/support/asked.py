"""Arguments of every question, for the graph of the examples in docstrings."""

from __future__ import annotations

from typing import Final

ASKED: Final[dict[str, tuple[str, ...]]] = {
    "find": ("Go",),
    "match": ("Engineer\n\nMust have: Temporal, Go",),
    "shared": (),
    "similar": ("Ana",),
    "path": ("Ana", "Redis"),
    "colleagues": ("Ana",),
    "tenure": ("Ana",),
    "profile": ("Ana",),
    "timeline": ("Ana",),
    "compare": ("Ana", "Bo"),
    "duplicates": (),
    "people": (),
    "skills": (),
    "employers": (),
    "schools": (),
    "team": ("Kafka", "Temporal"),
    "gap": ("Cy", "Temporal", "Redis:2y"),
    "bridges": ("Kafka", "Redis"),
    "communities": (),
}
