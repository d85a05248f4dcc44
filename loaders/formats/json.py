"""JSON: named values with their places, as people write it by hand too.

Comments, single quotes, names without quotes and commas too many or too few are read; brackets have
to close. The library of Python is not asked, since it does not say where a value stood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...errors import UnreadableFile
from ..document import Document
from ..layout.fields import DEEPEST, Growing, Node, Record, Value
from ..layout.mapped import Mapped, join, line_starts
from ..layout.repair import repair
from .decoding import decode
from .reading import RawFile

_TOKEN: Final = re.compile(
    r"""(?P<blank>(?:[\s,\ufeff]++|//[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/)++)
    |(?P<string>"(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+')
    |(?P<mark>[{}\[\]:])
    |(?P<word>[^\s,{}\[\]:"'/]++)
    |(?P<fault>.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE: Final = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL
)
_NAMED: Final = {"n": "\n", "t": "\t", "r": " ", "b": " ", "f": " ", "\n": " "}
_NOTHING: Final = frozenset({"null", "undefined", "None", "NaN"})
_CLOSED: Final = {"}": Record, "]": list}


def read(raw: RawFile) -> Document:
    """Return the document of a JSON file.

    Raises:
        UnreadableFile: the file is empty, no text, no JSON, or nested deeper than any resume.
    """
    found = decode(raw.data, raw.key, raw.encoding)
    return raw.document(found, fields=tree(repair(found.text), raw.key))


def tree(source: Mapped, key: str) -> Node:
    """Return the values of a text.

    Raises:
        UnreadableFile: it is no JSON, or nested too deeply.
    """
    growing, before = Growing(), ""
    for match in _tokens(source.text):
        if not _grown(growing, source, match, before):
            raise _broken(source, match.start(), key)
        before = match[0]
        if growing.depth > DEEPEST:
            raise UnreadableFile(key, f"is JSON with values more than {DEEPEST} deep: no resume")
    if growing.root is None:
        raise _broken(source, len(source.text), key)
    return growing.root


def _tokens(text: str) -> Iterator[re.Match[str]]:
    return (match for match in _TOKEN.finditer(text) if match.lastgroup != "blank")


def _grown(growing: Growing, source: Mapped, match: re.Match[str], before: str) -> bool:
    """Add a token to the tree; False where it cannot stand there, behind the token before it."""
    text, kind = match[0], match.lastgroup
    if text == ":" and kind == "mark":
        return growing.key is not None and before != ":"
    if kind == "fault" or growing.root is not None or (growing.key is not None) != (before == ":"):
        return False
    if kind == "mark" and text in _CLOSED:
        if not isinstance(growing.open, _CLOSED[text]):
            return False
        growing.end()
    elif kind == "mark":
        if growing.wants_key:
            return False
        growing.begin(Record() if text == "{" else [])
    else:
        growing.value(_value(source.cut(*match.span()), kind == "word"))
    return True


def _value(part: Mapped, literal: bool) -> Value:
    if literal:
        return Value(part.cut(0, 0) if part.text in _NOTHING else part, literal=True)
    return Value(_unescaped(part.cut(1, len(part.text) - 1)))


def _unescaped(part: Mapped) -> Mapped:
    """Return a text with its escapes read; each stands for the character that it shows."""
    if "\\" not in part.text:
        return part
    parts, last = [], 0
    for match in _ESCAPE.finditer(part.text):
        shown = _shown(match[0])
        place = part.starts[match.start()], part.ends[match.end() - 1]
        parts += [part.cut(last, match.start()), Mapped(shown, [place[0]], [place[1]])]
        last = match.end()
    return join([*parts, part.cut(last)])


def _shown(escape: str) -> str:
    if escape[1] != "u" or len(escape) < 6:
        return _NAMED.get(escape[1], escape[1])
    units = bytes.fromhex(escape[2:6] + escape[8:12])
    return units.decode("utf-16-be", "replace")[:1]  # half of a pair is no character


def _broken(source: Mapped, index: int, key: str) -> UnreadableFile:
    line = sum(start <= index for start in line_starts(source.text))
    return UnreadableFile(
        key, f"is broken JSON: a bracket, a quote or a colon is amiss in line {line}; mend it there"
    )
