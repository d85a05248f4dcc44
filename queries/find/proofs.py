"""What proves that people have what they matched: the roles and projects that name it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ...graph.criteria import MatchedTies
from ...graph.model import Edge, Evidence
from ...graph.months import label, last_month
from ...graph.reader import Reader
from ...graph.ties import Stint, Tie
from ..evidence import CitedEdges


@dataclass(frozen=True)
class Proofs:
    """The roles and projects of some people that used what these people matched.

    ``matched`` are the ties of each person that count for some term; ``ties`` have those to what
    they built.
    For all of them together it takes five calls of a reader: roles, the edges that say what was
    used in them, what employers and projects are called, edges, lines.
    """

    reader: Reader
    ties: Mapping[str, Sequence[Tie]]
    matched: Mapping[str, Sequence[Tie]]

    def of(self, hit: MatchedTies) -> Proof:
        """Return what proves some ties of one person."""
        nodes = {tie.node for tie in hit.ties}
        people = sorted({tie.person for tie in hit.ties})
        found = (one for who in people for one in self.stints.get(who, ()))
        proving = (one for one in found if self._proves(one, nodes))
        built = (one for who in people for one in self._built(who))
        projects = [one for one in built if self._uses(one, nodes)]
        return Proof(self, hit, sorted(proving, key=_longest_first), projects)

    def lines(self, source: str, nodes: Iterable[str]) -> Iterator[Evidence]:
        """Give the lines that name some nodes in a role or project."""
        used = self._used.get(source, {})
        for node in nodes:
            yield from self.edges.cited(used[node].evidence if node in used else ())

    @cached_property
    def edges(self) -> CitedEdges:
        """The edges and lines behind what was matched."""
        ties = list(dict.fromkeys(tie for ties in self.matched.values() for tie in ties))
        return CitedEdges(self.reader, [*ties, *self._proving])

    def _built(self, who: str) -> list[str]:
        return [tie.node for tie in self.ties[who] if tie.type == "BUILT"]

    def _uses(self, source: str, nodes: Collection[str]) -> bool:
        return not self._used.get(source, {}).keys().isdisjoint(nodes)

    def _proves(self, stint: Stint, nodes: Collection[str]) -> bool:
        named = stint.role in nodes or stint.employer in nodes
        return named or self._uses(stint.role, nodes)

    @cached_property
    def stints(self) -> Mapping[str, Sequence[Stint]]:
        """The roles of each person."""
        found: defaultdict[str, list[Stint]] = defaultdict(list)
        for stint in self.reader.stints(people=self.matched.keys()) if self.matched else ():
            found[stint.person].append(stint)
        return found

    @cached_property
    def _used(self) -> Mapping[str, Mapping[str, Edge]]:
        """The edges that say what was used, of all that there could be, by both ends."""
        edges = self.reader.used(
            (source, tie.node)
            for who, ties in self.matched.items()
            for source in self._sources(who)
            for tie in ties
            if tie.type == "HAS_SKILL"
        )
        found: defaultdict[str, dict[str, Edge]] = defaultdict(dict)
        for edge in edges.values():
            found[edge.source][edge.target] = edge
        return found

    def _sources(self, who: str) -> list[str]:
        return [*(stint.role for stint in self.stints.get(who, ())), *self._built(who)]

    @cached_property
    def _proving(self) -> list[Stint]:
        nodes = {who: {tie.node for tie in ties} for who, ties in self.matched.items()}
        found = (one for stints in self.stints.values() for one in stints)
        return [one for one in found if self._proves(one, nodes[one.person])]

    @cached_property
    def names(self) -> Mapping[str, str | None]:
        """What the employers and projects that prove something are called."""
        ids = [one.employer for one in self._proving if one.employer]
        ids += [one for who in self.matched for one in self._built(who) if one in self._used]
        return self.reader.captions(dict.fromkeys(ids))


@dataclass(frozen=True)
class Proof:
    """What proves some ties of one person.

    The roles that name what was matched, the longest first, then the latest; and the projects.
    """

    proofs: Proofs
    hit: MatchedTies
    stints: Sequence[Stint]
    built: Sequence[str]

    def roles(self) -> list[dict[str, Any]]:
        """Return the roles as plain values."""
        return [_role(stint, self.proofs.names) for stint in self.stints]

    def projects(self) -> list[str]:
        """Return the names of the projects."""
        return [name for id in self.built if (name := self.proofs.names.get(id))]

    def evidence(self) -> tuple[Evidence, ...]:
        """Return the lines, what proves the most first.

        That is: of each role, the longest first, the lines that name what was matched, and at last
        its head line; the projects; then what is left, as of studies, and lists of skills.
        """
        return tuple(dict.fromkeys(self._cited()))

    def _cited(self) -> Iterator[Evidence]:
        edges, ties = self.proofs.edges, self.hit.ties
        nodes = by_weight(self.hit)
        for stint in self.stints:
            head = edges.of(stint)
            heads = {(one.source, one.line) for one in head}
            lines = list(self.proofs.lines(stint.role, nodes)) or list(head)
            yield from sorted(lines, key=lambda one: (one.source, one.line) in heads)
        for project in self.built:
            yield from self.proofs.lines(project, nodes)
        yield from edges.of(*(tie for tie in ties if tie.type == "STUDIED"))
        yield from edges.of(*ties)


def _role(stint: Stint, names: Mapping[str, str | None]) -> dict[str, Any]:
    ends = label(stint.outer[1]) if stint.current and stint.outer else stint.end
    employer = names.get(stint.employer or "")
    plain: dict[str, Any] = {"role": stint.name, "employer": employer}
    plain |= {"from": stint.start, "to": ends, "months": months_of(stint)}
    plain |= {"current": stint.current or None}
    return {key: value for key, value in plain.items() if value is not None}


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
