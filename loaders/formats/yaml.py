"""YAML: named values with their places. Nothing that a file may call up is ever made of it.

The events of PyYAML are read, not its objects: they come one after another, however deep a file is,
and each says where it stands.
"""

from __future__ import annotations

import re
from typing import Any, Final

import yaml

from ...errors import UnreadableFile
from ..document import Document
from ..layout.fields import DEEPEST, MOST, Growing, Node, Record, Value
from ..layout.mapped import Mapped
from ..layout.repair import repair
from .decoding import decode
from .reading import RawFile

_ESCAPES: Final = {
    '"': re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r?\n[ \t]*|.)"),
    "'": re.compile("''"),
}
_BLANKS: Final = re.compile(r"\s+")
_NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL"})
# The parser in C gives the same events many times as fast; not every machine has it.
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(raw: RawFile) -> Document:
    """Return the document of a YAML file.

    Raises:
        UnreadableFile: the file is empty, no text, no YAML, nested deeper than any resume, or
            repeats itself without end.
    """
    found = decode(raw.data, raw.key, raw.encoding)
    return raw.document(found, fields=tree(repair(found.text), raw.key))


def tree(source: Mapped, key: str) -> Node:
    """Return the values of a text, of the first document in it.

    Raises:
        UnreadableFile: it is no YAML, too deep, or its aliases make too much of it.
    """
    source = source.cut(1) if source.text.startswith("\ufeff") else source
    growing = _Aliased(source)
    try:
        for event in yaml.parse(source.text, Loader=_LOADER):
            if growing.root is not None:
                break
            growing.take(event)
            if growing.depth > DEEPEST or growing.size > MOST:
                raise UnreadableFile(key, "is YAML that is too deep or repeats too much: no resume")
    except yaml.YAMLError as fault:
        place = getattr(fault, "problem_mark", None)
        line = f" in line {place.line + 1}" if place is not None else ""
        raise UnreadableFile(key, f"is broken YAML{line}: mend it and load it again") from None
    if growing.root is None:
        raise UnreadableFile(key, "is YAML without any value")
    return growing.root


class _Aliased(Growing):
    """A tree that events make; what has a name may be said again."""

    def __init__(self, source: Mapped) -> None:
        super().__init__()
        self._source = source
        self._named: dict[str, Node] = {}
        self._anchors: list[str | None] = []

    def take(self, event: Any) -> None:
        """Add what an event says."""
        match event:
            case yaml.ScalarEvent():
                value = _value(self._source, event)
                self._name(event.anchor, value)
                self.value(value)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._anchors.append(event.anchor)
                self.begin(Record() if isinstance(event, yaml.MappingStartEvent) else [])
            case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                self._name(self._anchors.pop(), self.end())
            case yaml.AliasEvent():
                # What is still open is not named yet: nothing can hold itself.
                self.again(self._named.get(str(event.anchor), Value(self._source.cut(0, 0))))

    def _name(self, anchor: str | None, node: Node) -> None:
        if anchor is not None:
            self._named[anchor] = node


def _value(source: Mapped, event: Any) -> Value:
    part = source.cut(event.start_mark.index, event.end_mark.index)
    if event.style is None and event.value in _NOTHING:
        return Value(part.cut(0, 0), literal=True)
    text = _aligned(part, event.value, event.style or "")
    return Value(text, literal=event.style is None and not re.search(r"[^\W\d]", event.value))


def _aligned(part: Mapped, value: str, style: str) -> Mapped:
    """Return a value each character of which knows its place.

    Quotes, escapes, folded lines and indentation stand in the file and not in the value. Both are
    walked through together; should they not agree, every character stands for the whole.
    """
    at = part.text.find("\n") + 1 if style in ("|", ">") else len(style)
    starts, ends = [], []
    for letter in value:
        step = _step(part.text, at, letter, _ESCAPES.get(style))
        if step is None:
            return _as_a_whole(part, value)
        starts.append(part.starts[step[0]])
        ends.append(part.ends[step[1] - 1])
        at = step[1]
    return Mapped(value, starts, ends)


def _step(
    text: str, at: int, letter: str, escapes: re.Pattern[str] | None
) -> tuple[int, int] | None:
    """Return the place of the next character of a value."""
    escape = escapes.match(text, at) if escapes else None
    if escape:
        return at, escape.end()
    gap = _BLANKS.match(text, at)
    # Where a line was folded, all that stands between two words is their blank; where indentation
    # was dropped, it is nobody's.
    if letter.isspace():
        folded = gap is not None and (letter == "\n" or "\n" in gap[0])
        return (at, gap.end() if folded else at + 1) if gap else None
    after = gap.end() if gap else at
    return (after, after + 1) if text[after : after + 1] == letter else None


def _as_a_whole(part: Mapped, value: str) -> Mapped:
    count = len(value)
    return Mapped(value, [part.starts[0]] * count, [part.ends[-1]] * count)
