"""People whom ``find`` shows, with the lines that say what was asked of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ...graph.criteria import PLACED, MatchedTies
from ...graph.model import Edge, Node
from ...graph.reader import Reader
from ...graph.ties import Tie
from ...ontology.ontology import ANSWERING_TYPES
from ..answer import Term, bits, total
from ..counterfactual import Ranked
from ..evidence import documents_of, scene, sources
from ..measures.hierarchy import upwards
from .expression import Predicate
from .proofs import Proofs, by_weight
from .scoring import Scoring


@dataclass(frozen=True, kw_only=True)
class FindRow(Ranked):
    """A person who satisfies the question; ``missing`` is what of it had to be given up."""

    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class RowBuilder:
    """Some people in order, and how the terms that they are shown for are scored."""

    reader: Reader
    scoring: Scoring
    people: Sequence[str]

    def rows(self) -> list[FindRow]:
        """Return one row a person; who was forgotten since they were found has none."""
        hits = self._hits
        return [self._row(one, hits[who]) for who, one in self.reader.nodes(self.people).items()]

    def scene(self) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
        """Return the people, what they matched, and how that leads to what was asked."""
        ties = [tie for own in self._matched.values() for tie in own]
        asked = {one.id for one in self.scoring.targets.values() if one.id}
        upward = upwards(self.reader, {tie.node for tie in ties}, asked, ANSWERING_TYPES)
        return scene(self.reader, self.people, [*self._proofs.edges.edges_of(*ties), *upward])

    @cached_property
    def _ties(self) -> dict[str, list[Tie]]:
        """All ties of each person: only of those shown, for the search knew what ranks them."""
        of_person: dict[str, list[Tie]] = {who: [] for who in self.people}
        for tie in self.reader.ties(people=self.people) if self.people else ():
            of_person[tie.person].append(tie)
        return of_person

    @cached_property
    def _hits(self) -> dict[str, dict[Predicate, MatchedTies]]:
        """What each person has of the terms that they satisfy."""
        return {who: dict(self._satisfied(who, ties)) for who, ties in self._ties.items()}

    def _satisfied(self, who: str, ties: Sequence[Tie]) -> Iterator[tuple[Predicate, MatchedTies]]:
        for term, meant in self.scoring.targets.items():
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
    def _matched(self) -> dict[str, list[Tie]]:
        return {
            who: list(dict.fromkeys(tie for hit in hits.values() for tie in hit.ties))
            for who, hits in self._hits.items()
        }

    @cached_property
    def _proofs(self) -> Proofs:
        return Proofs(self.reader, self._ties, self._matched)

    def _row(self, person: Node, hits: Mapping[Predicate, MatchedTies]) -> FindRow:
        terms = tuple(self._term(term, hit) for term, hit in hits.items())
        evidence = tuple(dict.fromkeys(one for term in terms for one in term.details["evidence"]))
        return FindRow(
            id=person.id,
            kind=person.kind,
            name=person.name,
            sources=sources(evidence) or documents_of(person),
            score=total(terms),
            terms=terms,
            evidence=evidence,
        )

    def _term(self, term: Predicate, hit: MatchedTies) -> Term:
        target = self.scoring.targets[term]
        details = _lasted(hit)
        # Where a narrower concept answered, it is named: "database" by PostgreSQL.
        nodes = by_weight(hit)
        if set(nodes) - {target.id}:
            details["by"] = [node.name for node in self.reader.nodes(nodes).values()]
        if hit.ties and target.aged:
            details["roles"] = self._proofs.roles(hit)
            details |= {"projects": named} if (named := self._proofs.projects(hit)) else {}
        matched = target.criterion.matched(hit.ties) or PLACED
        worth = self.scoring.worth(term, matched)
        details |= worth.to_json() if worth else {}
        details["evidence"] = list(self._proofs.evidence(hit))
        return Term(str(term), bits(worth.micro if worth else 0), target.id, details)


def _lasted(hit: MatchedTies) -> dict[str, Any]:
    """Return how long, and until when."""
    details: dict[str, Any] = {} if hit.months is None else {"months": hit.months}
    # The most is told only where dates leave it open.
    if hit.months_max not in (None, hit.months):
        details["months_max"] = hit.months_max
    # What a long list says counts in part, and the row says for how much.
    if any(tie.listed for tie in hit.ties):
        details |= {"counted": hit.counted or 0, "credit": hit.credit}
    if hit.last:
        details |= {"last": hit.last, "current": hit.current}
    return details


def _lives(person: Node) -> bool:
    return "location" in person.properties
