"""LaTeX: classes of resumes and plain articles, read from their source."""

from __future__ import annotations

from ..document import Document
from ..layout.lines import read_lines
from ..layout.mapped import line_starts
from ..layout.repair import repair
from .decoding import decode
from .reading import RawFile
from .tex.reader import to_markdown


def read(raw: RawFile) -> Document:
    """Return the document of a LaTeX file.

    Raises:
        UnreadableFile: the file is empty, no text, or none in the encoding that is told.
    """
    found = decode(raw.data, raw.key, raw.encoding)
    source, links = to_markdown(repair(found.text))
    return raw.document(found, read_lines(source, line_starts(found.text), links))
