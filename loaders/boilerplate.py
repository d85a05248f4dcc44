"""Lines that say nothing of the person: unfilled templates, and a letter that goes with a resume.

They stay visible, and ``parse --unplaced`` lists them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..ontology.wordlists import WordPattern
from .layout.lines import Line
from .patterns import any_of

# The marks of Jinja, Liquid, ERB and of shells; bounded, for what is opened and never closed.
_TEMPLATE: Final = re.compile(r"\{\{.{0,200}?\}\}|\{%.{0,200}?%\}|<%.{0,200}?%>|\$\{\w[\w.]*\}")
# "[Job title] at [Company]", "<Your name>": a form that asks; a link's text has lost its brackets.
_BLANK: Final = WordPattern(
    lambda: (
        rf"[\[<]\s*(?:your\s+|insert\s+|enter\s+|the\s+){{0,2}}{any_of('placeholders')}"
        r"(?:\s+(?:here|\d))?\s*[\]>]"
    ),
    re.IGNORECASE,
)
_DEAR: Final = WordPattern(
    lambda: rf"\s*{any_of('letters', 'salutations')}\b[^.]{{0,60}}[,:!]\s*", re.IGNORECASE
)
_REGARDS: Final = WordPattern(
    lambda: rf"\s*{any_of('letters', 'closings')}\s*[,.!]?\s*", re.IGNORECASE
)
_SIGNED: Final = 6  # words of a signature at most


def without_boilerplate(lines: Sequence[Line]) -> list[Line]:
    """Return the lines without unfilled templates and without a letter."""
    told = [line for line in lines if not _is_form(line.plain)]
    return told[_letter_end(told) :]


def _is_form(text: str) -> bool:
    return (
        bool(_TEMPLATE.search(text)) or ("[" in text or "<" in text) and bool(_BLANK.search(text))
    )


def _letter_end(lines: Sequence[Line]) -> int:
    """Return where a letter at the beginning ends, sender and signature included.

    Who wrote it and who shall read it stand in any order above a salutation; neither is taken.
    """
    # "Hi, I'm Ada!" greets the reader of a resume; a letter goes on in sentences.
    dear = next((i for i, line in enumerate(lines[:20]) if _DEAR.fullmatch(line.plain)), None)
    if dear is None or not any(len(line.plain.split()) > 8 for line in lines[dear : dear + 4]):
        return 0
    for index in range(dear, len(lines)):
        # What is signed ends there; what is not ends where the resume's first heading stands.
        if _REGARDS.fullmatch(lines[index].plain):
            below = lines[index + 1 : index + 2]
            return index + 1 + sum(len(line.plain.split()) <= _SIGNED for line in below)
        if lines[index].heading:
            return index
    return len(lines)
