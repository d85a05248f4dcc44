"""The people of a graph linked by what they share, and the communities among them.

People are numbers here: a search that goes over sets of texts would depend on how Python hashes.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from ...errors import UsageError
from ...graph.reader import Reader
from ...ontology.kinds import SKILL_KINDS
from ..measures.weights import informations, strength

if TYPE_CHECKING:
    import networkx as nx

MOST_PEOPLE: Final = 50_000
MOST_LINKS: Final = 200_000
"""How many links a projection has at most, unless each use of a skill has more than one."""
COMMON: Final = 20
"""The share of people, in percent, beyond which a skill links nobody."""
FEW: Final = 10
"""So many people may have a skill that links them, however few there are."""
_SEED: Final = 20251201


@dataclass(frozen=True)
class Projection:
    """People by number, and of each skill that links them the strength with which they use it.

    ``common`` are the skills that more people have than may be linked by one.
    """

    people: Sequence[str]
    uses: Mapping[str, Mapping[int, int]]
    information: Mapping[str, int]
    common: Sequence[str]

    @cached_property
    def reach(self) -> int:
        """To how many people after them, in an order of its own, a skill links its people.

        On average a link for each use may be kept where people are many; where they are few all
        pairs are.
        """
        return max(1, MOST_LINKS // max(1, sum(map(len, self.uses.values()))))

    @cached_property
    def sampled(self) -> bool:
        """Whether there are pairs of people whom a shared skill does not link."""
        return any(len(users) > 2 * self.reach + 1 for users in self.uses.values())

    @cached_property
    def links(self) -> dict[tuple[int, int], int]:
        """The weight of each link, in millionths of a bit."""
        weights: defaultdict[tuple[int, int], int] = defaultdict(int)
        for id in sorted(self.uses):
            users, information = self.uses[id], self.information[id]
            # Everybody has the same from a skill, however many share it: it is divided among those
            # to whom it links them.
            each = min(len(users) - 1, 2 * self.reach)
            for a, b in _pairs(_ordered(id, users, self.reach), self.reach):
                weights[a, b] += information * min(users[a], users[b]) // (1000 * each)
        return {pair: weights[pair] for pair in sorted(weights) if weights[pair]}

    @cached_property
    def graph(self) -> nx.Graph[int]:
        """The links as a graph."""
        import networkx as nx

        graph: nx.Graph[int] = nx.Graph()
        graph.add_nodes_from(range(len(self.people)))
        graph.add_weighted_edges_from((a, b, weight) for (a, b), weight in self.links.items())
        return graph

    def communities(self) -> list[list[int]]:
        """Return the communities of more than one person, the largest first."""
        import networkx as nx

        if not self.links:
            return []
        found = nx.community.louvain_communities(self.graph, weight="weight", seed=_SEED)
        several = (sorted(one) for one in found if len(one) > 1)
        return sorted(several, key=lambda one: (-len(one), one))

    def modularity(self, communities: Sequence[Collection[int]]) -> float:
        """Return by how much more links lie within communities than chance would put there."""
        import networkx as nx

        placed = {number for one in communities for number in one}
        alone = [{number} for number in range(len(self.people)) if number not in placed]
        parts = [*map(set, communities), *alone]
        return float(nx.community.modularity(self.graph, parts, weight="weight"))


def _ordered(skill: str, users: Collection[int], reach: int) -> list[int]:
    """Return people in order; where not all are linked, in a drawn one of the skill's own.

    One order for all skills would link neighbours in it again and again: communities would then be
    stretches of that order.
    """
    order = sorted(users)
    if len(order) > 2 * reach + 1:
        random.Random(f"{_SEED} {skill}").shuffle(order)
    return order


def _pairs(users: Sequence[int], reach: int) -> Iterator[tuple[int, int]]:
    """Give all pairs of some people; of many each with the next ones, the last with the first."""
    count = len(users)
    if count <= 2 * reach + 1:
        yield from ((a, b) for at, a in enumerate(users) for b in users[at + 1 :])
        return
    for at, a in enumerate(users):
        for further in range(1, reach + 1):
            b = users[(at + further) % count]
            yield (a, b) if a < b else (b, a)


def projected(reader: Reader, among: Collection[str] | None) -> Projection:
    """Return the projection of a graph's people, or of some of them.

    Raises:
        UsageError: they are too many.
    """
    everyone = sorted(reader.everyone() if among is None else among)
    if len(everyone) > MOST_PEOPLE:
        raise UsageError(
            f"communities are found among at most {MOST_PEOPLE:,} people, not {len(everyone):,}; "
            "name a part of them, as in communities blockchain"
        )
    concepts = reader.ontology.concepts
    counts, _ = reader.rarest(2, 1)
    skills = sorted(id for id in counts if id in concepts and concepts[id].kind in SKILL_KINDS)
    uses = _uses(reader, skills, {id: at for at, id in enumerate(everyone)})
    most = max(FEW, len(everyone) * COMMON // 100)
    linking = {id: users for id, users in uses.items() if 2 <= len(users) <= most}
    common = [id for id, users in uses.items() if len(users) > most]
    return Projection(everyone, linking, informations(reader, linking), common)


def _uses(
    reader: Reader, skills: Sequence[str], numbers: Mapping[str, int]
) -> dict[str, dict[int, int]]:
    if not skills:
        return {}
    known = reader.uses(skills, strength)
    return {
        id: {numbers[who]: how for who, how in known.users(id) if who in numbers} for id in skills
    }
