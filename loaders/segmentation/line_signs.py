"""What speaks for and against a line as a part of an entry's header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from ...ontology.wordlists import WordPattern
from ..dates import Dates
from ..layout.lines import Line
from ..lexicon import has_organisation, is_legal_form, section_headings, titles_in
from ..line_cache import line_cache
from ..normalization import bare, lowered
from ..patterns import any_label, any_of, set_of
from ..places import is_place
from .atoms import OF_JOBS
from .gaps import is_gap
from .header_dates import dates_of
from .roles import is_town, title_score
from .weights import WEIGHTS

_TECH: Final = WordPattern(
    lambda: (
        rf"""\s*(?:{any_of("technology_labels", "kinds")}\ )?
        (?:{any_of("technology_labels", "technology")}
           (?:[\ -]?{any_of("technology_labels", "behind")})?
        |{any_of("technology_labels", "labels")})
        \s*(?:[:：]|\s[-–—]\s)\s*"""
    ),
    re.VERBOSE,
)
_LABELLED: Final = WordPattern(
    lambda: (
        rf"\W*(?:end[ -])?{any_label(*OF_JOBS, 'client', 'project')}"
        r"(?:\s*[:：]|\s*\||\t|\s{2,})"
    )
)
_STOPS: Final = (".", "!", "?", ";")
_WORDS: Final = 18  # words of a header line beside its dates
_LONGEST: Final = 400  # characters; what is longer heads nothing, but for a row of a table

# "three years as Keeper of Records at Norvik": a job in a sentence.
_TOLD: Final = WordPattern(
    lambda: rf"\b{any_of('header_words', 'told')}\s.{{3,60}}?\s(?:at|for|bei|chez|en)\s"
)
_MOVED: Final = WordPattern(
    lambda: rf"\W*{any_of('header_words', 'moved')}\s+{any_of('header_words', 'moved to')}\b"
)
_PARTING: Final = tuple("(（[|•·—–:,/")  # before or behind the dates of a header
_FEW: Final = 4  # words of a title that has a line of its own
_TOLD_IN: Final = 24  # words beside the dates

_WEIGHTS: Final = {
    name.removeprefix("line: "): weight
    for name, weight in WEIGHTS.items()
    if name.startswith("line: ")
}

Style: TypeAlias = tuple[str, int, bool]


@dataclass(slots=True)
class LineSigns:
    """A line's signs (``weights.py``), their sum, and what the choice of a layout asks of it."""

    names: tuple[str, ...]
    style: Style
    dated: bool
    barred: bool = False
    score: float = field(init=False)

    def __post_init__(self) -> None:
        self.score = sum([_WEIGHTS[name] for name in self.names])


@line_cache
def is_labelled_list(text: str) -> bool:
    """Return whether a text announces technologies: ``Tech stack: …``."""
    return bool(_TECH.match(lowered(text)))


def is_subheading(text: str) -> bool:
    """Return whether a text is a heading inside of an entry: ``Responsibilities:``."""
    return bare(text) in set_of("subheadings")


@line_cache
def _is_label(text: str) -> bool:
    """Return whether a text names what stands beside or beneath it."""
    return is_labelled_list(text) or is_subheading(text) or bare(text) in section_headings()


def is_prose(text: str) -> bool:
    """Return whether a text ends as sentences do; shorter ones may be names: "Norvik Inc."."""
    if not text.rstrip().endswith(_STOPS) or is_legal_form(text.rpartition(" ")[2]):
        return False
    return len(text.split()) > 6


def style_of(line: Line) -> Style:
    """Return how a line is set: as what, how deep, and whether bold text or a link opens it."""
    if line.heading:
        return "heading", line.heading, False
    opens = bool(line.bolds or line.anchors) and not line.plain[: _first_mark(line)].strip()
    if line.bullet:
        return "item", line.bullet, opens
    if line.cells:
        return "row", len(line.cells), False
    return ("bold", 0, False) if line.bold else ("plain", 0, opens)


def _first_mark(line: Line) -> int:
    return min([start for start, _ in line.bolds] + [anchor.start for anchor in line.anchors])


def signs_of(line: Line) -> LineSigns:
    """Return the signs of a line by itself."""
    text, style = line.plain.strip(), style_of(line)
    if len(text) > _LONGEST and not line.cells or line.header_row and len(line.cells) != 2:
        return LineSigns(("long",), style, False, barred=True)
    if _is_label(text):
        return LineSigns(("label of a list",), style, False, barred=True)
    dates = dates_of(line)
    # Most lines: sentences of a body. Nothing else in them can make them a header.
    if not dates and not line.heading and not line.bold and is_prose(text):
        return LineSigns(("sentence",), style, False, barred=True)
    # As a heading the same words may head what somebody was promoted to.
    if not line.heading and text.endswith(".") and _tells_of_move(text):
        return LineSigns(("sentence",), style, False, barred=True)
    ranges = [one for one in dates if not one.single]
    rest = len(text.split()) - sum(len(line.plain[slice(*one.place)].split()) for one in dates)
    names = [*_of_words(line, text, rest), *_of_style(line, style)]
    told = len(ranges) == 1 and rest <= _TOLD_IN and bool(_TOLD.search(lowered(text)))
    aside = any(map(_is_since, ranges)) and _tells_since(line, ranges, rest)
    dated = told or bool(ranges) and not aside and _at_edge(line, ranges[0], rest)
    if dated:
        names.append("told" if told else "dates")
    if dates and is_gap([line]):
        names.append("a gap")
    if line.bullet and dated and not rest:
        names.append("nothing but dates")
    if line.bullet and not dates and _is_field(text):
        names.append("a field alone")
    apart = not ranges and bool(dates) and rest <= 8 and _apart(line.plain, dates[-1].place)
    if not dated and dates and rest <= 8:
        names.append("a date apart" if apart else "a lone date")
    return LineSigns(tuple(names), style, dated or apart)


