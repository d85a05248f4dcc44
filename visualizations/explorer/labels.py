"""The labels of an ontology's concepts, by how they begin and by what they are mistyped for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import Final, NamedTuple
from weakref import WeakKeyDictionary

from ...graph.typos import mistakes, near
from ...ontology.folding import fold
from ...ontology.ontology import Ontology

_WORD: Final = re.compile(r"(?<![^\s/(\-])\S")
_MOST: Final = 3_000
"""Labels that begin alike which are compared: one letter begins as many."""


class Likeness(NamedTuple):
    """How a label fits what was typed, and which it is; the least fits best.

    ``step`` is 0 of the same, 1 where its first word is the same, 2 where it begins so, 3 where
    another word does, more where letters are mistyped. ``alias`` counts names, then other names.
    """

    step: int
    alias: int
    length: int
    label: str


class Labels:
    """An index of all labels; it is made once for an ontology."""

    _made: Final[WeakKeyDictionary[Ontology, Labels]] = WeakKeyDictionary()

    def __init__(self, ontology: Ontology) -> None:
        self._labels = [
            (concept.id, label, min(alias, 1) + (label in concept.hidden))
            for concept in ontology.concepts.values()
            for alias, label in enumerate(dict.fromkeys(concept.labels))
        ]

    @classmethod
    def of(cls, ontology: Ontology) -> Labels:
        """Return the index of an ontology."""
        if ontology not in cls._made:
            cls._made[ontology] = cls(ontology)
        return cls._made[ontology]

    def like(self, text: str) -> dict[str, Likeness]:
        """Return the concepts that may be meant, by id, each with its best label."""
        wanted = fold(text)
        found: dict[str, Likeness] = {}
        for id, likeness in self._beginning(wanted) if wanted else ():
            if id not in found or likeness < found[id]:
                found[id] = likeness
        return found or (self._mistyped(wanted) if wanted else {})

    def _beginning(self, wanted: str) -> Iterator[tuple[str, Likeness]]:
        at = bisect_left(self._starts, (wanted,))
        for text, word, number in self._starts[at : at + _MOST]:
            if not text.startswith(wanted):
                return
            id, label, alias = self._labels[number]
            step = 3 if word else 0 if text == wanted else 1 if _ends(label, wanted) else 2
            yield id, Likeness(step, alias, len(label), label)

    def _mistyped(self, wanted: str) -> dict[str, Likeness]:
        found: dict[str, Likeness] = {}
        for text in near(wanted, self._folded):
            for number in self._folded[text]:
                id, label, alias = self._labels[number]
                # One mistake is more likely than two, whatever is the more frequent word.
                step = 3 + mistakes(wanted, text, 2)
                found.setdefault(id, Likeness(step, alias, len(label), label))
        return found

    @cached_property
    def _starts(self) -> list[tuple[str, int, int]]:
        """Every label from each of its words on, folded: text, number of the word, label."""
        return sorted(
            (fold(label[match.start() :]), word, number)
            for number, (_, label, _) in enumerate(self._labels)
            for word, match in enumerate(_WORD.finditer(label))
        )

    @cached_property
    def _folded(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for text, word, number in self._starts:
            if not word:
                found.setdefault(text, []).append(number)
        return found


def _ends(label: str, wanted: str) -> bool:
    """Return whether what is wanted ends where a word of the label does."""
    words = label.split()
    return any(fold(" ".join(words[:count])) == wanted for count in range(1, len(words)))
