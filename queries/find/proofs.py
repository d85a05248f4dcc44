"""What proves that people have what they matched: the roles and projects that name it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ...graph.criteria import MatchedTies
from ...graph.model import Edge, Evidence, edge_id
from ...graph.months import label, last_month
from ...graph.reader import Reader
from ...graph.ties import Stint, Tie
from ..evidence import CitedEdges


@dataclass(frozen=True)
class Proofs:
    """The roles and projects of some people that used what these people matched.

    ``matched`` are the ties of each person that count for some term, ``ties`` all ties of theirs.
    For all of them together it takes five calls of a reader: roles, the edges that say what was
    used in them, what employers and projects are called, edges, lines.
    """

    reader: Reader
    ties: Mapping[str, Sequence[Tie]]
    matched: Mapping[str, Sequence[Tie]]

    def stints(self, hit: MatchedTies) -> list[Stint]:
        """Return the roles behind some ties of one person: the longest first, then the latest."""
        nodes = {tie.node for tie in hit.ties}
        people = {tie.person for tie in hit.ties}
        found = (one for who in sorted(people) for one in self._stints.get(who, ()))
        return sorted((one for one in found if self._proves(one, nodes)), key=_longest_first)

    def roles(self, hit: MatchedTies) -> list[dict[str, Any]]:
        """Return the roles behind some ties of one person as plain values."""
        return [self._role(stint) for stint in self.stints(hit)]

    def projects(self, hit: MatchedTies) -> list[str]:
        """Return the names of the projects behind some ties of one person."""
        return [name for id in self._projects(hit) if (name := self._names.get(id))]

    def evidence(self, hit: MatchedTies) -> tuple[Evidence, ...]:
        """Return the lines behind some ties of one person, what proves the most first.

        That is: of each role, the longest first, the lines that name what was matched, and at last
        its head line; the projects; then what is left, as of studies, and lists of skills.
        """
        return tuple(dict.fromkeys(self._cited(hit)))

    @cached_property
    def edges(self) -> CitedEdges:
        """The edges and lines behind what was matched."""
        ties = list(dict.fromkeys(tie for ties in self.matched.values() for tie in ties))
        return CitedEdges(self.reader, [*ties, *self._proving])

    def _cited(self, hit: MatchedTies) -> Iterator[Evidence]:
        nodes = [tie.node for tie in _weightiest(hit.ties)]
        for stint in self.stints(hit):
            heads = {(one.source, one.line) for one in self.edges.of(stint)}
            lines = list(self._lines(stint.role, nodes)) or list(self.edges.of(stint))
            yield from sorted(lines, key=lambda one: (one.source, one.line) in heads)
        for project in self._projects(hit):
            yield from self._lines(project, nodes)
        studies = [tie for tie in hit.ties if tie.type == "STUDIED"]
        yield from self.edges.of(*studies)
        yield from self.edges.of(*hit.ties)

    def _lines(self, source: str, nodes: Iterable[str]) -> Iterator[Evidence]:
        for node in nodes:
            edge = self._used.get(edge_id("USED", source, node))
            yield from self.edges.cited(edge.evidence if edge else ())

    def _projects(self, hit: MatchedTies) -> list[str]:
        nodes = {tie.node for tie in hit.ties}
        people = sorted({tie.person for tie in hit.ties})
        return [one for who in people for one in self._built(who) if self._uses(one, nodes)]

    def _built(self, who: str) -> list[str]:
        return [tie.node for tie in self.ties[who] if tie.type == "BUILT"]

    def _uses(self, source: str, nodes: Collection[str]) -> bool:
        return any(edge_id("USED", source, node) in self._used for node in nodes)

    def _proves(self, stint: Stint, nodes: Collection[str]) -> bool:
        named = stint.role in nodes or stint.employer in nodes
        return named or self._uses(stint.role, nodes)

    def _role(self, stint: Stint) -> dict[str, Any]:
        ends = label(stint.outer[1]) if stint.current and stint.outer else stint.end
        employer = self._names.get(stint.employer or "")
        plain: dict[str, Any] = {"role": stint.name, "employer": employer}
        plain |= {"from": stint.start, "to": ends, "months": months_of(stint)}
        plain |= {"current": stint.current or None}
        return {key: value for key, value in plain.items() if value is not None}

    @cached_property
    def _stints(self) -> Mapping[str, Sequence[Stint]]:
        found: defaultdict[str, list[Stint]] = defaultdict(list)
        for stint in self.reader.stints(people=self.matched.keys()) if self.matched else ():
            found[stint.person].append(stint)
        return found

    @cached_property
    def _used(self) -> Mapping[str, Edge]:
        """The edges that say what was used, of all that there could be."""
        return self.reader.used(
            (source, tie.node)
            for who, ties in self.matched.items()
            for source in self._sources(who)
            for tie in ties
            if tie.type == "HAS_SKILL"
        )

    def _sources(self, who: str) -> list[str]:
        return [*(stint.role for stint in self._stints.get(who, ())), *self._built(who)]

    @cached_property
    def _proving(self) -> list[Stint]:
        nodes = {who: {tie.node for tie in ties} for who, ties in self.matched.items()}
        found = (one for stints in self._stints.values() for one in stints)
        return [one for one in found if self._proves(one, nodes[one.person])]

    @cached_property
    def _names(self) -> Mapping[str, str | None]:
        """What the employers and projects that prove something are called."""
        used = {edge.source for edge in self._used.values()}
        ids = [one.employer for one in self._proving if one.employer]
        ids += [one for who in self.matched for one in self._built(who) if one in used]
        return {id: node.name for id, node in self.reader.nodes(dict.fromkeys(ids)).items()}


def months_of(stint: Stint) -> int | None:
    """Return the months of a role that are certain, one at least; None where it is not dated."""
    if stint.certain:
        return stint.certain[1] - stint.certain[0] + 1
    return 1 if stint.outer else None


def by_weight(hit: MatchedTies) -> list[str]:
    """Return the nodes that some ties lead to, those used longest first."""
    return [tie.node for tie in _weightiest(hit.ties)]


def _weightiest(ties: Iterable[Tie]) -> list[Tie]:
    return sorted(ties, key=lambda tie: (-(tie.counted or 0), tie.node))


def _longest_first(stint: Stint) -> tuple[int, int, str]:
    ends = stint.end or stint.start
    last = stint.outer[1] if stint.outer else last_month(ends) if ends else 0
    return -(months_of(stint) or 0), -last, stint.role
