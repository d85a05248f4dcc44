"""Every format that a file may have, one line each: how it is known, and what reads it.

To add one, write its reader beside this file (a module with ``read(raw: RawFile) -> Document``, as
``text.py`` has) and name it in its line here.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Final

from ...errors import MissingExtra

_SAVE: Final = "save it as text, Markdown or HTML and load that"
_BEHIND: Final = "load the resumes that it was made from"
_TYPE: Final = "type its text into a file and load that"

_DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ODT: Final = "application/vnd.oasis.opendocument.text"
_ZIP: Final = (b"PK\x03\x04",)
_IMAGES: Final = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff", ".heic")
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a")


@dataclass(frozen=True, slots=True)
class Format:
    """One format; ``name`` is how a sentence goes on after "is".

    ``magic`` are the bytes that such files may begin with. ``reader`` is the module that reads
    them, imported with the first such file (``.text`` is the one beside this file); without one
    the format is known and not read, and ``instead`` says what to do. ``install`` says what to
    install where a library that the reader imports is missing. ``encoded`` says that such files are
    in an encoding, which a user may tell.
    """

    name: str
    suffixes: tuple[str, ...]
    media_type: str
    reader: str | None = None
    magic: tuple[bytes, ...] = ()
    install: str = ""
    instead: str = _SAVE
    encoded: bool = True

    @property
    def refusal(self) -> str | None:
        """Why such a file is not read, and what to do instead; None where it is read."""
        if self.reader is not None:
            return None
        return f"is {self.name}, which this version does not read: {self.instead}"

    def module(self) -> ModuleType:
        """Import the reader.

        Raises:
            MissingExtra: a library that it needs is not installed, or there is no reader.
        """
        if self.reader is None:
            raise MissingExtra(str(self.refusal))
        try:
            return import_module(self.reader, __package__)
        except ModuleNotFoundError as fault:
            if not self.install:  # a fault of ours: there is nothing to install
                raise
            raise MissingExtra(
                f"is {self.name}, and reading it needs {fault.name}: {self.install}"
            ) from None


# Where files of several formats begin alike, the first of them names a file whose suffix is none of
# theirs: what is only known to be a ZIP archive is called that.
FORMATS: tuple[Format, ...] = (
    Format("Markdown", (".md", ".markdown"), "text/markdown", ".text"),
    Format("plain text", (".txt", ".text"), "text/plain", ".text"),
    Format("HTML", (".html", ".htm"), "text/html", ".html"),
    Format("a PDF", (".pdf",), "application/pdf", ".pdf", magic=(b"%PDF-",), encoded=False),
    Format("a ZIP archive", (".zip",), "application/zip", ".linkedin", magic=_ZIP, encoded=False),
    Format("a Word document", (".docx",), _DOCX, ".docx", magic=_ZIP, encoded=False),
    Format("an OpenDocument text", (".odt",), _ODT, ".odt", magic=_ZIP, encoded=False),
    Format("an old Word document", (".doc",), "application/msword", magic=(b"\xd0\xcf\x11\xe0",)),
    Format("RTF", (".rtf",), "application/rtf", ".rtf", magic=(b"{\\rtf",), encoded=False),
    Format("LaTeX", (".tex", ".latex"), "application/x-tex", ".latex", magic=(b"\\documentclass",)),
    Format("JSON", (".json",), "application/json", ".json"),
    Format("YAML", (".yaml", ".yml"), "application/yaml", ".yaml"),
    Format("XML", (".xml",), "application/xml"),
    Format("a graph or a table", (".graphml", ".gexf", ".ttl", ".csv"), "*/*", instead=_BEHIND),
    Format("an image", _IMAGES, "image/*", magic=_PICTURES, instead=_TYPE),
)
_UNNAMED: Final = ".txt"  # a file without a suffix is read as plain text
_SUFFIX: Final = re.compile(r"\.\S*[^\W\d_]\S*")


def format_of(path: str, data: bytes = b"") -> Format:
    """Return the format of a file by its suffix, and by its first bytes where they are given.

    The bytes decide against the suffix: a PDF that somebody named ``.txt`` is still a PDF.
    """
    suffix = suffix_of(path)
    named = next((one for one in FORMATS if (suffix or _UNNAMED) in one.suffixes), None)
    if named is not None and data.startswith(named.magic):
        return named
    begun = next((one for one in FORMATS if data.startswith(one.magic)), None)
    return begun or named or _unknown(suffix)


def suffix_of(path: str) -> str:
    """Return what a file's name says of its format, in lower case; nothing if it says nothing.

    "CV A. Thornquist" and "cv v1.2" end with a dot and something, which is no suffix.
    """
    suffix = os.path.splitext(path)[1].lower()
    return suffix if _SUFFIX.fullmatch(suffix) else ""


def _unknown(suffix: str) -> Format:
    texts = (one for one in FORMATS if one.reader and one.media_type.startswith("text/"))
    read = sorted(suffix for one in texts for suffix in one.suffixes)
    rename = f"if it is text, name it {', '.join(read[:-1])} or {read[-1]}"
    return Format(suffix, (suffix,), "application/octet-stream", instead=rename)
