"""How to reach somebody, hidden in what is shown: e-mail addresses, numbers, where they live."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ...loaders.addresses import URL, emails
from ...loaders.normalization import lowered
from ...loaders.sections.basics import phone_numbers
from .facts import Fact

_PRIVATE: Final = ("e-mail address", "telephone number", "address")
HIDDEN: Final = "\u2022"
_SHOWN: Final = re.compile(r"\S")


def is_private(fact: Fact) -> bool:
    """Return whether a fact says how to reach somebody; profiles and pages are public."""
    return fact.kind == "Contact" and fact.what.startswith(tuple(f"{one} of" for one in _PRIVATE))


def addresses_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text holds e-mail addresses and telephone numbers, whoever's they are."""
    low = lowered(text)
    found = [match.span() for match in emails(low)]
    yield from found
    blank = _blanked(low, [*found, *(match.span() for match in URL.finditer(low))], " ")
    yield from (match.span() for match in phone_numbers(blank))


def without_contacts(text: str, places: Sequence[tuple[int, int]] = ()) -> str:
    """Return a text of the same length with dots for its addresses, numbers and these places."""
    return _blanked(text, [*places, *addresses_in(text)], HIDDEN)


def _blanked(text: str, places: Sequence[tuple[int, int]], sign: str) -> str:
    for start, end in places:
        text = text[:start] + _SHOWN.sub(sign, text[start:end]) + text[end:]
    return text
