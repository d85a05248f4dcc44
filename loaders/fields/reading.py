"""A tree of named values read into a Resume, every value with its place.

What a name says counts, and nothing is guessed from shapes. What a value tells in words (a list of
skills, a text, an entry that is one sentence) goes as lines to the readers of lines.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..builder import Builder, ConceptMention
from ..layout.fields import Field, Node, Record, Value, values
from ..layout.lines import Line
from ..lexicon import spoken_languages
from ..normalization import folded
from ..resume import Resume, Unplaced
from ..sections.headings import Section
from .entries import READERS, stints
from .names import named, person_of, resume_in, sections_of, shown_in
from .person import basics
from .values import Placing, entries_of, plain_value, told

_NEARBY = 2000  # characters of skills that the linker looks for hints in


@dataclass(slots=True)
class Told:
    """What named values have made of a Resume, and what is left for the readers of lines.

    ``levels`` are those of skills, by concept.
    """

    sections: list[Section] = field(default_factory=list)
    mentions: list[ConceptMention] = field(default_factory=list)
    levels: dict[str, Value] = field(default_factory=dict)


class FieldReader:
    """Reads one document's values."""

    def __init__(self, builder: Builder, root: Node) -> None:
        self.builder = builder
        self.root = root
        self.placing = Placing(builder)

    def read(self, resume: Resume) -> Told:
        """Fill the Resume with what names say; return the rest."""
        out = Told()
        record = resume_in(self.root)
        person, announced = person_of(record)
        resume.basics = basics(self.placing, person, announced=announced)
        self._in_words(out, "summary", person.get(named("basics.summary")))
        for name, node in sections_of(record):
            if name == "skills":
                self._skills(out, node)
            else:
                self._section(resume, out, name, node)
        return out

    def level(self, resume: Resume, out: Told) -> None:
        """Give the skills the levels that the file states, once they are known."""
        for index, skill in enumerate(resume.skills):
            at = f"/skills/{index}"
            value = out.levels.get(self.builder.links[at].concept)
            skill.level = self.placing.text(f"{at}/level", value) if value is not None else None

    def unplaced(self) -> list[Unplaced]:
        """Return the values that no part of the resume uses."""
        return self.placing.unplaced(list(shown_in(self.root)))

    def _section(self, resume: Resume, out: Told, name: str, node: Node) -> None:
        for one in entries_of(node):
            text = told(one)
            if isinstance(one, Record) and text is None and name in READERS:
                for record in stints(one) if name == "work" else [one]:
                    self._entry(resume, out, name, record)
            else:
                self._in_words(out, name, text if text is not None else one)

    def _entry(self, resume: Resume, out: Told, name: str, record: Record) -> None:
        if name == "languages" and not _spoken(record):
            named_so = record.get(named("languages.language"))
            out.mentions += self.placing.mentions(named_so, "skills")
            return
        parts = getattr(resume, name)
        before, used = self.builder.mark(), self.placing.mark()
        found = READERS[name](self.placing, record, f"/{name}/{len(parts)}")
        if found is None:
            self.builder.take_back(before)
            self.placing.take_back(used)
            return
        parts.append(found[0])
        out.mentions += found[1]

    def _in_words(self, out: Told, name: str, node: Node | None) -> None:
        lines = self.placing.lines(node, items=name != "summary")
        if lines:
            _lines_of(out, name).extend(lines)

    def _skills(self, out: Told, node: Node) -> None:
        keys = (one.key.text for one in node.fields) if isinstance(node, Record) else ()
        nearby = " ".join([*keys, *(value.text.text for value in values(node))])[:_NEARBY]
        for one in entries_of(node):
            if isinstance(one, Value):
                self._in_words(out, "skills", one)
            elif isinstance(one, Record):
                self._skill(out, one, nearby)

    def _skill(self, out: Told, record: Record, nearby: str) -> None:
        """A skill with its level, a group with its skills, or groups by names of their own."""
        name, listed = record.get(named("skills.name")), record.get(named("skills.keywords"))
        if name is None and listed is None:
            for one in record.fields:
                self._named(out, one, nearby)
            return
        label = plain_value(name)
        if label is not None:
            # A group's label names a skill itself, or none that is known.
            alone = listed is None
            found = self.builder.mentions(label.text, listed=alone, section="skills", nearby=nearby)
            self.placing.use(label)
            out.mentions += found
            level = plain_value(record.get(named("skills.level")))
            if level is not None and not level.literal and alone:
                out.levels.update(dict.fromkeys([one.concept for one in found], level))
        out.mentions += self.placing.mentions(listed, "skills", nearby)

    def _named(self, out: Told, one: Field, nearby: str) -> None:
        """``"Tools": ["Docker"]`` is a group, ``"Docker": "expert"`` a skill with its level."""
        alone = isinstance(one.value, Value)
        found = self.builder.mentions(one.key, listed=alone, section="skills", nearby=nearby)
        out.mentions += found
        if not alone or not found:
            out.mentions += self.placing.mentions(one.value, "skills", nearby)
        elif isinstance(one.value, Value) and not one.value.literal:
            out.levels.update(dict.fromkeys([link.concept for link in found], one.value))


def _spoken(record: Record) -> bool:
    """Whether a language is one that people speak: it is known as one, or a fluency is told."""
    value = plain_value(record.get(named("languages.language")))
    words = folded(value.text.text).split() if value is not None else []
    fluent = record.get(named("languages.fluency")) is not None
    return fluent or bool(spoken_languages() & {*words})


def _lines_of(out: Told, name: str) -> list[Line]:
    """Return the lines of the section of a name, which is opened where there is none."""
    for section in out.sections:
        if section.name == name:
            return section.lines
    out.sections.append(Section(name, None, 1))
    return out.sections[-1].lines
