"""LinkedIn's export of somebody's data, a ZIP archive of CSV files; no other archive is read.

Its text is those of its files that tell of the person, one after the other under their names. The
others hold messages and connections, which are about other people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final

from ...errors import UnreadableFile
from ..document import Document
from ..layout.fields import Field, Node, Record, Value, field_name
from ..layout.mapped import Mapped
from .decoding import Decoded, decode
from .packed import Packed
from .reading import RawFile

# The files that are read, in this order, and the section of a resume that the rows of each are.
_FILES: Final[Mapping[str, str]] = {
    "Profile.csv": "basics",
    "Email Addresses.csv": "email address",
    "PhoneNumbers.csv": "phone number",
    "Positions.csv": "work",
    "Education.csv": "education",
    "Skills.csv": "skills",
    "Languages.csv": "languages",
    "Projects.csv": "projects",
    "Certifications.csv": "certificates",
    "Honors.csv": "awards",
    "Publications.csv": "publications",
    "Volunteering.csv": "volunteer",
}
_SURE: Final = frozenset({"Profile.csv", "Positions.csv"})
_HEADS: Final = frozenset({"first name", "company name"})
_CELL: Final = re.compile(r'"((?:[^"]++|"")*+)"?|([^,\r\n"][^,\r\n]*+)?')
_END: Final = re.compile(r"[ \t]*(,|\r\n|\n|\r|$)")
_QUOTES: Final = re.compile(r'(?<=")"')
_ADDRESS: Final = re.compile(r"https?://[^\s,\]]+")


def read(raw: RawFile) -> Document:
    """Return the document of a data export.

    Raises:
        UnreadableFile: the archive is none, or is damaged.
    """
    archive = Packed(raw.data, raw.key)
    found = {PurePosixPath(name).name: name for name in archive.names}
    if not _SURE & found.keys():
        raise _other(raw)
    held = {title: archive.part(found[title]) for title in _FILES if title in found}
    text, tables = "", dict[str, list[Record]]()
    for title, data in held.items():
        body = decode(data, raw.key, raw.encoding).text.removeprefix("\ufeff") if data else ""
        text += f"{title}\n"
        tables[title] = _rows(Mapped.plain(body, len(text)))
        text += f"{body.rstrip()}\n\n"
    heads = {one.name for title in _SURE for row in tables.get(title, ()) for one in row.fields}
    if not heads & _HEADS:
        raise _other(raw)
    return raw.document(Decoded(text, "utf-8"), fields=_resume(tables))


def _other(raw: RawFile) -> UnreadableFile:
    return UnreadableFile(
        raw.key,
        "is a ZIP archive, which this version does not read unless it is LinkedIn's export of your"
        " data: unpack it and load what is inside",
    )


def _resume(tables: Mapping[str, list[Record]]) -> Record:
    """Return the tables as a resume with sections."""
    person = [field for row in tables.get("Profile.csv", [])[:1] for field in row.fields]
    addresses = tables.get("Email Addresses.csv", [])
    first = sorted(addresses, key=lambda row: not _says_yes(row))
    person += [one for row in first for one in row.fields if one.name == "email address"]
    numbers = [one for row in tables.get("PhoneNumbers.csv", []) for one in row.fields]
    person += [Field(one.key, one.value, "phone") for one in numbers if one.name == "number"]
    sections = [
        _field(section, list(tables[title]))
        for title, section in _FILES.items()
        if title in tables and section not in ("basics", "email address", "phone number")
    ]
    return Record([_field("basics", Record(list(map(_website, person)))), *sections])


def _says_yes(row: Record) -> bool:
    value = row.get(["primary"])
    return isinstance(value, Value) and value.text.text.lower() == "yes"


def _website(one: Field) -> Field:
    """``[PORTFOLIO:https://ada.example.org]`` is the address in it."""
    if one.name != "websites" or not isinstance(one.value, Value):
        return one
    match = _ADDRESS.search(one.value.text.text)
    text = one.value.text.cut(*match.span()) if match else one.value.text
    return Field(one.key, Value(text), "website")


def _field(name: str, node: Node) -> Field:
    return Field(Mapped.plain(""), node, name)


def _rows(source: Mapped) -> list[Record]:
    """Return the rows of a table by the names in its first."""
    rows = [row for row in _cells(source) if any(cell.text for cell in row)]
    head = [field_name(cell.text) for cell in rows[0]] if rows else []
    named = [zip(rows[0], row, head, strict=False) for row in rows[1:]]
    return [Record([Field(key, Value(cell), name) for key, cell, name in row]) for row in named]


def _cells(source: Mapped) -> Iterator[list[Mapped]]:
    row: list[Mapped] = []
    at, text = 0, source.text
    while at < len(text):
        match = _CELL.match(text, at)
        place = match.span(1 if match[1] is not None else 0) if match else (at, at)
        cell = source.cut(*place)
        if '""' in cell.text:
            cell = cell.without([one.span() for one in _QUOTES.finditer(cell.text)])
        row.append(cell)
        at = match.end() if match else at
        end = _END.match(text, at)
        if (
            end is None
        ):  # behind a quote there is nothing else; what is there all the same is passed
            at = next((one.start() for one in re.finditer(r"[,\r\n]", text[at:])), len(text)) + at
            end = _END.match(text, min(at, len(text)))
        at = end.end() if end else len(text)
        if end is None or end[1] != ",":
            yield row
            row = []
    if row:
        yield row
