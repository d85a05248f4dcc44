"""Education: degree, field of study, school, dates and grade, in any order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from ...ontology.wordlists import WordPattern
from ..builder import Builder, ConceptMention, trim
from ..dates import Dates, find_dates
from ..degrees import find_degree
from ..layout.lines import Line
from ..layout.mapped import Mapped
from ..lexicon import has_school
from ..patterns import any_of
from ..places import is_place
from ..resume import Education
from ..segmentation.atoms import Atom, atoms_of, text_of
from ..segmentation.header_dates import dates_of
from ..segmentation.outline import BULLET, rank
from ..segmentation.patterns import Reading, Span, read_together
from ..segmentation.roles import title_score
from ..segmentation.study_parts import LABELS, parts_of_study, school_score, tells_more
from .body import read_body, without_heads
from .schools import school_inside, school_name

_SCORE: Final = WordPattern(
    lambda: (
        rf"{any_of('education', 'scores')}\s*[:=]?\s*"
        r"(?P<score>\d[\d.,]*(?:\s*/\s*\d[\d.,]*)?)"
    ),
    re.IGNORECASE,
)
_OF: Final = re.compile(
    r"\s*(?:degree\s+)?"
    r"(?:(?:(?P<word>in|of|en|em|în|de|in der|im fach|\bi\b)|,|:|–|—|-)\s+|(?P<elided>d['’]))",
    re.IGNORECASE,
)
_OPEN: Final = re.compile(r"\s+(?:en|in|em|of)$", re.IGNORECASE)  # "Grado en", as lists have it
_TALLEST: Final = 8  # lines that head one study
_FEW: Final = 7  # words
_SCHOOL: Final = 1.0  # the score of a school that no degree stands beside
_PARTS: Final = re.compile(r",\s+|\s[-–—|•·]\s|\s(?:at|@)\s|\t+|\s{3,}")
# Where a field of study ends: at its school, its bracket, or what tells more of it.
_STOP: Final = re.compile(r"\s(?:at|from|by|with|und|@)\s(?:the\s)?(?=[A-Z])|\s*\(|\s+-\s+|:\s")


@dataclass(slots=True)
class _StudyDraft:
    heads: list[Line] = field(default_factory=list)
    body: list[Line] = field(default_factory=list)
    known: set[str] = field(default_factory=set)


def read_education(
    builder: Builder, lines: Sequence[Line], start: int = 0
) -> tuple[list[Education], list[ConceptMention], list[Line]]:
    """Return the studies of a section, the concepts that their details name, and lines of posts.

    A teaching assistant at a university holds a post there, also where it stands among studies.
    """
    out: list[Education] = []
    mentions: list[ConceptMention] = []
    posts: list[Line] = []
    studies: list[_StudyDraft] = []
    for study in _studies(without_heads(builder, lines)):
        if _is_post(study):
            posts += [*study.heads, *study.body]
        else:
            studies.append(study)
    headers = _headers(builder, studies)
    for study, header in zip(studies, headers, strict=True):
        at, before = f"/education/{start + len(out)}", builder.mark()
        found = _education(builder, study, header, at)
        if found is None:
            builder.take_back(before)
            continue
        out.append(found[0])
        mentions += found[1]
    return out, mentions, posts


def _is_post(study: _StudyDraft) -> bool:
    # Without a date it may be a remark; with a degree its holder is a student all the same.
    heads = [line.plain for line in study.heads]
    if any(find_degree(head) for head in heads) or not any(find_dates(head) for head in heads):
        return False
    parts = [part for head in heads for part in _PARTS.split(head) if part]
    return any(title_score(part) == 3 and not has_school(part) for part in parts)


def _studies(lines: Sequence[Line]) -> list[_StudyDraft]:
    out: list[_StudyDraft] = []
    for line in lines:
        facts = _facts(line)
        if not out or facts and _starts(out[-1], line, facts):
            out.append(_StudyDraft())
        # Nothing that follows a body heads it, and a block of headers does not grow without end.
        leads = facts or line.heading or _maybe_school(out[-1], line)
        tall = len(out[-1].heads) >= _TALLEST or bool(out[-1].body)
        if leads and not tall and not tells_more(line.plain):
            out[-1].heads.append(line)
            out[-1].known |= facts
        else:
            out[-1].body.append(line)
    return out


def _maybe_school(study: _StudyDraft, line: Line) -> bool:
    """A few words right beneath a degree may be its school though no list has a word of them."""
    if line.bullet or line.blank_before or "school" in study.known or "degree" not in study.known:
        return False
    text = line.plain.strip()
    return len(text.split()) <= _FEW and not text.endswith(".") and text[:1].isupper()


def _facts(line: Line) -> set[str]:
    text = line.plain.strip()
    if len(text) > 200 or tells_more(text):
        return set()
    found = set()
    if find_degree(text):
        found.add("degree")
    # The link of a study leads to its school; those of items beneath it lead to works.
    if has_school(text) or line.anchors and not line.bullet:
        found.add("school")
    # A lone year in a long line belongs to what the line tells.
    if any(not dates.single for dates in find_dates(text)) or (find_dates(text) and len(text) < 80):
        found.add("dates")
    if not found and not line.bullet and (line.bold or line.heading):
        found.add("name")
    return found


def _starts(study: _StudyDraft, line: Line, facts: set[str]) -> bool:
    known = study.known
    # After a body a degree, a school or a name begins the next study, a date alone does not; nor
    # does a list item beneath a head that is none.
    if study.body:
        if line.blank_before and "dates" in facts and _dates_lead(study):
            return True
        if line.heading and study.heads and study.heads[0].heading == line.heading:
            return True
        return bool(facts & {"degree", "school", "name"}) and (
            not line.bullet or rank(line) <= (rank(study.heads[0]) if study.heads else BULLET)
        )
    # Else only what the block has already: one study has one degree, one school, one range.
    if facts & {"degree"} and "degree" in known:
        return True
    # A line that names both is a study of its own.
    if {"degree", "school"} <= facts and "school" in known:
        return True
    if line.blank_before and "dates" in facts & known:
        return True
    if facts == {"school"} and "school" in known or {"school", "dates"} <= facts <= known:
        return True
    # A name set as the one that the block begins with.
    if facts == {"name"} and line.blank_before and line.bold and study.heads[:1]:
        return study.heads[0].bold and bool(known & {"degree", "dates"})
    same_heading = bool(line.heading and study.heads and study.heads[0].heading == line.heading)
    return same_heading and bool(study.heads)


def _dates_lead(study: _StudyDraft) -> bool:
    return bool(study.heads) and _facts(study.heads[0]) == {"dates"}


@dataclass(slots=True)
class _Header:
    """The parts of a study's header."""

    degree: Mapped | None = None
    school: Mapped | None = None
    area: Mapped | None = None


