"""Which lines belong to which section, by the words and the shape of headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from .dates import find_dates
from .lines import Line
from .words import SECTION_NAMES, TITLE, bare, unspaced

_ENDINGS: Final = (
    (re.compile(r"\b(?:experiences?|employment|internships?)$"), "work"),
    (re.compile(r"\b(?:education|studies)$"), "education"),
    (re.compile(r"\b(?:skills|technologies|competenc(?:e|ie)s|expertise)$"), "skills"),
    (re.compile(r"\b(?:projects|contributions)$"), "projects"),
    (re.compile(r"\b(?:awards|honou?rs|achievements)$"), "awards"),
    (re.compile(r"\b(?:certifications?|certificates|courses|trainings?)$"), "certificates"),
    (re.compile(r"\b(?:publications|talks|papers)$"), "publications"),
    (re.compile(r"^(?:summary|profile|about)\b"), "summary"),
)
_MAJOR: Final = frozenset({"work", "education"})
_LOOSE: Final = frozenset({"header", "summary", "contact", "interests"})
_PLAIN: Final = 7


@dataclass(slots=True)
class Section:
    """A run of lines under one heading; ``header`` is what stands before the first heading."""

    name: str
    heading: Line | None
    rank: int
    lines: list[Line] = field(default_factory=list)


def split_sections(lines: Sequence[Line]) -> list[Section]:
    """Return the sections in the order of the file, the header first."""
    sections = [Section("header", None, 99)]
    for index, line in enumerate(lines):
        following = lines[index + 1] if index + 1 < len(lines) else None
        name = section_name(line, following)
        rank = line.heading or _PLAIN
        if name and _opens(name, rank, line, sections[-1]):
            sections.append(Section(name, line, rank))
        else:
            sections[-1].lines.append(line)
    return sections


def section_name(line: Line, following: Line | None = None) -> str | None:
    """Return the section that a line's words and shape announce, if any."""
    text = unspaced(line.plain).strip()
    if line.bullet and not line.heading or line.cells or len(text) > 60:
        return None
    if line.number > 1 and not _marked(line, text) and not line.blank_before:
        return None
    words = bare(text)
    known = SECTION_NAMES.get(words) or _compound(words)
    if known:
        return known
    if not _marked(line, text) or len(words.split()) > 4 or find_dates(text):
        return None
    return None if TITLE.search(text) else _by_ending(words)


def _marked(line: Line, text: str) -> bool:
    letters = re.sub(r"[^\w]|\d|_", "", text)
    capitals = len(letters) > 3 and letters.upper() == letters and letters.lower() != letters
    return bool(line.heading or line.bold or capitals or text.endswith(":"))


def _compound(words: str) -> str | None:
    parts = [part.strip() for part in re.split(r"\band\b|\bund\b|\bet\b|\by\b", words)]
    found = [SECTION_NAMES.get(part) for part in parts]
    return found[0] if len(parts) > 1 and all(found) else None


def _by_ending(words: str) -> str | None:
    return next((name for pattern, name in _ENDINGS if pattern.search(words)), None)


def _opens(name: str, rank: int, line: Line, current: Section) -> bool:
    """A heading deeper than the section's own is a part of it, unless it cannot be one."""
    if rank <= current.rank or current.name in _LOOSE:
        return True
    plain_major = name in _MAJOR and name != current.name and line.blank_before
    return plain_major and not line.heading
