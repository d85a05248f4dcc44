"""Stints told in sentences: ``From 2014 to today I was Data Engineer at Norvik in Oslo.``"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from ...ontology.wordlists import WordPattern
from ..builder import trim
from ..dates import Dates, find_dates, find_durations
from ..layout.lines import Line
from ..lexicon import is_legal_form, titles_in
from ..normalization import lowered
from ..patterns import any_of, set_of
from ..places import is_place
from ..segmentation.atoms import LARGE
from ..segmentation.header_dates import dates_of
from ..segmentation.roles import is_function, no_name, sounds_like_title, title_score
from .body import glue
from .job_headers import Part

_MASK: Final = "\0"  # for what is no word: dates and durations
# A name: words that begin large, with small ones and "&" only between two of them.
_WORD: Final = rf"(?:(?!I\b)[{LARGE}][\w'’&+/-]*(?:\.(?=\w)[\w'’&-]+)*|\d[\w'’&-]*[^\W\d_][\w-]*)"
_BETWEEN: Final = r"(?:&|\+|and|of|the|for|de|des?|du|del|la|und|der|et|y|van|von|voor)"
_NAME: Final = (
    rf"{_WORD}(?:(?:\s+{_BETWEEN}){{1,2}}(?=\s+{_WORD})\s+{_WORD}|(?<=\bSt)\.\s+{_WORD}"
    rf"|,\s(?=\w+\s&\s){_WORD}|\s+{_WORD}|\s+&(?=\s))*"
)
_ARTICLE: Final = r"(?:(?:an?|the|eine?|einen?|der|die|das|une?|el|la|un|le|its|their)\s+)?"
# Behind whom or where somebody works, the surer words first; and what says so by itself.
_AT: Final = WordPattern(
    lambda: (
        rf"\b(?i:{any_of('header_words', 'at surely', 'at', 'employs')})\s+"
        rf"(?:the\s+|der\s+)?(?P<employer>{_NAME})"
    )
)
_FOR: Final = WordPattern(
    lambda: rf"\b(?i:{any_of('header_words', 'for')})\s+(?:the\s+)?(?P<employer>{_NAME})"
)
_HIRED: Final = WordPattern(
    lambda: rf"^(?P<employer>{_NAME})\s+(?:has\s+)?{any_of('header_words', 'hires')}\b"
)
# What a body's first words tell of an employer that its header lacks.
_WORKED_AT: Final = WordPattern(
    lambda: (
        rf"\b(?i:{any_of('header_words', 'at surely', 'employs')})\s+(?:the\s+|der\s+)?"
        rf"(?P<employer>{_NAME})"
    )
)
_IS_A: Final = WordPattern(
    lambda: (
        rf"^(?P<employer>{_NAME}),?\s+"
        rf"(?:(?:is|was|are)\s+(?:an?|the|one)|{any_of('header_words', 'trades')})\b"
    )
)
# Where a title ends: at a mark, and before what tells where, when or what then.
_ENDS: Final = WordPattern(
    lambda: (
        rf"\s*[,;:(){_MASK}]|(?<=[^\W\d_]{{3}})\.(?!\w)"
        rf"|\s+(?i:{any_of('header_words', 'ends')})(?!\w)|\s*$"
    )
)
_SAID: Final = WordPattern(
    lambda: rf"\b(?i:{any_of('header_words', 'told', 'is')})\s+{_ARTICLE}(?P<title>(?=[^\W\d_]))"
)
_LED: Final = re.compile(rf"^(?:[\W_{_MASK}]|(?i:from|since|between|until|von|seit|depuis|de)\s)*")
_SENTENCE: Final = re.compile(rf"(?:(?<=[^\W\d_]{{3}})|(?<=[)\d]))\.\s+(?=[{LARGE}])")
_SENTENCES: Final = 2  # at the beginning of a paragraph, in which it tells who and where
_FUNCTION: Final = re.compile(r",\s([^\W\d_][\w &]*)")
_FEW: Final = 5  # words of a title that no list has
_MOST: Final = 8  # words of any
_LONGEST: Final = 600  # characters of a paragraph that are read
_VERB: Final = WordPattern(lambda: rf"\b(?i:{any_of('header_words', 'told', 'is', 'joined')})\b")


@dataclass(frozen=True, slots=True)
class Told:
    """What a text says of a job; ``lines`` are its paragraph's and what follows up to the next."""

    title: Part
    employer: Part
    when: tuple[Line, Dates] | None
    lines: tuple[Line, ...] = ()


def told_stint(line: Line) -> Told | None:
    """Return the job that a sentence tells, where it names the title, the employer and a date."""
    text, _, told = _told(line)
    dates = _dates_in(text) if told else None
    return replace(told, when=(line, dates)) if told and dates else None


def told_role(lines: Sequence[Line]) -> Told | None:
    """Return the title and the employer that a paragraph's sentences tell, dates left to others."""
    return _told(_whole(lines))[2]


def told_stints(lines: Sequence[Line]) -> list[Told]:
    """Return the jobs of a section that is told in paragraphs, one of each; none of any other.

    Nothing outside of the paragraphs that tell a job may have a range of dates.
    """
    out: list[Told] = []
    dated: list[Line] = []
    for paragraph in _paragraphs(lines):
        whole = _whole(paragraph)
        telling = not _headed(whole) and bool(_VERB.search(whole.plain[:_LONGEST]))
        told = told_stint(whole) if telling and not dated else None
        if dated and telling and (told := told_role(paragraph)):
            told = replace(told, when=(dated[0], dates_of(dated[0])[0]))
        if told:
            out.append(replace(told, lines=tuple(paragraph)))
            dated = []
        elif dated:
            return []
        elif _is_range(paragraph):
            dated = paragraph
        elif any(not dates.single for line in paragraph for dates in dates_of(line)):
            return []
        elif out:
            out[-1] = replace(out[-1], lines=(*out[-1].lines, *paragraph))
        else:
            return []
    return [] if dated else out


