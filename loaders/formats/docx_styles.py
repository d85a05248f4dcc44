"""The styles of a Word document: what a paragraph and its runs look like, own style by style."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final
from xml.etree.ElementTree import Element

WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_STRICT_RELATIONS: Final = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
_VAL: Final = f"{WORD}val"
_OFF: Final = frozenset({"0", "false", "off", "none"})
_HEADING: Final = re.compile(r"heading ([1-9])", re.IGNORECASE)
_TITLE: Final = "title"
_STYLE: Final = b"<w:style "
_END: Final = b"</w:style>"
_LATENT: Final = re.compile(rb"<w:latentStyles .*?</w:latentStyles>", re.DOTALL)
_ID: Final = re.compile(rb'w:styleId="([^"<>]*)"')
_BASE: Final = re.compile(rb'<w:basedOn w:val="([^"<>]*)"')
_DEFAULT: Final = b'w:default="1"'
_USUAL_SIZE: Final = 20  # half points, where nothing says a size
_LONGEST: Final = 20  # styles that one is based on, in turn


@dataclass(frozen=True, slots=True)
class Look:
    """How text is set; None is what nobody says. ``size`` is in half points.

    ``level`` is that of a heading (0: the document's title), ``depth`` that of a list's item (from
    0; negative: of no list), ``before`` and ``after`` the white around it in twentieths of a point.
    """

    bold: bool | None = None
    hidden: bool | None = None
    size: int | None = None
    level: int | None = None
    depth: int | None = None
    before: int | None = None
    after: int | None = None
    close: bool | None = None

    def over(self, other: Look) -> Look:
        """Return this look where it says something, and the other where it does not."""
        if self is _NONE:
            return other
        said = {name: value for name in _FIELDS if (value := getattr(self, name)) is not None}
        return replace(other, **said)


_NONE: Final = Look()
_FIELDS: Final = ("bold", "hidden", "size", "level", "depth", "before", "after", "close")


class Styles:
    """The looks of a document's styles, each over those that it is based on."""

    def __init__(self, root: Element | None) -> None:
        self._found: dict[str, Element] = {}
        self._looks: dict[str, Look] = {}
        self._paragraphs: dict[str, Look] = {}
        self.usual = _NONE
        self._default = ""
        if root is None:
            return
        for style in root.iter(f"{WORD}style"):
            name = style.get(f"{WORD}styleId", "")
            self._found.setdefault(name, style)
            if style.get(f"{WORD}default") in {"1", "true"}:
                if style.get(f"{WORD}type") == "paragraph":
                    self._default = name
        defaults = root.find(f"{WORD}docDefaults")
        if defaults is not None:
            self.usual = _within(defaults, deep=True)

    def paragraph(self, properties: Element | None) -> Look:
        """Return the look of a paragraph by its properties."""
        name = _value(properties, "pStyle") or self._default
        styled = self._paragraphs.get(name)
        if styled is None:
            styled = self._paragraphs[name] = self.look(name).over(self.usual)
        return _properties(properties).over(styled)

    def run(self, found: Element | None, paragraph: Look) -> tuple[bool, bool, int]:
        """Return of a run in a paragraph whether it is bold, whether hidden, and its size."""
        own = style = _NONE
        if found is not None and len(found):
            own, style = _run(found), self.look(_value(found, "rStyle") or "")
        bold, hidden, size = paragraph.bold, paragraph.hidden, paragraph.size
        for look in (style, own):
            bold = bold if look.bold is None else look.bold
            hidden = hidden if look.hidden is None else look.hidden
            size = size if look.size is None else look.size
        return bool(bold), bool(hidden), size or _USUAL_SIZE

    def look(self, name: str) -> Look:
        """Return the look of a style with all that it is based on."""
        known = self._looks.get(name)
        if known is None:
            known = _NONE
            for style in self._chain(name):
                known = known.over(_within(style))
            self._looks[name] = known
        return known

    def _chain(self, name: str) -> Iterator[Element]:
        """Yield a style and those that it is based on; a circle of them ends."""
        for _ in range(_LONGEST):
            style = self._found.get(name)
            if style is None:
                return
            yield style
            name = _value(style, "basedOn") or ""


def styles_of(data: bytes, used: Iterable[str]) -> bytes:
    """Return the bytes of a file of styles with those that are used, and what they are based on.

    The others are most of it (tables in every colour), and reading them takes longest of all.
    """
    head, *styles = data.split(_STYLE)
    if not styles:  # written with another prefix: all are read
        return data
    found = {match[1]: style for style in styles if (match := _ID.search(style))}
    waiting = [name.encode() for name in used]
    waiting += [name for name, style in found.items() if _DEFAULT in style[: style.find(b">")]]
    kept: dict[bytes, bytes] = {}
    while waiting:
        name = waiting.pop()
        if name in found and name not in kept:
            kept[name] = found[name].rpartition(_END)[0] + _END
            waiting += _BASE.findall(kept[name])
    bodies = (part for style in kept.values() for part in (_STYLE, style))
    return b"".join([_LATENT.sub(b"", head), *bodies, styles[-1].rpartition(_END)[2]])


def transitional(data: bytes) -> bytes:
    """Return a part with the names of "strict" documents as all others have them."""
    if _STRICT not in data:
        return data
    office = b"http://schemas.openxmlformats.org/"
    data = data.replace(_STRICT, office + b"wordprocessingml/2006/main")
    return data.replace(_STRICT_RELATIONS, office + b"officeDocument/2006/relationships")


def _within(style: Element, *, deep: bool = False) -> Look:
    """Return what a style itself says, its paragraphs and its runs."""
    find = (lambda tag: next(style.iter(tag), None)) if deep else style.find
    look = _properties(find(f"{WORD}pPr")).over(_run(find(f"{WORD}rPr")))
    named = _value(style, "name") or ""
    heading = _HEADING.fullmatch(named)
    if heading is not None and look.level is None:
        return replace(look, level=int(heading[1]))
    return replace(look, level=0) if named.lower() == _TITLE else look


def _properties(found: Element | None) -> Look:
    if found is None or len(found) == 1 and found[0].tag == f"{WORD}pStyle":
        return _NONE
    level, before, after, depth = None, None, None, None
    spacing = found.find(f"{WORD}spacing")
    if spacing is not None:
        before, after = (_number(spacing.get(f"{WORD}{at}")) for at in ("before", "after"))
    outline = _number(_value(found, "outlineLvl"))
    if outline is not None:
        level = outline + 1 if outline < 9 else None
    listed = found.find(f"{WORD}numPr")
    if listed is not None:
        depth = -1 if _value(listed, "numId") == "0" else _number(_value(listed, "ilvl")) or 0
    close = _switch(found, "contextualSpacing")
    return Look(level=level, depth=depth, before=before, after=after, close=close)


def _run(found: Element | None) -> Look:
    if found is None or not len(found):
        return _NONE
    size = _number(_value(found, "sz"))
    return Look(bold=_switch(found, "b"), hidden=_switch(found, "vanish"), size=size)


def _switch(found: Element, name: str) -> bool | None:
    switch = found.find(WORD + name)
    return None if switch is None else switch.get(_VAL, "1") not in _OFF


def _value(found: Element | None, name: str) -> str | None:
    child = None if found is None else found.find(WORD + name)
    return None if child is None else child.get(_VAL)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else None
