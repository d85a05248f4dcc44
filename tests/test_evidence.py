"""Evidence is a place of the text, whatever a file does with links, brackets and line ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.errors import UsageError
from commonground.graph.opening import open_graph
from commonground.loaders.evidence import misplaced
from commonground.loaders.layout.mapped import Mapped, Span, join
from commonground.loaders.parser import ResumeReader
from commonground.loaders.resume import Resume, UnknownTerm
from commonground.ontology.ontology import load_ontology

from .support.resumes import Said, document_of_text

READER = ResumeReader(load_ontology())

OPEN = ("<a href=m>", '<a href="https://labs.example/x">', "<a>", "[", "![", "<b>", "**")
CLOSE = ("</a>", "](m)", "](https://labs.example/y)", "</b>", "**", "]", ")")
BREAKS = ("\n", "\n\n", "\r\n", "<br>", "<div>", "</div>", "<p>", "<li>", "\n- ", " | ", "\t")
SAID = (
    "Experience",
    "Education",
    "Projects",
    "Talks",
    "Awards",
    "Skills",
    "Ran Kafka in Go.",
    "[1]",
)
HEADS = ("Engineer | 2019 - 2020 | Acme Labs", "BSc Physics, University of X, 2010", "G 2017–2020")
ENTITIES = ("&amp;", "&#x41;", "–", "Ã©", "\u200b", " ", "x")
pieces = st.sampled_from([*OPEN, *CLOSE, *BREAKS, *SAID, *HEADS, *ENTITIES])
texts = st.lists(pieces, min_size=1, max_size=25).map("".join)


def read(text: str, name: str = "cv.md") -> Resume:
    return READER.parse(document_of_text(text, name), first_loaded="2025-12-01")


def _values(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from _values(part)


@given(text=texts, name=st.sampled_from(["cv.md", "cv.html"]))
@settings(max_examples=150, deadline=None)
def test_every_place_is_one_and_no_value_holds_marks_of_ours(text: str, name: str) -> None:
    body = f"x{text}"  # else it may be blank, which is no text
    resume = read(body, name)
    assert misplaced(resume, body) is None
    said = list(_values(resume.model_dump(exclude={"meta"})))
    for mark in ("[", "]", "](", "**"):
        assert mark in body or not any(mark in value for value in said)


def test_a_link_around_lines_is_a_link_of_each() -> None:
    text = '# Ada\n\n<a href="https://x.example/(a)">see\nthe notes</a> here\n'
    _, first, second = document_of_text(text).lines or ()
    shown = [
        (line.plain, line.plain[a.start : a.end]) for line in (first, second) for a in line.anchors
    ]
    assert shown == [("see", "see"), ("the notes here", "the notes")]
    assert {a.url.text for line in (first, second) for a in line.anchors} == {
        "https://x.example/(a)"
    }


@pytest.mark.parametrize(
    ("text", "plain", "shown"),
    [
        ('x <a href="u">notes [1]</a> y', "x notes [1] y", ["notes [1]"]),
        ("x [notes [1]](u) y", "x notes [1] y", ["notes [1]"]),
        ("[![badge](b.svg)](u) x", "x", [""]),
        ('<a href="u"><img src="i"></a> x', "x", [""]),
        ('x <a href="u">a <a href="v">b</a> y', "x a b y", ["a", "b"]),
        ('x <a href="u">never closed', "x never closed", []),
        ('x <a href="javascript:void(0)">menu</a>', "x menu", []),
        ('x <a href="not an address">y</a>', "x y", []),
    ],
)
def test_what_a_link_shows(text: str, plain: str, shown: list[str]) -> None:
    (line,) = document_of_text(text).lines or ()
    assert line.plain.strip() == plain
    assert [line.plain[a.start : a.end] for a in line.anchors] == shown


def test_a_link_around_a_block_leaves_nothing_in_the_values() -> None:
    text = (
        "<h1>Ada Thornquist</h1><h2>Experience</h2><h3>Engineer, Lanternfish Labs, 2019 - 2021</h3>"
        '<ul><li>Ran Kafka for <a href="https://x.example/k"><div>the payments</div> desk</a></li>'
        '</ul><h2>Projects</h2><a href="https://x.example/foo"><h3>Foo</h3><p>A ledger</p></a>'
    )
    resume = read(text, "cv.html")
    (project,) = resume.projects
    assert resume.work[0].highlights == ["Ran Kafka for the payments desk"]
    assert (project.name, project.url) == ("Foo", "https://x.example/foo")
    assert project.description == "A ledger"


def test_what_stands_nowhere_in_the_file_has_no_place() -> None:
    mark = Mapped("| ", [4, 4], [4, 4])
    assert mark.span is None
    assert Mapped.plain("").span is None
    assert join([mark, Mapped.plain("Go", 6), mark]).span == Span(6, 8)


@pytest.mark.parametrize("span", [(3, 3), (5, 2), (-1, 4), (0, 10_000)])
@pytest.mark.parametrize("where", ["evidence", "unknown"])
def test_the_store_takes_no_other_evidence(
    tmp_path: Path, span: tuple[int, int], where: str
) -> None:
    entry = Said("Ada Thornquist\n").at("/basics/name", "Ada Thornquist").entry()
    provenance = entry.resume.meta.commonground
    if where == "evidence":
        provenance.evidence["/basics/name"].append(span)
    else:
        provenance.unknown.append(UnknownTerm(term="x", reason="y", span=span))
    with open_graph(str(tmp_path / "people.db"), create=True) as graph:
        with pytest.raises(UsageError, match=r"cv\.md: the evidence of /\w+/\w+ is no place"):
            graph.put(entry)
        assert graph.documents() == []
