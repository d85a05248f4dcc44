"""What a sheet is: all that is kept of one person beside their documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ..arrays.records import Uncoded
    from .organisations import Said


class Sheet(NamedTuple):
    """One person: the columns of ``packed`` (``told`` up to the tally), and what stands beside.

    ``named`` are the ids of the nodes of theirs that have names, ``entries`` by what these are
    found (sort, text, node).
    """

    person: str
    told: tuple[str | bytes | None, ...]
    rows: Uncoded
    facts: bytes
    named: tuple[str, ...]
    entries: tuple[tuple[str, str | bytes, str], ...]
    titles: tuple[str | bytes, ...]


class Alone(NamedTuple):
    """The sheet of the person whose only document this is, and what it says of organisations."""

    document: str
    sheet: Sheet
    said: Mapping[str, Said]

    def of(self, key: str, mention: str) -> bool:
        """Return whether it is of the document with this key, and this mention."""
        return (self.document, self.sheet.person) == (key, mention)
