"""PDF and Word files all the way: read, cited, kept, damaged and mended like any other."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from docx import Document

from commonground.cli.main import main
from commonground.graph.loading.load import load
from commonground.graph.opening import open_graph

from .support.docx_writer import saved
from .support.pdf_writer import Page, pdf
from .support.resumes import AS_OF

JOBS = (("Norvik Systems", "Senior Software Engineer", "03/2019 - 06/2021", "Go and Kafka"),)


def printed() -> bytes:
    page = Page().text(50, 60, "Ada Quill", 22, bold=True).text(50, 82, "ada@example.org")
    page.text(50, 120, "Experience", 14, bold=True)
    for employer, title, dates, skills in JOBS:
        page.text(50, 140, employer, bold=True).text(460, 140, dates).text(50, 152, title)
        page.dot(54, 169).text(64, 172, f"Wrote the ledger with {skills} for several shops.")
    return pdf(page)


def written() -> bytes:
    made = Document()
    made.add_heading("Ada Quill", 0)
    made.add_paragraph("ada@example.org")
    made.add_heading("Experience", 1)
    for employer, title, dates, skills in JOBS:
        made.add_paragraph().add_run(f"{employer}\t{dates}").bold = True
        made.add_paragraph(title)
        made.add_paragraph(f"Wrote the ledger with {skills} for several shops.", "List Bullet")
    return saved(made)


@pytest.fixture(params=[("ada.pdf", printed), ("ada.docx", written)], ids=["pdf", "docx"])
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    name, make = request.param
    folder = tmp_path / "cvs"
    folder.mkdir()
    path: Path = folder / name
    path.write_bytes(make())
    return path


def test_every_value_is_quoted_from_the_text_that_is_printed(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["parse", "--text", str(file)]) == 0
    text = capsys.readouterr().out
    with open_graph(tmp_path / "people.db", create=True) as graph:
        assert load(file, into=graph, as_of=AS_OF).added == 1
        document, resume = graph.document(file.name), graph.resume(file.name)
    assert document.text == text
    assert (resume.basics.name, resume.basics.email) == ("Ada Quill", "ada@example.org")
    (job,) = resume.work
    assert (job.name, job.position) == ("Norvik Systems", "Senior Software Engineer")
    assert (job.startDate, job.endDate) == ("2019-03", "2021-06")
    evidence = resume.meta.commonground.evidence
    assert text[slice(*evidence["/work/0/name"][0])] == "Norvik Systems"
    assert text[slice(*evidence["/work/0/position"][0])] == "Senior Software Engineer"


def test_a_damaged_text_is_mended_by_its_file_and_only_by_it(file: Path, tmp_path: Path) -> None:
    people = tmp_path / "people.db"
    load(file, into=people, as_of=AS_OF)
    graph, away = ["-g", str(people)], tmp_path / "away"

    def damage() -> None:
        with closing(sqlite3.connect(people, isolation_level=None)) as db:
            db.execute("UPDATE documents SET text = text || 'Perl'")

    damage()
    assert main([*graph, "check", "--repair"]) == 0
    assert main([*graph, "find", "Kafka"]) == 0
    damage()
    file.rename(away)
    assert main([*graph, "check", "--repair"]) == 1
    away.rename(file)
    assert load(file, into=people, as_of=AS_OF).replaced == 1
    assert main([*graph, "check"]) == 0


@pytest.mark.parametrize(
    ("make", "name", "modules"),
    [
        (printed, "ada.pdf", {"pypdfium2", "xml.etree.ElementTree"}),
        (written, "ada.docx", {"pypdfium2", "docx", "lxml"}),
    ],
)
def test_only_what_a_format_needs_is_imported_and_nothing_of_the_folder(
    make: Callable[[], bytes], name: str, modules: set[str], tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(make())
    # Whoever fills a folder with resumes runs nothing with it.
    for shadow in ("json.py", "pypdfium2.py", "ctypes.py"):
        (tmp_path / shadow).write_text("raise SystemExit('run')")
    code = (
        "import sys; sys.path[:] = [one for one in sys.path if one]\n"
        "from commonground.loaders.formats.reading import read_document\n"
        "from pathlib import Path\n"
        f"assert 'Norvik' in read_document(Path({name!r}), {name!r}).text\n"
        f"assert not {modules!r} & set(sys.modules), set(sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
