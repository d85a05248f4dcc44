"""Which uses of concepts a server is asked for, and at once: see ``queries/similar.cypher``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ..ontology.ontology import Ontology

_AT_ONCE: Final = 250_000
"""How many uses one statement brings: a second or two of the server's time, some 20 MB."""


def ahead(missing: Sequence[str], ontology: Ontology) -> list[str]:
    """Return some concepts with all that people can have, sorted.

    Every person is near a good part of them: who asks again has all, and then no question waits.
    """
    claimable = (one.id for one in ontology.concepts.values() if one.claimable)
    return sorted({*missing, *claimable})


def portions(ids: Sequence[str], people_with: Mapping[str, int]) -> Iterator[list[str]]:
    """Give the ids in portions that each lead to no more uses than one statement may bring."""
    portion: list[str] = []
    uses = 0
    for id in ids:
        uses += people_with[id]
        if portion and uses > _AT_ONCE:
            yield portion
            portion, uses = [], people_with[id]
        portion.append(id)
    yield portion
