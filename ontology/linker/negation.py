"""Negation: whether a text says of a thing that it is not used or known."""

from __future__ import annotations

import re
from typing import Final

from .tokens import Tokens

_CLAUSE: Final = 80
_DENYING: Final = re.compile(r"(?:not?|never|without|keine|ohne|n['’]t)\b")
_DENIED: Final = re.compile(
    r"(?:(?:\b(?:never|not)|n['’]t)\s+(?:yet\s+|really\s+|ever\s+)?"
    r"(?:used?|knows?|known|work(?:ed)? with|touch(?:ed)?|written|write|learn(?:ed|t)?|tried|"
    r"(?:code|coded|program|programmed) in)\s+(?:any\s+)?"
    r"|\bno\s+(?:\w+\s+)?(?:experience|knowledge|background)\s+(?:with|in|of)\s+(?:any\s+)?"
    r"|\bkeine\s+(?:erfahrung(?:en)?|kenntnisse)\s+(?:mit|in)\s+"
    r"|\b(?:without|ohne)\s+(?:any\s+)?|(?:^|[,;(|•·/–—]\s*|\bbut\s+)(?:not|no)\s+)"
    r"(?:[\w.+#/-]+\s+(?:or|nor|oder)\s+){0,2}$",
    re.IGNORECASE,
)


def may_deny(text: str) -> bool:
    """Return whether a text may deny anything, which few do: ``is_denied`` looks closer."""
    return bool(_DENYING.search(text.lower()))


def is_denied(tokens: Tokens, start: int) -> bool:
    """Return whether the words are what somebody does not do: ``never used COBOL``, ``not Java``.

    The clause before them says so, not one before a full stop or ``but``.
    """
    place = tokens.starts[start]
    return bool(_DENIED.search(tokens.text[max(0, place - _CLAUSE) : place]))
