"""What people have in common, the rarest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from heapq import heapify, heappop
from typing import Any, Final, TypeAlias

from ..errors import UsageError
from ..graph import resolve
from ..graph.display import Brief, plain
from ..graph.model import Edge, Evidence, Node
from ..graph.months import Range, label, total
from ..graph.opening import Graph
from ..graph.reader import Reader
from ..graph.ties import Tie
from ..ontology.ontology import Ontology
from .answer import Answer, Row, Term, bits
from .evidence import CitedEdges, in_order, scene, sources
from .measures.generality import SPECIAL, general, left, special
from .measures.hierarchy import upwards
from .measures.periods import common
from .measures.weights import Rarity, information, rarities, share
from .question import LIMIT, PERSON, Argument, Named, Question, Statement, joined

# Without names there is no natural end: below a page of rows nobody reads on.
RAREST: Final = 25
"""How many rows are given when neither people nor a limit are named."""

_Grounds: TypeAlias = dict[str, dict[str, list[Tie]]]


@dataclass(frozen=True)
class Holder(Brief):
    """One of a row's people: the lines that say it, and the narrower concepts it comes by."""

    id: str
    name: str | None
    evidence: tuple[Evidence, ...]
    by: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the printed shape."""
        by = {"by": list(self.by)} if self.by else {}
        return {"id": self.id, "name": self.name, **by, "evidence": plain(self.evidence)}


@dataclass(frozen=True)
class _Weight:
    """What a node is worth: its rarity, its speciality, and what narrower thing says it already."""

    rarity: Rarity
    special: int
    narrower: str | None = None
    said: int = 0

    @property
    def whole(self) -> int:
        """Return the information that its speciality leaves, in millionths of a bit."""
        return self.rarity.micro * self.special // SPECIAL

    @property
    def micro(self) -> int:
        """Return the score in millionths of a bit."""
        return left(self.whole, [self.said])


@dataclass(frozen=True, kw_only=True)
class SharedRow(Row):
    """A concept, employer, school, degree, field or project that people have in common.

    ``from_`` and ``to`` (``YYYY-MM``) are the first and last month that surely all of them had it,
    ``months`` how many such months there are; None where there is none. ``periods`` are the single
    stretches, where there are several.
    """

    people: tuple[Holder, ...]
    from_: str | None = None
    to: str | None = None
    months: int | None = None
    periods: tuple[Mapping[str, str], ...] | None = None


@dataclass(frozen=True)
class Shared(Question[SharedRow]):
    """What all of some people have in common; without people, what at least two share.

    A node's score is its information in bits, times its speciality,

        -log2((people_with + 100 · share) / (people + 100)) · speciality

    with ``people_with`` the people who have it or anything narrower, and ``share`` the commonness
    that the ontology expects (0 for employers, schools and projects): the rarest comes first, what
    everybody writes comes last. Speciality is 1 but for fields, degrees, domains, practices and
    patterns, of which it falls with what they cover (see ``special``). A domain, practice or
    pattern scores what it is worth more than the weightiest thing it covers that they have in
    common too, which a second term takes away: blockchain beside Ethereum is nothing new. Ties are
    ordered by id.

    Between named people a broader concept is in common too, where one has one narrower concept and
    another a different one; it is left out where they share something below it, unless each has it
    directly. Categories are no background. Without people only what is directly had counts.

    Complexity: O(t · d) for t ties of the people and ontology depth d; without people one pass over
    the counts of all nodes (``Reader.rarest``, of which a server sends the rarest alone).
    Source: information content as in P. Resnik, "Using information content to evaluate semantic
    similarity in a taxonomy", IJCAI 1995, with counts mixed with a prior.

    >>> from commonground.queries.example import example
    >>> for row in shared(example(), "Ana", "Bo"):
    ...     print(row.name, row.from_, row.to)
    Initech 2021-01 2022-02
    Go 2021-01 2024-12
    Redis None None
    REST None None
    """

    name = "shared"
    summary = "Show what people have in common, rarest first; without names, the rarest of all."
    examples = ("commonground shared", "commonground shared ada.md bo.txt")
    arguments = (Argument("people", f"two or more; {PERSON}", many=True), LIMIT)
    columns = ("name", "kind", "score", "people", "from", "to")
    under = "people"

    people: tuple[str, ...] = ()
    limit: int | None = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if len(self.people) == 1:
            raise UsageError("name two people or more, or nobody for the rarest shared backgrounds")

    def title(self, names: Mapping[str, str]) -> str:
        """Return the question in words."""
        if not self.people:
            return "Which rare backgrounds do at least two people share?"
        return f"What do {joined(names.get(one, one) for one in self.people)} have in common?"

    def answer(self, reader: Reader) -> Answer[SharedRow]:
        """Answer over a reader.

        Raises:
            UsageError: one person is named twice.
            NotFound, AmbiguousName: nobody, or several people, are called so.
        """
        if not self.people:
            return self._rarest(reader)
        people = self._resolved(reader)
        grounds = _grounds(reader, [one.id for one in people])
        ranked = _ranked(reader, _in_common(reader.ontology, grounds))
        chosen = ranked[: self.limit]
        ties = {id: [grounds[one.id][id] for one in people] for id, _ in chosen}
        return self._answer(reader, people, chosen, ties, len(ranked))

    def cypher(self, reader: Reader) -> Statement:
        """Return the statement that gives the people's part of the graph, or the rarest nodes."""
        from ..graph.neo4j.statements import statement

        if self.people:
            return statement("people"), {"people": [one.id for one in self._resolved(reader)]}
        return statement("rarest"), {"least": 2, "most": self.limit or RAREST}

    def _resolved(self, reader: Reader) -> list[Node]:
        people = [resolve.person(reader, one) for one in self.people]
        if len({one.id for one in people}) < len(people):
            raise UsageError("the same person is named twice; name different people")
        return people

    def _rarest(self, reader: Reader) -> Answer[SharedRow]:
        limit = RAREST if self.limit is None else self.limit
        people_with, count = reader.rarest(2, limit)
        chosen = _rarest(reader, people_with, limit)
        found: defaultdict[str, dict[str, list[Tie]]] = defaultdict(dict)
        for tie in reader.ties(nodes={id for id, _ in chosen}) if chosen else ():
            found[tie.node].setdefault(tie.person, []).append(tie)
        ties = {id: list(found[id].values()) for id, _ in chosen}
        return self._answer(reader, (), chosen, ties, count)

    def _answer(
        self,
        reader: Reader,
        people: Sequence[Node],
        chosen: Sequence[tuple[str, _Weight]],
        ties: Mapping[str, Sequence[Sequence[Tie]]],
        count: int,
    ) -> Answer[SharedRow]:
        every = [tie for groups in ties.values() for group in groups for tie in group]
        cited = CitedEdges(reader, every)
        said = (weight.narrower for _, weight in chosen if weight.narrower is not None)
        wanted = (*ties, *said, *(id for tie in every for id in (tie.person, tie.node)))
        names = reader.nodes(dict.fromkeys(wanted))
        rows = tuple(_row(names[id], weight, ties[id], names, cited) for id, weight in chosen)
        links: list[Edge] = cited.edges_of(*every)
        links += upwards(reader, {tie.node for tie in every}, ties.keys()) if every else []
        nodes, edges = scene(reader, (*(one.id for one in people), *ties), links)
        notes = [f"the {len(rows)} rarest of {count}"] * (len(rows) < count)
        return Answer(self._asked(people), rows, tuple(notes), nodes, edges)

    def _asked(self, people: Sequence[Node]) -> dict[str, Any]:
        plain: dict[str, Any] = {"question": self.name}
        if people:
            plain["people"] = [{"id": one.id, "name": one.name} for one in people]
        return plain if self.limit is None else plain | {"limit": self.limit}


