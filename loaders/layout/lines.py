"""Text with Markdown marks to lines with their layout: headings, bullets, bold runs, links, cells.

Formats differ only in how they become lines; everything after this reads ``Line`` values.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final

from .inline import Anchor, read_inline
from .links import Link, Links
from .mapped import LINE_BREAK, PARTS, Mapped, Span, narrowed

_EMPTY: Final = Mapped.plain("")
# Icon fonts put bullets into the private use area. Numbers have two digits at most: "2019." is a
# year and begins no item.
_BULLET: Final = re.compile(
    r"(\s*)(?:(?:[-*+•◦▪▸►●○‣∙·–—➢➤✓✔\ue000-\uf8ff]|\d{1,2}[.)])(?:[ \t\u00a0]+|$)|・\s*)"
)
# Many write "#Title" without the blank that Markdown wants.
_ATX: Final = re.compile(r"\s{0,3}(#{1,6})[ \t]*(?=[^#\s])")
_RULE: Final = re.compile(r"\s*(?:(?:[-*_=~—–─━]\s?){3,}|\.{4,}|·{4,})\s*$")
_SETEXT: Final = re.compile(r"\s{0,3}(={3,}|-{3,}|\.{4,})\s*$")
_ATTRIBUTES: Final = re.compile(r"\s*\{[#.][^{}]{0,200}\}\s*$")  # Pandoc's, behind a heading
# Possessive (++, *+): a long row of dashes would otherwise be tried in every division.
_DELIMITER: Final = re.compile(r"\s*+(?:\|\s*+)?:?-{2,}+:?\s*+(?:\|\s*+:?-{2,}+:?\s*+)+\|?\s*$")
_FENCE: Final = re.compile(r"\s*(?:```|~~~)")
_STARTS: Final = frozenset("-*_=~—–─━`|:.·")  # most lines are ruled out without a pattern
_DRAWN: Final = frozenset({"---", "===", "___"})
_TRAILING: Final = re.compile(r"(?<=\w)\s*[-=_]{4,}\s*$")  # EMPLOYMENT ------
# Three code spans or more in a row are a list of tools, each a cell; one or two stand in prose.
_CODES: Final = re.compile(r"\s*(?:`[^`]{1,40}`[\s,|/·•]*){3,}$")
_QUOTE: Final = re.compile(r"\s*>\s?")
_PIPE: Final = re.compile(r"(?<!\\)\|")
_CODE: Final = re.compile("`")
_WORD: Final = re.compile(r"\w")
_ALPHANUMERIC: Final = re.compile(r"[^\W_]")
_TAB: Final = re.compile(r"\t+")


@dataclass(slots=True)
class Line:
    """One logical line: its visible text, ``plain`` without places, and how it is set.

    ``heading`` is 1 to 6 (0: none), ``bullet`` the depth of a list item (0: none), ``bold`` whether
    the whole text is bold; ``bolds`` are its bold ranges and ``anchors`` its links, both in
    positions of ``text``; ``cells`` are set in table rows; ``number`` is the line in the file.
    """

    text: Mapped
    number: int
    heading: int = 0
    bullet: int = 0
    bold: bool = False
    bolds: list[tuple[int, int]] = field(default_factory=list)
    anchors: list[Anchor] = field(default_factory=list)
    cells: list[Mapped] = field(default_factory=list)
    header_row: bool = False
    blank_before: bool = False
    plain: str = field(init=False)

    def __post_init__(self) -> None:
        self.plain = self.text.text


def read_lines(source: Mapped, starts: Sequence[int], links: Sequence[Link] = ()) -> list[Line]:
    """Return the lines of a text that show something, top to bottom.

    ``starts`` are the offsets at which the file's own lines begin: a tag may make two lines of one.
    ``links`` are those that tags make; a link around several lines is one of each of them.
    """
    out: list[Line] = []
    around = Links(links)
    blank = True
    for raw, place, following in _with_next(_split(narrowed(source))):
        if not raw.text:
            blank = True
            continue
        line = _line(raw, following, starts)
        if line is not None:
            if links or line.anchors:
                both = [*line.anchors, *around.anchors(line.text, place)]
                line.anchors = sorted(both, key=attrgetter("start"))
            line.blank_before = blank
            out.append(line)
        elif out and _DELIMITER.match(raw.text) and out[-1].cells:
            out[-1].header_row = True
        blank = line is None
    return out


def _split(source: Mapped) -> Iterator[tuple[Mapped, Span]]:
    """Yield each line with the place between its breaks, of which its text may leave a part out."""
    last = place = 0
    for match in LINE_BREAK.finditer(source.text):
        end = source.starts[match.start()]
        text = source.cut(last, match.start()) if match.start() > last else _EMPTY
        yield text, Span(place, end)
        last, place = match.end(), source.ends[match.end() - 1]
    yield source.cut(last), Span(place, source.ends[-1] if source.text else 0)


def _with_next(
    lines: Iterator[tuple[Mapped, Span]],
) -> Iterator[tuple[Mapped, Span, Mapped | None]]:
    """Yield each line with the text of the one after it."""
    raw, place = next(lines)
    for following in lines:
        yield raw, place, following[0]
        raw, place = following
    yield raw, place, None


def _line(raw: Mapped, following: Mapped | None, starts: Sequence[int]) -> Line | None:
    if not raw.text.strip() or _is_drawn(raw.text):
        return None
    heading, bullet, body = _marks(raw)
    heading = heading or _underlined(raw, following)
    trailing = _TRAILING.search(body.text) if body.text.rstrip()[-4:-1] in _DRAWN else None
    if trailing:
        heading, body = heading or 2, body.cut(0, trailing.start())
    cells = [] if heading else _cells(body, following)
    text, bolds, anchors = read_inline(body)
    if not text.text.strip():
        return None
    shown = text.starts[len(text.text) - len(text.text.lstrip())]
    number = bisect_right(starts, shown)
    line = Line(text, number, heading, bullet, bolds=bolds, anchors=anchors)
    line.cells = [read_inline(item)[0].strip() for item in cells]
    line.bold = _all_bold(text.text, bolds)
    return line


def _is_drawn(text: str) -> bool:
    """Return whether a line is a rule, a fence of code or the line under a table's head."""
    if text.lstrip()[0] not in _STARTS:
        return False
    return bool(_RULE.match(text) or _FENCE.match(text) or _DELIMITER.match(text))


