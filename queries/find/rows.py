"""People whom ``find`` shows, with the lines that say what was asked of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ...graph.criteria import PLACED, MatchedTies, Traits
from ...graph.model import Edge, Node
from ...graph.reader import Reader, spoken_by
from ...graph.ties import Stint, Tie
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
        """What each person has of what is asked for, and what they built.

        Only of those shown, for the search knew what ranks them.
        """
        asked = frozenset().union(*(one.criterion.nodes for one in self.scoring.targets.values()))
        of_person: dict[str, list[Tie]] = {who: [] for who in self.people}
        for tie in self.reader.ties_and_projects(self.people, asked) if self.people else ():
            of_person[tie.person].append(tie)
        return of_person

    @cached_property
    def _hits(self) -> dict[str, dict[Predicate, MatchedTies]]:
        """What each person has of the terms that they satisfy."""
        return {who: dict(self._satisfied(who, ties)) for who, ties in self._ties.items()}

    def _satisfied(self, who: str, ties: Sequence[Tie]) -> Iterator[tuple[Predicate, MatchedTies]]:
        for term, meant in self.scoring.targets.items():
            # The reader chose people by the whole expression; which terms hold is found here.
            if meant.criterion.tied:
                hit = meant.hit(ties)
                if hit.ties and hit.satisfies(meant.criterion):
                    yield term, hit
            elif who in self._traits and meant.criterion.met_by(self._traits[who]):
                yield term, MatchedTies(meant.criterion.roles(self._traits[who].stints))

    @cached_property
    def _traits(self) -> Mapping[str, Traits]:
        """What each person is asked beside ties."""
        stints: dict[str, list[Stint]] = {who: [] for who in self.people}
        asked = any(one.criterion.of_roles for one in self.scoring.targets.values())
        for stint in self.reader.stints(people=self.people) if asked else ():
            stints[stint.person].append(stint)
        found = self.reader.nodes(self.people).values()
        return {
            one.id: Traits(_location(one), spoken_by(one), tuple(stints[one.id])) for one in found
        }

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
        if set(nodes) - {target.id} and not target.criterion.of_roles:
            details["by"] = list(self.reader.captions(nodes).values())
        proof = self._proofs.of(hit)
        if hit.ties and target.aged:
            details["roles"] = proof.roles()
            details |= {"projects": named} if (named := proof.projects()) else {}
        tied = target.criterion.tied
        matched = target.criterion.matched(hit.ties) if tied else None
        worth = self.scoring.worth(term, matched or PLACED)
        details |= {"optional": True} if term.optional else {}
        details |= worth.to_json() if worth else {}
        details["evidence"] = list(proof.evidence())
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


def _location(person: Node) -> str | None:
    location = person.properties.get("location")
    return None if location is None else str(location)
