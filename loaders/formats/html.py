"""HTML, a whole file or inside Markdown, as Markdown marks that know their place in the file.

Tags become the Markdown that means the same (``<h2>`` a heading, ``<li>`` a bullet, ``<td>`` a
cell), so that one reader of lines follows. Inserted marks have no width in the file. Scripts,
styles, comments and what a page hides are dropped; nothing of a file is ever run. A tag of any
other name leaves no mark, and what it holds stays; ``tags.py`` says what is a tag.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from ..document import Document
from ..layout.lines import read_lines
from ..layout.links import Link
from ..layout.mapped import Mapped, join, line_starts
from ..layout.repair import repair
from .decoding import decode
from .reading import RawFile
from .tags import find_markup

_HREF: Final = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
# What a browser does not show, and what is about the page and not about the person.
_DROPPED: Final = frozenset(
    {"script", "style", "template", "noscript", "svg", "head", "modal", "nav"}
)
_EMPTY: Final = frozenset({"br", "hr", "img", "input", "link", "meta"})
_BLOCKS: Final = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure "
    "footer form header hgroup html legend main menu nav ol option p pre section summary table "
    "tbody tfoot thead tr ul".split()
)
_DEEPEST: Final = 6  # of lists within lists
_MARKS: Final = {"br": "\n", "hr": "\n---\n", "b": "**", "strong": "**", "small": " | "}
_UNDER_HEADS: Final = "\n--|--\n"
_SPACE: Final = re.compile(r"\s+")
_UNSEEN: Final = re.compile(
    r"""\bstyle\s*=\s*["'][^"']*(?:display\s*:\s*none|visibility\s*:\s*hidden)""", re.IGNORECASE
)
_HIDDEN: Final = re.compile(r"(?<![\w-])hidden(?![\w-])", re.IGNORECASE)
_QUOTED: Final = re.compile(r""""[^"]*"|'[^']*'""")
_AT_RIGHT: Final = re.compile(r"""\bstyle\s*=\s*["'][^"']*\bfloat\s*:\s*right""", re.IGNORECASE)
_NO_ADDRESS: Final = re.compile(r"^$|\s|^(?:javascript|vbscript|data):", re.IGNORECASE)


def read(raw: RawFile) -> Document:
    """Return the document of an HTML file.

    Raises:
        UnreadableFile: the file is empty, no text, or none in the encoding that is told.
    """
    found = decode(raw.data, raw.key, raw.encoding)
    source, links = to_markdown(repair(found.text), whole=True)
    return raw.document(found, read_lines(source, line_starts(found.text), links))


def to_markdown(source: Mapped, *, whole: bool) -> tuple[Mapped, list[Link]]:
    """Return the text with tags and entities replaced, and the links that its tags make.

    ``whole`` says that it is an HTML file.
    """
    if "<" not in source.text and "&" not in source.text:
        return source, []
    opened = _OpenLink()
    return join(_parts(source, whole, opened)), opened.links


def _parts(source: Mapped, whole: bool, link: _OpenLink) -> Iterator[Mapped]:
    text, last = source.text, 0
    ends, hidden, spans = _Ends(text), _Hidden(), _Spans()
    kept, lists, row = 0, 0, _Row()
    for match in find_markup(text, whole=whole):
        if match.start() < last:
            continue
        if hidden.takes(match):
            last = match.end()
            continue
        yield _flowed(source.cut(last, match.start()), whole and not kept)
        last = match.end()
        name = (match["name"] or match["other"] or "").lower()
        if match[0] == "<!--":
            last = ends.after("-->", last)
        elif match[0].startswith(("<!", "<?")):
            continue
        elif not name:
            yield _entity(source, match)
        elif name in _DROPPED and not match["close"]:
            last = ends.after(f"</{name}", last)
        elif hidden.opens(match, name):
            continue
        elif name == "a":
            link.tag(source, match)
        else:
            close = bool(match["close"])
            # In preformatted text alone line ends are shown.
            if name == "pre":
                kept = max(0, kept + (-1 if close else 1))
            elif name in {"ul", "ol"}:
                lists = max(0, lists + (-1 if close else 1))
            mark = spans.mark(match) or _mark(name, close, whole, lists) + row.told(name, close)
            yield _inserted(source, match.start(), mark)
    if not hidden.inside:
        yield _flowed(source.cut(last), whole and not kept)


def _flowed(part: Mapped, whole: bool) -> Mapped:
    """In an HTML file line ends are blanks but in ``<pre>``; every character keeps its place."""
    if not whole or not _SPACE.search(part.text):
        return part
    return Mapped(re.sub(r"\s", " ", part.text), part.starts, part.ends)