def _headers(builder: Builder, studies: Sequence[_StudyDraft]) -> list[_Header]:
    """Return the headers of a section's studies, read together: they are written in one way."""
    atoms = [atoms_of(study.heads, LABELS) for study in studies]
    fields: dict[str, bool] = {}

    def is_field(text: str) -> bool:
        if text not in fields:
            fields[text] = bool(builder.study(text, "Field"))
        return fields[text]

    readings = read_together(atoms, ["alone"] * len(atoms), parts_of_study(is_field))
    return [
        _header(found, those[0]) if those else _Header()
        for found, those in zip(atoms, readings, strict=True)
    ]


def _header(atoms: Sequence[Atom], reading: Reading) -> _Header:
    header, placed = _Header(), {span.role: span for span in reading.spans}
    for role in ("degree", "area"):
        if role in placed:
            setattr(header, role, text_of(atoms[placed[role].first : placed[role].end]))
    if "school" in placed and _is_sure(atoms, placed["school"], reading, header):
        header.school = text_of(atoms[placed["school"].first : placed["school"].end])
    return header


def _is_sure(atoms: Sequence[Atom], span: Span, reading: Reading, header: _Header) -> bool:
    """Beside a degree what is left is its school; without one it has to look like a school."""
    first, text = atoms[span.first], text_of(atoms[span.first : span.end]).text
    if first.label == "school":
        return True
    if header.degree is None:
        return school_score(first, text) >= _SCHOOL
    return school_score(first, text) + reading.votes > 0


