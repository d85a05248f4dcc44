"""A reader of packed facts that also says which names a text may be a slip of."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from ...ontology.folding import fold
from ..packed.facts import kind_of
from .packed_reader import PackedReader

_SLIPS: Final = 64
"""Names that differ from a text by a letter or two, of which a few are suggested."""


class NamedReader(PackedReader):
    """Looks names up in the indexes of the file."""

    def names_near(self, text: str, kinds: Collection[str]) -> Iterable[str]:
        """Give names of nodes of some kinds, among them those that a text may be a slip of."""
        from .lookup import EmbeddedLookup  # for slips alone

        wanted = fold(text)
        if not wanted:  # of signs alone nothing is left
            return ()
        near = (id for id, _ in EmbeddedLookup(self).near(wanted))
        ids = dict.fromkeys((*self.called_like(text, _SLIPS), *near))
        # Their names alone: an address that is near one is nobody else's to be told.
        told = self.captions(id for id in ids if kind_of(id) in kinds)
        return (name for name in told.values() if name)
