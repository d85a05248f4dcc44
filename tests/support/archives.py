"""ZIP archives as word processors and LinkedIn write them, of texts that a test gives."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping

from commonground.loaders.document import Document
from commonground.loaders.formats.reading import RawFile, document_of
from commonground.loaders.formats.registry import format_of

_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for name, long in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
    }.items()
)
# As LibreOffice writes them: styles of their own for bold runs and for each paragraph of a kind.
_STYLES = (
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    '<style:style style:name="P2" style:family="paragraph" style:parent-style-name="Standard">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="T1" style:family="text"><style:text-properties'
    ' fo:font-weight="bold" style:font-weight-asian="bold"/></style:style>'
    '<style:style style:name="T2" style:family="text"><style:text-properties'
    ' fo:font-weight="normal"/></style:style>'
)


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """Return an archive of files by their names."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def opendocument(body: str, before: str = "") -> bytes:
    """Return an OpenDocument text with this body; ``before`` stands before its first element."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{before}<office:document-content {_NAMESPACES}'
        ' xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3">'
        f"<office:automatic-styles>{_STYLES}</office:automatic-styles><office:body><office:text>"
        f"{body}</office:text></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": kind, "content.xml": content, "styles.xml": "<x/>"})


def document_of_bytes(data: bytes, name: str) -> Document:
    """Return what is read from a file of this name that holds these bytes."""
    return document_of(RawFile(name, data, hashlib.sha256(data).hexdigest(), format_of(name, data)))
