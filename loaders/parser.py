"""A document read into a resume: every value with its place, nothing that the text does not say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING, Final, TypeAlias

from . import as_of as speaking
from .addresses import without_addresses
from .boilerplate import without_boilerplate
from .builder import Builder, ConceptMention
from .caps import within_caps
from .confidence import confidences
from .document import AsOf, Document
from .fields.names import about_file, shown_in
from .fields.reading import FieldReader
from .layout.fields import Node
from .layout.lines import Line
from .line_cache import let_go_of_long
from .resume import Meta, Provenance, Resume, Skill, Unplaced
from .sections.awards import read_awards
from .sections.basics import read_basics, read_beneath
from .sections.body import read_body
from .sections.education import read_education
from .sections.headings import Section, split_sections
from .sections.interests import read_interests
from .sections.languages import lists_spoken, read_languages
from .sections.projects import read_projects
from .sections.publications import read_publications
from .sections.references import read_references
from .sections.skills import read_skills
from .sections.work import read_stints, to_volunteer

if TYPE_CHECKING:
    from ..ontology.ontology import Ontology

Judge: TypeAlias = Callable[[Resume, Mapping[str, float]], dict[str, float]]

READER_VERSION: Final = "7"
_UNTOLD: Final = frozenset({"header", "contact", "other"})  # any text may have these
_DONE: Final = frozenset({"work", "education", "projects", "volunteer"})  # what somebody did
_NEARBY: Final = 2000  # characters of a skills section that the linker looks for hints in


class ResumeReader:
    """Reads documents against one ontology; build it once and use it for many."""

    def __init__(self, ontology: Ontology, *, judge: Judge = confidences) -> None:
        from ..ontology.linker.linker import linker_of

        self.ontology = ontology
        self.judge = judge
        self.linker = linker_of(ontology)
        self.vocabulary = _OntologyTerms(ontology)

    def parse(
        self,
        document: Document,
        *,
        as_of: str | None = None,
        first_loaded: str,
        today: str | None = None,
    ) -> Resume:
        """Return what the document says, in JSON Resume terms.

        ``as_of`` (an ISO day or month) is the day of reading: ``Present`` ends on it, or on the
        earlier date that the document states of itself; ``first_loaded`` is the day to fall back
        on. Of its own date the text is believed up to ``today``, which is the calendar's where none
        is given.

        Raises:
            ValueError: the document comes from a store, without lines or fields.
        """
        if document.lines is None and document.fields is None:
            raise ValueError(f"{document.key}: read the file again, a store keeps no lines")
        lines = document.lines or ()
        try:
            return self._read(document, lines, as_of, first_loaded, today)
        finally:
            let_go_of_long(lines)

    def _read(
        self,
        document: Document,
        lines: Sequence[Line],
        option: str | None,
        first_loaded: str,
        today: str | None,
    ) -> Resume:
        # A format gives lines with layout, or fields that name their values: the one place where
        # the two part.
        fields = document.fields
        shown = lines if fields is None else list(shown_in(fields))
        texts = (one.text for one in shown)
        builder = Builder(document, texts, self.linker, self.vocabulary)
        now = today or date.today().isoformat()
        written = () if fields is None else about_file(fields)
        when = speaking.as_of(document, lines, builder, option, first_loaded, now, written)
        meta = _meta(document, when)
        resume, unplaced = (
            _of_lines(builder, lines, meta) if fields is None else _of_fields(builder, fields, meta)
        )
        provenance = resume.meta.commonground
        provenance.ontology = self.ontology.version
        provenance.evidence, provenance.status = builder.evidence, builder.status
        provenance.links, provenance.unknown = builder.links, builder.unknown
        provenance.unclaimed = list(builder.unclaimed.values())
        provenance.unplaced = unplaced
        provenance.confidence = self.judge(resume, builder.margins)
        return within_caps(resume, document)


def _of_lines(builder: Builder, lines: Sequence[Line], meta: Meta) -> tuple[Resume, list[Unplaced]]:
    resume = _Reading(builder, split_sections(without_boilerplate(lines))).read(meta)
    return resume, builder.unplaced()


def _of_fields(builder: Builder, fields: Node, meta: Meta) -> tuple[Resume, list[Unplaced]]:
    """What names say first, then what their values tell in words, as sections of lines."""
    resume, reader = Resume(meta=meta), FieldReader(builder, fields)
    told = reader.read(resume)
    reading = _Reading(builder, [Section("header", None, 99), *told.sections], told.mentions)
    reading.finish(resume)
    reader.level(resume, told)
    return resume, reader.unplaced()


class _OntologyTerms:
    """What the builder asks the ontology: labels, degrees and fields of study."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology

    def label_of(self, concept: str) -> str:
        return self._ontology.concepts[concept].name

    def study(self, text: str, kind: str) -> str | None:
        found = self._ontology.lookup(text, kinds={kind})
        return found[0].id if found else None


