"""Write the page of a document: its own text, coloured by what each span became."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ...errors import UnreadableFile
from ...graph.export.output import write_outputs
from ...loaders.document import Document
from ...loaders.formats.reading import RawFile, document_of
from ...loaders.formats.registry import FORMATS
from ...loaders.resume import Resume
from ..explorer.assemble import MODULES, script_of
from ..marks import style as marks_style
from ..page import assembled, template
from .payload import payload_of

if TYPE_CHECKING:
    from ...graph.store import StoredGraph
    from ...ontology.ontology import Ontology

# Whose text is the file's own, so that a store has all that their readers read.
_TEXTS: Final = ("text/", "application/x-tex")


def write_reading(
    document: Document,
    resume: Resume,
    path: str | os.PathLike[str],
    ontology: Ontology,
    *,
    contact: bool = False,
    graph: StoredGraph | None = None,
    force: bool = False,
) -> Path:
    """Write the page of a document and what was read of it, and return its path.

    E-mail addresses, telephone numbers and the person's address are hidden without ``contact``. Of
    ``graph`` nothing is written over, as ``view`` says.

    Raises:
        UsageError: the page cannot be written there.
    """
    write_outputs(
        {Path(path): reading_page(document, resume, ontology, contact=contact)}, graph, force=force
    )
    return Path(path)


def reading_page(
    document: Document, resume: Resume, ontology: Ontology, *, contact: bool = False
) -> str:
    """Return the HTML of a document's page; the same document gives the same text."""
    data = reading_of(document, resume, ontology, contact=contact)
    style = template("base.css") + template("reading.css") + marks_style()
    script = script_of(MODULES, "elements.js") + template("reading.js")
    return assembled(data["title"], template("reading.html"), style, script, data)


def reading_of(
    document: Document,
    resume: Resume,
    ontology: Ontology,
    *,
    contact: bool = False,
    served: bool = False,
) -> dict[str, Any]:
    """Return what the page of a document shows, as plain values; ``served`` if a service does."""
    known = document if document.lines is not None else _read_again(document)
    return payload_of(known, resume, ontology.concepts, contact=contact, served=served)


def _read_again(document: Document) -> Document:
    """Return a document of a store with its lines, where its text is its file's own."""
    media_type = document.media_type.partition(";")[0]
    found = next((one for one in FORMATS if one.media_type == media_type and one.reader), None)
    if found is None or not media_type.startswith(_TEXTS):
        return document
    try:
        data = document.text.encode(document.encoding)
        again = document_of(RawFile(document.key, data, document.sha256, found, document.encoding))
    except (UnicodeError, UnreadableFile):  # a file whose bytes did not all decode
        return document
    return replace(document, lines=again.lines) if again.text == document.text else document
