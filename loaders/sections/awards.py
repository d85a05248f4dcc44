"""Awards and certificates: what was won, and what was completed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ...ontology.wordlists import WordPattern
from ..builder import Builder, ConceptMention, trim
from ..dates import find_dates
from ..layout.lines import Line
from ..layout.mapped import Mapped
from ..patterns import any_of
from ..resume import Award, Certificate

_CERTIFIED: Final = WordPattern(lambda: rf"\b{any_of('certificates')}\b", re.IGNORECASE)
_COMPLETED: Final = re.compile(r"(?i)^(?:completed|issued|awarded|received|obtained|earned)\b")
_BRACKETED: Final = re.compile(r"\(([^()]{2,60})\)\s*$")
_EXAM: Final = re.compile(r"[A-Z\d]{1,4}-[A-Z]{0,2}\d{2,4}")  # AZ-104, SAA-C03, 200-301
_LETTERS: Final = re.compile(r"(?:[A-Z][a-z]?){2,8}")  # CKA; small words have a letter or none
_WORD: Final = re.compile(r"[^\W\d_]+")
_LISTED: Final = re.compile(r"\s*;\s+")
_LEAST: Final = 3  # characters of a name


def read_awards(
    builder: Builder,
    lines: Sequence[Line],
    awards: list[Award],
    certificates: list[Certificate],
    section: str,
) -> list[ConceptMention]:
    """Add what was awarded, and what was certified or completed; return what they mention."""
    out: list[ConceptMention] = []
    last: str | None = None
    for line in _apart(lines, section):
        # "Issued May 2020" tells of the line above it.
        if _COMPLETED.match(line.plain) and last:
            _when(builder, line, last, awards, certificates)
            builder.use(line.text)
            continue
        certified = section == "certificates" or bool(_CERTIFIED.search(line.plain))
        last = (
            _certificate(builder, line, certificates)
            if certified
            else _award(builder, line, awards)
        )
        builder.use(line.text)
        out += builder.mentions(line.text, section="certificates" if certified else "awards")
    return out


def _apart(lines: Sequence[Line], section: str) -> Iterator[Line]:
    """Give each certificate of a line that lists several: ``CCNP, 2021; Security+, 2019``."""
    for line in lines:
        parts = line.text.split(_LISTED) if section == "certificates" else []
        # "Scrum Master; Scrum Alliance; 2019" is one, with who gave it and when.
        if len(parts) > 1 and all(map(_dated, parts)):
            yield from (replace(line, text=part, bolds=[], anchors=[], cells=[]) for part in parts)
        else:
            yield line


def _dated(part: Mapped) -> bool:
    """Return whether a part of a line is a name with its date."""
    places = [one.place for one in find_dates(part.text)]
    return bool(places) and any(start > _LEAST for start, _ in places)


def _title(line: Line) -> Mapped:
    # The name stands before the date, or behind one that begins the line. Then goes what a date has
    # left at its end, and who gave it, behind a dash or a colon or in brackets; but no cut leaves
    # three characters or less, which are no name.
    dates = find_dates(line.plain)
    text = line.text.cut(0, dates[0].place[0]) if dates and dates[0].place[0] > 3 else line.text
    if dates and dates[0].place[0] <= 3:
        text = line.text.cut(dates[0].place[1])
    tail = re.search(r",\s*[^,]{0,30}$|\s+[-–—|]\s*\(?$|\s*[(\[]\s*$", text.text) if dates else None
    text = trim(text.cut(0, tail.start()) if tail and tail.start() > 3 else text)
    cut = re.search(r"\s+[-–—|]\s+|:\s+|\s+\((?=[^)]*\)$)", text.text)
    return trim(text.cut(0, cut.start())) if cut and cut.start() > 3 else text


def _award(builder: Builder, line: Line, awards: list[Award]) -> str | None:
    at = f"/awards/{len(awards)}"
    title = builder.value(f"{at}/title", _title(line))
    if title is None:
        return None
    award = Award(title=title)
    given = _BRACKETED.search(line.plain)
    if given and not find_dates(given[1]):
        award.awarder = builder.value(f"{at}/awarder", line.text.cut(*given.span(1)))
    awards.append(award)
    _when(builder, line, at, awards, [])
    return at


def _certificate(builder: Builder, line: Line, certificates: list[Certificate]) -> str | None:
    at = f"/certificates/{len(certificates)}"
    name = builder.value(f"{at}/name", _title(line))
    if name is None:
        return None
    certificate = Certificate(name=name)
    given = _BRACKETED.search(line.plain)
    if given and not find_dates(given[1]) and not name.endswith(")") and not _short(name, given[1]):
        certificate.issuer = builder.value(f"{at}/issuer", line.text.cut(*given.span(1)))
    certificates.append(certificate)
    _when(builder, line, at, [], certificates)
    return at


def _short(name: str, text: str) -> bool:
    """Return whether a text is a name's own letters or the number of its exam: nobody's name."""
    if _EXAM.fullmatch(text):
        return True
    if not _LETTERS.fullmatch(text):
        return False
    initials = iter("".join(word[0] for word in _WORD.findall(name)).upper())
    return all(letter in initials for letter in text if letter.isupper())


def _when(
    builder: Builder, line: Line, at: str, awards: list[Award], certificates: list[Certificate]
) -> None:
    for dates in find_dates(line.plain):
        if dates.end:
            part = (awards if at.startswith("/awards") else certificates)[-1]
            part.date = dates.end
            builder.place(f"{at}/date", line.text.cut(*dates.last).strip())
            return
