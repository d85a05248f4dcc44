"""Degrees in a text: their levels, their abbreviations, their names in several languages."""

from __future__ import annotations

import re
from typing import Final

from ..ontology.wordlists import WordPattern
from .line_cache import line_cache
from .normalization import lowered
from .patterns import STOP, STOP_AND_BLANK, any_of, set_of

_AS_WRITTEN: Final = ("in capitals", "with a capital", "at the beginning")
_IN_BRACKETS: Final = ("spaced", "dotted", "stopped", "initials")
# Nothing may stand close to it: ".be" is an address, and "ma'am" no degree. In brackets blanks may
# part any letters, since there they can be nothing else.
_DEGREE: Final = WordPattern(
    lambda: (
        rf"""(?<![\w.])(?:
        (?:{any_of("degrees", "kinds")}\ )?
        {any_of("degrees", "levels")}(?:['’]?s)?
        # "Master of Science" is a name, "Master of Science and Business" a level and its field
        (?:\s+(?:of|in)\s+{any_of("degrees", "of")}(?!\s+(?:and|&)\s+\w))?
        (?:['’]?s)?(?:\s+degree|\s+diploma|\s+thesis)?
        |(?:engineer|engineering)(?:['’]?s)?\s+degree
        |{any_of("degrees", "spaced", blank=STOP_AND_BLANK)}\.?
        |{any_of("degrees", "dotted", blank=STOP)}\.?
        |{any_of("degrees", "stopped", blank=STOP_AND_BLANK)}\.
        |{any_of("degrees", "initials", "words", *_AS_WRITTEN)}
        |dipl\.?-?\s?(?:ing|inf|math|phys)\w*\.?
        |diplom(?:-?\s?{any_of("degrees", "diplom")})?
    )
    # "BSc (Hons)", "Bachelor of Engineering (B.E.)"
    (?:\s*\((?:hons?|honou?rs|{any_of("degrees", *_IN_BRACKETS, blank=STOP_AND_BLANK)})\.?\))?
    (?![\w’'])
    # Chinese, Japanese and Korean put no blanks between words
    |[\u4e00-\u9fff]{{0,4}}{any_of("degrees", "unspaced")}(?:学位|學位|号)?"""
    ),
    re.VERBOSE,
)


_JOB: Final = WordPattern(lambda: rf"(?<!\w){any_of('degrees', 'before a job')}[ -]$")


def has_degree(text: str) -> bool:
    """Return whether anything in a text may be a degree."""
    return bool(_DEGREE.search(lowered(text)))


@line_cache
def find_degree(text: str) -> re.Match[str] | None:
    """Return the first degree that a text names; two-letter ones only in capitals."""
    for match in _DEGREE.finditer(lowered(text)):
        word = text[match.start() : match.end()].strip()
        # "ma" and "be" are words of several languages, "MA" and "BE" are not.
        if sum(map(str.isalnum, word)) > 2 or word.isupper() or not word.isascii():
            if not _as_written(word, match.start()):
                continue
            # "Scrum Master" is what somebody was.
            if _JOB.search(lowered(text[: match.start()])):
                continue
            # Inside of a line these two tell of something else: "with a minor in …".
            if word.lower() not in {"minor", "certificate"} or match.start() == 0:
                return match
    return None


def _as_written(word: str, start: int) -> bool:
    """Return whether a degree stands as those do that are words too."""
    low = word.lower()
    if low in set_of("degrees", "in capitals"):
        return word.isupper()
    if low in set_of("degrees", "with a capital"):
        return word[:1].isupper() and word[1:].islower()
    return low not in set_of("degrees", "at the beginning") or not start
