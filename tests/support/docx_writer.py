"""Word files: of python-docx, or one of its files with a body that is written by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
BODY = "word/document.xml"


def saved(made: Any) -> bytes:
    """Return the bytes of a document of python-docx."""
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def docx(body: str) -> bytes:
    """Return a file whose body is this XML."""
    from docx import Document

    root = f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"
    return with_parts(saved(Document()), {BODY: root.encode()})


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return an archive with some parts replaced or added."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name), zipfile.ZIP_DEFLATED)
        for name, part in parts.items():
            new.writestr(name, part, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def part(data: bytes, name: str = BODY) -> bytes:
    """Return a part of an archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """Return a paragraph of one run."""
    return (
        f"<w:p><w:pPr>{properties}</w:pPr>"
        f'<w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )
