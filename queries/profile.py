"""One person on one page: what they did, studied, know and built, with the lines that say it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..graph import resolve
from ..graph.model import Evidence, Node
from ..graph.opening import Graph
from ..graph.reader import Reader
from ..graph.ties import Stint, Tie
from ..ontology.folding import fold
from ..ontology.kinds import SKILL_KINDS
from .answer import Answer, Row
from .entries import Entry, dates, entries, named, span
from .evidence import CitedEdges, documents_of, in_order, scene, sources
from .question import PERSON, Argument, Named, Question, Statement
from .tenure import most_first, total_row

CONTACT: Final = Argument("contact", "also how to reach them", "flag", flags=("--contact",))
_CONTACT: Final = "contact"
_CONTACTS: Final = {
    "emails": "E-mail",
    "phones": "Phone",
    "sites": "Site",
    "handles": "Account",
}
_SECTIONS: Final = {"Role": "roles", "Education": "studies", "Project": "projects"}


@dataclass(frozen=True, kw_only=True)
class ProfileRow(Row):
    """One line of the page; ``section`` says what of.

    ``at`` is the employer or school, of the person where they live; ``used`` what a role or project
    names. ``start`` and ``end`` are the dates of an entry, of a skill its first and last use; what
    goes on is ``current`` and an entry then has no ``end``. ``months`` is None where years without
    months leave a range, ``months_min`` to ``months_max``, or nothing is dated.
    """

    section: str
    at: str | None = None
    at_id: str | None = None
    start: str | None = None
    end: str | None = None
    current: bool | None = None
    months: int | None = None
    months_min: int | None = None
    months_max: int | None = None
    used: tuple[Mapping[str, Any], ...] | None = None

    @property
    def is_contact(self) -> bool:
        """Whether the row says how to reach the person."""
        return self.section == _CONTACT


@dataclass(frozen=True)
class Profile(Question[ProfileRow]):
    """A person's roles, studies, skills, projects, spoken languages and documents.

    The first row is the person with the months of all roles together (``tenure``'s ``Total``); then
    roles and studies, the latest first, skills, the longest first, and what else is known. How to
    reach somebody is told only where ``contact`` asks for it.

    Complexity: O(e log e) for the e edges of the person, in a fixed number of calls of the reader.

    >>> from commonground.queries.example import example
    >>> for row in profile(example(), "Ana"):
    ...     print(row.section, "|", row.name, "|", row.at, row.start, row.end, row.months)
    person | Ana | Lisbon, Portugal 2019-03 2025-06 76
    roles | Engineer | Hooli 2022-03 None 40
    roles | Engineer | Initech 2019-03 2022-02 36
    studies | None | Northern Polytechnic 2015 2019 None
    skills | Go | None 2019-03 2025-06 76
    skills | Redis | None 2022-03 2025-06 40
    skills | Apache Kafka | None 2019-03 2022-02 36
    skills | REST | None None None None
    documents | ana.md | None None None None
    """

    name = "profile"
    summary = "Show one person on one page: roles, studies, skills, projects, languages, documents."
    examples = ("commonground profile ada.md", "commonground profile ada.md --contact")
    arguments = (Argument("person", PERSON), CONTACT)
    columns = ("section", "name", "at", "from=start", "to=end", "months", "lines")
    beside = ("used",)
    under = "used"

    person: str
    contact: bool = False

    def title(self, names: Mapping[str, str]) -> str:
        """Return the question in words."""
        return f"What is known of {names.get(self.person, self.person)}?"

    def answer(self, reader: Reader) -> Answer[ProfileRow]:
        """Answer over a reader."""
        person = resolve.person(reader, self.person)
        page = _Page(reader, person)
        rows = tuple(page.rows(self.contact))
        asked = {"question": self.name, "person": person.id, "name": person.name}
        told = asked | ({"contact": True} if self.contact else {})
        edges = [edge for entry in page.entries for edge in entry.edges]
        picture = scene(reader, [person.id], [*edges, *page.cited.edges_of(*page.ties)])
        return Answer(told, rows, (), *picture)

    def cypher(self, reader: Reader) -> Statement:
        """Return the statement that gives the edges of facts about the person."""
        from ..graph.neo4j.statements import statement

        return statement("facts"), {"people": [resolve.person(reader, self.person).id]}


def profile(graph: Graph, person: Named, *, contact: bool = False) -> Answer[ProfileRow]:
    """Return what is known of a person, as on one page.

    ``person`` is a node, or a name, e-mail address, document or id. ``contact`` adds how to reach
    them.

    Each row is a line of the page, and ``section`` says what of: ``person``, ``roles``,
    ``studies``, ``skills``, ``projects``, ``languages``, ``documents``, ``contact``. ``at`` is the
    employer, school or place; ``start``, ``end``, ``current`` and ``months`` say when and how long,
    ``used`` what a role or project names.

    >>> import commonground as cg
    >>> from commonground.queries.example import example
    >>> for row in cg.profile(example(), "Ana")[:3]:
    ...     print(row.section, "|", row.name, "|", row.at, row.start, row.end, row.months)
    person | Ana | Lisbon, Portugal 2019-03 2025-06 76
    roles | Engineer | Hooli 2022-03 None 40
    roles | Engineer | Initech 2019-03 2022-02 36

    Raises:
        NotFound, AmbiguousName: nobody, or several people, are called so.
    """
    return Profile.of(person, contact=contact).ask(graph)


class _Page:
    """Everything that a person's page says, read in a fixed number of calls."""

    def __init__(self, reader: Reader, person: Node) -> None:
        who = {person.id}
        self.person = reader.nodes([person.id])[person.id]  # with its evidence
        self.entries = entries(reader, person.id)
        self.ties = [tie for tie in reader.ties(people=who) if tie.kind in SKILL_KINDS]
        self.stints: Sequence[Stint] = reader.stints(people=who)
        self.cited = CitedEdges(reader, [*self.ties, *self.stints])
        self.concepts = reader.nodes(tie.node for tie in self.ties)
        wanted = {ref for entry in self.entries for ref in entry.references}
        self.quotes = reader.cite(dict.fromkeys((*sorted(wanted), *_own_references(self.person))))

    def rows(self, contact: bool) -> Iterator[ProfileRow]:
        """Give the rows in the order of the page."""
        yield self._head()
        for kind in ("Role", "Education"):
            yield from self._entries(kind)
        yield from sorted(map(self._skill, self.ties), key=most_first)
        yield from self._entries("Project")
        for language in _listed(self.person, "languages"):
            yield self._said("languages", "Spoken language", language)
        for document in documents_of(self.person):
            yield ProfileRow(
                id=self.person.id,
                kind="Document",
                name=document,
                section="documents",
                sources=(document,),
            )
        for key, kind in _CONTACTS.items() if contact else ():
            for value in _listed(self.person, key):
                yield self._said(_CONTACT, kind, value)

    def _head(self) -> ProfileRow:
        person, total = self.person, total_row(self.person, self.stints, self.cited)
        label, place = person.properties.get("label"), person.properties.get("location")
        texts = [one for one in (person.name, label, *str(place or "").split(", ")) if one]
        names = [*_listed(person, "names"), *map(str, texts)]
        evidence = self._saying(lambda quote: quote in {fold(text) for text in names})
        return ProfileRow(
            id=person.id,
            kind="Person",
            name=person.name,
            section="person",
            sources=documents_of(person),
            evidence=evidence,
            at=str(place) if place else None,
            start=total.first,
            end=total.last,
            current=total.current,
            months=total.months,
            months_min=total.months_min,
            months_max=total.months_max,
        )

    def _entries(self, kind: str) -> Iterator[ProfileRow]:
        found = [entry for entry in self.entries if entry.node.kind == kind]
        dated = [entry for entry in found if not entry.began[0]]
        # The latest first, as resumes have them; what has no date last all the same.
        latest = sorted(dated, key=lambda one: (one.stint.current, one.began), reverse=True)
        yield from map(self._entry, [*latest, *(one for one in found if one.began[0])])

    def _entry(self, entry: Entry) -> ProfileRow:
        evidence = in_order(self.quotes[ref] for ref in entry.references)
        return ProfileRow(
            id=entry.node.id,
            kind=entry.node.kind,
            name=entry.name,
            section=_SECTIONS[entry.node.kind],
            sources=sources(evidence),
            evidence=evidence,
            at=entry.at,
            at_id=entry.at_id,
            used=named(entry.used) or None,
            **dates(entry),
        )

    def _skill(self, tie: Tie) -> ProfileRow:
        evidence, concept = self.cited.of(tie), self.concepts[tie.node]
        return ProfileRow(
            id=concept.id,
            kind=concept.kind,
            name=concept.name,
            section="skills",
            sources=sources(evidence),
            evidence=evidence,
            start=tie.first,
            end=tie.last,
            current=tie.current,
            **span(tie.months, tie.months_max),
        )

    def _said(self, section: str, kind: str, value: str) -> ProfileRow:
        # "German (native)" is stated by the lines that name the language.
        key = fold(value.partition(" (")[0])
        evidence = self._saying(lambda quote: bool(key) and quote.startswith(key))
        return ProfileRow(
            id=self.person.id,
            kind=kind,
            name=value,
            section=section,
            sources=sources(evidence) or documents_of(self.person),
            evidence=evidence,
        )

    def _saying(self, says: Any) -> tuple[Evidence, ...]:
        """Return what the person's own values are stated by, of which a quote says a value."""
        cited = (self.quotes[ref] for ref in _own_references(self.person))
        return in_order(one for one in cited if says(fold(one.said)))


def _own_references(person: Node) -> Iterable[str]:
    return _listed(person, "evidence")


def _listed(person: Node, key: str) -> list[str]:
    values = person.properties.get(key)
    return list(map(str, values)) if isinstance(values, list) else []