def _education(
    builder: Builder, study: _StudyDraft, header: _Header, at: str
) -> tuple[Education, list[ConceptMention]] | None:
    for line in study.heads:
        builder.use(line.text)
    education = Education()
    area = _read_degree(builder, education, header, at)
    if area is not None and area.text:
        education.area = builder.value(f"{at}/area", area)
        builder.link_study(f"{at}/area", education.area, "Field")
    _read_score(builder, education, study, at)
    if header.school is None and header.degree is not None:
        header.school = school_inside(header.degree)
    if header.school is not None:
        education.institution = builder.value(f"{at}/institution", school_name(header.school))
    _read_dates(builder, education, study.heads, at)
    # JSON Resume has no summary of a study: bullets become its courses, prose is only linked.
    body = read_body(builder, f"{at}/courses", study.body, "education")
    builder.evidence.pop(f"{at}/courses/summary", None)
    if not (education.studyType or education.institution):
        return None
    _move_courses(builder, education, body.highlights, at)
    return education, body.mentions


def _move_courses(builder: Builder, education: Education, highlights: list[str], at: str) -> None:
    """Bullets beneath a study are its courses and works, as JSON Resume calls them."""
    for index in range(len(highlights)):
        spans = builder.evidence.pop(f"{at}/courses/highlights/{index}")
        builder.evidence[f"{at}/courses/{index}"] = spans
    education.courses = highlights


def _read_degree(builder: Builder, education: Education, header: _Header, at: str) -> Mapped | None:
    """Set the degree and return its field."""
    if header.degree is None:
        return header.area
    match = find_degree(header.degree.text)
    if match is None:  # a label says that it is one
        education.studyType = builder.value(f"{at}/studyType", header.degree)
        return header.area
    named = header.degree.cut(*match.span())
    opens = _OPEN.search(named.text)
    named = named.cut(0, opens.start()) if opens else named
    education.studyType = builder.value(f"{at}/studyType", named)
    builder.link_study(f"{at}/studyType", education.studyType, "Degree")
    return _area(header.degree, match) or (header.area and _named(header.area))


def _named(area: Mapped) -> Mapped:
    """Return a field without the word before it: ``Higher National Diploma (HND) in Computing``."""
    of = _OF.match(area.text)
    return trim(area.cut(of.end())) if of else area


def _area(degree: Mapped, match: re.Match[str]) -> Mapped | None:
    """Return the field of study that stands with a degree: ``BSc in Physics``."""
    stopped = degree.text.startswith(".", match.end())  # "LL.M., Maritime Law"
    rest = degree.cut(match.end() + stopped)
    area = trim(_named(rest))
    area = trim(area.cut(len(area.text) - len(area.text.lstrip("0123456789 "))))
    of, again = _OF.match(rest.text), find_degree(area.text)
    # "Bachelor of Commerce - BCom, Finance"; but "Grado en Ingeniería Informática" is of that.
    field = _OPEN.search(degree.text[: match.end()]) or of and (of["word"] or of["elided"])
    if again is not None and not again.start() and not field:
        return _area(area, again)
    stop = _STOP.search(area.text)
    if stop:
        area = trim(area.cut(0, stop.start()))
    if not area.text and match.start():
        area = trim(degree.cut(0, match.start()))  # "Physics BSc"
    if not area.text or has_school(area.text) or is_place(area.text):
        return None
    return area


def _read_score(builder: Builder, education: Education, study: _StudyDraft, at: str) -> None:
    for line in [*study.heads, *study.body]:
        match = _SCORE.search(line.plain)
        if match:
            education.score = builder.value(f"{at}/score", line.text.cut(*match.span("score")))
            return


def _read_dates(builder: Builder, education: Education, heads: Sequence[Line], at: str) -> None:
    found: list[tuple[Line, Dates]] = [(line, d) for line in heads for d in dates_of(line)]
    ranges = [item for item in found if not item[1].single]
    for line, dates in (ranges or found)[:1]:
        if dates.start:
            education.startDate = dates.start
            builder.place(f"{at}/startDate", line.text.cut(*dates.first).strip(" (,["))
        if dates.end:
            education.endDate = dates.end
            builder.place(f"{at}/endDate", line.text.cut(*dates.last).strip())
        elif dates.current:
            builder.place(f"{at}/endDate", line.text.cut(*dates.last).strip())
