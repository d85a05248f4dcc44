"""PDF: its text is the words of its pages in the order in which they are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from ...errors import UnreadableFile
from ..document import Document
from ..layout.columns import blocks_of
from ..layout.composed import Composer, Part, Shown
from ..layout.paragraphs import lines_of, measures
from ..layout.repair import in_usual_form
from ..layout.words import BULLET, Row, Word, rows_of
from .reading import RawFile

_FAULTS: Final = {
    "damaged": "is damaged: open it in a viewer and save it anew",
    "locked": "is encrypted: save it without a password and load that",
    "long": "has {count} pages, and no resume has more than 100",
    "library": "needs pypdfium2, which does not load on this machine: save it as text",
    "much": "has more text than any resume",
}
_SCAN: Final = "is a scan without text: recognise its text (OCR) or type it into a file"
_BLANK: Final = "is empty; nothing to read"
_CID: Final = re.compile(r"\(cid:\d{1,6}\)")
_UNSEEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\xad\u200b-\u200f\u2060\ufeff\ufffd]")
_PRIVATE: Final = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010fffd]")
# TeX's old fonts set accents as letters of their own, before the one that they are on.
_ACCENTS: Final = {
    **{"\u00b4": "\u0301", "\u00a8": "\u0308", "\u02c6": "\u0302", "\u02dc": "\u0303"},
    **{"\u02c7": "\u030c", "\u02da": "\u030a", "\u00b8": "\u0327"},
}
_ACCENTED: Final = re.compile(f"([{''.join(_ACCENTS)}])([A-Za-z\u0131])")
_NUMBER: Final = re.compile(
    r"(?:\D{0,8}\s)?\d{1,3}(?:\s*(?:/|of|von|de|sur|di|van|–|-)\s*\d{1,3})?\D?", re.IGNORECASE
)
_EDGE: Final = 2  # rows at the head and the foot of a page that may be of every page


def read(raw: RawFile) -> Document:
    """Return the document of a PDF.

    Raises:
        UnreadableFile: it is damaged, encrypted, a scan, too long, or stops what reads it.
    """
    from .pdf_process import PROCESS

    answer = PROCESS.pages(raw.data, raw.key)
    if "fault" in answer:
        raise UnreadableFile(raw.key, _FAULTS[answer["fault"]].format(count=answer.get("count")))
    pages = answer["pages"]
    rows, aside = _rows(pages)
    if not rows:
        images = any(page["images"] for page in pages)
        raise UnreadableFile(raw.key, _SCAN if images else _BLANK)
    blocks = list(blocks_of(rows))
    shown = lines_of(blocks, measures(blocks))
    composer = Composer()
    lines = composer.compose([*shown, *map(_aside, aside)])
    return raw.extracted(composer, lines)


def _rows(pages: Sequence[dict[str, Any]]) -> tuple[list[Row], list[Row]]:
    """Return the rows of all pages, top to bottom, and those of page heads and feet apart."""
    each, top = [], 0.0
    for number, page in enumerate(map(_upright, pages)):
        bottom = top + page["box"][3] / 100
        words = list(_words(page, number, bottom))
        dots = [(x / 100, bottom - y / 100) for x, y in page["dots"]]
        each.append(rows_of(words, dots))
        top = bottom
    aside = _furniture(each)
    held = {id(row) for row in aside}
    return [row for rows in each for row in rows if id(row) not in held], aside


def _upright(page: dict[str, Any]) -> dict[str, Any]:
    """Return a page as it is shown: turned, and its lower left corner at 0, 0."""
    left, bottom, right, top = page["box"]
    turn, width, height = page["turn"], right - left, top - bottom
    if not (turn or left or bottom):
        return page

    def place(x: int, y: int) -> tuple[int, int]:
        x, y = x - left, y - bottom
        return ((x, y), (y, width - x), (width - x, height - y), (height - y, x))[turn]

    def sides(a: int, b: int, c: int, d: int) -> list[int]:
        (x, y), (u, v) = place(a, b), place(c, d)
        return [min(x, u), min(y, v), max(x, u), max(y, v)]

    return {
        "box": sides(left, bottom, right, top),
        "words": [
            [one[0], *place(*one[1:3]), *place(*one[3:5]), *one[5:]] for one in page["words"]
        ],
        "links": [[*sides(*one[:4]), one[4]] for one in page["links"]],
        "dots": [place(*one) for one in page["dots"]],
    }


def _words(page: dict[str, Any], number: int, bottom: float) -> Iterator[Word]:
    links, (_, _, width, height) = page["links"], page["box"]
    for text, left, y, right, _, size, bold in page["words"]:
        if not -size < left < width or not 0 < y < height or right <= left:
            continue
        url = _url(links, (left + right) / 2, y) if links else None
        place = (left / 100, right / 100, bottom - y / 100, size / 100)
        for part in (text,) if text.isascii() and text.isprintable() else _clean(text):
            shown = _CID.sub("", part) if "(cid:" in part else part
            if shown:
                yield Word(shown, *place, bold, number, url)


def _clean(text: str) -> Iterator[str]:
    """Yield a word as people would type it; glyphs of an icon font before it are a bullet."""
    text = _UNSEEN.sub("", text)
    text = _ACCENTED.sub(_composed, text)
    text = in_usual_form(text)
    if _PRIVATE.match(text):
        yield BULLET
    yield _PRIVATE.sub("", text)


def _composed(found: re.Match[str]) -> str:
    """Return a letter with the accent that stands before it."""
    import unicodedata

    letter = "i" if found[2] == "\u0131" else found[2]
    composed = unicodedata.normalize("NFC", letter + _ACCENTS[found[1]])
    return composed if len(composed) == 1 else found[0]


def _url(links: Sequence[Sequence[Any]], x: float, y: float) -> str | None:
    """Return where the link around a place leads, None where there is none."""
    for left, bottom, right, top, url in links:
        if left - 100 <= x <= right + 100 and bottom - 100 <= y <= top:
            return str(url)
    return None


def _furniture(pages: Sequence[Sequence[Row]]) -> list[Row]:
    """Return the rows that number pages or recur at the edges of most.

    Its first appearance at the head of the first page is the document's own: often it is the name.
    """
    if len(pages) < 2:
        return []
    edges = [
        (number, row, _masked(row, number))
        for number, page in enumerate(pages)
        for row in _edges(page)
    ]
    seen: dict[str, set[int]] = {}
    for number, _, text in edges:
        seen.setdefault(text, set()).add(number)
    return [
        row
        for number, row, text in edges
        if _NUMBER.fullmatch(row.text)
        or len(seen[text]) > max(1, len(pages) // 2)
        and not (number == 0 and row in pages[0][:_EDGE])
    ]


def _edges(page: Sequence[Row]) -> list[Row]:
    """Return the first and the last rows of a page."""
    return list(page) if len(page) <= 2 * _EDGE else [*page[:_EDGE], *page[-_EDGE:]]


def _masked(row: Row, number: int) -> str:
    """Return the text of a row on a page counted from 0, without the page's number."""
    return re.sub(rf"\b{number + 1}\b", "#", row.text)


def _aside(row: Row) -> Shown:
    return Shown([[Part(row.text, region=row.page + 1)]], read=False)
