"""Entries of sections: jobs, studies, projects and the like, each a record of named values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeVar

from ..builder import ConceptMention
from ..degrees import find_degree
from ..layout.fields import Node, Record, Value
from ..resume import (
    Award,
    Certificate,
    Education,
    Interest,
    Language,
    Part,
    Project,
    Publication,
    Reference,
    Volunteer,
    Work,
)
from ..sections.body import Body, read_body
from .names import named
from .periods import Moment, moment, period
from .values import Placing, plain_value

_P = TypeVar("_P", bound=Part)
_OF: Final = re.compile(r"\s*(?:in|of|,|:|–|—|-|en|de)\s+", re.IGNORECASE)


def stints(record: Record) -> Iterator[Record]:
    """Yield the jobs of a record: one, or one for each role that it lists at one employer."""
    roles = record.get(named("work.roles"))
    inner = [one for one in roles if isinstance(one, Record)] if isinstance(roles, list) else []
    if not inner:
        yield record
        return
    # A role's own values count before the employer's, but for its name, which is the title's.
    outer = [one for one in record.fields if one.name not in named("work.roles")]
    for role in inner:
        yield Record([*role.fields, *outer])


def work(placing: Placing, record: Record, at: str) -> tuple[Work, list[ConceptMention]] | None:
    """Return a job; None where neither an employer nor a title is said."""
    part = Work()
    part.name = _text(placing, record, at, "work.name")
    part.position = _title(placing, record, at, "work.position", part.name)
    part.description = _text(placing, record, at, "work.description")
    part.url = placing.url(f"{at}/url", record.get(named("work.url")))
    part.location = _place(placing, record.get(named("work.location")), f"{at}/location")
    _told(placing, part, record, at)
    return (part, []) if part.name or part.position else None


def volunteer(
    placing: Placing, record: Record, at: str
) -> tuple[Volunteer, list[ConceptMention]] | None:
    """Return a post of a volunteer; None where neither an organization nor a title is said."""
    part = Volunteer()
    part.organization = _text(placing, record, at, "volunteer.organization")
    part.position = _title(placing, record, at, "volunteer.position", part.organization)
    _told(placing, part, record, at)
    return (part, []) if part.organization or part.position else None


def _told(placing: Placing, part: Work | Volunteer, record: Record, at: str) -> None:
    """Set the dates of a job, what was done there, and with what."""
    _dates(placing, part, record, at)
    body = _body(placing, record, at, "work")
    part.summary, part.highlights = body.summary, body.highlights
    title = plain_value(record.get(named("work.position")))
    mentions = placing.builder.mentions(title.text, section="title") if title else []
    mentions += body.mentions + placing.mentions(record.get(named("work.keywords")), "work")
    part.keywords = placing.builder.keywords(f"{at}/keywords", mentions)


def education(
    placing: Placing, record: Record, at: str
) -> tuple[Education, list[ConceptMention]] | None:
    """Return a study; None where neither a school nor a degree is said."""
    part = Education()
    part.institution = _text(placing, record, at, "education.institution")
    area = record.get(named("education.area"))
    part.area = placing.text(f"{at}/area", area)
    _degree(placing, part, record.get(named("education.studyType")), at)
    part.score = placing.number(f"{at}/score", record.get(named("education.score")))
    _dates(placing, part, record, at)
    courses = record.get(named("education.courses"))
    for one in courses if isinstance(courses, list) else []:
        value = placing.text(f"{at}/courses/{len(part.courses)}", one)
        part.courses += [value] if value else []
    for field, kind in (("studyType", "Degree"), ("area", "Field")):
        placing.builder.link_study(f"{at}/{field}", getattr(part, field), kind)
    # JSON Resume has no summary of a study: what it tells is only linked.
    before = placing.mark()
    body = _body(placing, record, f"{at}/told", "education")
    if not body.mentions:
        placing.take_back(before)
    for pointer in [key for key in placing.builder.evidence if key.startswith(f"{at}/told/")]:
        del placing.builder.evidence[pointer]
    return (part, body.mentions) if part.institution or part.studyType else None


def _degree(placing: Placing, part: Education, node: Node | None, at: str) -> None:
    """``MSc in Physics`` is a degree and its field, where no other value says the field."""
    value = plain_value(node)
    match = find_degree(value.text.text) if value is not None and not part.area else None
    if value is None or match is None or value.literal:
        part.studyType = placing.text(f"{at}/studyType", node)
        return
    rest = _OF.match(value.text.text, match.end())
    again = find_degree(value.text.text[rest.end() :]) if rest else None
    if rest and again and again.start() == 0:  # "Bachelor of Science - BS, Physics"
        rest = _OF.match(value.text.text, rest.end() + again.end())
    if match.start() or not rest or rest.end() == len(value.text):
        part.studyType = placing.text(f"{at}/studyType", node)
        return
    part.studyType = placing.text(f"{at}/studyType", Value(value.text.cut(*match.span())))
    part.area = placing.text(f"{at}/area", Value(value.text.cut(rest.end())))


def project(
    placing: Placing, record: Record, at: str
) -> tuple[Project, list[ConceptMention]] | None:
    """Return a project; None where it has no name."""
    part = Project()
    part.name = _text(placing, record, at, "projects.name")
    part.url = placing.url(f"{at}/url", record.get(named("projects.url")))
    _dates(placing, part, record, at)
    body = _body(placing, record, at, "projects")
    part.description, part.highlights = body.summary, body.highlights
    if spans := placing.builder.evidence.pop(f"{at}/summary", None):
        placing.builder.evidence[f"{at}/description"] = spans
    listed = placing.mentions(record.get(named("projects.keywords")), "projects")
    part.keywords = placing.builder.keywords(f"{at}/keywords", body.mentions + listed)
    return (part, []) if part.name else None


def _small(
    model: type[_P], section: str
) -> Callable[[Placing, Record, str], tuple[_P, list[ConceptMention]] | None]:
    """Return what reads entries of a few texts and a date, the first of which they must have."""

    def read(placing: Placing, record: Record, at: str) -> tuple[_P, list[ConceptMention]] | None:
        told: dict[str, str] = {}
        mentions: list[ConceptMention] = []
        for name in model.model_fields:
            node = record.get(named(f"{section}.{name}"))
            if name.lower().endswith("date"):
                value = placing.date(f"{at}/{name}", _day(node))
            elif name == "url":
                value = placing.url(f"{at}/{name}", node)
            else:
                value = placing.text(f"{at}/{name}", node)
                plain = plain_value(node)
                if value and plain is not None and section not in _SPOKEN:
                    mentions += placing.builder.mentions(plain.text, section=section)
            if value:
                told[name] = value
        needed = [name for name, field in model.model_fields.items() if field.is_required()]
        return (model(**told), mentions) if told and told.keys() >= {*needed} else None

    return read


def _day(node: Node | None) -> Moment | None:
    found = moment(node)
    return found if found is None or found.date else None


_SPOKEN: Final = frozenset({"languages", "interests", "references"})
READERS: Final[
    Mapping[str, Callable[[Placing, Record, str], tuple[Part, list[ConceptMention]] | None]]
] = {
    "work": work,
    "volunteer": volunteer,
    "education": education,
    "projects": project,
    "awards": _small(Award, "awards"),
    "certificates": _small(Certificate, "certificates"),
    "publications": _small(Publication, "publications"),
    "languages": _small(Language, "languages"),
    "interests": _small(Interest, "interests"),
    "references": _small(Reference, "references"),
}


def _text(placing: Placing, record: Record, at: str, name: str) -> str | None:
    return placing.text(f"{at}/{name.partition('.')[2]}", record.get(named(name)))


def _title(
    placing: Placing, record: Record, at: str, name: str, employer: str | None
) -> str | None:
    """Return a title without the employer, where it says both: ``Developer - Norvik``."""
    node = record.get(named(name))
    value = plain_value(node)
    if value is not None and employer:
        pattern = rf"\s*(?:[-–—,|@]|\bat\b)\s*{re.escape(employer)}\s*$"
        behind = re.search(pattern, value.text.text)
        if behind and behind.start():
            return placing.text(f"{at}/position", Value(value.text.cut(0, behind.start())))
    return placing.text(f"{at}/position", node)


def _place(placing: Placing, node: Node | None, at: str) -> str | None:
    if isinstance(node, Record):
        names = ("location.city", "location.region", "location.countryCode")
        found = placing.joined(at, [node.get(named(name)) for name in names], ", ")
        if found:
            return found
    return placing.text(at, node)


def _dates(
    placing: Placing, part: Work | Volunteer | Education | Project, record: Record, at: str
) -> None:
    start, end = period(record, lone_ends=isinstance(part, Education | Project))
    part.startDate = placing.date(f"{at}/startDate", start)
    part.endDate = placing.date(f"{at}/endDate", end)


def _body(placing: Placing, record: Record, at: str, section: str) -> Body:
    """Read what an entry tells: a text in lines, a list in items."""
    told = record.get(named("projects.description" if section == "projects" else "work.summary"))
    lines = placing.lines(told, items=isinstance(told, list))
    lines += placing.lines(record.get(named("work.highlights")), items=True)
    return read_body(placing.builder, at, lines, section)
