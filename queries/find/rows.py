"""People whom ``find`` shows, with the lines that say what was asked of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ...graph.criteria import MatchedTies
from ...graph.model import Edge, Node
from ...graph.reader import Reader
from ...graph.ties import Tie
from ...ontology.ontology import ANSWERING_TYPES
from ..answer import Term, bits, total
from ..counterfactual import Ranked
from ..evidence import CitedEdges, documents_of, in_order, scene, sources
from ..measures.hierarchy import upwards
from ..measures.weights import depth
from .expression import Predicate
from .targets import Target


@dataclass(frozen=True, kw_only=True)
class FindRow(Ranked):
    """A person who satisfies the question; ``missing`` are the alternatives that they lack."""

    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class RowBuilder:
    """Some people in order, the terms that score, and what each term is worth."""

    reader: Reader
    targets: Mapping[Predicate, Target]
    weights: Mapping[Predicate, int]
    people: Sequence[str]

    def rows(self) -> list[FindRow]:
        """Return one row a person; who was forgotten since they were found has none."""
        hits = self._hits
        return [self._row(one, hits[who]) for who, one in self.reader.nodes(self.people).items()]

    def scene(self) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
        """Return the people, what they matched, and how that leads to what was asked."""
        ties = self._matched
        asked = {one.id for one in self.targets.values() if one.id}
        upward = upwards(self.reader, {tie.node for tie in ties}, asked, ANSWERING_TYPES)
        return scene(self.reader, self.people, [*self._cited_edges.edges_of(*ties), *upward])

    @cached_property
    def _hits(self) -> dict[str, dict[Predicate, MatchedTies]]:
        """What each person has of the terms that they satisfy."""
        wanted = frozenset().union(*(one.criterion.nodes for one in self.targets.values()))
        of_person: defaultdict[str, list[Tie]] = defaultdict(list)
        # Only of those shown: the search knew months, and lines are read for a page of people.
        for tie in self.reader.ties(people=self.people, nodes=wanted) if self.people else ():
            of_person[tie.person].append(tie)
        return {who: dict(self._satisfied(who, of_person[who])) for who in self.people}

    def _satisfied(self, who: str, ties: Sequence[Tie]) -> Iterator[tuple[Predicate, MatchedTies]]:
        for term, meant in self.targets.items():
            if meant.criterion.places is None:
                hit = meant.hit(ties)
                # The reader chose people by the whole expression; which of its terms hold is found
                # here.
                if hit.ties and hit.satisfies(meant.criterion):
                    yield term, hit
            elif self._places.get(who) in meant.criterion.places:
                yield term, MatchedTies(())

    @cached_property
    def _places(self) -> Mapping[str, str]:
        found = self.reader.nodes(self.people).values()
        return {one.id: str(one.properties["location"]) for one in found if _lives(one)}

    @cached_property
    def _matched(self) -> list[Tie]:
        kept = (hit for hits in self._hits.values() for hit in hits.values())
        return list(dict.fromkeys(tie for hit in kept for tie in hit.ties))

    @cached_property
    def _cited_edges(self) -> CitedEdges:
        return CitedEdges(self.reader, self._matched)

    def _row(self, person: Node, hits: Mapping[Predicate, MatchedTies]) -> FindRow:
        terms = tuple(self._term(term, hit) for term, hit in hits.items())
        evidence = in_order(one for term in terms for one in term.details["evidence"])
        return FindRow(
            id=person.id,
            kind=person.kind,
            name=person.name,
            sources=sources(evidence) or documents_of(person),
            score=total(terms),
            terms=terms,
            evidence=evidence,
            missing=tuple(str(term) for term in self.targets if term not in hits),
        )

    def _term(self, term: Predicate, hit: MatchedTies) -> Term:
        details: dict[str, Any] = {}
        if hit.months is not None:
            details["months"] = hit.months
        # The most is told only where dates leave it open.
        if hit.months_max not in (None, hit.months):
            details["months_max"] = hit.months_max
        # What a long list says counts in part, and the row says for how much.
        if any(tie.listed for tie in hit.ties):
            details |= {"counted": hit.counted or 0, "credit": hit.credit}
        if hit.last:
            details |= {"last": hit.last, "current": hit.current}
        target = self.targets[term]
        # Where a narrower concept answered, it is named: "database" by PostgreSQL.
        matched = sorted({tie.node for tie in hit.ties} - {target.id})
        if matched:
            details["by"] = _names(self.reader.nodes(matched).values())
        details["evidence"] = list(self._cited_edges.of(*hit.ties))
        micro = self.weights[term] * depth(hit.credit) // 1000
        return Term(str(term), bits(micro), target.id, details)


def _lives(person: Node) -> bool:
    return "location" in person.properties


def _names(nodes: Iterable[Node]) -> list[str | None]:
    return [node.name for node in nodes]
