"""Which files of a folder are read: no link leads out of it, and nothing of ours is a resume."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonground.errors import UnreadableFile
from commonground.graph.loading.load import load
from commonground.graph.opening import open_graph
from commonground.loaders.files import walk
from commonground.loaders.formats.reading import read_document
from commonground.visualizations.view import view

from .support.resumes import cv, write_cvs

OUT = "is a link out of the folder: name what it leads to to load it"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_cvs(tmp_path / "elsewhere", secret=cv("Zoe Quill", email="zoe@example.org"))
    return write_cvs(tmp_path / "cvs", ada=cv("Ada Thornquist"))


def _found(folder: Path) -> tuple[list[str], list[tuple[str, str]]]:
    walked = walk([folder])
    return [one.key for one in walked.files], [(one.key, why) for one, why in walked.unread]


def test_a_link_out_of_the_folder_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (folder / "file.md").symlink_to(tmp_path / "elsewhere" / "secret.md")
    (folder / "folder").symlink_to(tmp_path / "elsewhere")
    (folder / "up.md").symlink_to(Path("..") / "elsewhere" / "secret.md")
    (folder / "chain.md").symlink_to("up.md")
    left_out = ["chain.md", "file.md", "folder", "up.md"]
    assert _found(folder) == (["ada.md"], [(key, OUT) for key in left_out])
    report = load(folder, into=tmp_path / "people.db")
    assert (report.added, report.unread) == (1, [(key, OUT) for key in left_out])


def test_a_link_within_the_folder_is_followed(folder: Path) -> None:
    (folder / "team").mkdir()
    (folder / "team" / "bo.md").symlink_to(folder / "ada.md")
    (folder / "twice").symlink_to(folder / "team")
    assert _found(folder) == (["ada.md", "team/bo.md"], [])


def test_a_folder_that_is_called_alike_is_outside(folder: Path, tmp_path: Path) -> None:
    write_cvs(tmp_path / "cvs-old", bo=cv("Bo Rask"))
    (folder / "bo.md").symlink_to(tmp_path / "cvs-old" / "bo.md")
    assert _found(folder) == (["ada.md"], [("bo.md", OUT)])


def test_a_link_that_is_named_is_followed(folder: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(folder)
    assert _found(link) == (["ada.md"], [])
    (tmp_path / "one.md").symlink_to(folder / "ada.md")
    assert _found(tmp_path / "one.md") == (["one.md"], [])


def test_what_we_wrote_is_no_resume(folder: Path, tmp_path: Path) -> None:
    with open_graph(tmp_path / "people.db", create=True) as graph:
        load(folder, into=graph)
        view(graph.to_networkx(), folder / "net.html")
        for suffix in (".graphml", ".gexf", ".ttl", ".csv", ".json"):
            graph.export(folder / f"net{suffix}")
        report = load(folder, into=graph)
    assert (report.added, report.replaced, report.unchanged) == (0, 0, 1)
    reasons = dict(report.unread)
    assert reasons.pop("net.html").startswith("is a page that commonground wrote: load")
    assert reasons.pop("net.json").startswith("not a resume: no name")
    assert len(reasons) == 5
    assert all("load the resumes that it was made from" in why for why in reasons.values())
    with pytest.raises(UnreadableFile, match="is a page that commonground wrote"):
        read_document(folder / "net.html", "net.html")


def test_a_page_about_us_is_a_page_like_any_other(tmp_path: Path) -> None:
    page = tmp_path / "cv.html"
    page.write_text('<meta name="generator" content="Press 2"><h1>commonground</h1>', "utf-8")
    assert "commonground" in read_document(page, "cv.html").text
