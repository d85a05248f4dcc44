"""HTML, a whole file or inside Markdown, as Markdown marks that know their place in the file.

Tags become the Markdown that means the same (``<h2>`` a heading, ``<li>`` a bullet, ``<td>`` a
cell), so that one reader of lines follows. Inserted marks have no width in the file. Scripts,
styles and comments are dropped; nothing of a file is ever run. A tag of any other name leaves no
mark, and what it holds stays; ``tags.py`` says what is a tag.
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
_BLOCKS: Final = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure "
    "footer form header hgroup html legend main menu nav ol option p pre section summary table "
    "tbody tfoot thead tr ul".split()
)
_DEEPEST: Final = 6  # of lists within lists
_MARKS: Final = {"br": "\n", "hr": "\n---\n", "b": "**", "strong": "**", "small": " | "}
_SPACE: Final = re.compile(r"\s+")
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
    ends = _Ends(text)
    lists, kept = 0, False
    for match in find_markup(text, whole=whole):
        if match.start() < last:
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
        elif name == "a":
            link.tag(source, match)
        else:
            close = bool(match["close"])
            if name in {"ul", "ol"}:
                lists = max(0, lists + (-1 if close else 1))
            # In preformatted text alone line ends are shown.
            kept = not close if name == "pre" else kept
            yield _inserted(source, match.start(), _mark(name, close, whole, lists))
    yield _flowed(source.cut(last), whole)


def _flowed(part: Mapped, whole: bool) -> Mapped:
    """In an HTML file line ends are blanks; every character stays, so that places hold."""
    if not whole or not _SPACE.search(part.text):
        return part
    return Mapped(re.sub(r"\s", " ", part.text), part.starts, part.ends)


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
