"""Which documents may be one person's: what speaks for it, and the command that decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from shlex import quote
from typing import Any, Final, TypeAlias

from ..graph.identity.maybes import MOST_PAIRED
from ..graph.identity.person_names import compatible, words
from ..graph.model import Decision, Evidence, Maybe, Node
from ..graph.opening import Graph
from ..graph.reader import Reader
from ..graph.ties import Tie
from ..ontology.folding import fold
from ..ontology.kinds import SKILL_KINDS
from .answer import Answer, Row
from .entries import named
from .evidence import CitedEdges, documents_of, in_order, scene
from .question import LIMIT, Question

_Pair: TypeAlias = tuple[str, str]
_PEOPLE: Final = ("Person",)
_PLACES: Final = ("Employer", "School")
_KEYS: Final = {
    "email": "an e-mail address",
    "linkedin": "a LinkedIn page",
    "phone": "a phone number",
    "site": "a site",
}


@dataclass(frozen=True, kw_only=True)
class DuplicateRow(Row):
    """Two people who may be one; ``id`` and ``name`` are the first one's.

    ``people`` are both, ``{"id", "name", "documents"}``; ``why`` says what speaks for it.
    ``common`` are the employers and schools that both were at, ``skills`` counts what both know.
    ``same`` and ``different`` are the commands that decide, up to the reason that you give.
    """

    people: tuple[Mapping[str, Any], ...]
    why: tuple[str, ...]
    common: tuple[Mapping[str, Any], ...]
    skills: int
    same: str
    different: str


@dataclass(frozen=True)
class Duplicates(Question[DuplicateRow]):
    """Pairs of people who may be one, what speaks for it first, for you to decide.

    Two may be one who share an address or a number that belongs to one person, where their names do
    not settle it (only a stored graph knows these, see ``identity list``), or whose names go
    together: two words of both are the same in full, or the only one of both, and nothing else in
    them speaks against it. Case, accents and order count for nothing. What was decided, either way,
    is not asked again. Nothing is merged: a name alone never joins two.

    Pairs with a shared address come first, then those with more employers and schools in common,
    then more skills. Of more than ten people with one name each is put beside the first alone.

    Complexity: O(p) for p people and the pairs that come up, at most ten a person and pair of words
    in a name; and their ties. What is evidence is read of those who are shown.

    >>> from commonground.ontology.ontology import load_ontology
    >>> from commonground.queries.example import Job, Someone, reader_of_people
    >>> jobs = [Job("Initech", "2019-03", "2022-02")]
    >>> old, new = Someone("Ana Brook", "2021.md", jobs), Someone("BROOK Ana", "2025.md", jobs)
    >>> for row in duplicates(reader_of_people([old, new], load_ontology())):
    ...     print(row.why, [one["name"] for one in row.common])
    ...     print(row.same)
    ('their names go together',) ['Initech']
    commonground identity same 2021.md 2025.md --why REASON
    """

    name = "duplicates"
    summary = "Show which documents may be one person's, with the command that decides."
    examples = ("commonground duplicates",)
    arguments = (LIMIT,)
    columns = ("people", "documents=sources", "why", "common", "skills")
    beside = ("same", "different")
    under = "commands"

    limit: int | None = None

    def title(self, names: Mapping[str, str]) -> str:
        """Return the question in words."""
        return "Who may be one person?"

    def answer(self, reader: Reader) -> Answer[DuplicateRow]:
        """Answer over a reader, which knows names alone."""
        return self._answer(reader, (), ())

    def answer_of(self, graph: Graph, reader: Reader) -> Answer[DuplicateRow]:
        """Answer over a graph; a stored one also knows addresses, and what was decided."""
        maybes, decisions = getattr(graph, "maybes", None), getattr(graph, "decisions", None)
        return self._answer(reader, maybes() if maybes else (), decisions() if decisions else ())

    def _answer(
        self, reader: Reader, maybes: Iterable[Maybe], decisions: Iterable[Decision]
    ) -> Answer[DuplicateRow]:
        keys = _by_key(reader, maybes)
        pairs = {*keys, *_by_name(reader.names(_PEOPLE))} - _decided(reader, decisions)
        ties = _ties(reader, {id for pair in pairs for id in pair})
        ranked = sorted(pairs, key=lambda pair: (-len(keys.get(pair, ())), *_common(pair, ties)))
        shown = _Shown(reader, ranked[: self.limit], ties)
        rows = tuple(shown.row(pair, keys.get(pair, ())) for pair in ranked[: self.limit])
        notes = [f"{len(rows)} of {len(ranked)} pairs are shown"] * (len(rows) < len(ranked))
        return Answer(self.to_json(), rows, tuple(notes), *shown.picture())


def duplicates(graph: Graph, *, limit: int | None = None) -> Answer[DuplicateRow]:
    """Return the pairs of people who may be one, what speaks for it first.

    ``limit`` is the most rows, None for all. Nothing is merged: you decide.

    Each row is a pair, its two ``people``: ``why`` says what brings them together, ``common`` are
    the employers and schools of both, ``skills`` the number of skills of both. ``same`` and
    ``different`` are the commands that decide it.

    >>> import commonground as cg
    >>> from commonground.queries.example import Job, Someone, reader_of_people
    >>> jobs = [Job("Initech", "2019-03", "2022-02")]
    >>> old, new = Someone("Ana Brook", "2021.md", jobs), Someone("BROOK Ana", "2025.md", jobs)
    >>> for row in cg.duplicates(reader_of_people([old, new], cg.load_ontology())):
    ...     print([one["name"] for one in row.people], row.why)
    ['Ana Brook', 'BROOK Ana'] ('their names go together',)

    Raises:
        UsageError: ``limit`` is below 1.
    """
    return Duplicates(limit).ask(graph)


def shared_in_words(kinds: Iterable[str]) -> str:
    """Say what two documents share by its kind alone: the address is not what was asked for."""
    return " and ".join(_KEYS.get(kind, f"a page at {kind}") for kind in kinds)


def _pair(a: str, b: str) -> _Pair:
    return (a, b) if a < b else (b, a)


def _by_key(reader: Reader, maybes: Iterable[Maybe]) -> dict[_Pair, tuple[str, ...]]:
    """Return the pairs that share a sure key, with the kinds of it."""
    maybes = tuple(maybes)
    person_of = _person_of(reader, (key for one in maybes for key in (one.a, one.b)))
    return {
        _pair(person_of[one.a], person_of[one.b]): one.shared
        for one in maybes
        if {one.a, one.b} <= person_of.keys()
    }


def _by_name(named: Iterable[tuple[str, str]]) -> Iterator[_Pair]:
    """Give the pairs of people (id, name) whose names go together."""
    holders: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    names = {id: words(name) for id, name in named}
    for id, name in names.items():
        full = sorted({half for word in name for half in word if len(half) > 1})
        # Of two words, since half a town may be called Maria; of a single one, that one.
        for key in combinations(full, 2) if len(full) > 1 else [tuple(full)] if full else []:
            holders[key].append(id)
    for same in holders.values():
        crowded = len(same) > MOST_PAIRED
        for a, b in ((same[0], one) for one in same[1:]) if crowded else combinations(same, 2):
            if compatible(names[a], names[b]):
                yield _pair(a, b)


def _decided(reader: Reader, decisions: Iterable[Decision]) -> set[_Pair]:
    decisions = tuple(decisions)
    person_of = _person_of(reader, (mention for one in decisions for mention in (one.a, one.b)))
    ends = ((person_of.get(one.a), person_of.get(one.b)) for one in decisions)
    return {_pair(a, b) for a, b in ends if a and b}


def _person_of(reader: Reader, texts: Iterable[str]) -> dict[str, str]:
    """Return whose some documents or mentions are; of what is damaged nobody's."""
    found = ((text, one) for text in dict.fromkeys(texts) for one in reader.named(text))
    return {
        text: one.id
        for text, one in found
        if text in {*documents_of(one), *_listed(one.properties.get("mentions"))}
    }


