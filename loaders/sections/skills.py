"""Skills, languages, publications, interests and references."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from ...ontology.wordlists import WordPattern
from ..builder import Builder, Mention
from ..layout.lines import Line
from ..layout.mapped import Mapped
from ..normalization import folded
from ..patterns import any_of, entries
from ..resume import Interest, Language, Publication, Reference
from .body import glue, is_list

_ITEM: Final = re.compile(  # what can begin one comes first: most characters cannot
    r"(?=[\s,;|•·/])(?:(?:(?<!\s)\s{1,99})?[,;|•·/\t]\s*|"
    r"(?<!\s)\s+(?:[-–—]\s+(?=[A-Z])|and\s+|und\s+|et\s+))"
)
_LABEL: Final = re.compile(r"\s*(?:\w+\s){0,2}\w+\s*:\s+")
_PARTED: Final = re.compile(r"[,;|•·/:.]")
_WORD: Final = re.compile(r"\W*([^\W\d_]+)")
_BLANK: Final = re.compile(r"\s+")
_COLUMNS: Final = re.compile(r"\s{2,}")
_LEVEL: Final = WordPattern(lambda: rf"\b{any_of('levels', 'languages')}\b", re.IGNORECASE)


def read_skills(builder: Builder, lines: Sequence[Line], nearby: str) -> list[Mention]:
    """Return the concepts of a skills section, cell by cell where it is a table."""
    out: list[Mention] = []
    for index, line in enumerate(lines):
        builder.use(line.text)
        if line.heading or line.header_row or _head_row(lines, index):
            out += builder.mentions(line.text, section="skills", nearby=nearby)
            continue
        if len(line.cells) == 2 and "," in line.cells[1].text:
            out += builder.mentions(line.cells[0], section="skills", nearby=nearby)
            line = replace(line, cells=line.cells[1:])
        columns = line.text.split(_COLUMNS)
        words = _run_of_names(builder, line) if len(columns) < 3 and not line.cells else []
        for part in line.cells or words or (columns if len(columns) > 2 else [line.text]):
            out += builder.mentions(part, listed=_lists(part), section="skills", nearby=nearby)
    return out


def _run_of_names(builder: Builder, line: Line) -> list[Mapped]:
    """``Python Java Go Docker``: names with nothing between them, as PDFs leave them behind."""
    if _PARTED.search(line.plain) or len(line.plain.split()) < 5:
        return []
    words = line.text.split(_BLANK)
    known = [w for w in words if builder.linker.link(w.text, listed=True, section="skills")]
    return words if 3 * len(known) >= 2 * len(words) else []


def _head_row(lines: Sequence[Line], index: int) -> bool:
    """The first row of a table of tabs names its columns."""
    first = bool(lines[index].cells) and (index == 0 or not lines[index - 1].cells)
    return first and index + 1 < len(lines) and bool(lines[index + 1].cells)


def _lists(text: Mapped) -> bool:
    plain = text.text.strip()
    return len(plain) < 90 and not plain.endswith(".") or plain.count(",") >= 2


def lists_spoken(line: Line) -> bool:
    """Return whether a line of skills lists languages that people speak."""
    parts = [part for part in _ITEM.split(_unlabelled(line).text) if part.strip()]
    return bool(parts) and all(map(_spoken, parts))


def _unlabelled(line: Line) -> Mapped:
    """Leave out ``Spoken languages:``, but not the language of ``Norwegian: native``."""
    label = _LABEL.match(line.plain)
    return line.text.cut(label.end()) if label and not _spoken(label[0]) else line.text


def read_languages(
    builder: Builder, lines: Sequence[Line], start: int = 0
) -> tuple[list[Language], list[Line]]:
    """Return spoken languages; lines that name none may list programming languages."""
    out: list[Language] = []
    others: list[Line] = []
    for line in lines:
        parts = line.cells or _unlabelled(line).split(_ITEM)
        found = [part for part in parts if _spoken(part.text)]
        if not found:
            others.append(line)
            continue
        builder.use(line.text)
        for part in found:
            at = f"/languages/{start + len(out)}"
            word = _WORD.match(part.text)
            name = builder.value(f"{at}/language", part.cut(*word.span(1)) if word else part)
            level = _LEVEL.search(line.plain if len(found) == 1 else part.text)
            source = line.text if len(found) == 1 else part
            fluency = builder.value(f"{at}/fluency", source.cut(*level.span())) if level else None
            out += [Language(language=name, fluency=fluency)] if name else []
    return out, others


def _spoken(text: str) -> bool:
    return folded(text).partition(" ")[0] in _languages()


@cache
def _languages() -> frozenset[str]:
    return frozenset(map(folded, entries("languages")))


def read_publications(
    builder: Builder, lines: Sequence[Line], start: int
) -> tuple[list[Publication], list[Mention]]:
    """Return publications and talks, one a line or bullet."""
    out: list[Publication] = []
    mentions: list[Mention] = []
    for text, line in _wrapped(lines):
        at = f"/publications/{start + len(out)}"
        name = builder.value(f"{at}/name", text)
        if name:
            publication = Publication(name=name)
            if line.anchors:
                publication.url = builder.value(f"{at}/url", line.anchors[0].url)
            out.append(publication)
            mentions += builder.mentions(text, section="publications")
    return out, mentions


def _wrapped(lines: Sequence[Line]) -> list[tuple[Mapped, Line]]:
    groups: list[list[Line]] = []
    for line in lines:
        if groups and not line.bullet and not line.blank_before and groups[-1][0].bullet:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [(glue(*(line.text for line in group)), group[0]) for group in groups]


def read_interests(builder: Builder, lines: Sequence[Line]) -> list[Interest]:
    """Return interests, split where a line lists several."""
    out: list[Interest] = []
    for line in lines:
        for part in line.text.split(_ITEM) if is_list(line) else [line.text]:
            name = builder.value(f"/interests/{len(out)}/name", part)
            out += [Interest(name=name)] if name else []
    return out


def read_references(builder: Builder, lines: Sequence[Line]) -> list[Reference]:
    """Return references as they stand, one a line."""
    out: list[Reference] = []
    for line in lines:
        text = builder.value(f"/references/{len(out)}/reference", line.text)
        out += [Reference(reference=text)] if text else []
    return out
