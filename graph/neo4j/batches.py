"""How many uses of concepts a server is asked for at once: see ``cypher/uses.cypher``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

_AT_ONCE: Final = 250_000
"""How many uses one statement brings: a second or two of the server's time, some 20 MB."""


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
