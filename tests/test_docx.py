"""Word documents: paragraphs, lists, tables, boxes and headers become lines in reading order."""

from __future__ import annotations

from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from .support.docx_writer import docx, paragraph, saved
from .support.reading import read, shown


def lines(body: str) -> list[str]:
    return shown(docx(body), "docx")


def test_styles_lists_and_bold_runs_are_layout() -> None:
    made = Document()
    made.add_heading("Ada Quill", 0)
    made.add_heading("Experience", 1)
    made.add_paragraph().add_run("Norvik Systems").bold = True
    entry = made.add_paragraph("Staff Engineer, ")
    entry.add_run("Oslo").bold = True
    entry.add_run().add_break()
    entry.add_run("2019 - 2021")
    made.add_paragraph("Wrote the ledger", "List Bullet")
    made.add_paragraph("In Go", "List Bullet 2")
    made.add_paragraph("- Kept its books")
    made.add_paragraph("\tIndented\tBrindle")
    document = read(saved(made), "docx")
    assert shown(saved(made), "docx") == [
        *(
            "# Ada Quill",
            "## Experience",
            "**Norvik Systems",
            "Staff Engineer, Oslo",
            "2019 - 2021",
        ),
        *("- Wrote the ledger", "- In Go", "- Kept its books", "Indented   Brindle"),
    ]
    assert document.lines is not None and document.lines[3].bolds == [(16, 20)]
    assert not document.lines[4].blank_before
    assert "\n• Wrote the ledger\n" in document.text and "\n- Kept its books\n" in document.text
    assert document.media_type.endswith("wordprocessingml.document")
    assert document.encoding == "utf-8"


def test_headings_are_known_by_what_their_style_is_based_on() -> None:
    made = Document()
    style = made.styles.add_style("Abschnitt", WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = made.styles["Heading 2"]
    made.add_paragraph("Ausbildung", "Abschnitt")
    made.add_paragraph("Universität Tamworth Hill")
    assert shown(saved(made), "docx") == ["## Ausbildung", "Universität Tamworth Hill"]


def test_without_headings_by_style_larger_letters_make_them() -> None:
    made = Document()
    for text, size in (("Ada Quill", 22), ("Experience", 14), ("Norvik Systems, Engineer", 10)):
        made.add_paragraph().add_run(text).font.size = Pt(size)
    for _ in range(3):
        made.add_paragraph().add_run("Wrote the ledger and kept its books.").font.size = Pt(10)
    assert shown(saved(made), "docx")[:3] == [
        *("# Ada Quill", "## Experience", "Norvik Systems, Engineer"),
    ]


def test_a_row_of_short_cells_is_a_line_and_a_cell_of_several_a_column() -> None:
    made = Document()
    short = made.add_table(2, 3)
    for row, texts in enumerate((("Period", "Employer", "Role"), ("2019", "Norvik", "Dev"))):
        for column, text in enumerate(texts):
            short.cell(row, column).text = text
    wide = made.add_table(1, 2)
    side, main = wide.rows[0].cells
    side.text, main.text = "Skills", "Experience"
    side.add_paragraph("Go, Rust")
    main.add_paragraph("Norvik Systems")
    inner = main.add_table(1, 2)
    inner.rows[0].cells[0].text, inner.rows[0].cells[1].text = "2015", "Brindle"
    document = read(saved(made), "docx")
    assert shown(saved(made), "docx") == [
        *("Period\tEmployer\tRole", "2019\tNorvik\tDev", "Skills", "Go, Rust", "Experience"),
        *("Norvik Systems", "2015\tBrindle"),
    ]
    assert document.lines is not None
    assert [cell.text for cell in document.lines[1].cells] == ["2019", "Norvik", "Dev"]


def test_links_of_both_kinds_are_anchors() -> None:
    made = Document()
    target = made.part.relate_to(
        "https://norvik.example/", f"{_OFFICE}/hyperlink", is_external=True
    )
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), target)
    entry = made.add_paragraph("At ")
    link.append(entry.add_run("Norvik")._r)
    entry._p.append(link)
    field = made.add_paragraph()._p
    for kind, text in (("begin", ""), ("", 'HYPERLINK "https://home.example"'), ("separate", "")):
        field.append(_run(kind, text))
    field.append(made.add_paragraph("My page").runs[0]._r)
    field.append(_run("end", ""))
    document = read(saved(made), "docx")
    found = [
        [(line.plain[a.start : a.end], a.url.text) for a in line.anchors]
        for line in document.lines or ()
    ]
    assert found == [
        [("Norvik", "https://norvik.example/")],
        [("My page", "https://home.example")],
    ]
    assert document.text.startswith("At Norvik <https://norvik.example/>\n")


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _run(kind: str, text: str) -> Any:
    run = OxmlElement("w:r")
    inner = OxmlElement("w:fldChar" if kind else "w:instrText")
    if kind:
        inner.set(qn("w:fldCharType"), kind)
    inner.text = text
    run.append(inner)
    return run


def test_what_is_deleted_or_hidden_is_not_read() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    kept, gone = run.format("Kept"), "<w:r><w:delText>Gone</w:delText></w:r>"
    body = (
        f"<w:p><w:ins>{kept}</w:ins><w:del>{gone}</w:del><w:moveFrom>{run.format('Moved')}"
        "</w:moveFrom><w:r><w:noBreakHyphen/><w:t>on</w:t></w:r></w:p>"
    )
    body += paragraph("Hidden", run="<w:vanish/>") + paragraph("Shown", run='<w:vanish w:val="0"/>')
    body += f"<w:sdt><w:sdtContent>{paragraph('In a control')}</w:sdtContent></w:sdt>"
    body += paragraph("Ada\ue001  Quill\u200b")
    assert lines(body) == ["Kept-on", "Shown", "In a control", "Ada  Quill"]


def test_a_box_of_text_is_read_once() -> None:
    box = f"<w:txbxContent>{paragraph('Oslo')}{paragraph('Norway')}</w:txbxContent>"
    drawn = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    body = f"<w:p><w:r><w:t>Ada Quill</w:t></w:r><w:r>{drawn}</w:r></w:p>{paragraph('Engineer')}"
    assert lines(body) == ["Ada Quill", "Oslo", "Norway", "Engineer"]


def test_the_header_is_read_first_and_the_footer_is_in_the_text_only() -> None:
    made = Document()
    made.sections[0].header.paragraphs[0].text = "ada@example.org"
    made.sections[0].footer.paragraphs[0].text = "Page 1 of 2"
    made.add_heading("Ada Quill", 1)
    assert shown(saved(made), "docx") == ["ada@example.org", "# Ada Quill"]
    assert read(saved(made), "docx").text.endswith("\nPage 1 of 2\n")


def test_a_name_in_the_header_and_the_body_is_read_once() -> None:
    made = Document()
    made.sections[0].header.paragraphs[0].text = "Ada Quill"
    made.add_heading("Ada Quill", 1)
    made.add_paragraph("Engineer")
    assert shown(saved(made), "docx") == ["# Ada Quill", "Engineer"]
