"""A resume that nobody generated, changed in ways that change nothing of what it says.

What the generator does to its plans (``noise``) is done here to a text: its sections are found by
the reader, everything else by the text alone.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from commonground.loaders.document import Document
from commonground.loaders.formats.reading import read_document
from commonground.loaders.formats.registry import suffix_of as suffix_of_key
from commonground.loaders.sections.headings import split_sections

from . import noise
from .carriers import CARRIED, CARRIERS, carried, suffix_of
from .reading import parsed
from .scoring import MAIN, Score, score
from .vocabulary import LATIN, local

Changed = tuple[bytes, str]
"""The bytes of a changed file, and its suffix."""

_UNDERLINE: Final = re.compile(r"\s*[-=_~*.]{3,}\s*")
_STANDING: Final = re.compile(r"\s*(?:#|\||<|```|    )")  # of Markdown: what cannot be wrapped
_ITEM: Final = re.compile(r"\s*(?:[-*+•]|\d{1,2}[.)])?\s*")
_NUMBERED: Final = re.compile(
    r"(?<![\w./-])(?:(?P<m>0[1-9]|1[0-2])[/.](?P<y>(?:19|20)\d\d)"
    r"|(?P<Y>(?:19|20)\d\d)[-.](?P<M>0[1-9]|1[0-2]))(?![\w/]|[.-]\d)"
)
_SHORT: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_WIDTH: Final = 72


@dataclass(frozen=True)
class Cost:
    """What a change costs so many documents: F1 over the main fields before it and after it."""

    documents: int
    before: float
    after: float

    @property
    def lost(self) -> float:
        """Return how much F1 the change costs."""
        return self.before - self.after


def cost(kind: str, resumes: Path, gold: Path) -> Cost:
    """Return what a kind of change costs the resumes of a folder; gold has the same stems.

    Raises:
        RuntimeError: a print is asked for and there is no Chromium.
    """
    before, after, count = Score(), Score(), 0
    for path in sorted(resumes.iterdir()):
        made = change(kind, read_document(path, path.name))
        if made is not None:
            right = whole(json.loads((gold / f"{path.stem}.json").read_text("utf-8")))
            before.add(score(right, parsed(path.name, path.read_bytes())))
            after.add(score(right, parsed(f"{path.stem}.{made[1]}", made[0])))
            count += 1
    return Cost(count, before.rates(*MAIN)[2], after.rates(*MAIN)[2])


def change(kind: str, document: Document) -> Changed | None:
    """Return a document with a kind of change in its text; None where the kind is not for it."""
    text = re.sub(r"\r\n?", "\n", document.text).removeprefix("\ufeff")
    suffix = suffix_of_key(document.key).removeprefix(".")
    if kind in CARRIERS:
        if suffix not in CARRIED[kind] | {"html"} or (kind, suffix) == ("as-html", "html"):
            return None
        return carried(kind, text, suffix), suffix_of(kind)
    if suffix == "html":
        return None
    made = _CHANGES[kind](document, text)
    return None if made == text else (made.encode(), suffix)


def bare(document: Document, text: str) -> str:
    """Drop the headings of the sections, and what underlines them."""
    lines = text.split("\n")
    for number in _heads(document):
        lines[number - 1] = ""
        if number < len(lines) and _UNDERLINE.fullmatch(lines[number]):
            lines[number] = ""
    return "\n".join(lines)


def reorder(document: Document, text: str) -> str:
    """Put the last section first; what stands before the first heading stays there."""
    lines, heads = text.rstrip("\n").split("\n"), _heads(document)
    if len(heads) < 2:
        return text
    ends = [*(number - 1 for number in heads[1:]), len(lines)]
    parts = [lines[start - 1 : end] for start, end in zip(heads, ends, strict=True)]
    moved = [line for part in reversed(parts) for line in [*part, ""]]
    return "\n".join([*lines[: heads[0] - 1], *moved])


def dates(document: Document, text: str) -> str:
    """Write months by number that are written by name, and the other way round."""
    named, numbers = _months()
    changed = _NUMBERED.sub(
        lambda d: f"{_SHORT[int(d['m'] or d['M']) - 1]} {d['y'] or d['Y']}", text
    )
    if changed != text:
        return changed
    return named.sub(lambda d: f"{numbers[d[1].lower()]:02}/{d[2]}", text)


def wrap(document: Document, text: str) -> str:
    """Break every line that is longer than 72 columns, where the format lets it be broken."""
    markdown = document.media_type.startswith("text/markdown")
    return "\n".join(
        line if len(line) <= _WIDTH or markdown and _STANDING.match(line) else _wrapped(line)
        for line in text.split("\n")
    )


_CHANGES: Final[dict[str, Callable[[Document, str], str]]] = {
    "bare": bare,
    "reorder": reorder,
    "dates": dates,
    "wrap": wrap,
    "mojibake": lambda document, text: noise.mojibake(text),
    "tight": lambda document, text: noise.on_text("tight", text, "txt"),
    "loose": lambda document, text: noise.on_text("loose", text, "txt"),
}
CHANGES: Final = (*_CHANGES, *CARRIERS)


def whole(gold: dict[str, Any]) -> dict[str, Any]:
    """Return a gold written by hand with everything that the scorer asks for."""
    work = [
        {"accept": {}, "uses": [], "usesOptional": [], "current": False, **job}
        for job in gold["work"]
    ]
    study = dict.fromkeys(("institution", "studyType", "area", "startDate", "endDate"))
    lists: dict[str, Any] = {"projects": [], "languages": [], "knows": [], "optional": []}
    basics = {**dict.fromkeys(("name", "email", "phone")), **gold["basics"]}
    education = [{**study, **one} for one in gold["education"]]
    return {**lists, **gold, "basics": basics, "work": work, "education": education}


def _heads(document: Document) -> Sequence[int]:
    """Return the numbers of the lines that head sections."""
    found = split_sections(document.lines or ())
    return sorted(one.heading.number for one in found if one.heading and one.heading.number > 1)


@cache
def _months() -> tuple[re.Pattern[str], dict[str, int]]:
    numbers = {
        name.lower().rstrip("."): number
        for language in LATIN
        for key in ("months", "short")
        for number, name in enumerate(local("dates", language)[key], 1)
    }
    names = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
    return re.compile(rf"\b({names})\.?,? ((?:19|20)\d\d)\b", re.IGNORECASE), numbers


def _wrapped(line: str) -> str:
    indent = " " * len((_ITEM.match(line) or [""])[0])
    return textwrap.fill(
        line, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
