"""The page of a PDF and the part of a Word file that a place is of."""

from __future__ import annotations

from docx import Document as Word

from commonground.graph.model import Reference, evidence_at
from commonground.loaders.document import Document

from .support.docx_writer import docx, paragraph, saved
from .support.pdf_writer import Page, pdf
from .support.reading import read

TREES, BIRDS, FISH = ("Alder", "Birch", "Cedar"), ("Heron", "Plover"), ("Carp", "Perch", "Tench")


def regions(document: Document) -> dict[str, object]:
    """Return the page or the part of each line of a document's text."""
    starts = document.line_starts
    texts = document.text.splitlines()
    return {text: document.region(at) for at, text in zip(starts, texts, strict=False) if text}


def test_a_line_of_a_pdf_is_of_its_page() -> None:
    pages = [Page().lines(50, 60, *words, step=30) for words in (TREES, BIRDS, FISH)]
    found = regions(read(pdf(*pages), "pdf"))
    words = zip((TREES, BIRDS, FISH), (1, 2, 3), strict=True)
    assert found == {word: number for page, number in words for word in page}


def test_a_paragraph_that_goes_on_overleaf_is_of_two_pages() -> None:
    long = "Wrote the ledger of a payment service that moved money for some hundred"
    first = Page().lines(50, 800, long, long)
    second = Page().lines(50, 60, "small shops in the north of the country.", "Other")
    document = read(pdf(first, second), "pdf")
    start = document.text.index("small shops")
    place = evidence_at(document, Reference("cv.pdf", start, start + 5))
    assert (place.page, place.place) == (2, "cv.pdf page 2, line 3")
    assert document.region(document.text.index(long)) == 1


def test_page_numbers_at_the_end_of_the_text_are_of_their_pages() -> None:
    pages = [
        Page().lines(50, 200, *words, step=30).text(300, 820, str(number))
        for number, words in enumerate((TREES, BIRDS), 1)
    ]
    document = read(pdf(*pages), "pdf")
    assert [region for _, region in document.regions] == [1, 2, 1, 2]


def test_a_word_file_names_its_tables_boxes_and_headers() -> None:
    made = Word()
    made.sections[0].header.paragraphs[0].text = "Runa Halvard"
    made.sections[0].footer.paragraphs[0].text = "Foot"
    made.add_paragraph("Data Engineer")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Quillmark", "2019"
    made.add_paragraph("Kept bees.")
    assert regions(read(saved(made), "docx")) == {
        "Runa Halvard": "header",
        "Data Engineer": "",
        "Quillmark\t2019": "table",
        "Kept bees.": "",
        "Foot": "footer",
    }
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('Aside')}</w:txbxContent></w:pict></w:r>"
    document = read(docx(f"<w:p>{box}</w:p>{paragraph('Body')}"), "docx")
    assert regions(document) == {"Aside": "text box", "Body": ""}
    assert evidence_at(document, Reference("cv.docx", 0, 5)).place == "cv.docx text box, line 1"


def test_text_has_no_pages() -> None:
    document = read(b"Runa\x0cHalvard\n", "txt")
    assert document.regions == () and document.region(3) == ""