def shared(graph: Graph, *people: Named, limit: int | None = None) -> Answer[SharedRow]:
    """Return what all of these people have in common, the rarest first.

    ``people`` are two or more: nodes, or names, e-mail addresses, documents or ids. Without any it
    is the rarest backgrounds that at least two people share. ``limit`` is the most rows; None is
    all, but 25 where nobody is named.

    Each row is a skill, employer, school, degree, field or project, with its information in bits as
    the score. ``people`` are who has it, each with the lines that say so; ``from_``, ``to`` and
    ``months`` the time that they had it together, where there is one.

    >>> import commonground as cg
    >>> from commonground.queries.example import example
    >>> for row in cg.shared(example(), "Ana", "Bo", limit=2):
    ...     print(row.name, row.kind, [one.name for one in row.people], row.from_, row.to)
    Initech Employer ['Ana', 'Bo'] 2021-01 2022-02
    Go Language ['Ana', 'Bo'] 2021-01 2024-12

    Raises:
        UsageError: one person alone is named, or one twice.
        NotFound, AmbiguousName: nobody, or several people, are called so.
    """
    return Shared.of(*people, limit=limit).ask(graph)


def _grounds(reader: Reader, people: Sequence[str]) -> _Grounds:
    """Map each person to the nodes they have, directly or by something narrower, and by which."""
    direct: _Grounds = {id: {} for id in people}
    implied: _Grounds = {id: {} for id in people}
    for tie in reader.ties(people=people):
        direct[tie.person].setdefault(tie.node, []).append(tie)
        # What is broader than a skill is had through it, and cites the same lines.
        if tie.node in reader.ontology.concepts:
            for above in sorted(reader.ontology.above(tie.node) - {tie.node}):
                implied[tie.person].setdefault(above, []).append(tie)
    # What somebody says themselves is cited rather than what follows from it.
    return {id: implied[id] | direct[id] for id in people}