class _Reading:
    """The sections of one document on their way into one resume."""

    def __init__(
        self, builder: Builder, sections: list[Section], loose: Sequence[ConceptMention] = ()
    ) -> None:
        self.builder = builder
        self.sections = sections
        self.loose = list(loose)

    def read(self, meta: Meta) -> Resume:
        resume = Resume(meta=meta)
        # Headings are used whatever becomes of their sections: none is listed as unplaced.
        for section in self.sections:
            if section.heading is not None:
                self.builder.use(section.heading.text)
        header = self.sections[0].lines
        contact = [line for section in self._named("contact") for line in section.lines]
        above = takewhile(lambda section: section.name not in _DONE, self.sections[1:])
        beside = [line for section in above for line in section.lines]
        announced = any(section.name not in _UNTOLD for section in self.sections)
        resume.basics, named = read_basics(
            self.builder, header, contact, beside, announced=announced
        )
        if named is not None:
            self._name_beneath(resume, named)
        return self.finish(resume)

    def _name_beneath(self, resume: Resume, named: Line) -> None:
        """Move a name that a column stands above, and what is beneath it, up into the header."""
        for at, section in enumerate(self.sections[1:], 1):
            places = [index for index, line in enumerate(section.lines) if line is named]
            if places and section.name != "contact":
                kept, moved = section.lines[: places[0]], section.lines[places[0] :]
                read_beneath(self.builder, resume.basics, named, moved[1:])
                first = self.sections[0]
                self.sections[at] = replace(section, lines=kept)
                self.sections[0] = replace(first, lines=[*first.lines, *moved])

    def finish(self, resume: Resume) -> Resume:
        """Read all but who it is."""
        self._summary(resume, self.sections[0].lines)
        # A section has the name of its group in words/headings.txt, and its method has it too.
        for section in self.sections[1:]:
            getattr(self, f"on_{section.name}")(resume, section)
        self._skills_of(resume)
        return resume

    def _named(self, name: str) -> list[Section]:
        return [section for section in self.sections if section.name == name]

    def _summary(self, resume: Resume, header: list[Line]) -> None:
        """Sentences above the first heading, and the summary sections, in the file's order."""
        prose, others = _parted(header, _is_prose)
        lines = prose + [line for part in self._named("summary") for line in part.lines]
        body = read_body(self.builder, "/basics", lines, "summary")
        texts = [body.summary or "", *body.highlights]
        # JSON Resume has one text for it: bullets are sentences of the summary like the others.
        for index in range(len(body.highlights)):
            spans = self.builder.evidence.pop(f"/basics/highlights/{index}")
            self.builder.evidence.setdefault("/basics/summary", []).extend(spans)
        resume.basics.summary = "\n".join(text for text in texts if text) or None
        self.loose += body.mentions
        for line in others:
            if not line.heading:
                self._headline(line)

    def _headline(self, line: Line) -> None:
        # A handle such as "rust-ada" would name a skill that its owner does not claim.
        text = without_addresses(line.text)
        found = self.builder.mentions(text, section="summary")
        if found:
            self.builder.use(line.text)
        self.loose += found

    def on_contact(self, resume: Resume, section: Section) -> None:
        """Read with the header."""

    on_summary = on_contact

    def on_other(self, resume: Resume, section: Section) -> None:
        """What it is about is unknown; the technologies that it names are known."""
        self._mention(section.lines, "summary")

    def on_work(self, resume: Resume, section: Section) -> None:
        work, preface = read_stints(self.builder, section.lines, "work", len(resume.work))
        resume.work += work
        self._mention(preface, "work")

    def on_volunteer(self, resume: Resume, section: Section) -> None:
        at = len(resume.volunteer)
        stints, preface = read_stints(self.builder, section.lines, "volunteer", at)
        resume.volunteer += [to_volunteer(stint) for stint in stints]
        self._mention(preface, "work")

    def on_education(self, resume: Resume, section: Section) -> None:
        at = len(resume.education)
        education, mentions, posts = read_education(self.builder, section.lines, at)
        resume.education += education
        self.loose += mentions
        if posts:
            self.on_work(resume, replace(section, lines=posts))

    def on_skills(self, resume: Resume, section: Section) -> None:
        # "English, Norwegian" among the skills is what somebody speaks.
        spoken, lines = _parted(section.lines, lists_spoken)
        nearby = " ".join(line.plain for line in lines)[:_NEARBY]
        self.loose += read_skills(self.builder, lines, nearby)
        languages, _ = read_languages(self.builder, spoken, len(resume.languages))
        resume.languages += languages

    def on_projects(self, resume: Resume, section: Section) -> None:
        projects, mentions = read_projects(self.builder, section.lines, len(resume.projects))
        resume.projects += projects
        self.loose += mentions

    def on_awards(self, resume: Resume, section: Section) -> None:
        self.loose += read_awards(
            self.builder, section.lines, resume.awards, resume.certificates, section.name
        )

    on_certificates = on_awards

    def on_publications(self, resume: Resume, section: Section) -> None:
        at = len(resume.publications)
        publications, mentions = read_publications(self.builder, section.lines, at)
        resume.publications += publications
        self.loose += mentions

    def on_languages(self, resume: Resume, section: Section) -> None:
        languages, others = read_languages(self.builder, section.lines, len(resume.languages))
        resume.languages += languages
        self.loose += read_skills(self.builder, others, "")

    def on_interests(self, resume: Resume, section: Section) -> None:
        resume.interests += read_interests(self.builder, section.lines)

    def on_references(self, resume: Resume, section: Section) -> None:
        resume.references += read_references(self.builder, section.lines)

    def _mention(self, lines: list[Line], section: str) -> None:
        for line in lines:
            found = self.builder.mentions(line.text, section=section)
            if found:
                self.builder.use(line.text)
            self.loose += found

    def _skills_of(self, resume: Resume) -> None:
        """What is mentioned outside any role or project is claimed by the person."""
        # Last: every section may have added to it, and a concept is one skill however often named.
        names = self.builder.keywords("/skills", self.loose)
        resume.skills = [Skill(name=name) for name in names]


def _parted(lines: Sequence[Line], test: Callable[[Line], bool]) -> tuple[list[Line], list[Line]]:
    """Return the lines that pass a test, and the others."""
    yes: list[Line] = []
    no: list[Line] = []
    for line in lines:
        (yes if test(line) else no).append(line)
    return yes, no


def _is_prose(line: Line) -> bool:
    if line.heading or line.anchors or len(line.plain.split()) <= 8:
        return False
    return len(without_addresses(line.text)) == len(line.text)  # else it is a line of contacts


def _meta(document: Document, when: AsOf) -> Meta:
    return Meta(
        source=document.key,
        commonground=Provenance(
            sha256=document.sha256,
            encoding=document.encoding,
            mediaType=document.media_type,
            asOf=when.date,
            asOfSource=when.source,
            reader=READER_VERSION,
            ontology="",
            regions=list(document.regions),
        ),
    )
