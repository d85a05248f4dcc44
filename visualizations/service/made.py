"""What a response is made of."""

from __future__ import annotations

from typing import Final, NamedTuple

JSON: Final = "application/json"
CSV: Final = "text/csv; charset=utf-8"


class Made(NamedTuple):
    """A body and what it is; ``next`` is the cursor of the page that follows."""

    body: bytes
    media_type: str = JSON
    next: str | None = None
