"""What a Resume says, value by value: what each is, of which entry, why, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from ...loaders.layout.mapped import Span
from ...loaders.resume import Resume

if TYPE_CHECKING:
    from ...ontology.model import Concept

# Of each field what it is: its kind, and its word. ``*`` stands for every section.
_FIELDS: Final = {
    "basics/name": ("Person", "name"),
    "basics/label": ("Role", "headline"),
    "basics/email": ("Contact", "e-mail address"),
    "basics/phone": ("Contact", "telephone number"),
    "basics/location": ("Contact", "address"),
    "basics/url": ("Contact", "page"),
    "basics/profiles": ("Contact", "profile"),
    "work/name": ("Employer", "employer"),
    "volunteer/organization": ("Employer", "organisation"),
    "*/position": ("Role", "title"),
    "*/location": ("Place", "place"),
    "*/startDate": ("Dates", "start"),
    "*/endDate": ("Dates", "end"),
    "*/date": ("Dates", "date"),
    "*/releaseDate": ("Dates", "date"),
    "education/institution": ("School", "school"),
    "education/studyType": ("Degree", "degree"),
    "education/area": ("Field", "field"),
    "projects/name": ("Project", "name"),
    "languages/language": ("Spoken", "language"),
    "languages/fluency": ("Spoken", "level"),
    "skills/level": ("Other", "level"),
    "*/summary": ("Text", "text"),
    "*/description": ("Text", "text"),
    "*/highlights": ("Text", "text"),
    "*/reference": ("Text", "text"),
}
_OTHER: Final = ("Other", "")
_SECTIONS: Final = {
    "work": ("Jobs", "role"),
    "volunteer": ("Volunteering", "role as a volunteer"),
    "education": ("Studies", "study"),
    "projects": ("Projects", "project"),
    "skills": ("Skills", ""),
    "languages": ("Languages", ""),
    "awards": ("More", "award"),
    "certificates": ("More", "certificate"),
    "publications": ("More", "publication"),
    "interests": ("More", "interest"),
    "references": ("More", "reference"),
}
GROUPS: Final = (
    "Person",
    *dict.fromkeys(title for title, _ in _SECTIONS.values()),
    "Unknown terms",
)
_HEADS: Final = {
    "work": ("position", "name"),
    "volunteer": ("position", "organization"),
    "education": ("studyType", "area", "institution"),
}
_ROLES: Final = {"employer": "Employer", "title": "Role", "place": "Place"}  # of headers' pieces
_CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")

Signs = Sequence[tuple[str, Span, str]]


@dataclass(frozen=True, slots=True)
class Fact:
    """One value. ``what`` is as in "employer of role 2", ``entry`` the index of its entry.

    ``kind`` is one of ``looks.LOOKS``; ``why`` is the reason and ``more`` what a concept means;
    ``sure`` is the confidence of values that are judged.
    """

    kind: str
    what: str
    value: str
    entry: int
    spans: tuple[Span, ...]
    why: str = ""
    more: str = ""
    sure: float | None = None


@dataclass(slots=True)
class Entry:
    """What belongs together: one job, one study, one skill; ``title`` names it in the list."""

    group: str
    title: str
    facts: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Said:
    """The facts of a document and their entries, both in the order of the Resume."""

    facts: list[Fact] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    _places: dict[str, int] = field(default_factory=dict)

    def entry(self, key: str, group: str, title: str) -> int:
        """Return the index of an entry, made where it is new."""
        if key not in self._places:
            self._places[key] = len(self.entries)
            self.entries.append(Entry(group, title))
        return self._places[key]

    def add(self, fact: Fact) -> None:
        """Add a fact to its entry."""
        self.entries[fact.entry].facts.append(len(self.facts))
        self.facts.append(fact)


def said_by(resume: Resume, concepts: Mapping[str, Concept], signs: Signs = ()) -> Said:
    """Return what a Resume says, each value that has a place.

    ``signs`` are those of ``signs_of_headers``: why a piece of a job's header is what it is.
    """
    plain, provenance = resume.to_json(), resume.meta.commonground
    out = Said()
    told = [one for one in provenance.evidence.items() if one[1]]
    for pointer, pairs in sorted(told, key=lambda one: _order(one[0])):
        fact = _fact(out, plain, pointer, tuple(Span(*pair) for pair in pairs))
        link = provenance.links.get(pointer)
        if link is not None:
            fact = _linked(fact, link.reason, concepts.get(link.concept))
        if provenance.status.get(pointer) == "inferred":
            fact = replace(fact, why=fact.why or "inferred from the lines around it")
        if pointer.endswith("/endDate") and not fact.value:
            when = f"{provenance.asOf} ({_AS_OF[provenance.asOfSource]})"
            fact = replace(fact, value="present", why=f"still there; counted up to {when}")
        sure = provenance.confidence.get(pointer)
        out.add(replace(fact, why=fact.why or _sign(fact, signs), sure=sure))
    for index, term in enumerate(provenance.unknown):
        entry = out.entry(f"unknown/{index}", "Unknown terms", term.term)
        what, spans = "term that no concept covers", (Span(*term.span),)
        out.add(Fact("Unknown", what, term.term, entry, spans, term.reason))
    return out


_AS_OF: Final = {
    "option": "as was told with --as-of",
    "metadata": "the file's own date",
    "text": "the date that the text says",
    "loaded": "the day of reading",
}


def _order(pointer: str) -> tuple[int, list[tuple[bool, int, str]]]:
    """Sort by section, then by number: the reader records values as it finds them."""
    _, section, *rest = pointer.split("/")
    rank = [*("basics", *_SECTIONS)].index(section) if section in _SECTIONS else 0
    found = [(part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in rest]
    return rank, [one if one[0] else (False, _RANKS.get(one[2], 99), "") for one in found]


# Within an entry as in the table; of two fields of one name the first place counts.
_RANKS: Final = {name.partition("/")[2]: rank for rank, name in reversed(list(enumerate(_FIELDS)))}


def _fact(out: Said, plain: Mapping[str, Any], pointer: str, spans: tuple[Span, ...]) -> Fact:
    _, section, *rest = pointer.split("/")
    value = _text(_at(plain, (section, *rest)))
    if section == "basics":
        kind, word = _FIELDS.get(f"basics/{rest[0]}") or _FIELDS.get(f"*/{rest[0]}", _OTHER)
        return Fact(kind, f"{word} of the person", value, out.entry("", "Person", ""), spans)
    group, noun = _SECTIONS[section]
    number, names = int(rest[0]) + 1, [one for one in rest[1:] if not one.isdecimal()]
    item = _at(plain, (section, rest[0]))
    entry = out.entry(f"{section}/{rest[0]}", group, _title(section, item) or f"{noun} {number}")
    name = names[0] if names else ""
    if section == "skills" and not name:
        return Fact("Other", "skill of the person", value, entry, spans)
    if name == "keywords":
        return Fact("Other", f"used in {noun} {number}", value, entry, spans)
    kind, word = _FIELDS.get(f"{section}/{name}") or _FIELDS.get(f"*/{name}", _OTHER)
    word = word or _CAMEL.sub(" ", name).lower() or "name"
    of = f"{word} of {noun} {number}" if noun else f"{word} that is spoken"
    return Fact(kind, of, value, entry, spans)


def _linked(fact: Fact, reason: str, concept: Concept | None) -> Fact:
    """Return a fact with the concept that its text is of: what that is, and why it is meant."""
    if concept is None:
        return replace(fact, why=reason)
    kind = concept.kind if fact.kind == "Other" else fact.kind
    value = fact.value if fact.value == concept.name else f"{fact.value}: {concept.name}"
    return replace(fact, kind=kind, value=value, why=reason, more=concept.definition)


def _sign(fact: Fact, signs: Signs) -> str:
    for role, place, text in signs if fact.spans else ():
        start, end = fact.spans[0]
        if _ROLES.get(role) == fact.kind and place.start <= start and end <= place.end:
            return f"by its signs in the header: {text}"
    return ""


def _title(section: str, item: Any) -> str:
    if not isinstance(item, Mapping):
        return ""
    names = _HEADS.get(section, ("name", "title", "language", "reference"))
    found = [str(item[name]) for name in names if item.get(name)]
    return (", " if section in _HEADS else " ").join(found if section in _HEADS else found[:1])


def _at(value: Any, path: Sequence[str]) -> Any:
    """Return what a JSON pointer leads to; None where nothing is there."""
    for part in path:
        if isinstance(value, Mapping):
            value = value.get(part)
        elif isinstance(value, list) and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(_values(value))
    return "" if value is None or isinstance(value, list) else str(value)


def _values(value: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts of a record that say most: of a skill its name, of a profile its address."""
    if "url" in value or "name" in value:
        yield str(value.get("url") or value["name"])
    else:
        yield from (str(one) for one in value.values() if isinstance(one, str))
