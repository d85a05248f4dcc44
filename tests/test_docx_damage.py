"""Word files that are none to read: one sentence each, and nothing is unpacked without bounds."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.errors import UnreadableFile
from commonground.loaders.formats.packed import MOST

from .support.docx_writer import BODY, NAMES, docx, paragraph, part, saved, with_parts
from .support.reading import fault, read, shown

ADA = docx(paragraph("Ada Quill") + paragraph("Go and Rust", "<w:pStyle w:val='Heading1'/>"))
ENTITIES = (
    '<!DOCTYPE w [<!ENTITY a "ada"><!ENTITY b "&a;&a;&a;">'
    '<!ENTITY c SYSTEM "file:///etc/hostname">]>'
)


def body(text: str, head: str = "", encoding: str = "utf-8") -> bytes:
    """Return a file whose body is so encoded and begins so."""
    root = f"<w:document {NAMES}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body>"
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{head}{root}</w:document>'
    return with_parts(saved(Document()), {BODY: xml.encode(encoding)})


def packed(**parts: bytes) -> bytes:
    """Return an archive of these parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (docx(""), "is empty; nothing to read"),
        (ADA[:900], "is damaged: "),
        (b"PK\x03\x04 and so on", "is damaged: "),
        (packed(text=b"Ada"), "is damaged: there is no Word document in it"),
        (with_parts(ADA, {BODY: b"<w:document"}), "is damaged: "),
        (with_parts(ADA, {BODY: b"<a/>"}), "is damaged: there is no Word document in it"),
        (body("&b;", ENTITIES), "has a document type in it"),
        (body("&c;", ENTITIES, "utf-16"), "has a document type in it"),
        (body("&b;", ENTITIES, "cp037"), "is damaged: "),
        (body("Ada", "<!--" + "x" * 70_000 + "-->" + ENTITIES), "has a document type in it"),
        (docx(paragraph("Ada") * 20_000), "has more text than any resume"),
        (body(" " * (MOST + 1)), "unpacks to more than 50 MB"),
    ],
)
def test_each_fault_has_its_sentence(data: bytes, said: str) -> None:
    assert fault(data, "docx").startswith(said)


def test_pictures_and_other_parts_are_not_unpacked() -> None:
    large = with_parts(ADA, {"word/media/image1.png": bytes(MOST + 1)})
    assert shown(large, "docx") == shown(ADA, "docx") == ["Ada Quill", "# Go and Rust"]


def test_an_encrypted_part_is_said_to_be_one() -> None:
    data = bytearray(ADA)
    for sign, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = data.find(sign)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(sign, place + 1)
    assert fault(bytes(data), "docx") == "is encrypted: save it without a password"


def test_what_is_nested_without_end_is_dropped() -> None:
    deep = 5000
    wraps = "<w:ins>" * deep + "<w:r><w:t>Deep</w:t></w:r>" + "</w:ins>" * deep
    tables = "<w:tbl><w:tr><w:tc>" * deep + paragraph("Deep") + "</w:tc></w:tr></w:tbl>" * deep
    data = docx(paragraph("Ada") + f"<w:p>{wraps}</w:p>" + tables + paragraph("Quill"))
    assert shown(data, "docx") == ["Ada", "Quill"]


def test_styles_in_a_circle_end() -> None:
    styles = part(ADA, "word/styles.xml").decode()
    circle = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:basedOn w:val="{other}"/></w:style>'
        for one, other in ("AB", "BA")
    )
    data = docx(paragraph("Ada", "<w:pStyle w:val='A'/>"))
    data = with_parts(
        data, {"word/styles.xml": styles.replace("</w:styles>", circle + "</w:styles>").encode()}
    )
    assert shown(data, "docx") == ["Ada"]


XML = part(ADA)


@settings(max_examples=60, deadline=2000)
@given(
    edits=st.lists(
        st.tuples(st.integers(0, len(XML)), st.binary(max_size=5), st.integers(0, 9)),
        min_size=1,
        max_size=6,
    ),
    outside=st.booleans(),
)
def test_damaged_bytes_end_in_a_document_or_a_sentence(
    edits: list[tuple[int, bytes, int]], outside: bool
) -> None:
    data = ADA if outside else XML
    for at, put, taken in edits:
        data = data[:at] + put + data[at + taken :]
    try:
        assert read(data if outside else with_parts(ADA, {BODY: data}), "docx").text
    except UnreadableFile as refused:
        assert "\n" not in refused.reason
