"""How to reach somebody, hidden in what is shown: e-mail addresses, numbers, where they live."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ...graph.display import shown
from ...loaders.document import Document
from ...loaders.layout.mapped import Span
from ..hiding import SEEN, SIGN, addresses, blanked
from .facts import Fact

_PRIVATE: Final = tuple(f"{one} of" for one in ("e-mail address", "telephone number", "address"))


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
        return blanked(text, [*places, *addresses(text)])

    def value(self, text: str, spans: Sequence[Span] = ()) -> str:
        """Return what was made of some places to be shown, and no hidden part of them in it."""
        for place, quote in (one for each in self._private.values() for one in each):
            if quote and any(span.start < place.end and place.start < span.end for span in spans):
                text = text.replace(quote, SEEN.sub(SIGN, quote))
        return shown(self.hide(text))


def _is_private(fact: Fact) -> bool:
    """Return whether a fact says how to reach somebody; profiles and pages are public."""
    return fact.kind == "Contact" and fact.what.startswith(_PRIVATE)
