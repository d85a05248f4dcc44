"""What every store shows of itself in a console and in a notebook, without loading the graph."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from commonground.graph.opening import open_graph

from ..support.backends import Backend, Graph
from ..support.resumes import AS_OF, cv, write_cvs


class _Cells(HTMLParser):
    """Reads a table of two columns, and refuses a tag that is not closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.feed(html)
        assert not self.tags

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.tags.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def rows(html: str) -> dict[str, str]:
    """Return the rows of a graph's table by their heads, the address under "address"."""
    texts = _Cells(html).texts
    pairs = texts[2:] if texts[1] == " " else texts
    return {"address": pairs[0]} | dict(zip(pairs[1::2], pairs[2::2], strict=True))


@pytest.fixture
def filled(graph: Graph, tmp_path: Path) -> Graph:
    """Return a graph of three documents about two people, a decision and an unread file."""
    from commonground.graph.loading.load import load

    folder = write_cvs(
        tmp_path / "cvs",
        ada=cv("Ada Rask", email="ada@x.example"),
        ada_2=cv("Ada Rask", email="ada@x.example"),
        bo=cv("Bo Lind", email="bo@x.example"),
        empty="",
    )
    load(folder, into=graph, as_of=AS_OF)
    graph.different("ada.md", "bo.md", "a test")
    return graph


def test_the_line_counts_documents_and_people(filled: Graph, backend: Backend) -> None:
    line = repr(filled)
    name = type(filled).__name__
    assert re.fullmatch(
        rf"<{name} {re.escape(backend.address())}: 3 documents, 2 people, generation \d+>", line
    )
    filled.forget("ada.md")
    assert ": 1 document, 1 person, generation " in repr(filled)
    assert repr(filled) != line


def test_nothing_is_loaded_for_either(filled: Graph, backend: Backend) -> None:
    with backend.again() as fresh:
        assert "3 documents" in repr(fresh) and "<td" in fresh._repr_html_()
        assert (fresh._projection, fresh._reader, fresh._found) == (None, None, None)


def test_the_table_counts_what_it_knows(filled: Graph, backend: Backend) -> None:
    assert filled.projection
    shown = rows(filled._repr_html_())
    assert shown["address"] == backend.address()
    assert (shown["documents"], shown["people"]) == ("3", "2")
    assert (shown["decisions"], shown["files not read"]) == ("1", "1")
    assert "2 Person" in shown["nodes"] and "HAS_SKILL" in shown["edges"]
    assert "files forgotten" not in shown
    filled.forget("bo.md")
    assert rows(filled._repr_html_())["files forgotten"] == "1"


def test_a_closed_graph_is_shown_too(filled: Graph, backend: Backend) -> None:
    closed = backend.again()
    closed.close()
    assert repr(closed).endswith("closed or out of reach>") and "\n" not in repr(closed)
    assert "out of reach" in closed._repr_html_()


def test_a_hostile_address_is_shown_as_text(tmp_path: Path) -> None:
    path = tmp_path / "<script>\n\u202e&.db"
    with open_graph(path, create=True) as graph:
        assert "\n" not in repr(graph) and "\u202e" not in repr(graph)
        html = graph._repr_html_()
    assert "<script" not in html and "\u202e" not in html
    assert rows(html)["address"].endswith("<script> \ufffd&.db")
    assert rows(html)["documents"] == "0"


def test_it_may_be_shown_in_the_middle_of_something(tmp_path: Path) -> None:
    with open_graph(tmp_path / "people.db", create=True) as graph:
        assert graph.reading(lambda ledger: (repr(graph), ledger.size()))[1] == 0
        graph.writing(lambda ledger: repr(graph))
        assert "generation 1" in repr(graph)
