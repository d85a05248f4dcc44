"""A format that only tests know, as somebody would add one: cards of ``key=value`` lines."""

from __future__ import annotations

import re

from commonground.loaders.document import Document
from commonground.loaders.formats.decoding import decode
from commonground.loaders.formats.reading import RawFile
from commonground.loaders.layout.lines import Line
from commonground.loaders.layout.mapped import Mapped


def read(raw: RawFile) -> Document:
    """Return a document whose lines are the values; a key in capitals is a heading."""
    found = decode(raw.data, raw.key, raw.encoding)
    lines = []
    for number, match in enumerate(re.finditer(r"([^=\n]*)=([^\n]*)", found.text), 1):
        value = Mapped.plain(match[2], match.start(2))
        lines.append(Line(value, number, heading=1 if match[1].isupper() else 0))
    return raw.document(found, lines)