def _marks(raw: Mapped) -> tuple[int, int, Mapped]:
    text, start, depth = raw.text, 0, 0
    if text.startswith("\ufeff"):
        start = 1
    if ">" in text[start : start + 8] and (quote := _QUOTE.match(text, start)):
        start = quote.end()
    bullet = _BULLET.match(text, start)
    if bullet:
        depth = 1 + len(bullet[1].expandtabs(4)) // 2
        start = bullet.end()
    atx = _ATX.match(text, start) if "#" in text else None
    if atx:
        attributes = _ATTRIBUTES.search(text) if "{" in text else None
        end = attributes.start() if attributes else len(text.rstrip("# \t"))
        return len(atx[1]), depth, raw.cut(atx.end(), end)
    return 0, depth, raw.cut(start) if start else raw


def _underlined(raw: Mapped, following: Mapped | None) -> int:
    if following is None or following.text.lstrip()[:1] not in ("=", "-", "."):
        return 0
    match = _SETEXT.match(following.text)
    # A paragraph above a rule, a table or a list is no heading, though Markdown says it is.
    if not match or len(raw.text.strip()) > 80 or raw.text.lstrip()[:1] in "|-*•":
        return 0
    return 1 if match[1][0] == "=" else 2


def _cells(body: Mapped, following: Mapped | None) -> list[Mapped]:
    text = body.text
    pipes, tabs = text.count("|"), text.count("\t")
    if max(pipes, tabs) > PARTS:
        return []
    if pipes >= 2 and text.lstrip().startswith("|"):
        return body.strip().strip("|").split_keeping(_PIPE)
    if pipes and following and _DELIMITER.match(following.text):
        return body.strip().strip("|").split_keeping(_PIPE)
    if "`" in text and _CODES.match(text):
        return [part for part in body.split(_CODE) if _WORD.search(part.text)]
    return body.split(_TAB) if tabs and "\t" in text.strip() else []


def _all_bold(text: str, bolds: list[tuple[int, int]]) -> bool:
    if not bolds:
        return False
    left = "".join(text[a:b] for a, b in _outside(bolds, len(text)))
    return not _ALPHANUMERIC.search(left)


def _outside(ranges: list[tuple[int, int]], length: int) -> Iterator[tuple[int, int]]:
    last = 0
    for start, end in ranges:
        yield last, start
        last = end
    yield last, length
