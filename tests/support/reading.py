"""A file's bytes read as the loader reads them, for tests of formats."""

from __future__ import annotations

import hashlib

import pytest

from commonground.errors import UnreadableFile
from commonground.loaders.document import Document
from commonground.loaders.formats.reading import RawFile, document_of
from commonground.loaders.formats.registry import format_of
from commonground.loaders.layout.lines import Line


def read(data: bytes, suffix: str) -> Document:
    """Return the document of a file; every character of its lines is that of its text."""
    key = f"ada.{suffix}"
    raw = RawFile(key, data, hashlib.sha256(data).hexdigest(), format_of(key, data))
    document = document_of(raw)
    assert all(map(_placed, document.lines or (), [document] * len(document.lines or ())))
    return document


def _placed(line: Line, document: Document) -> bool:
    """Return whether a line says what stands at its place, a line end for a blank."""
    said = zip(line.text.text, line.text.starts, line.text.ends, strict=True)
    return document.line(line.text.starts[0]) == line.number and all(
        document.text[start:end] == shown or (shown, document.text[start:end]) == (" ", "\n")
        for shown, start, end in said
    )


def shown(data: bytes, suffix: str) -> list[str]:
    """Return the lines of a file, each headed by its marks: ``#`` a heading, ``-`` an item."""
    return [_marked(line) for line in read(data, suffix).lines or ()]


def _marked(line: Line) -> str:
    marks = "#" * line.heading + "-" * line.bullet
    bold = "**" if line.bold else ""
    return f"{marks} {bold}{line.plain}".lstrip()


def fault(data: bytes, suffix: str) -> str:
    """Return why a file cannot be read: one sentence."""
    with pytest.raises(UnreadableFile) as raised:
        read(data, suffix)
    reason = raised.value.reason
    assert "\n" not in reason
    return reason
