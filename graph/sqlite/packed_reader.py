"""The packed facts of people, decoded for those who are asked for."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Final

from ...errors import BackendUnreachable
from ...ontology.kinds import CONCEPT_KINDS
from ..concepts import concept_node, relation_ids, relation_with_id
from ..criteria import NO_TRAITS, Criterion, Traits
from ..facts.projection import unknown_concept
from ..model import FACT_KINDS, Edge, Node
from ..names import NameIndex, Sort
from ..packed.facts import Facts, kind_of
from ..put import readable, storable
from ..reader import Reader
from ..search import called_by
from ..ties import Stint, Tie
from .among import among
from .asking import Ask
from .kept_facts import KeptFacts
from .ledger import SqliteLedger
from .moments import Unsound
from .names import StoredNames
from .organisations import HEADS, names_of, organisations

if TYPE_CHECKING:
    from ...loaders.document import Document
    from ...ontology.ontology import Ontology

_WHOLE: Final[tuple[Sort, ...]] = ("name", "word")
_PEOPLE: Final = frozenset({"Person"})
_ORGANISATIONS: Final = frozenset({"Employer", "School"})


class PackedReader(Reader):
    """Reads one generation of a file; ``ask`` fails when there is another.

    Who is tied to what, and whose a role or project is, its subclasses know.
    """

    def __init__(self, ask: Ask, ontology: Ontology) -> None:
        self.of_file = ask
        self._ontology = ontology
        self._met = KeptFacts(ask, _Kinds(ontology).__getitem__)

    @abstractmethod
    def _people_at(self, nodes: Collection[str]) -> Sequence[str]:
        """Return who is tied to, or held a role at, some nodes, sorted."""

    @abstractmethod
    def _owner(self, id: str) -> str | None:
        """Return whose role, study, project or organisation of their own a node is."""

    @abstractmethod
    def _had(self, ids: Collection[str]) -> frozenset[str]:
        """Return those of some nodes that somebody is tied to."""

    @abstractmethod
    def targets(self) -> frozenset[str]:
        """Return the concepts, employers and schools that somebody is tied to."""

    @property
    def ontology(self) -> Ontology:
        """The concepts that the graph's people are linked to."""
        return self._ontology

    def nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        """Return the nodes that exist, in the order asked."""
        wanted = list(dict.fromkeys(ids))
        concepts = self._ontology.concepts
        found = {id: concept_node(concepts[id]) for id in wanted if id in concepts}
        rest = [id for id in wanted if id not in found]
        found |= self._own_nodes(rest)
        shared = [id for id in rest if id not in found and kind_of(id) in {"Employer", "School"}]
        if shared:
            found |= self.of_file(lambda db: organisations(db, shared, self.of_file))
        found |= self._lacking([id for id in rest if id not in found])
        return {id: found[id] for id in wanted if id in found}

    def nodes_of(self, kinds: Collection[str]) -> Sequence[Node]:
        """Return all nodes of some kinds, sorted by id."""
        wanted = frozenset(kinds)
        found: list[Node] = []
        if wanted & CONCEPT_KINDS:
            found += map(concept_node, self._ontology.concepts.values())
            found += self._lacking(self._every_code()).values()
        if wanted & FACT_KINDS:
            found += (node for own in self._every() for node in own.nodes.values())
        if wanted & _ORGANISATIONS:
            heads = self.of_file(lambda db: [id for (id,) in db.execute(HEADS)])
            found += self.of_file(lambda db: organisations(db, heads, self.of_file)).values()
        return sorted((one for one in found if one.kind in wanted), key=lambda node: node.id)

    def captions(self, ids: Iterable[str]) -> Mapping[str, str | None]:
        """Return what the nodes that exist are called, in the order asked."""
        # An employer that thousands worked at is spelled in dozens of ways, of which one is told.
        wanted = list(dict.fromkeys(ids))
        shared = [id for id in wanted if kind_of(id) in _ORGANISATIONS]
        found = self.of_file(lambda db: names_of(db, shared)) if shared else {}
        found |= self._names_of_people(id for id in wanted if kind_of(id) == "Person")
        rest = self.nodes(id for id in wanted if id not in found)
        found |= {id: node.name for id, node in rest.items()}
        return {id: found[id] for id in wanted if id in found}

    def names(self, kinds: Collection[str]) -> Sequence[tuple[str, str]]:
        """Return (id, name) of the nodes of some kinds that have a name, sorted by id."""
        wanted = frozenset(kinds)
        if wanted == _PEOPLE:
            sql = "SELECT person, name FROM packed WHERE name IS NOT NULL ORDER BY person"
            rows = self.of_file(lambda db: db.execute(sql).fetchall())
            return [(id, readable(name)) for id, name in rows]
        if wanted <= _ORGANISATIONS:
            heads = self.of_file(lambda db: [id for (id,) in db.execute(HEADS)])
            # Those of one person alone, such as "Freelance", are no heads.
            known = (id for id in {*heads, *self.targets()} if kind_of(id) in wanted)
            return sorted((id, name) for id, name in self.captions(known).items() if name)
        return super().names(kinds)

    def _names_of_people(self, ids: Iterable[str]) -> dict[str, str | None]:
        sql = "SELECT person, name FROM packed"
        rows = self.of_file(lambda db: among(db, sql, "person", ids))
        return {id: None if name is None else readable(name) for id, name in rows}

    def edges(self, ids: Iterable[str]) -> dict[str, Edge]:
        """Return the edges that exist, in the order asked."""
        wanted = dict.fromkeys(ids)
        found = self.stated(wanted)
        both = ((id, found.get(id) or relation_with_id(self._ontology, id)) for id in wanted)
        return {id: edge for id, edge in both if edge is not None}

    def stated(self, ids: Iterable[str]) -> dict[str, Edge]:
        """Return the edges of facts and derived ones that exist, in the order asked."""
        wanted = list(dict.fromkeys(ids))
        # An edge is asked for by whoever has just met its person; else everybody is gone through.
        own = self._facts_of(id for id in wanted if self._met.knows(id))
        found = {id: edge for id, facts in own.items() if (edge := facts.edge(id)) is not None}
        missing = {id for id in wanted if id not in found}
        if missing and (missing := missing - relation_ids(self._ontology).keys()):
            found |= _among(missing, self._every())
        return {id: found[id] for id in wanted if id in found}

    def used(self, pairs: Iterable[tuple[str, str]]) -> dict[str, Edge]:
        """Return the USED edges that exist of some pairs of a role or project and a concept."""
        wanted: defaultdict[str, list[str]] = defaultdict(list)
        for source, node in pairs:
            wanted[source].append(node)
        owners = self._facts_of(wanted)
        edges = (
            owners[source].used(source, node)
            for source, nodes in wanted.items()
            if source in owners
            for node in nodes
        )
        return {edge.id: edge for edge in edges if edge is not None}

    def ties(
        self, *, people: Collection[str] | None = None, nodes: Collection[str] | None = None
    ) -> Sequence[Tie]:
        """Return the ties of some people, to some nodes, or both, by person, node and type."""
        wanted = None if nodes is None else frozenset(nodes)
        if people is None and wanted is not None:
            people = self._people_at(wanted)
        own = self._every() if people is None else self._met.some(people)
        ties = (tie for facts in own for tie in self._met.ties_of(facts, wanted))
        return [tie for tie in ties if wanted is None or tie.node in wanted]

    def ties_and_projects(self, people: Collection[str], nodes: Collection[str]) -> Sequence[Tie]:
        """Return the ties of some people to some nodes and to what they built."""
        wanted = frozenset(nodes)
        ties = (tie for facts in self._met.some(people) for tie in self._met.ties_of(facts, wanted))
        return [tie for tie in ties if tie.node in wanted or tie.type == "BUILT"]

    def stints(
        self, *, people: Collection[str] | None = None, employers: Collection[str] | None = None
    ) -> Sequence[Stint]:
        """Return the roles of some people, at some employers, or both, by person and role."""
        if people is None and employers is not None:
            people = self._people_at(employers)
        own = self._every() if people is None else self._met.some(people)
        found = (stint for facts in own for stint in self._met.stints_of(facts))
        return [stint for stint in found if employers is None or stint.employer in employers]

    def facts(self, people: Collection[str]) -> Sequence[Edge]:
        """Return the edges of facts about some people, with their evidence, sorted by id."""
        found = {edge.id: edge for own in self._met.some(people) for edge in own.stated}
        return [found[id] for id in sorted(found)]

    def documents(self, keys: Collection[str]) -> Mapping[str, Document]:
        """Return the documents that there are of some keys, with their text."""
        return self.of_file(lambda db: _documents(SqliteLedger(db), keys))

    def titles(self) -> Sequence[str]:
        """Return the distinct names of roles, sorted."""
        sql = "SELECT DISTINCT title FROM titles"
        return sorted(
            readable(one) for (one,) in self.of_file(lambda db: db.execute(sql).fetchall())
        )

    def beginning(self, text: str, most: int) -> list[str]:
        """Return the ids of the first nodes with a name, or a word of it, that begins so.

        Those whose name or word is the text come first.
        """
        whole = (sorted(self._names.having(sort, text))[:most] for sort in _WHOLE)
        return list(dict.fromkeys((*chain(*whole), *self._names.first(text, most))))

    def called(self, people: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield (id, name) of every name of what belongs to some people alone, themselves too."""
        for own in self._met.some(people):
            for node in own.nodes.values():
                yield from ((node.id, name) for name in called_by(node))

    def renamed(self, id: str) -> str | None:
        """Return the id of what a person, fact or organisation was merged into."""
        sql = "SELECT person FROM documents WHERE mention = ?"
        if kind_of(id) in _ORGANISATIONS:
            sql = "SELECT head FROM organisations WHERE id = ?"
        row = self.of_file(lambda db: db.execute(sql, (storable(id),)).fetchone())
        if row is not None:
            return str(row[0])
        who = self._owner(id)
        return None if who is None else self._met.of_people([who])[who].renamed.get(id)

    def _traits(self, criteria: Sequence[Criterion]) -> dict[str, Traits]:
        places = frozenset().union(*(one.places or () for one in criteria))
        spoken = frozenset().union(*(one.languages or () for one in criteria))
        sql = "SELECT person, location FROM packed"
        rows = self.of_file(lambda db: among(db, sql, "location", places)) if places else []
        found: defaultdict[str, Traits] = defaultdict(lambda: NO_TRAITS)
        found.update((id, Traits(location=readable(place))) for id, place in rows)
        for id, languages in self._spoken.items() if spoken else ():
            if not spoken.isdisjoint(languages):
                found[id] = replace(found[id], languages=languages)
        return found

    @cached_property
    def _locations(self) -> Mapping[str, str]:
        sql = "SELECT person, location FROM packed WHERE location IS NOT NULL ORDER BY person"
        rows = self.of_file(lambda db: db.execute(sql).fetchall())
        return {id: readable(place) for id, place in rows}

    @cached_property
    def _spoken(self) -> Mapping[str, frozenset[str]]:
        sql = "SELECT person, languages FROM packed ORDER BY person"
        rows = self.of_file(lambda db: db.execute(sql).fetchall())
        return {id: frozenset(json.loads(readable(languages))) for id, languages in rows}

    @cached_property
    def _names(self) -> NameIndex:
        return StoredNames(self.of_file, self.nodes)

    def _own_nodes(self, ids: Iterable[str]) -> dict[str, Node]:
        """Return the people among some ids, and what is one person's alone."""
        own = self._facts_of(ids)
        return {id: facts.nodes[id] for id, facts in own.items() if id in facts.nodes}

    def _lacking(self, ids: Iterable[str]) -> dict[str, Node]:
        """Return the concepts among some ids that people have and the ontology lacks."""
        concepts = self._ontology.concepts
        asked = [id for id in ids if id not in concepts and kind_of(id) not in FACT_KINDS]
        had = self._had(asked) if asked else frozenset()
        return {id: unknown_concept(id) for id in asked if id in had}

    def _every_code(self) -> list[str]:
        return self.of_file(lambda db: [id for (id,) in db.execute("SELECT id FROM codes")])

    def _every(self) -> Iterator[Facts]:
        """Give the facts of everybody, by id; none of them is kept."""
        return self._met.every()

    def _facts_of(self, ids: Iterable[str]) -> dict[str, Facts]:
        return self._met.of(ids, self._holder)

    def _holder(self, id: str) -> str | None:
        return id if id.startswith("person:") else self._owner(id)


class _Kinds(dict[str, str]):
    """The kind of each node that was asked for."""

    def __init__(self, ontology: Ontology) -> None:
        self._concepts = ontology.concepts

    def __missing__(self, id: str) -> str:
        concept = self._concepts.get(id)
        kind = self[id] = kind_of(id) if concept is None else concept.kind
        return kind


def _among(ids: Iterable[str], people: Iterable[Facts]) -> dict[str, Edge]:
    wanted = set(ids)
    return {id: own.edges[id] for own in people if wanted for id in wanted & own.edges.keys()}


def _documents(ledger: SqliteLedger, keys: Collection[str]) -> Mapping[str, Document]:
    try:
        return ledger.documents(keys)
    except BackendUnreachable:  # one is damaged: its person is to do without it
        damaged = ledger.stored("key", ledger.damaged(keys))
        raise Unsound(one.person for one in damaged) from None
