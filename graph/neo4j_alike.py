"""What ``queries/similar.cypher`` is told, and what its rows mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from .neo4j_rows import Row, kind_of
from .reader import Tie

if TYPE_CHECKING:
    from ..ontology.ontology import Ontology

_EVERYBODY: Final = 2**62
_GLANCE: Final = 5_000
"""How many ties are looked through for people who look good."""


def alike_parameters(
    worth: Mapping[str, int], people_with: Mapping[str, int], least: int, people: int | None
) -> dict[str, Any]:
    """Return the parameters of ``queries/similar.cypher`` but ``latest``.

    ``people_with`` says how many have each node: the commonest that together are worth less than
    ``least`` need not be looked through. With ``people`` only the rarest are.
    """
    rarest = sorted((id for id in worth if people_with[id]), key=lambda id: (people_with[id], id))
    if people is not None:
        near, spare = _within(rarest, people_with, _GLANCE), 0
    else:
        near, spare = _telling(rarest, worth, least)
    return {
        "near": [{"id": id, "most": worth[id]} for id in near],
        "enough": least - spare,
        "least": least,
        "most": dict(worth),
        "ids": rarest,
        "people": people or _EVERYBODY,
    }


def alike_ties(row: Row, ontology: Ontology) -> Iterator[Tie]:
    """Give a person's ties of one row of ``queries/similar.cypher``."""
    for node, edge, months, last, _ in row["ties"]:
        kind = kind_of(ontology, node)
        yield Tie(row["person"], node, kind, "HAS_SKILL", (edge,), months=months, last=last)


def _within(rarest: list[str], people_with: Mapping[str, int], ties: int) -> list[str]:
    """Return the rarest nodes that so many ties lead to, one node at least."""
    near: list[str] = []
    for id in rarest:
        ties -= people_with[id]
        if near and ties < 0:
            break
        near.append(id)
    return near


def _telling(rarest: list[str], worth: Mapping[str, int], least: int) -> tuple[list[str], int]:
    """Return the nodes without the commonest that alone reach nothing, and what those are worth."""
    near, spare = list(rarest), 0
    while near and spare + 1000 * worth[near[-1]] < least:
        spare += 1000 * worth[near.pop()]
    return near, spare
