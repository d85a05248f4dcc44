"""JSON Resume 1.0.0 as pydantic models, with what we add under ``meta.commonground``.

Absent values are None here and left out of the JSON. Evidence is kept beside the values, keyed by
JSON pointer (``/work/0/name``), as spans into the document's text: the values stay plain JSON
Resume that any other tool can read. Fields are called as in its schema, in camelCase.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from .layout.mapped import Region

Status: TypeAlias = Literal["found", "inferred", "absent"]
SpanPair: TypeAlias = tuple[int, int]
IsoDate = Annotated[str, Field(pattern=r"^\d{4}(-\d\d(-\d\d)?)?$")]


class Part(BaseModel):
    """A part of a resume: unknown keys are refused, so that a misspelt field cannot hide."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, hide_input_in_errors=True)


class Location(Part):
    address: str | None = None
    city: str | None = None
    region: str | None = None
    countryCode: str | None = None


class Profile(Part):
    network: str
    username: str | None = None
    url: str | None = None


class Basics(Part):
    name: str | None = None
    label: str | None = None
    email: str | None = None
    phone: str | None = None
    url: str | None = None
    summary: str | None = None
    location: Location | None = None
    profiles: list[Profile] = Field(default_factory=list)


class Work(Part):
    """One stint. ``keywords`` are the preferred labels of the linked concepts, in text order."""

    name: str | None = None
    position: str | None = None
    description: str | None = None
    url: str | None = None
    location: str | None = None
    startDate: IsoDate | None = None
    endDate: IsoDate | None = None
    summary: str | None = None
    highlights: list[str] = Field(default_factory=list)
    keywords: list[str] = Field(default_factory=list)


class Volunteer(Part):
    organization: str | None = None
    position: str | None = None
    startDate: IsoDate | None = None
    endDate: IsoDate | None = None
    summary: str | None = None
    highlights: list[str] = Field(default_factory=list)
    keywords: list[str] = Field(default_factory=list)


class Education(Part):
    institution: str | None = None
    studyType: str | None = None
    area: str | None = None
    startDate: IsoDate | None = None
    endDate: IsoDate | None = None
    score: str | None = None
    courses: list[str] = Field(default_factory=list)


class Award(Part):
    title: str
    date: IsoDate | None = None
    awarder: str | None = None
    summary: str | None = None


class Certificate(Part):
    name: str
    date: IsoDate | None = None
    issuer: str | None = None


class Publication(Part):
    name: str
    publisher: str | None = None
    releaseDate: IsoDate | None = None
    url: str | None = None


class Skill(Part):
    """One linked concept (``name`` is its preferred label), with the level the text gives it."""

    name: str
    level: str | None = None


class Language(Part):
    language: str
    fluency: str | None = None


class Interest(Part):
    name: str


class Reference(Part):
    name: str | None = None
    reference: str | None = None


class Project(Part):
    name: str | None = None
    description: str | None = None
    url: str | None = None
    startDate: IsoDate | None = None
    endDate: IsoDate | None = None
    highlights: list[str] = Field(default_factory=list)
    keywords: list[str] = Field(default_factory=list)


class ConceptLink(Part):
    """Which concept a keyword or skill is, and why the linker says so.

    One list element per keyword; the evidence of ``/work/0/keywords/2`` holds every mention.
    """

    concept: str
    reason: str


class UnknownTerm(Part):
    """A listed term that no concept covers, with the reason and its place."""

    term: str
    reason: str
    span: SpanPair


class Unclaimed(Part):
    """A concept that the text names and does not say is had: a ``wish``, or ``denied``."""

    concept: str
    polarity: str
    span: SpanPair


class Unplaced(Part):
    """A line of the file that no part of the resume uses."""

    line: int
    text: str


class Provenance(Part):
    """What stands under ``meta.commonground``.

    ``evidence``, ``status`` and ``links`` are keyed by JSON pointer; ``status`` lists only what is
    not simply found (an inferred value, an absent end date: ``/work/0/endDate`` = ``absent``
    means unknown, ``/work/0/current`` = ``found`` means that the text says "Present").
    ``confidence`` is how sure a value is, from 0.01 to 0.99 (``loaders.confidence``).
    ``leftOut`` counts what is beyond the caps of ``loaders.caps``, by the name of its list.
    ``regions`` are those of the ``Document``: from which offset on the text is of which page or
    part of a PDF or a Word file. ``corrections`` are of what a store holds: the number of the
    correction behind a value.
    """

    sha256: str
    encoding: str
    mediaType: str
    asOf: IsoDate
    asOfSource: str
    reader: str
    ontology: str
    evidence: dict[str, list[SpanPair]] = Field(default_factory=dict)
    status: dict[str, Status] = Field(default_factory=dict)
    confidence: dict[str, float] = Field(default_factory=dict)
    links: dict[str, ConceptLink] = Field(default_factory=dict)
    unknown: list[UnknownTerm] = Field(default_factory=list)
    unclaimed: list[Unclaimed] = Field(default_factory=list)
    unplaced: list[Unplaced] = Field(default_factory=list)
    leftOut: dict[str, int] = Field(default_factory=dict)
    regions: list[tuple[int, Region]] = Field(default_factory=list)
    corrections: dict[str, int] = Field(default_factory=dict)


class Meta(Part):
    source: str
    version: str = "v1.0.0"
    commonground: Provenance


class Resume(Part):
    """One parsed document."""

    basics: Basics = Field(default_factory=Basics)
    work: list[Work] = Field(default_factory=list)
    volunteer: list[Volunteer] = Field(default_factory=list)
    education: list[Education] = Field(default_factory=list)
    awards: list[Award] = Field(default_factory=list)
    certificates: list[Certificate] = Field(default_factory=list)
    publications: list[Publication] = Field(default_factory=list)
    skills: list[Skill] = Field(default_factory=list)
    languages: list[Language] = Field(default_factory=list)
    interests: list[Interest] = Field(default_factory=list)
    references: list[Reference] = Field(default_factory=list)
    projects: list[Project] = Field(default_factory=list)
    meta: Meta

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON Resume: what is absent or empty is left out."""
        plain: dict[str, Any] = _pruned(self.model_dump(exclude_none=True))
        return plain


def _pruned(value: Any) -> Any:
    if isinstance(value, dict):
        pruned = {key: _pruned(item) for key, item in value.items()}
        return {key: item for key, item in pruned.items() if item not in ({}, [])}
    if isinstance(value, list):
        return [_pruned(item) for item in value]
    return value
