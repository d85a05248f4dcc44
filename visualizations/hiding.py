"""How to reach somebody, hidden in a text that is shown: dots in place of the characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ..loaders.addresses import URL, emails
from ..loaders.normalization import lowered
from ..loaders.sections.basics import phone_numbers

SIGN: Final = "\u2022"
SEEN: Final = re.compile(r"\S")
# Pages of one person; what somebody built may well be named by its address.
_PROFILE: Final = re.compile(
    r"(?:https?://)?(?:[\w-]+\.)?(?:linkedin|xing|github|gitlab|bitbucket|twitter|x|t|keybase|"
    r"stackoverflow|facebook|instagram|medium)\.(?:com|me|io|org)/[^\s/)\]|,;]+/?(?![\w/])"
    r"|(?:[\w-]+\.)?linkedin\.com/\S+"
)


def hidden(text: str) -> str:
    """Return a text of the same length with dots for addresses, numbers and profiles in it."""
    places = list(addresses(text))
    low = lowered(text)
    if "/" in low:
        places += [match.span() for match in _PROFILE.finditer(low)]
    return blanked(text, places)


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text holds e-mail addresses and telephone numbers, whoever's they are."""
    low = lowered(text)
    found = [match.span() for match in emails(low)]
    yield from found
    blank = blanked(low, [*found, *(match.span() for match in URL.finditer(low))], " ")
    yield from (match.span() for match in phone_numbers(blank))


def blanked(text: str, places: Sequence[tuple[int, int]], sign: str = SIGN) -> str:
    """Return a text with a sign for each character that is seen in some places."""
    for start, end in places:
        text = text[:start] + SEEN.sub(sign, text[start:end]) + text[end:]
    return text