def _in_common(ontology: Ontology, grounds: _Grounds) -> set[str]:
    """Return the nodes that everybody has, without what something narrower says better."""
    everybody = set.intersection(*(set(own) for own in grounds.values()))
    concepts = {id for id in everybody if id in ontology.concepts}
    categories = {id for id in concepts if ontology.concepts[id].kind == "Category"}
    return {
        id
        for id in everybody - categories
        # A broader concept stays only where it says more than what lies below it: somebody wrote
        # it, or
        # the two have different things under it.
        if id not in concepts
        or all(tie.node == id for own in grounds.values() for tie in own[id])
        or not (ontology.below(id) & (concepts - categories) - {id})
    }


def _ranked(reader: Reader, ids: Iterable[str]) -> list[tuple[str, _Weight]]:
    weights = _weights(reader, ids)
    for id, covered in general(reader.ontology, weights).items():
        if narrower := sorted(covered & weights.keys()):
            best = max(narrower, key=lambda one: weights[one].whole)
            weights[id] = replace(weights[id], narrower=best, said=weights[best].whole)
    return sorted(weights.items(), key=_by_weight)


def _weights(reader: Reader, ids: Iterable[str]) -> dict[str, _Weight]:
    found = rarities(reader, ids)
    return {id: _Weight(rarity, special(reader.ontology, id)) for id, rarity in found.items()}


def _by_weight(item: tuple[str, _Weight]) -> tuple[int, str]:
    return -item[1].micro, item[0]


def _rarest(
    reader: Reader, people_with: Mapping[str, int], limit: int
) -> list[tuple[str, _Weight]]:
    """Return the rarest nodes, of how many people have each directly.

    Who has something narrower has the node too, so that a node is at most as rare as its own count
    says: only the nodes that may be among the rarest by that are counted in full.
    """
    people, ontology = reader.population(), reader.ontology
    waiting = [
        (-(information(n, people, share(ontology, id)) * special(ontology, id) // SPECIAL), id)
        for id, n in people_with.items()
    ]
    # There are thousands, of which the first few decide.
    heapify(waiting)
    ranked: list[tuple[str, _Weight]] = []
    while True:
        last = ranked[limit - 1][1].micro if 0 < limit <= len(ranked) else 0
        # A bound below the last row kept cannot get in, and the rest are lower still.
        batch: list[str] = []
        while waiting and len(batch) < limit and -waiting[0][0] >= last:
            batch.append(heappop(waiting)[1])
        if not batch:
            return ranked[:limit]
        ranked = sorted([*ranked, *_weights(reader, batch).items()], key=_by_weight)


def _row(
    node: Node,
    weight: _Weight,
    groups: Sequence[Sequence[Tie]],
    names: Mapping[str, Node],
    cited: CitedEdges,
) -> SharedRow:
    holders = tuple(_holder(node, ties, names, cited) for ties in groups)
    evidence = in_order(one for holder in holders for one in holder.evidence)
    # Certain months only: years without months may overlap and need not.
    together = common([[span for tie in ties for span in tie.certain] for ties in groups])
    return SharedRow(
        id=node.id,
        kind=node.kind,
        name=node.name,
        sources=sources(evidence),
        score=bits(weight.micro),
        terms=tuple(_terms(weight, names)),
        evidence=evidence,
        people=holders,
        from_=_month(together, 0, 0),
        to=_month(together, -1, 1),
        months=total(together) or None,
        # One stretch is told by `from` and `to` alone.
        periods=_periods(together) if len(together) > 1 else None,
    )


def _terms(weight: _Weight, names: Mapping[str, Node]) -> Iterator[Term]:
    rarity = weight.rarity
    details = {"people_with": rarity.people_with, "people": rarity.people, "share": rarity.share}
    if weight.special < SPECIAL:
        details["special"] = weight.special / SPECIAL
    yield Term("information", bits(weight.whole), None, details)
    if weight.narrower is not None:
        name = names[weight.narrower].name or weight.narrower
        yield Term(f"said by {name}", bits(weight.micro - weight.whole), weight.narrower)


def _holder(
    node: Node, ties: Sequence[Tie], names: Mapping[str, Node], cited: CitedEdges
) -> Holder:
    person = names[ties[0].person]
    narrower = sorted({tie.node for tie in ties} - {node.id})
    by = tuple(names[id].name or id for id in narrower)
    return Holder(person.id, person.name, cited.of(*ties), by)


def _periods(ranges: Sequence[Range]) -> tuple[Mapping[str, str], ...]:
    return tuple({"from": label(start), "to": label(end)} for start, end in ranges)


def _month(ranges: Sequence[Range], which: int, end: int) -> str | None:
    return label(ranges[which][end]) if ranges else None
