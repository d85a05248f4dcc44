"""What names mean: where a resume stands in a file, and which sections it has."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final, TypeAlias

from ..layout.fields import Field, Node, Record, Value, says, values
from ..lexicon import section_headings
from ..normalization import bare
from ..patterns import by_group, entries, set_of

SECTIONS: Final = (
    *("work", "volunteer", "education", "skills", "projects", "awards", "certificates"),
    *("publications", "languages", "interests", "references"),
)
# What makes a resume of a record that is not under a name for one: of these a package, a page or a
# user of a service has none.
_TELLING: Final = frozenset({"work", "education"})
_ABOUT: Final = frozenset({"meta", "$schema", "design", "locale", "settings", "rendercv settings"})

Section: TypeAlias = "tuple[str, Node]"


@cache
def named(name: str) -> tuple[str, ...]:
    """Return the names that a place of the Resume has in files."""
    return entries("fields", name)


def resume_in(node: Node) -> Record:
    """Return the record that is a resume: the file's own, the only one of a list, or one within."""
    for _ in range(4):
        if isinstance(node, list) and len(node) == 1:
            node = node[0]
        elif isinstance(node, Record) and not any(map(_section, node.fields)):
            inner = node.get(named("wrappers"))
            if not isinstance(inner, Record | list):
                break
            node = inner
    return node if isinstance(node, Record) else Record()


def sections_of(resume: Record) -> Iterator[Section]:
    """Yield the sections of a resume, named as they are in the Resume; ``other`` for the rest."""
    for one in resume.fields:
        name = _section(one)
        if one.name == "sections" and isinstance(one.value, Record):
            for part in one.value.fields:
                # The record of a person has no place among sections, where it is a list of texts.
                found = _section(part)
                yield found if found != "basics" and found else _by_shape(part.value), part.value
        elif one.name == "sections" and isinstance(one.value, list):
            yield from _titled(one.value)
        elif name in SECTIONS:
            yield name, one.value
        elif name is None and isinstance(one.value, list) and one.name not in _ABOUT:
            shape = _by_shape(one.value)
            if shape != "other" or one.name not in _person_names():
                yield shape, one.value


def person_of(resume: Record) -> tuple[Record, bool]:
    """Return what is told of the person, and whether it stands under a name for that.

    Values beside the sections are of the person only where a section tells of work or studies.
    """
    parts = [one for one in resume.fields if _is_about_person(one)]
    inner = [field for one in parts if isinstance(one.value, Record) for field in one.value.fields]
    told = {name for name, node in sections_of(resume) if says(node)}
    beside = [one for one in resume.fields if one not in parts and _section(one) not in SECTIONS]
    flat = [one for one in beside if one.name not in _ABOUT and one.name != "sections"]
    return Record([*inner, *(flat if told & _TELLING else [])]), bool(inner)


def about_file(root: Node) -> list[str]:
    """Return when a file says that it was written, as it says it."""
    if not isinstance(root, Record):
        return []
    places = [one.value for one in root.fields if one.name in _ABOUT]
    found = (place.get(named("written")) for place in places if isinstance(place, Record))
    return [node.text.text for node in found if isinstance(node, Value)]


def shown_in(root: Node) -> Iterator[Value]:
    """Yield the values that a file shows of a person: all but what is about the file itself."""
    if isinstance(root, Record):
        root = Record([one for one in root.fields if one.name not in _ABOUT])
    return (value for value in values(root) if value.text)


def _is_about_person(one: Field) -> bool:
    return isinstance(one.value, Record) and by_group("fields", "basics").get(one.name) is not None


def _section(one: Field) -> str | None:
    """Return the section that a name announces, as a heading of these words would."""
    known = by_group("fields", "basics", *_own_names()).get(one.name)
    return known or section_headings().get(bare(one.name))


def _own_names() -> tuple[str, ...]:
    return SECTIONS[:-1]  # references have no names of their own


def _person_names() -> frozenset[str]:
    return set_of("fields", "basics.profiles", "basics.location", "wrappers")


def _titled(parts: list[Node]) -> Iterator[Section]:
    """Sections as a list, each with its title and its items."""
    for part in parts:
        if not isinstance(part, Record):
            continue
        title, items = part.get(named("text")), part.get((*named("items"), "content", "entries"))
        if isinstance(title, Value) and items is not None:
            yield section_headings().get(bare(title.text.text)) or _by_shape(items), items


def _by_shape(node: Node) -> str:
    """Return the section that the first record of a list looks like."""
    first = node[0] if isinstance(node, list) and node else node
    names = {one.name for one in first.fields} if isinstance(first, Record) else set()
    if names & {"company", "employer", "company name"} and names & {"position", "title", "role"}:
        return "work"
    if names & {"institution", "school", "university"}:
        return "education"
    if "authors" in names:
        return "publications"
    return "other"
