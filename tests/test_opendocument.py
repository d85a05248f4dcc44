"""OpenDocument texts and RTF: what is taken out of them, how it was set, and what is refused."""

from __future__ import annotations

import pytest

from commonground.errors import UnreadableFile
from commonground.loaders.evidence import misplaced
from commonground.loaders.formats import packed as bounds
from commonground.loaders.parser import ResumeReader
from commonground.loaders.resume import Resume
from commonground.ontology.ontology import load_ontology

from .support.archives import document_of_bytes, opendocument, zipped

READER = ResumeReader(load_ontology())

ODT = """<text:sequence-decls><text:sequence-decl text:name="Table"/></text:sequence-decls>
<text:p text:style-name="P1">Solveig Aukland</text:p>
<text:p><text:a xlink:type="simple" xlink:href="mailto:solveig@example.org"><text:span>write
to me</text:span></text:a><text:tab/>+47 400 00 111</text:p>
<text:tracked-changes><text:p>deleted</text:p></text:tracked-changes>
<text:h text:style-name="Heading_20_1" text:outline-level="1">Experience</text:h>
<text:p><text:span text:style-name="T1">Platform Engineer, Nordlys AS</text:span></text:p>
<text:p>Mar 2019 <text:s text:c="2"/>– present<office:annotation><text:p>no</text:p>
</office:annotation></text:p>
<text:list><text:list-item><text:p>Ran Kafka &amp; Go_services</text:p></text:list-item>
<text:list-item><text:p>Wrote *Rust* code</text:p>
<text:list><text:list-item><text:p>deeper</text:p></text:list-item></text:list>
</text:list-item></text:list>
<text:p text:style-name="P2">Clerk, Brim Ltd <text:span
text:style-name="T2">2017 - 2018</text:span></text:p>
<text:h text:outline-level="1">Skills</text:h>
<table:table><table:table-row><table:table-cell><text:p>Languages</text:p></table:table-cell>
<table:table-cell><text:p>Go, Rust</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell><text:p>Tools</text:p></table:table-cell>
<table:table-cell><text:p>Docker, Redis</text:p></table:table-cell></table:table-row>
</table:table>"""

RTF = r"""{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Times New Roman;}}
{\colortbl;\red0\green0\blue0;}{\stylesheet{\s1 heading 1;}}
{\info{\author Secret Person}}{\*\generator Word;}{\pict 0102ff}
\pard\s1\outlinelevel0\b\fs36 Solveig Aukland\par
\pard\plain {\field{\*\fldinst{HYPERLINK "mailto:solveig@example.org"}}{\fldrslt{\ul write to me}}}
\tab +47 400 00 111\par
\pard\outlinelevel0 Experience\par
\pard {\b Platform Engineer, Nordlys AS}\par
Mar 2019   \endash  present\par
\pard{\listtext\'b7\tab}\ls1\ilvl0 Ran Kafka & Go_services\par
{\listtext\'b7\tab}Wrote *Rust* code\par
\pard\ls1\ilvl1 deeper{\v hidden}\par
\pard\b Clerk, Brim Ltd \b0 2017 - 2018\par
\pard\outlinelevel0 Skills\par
\pard\trowd\cellx100\cellx200 Languages\cell Go, Rust\cell\row
Tools\cell Docker, Redis\cell\row
}"""

BOTH = pytest.mark.parametrize(
    ("name", "data"), [("cv.odt", opendocument(ODT)), ("cv.rtf", RTF.encode())]
)


def read(data: bytes, name: str) -> Resume:
    document = document_of_bytes(data, name)
    resume = READER.parse(document, first_loaded="2025-12-01")
    assert misplaced(resume, document.text) is None
    return resume


@BOTH
def test_layout_is_kept(name: str, data: bytes) -> None:
    lines = document_of_bytes(data, name).lines or ()
    told = [(line.plain.strip(), line.heading, line.bullet, line.bold) for line in lines]
    assert [(text, heading, bullet) for text, heading, bullet, _ in told] == [
        ("Solveig Aukland", 1, 0),
        ("write to me\t+47 400 00 111", 0, 0),
        ("Experience", 1, 0),
        ("Platform Engineer, Nordlys AS", 0, 0),
        ("Mar 2019   – present", 0, 0),
        ("Ran Kafka & Go_services", 0, 1),
        ("Wrote *Rust* code", 0, 1),
        ("deeper", 0, 2),
        ("Clerk, Brim Ltd 2017 - 2018", 0, 0),
        ("Skills", 1, 0),
        ("Languages\tGo, Rust", 0, 0),
        ("Tools\tDocker, Redis", 0, 0),
    ]
    assert told[3][3] and not told[8][3] and lines[8].bolds
    assert [cell.text for cell in lines[10].cells] == ["Languages", "Go, Rust"]
    assert [one.url.text for one in lines[1].anchors] == ["mailto:solveig@example.org"]


