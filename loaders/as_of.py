"""The day that a document speaks from: its metadata, its own words, an option, or its loading."""

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
# "CV, October 2019": the whole line, since "CV 2019" may be a part of something else.
_TITLED: Final = WordPattern(
    lambda: rf"^\W*{any_of('document_dates', 'titles', blank=BLANKS)}\s*[,:：(|–—-]?\s*",
    re.IGNORECASE,
)
# "Bremen, den 4. März 2019" beneath the whole.
_SIGNED: Final = re.compile(
    r"[^\W\d_a-z][^\W\d_]+(?:[ -][^\W\d_]+){0,3},?\s+(?:den|the|le|el|il|am|on|em|a)?\s*"
)
_A_DAY: Final = len("2019-03-04")
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

    ``told`` is what the file's own fields say of when it was written. An option is the day of
    reading: what an older resume calls present was so on the day that it states, and not since.

    A document knows nothing of what comes after ``today`` or after the option: where it claims such
    a day for its own, the claim is not believed, and the next source counts.
    """
    latest = min(today, option) if option else today
    # Read whatever else is known: the line that states the day is then used, and is not unplaced.
    stated = _stated(lines, builder, latest)
    written = _of_metadata(document.text[:_HEAD], told, latest)
    if written:
        return AsOf(written, "metadata")
    if stated:
        return AsOf(stated, "text")
    return AsOf(option, "option") if option else AsOf(first_loaded, "loaded")


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
    for index, line in enumerate(near := [*lines[:12], *lines[-6:]]):
        if not _short_and_dated(line.plain):
            continue
        found = _UPDATED.search(line.plain) or _TITLED.match(line.plain)
        signed = None if found or index < len(near) - 3 else _SIGNED.match(line.plain)
        day = _behind(line.plain, found or signed, signed=bool(signed))
        if day:
            builder.use(line.text)
            if _past(day, today):
                return day
    return None


def _behind(text: str, match: re.Match[str] | None, *, signed: bool) -> str | None:
    """Return the date behind what announces it, with nothing else behind."""
    for dates in find_dates(text[match.end() :]) if match else ():
        # "As of 2019 I run Go services": the day of a document has nothing behind it.
        after = text[match.end() + dates.place[1] :] if match else ""
        if dates.end and dates.place[0] == 0 and not re.search(r"\w", after):
            return None if signed and len(dates.end or "") < _A_DAY else dates.end
    return None


def _short_and_dated(text: str) -> bool:
    return len(text) < 80 and may_hold_dates(text)
