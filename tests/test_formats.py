"""One registry of formats: what is read, what is not and says so, and how one is added."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commonground.cli import main as cli
from commonground.graph.loading.load import load
from commonground.graph.opening import open_graph
from commonground.graph.sqlite.store import EmbeddedGraph
from commonground.loaders.files import walk
from commonground.loaders.formats import registry
from commonground.loaders.formats.reading import ByteSize, document_of, read_raw, size_text
from commonground.loaders.formats.registry import FORMATS, Format, format_of, suffix_of

from .support.resumes import cv

NOT_READ = [suffix for one in FORMATS if one.reader is None for suffix in one.suffixes]


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[EmbeddedGraph]:
    with open_graph(tmp_path / "people.db", create=True) as graph:
        yield graph


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> Callable[[Format], None]:
    """Return what adds a line to the registry."""

    def add(line: Format) -> None:
        monkeypatch.setattr(registry, "FORMATS", (*registry.FORMATS, line))

    return add


def test_every_suffix_has_one_line_and_every_reader_is_there() -> None:
    suffixes = [suffix for one in FORMATS for suffix in one.suffixes]
    assert len(suffixes) == len(set(suffixes))
    for one in FORMATS:
        assert one.reader is None or callable(one.module().read)
        assert one.refusal is None or one.refusal.count(": ") == 1


def test_a_format_is_a_file_and_a_line(
    graph: EmbeddedGraph, tmp_path: Path, added: Callable[[Format], None]
) -> None:
    folder = tmp_path / "cvs"
    folder.mkdir()
    text = "is=Ada Quill\nmail=ada@example.org\nSKILLS=Skills\nuses=Go, Rust\n"
    (folder / "ada.cards").write_text(text)
    (report,) = load(folder, into=graph).unread
    assert report[0] == "ada.cards" and ".cards" in report[1]
    added(Format("cards", (".cards",), "text/x-cards", f"{__package__}.support.toy_format"))
    assert load(folder, into=graph).added == 1
    assert load(folder, into=graph).unchanged == 1
    document = graph.document("ada.cards")
    assert (document.media_type, document.text) == ("text/x-cards", text)
    provenance = graph.resume("ada.cards").meta.commonground
    ((start, end),) = provenance.evidence["/basics/name"]
    assert text[start:end] == graph.person("Ada Quill").name == "Ada Quill"
    assert {link.concept for link in provenance.links.values()} == {
        "skill:go-lang",
        "skill:rust-lang",
    }


def test_a_missing_library_is_named_and_stops_nothing(
    graph: EmbeddedGraph, tmp_path: Path, added: Callable[[Format], None]
) -> None:
    reader, install = f"{__package__}.support.lacking_format", "pip install 'example[scrolls]'"
    added(Format("a scroll", (".scroll",), "x/scroll", reader, (b"SCROLL",), install))
    (tmp_path / "ada.md").write_text(cv())
    (tmp_path / "bo.scroll").write_text("anything")
    (tmp_path / "cy.txt").write_text("SCROLL, by another name")
    report = load(tmp_path, into=graph)
    assert report.added == 1
    assert dict(report.unread) == dict.fromkeys(
        ("bo.scroll", "cy.txt"),
        f"is a scroll, and reading it needs library_that_nobody_has: {install}",
    )


def test_a_fault_in_a_reader_of_ours_is_not_called_a_missing_library() -> None:
    ours = Format("cards", (".cards",), "text/x-cards", ".a_module_that_is_not_there")
    with pytest.raises(ModuleNotFoundError):
        ours.module()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        *((f"cv{suffix}", cv()) for suffix in NOT_READ),
        ("cv.resume", cv()),
        ("cv.db", cv()),
        ("cv.json", cv()),
        ("cv.odt", cv()),
        ("cv", "GIF89a and so on"),
    ],
)
def test_what_is_not_read_says_so_by_name_and_in_a_folder(
    name: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "cvs"
    folder.mkdir()
    (folder / name).write_text(text)
    graph = ["-g", str(tmp_path / "people.db")]
    said = set()
    for argument in (folder, folder / name):
        assert cli.main([*graph, "load", str(argument)]) == 3
        out, err = capsys.readouterr()
        assert out == "1 file: 1 not loaded\n" and err.count("\n") == 1
        said.add(err)
    assert len(said) == 1
    assert said.pop().startswith(f"commonground: {name}: is ")
    assert cli.main(["parse", str(folder / name)]) == 3
    out, err = capsys.readouterr()
    assert out == "" and err.startswith(f"commonground: {folder / name}: is ")
    assert not (tmp_path / "people.db").exists()  # for nothing could be taken
    with open_graph(tmp_path / "people.db", create=True) as opened:
        load(folder, into=opened)
        assert opened.documents() == []
        assert [unread.key for unread in opened.unread()] == [name]


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("cv.md", ".md"),
        ("CV.PDF", ".pdf"),
        ("cv", ""),
        ("CV A. Thornquist", ""),
        ("cv v1.2", ""),
        (".profile", ""),
        ("cv.md~", ".md~"),
        ("cv.7z", ".7z"),
    ],
)
def test_the_end_of_a_name_is_not_always_a_suffix(name: str, suffix: str) -> None:
    assert suffix_of(f"folder.d/{name}") == suffix


def test_bytes_decide_against_the_suffix_and_the_suffix_among_equals() -> None:
    assert format_of("cv.txt", b"%PDF-1.4").name == "a PDF"
    assert format_of("cv.txt", b"PK\x03\x04").name == "a ZIP archive"
    assert format_of("cv.docx", b"PK\x03\x04").name == "a Word document"
    assert format_of("cv.docx", b"{\\rtf1").name == "RTF"
    assert format_of("cv.html", b"# Ada").media_type == "text/html"


def test_unchanged_bytes_are_known_without_being_read(
    graph: EmbeddedGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ada.md").write_text(cv())
    assert load(tmp_path / "ada.md", into=graph).added == 1
    gone = tuple(Format(one.name, one.suffixes, one.media_type, ".gone") for one in FORMATS)
    monkeypatch.setattr(registry, "FORMATS", gone)
    assert load(tmp_path / "ada.md", into=graph).unchanged == 1


def test_a_document_from_a_store_is_not_parsed(graph: EmbeddedGraph, tmp_path: Path) -> None:
    from commonground.loaders.parser import ResumeReader

    (tmp_path / "ada.md").write_text(cv())
    load(tmp_path / "ada.md", into=graph)
    assert document_of(read_raw(tmp_path / "ada.md", "ada.md")).lines
    with pytest.raises(ValueError, match="read the file"):
        ResumeReader(graph.ontology).parse(graph.document("ada.md"), first_loaded="2025-12-01")


def test_names_without_a_suffix_are_found_in_a_folder(tmp_path: Path) -> None:
    for name in ("CV A. Thornquist", "cv v1.2", "resume"):
        (tmp_path / name).write_text(cv())
    walked = walk([tmp_path])
    assert len(walked.files) == 3 and walked.unread == []


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (20 * 2**20, "20 MB"),
        (512 * 2**10, "512 kB"),
        (1536 * 2**10, "1536 kB"),
        (2**30, "1 GB"),
        (2900, "2900 bytes"),
        (ByteSize(1024, 2**10), "1024 kB"),
        (ByteSize(2048, 1), "2048 bytes"),
        (pickle.loads(pickle.dumps(ByteSize(1024, 2**20))), "1024 MB"),
    ],
)
def test_a_size_is_said_in_the_unit_that_people_give(size: int, text: str) -> None:
    assert size_text(size) == text