def _is_range(lines: Sequence[Line]) -> bool:
    """Return whether a line is a range of dates and nothing else."""
    dates = dates_of(lines[0]) if len(lines) == 1 else ()
    if len(dates) != 1 or dates[0].single:
        return False
    start, end = dates[0].place
    return not re.search(r"\w{5}", lines[0].plain[:start] + lines[0].plain[end:])


def told_employer(lines: Sequence[Line]) -> Part | None:
    """Return the employer that the first sentence of a body names, for a header that names none."""
    line = _whole(lines)
    text = _masked(_first_sentence(line.plain[:_LONGEST]))
    place = _employer(text, (_WORKED_AT, _HIRED, _IS_A))
    return Part(trim(line.text.cut(*place)), 0) if place else None


def told_title(lines: Sequence[Line]) -> Part | None:
    """Return the title that the first sentence of a body tells, for a header that has none."""
    line = _whole(lines)
    place = _title(_masked(_first_sentence(line.plain[:_LONGEST])), said_only=True)
    return Part(trim(line.text.cut(*place)), 0) if place else None


def _first_sentence(text: str) -> str:
    end = _SENTENCE.search(text)
    return text[: end.start() + 1] if end else text


def _headed(line: Line) -> bool:
    return bool(line.heading or line.bullet or line.cells or line.bold)


def _paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    held: list[Line] = []
    for line in lines:
        if held and (line.blank_before or _headed(line) or _headed(held[-1])):
            yield held
            held = []
        held.append(line)
    if held:
        yield held


def _whole(lines: Sequence[Line]) -> Line:
    """Return the lines of a paragraph as one, as they were before they were wrapped."""
    if len(lines) == 1:
        return lines[0]
    text = glue(*(line.text for line in lines))
    return replace(lines[0], text=text, bolds=[], anchors=[], bold=False)


def _told(line: Line) -> tuple[str, str, Told | None]:
    """Return the sentences that may tell a job, the same with marks for dates, and what they tell.

    Those are the first one, and the next where the first lacks a part.
    """
    plain = line.plain[:_LONGEST]
    ends = [found.start() + 1 for found in _SENTENCE.finditer(plain)][: _SENTENCES - 1]
    for end in [*ends, len(plain)][:_SENTENCES]:
        text = plain[:end]
        masked = _masked(text)
        title, employer = _title(masked), _employer(masked)
        if title and employer and not _meet(title, employer):
            parts = [Part(trim(line.text.cut(*place)), 0) for place in (title, employer)]
            return text, masked, Told(parts[0], parts[1], None)
    return plain, "", None


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _title(text: str, *, said_only: bool = False) -> tuple[int, int] | None:
    """Return where a text says what somebody was: behind "as" or "was", or in front of all."""
    begun = _LED.match(text)
    starts = [(found.start("title"), True) for found in _SAID.finditer(text)]
    starts += [(begun.end(), False)] if begun and not said_only else []
    for start, said in starts:
        end = _ENDS.search(text, start)
        title = text[start : end.start()].strip() if end else ""
        if title and _is_title(title, said=said):
            return start, _further(text, start + len(title))
    return None


def _further(text: str, end: int) -> int:
    """Return where a title ends that goes on: "Engineer in Test", "Growth Lead, EMEA"."""
    listed = [last for first, last in titles_in(text) if first < end < last]
    function = _FUNCTION.match(text, end)
    if function and is_function(function[1]):
        return function.end()
    return max([end, *listed])


def _is_title(title: str, *, said: bool) -> bool:
    words = title.split()
    # "he was employed as a planner": behind "was" stands another verb.
    if _VERB.search(title):
        return False
    if len(words) > _MOST or len(title) < 3 or no_name(title) and not title_score(title):
        return False
    if title_score(title) or sounds_like_title(title) and said:
        return True
    return said and title[0].isupper() and len(words) <= _FEW


def _employer(
    text: str, patterns: Sequence[WordPattern] = (_AT, _FOR, _HIRED)
) -> tuple[int, int] | None:
    """Return where a text names an employer: behind "at" rather than behind "for"."""
    for pattern in patterns:
        for found in pattern.finditer(text):
            start, end = found.span("employer")
            name = text[start:end]
            if lowered(name) in set_of("header_words", "nobody"):
                continue
            if not (no_name(name) or is_place(name) or title_score(name) == 3) or _is_firm(name):
                # "Norvik Ltd." keeps its stop.
                stop = text.startswith(".", end) and is_legal_form(name.rpartition(" ")[2])
                return start, end + stop
    return None


def _is_firm(name: str) -> bool:
    return " " in name and is_legal_form(name.rpartition(" ")[2])


def _dates_in(text: str) -> Dates | None:
    """Return when a job was that a text tells; two ranges are two jobs, and nothing says whose."""
    found = find_dates(text)
    ranges = [dates for dates in found if not dates.single]
    if not ranges and len(found) == 2:
        # "joined in May 2019 and left in June 2021".
        first, last = found
        place = (first.place[0], last.place[1])
        ranges = [Dates(first.end, last.end, place, first.place, last.place)]
    elif not ranges:
        ranges = list(found)
    return ranges[0] if len(ranges) == 1 else None


def _masked(text: str) -> str:
    """Return a text of the same length whose dates and durations are marks."""
    for start, end in [*(dates.place for dates in find_dates(text)), *find_durations(text)]:
        text = text[:start] + _MASK * (end - start) + text[end:]
    return text