@BOTH
def test_the_text_is_the_extracted_one_and_evidence_counts_in_it(name: str, data: bytes) -> None:
    document, resume = document_of_bytes(data, name), read(data, name)
    evidence = resume.meta.commonground.evidence
    assert document.text.startswith("Solveig Aukland\nwrite to me\t+47 400 00 111\n")
    assert not any(word in document.text for word in ("deleted", "Secret", "hidden", "0102"))
    assert (resume.basics.name, resume.basics.email) == ("Solveig Aukland", "solveig@example.org")
    assert document.text[slice(*evidence["/basics/email"][0])] == "write to me"
    assert [(one.name, one.position, one.startDate, one.endDate) for one in resume.work] == [
        ("Nordlys AS", "Platform Engineer", "2019-03", None),
        ("Brim Ltd", "Clerk", "2017", "2018"),
    ]
    assert {one.name for one in resume.skills} == {"Go", "Rust", "Docker", "Redis"}


def test_cells_of_several_paragraphs_are_columns_of_a_page() -> None:
    columns = (["Skills", "Go"], ["Experience", "Clerk"])
    texts = ("".join(f"<text:p>{line}</text:p>" for line in lines) for lines in columns)
    cells = "".join(f"<table:table-cell>{text}</table:table-cell>" for text in texts)
    data = opendocument(f"<table:table><table:table-row>{cells}</table:table-row></table:table>")
    found = document_of_bytes(data, "cv.odt").lines or ()
    assert [line.plain for line in found] == ["Skills", "Go", "Experience", "Clerk"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"{\rtf1\ansi\ansicpg1251 \'cf\'f0\'e8}", "При"),
        (r"{\rtf1 Bj\'f8rn \u321?ukasz \u-10179?\u-8704? x}", "Bjørn Łukasz 😀 x"),
        (r"{\rtf1\uc2 \u321\'3f\'3fa {\uc0\u246 b}}", "Ła öb"),
        (r"{\rtf1 a\~b \{c\} \\ d\_e\-f}", "a b {c} \\ d-ef"),
        (r"{\rtf1 a {\*\unknown b} {\header c}{\shp{\*\shpinst{\sp x}}} d", None),
        ("{\\rtf1 a\r\nb}", "ab"),
    ],
)
def test_characters_of_rtf(text: str, shown: str | None) -> None:
    found = (document_of_bytes(text.encode(), "cv.rtf").lines or ())[0].plain
    assert " ".join(found.split()) == (shown if shown is not None else "a x d")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (zipped({"mimetype": "x"}), "without content.xml"),
        (b"PK\x03\x04....", "is damaged: open it"),
        (opendocument("<text:p>x</text:p>")[:300], "is damaged: open it"),
        (zipped({"content.xml": "<a><b></a>"}), "damaged or locked"),
        (zipped({"content.xml": b"\x01\x02\x03"}), "damaged or locked"),
        (opendocument("<text:p> </text:p>"), "is empty"),
        (opendocument("<text:p>x</text:p>", '<!DOCTYPE x [<!ENTITY a "aaaa">]>'), "of its own"),
        (opendocument("", '<!DOCTYPE x SYSTEM "file:///etc/hostname">'), "of its own"),
        (opendocument("<text:p>" * 300 + "x" + "</text:p>" * 300), "more than 200 deep"),
        (zipped({"content.xml": b" " * (bounds.MOST + 1)}), "unpacks to more than"),
        (zipped(dict.fromkeys(map(str, range(2001)), "")), "more than 2000 parts"),
    ],
)
def test_what_is_damaged_or_hostile_says_so_in_one_line(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason) as caught:
        document_of_bytes(data, "cv.odt")
    assert "\n" not in str(caught.value)


def test_the_sign_of_an_item_makes_one_of_its_paragraph_only() -> None:
    text = r"{\rtf1 Ann\par {\pntext\bullet\tab}Go\par {\listtext 1.\tab}Rust\par Clerk}"
    found = document_of_bytes(text.encode(), "cv.rtf").lines or ()
    assert [(line.plain, line.bullet) for line in found] == [
        ("Ann", 0),
        ("Go", 1),
        ("Rust", 1),
        ("Clerk", 0),
    ]


def test_an_empty_rtf_is_empty() -> None:
    with pytest.raises(UnreadableFile, match="is empty"):
        document_of_bytes(b"{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}\\par}", "cv.rtf")
