"""Headings that no word announces: lines that are set just as the document's known headings are.

A document sets its headings in one way. Where entries are set in that way too (all of level two), a
line alone cannot tell which it is, and nothing is a heading for its looks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final, TypeAlias

from ..dates import find_dates
from ..degrees import find_degree
from ..layout.lines import Line
from ..lexicon import has_organisation, has_school, has_title
from ..normalization import bare
from ..patterns import set_of
from ..segmentation.line_signs import is_labelled_list

_WORDS: Final = 6  # of a heading
_LETTERS: Final = 4  # of a heading in capitals: fewer are an abbreviation
_STOPS: Final = (".", ",", ";", "!")

# The level of a heading (0: none), bold, in capitals, with a colon behind it, after a blank line.
Setting: TypeAlias = tuple[int, bool, bool, bool, bool]


def styled(lines: Sequence[Line], names: Sequence[str | None]) -> dict[int, bool]:
    """Return the lines that are headings by how they are set, known ones left out, and of each
    whether its looks are enough; else what stands beneath has to speak for it too.

    ``names`` are the sections that words announce.
    """
    settings = [_setting(line) for line in lines]
    known = [index for index, name in enumerate(names) if name and index]
    usual = Counter(filter(None, (settings[index] for index in known))).most_common(1)
    if not usual or not _tells(usual[0][0]):
        return {}
    setting, count = usual[0]
    alike = [index for index, own in enumerate(settings) if own == setting and index]
    others = [index for index in alike if not names[index] and _short(lines[index])]
    if _shared(lines, names, alike, others):
        return {}
    # One known heading is little to go by, and "School days" has a word that schools have.
    sure = bool(setting[0]) or count > 1
    return {index: sure and not _is_fact(lines[index].plain) for index in others}


def _setting(line: Line) -> Setting | None:
    if line.bullet and not line.heading or line.cells:
        return None
    text = line.plain.strip()
    capitals = text.isupper() and sum(map(str.isalpha, text)) >= _LETTERS
    if line.heading:
        return line.heading, False, capitals, False, False
    return 0, line.bold, capitals, text.endswith(":"), line.blank_before


def _tells(setting: Setting) -> bool:
    level, bold, capitals, colon, apart = setting
    return bool(level) or apart and (bold or capitals or colon)


def _short(line: Line) -> bool:
    text = line.plain.strip()
    if (
        find_dates(text)
        or len(text.split()) > _WORDS
        or text.endswith(_STOPS)
        or any(map(str.isdigit, text))
    ):
        return False
    # "Place: Oslo" is a label and its value, also above the rule that ends a page's front matter.
    if ": " in text or line.anchors or is_labelled_list(text):
        return False
    return bare(text) not in set_of("subheadings")


def _is_fact(text: str) -> bool:
    """Return whether a line says what an entry does: who, when or what somebody was."""
    return bool(
        find_dates(text)
        or has_title(text)
        or has_organisation(text)
        or has_school(text)
        or find_degree(text)
    )


def _shared(
    lines: Sequence[Line],
    names: Sequence[str | None],
    alike: Sequence[int],
    others: Sequence[int],
) -> bool:
    """Return whether entries begin with lines that are set so too."""
    known = [index for index in alike if names[index]]
    facts = [index for index in alike if not names[index] and _is_fact(lines[index].plain)]
    if len(facts) > 1 or len(others) > len(known) + 2:
        return True
    # Right beneath a heading of work stands an entry, and not the next heading.
    return any(
        names[index] in ("work", "education", "projects") and index + 1 in others for index in known
    )
