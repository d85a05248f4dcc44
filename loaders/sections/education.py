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
from ..lexicon import has_organisation, has_school
from ..patterns import any_of, set_of
from ..places import is_place
from ..resume import Education
from ..segmentation.header_dates import dates_of
from ..segmentation.outline import BULLET, rank
from ..segmentation.roles import title_score
from .body import read_body, without_heads
from .pieces import Piece, pieces_of
from .schools import school_inside, school_name, school_score

_SCORE: Final = WordPattern(
    lambda: (
        rf"{any_of('education', 'scores')}\s*[:=]?\s*"
        r"(?P<score>\d[\d.,]*(?:\s*/\s*\d[\d.,]*)?)"
    ),
    re.IGNORECASE,
)
_OF: Final = re.compile(
    r"\s*(?:degree\s+)?(?:in|of|,|:|–|—|-|en|de|in der|im fach|\bi\b)\s+", re.IGNORECASE
)
# Not those in brackets: "(Physics, Mathematics)" are one piece.
_COMMA: Final = re.compile(r",\s+(?![^(]{0,200}\))|\s-\s")
# "Physics (A*)" is a mark, and "School" the name of a column.
_GRADED: Final = WordPattern(
    lambda: rf"\([A-U][*+-]?\)$|^{any_of('education', 'columns')}$", re.IGNORECASE
)
_TALLEST: Final = 8  # lines that head one study
_PARTS: Final = re.compile(r",\s+|\s[-–—|•·]\s|\s(?:at|@)\s|\t+|\s{3,}")
_DIVIDED: Final = re.compile(r",|\s-\s")
# Where a field of study ends: at its school, its bracket, or what tells more of it.
_STOP: Final = re.compile(r"\s(?:at|from|by|with|und|@)\s(?:the\s)?(?=[A-Z])|\s*\(|\s+-\s+|:\s")
# Only the blank makes "with" a word: "within" begins a sentence.
_DETAILS: Final = WordPattern(
    lambda: rf"(?:{any_of('education', 'details')}|with\ )", re.IGNORECASE
)


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
    for study in _studies(without_heads(builder, lines)):
        if _is_post(study):
            posts += [*study.heads, *study.body]
            continue
        at, before = f"/education/{start + len(out)}", builder.mark()
        found = _education(builder, study, at)
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
        leads = facts or line.heading
        tall = len(out[-1].heads) >= _TALLEST or bool(out[-1].body)
        if leads and not tall and not _DETAILS.match(line.plain.strip()):
            out[-1].heads.append(line)
            out[-1].known |= facts
        else:
            out[-1].body.append(line)
    return out


def _facts(line: Line) -> set[str]:
    text = line.plain.strip()
    if len(text) > 200 or _DETAILS.match(text):
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
    same_heading = bool(line.heading and study.heads and study.heads[0].heading == line.heading)
    return same_heading and bool(study.heads)


def _education(
    builder: Builder, study: _StudyDraft, at: str
) -> tuple[Education, list[ConceptMention]] | None:
    pieces = [piece for row, line in enumerate(study.heads) for piece in _cut(line, row)]
    for line in study.heads:
        builder.use(line.text)
    education = Education()
    degree = _read_degree(builder, education, pieces, at)
    _read_score(builder, education, study, at)
    _read_school(builder, education, pieces, at, degree)
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


def _cut(line: Line, row: int) -> list[Piece]:
    out: list[Piece] = []
    for piece in pieces_of(line, row):
        for text in piece.text.split(_COMMA) if _composite(piece) else [piece.text]:
            part = Piece(trim(text), row, len(out), piece.linked, piece.bold)
            if part.plain:
                out.append(part)
    return out


def _composite(piece: Piece) -> bool:
    if not _DIVIDED.search(piece.plain):
        return False
    # "Sailing Course, University of the Fens" holds a school, and begins with something else.
    first = _COMMA.split(piece.plain)[0]
    return bool(find_degree(piece.plain)) or has_school(piece.plain) and not has_school(first)


def _read_degree(
    builder: Builder, education: Education, pieces: list[Piece], at: str
) -> Piece | None:
    for piece in pieces:
        match = find_degree(piece.plain)
        # A school that a line begins with may hold such a word: "Norvik Bootcamp Academy".
        if not match or (has_school(piece.plain) and match.start() > 0 and not piece.at):
            continue
        education.studyType = builder.value(f"{at}/studyType", piece.text.cut(*match.span()))
        builder.link_study(f"{at}/studyType", education.studyType, "Degree")
        area = _area(piece, match)
        if area is None:
            area = _separate_area(builder, pieces, piece) or _next_piece(pieces, piece)
        if area is not None and area.text:
            education.area = builder.value(f"{at}/area", area)
            builder.link_study(f"{at}/area", education.area, "Field")
        return piece
    return None


def _area(piece: Piece, match: re.Match[str]) -> Mapped | None:
    rest = piece.text.cut(match.end())
    of = _OF.match(rest.text)
    area = trim(rest.cut(of.end()) if of else rest)
    area = trim(area.cut(len(area.text) - len(area.text.lstrip("0123456789 "))))
    stop = _STOP.search(area.text)
    if stop:
        area = trim(area.cut(0, stop.start()))
    if not area.text or has_school(area.text) or is_place(area.text):
        return None
    return area


def _separate_area(builder: Builder, pieces: list[Piece], degree: Piece) -> Mapped | None:
    """A piece beside the degree is its field only where the ontology knows it as one."""
    for piece in pieces:
        if piece is not degree and builder.study(piece.plain, "Field"):
            pieces.remove(piece)
            return piece.text
    return None


def _next_piece(pieces: list[Piece], degree: Piece) -> Mapped | None:
    """``BSc, Mathematics, University``: what stands right after the degree in its line."""
    index = pieces.index(degree) + 1
    if index >= len(pieces) or pieces[index].row != degree.row or index + 1 == len(pieces):
        return None
    piece = pieces[index]
    if has_school(piece.plain) or has_organisation(piece.plain) or piece.place:
        return None
    if piece.linked or piece.bold or _DETAILS.match(piece.plain) or len(piece.plain.split()) > 6:
        return None
    return pieces.pop(index).text


def _read_score(builder: Builder, education: Education, study: _StudyDraft, at: str) -> None:
    for line in [*study.heads, *study.body]:
        match = _SCORE.search(line.plain)
        if match:
            education.score = builder.value(f"{at}/score", line.text.cut(*match.span("score")))
            return


def _read_school(
    builder: Builder, education: Education, pieces: list[Piece], at: str, degree: Piece | None
) -> None:
    # What is surely something else goes first, so that a school without any word for one remains.
    rest = [p for p in pieces if p is not degree and not _SCORE.search(p.plain)]
    rest = [p for p in rest if has_school(p.plain) or not p.place]
    rest = [p for p in rest if not _DETAILS.match(p.plain) and not find_dates(p.plain)]
    rest = [p for p in rest if not _is_unfinished(p.plain) and not _GRADED.search(p.plain)]
    if degree is not None and not rest:
        inside = school_inside(degree)
        rest = [inside] if inside else []
    if not rest:
        return
    # Beside a degree whatever is left is its school; without one it has to look like a school.
    best = max(rest, key=school_score)
    if school_score(best)[0] > (0 if degree else 1):
        education.institution = builder.value(f"{at}/institution", school_name(best))


def _is_unfinished(text: str) -> bool:
    return text.strip().lower() in set_of("education", "unfinished")


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