def _tells_of_move(text: str) -> bool:
    """Return whether a sentence tells how a title changed, and of no firm."""
    return bool(_MOVED.match(lowered(text))) and not has_organisation(text)


def _is_field(text: str) -> bool:
    """Return whether a text is a title or a place and nothing more."""
    if len(text.split()) > _FEW or text.endswith("."):
        return False
    titles = titles_in(text)
    return is_town(text) or is_place(text) or bool(titles) and titles[-1][1] == len(text)


def _apart(text: str, place: tuple[int, int]) -> bool:
    """Return whether a lone date stands at an edge of its line, behind a mark or alone."""
    before, after = text[: place[0]].rstrip(), text[place[1] :].strip(" )].")
    if not before:
        return not after or after[0] in ":|•·—–-,"
    return not after and (before[-1] in "(（|•·—–-,[:/" or text[: place[0]].endswith(("   ", "\t")))


def _at_edge(line: Line, dates: Dates, rest: int) -> bool:
    """In the middle of words a range belongs to what they tell: "grew from 2019 to 2021 to ten"."""
    if line.cells:
        return True
    if rest > (12 if line.bullet else _WORDS):
        return False
    start, end = dates.place
    before, after = line.plain[:start].strip(), line.plain[end:].strip()
    edge = not before or not after.strip(").,]")
    edge = edge or before[-1] in "(（|•·—–-,[:/" or after[0] in "|•·—–-:,/("
    return edge and not (rest > 8 and is_prose(line.plain))


def _is_since(dates: Dates) -> bool:
    return dates.current and dates.stated and dates.first == dates.last


def _tells_since(line: Line, ranges: Sequence[Dates], rest: int) -> bool:
    """Return whether "since" tells when something came into use: "RPKI since 2019"."""
    text, (start, end) = line.plain, ranges[0].place
    before, after = text[:start].strip(), text[end:].strip(" .")
    if line.heading or line.bold or line.cells or not (before or after):
        return False
    # No header says it twice: "Kafka from 2011, Flink from 2013".
    if len(ranges) > 1 and all(map(_is_since, ranges)):
        return True
    # "the portal, since 2023 step by step Playwright" goes on in the middle of a sentence.
    if before and after[:1].islower() and title_score(text) < 3:
        return True
    marked = before.endswith(_PARTING) or after.startswith(_PARTING) and not before
    if marked and not before.islower() and not (line.bullet and before[:1].islower()):
        return False
    named = f"{before} {after}".split()
    if title_score(text) == 3:
        return line.plain.strip()[:1].islower() and bool(before)
    firm = has_organisation(text) or len(named) > 1 and not line.bullet
    return not (firm and rest <= _FEW and all(word[:1].isupper() for word in named))


def _of_words(line: Line, text: str, rest: int) -> Sequence[str]:
    names = [f"title {score}"] if (score := title_score(text)) and rest <= 14 else []
    if rest <= 14 and has_organisation(text):
        names.append("firm")
    if _LABELLED.match(lowered(text)):
        names.append("label")
    if is_place(text) or is_town(text):
        names.append("place")
    if rest <= 6 and not line.bullet:
        names.append("short")
    if 8 < rest <= 12 and not names and not line.heading and not line.bold:
        names.append("wordy")
    if rest > 12:
        names.append("very long" if rest > _WORDS and not line.cells else "long")
    if is_prose(text):
        names.append("sentence")
    elif text.endswith(".") and not is_legal_form(text.rpartition(" ")[2]):
        names.append("a stop")
    if text.count(",") > 1 and not score and _is_list(text):
        names.append("a list")
    if text.endswith(":"):
        names.append("colon at the end")
    if text.split()[0].islower():
        names.append("small")
    return names


def _is_list(text: str) -> bool:
    """Return whether a text lists short items: "PHP, Laravel, MySQL."."""
    parts = text.split(",")
    return all(len(part.split()) <= 2 for part in parts) and (len(parts) > 3 or text.endswith("."))


def _of_style(line: Line, style: Style) -> Sequence[str]:
    names = [style[0]] if style[0] in {"heading", "item", "row", "bold"} else []
    return [*names, "opens marked"] if style[2] else names
