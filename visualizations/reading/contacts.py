"""How to reach somebody, hidden in what is shown: e-mail addresses, numbers, where they live."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from ...graph.display import shown
from ...loaders.addresses import URL, emails
from ...loaders.document import Document
from ...loaders.layout.mapped import Span
from ...loaders.normalization import lowered
from ...loaders.sections.basics import phone_numbers
from .facts import Fact

_PRIVATE: Final = tuple(f"{one} of" for one in ("e-mail address", "telephone number", "address"))
_SIGN: Final = "\u2022"
_SEEN: Final = re.compile(r"\S")


class Contacts:
    """What of a document is hidden; nothing is where they are ``told``."""

    def __init__(self, document: Document, facts: Sequence[Fact], *, told: bool) -> None:
        self._told = told
        self._private = {
            at: [(span, " ".join(document.quote(span).split())) for span in fact.spans]
            for at, fact in enumerate(facts)
            if not told and _is_private(fact)
        }

    def holds(self, fact: int) -> bool:
        """Return whether a fact, by its index, is hidden."""
        return fact in self._private

    def hide(self, text: str, places: Sequence[tuple[int, int]] = ()) -> str:
        """Return a text of the same length with dots for its addresses, numbers and some places."""
        if self._told:
            return text
        return _blanked(text, [*places, *_addresses(text)], _SIGN)

    def value(self, text: str, spans: Sequence[Span] = ()) -> str:
        """Return what was made of some places to be shown, and no hidden part of them in it."""
        for place, quote in (one for each in self._private.values() for one in each):
            if quote and any(span.start < place.end and place.start < span.end for span in spans):
                text = text.replace(quote, _SEEN.sub(_SIGN, quote))
        return shown(self.hide(text))


def _is_private(fact: Fact) -> bool:
    """Return whether a fact says how to reach somebody; profiles and pages are public."""
    return fact.kind == "Contact" and fact.what.startswith(_PRIVATE)


def _addresses(text: str) -> Iterator[tuple[int, int]]:
    """Yield where a text holds e-mail addresses and telephone numbers, whoever's they are."""
    low = lowered(text)
    found = [match.span() for match in emails(low)]
    yield from found
    blank = _blanked(low, [*found, *(match.span() for match in URL.finditer(low))], " ")
    yield from (match.span() for match in phone_numbers(blank))


def _blanked(text: str, places: Sequence[tuple[int, int]], sign: str) -> str:
    for start, end in places:
        text = text[:start] + _SEEN.sub(sign, text[start:end]) + text[end:]
    return text
