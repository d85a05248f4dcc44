"""The day that a document speaks from: an option, its metadata, its own words, or its loading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from ..errors import UsageError
from ..ontology.wordlists import WordPattern
from .builder import Builder
from .dates import find_dates, may_hold_dates
from .document import AsOf, Document
from .layout.lines import Line
from .patterns import BLANKS, any_of

_UPDATED: Final = WordPattern(
    lambda: rf"\b{any_of('document_dates', 'text', blank=BLANKS)}\b\s*[:：]?\s*", re.IGNORECASE
)
# Some exports write the name of the language before front matter. The bound is on what has no end.
_FRONT: Final = re.compile(
    r"\ufeff?(?:ya?ml\s*\n)?---[ \t]*\r?\n(.{0,4000}?)\n---[ \t]*\r?$", re.S | re.M
)
_KEY: Final = re.compile(
    r"(?im)^(?:date|(?:last[_ -]?)?(?:updated|modified|revised)(?:[_-]at|[_-]on)?|lastmod)"
    r"\s*:\s*[\"']?(.{4,60}?)[\"']?\s*$"
)
_META: Final = re.compile(r"(?i)<meta\s[^<>]{0,500}>")
_META_NAME: Final = WordPattern(
    lambda: r"\b(?:name|property|http-equiv)\s*=\s*[\"']?" rf"{any_of('document_dates', 'meta')}\b",
    re.IGNORECASE,
)
_CONTENT: Final = re.compile(r"(?i)\bcontent\s*=\s*(?:\"([^\"]{4,60})\"|'([^']{4,60})')")
_HEAD: Final = 20_000  # characters; metadata stands at the beginning of a file


def checked_date(text: str) -> str:
    """Return an ISO date of a day or a month, as an option gives it.

    Raises:
        UsageError: it is none.
    """
    day = f"{text}-01" if len(text) == len("2025-12") else text
    try:
        known = date.fromisoformat(day).isoformat() == day
    except ValueError:
        known = False
    if not known:
        raise UsageError(f"--as-of: {text[:80]!r} is not a date such as 2025-12-01 or 2025-12")
    return text


def as_of(
    document: Document,
    lines: Sequence[Line],
    builder: Builder,
    option: str | None,
    first_loaded: str,
    today: str,
    told: Sequence[str] = (),
) -> AsOf:
    """Return the day that ``Present`` ends on, and what says so; the first that is known counts.

    ``told`` is what the file's own fields say of when it was written.

    A document knows nothing of what comes after ``today``: where it claims such a day for its own,
    the claim is not believed, and the next source counts. An option is the user's, and is kept.
    """
    # Read whatever else is known: the line that states the day is then used, and is not unplaced.
    stated = _stated(lines, builder, today)
    if option:
        return AsOf(option, "option")
    written = _of_metadata(document.text[:_HEAD], told, today)
    if written:
        return AsOf(written, "metadata")
    return AsOf(stated, "text") if stated else AsOf(first_loaded, "loaded")


def _past(day: str | None, today: str) -> bool:
    """Return whether a date, of whatever precision, has begun."""
    return day is not None and day <= today[: len(day)]


def _of_metadata(head: str, told: Sequence[str], today: str) -> str | None:
    """The date of a file's fields, of YAML front matter or of an HTML ``<meta>``."""
    front = _FRONT.match(head)
    values = [*told, *(match[1] for match in _KEY.finditer(front[1] if front else ""))]
    for tag in _META.finditer(head):
        content = _CONTENT.search(tag[0]) if _META_NAME.search(tag[0]) else None
        values += [content[1] or content[2]] if content else []
    found = (dates.end for value in values for dates in find_dates(_day_of(value)))
    return next((day for day in found if _past(day, today)), None)


def _day_of(value: str) -> str:
    """Leave out the time of ``2024-05-17T10:00:00Z``."""
    return re.sub(r"(\d{4}-\d\d-\d\d)T.*", r"\1", value)


def _stated(lines: Sequence[Line], builder: Builder, today: str) -> str | None:
    """The date of a line such as ``Last updated: March 2025``, which ends with it."""
    # Such a line stands near the name or at the very end; between them it tells of something else.
    for line in [*lines[:12], *lines[-6:]]:
        match = _UPDATED.search(line.plain) if _short_and_dated(line.plain) else None
        for dates in find_dates(line.plain[match.end() :]) if match else ():
            # "As of 2019 I run Go services": the day of a document has nothing behind it.
            after = line.plain[match.end() + dates.place[1] :] if match else ""
            if dates.end and dates.place[0] == 0 and not re.search(r"\w", after):
                builder.use(line.text)
                if _past(dates.end, today):
                    return dates.end
    return None


def _short_and_dated(text: str) -> bool:
    return len(text) < 80 and may_hold_dates(text)
