"""What questions ask of a graph: derived once from a backend's primitives, overridden at will."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby
from typing import Final

from ..ontology.folding import fold
from ..ontology.kinds import CONCEPT_KINDS, SKILL_KINDS
from .concepts import relation_edge
from .criteria import NO_TRAITS, PLACED, Clause, Criterion, Matches, Traits, matches, satisfies_all
from .matching import Matching, MatchingById
from .meetings import Met, met_at_once
from .model import Edge, Evidence, Node, edge_id, evidence_at, split_reference
from .names import NAMED, NameIndex, Names, Naming, find, words_in_order
from .primitives import Primitives
from .region import PathCosts, Region
from .ties import Stint, Tie
from .totals import Total, Totalled, totals_of
from .typos import near
from .uses import KeptUses, Strength, Uses, credited

ENTRY_TYPES: Final = frozenset({"HELD", "STUDIED", "BUILT"})
"""The types of edges from a person to what is theirs alone: roles, studies, projects."""

_PEOPLE: Final = ("Person",)
_WORDED: Final = 1_000
"""Names with one of several mistyped words that are looked at."""
_TEXTS: Final = 512
"""Documents whose text is held at once: a round trip each, where a server has them."""
_NEIGHBOURS: Final = SKILL_KINDS | {"Employer", "School"}


class Reader(Primitives):
    """Raw rows of one graph; scoring is none of its business.

    A backend has the primitives and may stop there. It overrides what it has something better for:
    an index, or a statement that a server runs. The contract suite holds that both say the same.
    """

    def stated(self, ids: Iterable[str]) -> dict[str, Edge]:
        """Return the edges of facts that exist, in the order asked; see ``edges``."""
        return self.edges(ids)

    def used(self, pairs: Iterable[tuple[str, str]]) -> dict[str, Edge]:
        """Return the USED edges that exist of some pairs of a role or project and a concept."""
        # An edge's id follows from its type and ends: no index of what a role used is needed.
        return self.stated(edge_id("USED", source, node) for source, node in pairs)

    def owners(self, ids: Collection[str]) -> Mapping[str, str]:
        """Return whose each role, study or project is; what is nobody's alone is left out."""
        return {id: self._owner_of[id] for id in ids if id in self._owner_of}

    def everyone(self) -> Sequence[str]:
        """Return the ids of all people, sorted."""
        return self._everyone

    def population(self) -> int:
        """Return how many people there are."""
        return len(self.everyone())

    def locations(self) -> Mapping[str, str]:
        """Return where people live, as their documents say it; who says nothing is left out."""
        return self._locations

    def places(self) -> Sequence[str]:
        """Return the distinct places that people live in, sorted."""
        return sorted(set(self.locations().values()))

    def languages(self) -> Sequence[str]:
        """Return the distinct languages that people speak, as their documents say it, sorted."""
        return self._languages

    def titles(self) -> Sequence[str]:
        """Return the distinct names of roles, sorted."""
        return self._titles

    def names(self, kinds: Collection[str]) -> Sequence[tuple[str, str]]:
        """Return (id, name) of the nodes of some kinds that have a name, sorted by id."""
        return [(node.id, node.name) for node in self.nodes_of(kinds) if node.name]

    def names_near(self, text: str, kinds: Collection[str]) -> Iterable[str]:
        """Give names of nodes of some kinds, among them those that a text may be a slip of."""
        return (name for _, name in self.names(kinds))

    def captions(self, ids: Iterable[str]) -> Mapping[str, str | None]:
        """Return what the nodes that exist are called, in the order asked."""
        return {id: node.name for id, node in self.nodes(ids).items()}

    def named(self, text: str, by: Naming = "whole") -> Sequence[Node]:
        """Return the nodes other than concepts that a text names so, sorted by id.

        In full it may be an id, a mention's id, a document's key or path, an e-mail address, a name
        or another spelling of it, or a document's file name: the first that fits.
        """
        exact = self.nodes([text]).get(text) if by == "whole" else None
        if exact is not None and exact.kind not in CONCEPT_KINDS:
            return (exact,)
        return tuple(self.nodes(self._meant(text, by)).values())

    def ties_and_projects(self, people: Collection[str], nodes: Collection[str]) -> Sequence[Tie]:
        """Return the ties of some people to some nodes and to what they built, in their order."""
        ties = self.ties(people=people)
        return [tie for tie in ties if tie.node in nodes or tie.type == "BUILT"]

    def called_like(self, text: str, most: int) -> Sequence[str]:
        """Return the ids of people, employers, schools and projects whose names begin so.

        At most so many, whole names before words of names; where there are none, those that differ
        by a letter or two in each word, but for its first.
        """
        wanted = fold(text)
        found = self._names.first(wanted, most) if wanted else []
        if found or not wanted:
            return found
        # Of several words each may be mistyped; what no name has says nothing of the others.
        found_by = [self._with_word(word) for word in words_in_order(text) if len(word) > 1]
        named = [ids for ids in found_by if ids] if len(found_by) > 1 else found_by
        if not named or len(named) < min(2, len(found_by)):
            return []
        return [id for id in named[0] if all(id in ids for ids in named[1:])][:most]

    def _with_word(self, word: str) -> Sequence[str]:
        """Return who or what has a word, or one that differs by a letter or two, in the name."""
        if found := self._names.first(word, _WORDED):
            return found
        words = near(word, self._names.words(word[0]))
        return list(dict.fromkeys(id for one in words for id in self._names.first(one, _WORDED)))

    def edges_behind(self, ties: Iterable[Tie | Stint]) -> dict[str, Edge]:
        """Return the edges behind some ties and stints, in their order."""
        return self.edges(dict.fromkeys(id for tie in ties for id in tie.edges))

    def relations(self, concepts: Collection[str]) -> Sequence[Edge]:
        """Return the ontology's edges between two of these concepts, sorted by id."""
        wanted = self.ontology.concepts.keys() & concepts
        found = {
            relation
            for id in wanted
            for relation in self.ontology.relations_of(id)
            if relation.source in wanted and relation.target in wanted
        }
        return sorted(map(relation_edge, found), key=lambda edge: edge.id)

    def cite(self, references: Iterable[str]) -> dict[str, Evidence]:
        """Return the line and quote of each evidence reference, in the order asked.

        Of a document that is not there the offsets are all that is known: line 0, an empty quote.
        """
        # By document, not by line: an answer cites many lines of few documents, and to read a text
        # anew for each of its lines took up to half of the answer's time.
        split = {text: split_reference(text) for text in references}
        by_document: defaultdict[str, list[str]] = defaultdict(list)
        for text, place in split.items():
            by_document[place[0]].append(text)
        cited: dict[str, Evidence] = {}
        # Some at a time: whoever cites a whole graph holds its lines then, and not its texts too.
        keys = list(by_document)
        for start in range(0, len(keys), _TEXTS):
            documents = self.documents(keys[start : start + _TEXTS])
            for key in keys[start : start + _TEXTS]:
                document = documents.get(key)
                cited |= {text: evidence_at(document, split[text]) for text in by_document[key]}
        return {text: cited[text] for text in split}

    def matching(self, criteria: Sequence[Criterion], clauses: Sequence[Clause]) -> Matching:
        """Return who satisfies all clauses, with what each has of every criterion.

        See ``graph.criteria``: ``satisfies_all`` for clauses, ``Criterion.matched`` for what people
        have.
        """
        wanted = frozenset().union(*(criterion.nodes for criterion in criteria))
        found = matches(criteria, self.ties(nodes=wanted), self._traits(criteria))
        nothing = (None,) * len(criteria)
        roles = frozenset(at for at, one in enumerate(criteria) if one.of_roles)
        # Who is tied to none of the nodes is in no row of theirs, and still satisfies a mere NOT.
        if satisfies_all(nothing, clauses, roles):
            found = dict.fromkeys(self.everyone(), nothing) | found
        found = {id: have for id, have in found.items() if satisfies_all(have, clauses, roles)}
        if not roles:
            return MatchingById(found)
        # Roles are read of those alone whom nothing else decides.
        known = self._with_roles(found, criteria)
        return MatchingById({id: have for id, have in known if satisfies_all(have, clauses)})

    def uses(self, concepts: Collection[str], strength: Strength) -> Uses:
        """Return how strongly people use at least these concepts.

        ``strength`` is told a tie's credit (see ``graph.shares``), the last month that its last
        date may mean, and the graph's latest month; what it said is kept, so that a function of a
        module costs once.
        """
        uses = self._uses_by(strength)
        missing = uses.missing(concepts)
        found: dict[str, list[Tie]] = {id: [] for id in missing}
        for tie in self.ties(nodes=missing) if missing else ():
            if tie.type == "HAS_SKILL":  # to have studied a field is no use of it
                found[tie.node].append(tie)
        latest = self.latest()
        for id, ties in found.items():
            strengths = (strength(*credited(tie), latest) for tie in ties)
            uses.keep(id, (tie.person for tie in ties), strengths)
        return uses

    def neighbours(self, ids: Iterable[str]) -> Mapping[str, Sequence[str]]:
        """Return the people of some nodes, and of people their skills, employers and schools.

        Nodes and neighbours are sorted by id; what has none may be left out.
        """
        # No id is a person's and a node's, so each has neighbours of one sort only.
        wanted = sorted(set(ids))
        people = self._people_of(wanted)
        own: defaultdict[str, set[str]] = defaultdict(set)
        for tie in self.ties(people=wanted):
            if tie.kind in _NEIGHBOURS:
                own[tie.person].add(tie.node)
        return {id: sorted(own[id] if id in own else people[id]) for id in wanted}

    def region(
        self, start: str, goal: str, count: int, costs: PathCosts, limit: int | None = None
    ) -> Region | None:
        """Return a part of the graph with all paths between two nodes up to a cost.

        Of ``limit``, or, without one, of what ``count`` paths may be expected to cost. None: a
        reader that would have to list the graph for it, and had better be asked what it needs for
        a search step by step (``neighbours``, ``tied_to_all``, ``counts``).
        """
        return None

    def tied_to_all(
        self,
        nodes: Collection[str],
        *,
        among: Collection[str] | None = None,
        first: int | None = None,
    ) -> Sequence[str]:
        """Return the people who are tied to all of some nodes: of some people, the first by id."""
        groups = [set(people) for people in self._people_of(nodes).values()]
        groups += [] if among is None else [set(among)]
        return sorted(set.intersection(*groups))[:first]

    def counts(self, groups: Mapping[str, Collection[str]]) -> dict[str, int]:
        """Return, for each group of nodes, how many people are tied to at least one of them."""
        sets = {name: frozenset(ids) for name, ids in groups.items()}
        missing = set(sets.values()).difference(self._counts)
        people = self._people_of(frozenset().union(*missing))
        for ids in missing:
            self._counts[ids] = len(set().union(*(people[id] for id in ids)))
        return {name: self._counts[ids] for name, ids in sets.items()}

    def rarest(self, least: int, most: int) -> tuple[dict[str, int], int]:
        """Return how many people have each of the rarest nodes, and how many nodes there are.

        Of the nodes that at least ``least`` people are tied to: all concepts, whose rarity also
        depends on what the ontology expects, and of the others the ``most`` with the fewest people,
        ties by id.
        """
        found = {id: count for id, count in self._people_with.items() if count >= least}
        concepts = {id: people for id, people in found.items() if id in self.ontology.concepts}
        others = sorted(found.keys() - concepts.keys(), key=lambda id: (found[id], id))[:most]
        return concepts | {id: found[id] for id in others}, len(found)

    def totals(self, what: Totalled) -> Mapping[str, Total]:
        """Return what all people together have of each skill, employer or school, by id, sorted."""
        return totals_of(self.ties(), what)

    def overlapping(self, stints: Sequence[Stint]) -> Sequence[Stint]:
        """Return the stints of others that, at their widest, overlap these at the same employer.

        ``stints`` are one person's, and dated; sorted as in ``stints``.
        """
        employers = {stint.employer for stint in stints if stint.employer}
        return overlaps(self.stints(employers=employers), stints)

    def met(self, stints: Sequence[Stint]) -> Met:
        """Return who may have met a person at an employer; ``stints`` are as in ``overlapping``.

        Whoever wants the longest few asks no further than that.
        """
        return met_at_once(self.overlapping(stints))

    def latest(self) -> int | None:
        """Return the last month that any role may reach; None where no role is dated."""
        return self._latest

    def _traits(self, criteria: Sequence[Criterion]) -> dict[str, Traits]:
        """Return people's traits, as far as some criteria ask for them; without their roles."""
        places = frozenset().union(*(criterion.places or () for criterion in criteria))
        spoken = frozenset().union(*(criterion.languages or () for criterion in criteria))
        found: defaultdict[str, Traits] = defaultdict(lambda: NO_TRAITS)
        for id, place in self.locations().items() if places else ():
            if place in places:
                found[id] = replace(found[id], location=place)
        for id, languages in self._spoken.items() if spoken else ():
            if not spoken.isdisjoint(languages):
                found[id] = replace(found[id], languages=languages)
        return found

    def _with_roles(
        self, found: Mapping[str, Matches], criteria: Sequence[Criterion]
    ) -> Iterator[tuple[str, Matches]]:
        """Give what people have of every criterion, those of their roles too."""
        stints: defaultdict[str, list[Stint]] = defaultdict(list)
        for stint in self.stints(people=found.keys()):
            stints[stint.person].append(stint)
        for id, have in found.items():
            traits = Traits(stints=stints[id])
            pairs = zip(criteria, have, strict=True)
            yield (
                id,
                tuple(
                    (PLACED if one.met_by(traits) else None) if one.of_roles else matched
                    for one, matched in pairs
                ),
            )

    def _meant(self, text: str, by: Naming) -> Iterable[str]:
        """Return the ids of what a text names so, sorted."""
        return find(self._names, text, by)

    def _people_of(self, nodes: Collection[str]) -> dict[str, Sequence[str]]:
        """Return who is tied to each of some nodes, sorted by id.

        It is kept: questions ask of the same few thousand concepts and employers again and again,
        and a list of ids is a small part of the ties that were read for it.
        """
        missing = set(nodes).difference(self._tied)
        if missing:
            found: defaultdict[str, dict[str, None]] = defaultdict(dict)
            for tie in self.ties(nodes=missing):
                found[tie.node][tie.person] = None
            self._tied.update((id, tuple(found[id])) for id in missing)
        return {id: self._tied[id] for id in nodes}

    @cached_property
    def _tied(self) -> dict[str, Sequence[str]]:
        return {}

    @cached_property
    def _counts(self) -> dict[frozenset[str], int]:
        return {}

    def _uses_by(self, strength: Strength) -> KeptUses:
        """Return what is kept of one measure of strength."""
        return self._uses.setdefault(strength, KeptUses())

    @cached_property
    def _uses(self) -> dict[Strength, KeptUses]:
        return {}

    @cached_property
    def _people_with(self) -> Mapping[str, int]:
        """Return how many people are tied to each node, by id."""
        # Ties to one node by two types stand side by side: one look behind is enough.
        pairs = groupby((tie.person, tie.node) for tie in self.ties())
        return dict(sorted(Counter(node for (_, node), _ in pairs).items()))

    @cached_property
    def _owner_of(self) -> Mapping[str, str]:
        people, found = self.everyone(), dict[str, str]()
        # Some at a time: the edges of all would take many times the room of these pairs.
        for start in range(0, len(people), _TEXTS):
            edges = self.facts(people[start : start + _TEXTS])
            found |= {edge.target: edge.source for edge in edges if edge.type in ENTRY_TYPES}
        return found

    @cached_property
    def _everyone(self) -> Sequence[str]:
        return tuple(node.id for node in self.nodes_of(_PEOPLE))

    @cached_property
    def _locations(self) -> Mapping[str, str]:
        found = {node.id: node.properties.get("location") for node in self.nodes_of(_PEOPLE)}
        return {id: str(place) for id, place in found.items() if place is not None}

    @cached_property
    def _languages(self) -> Sequence[str]:
        return sorted(frozenset().union(*self._spoken.values()))

    @cached_property
    def _titles(self) -> Sequence[str]:
        return sorted({name for _, name in self.names(("Role",))})

    @cached_property
    def _spoken(self) -> Mapping[str, frozenset[str]]:
        return {node.id: spoken_by(node) for node in self.nodes_of(_PEOPLE)}

    @cached_property
    def _latest(self) -> int | None:
        return max((stint.outer[1] for stint in self.stints() if stint.outer), default=None)

    @cached_property
    def _names(self) -> NameIndex:
        return Names(self.nodes_of(NAMED))


def spoken_by(person: Node) -> frozenset[str]:
    """Return the languages that a person speaks, as documents say it."""
    languages = person.properties.get("languages")
    return frozenset(map(str, languages)) if isinstance(languages, list) else frozenset()


def overlaps(found: Iterable[Stint], stints: Sequence[Stint]) -> list[Stint]:
    """Return those of some stints that are others' and may overlap these at the same employer."""
    mine = {stint.person for stint in stints}
    return [
        one
        for one in found
        if one.person not in mine and any(_overlap(one, stint) for stint in stints)
    ]


def _overlap(one: Stint, other: Stint) -> bool:
    if one.employer != other.employer or one.outer is None or other.outer is None:
        return False
    return one.outer[0] <= other.outer[1] and other.outer[0] <= one.outer[1]
