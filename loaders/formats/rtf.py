"""RTF: its paragraphs with headings, bold runs, items, cells and links.

Control words are read one after another within groups, and what no word processor shows (fonts,
colours, styles, pictures) is passed by. Nothing recurses, and a group's end costs one step.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace
from typing import Final

from ..document import Document
from ..patterns import set_of
from .extracting import Extracted, flowed
from .reading import RawFile

_TOKEN: Final = re.compile(
    r"\\(?P<word>[a-z]{1,32})(?P<number>-?\d{1,10})?\ ?|\\'(?P<byte>[0-9a-fA-F]{2})"
    r"|\\(?P<sign>[^a-z'])|(?P<brace>[{}])|(?P<break>[\r\n]+)|(?P<text>[^\\{}\r\n]+|\\)",
    re.IGNORECASE | re.DOTALL,
)
_ADDRESS: Final = re.compile(r"HYPERLINK\s+\"([^\"]{1,2000})\"")
_SIGNS: Final = {"~": " ", "_": "-", "-": "", "\n": "\n", "\r": "\n"}
_SHOWN: Final = {
    **{"par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "column": "\n"},
    **{"tab": "\t", "cell": "\t", "nestcell": "\t", "nestrow": "\n"},
    **{"bullet": "•", "endash": "–", "emdash": "—", "lquote": "‘", "rquote": "’"},
    **{"ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " "},
}
_DEEPEST: Final = 1000


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group; ``field`` is where the link began whose text it is."""

    hidden: bool = False
    bold: bool = False
    unicode_skip: int = 1
    instruction: bool = False
    field: int | None = None


def read(raw: RawFile) -> Document:
    """Return the document of an RTF file.

    Raises:
        UnreadableFile: it has no text.
    """
    reader = _Reader()
    # Every byte is a character of Latin-1; what they mean, escapes and the code page say.
    for match in _TOKEN.finditer(raw.data.decode("latin-1")):
        reader.take(match)
    reader.finish()
    return reader.out.document(raw)


class _Reader:
    def __init__(self) -> None:
        self.out = Extracted()
        self._state = _State()
        self._around: list[_State] = []
        self._page = "cp1252"
        self._bytes = bytearray()  # of one character, or more, of the code page
        self._skip = 0  # characters that stand for one that has been shown
        self._high = 0  # the first half of a character beyond the first 65,536
        self._fresh = True  # whether a line begins
        self._heading = self._bullet = 0
        self._item = False  # whether the paragraph has the sign of an item, which is not shown
        self._instruction = ""
        self._address = ""
        self._starred = False

    def take(self, match: re.Match[str]) -> None:
        """Read one token."""
        kind = match.lastgroup
        if match["byte"]:
            self._byte(int(match["byte"], 16))
            return
        self._flush()
        starred, self._starred = self._starred, False
        if kind == "brace":
            self._brace(match[0])
        elif match["word"]:
            number = int(match["number"]) if match["number"] else None
            self._word(match["word"].lower(), number, starred)
        elif kind == "sign":
            self._sign(match["sign"])
        elif kind == "text":
            self._text(match["text"])

    def finish(self) -> None:
        """Show what the last token has left."""
        self._flush()

    def _brace(self, brace: str) -> None:
        self._skip = 0
        if brace == "{":
            if len(self._around) < _DEEPEST:
                self._around.append(self._state)
            return
        if not self._around:
            return
        before, self._state = self._state, self._around.pop()
        if before.instruction and not self._state.instruction:
            found = _ADDRESS.search(self._instruction)
            self._address, self._instruction = found[1] if found else "", ""
        if before.field is not None and self._state.field is None:
            self.out.link(before.field, self._address)
            self._address = ""
        self.out.bold(self._state.bold)

    def _word(self, word: str, number: int | None, starred: bool) -> None:
        if word == "fldinst":
            self._state = replace(self._state, hidden=True, instruction=True)
        elif word == "fldrslt":
            self._state = replace(self._state, field=self.out.place)
        elif word in set_of("rtf", "shown"):
            return
        elif starred or word in set_of("rtf", "hidden"):
            self._state = replace(self._state, hidden=True)
            self._item = self._item or word in {"pntext", "listtext"}
        elif word == "u" and number is not None:
            self._unicode(number & 0xFFFF)
        elif word == "uc":
            self._state = replace(self._state, unicode_skip=max(0, min(number or 0, 9)))
        elif word == "ansicpg" and number is not None:
            self._page = _page(number)
        elif word == "v":
            self._state = replace(self._state, hidden=number != 0)
        elif word == "bin":  # bytes follow that are no text
            self._skip = max(0, number or 0)
        elif not self._state.hidden:
            self._set(word, number)

    def _set(self, word: str, number: int | None) -> None:
        if word in _SHOWN:
            self._gap(_SHOWN[word])
        elif word in {"b", "plain"}:
            self._state = replace(self._state, bold=word == "b" and number != 0)
            self.out.bold(self._state.bold)
        elif word == "pard":
            self._heading = self._bullet = 0
        elif word == "outlinelevel":
            self._heading = (number or 0) + 1
        elif word in {"ls", "pnlvlblt"}:
            self._bullet = max(self._bullet, 1)
        elif word == "ilvl":
            self._bullet = (number or 0) + 1

    def _gap(self, text: str) -> None:
        if text.isspace():
            self.out.gap(text)
            self._fresh = text == "\n" or self._fresh
        else:
            self._show(text)

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._starred = True
        elif sign in "{}\\":
            self._text(sign)
        elif not self._state.hidden:
            self._gap(_SIGNS.get(sign, "")) if _SIGNS.get(sign) else None

    def _byte(self, byte: int) -> None:
        if self._skip:
            self._skip -= 1
        elif not self._state.hidden:
            self._bytes.append(byte)

    def _flush(self) -> None:
        if self._bytes:
            text = bytes(self._bytes).decode(self._page, "replace")
            self._bytes.clear()
            self._show(text)

    def _unicode(self, code: int) -> None:
        self._skip = self._state.unicode_skip
        if 0xD800 <= code < 0xDC00:
            self._high = code
            return
        pair = 0xDC00 <= code < 0xE000 and self._high
        if pair:
            code = 0x10000 + ((self._high - 0xD800) << 10) + (code - 0xDC00)
        self._high = 0
        if not self._state.hidden and not 0xD800 <= code < 0xE000 and code:
            self._show(chr(code))

    def _text(self, text: str) -> None:
        dropped = min(self._skip, len(text))
        self._skip -= dropped
        if self._state.instruction:
            self._instruction = (self._instruction + text)[:4000]
        elif not self._state.hidden:
            self._bytes += text[dropped:].encode("latin-1", "replace")

    def _show(self, text: str) -> None:
        text = flowed(text)
        if self._fresh and text.strip():
            # The sign of an item is written as text too, before the item itself.
            if not self._listed(text):
                self.out.begin(heading=self._heading, bullet=self._bullet or int(self._item))
                self._item = False
            self._fresh = False
        self.out.show(text)

    def _listed(self, text: str) -> bool:
        return bool(self._bullet) and text.strip() in {"•", "·", "-", "–", "▪"}


def _page(number: int) -> str:
    name = "utf-8" if number == 65001 else f"cp{number}"
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name
