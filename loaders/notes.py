"""What a person said of a document, and no line of it does."""

from __future__ import annotations

from typing import NamedTuple


class CorrectionNote(NamedTuple):
    """Why a value of a document was corrected, when (an ISO time in UTC) and by whom.

    >>> print(CorrectionNote(7, "2026-11-27T08:00:00+00:00", "ada", "left in March"))
    corrected 2026-11-27: "left in March"
    """

    number: int
    when: str
    by: str
    why: str

    def __str__(self) -> str:
        return f'corrected {self.when[:10]}: "{self.why}"'
