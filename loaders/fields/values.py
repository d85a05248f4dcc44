"""Values of fields on their way into a Resume, and which of them have arrived there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ..addresses import EMAIL, plain_email, unpacked_email
from ..builder import Builder, ConceptMention
from ..formats.html import to_markdown
from ..layout.fields import Node, Record, Value, values
from ..layout.lines import Line, read_lines
from ..normalization import lowered
from ..resume import Unplaced
from .names import named
from .periods import Moment

_LONGEST: Final = 300  # characters of a name, a title or a place: more are a text
_WORD: Final = re.compile(r"\w")
_URL: Final = re.compile(r"(?:https?://)?[^\s/]+\.[^\s/.]{2,}(?:/\S*)?", re.IGNORECASE)
_SHOWN: Final = 200  # characters of a value that is listed as unplaced


class Placing:
    """Gives values to a builder and remembers them; what has not come in is unplaced."""

    def __init__(self, builder: Builder) -> None:
        self.builder = builder
        self._used: list[int] = []

    def mark(self) -> int:
        """Return what ``take_back`` needs."""
        return len(self._used)

    def take_back(self, mark: int) -> None:
        """Forget what was used since the mark."""
        del self._used[mark:]

    def use(self, node: Node) -> None:
        """Say that a value, or all of a record or list, has come in."""
        self._used += [value.text.starts[0] for value in values(node) if value.text.text]

    def text(self, pointer: str, node: Node | None) -> str | None:
        """Place a short text; a record says it under its name, and a number says none."""
        value = plain_value(node)
        if value is None or value.literal or not _WORD.search(value.text.text):
            return None
        return self._placed(pointer, value) if len(value.text) <= _LONGEST else None

    def number(self, pointer: str, node: Node | None) -> str | None:
        """Place a short text or a number."""
        value = plain_value(node)
        short = value is not None and len(value.text) <= _LONGEST
        return self._placed(pointer, value) if short and value is not None else None

    def url(self, pointer: str, node: Node | None) -> str | None:
        """Place the address of a page."""
        value = plain_value(node)
        fits = value is not None and _URL.fullmatch(value.text.text.strip())
        return self._placed(pointer, value) if fits and value is not None else None

    def email(self, pointer: str, node: Node | None) -> str | None:
        """Place an address of mail, also one that spells its marks out or is in Base64."""
        value = plain_value(node)
        address = unpacked_email(value.text.text.strip()) if value else ""
        if value is None or not EMAIL.fullmatch(lowered(address)):
            return None
        return plain_email(address) if self._placed(pointer, value) else None

    def joined(self, pointer: str, nodes: Sequence[Node | None], between: str) -> str | None:
        """Place several texts that are one value."""
        parts = [self.text(pointer, node) for node in nodes]
        return between.join(part for part in parts if part) or None

    def date(self, pointer: str, moment: Moment | None) -> str | None:
        """Place a date; for "now" there is only its place."""
        if moment is None:
            return None
        for text, value in zip(moment.texts, moment.values, strict=False):
            self.builder.place(pointer, text.strip())
            self.use(value)
        return moment.date

    def mentions(self, node: Node | None, section: str, nearby: str = "") -> list[ConceptMention]:
        """Return the concepts that the values of a list name; each may list several."""
        out: list[ConceptMention] = []
        for value in values(node) if node is not None else ():
            out += self.builder.mentions(value.text, listed=True, section=section, nearby=nearby)
            self.use(value)
        return out

    def lines(self, node: Node | None, *, items: bool) -> list[Line]:
        """Return what values tell in words as the lines that they are, each an item if so wanted.

        People write Markdown and HTML into values; the reader of lines reads them there too.
        """
        out: list[Line] = []
        for value in values(node) if node is not None else ():
            if value.literal or not value.text:
                continue
            source, links = to_markdown(value.text, whole=False)
            found = read_lines(source, self.builder.document.line_starts, links)
            if found and items:
                found[0].bullet = found[0].bullet or 1
            self.use(value)
            out += found
        return out

    def unplaced(self, shown: Sequence[Value]) -> list[Unplaced]:
        """Return the values that have not come in, each with its line."""
        used, document = set(self._used), self.builder.document
        out = []
        for value in shown:
            if value.text.starts[0] in used or not _WORD.search(value.text.text):
                continue
            text = " ".join(value.text.text[:_SHOWN].split())
            out.append(Unplaced(line=document.line(value.text.starts[0]), text=text))
        return out

    def _placed(self, pointer: str, value: Value) -> str | None:
        placed = self.builder.value(pointer, value.text)
        if placed:
            self.use(value)
        return placed


def plain_value(node: Node | None) -> Value | None:
    """Return the value that a node is, holds under its name, or has as its only one."""
    if isinstance(node, Record):
        node = node.get(named("text"))
    if isinstance(node, list) and len(node) == 1:
        node = node[0]
    return node if isinstance(node, Value) else None


def entries_of(node: Node) -> Iterator[Node]:
    """Yield the entries of a section: a list of them, one alone, or some by names of their own."""
    if isinstance(node, list):
        for one in node:
            yield from one if isinstance(one, list) else [one]
        return
    if isinstance(node, Record):
        inner = [one.value for one in node.fields if one.name in named("items")]
        if any(isinstance(one, list | Record) for one in inner):
            for one in inner:
                yield from entries_of(one)
            return
        records = [one.value for one in node.fields if isinstance(one.value, Record)]
        if records and len(records) == len(node.fields):
            yield from records
            return
    yield node


def told(node: Node) -> Node | None:
    """Return the text of an entry that is nothing but a text; None where it has parts."""
    if isinstance(node, Value):
        return node
    if isinstance(node, Record) and len(node.fields) == 1:
        return node.get(named("bullet"))
    return None
