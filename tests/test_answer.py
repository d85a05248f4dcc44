"""Answers at a console, in a notebook and in a data frame: short, bounded, inert, and true."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import commonground as cg
from commonground.graph.model import Edge, Evidence, Node
from commonground.queries.answer import Answer, Row, Term, bits
from commonground.queries.example import example
from commonground.queries.html import ROWS

from .support.browser import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

QUESTIONS: dict[str, tuple[str, ...]] = {
    "find": ("Temporal", "Go"),
    "match": ("Engineer\n\nMust have: Temporal, Go",),
    "similar": ("ada.md",),
    "shared": (),
    "path": ("ada.md", "bo.txt"),
    "colleagues": ("bo.txt",),
    "tenure": ("ada.md",),
}
LONGEST = 400
HOSTILE = "</td><script>alert(1)</script><img src=x onerror=alert(1)>\u202emoc.\x07\ud800"


@pytest.fixture(scope="module")
def answers(demo_graph: Path) -> dict[str, Answer[Any]]:
    with cg.open_graph(str(demo_graph), create=False) as graph:
        found = {name: getattr(cg, name)(graph, *words) for name, words in QUESTIONS.items()}
        found["nobody"] = cg.find(graph, "Temporal", "Erlang", "COBOL")
        found["pair"] = cg.shared(graph, "ada.md", "bo.txt")
    return found


def parts(value: Any) -> Iterator[Any]:
    """Give everything that an answer holds and somebody may look at alone."""
    if is_dataclass(value) and not isinstance(value, type):
        yield value
        for item in fields(value):
            yield from parts(getattr(value, item.name))
    elif isinstance(value, dict):
        for one in value.values():
            yield from parts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from parts(one)


@dataclass(frozen=True, kw_only=True)
class Juggler(Row):
    """A row of somebody else's question."""

    props: tuple[str, ...] = ()
    from_: str = ""


def row(name: str | None, evidence: int = 1, **more: Any) -> Juggler:
    lines = tuple(Evidence(f"{name}.md", n, n, n + 5, f"{name} says") for n in range(evidence))
    term = Term(str(name), 2.25, "skill:go-lang", {"evidence": list(lines)})
    return Juggler(
        id="person:1", kind="Person", name=name, score=2.25, terms=(term,), evidence=lines, **more
    )


def answer(*rows: Row, **more: Any) -> Answer[Row]:
    return Answer({"question": "juggle", "terms": ["clubs"]}, rows, **more)


def test_a_repr_says_what_was_asked_and_who_comes_first(answers: dict[str, Answer[Any]]) -> None:
    assert repr(answers["find"]) == (
        "<Answer to find(terms=['Temporal', 'Go']), 7 rows: Chidi Okonmah 5.30, "
        "Dagny Ferreira-Holt 5.17, Lena Achterberg 5.01, …>"
    )
    assert "0 rows: 'nobody has all three;" in repr(answers["nobody"])
    assert "colleagues(person='person:" in repr(answers["colleagues"])
    assert repr(answer()) == "<Answer to juggle(terms=['clubs']), 0 rows>"
    assert repr(answer(row(None))) == (
        "<Answer to juggle(terms=['clubs']), 1 row: (no name) person:1 2.25>"
    )


def test_a_repr_is_one_short_line_whatever_is_held(answers: dict[str, Answer[Any]]) -> None:
    large = row("x" * 10_000, 500, props=("y" * 100,) * 100)
    node = Node("person:1", "Person", "Ada\n" * 500, {"names": ["z" * 500] * 50})
    edge = Edge("e:1", "HELD", "a", "b", {}, tuple(f"a.md:{n}:9" for n in range(9_000)))
    made = answer(*[large] * 4, notes=("n" * 900,) * 90, nodes=(node,) * 90, edges=(edge,) * 90)
    seen = [part for one in (*answers.values(), made) for part in parts(one)]
    assert len(seen) > 1_000
    for part in seen:
        assert len(repr(part)) < LONGEST, repr(part)
        assert repr(part).isprintable(), repr(part)
    assert {"Answer", "Juggler", "Term", "Evidence", "Node", "Edge", "Holder", "EdgeStep"} <= {
        type(part).__name__ for part in seen
    }


