"""PDF files that are none to read: one sentence each, in bounded time, and the next one is read."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground import load, open_graph
from commonground.errors import UnreadableFile
from commonground.loaders.formats.pdf_process import PROCESS, PdfProcess

from .support import pdf_writer
from .support.pdf_writer import Page, pdf
from .support.reading import fault, read, shown

ADA = pdf(Page().text(50, 60, "Ada Quill", 20).lines(50, 90, "ada@example.org", "Go and Rust"))
BOMB = "cannot be read: it is damaged, or needs more time or memory than any resume does"


def nested(depth: int, times: int) -> bytes:
    """Return a file whose forms draw one another so many times: ``times ** depth`` in all."""
    bodies: list[str | bytes] = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /XObject << /X 5 0 R >> >> >>",
        pdf_writer.stream("", b"/X Do"),
    ]
    for number in range(depth):
        inner = f"/Resources << /XObject << /X {6 + number} 0 R >> >>"
        entries = f"/Type /XObject /Subtype /Form /BBox [0 0 595 842] {inner}"
        bodies.append(pdf_writer.stream(entries, b"/X Do " * times))
    return pdf_writer.file(bodies)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (pdf(Page().picture()), "is a scan without text: "),
        (pdf(Page()), "is empty; nothing to read"),
        (pdf(), "is empty; nothing to read"),
        (pdf(Page().text(50, 60, "Ada Quill"), locked=True), "is encrypted: "),
        (pdf(*[Page()] * 101), "has 101 pages, and no resume has more than 100"),
        (pdf(Page().lines(0, 1, *["a" * 4000] * 100, step=8)), "has more text than any resume"),
        (b"%PDF-1.7 and so on", "is damaged: "),
        (ADA[:700], "is damaged: "),
    ],
)
def test_each_fault_has_its_sentence(data: bytes, said: str) -> None:
    assert fault(data, "pdf").startswith(said)


def test_a_file_that_takes_too_long_costs_that_file_alone() -> None:
    process = PdfProcess(seconds=0.3)
    try:
        with pytest.raises(UnreadableFile, match="more time or memory"):
            process.pages(nested(30, 30), "ada.pdf")
        (page,) = process.pages(ADA, "ada.pdf")["pages"]
        assert [word[0] for word in page["words"]][:2] == ["Ada", "Quill"]
    finally:
        process.end()


def test_a_process_that_has_ended_is_started_anew() -> None:
    process = PdfProcess()
    try:
        before = process.pages(ADA, "ada.pdf")
        assert process.running is not None
        process.running.kill()
        process.running.wait()
        with pytest.raises(UnreadableFile) as raised:
            process.pages(ADA, "ada.pdf")
        assert raised.value.reason == BOMB
        assert process.pages(ADA, "ada.pdf") == before
    finally:
        process.end()


def test_what_inflates_without_end_is_read_or_refused_within_bounds() -> None:
    assert shown(pdf(Page().text(50, 60, "Ada Quill"), filler=64 * 2**20), "pdf") == ["Ada Quill"]


@settings(max_examples=60, deadline=2000)
@given(
    edits=st.lists(
        st.tuples(st.integers(0, len(ADA) - 1), st.binary(max_size=6), st.integers(0, 8)),
        min_size=1,
        max_size=12,
    )
)
def test_damaged_bytes_end_in_a_document_or_a_sentence(
    edits: list[tuple[int, bytes, int]],
) -> None:
    data = ADA
    for at, put, taken in edits:
        data = data[:at] + put + data[at + taken :]
    if not data.startswith(b"%PDF-"):
        data = b"%PDF-" + data
    try:
        assert read(data, "pdf").text
    except UnreadableFile as refused:
        assert "\n" not in refused.reason


@pytest.mark.skipif(sys.platform == "win32", reason="names a file as only POSIX may")
def test_a_folder_with_every_fault_loads_what_is_sound(tmp_path: Path) -> None:
    folder = tmp_path / "cvs"
    folder.mkdir()
    for name, data in {"ada": ADA, "cut": ADA[:700], "scan": pdf(Page().picture())}.items():
        (folder / f"{name}.pdf").write_bytes(data)
    with open_graph(tmp_path / "people.db", create=True) as graph:
        report = load(folder, into=graph)
        assert (report.added, len(report.unread)) == (1, 2)
        # An encoding is of texts: told or not, a PDF is the same.
        assert load(folder, into=graph, encoding="cp850").unchanged == 1
        assert graph.document("ada.pdf").media_type == "application/pdf"
        assert graph.person("Ada Quill").name == "Ada Quill"
    PROCESS.end()