def _ties(reader: Reader, people: Collection[str]) -> dict[str, dict[str, Tie]]:
    """Return the ties of some people to employers, schools and skills, by person and node."""
    found: dict[str, dict[str, Tie]] = {id: {} for id in people}
    for tie in reader.ties(people=people) if people else ():
        if tie.kind in SKILL_KINDS or tie.kind in _PLACES:
            found[tie.person][tie.node] = tie
    return found


def _common(pair: _Pair, ties: Mapping[str, Mapping[str, Tie]]) -> tuple[int, int, _Pair]:
    places, skills = _both(pair, ties)
    return -len(places), -len(skills), pair


def _both(pair: _Pair, ties: Mapping[str, Mapping[str, Tie]]) -> tuple[list[str], list[str]]:
    """Return the employers and schools, and the skills, that two people have both."""
    a, b = (ties[id] for id in pair)
    both = sorted(a.keys() & b.keys())
    places = [id for id in both if a[id].kind in _PLACES]
    return places, [id for id in both if a[id].kind not in _PLACES]


class _Shown:
    """What the rows of some pairs say, read in a fixed number of calls."""

    def __init__(
        self, reader: Reader, pairs: Sequence[_Pair], ties: Mapping[str, Mapping[str, Tie]]
    ) -> None:
        self._reader, self._ties = reader, ties
        people = dict.fromkeys(id for pair in pairs for id in pair)
        places = {id for pair in pairs for id in _both(pair, ties)[0]}
        self._nodes = reader.nodes([*people, *sorted(places)])
        self._behind = [
            ties[id][at] for pair in pairs for id in pair for at in _both(pair, ties)[0]
        ]
        self._cited = CitedEdges(reader, dict.fromkeys(self._behind))
        own = [ref for id in people for ref in _references(self._nodes[id])]
        self._quotes = reader.cite(dict.fromkeys(own))

    def row(self, pair: _Pair, kinds: Sequence[str]) -> DuplicateRow:
        """Return the row of a pair that shares keys of some kinds, or a name."""
        people = sorted((self._nodes[id] for id in pair), key=lambda one: documents_of(one))
        places, skills = _both(pair, self._ties)
        ties = [self._ties[id][at] for at in places for id in pair]
        evidence = in_order([*self._names(people), *self._cited.of(*ties)])
        a, b = (quote(next(iter(documents_of(one)), one.id)) for one in people)
        decide = f"commonground identity {{}} {a} {b} --why REASON"
        return DuplicateRow(
            id=people[0].id,
            kind="Person",
            name=people[0].name,
            sources=tuple(sorted({key for one in people for key in documents_of(one)})),
            evidence=evidence,
            people=tuple(
                {"id": one.id, "name": one.name, "documents": list(documents_of(one))}
                for one in people
            ),
            why=_why(people, kinds),
            common=named(self._nodes[at] for at in places),
            skills=len(skills),
            same=decide.format("same"),
            different=decide.format("different"),
        )

    def picture(self) -> Any:
        """Return the people and where both were, with the edges that lead there."""
        ids = [id for id, node in self._nodes.items() if node.kind == "Person"]
        return scene(self._reader, ids, self._cited.edges_of(*self._behind))

    def _names(self, people: Iterable[Node]) -> Iterator[Evidence]:
        """Give the lines that say their names, of all that is said of them."""
        for person in people:
            names = {fold(name) for name in map(str, _listed(person.properties.get("names")))}
            cited = (self._quotes[ref] for ref in _references(person))
            yield from (one for one in cited if fold(one.said) in names)


def _why(people: Sequence[Node], kinds: Sequence[str]) -> tuple[str, ...]:
    a, b = (words(one.name) for one in people)
    keys = (f"both have {shared_in_words(kinds)}",) if kinds else ()
    names = ("their names go together",) if compatible(a, b) else ()
    return (*keys, *names)


def _references(person: Node) -> list[str]:
    return list(map(str, _listed(person.properties.get("evidence"))))


def _listed(values: Any) -> Sequence[Any]:
    return values if isinstance(values, list) else []