def test_a_repr_of_a_row_names_its_fields() -> None:
    assert repr(row("Ada", props=("clubs", "rings"))) == (
        "Juggler(id='person:1', kind='Person', name='Ada', score=2.25, terms=[1 item], "
        "evidence=[1 item], props=['clubs', 'rings'])"
    )
    assert repr(Term("Go", 1.5, details={"months": 3, "last": "2024-05"})) == (
        "Term(name='Go', value=1.5, details={months=3, last='2024-05'})"
    )


def test_hostile_names_cannot_turn_a_repr_round() -> None:
    for part in parts(answer(row(HOSTILE), notes=(HOSTILE,))):
        assert repr(part).isprintable() and "\u202e" not in repr(part)


@given(st.integers(-(10**12), 10**15))
def test_a_score_gives_its_whole_millionths_back(micro: int) -> None:
    assert Term("x", bits(micro)).micro == micro
    assert Row(id="a", kind="b", name=None, score=bits(micro)).micro == micro
    assert json.loads(json.dumps(bits(micro))) == bits(micro)


# ---- in a notebook -----------------------------------------------------------------------------


class Table(HTMLParser):
    """The cells of a table as text, and every tag and attribute that stands in the page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.text = ""
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag != "br":
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if {"td", "th"} & set(self.open):
            self.rows[-1][-1] += data


def test_a_notebook_shows_ranks_scores_terms_and_lines(answers: dict[str, Answer[Any]]) -> None:
    table = Table(answers["find"]._repr_html_())
    assert table.rows[0] == ["#", "name", "kind", "score", "terms", "lines"]
    best = answers["find"][0]
    rank, name, kind, score, terms, lines = table.rows[1]
    assert (rank, name, kind, score) == ("1", best.name, "Person", f"{best.score:.2f}")
    assert all(f"{term.value:+.2f} {term.name}" in terms for term in best.terms)
    first = best.evidence[0]
    assert lines.startswith(f"{first.source}:{first.line} {first.quote}")
    assert len(table.rows) == 1 + len(answers["find"])
    assert "find(terms=['Temporal', 'Go'])" in table.text


def test_a_notebook_shows_what_each_question_is_about(answers: dict[str, Answer[Any]]) -> None:
    heads = {name: Table(one._repr_html_()).rows[:1] for name, one in answers.items()}
    columns = "# name kind employer from to months both_used periods lines"
    assert heads["colleagues"] == [columns.split()]
    assert "people" in heads["shared"][0] and "first" in heads["tenure"][0]
    assert heads["nobody"] == []
    path = Table(answers["path"]._repr_html_()).rows[1]
    assert path[1] == answers["path"][0].sentence[:159].rstrip() + "…" or path[1].endswith(").")
    assert "nobody has all three" in Table(answers["nobody"]._repr_html_()).text
    (head, only) = Table(answers["shared"][0]._repr_html_()).rows
    assert only[1] == answers["shared"][0].name and head[0] == "#"


def test_a_line_that_is_cited_twice_stands_once_and_each_document_comes_first() -> None:
    said = [("a.md", 1, "Go"), ("a.md", 1, "Kafka"), ("a.md", 2, "NATS"), ("b.md", 7, "Go")]
    evidence = tuple(Evidence(source, n, 0, 2, quote) for source, n, quote in said)
    one = Row(id="p", kind="Person", name="Ada", evidence=evidence)
    (_, cells) = Table(one._repr_html_()).rows
    assert cells[-1] == "a.md:1 Go … Kafkab.md:7 Goa.md:2 NATS"


def test_a_notebook_is_given_twenty_rows_of_a_large_answer() -> None:
    large = row("x" * 10_000, 500, props=("y" * 100,) * 100)
    table = Table(answer(*[large] * 1_234)._repr_html_())
    assert len(table.rows) == 1 + ROWS == 21
    assert "… 1,214 more" in table.text
    assert len(table.text) < 30_000


def test_hostile_text_stays_text() -> None:
    evil = row(HOSTILE, props=(HOSTILE, HOSTILE), from_=HOSTILE, sources=(HOSTILE,))
    asked = {"question": HOSTILE, HOSTILE: [HOSTILE]}
    html = Answer(asked, (evil,), (HOSTILE,))._repr_html_()
    table = Table(html)
    assert table.tags <= set("div p b table thead tbody tr th td bdi code br".split())
    assert table.attributes <= {"style"}  # of a picture beside it: tests/test_picture.py
    assert "<script>alert(1)</script>" in table.rows[1][1]
    assert all(char.isprintable() or char == "\n" for char in html)
    html.encode("utf-8")


@pytest.mark.parametrize("paper, ink", [("#ffffff", "#111111"), ("#111111", "#dddddd")])
def test_a_notebook_s_own_colours_are_kept(
    browser: Browser, tmp_path: Path, answers: dict[str, Answer[Any]], paper: str, ink: str
) -> None:
    page = tmp_path / "cell.html"
    tables = "".join(one._repr_html_() for one in (*answers.values(), answer(row(HOSTILE))))
    style = f"background:{paper};color:{ink}"
    page.write_text(f"<meta charset=utf-8><body style='{style}'>{tables}", "utf-8")
    with opened(browser, page) as seen:
        colours = seen.page.evaluate(
            """[...document.querySelectorAll("body *")].map((one) => {
              const { color, backgroundColor } = getComputedStyle(one);
              return `${color} ${backgroundColor}`;
            })"""
        )
        own = seen.page.evaluate("getComputedStyle(document.body).color")
        assert set(colours) == {f"{own} rgba(0, 0, 0, 0)"}
        assert seen.complaints == [] and seen.requests == [page.as_uri()]


# ---- in a data frame ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*QUESTIONS, "pair"])
def test_pandas_makes_a_column_of_each_field(answers: dict[str, Answer[Any]], name: str) -> None:
    import pandas as pd

    rows = answers[name]
    frame = pd.DataFrame(rows)
    assert list(frame.columns) == [item.name for item in fields(rows[0])]
    assert list(frame.columns[:7]) == "id kind name sources score terms evidence".split()
    assert "'micro'" not in str(frame.to_dict())
    assert list(frame["name"]) == [one.name for one in rows]
    if rows[0].score is not None:
        assert frame["score"].dtype == float
        assert list(frame["score"]) == [one.score for one in rows]
        assert frame.loc[0, "terms"][0]["value"] == rows[0].terms[0].value
    assert frame.loc[0, "evidence"][0]["quote"] == rows[0].evidence[0].quote


def test_pandas_takes_an_empty_answer(answers: dict[str, Answer[Any]]) -> None:
    import pandas as pd

    assert pd.DataFrame(answers["nobody"]).empty


def test_no_answer_needs_numpy_or_pandas(answers: dict[str, Answer[Any]]) -> None:
    import subprocess
    import sys

    code = (
        "import sys; from commonground.queries.example import example\n"
        "import commonground as cg\n"
        "answer = cg.find(example(), 'Go')\n"
        "answer.to_json(), repr(answer)\n"
        "assert 'numpy' not in sys.modules\n"
        "answer._repr_html_()  # its picture is laid out with numpy\n"
        "sys.exit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0


def test_the_examples_of_the_docstrings_hold_bits() -> None:
    best = cg.find(example(), "Kafka OR Temporal:12m")[0]
    assert best.score == sum(term.micro for term in best.terms) / 1_000_000
