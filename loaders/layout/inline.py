"""Marks inside a line: emphasis, links, code, escapes, and characters that must not be seen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ...ontology.wordlists import WordPattern
from ..characters import UNSEEN
from .mapped import WIDEST, Joined, Mapped

_SPECIAL: Final = re.compile(rf"[*_`\[\\<~{UNSEEN}]")
# Compiled when a line has a mark.
_TOKEN: Final = WordPattern(
    lambda: (
        rf"""
    (?=[!\[<*_`~\\{UNSEEN}])  # what can begin one: most characters cannot, and are passed by
    (?:
        (?P<image>!\[[^\]\[]{{0,300}}\]\([^()\s]{{0,2000}}\))
        # what is shown may hold brackets in pairs ("notes [1]", a picture); the address of a link
        # may hold one pair, and a title behind it
        |\[(?P<label>(?:[^\[\]]|\[[^\[\]]{{0,300}}\]){{0,500}}+)\]
         \((?P<url>[^()\s]{{0,2000}}(?:\([^()\s]{{0,200}}\))?[^()\s]{{0,200}})
         (?:\s+"[^"]{{0,300}}")?\)
        |<(?P<auto>(?:https?://|mailto:)[^<>\s]{{1,2000}}|[^@\s<>]{{1,100}}@[^@\s<>]{{1,200}})>
        # "snake_case" is no emphasis, nor is "2 * 3": a mark stands at the edge of a word
        |(?P<bold>\*{{2,3}}|(?<!\w)__(?=\S)|(?<=\S)__(?!\w))
        |(?P<mark>(?<!\s)\*|\*(?!\s)|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)|`|~~)
        |\\(?P<escaped>[\\`*_{{}}\[\]()\#+.!|>~-])
        |(?P<hidden>[{UNSEEN}])
    )"""
    ),
    re.VERBOSE,
)


_MARKS: Final = re.compile(r"[*_`\[\]\\#~]")


def escaped(text: Mapped) -> Mapped:
    """Return a text of a format that has no such marks, so that none is read in it."""
    found = [match.start() for match in _MARKS.finditer(text.text)]
    if not found:
        return text
    starts, ends, last = [], [], 0
    for at in found:  # a backslash of no width before each
        starts += [*text.starts[last:at], text.starts[at]]
        ends += [*text.ends[last:at], text.starts[at]]
        last = at
    plain = _MARKS.sub(r"\\\g<0>", text.text)
    return Mapped(plain, [*starts, *text.starts[last:]], [*ends, *text.ends[last:]])


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link in a line: its visible text from ``start`` to ``end``, and where it leads."""

    start: int
    end: int
    url: Mapped


def read_inline(source: Mapped) -> tuple[Mapped, list[tuple[int, int]], list[Anchor]]:
    """Return the visible text, its bold ranges, and its links."""
    if not _SPECIAL.search(source.text):
        return source, [], []
    reader = _InlineReader()
    reader.read(source)
    return reader.finish()


class _InlineReader:
    """Collects visible parts; positions count what has been collected."""

    def __init__(self) -> None:
        self.shown = Joined()
        self.bolds: list[tuple[int, int]] = []
        self.anchors: list[Anchor] = []
        self.bold_from: int | None = None
        self.blanks = 0  # at the end of what has been collected

    def add(self, part: Mapped) -> None:
        # Marks may part blanks, which then are one run: "  **  **  ".
        bare = part.text.lstrip()
        leading = len(part.text) - len(bare)
        if self.blanks + leading > WIDEST:
            part = part.cut(self.blanks + leading - WIDEST)
            leading = WIDEST - self.blanks
        self.blanks = len(bare) - len(bare.rstrip()) if bare else self.blanks + leading
        self.shown.add(part)

    def read(self, source: Mapped) -> None:
        last = 0
        for match in _TOKEN.finditer(source.text):
            self.add(source.cut(last, match.start()))
            last = match.end()
            self.token(source, match)
        self.add(source.cut(last))

    def token(self, source: Mapped, match: re.Match[str]) -> None:
        if match["bold"]:
            self.toggle()
        elif match["label"] is not None:
            start = len(self.shown)
            self.read(source.cut(*match.span("label")))
            self.anchors.append(Anchor(start, len(self.shown), source.cut(*match.span("url"))))
        elif match["auto"]:
            start = len(self.shown)
            self.add(source.cut(*match.span("auto")))
            self.anchors.append(Anchor(start, len(self.shown), source.cut(*match.span("auto"))))
        elif match["escaped"]:
            self.add(source.cut(*match.span("escaped")))

    def toggle(self) -> None:
        if self.bold_from is None:
            self.bold_from = len(self.shown)
        else:
            self.bolds.append((self.bold_from, len(self.shown)))
            self.bold_from = None

    def finish(self) -> tuple[Mapped, list[tuple[int, int]], list[Anchor]]:
        bolds = [(start, end) for start, end in self.bolds if end > start]
        return self.shown.mapped(), bolds, self.anchors
