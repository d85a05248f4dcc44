"""Which concepts have which label, as numbers: what is compiled once need not be folded again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeAlias

from .folding import fold

Labelled: TypeAlias = tuple[str, Sequence[str], Sequence[str]]
LabelIndex: TypeAlias = dict[str, str]


class Labels(Protocol):
    """A ``label_index``, or what is kept of one."""

    def get(self, key: str, /) -> str | None:
        """Return the numbers of the concepts that have a folded label."""


def label_index(concepts: Iterable[Labelled]) -> LabelIndex:
    """Return by folded label the concepts that have it, in pairs of numbers: ``"17 0 208 1"``.

    The first is the concept's place in what is given (its name, other and hidden labels), the
    second what label of it that is: 0 the name, 1 another, 2 a hidden one.
    """
    found: dict[str, dict[int, int]] = {}
    for number, (name, others, hidden) in enumerate(concepts):
        for rank, labels in enumerate(((name,), others, hidden)):
            for label in labels:
                found.setdefault(fold(label), {}).setdefault(number, rank)
    # A text is read in a third of the time that a list of numbers is, and few are asked for.
    return {key: " ".join(f"{n} {rank}" for n, rank in held.items()) for key, held in found.items()}