class _Hidden:
    """Follows the element that a page hides, up to its own end, whatever else is inside."""

    def __init__(self) -> None:
        self._name = ""
        self._depth = 0

    @property
    def inside(self) -> bool:
        """Return whether such an element is open."""
        return self._depth > 0

    def takes(self, match: re.Match[str]) -> bool:
        """Return whether a piece of markup, and the text before it, is hidden or begins to be."""
        name = (match["name"] or match["other"] or "").lower()
        if self.inside:
            if name == self._name and not match[0].endswith("/>"):
                self._depth += -1 if match["close"] or match[0].startswith("</") else 1
            return True
        return False

    def opens(self, match: re.Match[str], name: str) -> bool:
        """Return whether a tag begins a hidden element."""
        attributes = match["attributes"] or ""
        # The attribute of this name, not a value: style="overflow: hidden" hides nothing.
        hides = _UNSEEN.search(attributes) or _HIDDEN.search(_QUOTED.sub("", attributes))
        if name in _EMPTY or not hides:
            return False
        self._name, self._depth = name, 1
        return True


class _Spans:
    """What parts spans that a page sets apart by its style: nothing in their texts does.

    One that floats to the right stands at the edge. Two that touch are glued only where the first
    is a single letter, which is an ornament.
    """

    def __init__(self) -> None:
        self._opened = self._closed = -1
        self._letter = False

    def mark(self, match: re.Match[str]) -> str:
        """Return the mark before a tag; nothing if it is no such span."""
        if (match["name"] or "").lower() != "span":
            return ""
        if match["close"]:
            self._closed, self._letter = match.end(), match.start() - self._opened < 2
            return ""
        touches = match.start() == self._closed and not self._letter
        self._opened = match.end()
        return "\t" if touches or _AT_RIGHT.search(match["attributes"] or "") else ""


class _Row:
    """Counts the cells of a table's row: one of heads alone says what its columns hold."""

    def __init__(self) -> None:
        self._heads = self._others = 0

    def told(self, name: str, close: bool) -> str:
        """Return the line that Markdown has under such a row, where a tag ends it."""
        if name == "tr":
            heads, others = self._heads, self._others
            self._heads = self._others = 0
            return _UNDER_HEADS if heads > 1 and not others else ""
        self._heads += name == "th" and not close
        self._others += name == "td" and not close
        return ""


class _Ends:
    """Where things close; what a text does not hold any more is not sought again.

    A file of a hundred thousand open comments would otherwise be searched as often to its end.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        # Lower case is longer for some letters (İ), and places would no longer agree.
        self._lower = text.lower() if len(text.lower()) == len(text) else text
        self._absent: set[str] = set()

    def after(self, closer: str, start: int) -> int:
        """Return the place behind the next closer; ``start`` where there is none."""
        found = -1 if closer in self._absent else self._lower.find(closer, start)
        if found < 0:
            self._absent.add(closer)
            return start
        end = found + 2 if closer == "-->" else self._text.find(">", found)
        return end + 1 if end >= 0 else len(self._text)


def _entity(source: Mapped, match: re.Match[str]) -> Mapped:
    value = html.unescape(match[0])
    start, end = source.starts[match.start()], source.ends[match.end() - 1]
    return Mapped(value, [start] * len(value), [end] * len(value))


class _OpenLink:
    """Collects links; as in browsers, one that is open ends where the next begins.

    One that nothing ends is none: it would be around all the rest of the file.
    """

    def __init__(self) -> None:
        self.links: list[Link] = []
        self._start = 0
        self._url: Mapped | None = None

    def tag(self, source: Mapped, match: re.Match[str]) -> None:
        if self._url is not None:
            self.links.append(Link(self._start, source.starts[match.start()], self._url))
        self._url = None if match["close"] else _href(source, match)
        self._start = source.ends[match.end() - 1]


def _href(source: Mapped, tag: re.Match[str]) -> Mapped | None:
    """Return the address of a link's tag; one with a blank in it, or with a script, is none."""
    href = _HREF.search(tag["attributes"] or "")
    if not href or not href.lastindex or _NO_ADDRESS.search(href[href.lastindex]):
        return None
    start, end = href.span(href.lastindex)
    base = tag.start("attributes")
    return source.cut(base + start, base + end)


def _mark(name: str, close: bool, whole: bool, lists: int) -> str:
    if name[0] == "h" and name[1:].isdigit():
        return "\n\n" if close else "\n\n" + "#" * int(name[1:]) + " "
    if name == "li":
        return "\n" if close else "\n" + "  " * min(lists - 1, _DEEPEST) + "- "
    if name in {"td", "th"}:
        return "\t" if close else ""
    if name in _MARKS:
        return "" if name == "small" and close else _MARKS[name]
    if name in _BLOCKS:
        return "\n\n" if whole and name == "p" else "\n"
    return ""


def _inserted(source: Mapped, index: int, text: str) -> Mapped:
    place = source.starts[index]
    return Mapped(text, [place] * len(text), [place] * len(text))
