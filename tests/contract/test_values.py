"""What documents may say, however odd, comes back from every store as it was said."""

from __future__ import annotations

import json
from operator import methodcaller
from pathlib import Path
from typing import Any

import pytest

from commonground.graph.put import DocumentEntry

from ..support.asking import ask, assert_same, facts, state
from ..support.backends import Backend, Graph
from ..support.resumes import Said, exported

HOSTILE = {
    "backticks": "`Person`) DETACH DELETE n //`",
    "escaped backtick": "\\u0060 OR 1=1 \\u0060",
    "quotes": "\"double\" 'single' “curly” ‘typographic’",
    "cypher": "'); MATCH (n) DETACH DELETE n //",
    "cypher parameter": "$rows {id: $id} ${HOME} %s {0}",
    "backslashes": "a\\b\\\\c\\'d\\n",
    "sql": "'; DROP TABLE documents; --",
    "html": "<script>alert(1)</script>&amp;",
    "long": "Löng Näme " * 1000,
    "emoji": "👩‍💻🏳️‍🌈 Zwölf 👍🏽",
    "right to left": "שלום עולם \u202eمرحبا\u202c",
    "combining": "e\u0301 \u1112\u1161\u11ab ﬁ ℌ",
    "controls": "a\x00b\x01c\x07d\x1b[31me\x7ff\x85g",
    "line ends": "one\rtwo\u2028three\u2029four\vfive",
    "byte order": "\ufeffbyte\ufeff \ufffe\uffff",
    "astral": "\U0001f0a1\U0010ffff",
    "colons": "a:1:2:b:3:4",
    "blank": "\u00a0\u200b\u3000",
    "dots": "../../etc/passwd",
    "number": "007",
    "null": "null",
}


CONCEPTS = {"Go": "skill:go-lang", "Rust": "skill:rust-lang", "Redis": "skill:redis-db"}


def _stint(
    said: Said, number: int, name: str | None, start: str | None, end: str | None, *used: str
) -> dict[str, Any]:
    """Say that somebody worked somewhere; what is None is not said."""
    place = f"/work/{number}"
    for field, value in (("name", name), ("startDate", start), ("endDate", end)):
        if value:
            said.at(f"{place}/{field}", value)
    for at, concept in enumerate(used):
        said.at(f"{place}/keywords/{at}", concept, CONCEPTS[concept])
    now = end == "Present"
    dates = {"startDate": start, "endDate": None if now else end}
    return {"name": name, "position": f"Job {number}", **dates, "keywords": list(used)}


def _agree(graph: Graph, reference: Graph, folder: Path, *entries: DocumentEntry) -> None:
    """Give both the same entries, and hold one to the other."""
    for one in (graph, reference):
        one.put(*entries)
    assert facts(graph) == facts(reference)
    mine, theirs = state(graph, folder), state(reference, folder)
    for part in mine:
        assert mine[part] == theirs[part], part


def _agree_about(graph: Graph, reference: Graph, *keys: str) -> None:
    for key in keys:
        for name in ("tenure", "colleagues", "similar"):
            assert_same(ask(name, key), graph, reference)
        assert_same(ask("shared", key, keys[0]), graph, reference)
        assert_same(ask("path", keys[0], key, k=3), graph, reference)


def test_an_empty_graph(graph: Graph, reference: Graph, tmp_path: Path) -> None:
    _agree(graph, reference, tmp_path)
    assert graph.documents() == [] and graph.reader.population() == 0
    assert graph.search("anybody") == [] or graph.search("anybody") == reference.search("anybody")
    for question in (
        ask("find", "Go"),
        ask("find", "NOT Go"),
        ask("find", employer="Nobody"),
        ask("shared"),
        ask("tenure", "nobody"),
        ask("path", "Go", "Solidity", k=3),
        ask("path", "Go", "nobody", k=3),
    ):
        assert_same(question, graph, reference)


def test_a_document_that_says_nothing(graph: Graph, reference: Graph, tmp_path: Path) -> None:
    _agree(graph, reference, tmp_path, Said("").entry("empty.md"), Said("  \n").entry("blank.md"))
    assert graph.person("empty.md").name is None
    assert graph.document("blank.md").text == "  \n"
    _agree_about(graph, reference, "empty.md", "blank.md")


def test_missing_values(graph: Graph, reference: Graph, tmp_path: Path) -> None:
    """A role without an employer, a study without a school, a project without a name."""
    said = Said("Engineer once: Go\nBSc\nbuilt with Redis\n")
    said.at("/work/0/position", "Engineer").at("/work/0/keywords/0", "Go", "skill:go-lang")
    said.at("/education/0/studyType", "BSc", "degree:bachelor-of-science")
    said.at("/projects/0/keywords/0", "Redis", "skill:redis-db")
    entry = said.entry(
        "bare.md",
        work=[{"position": "Engineer", "keywords": ["Go"]}, {"name": "Only A Name"}],
        education=[{"studyType": "BSc"}, {"area": "Physics"}],
        projects=[{"keywords": ["Redis"]}],
    )
    _agree(graph, reference, tmp_path, entry)
    _agree_about(graph, reference, "bare.md")
    assert_same(ask("find", "Redis", "Go"), graph, reference)


def test_two_stints_at_one_employer(graph: Graph, reference: Graph, tmp_path: Path) -> None:
    said = Said("Kestrel 2010-01 2011-12 Go\nKestrel 2015-03 2016-02 Go Redis\n")
    work = [
        _stint(said, 0, "Kestrel", "2010-01", "2011-12", "Go"),
        _stint(said, 1, "Kestrel", "2015-03", "2016-02", "Go", "Redis"),
    ]
    _agree(graph, reference, tmp_path, said.entry("twice.md", work=work))
    nodes, edges = facts(graph)
    types = [data["type"] for _, _, _, data in edges]
    assert sum(data["kind"] == "Role" for _, data in nodes) == 2
    assert [types.count(type) for type in ("HELD", "AT", "WORKED_AT")] == [2, 2, 1]
    (worked,) = (data for *_, data in edges if data["type"] == "WORKED_AT")
    assert len(worked["from_months"]) == 2
    _agree_about(graph, reference, "twice.md")


def test_parallel_edges(graph: Graph, reference: Graph, tmp_path: Path) -> None:
    """One node lists a skill and also derives it: two edges between the same ends, each its own."""
    said = Said("Redis\nKestrel 2010 2012 Redis\n").at("/skills/0", "Redis", "skill:redis-db")
    work = [_stint(said, 0, "Kestrel", "2010", "2012", "Redis")]
    said.evidence["/work/0/keywords/0"] = [(24, 29)]
    skills = [{"name": "Redis"}]
    _agree(graph, reference, tmp_path, said.entry("p.md", work=work, skills=skills))
    person = graph.person("p.md").id
    between = graph.to_networkx(lists=True).get_edge_data(person, "skill:redis-db")
    assert sorted(data["type"] for data in between.values()) == ["CLAIMS", "HAS_SKILL"]
    assert len({tuple(data["evidence"]) for data in between.values()}) == 2
    graph.put(said.entry("p.md", work=work, skills=skills))
    assert graph.to_networkx(lists=True).get_edge_data(person, "skill:redis-db") == between


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2019", "2021"),
        ("2019", "2019"),
        ("2019-05", "2019-05"),
        ("2019-05", "2021"),
        ("2019", "2021-02"),
        ("2019-12-31", "2020-01-01"),
        ("2019-05-17", "Present"),
        ("2019", "Present"),
        ("2019", None),
        (None, "2019-04"),
        (None, "Present"),
        (None, None),
        ("2021-05", "2019-02"),
        ("0001", "0001-02"),
        ("9998-12-31", "9999-12-31"),
        ("2030-01", "Present"),
    ],
)
def test_dates(
    graph: Graph, reference: Graph, tmp_path: Path, start: str | None, end: str | None
) -> None:
    said = Said(f"Kestrel {start} {end} Go\nOwl 2019-06 2019-07 Go\n")
    work = [
        _stint(said, 0, "Kestrel", start, end, "Go"),
        _stint(said, 1, "Owl", "2019-06", "2019-07", "Go"),
    ]
    mate = Said("Kestrel 2018 2022 Rust")
    mates = [_stint(mate, 0, "Kestrel", "2018", "2022", "Rust")]
    entries = said.entry("dated.md", work=work), mate.entry("mate.md", work=mates)
    _agree(graph, reference, tmp_path, *entries)
    _agree_about(graph, reference, "dated.md", "mate.md")
    for term in ("Go:2m", "Go:current", "Go:since=2019-07", "Go:since=2021"):
        assert_same(ask("find", term), graph, reference)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_values(graph: Graph, reference: Graph, tmp_path: Path, text: str) -> None:
    """The text is everything at once: name, employer, school, project, key of a document."""
    entries = [
        _hostile(text, "cv.md", "a@x.example"),
        _hostile(text, f"in/{text}.md", "b@x.example"),
    ]
    _agree(graph, reference, tmp_path, *entries)
    assert graph.document(f"in/{text}.md").text == entries[1].document.text
    person = graph.person("cv.md")
    assert person.name == text
    assert graph.to_networkx(lists=True).nodes[person.id]["name"] == text
    _agree_about(graph, reference, "cv.md", f"in/{text}.md")
    for look in ("person", "node", "search"):
        assert_same(methodcaller(look, text), graph, reference)
    for question in (ask("find", text), ask("find", f'at="{text}"'), ask("find", employer=text)):
        assert_same(question, graph, reference)
    assert_same(ask("find", "Redis", place=text), graph, reference)
    graph.forget("cv.md")
    reference.forget("cv.md")
    assert facts(graph) == facts(reference)


def _hostile(text: str, key: str, email: str) -> DocumentEntry:
    said = Said(f"{text}\n{email}\n{text} 2015 2019 Redis\n{text}\n{text}\n{text}\n")
    said.at("/basics/name", text).at("/basics/email", email)
    said.at("/work/0/startDate", "2015").at("/work/0/endDate", "2019")
    said.at("/work/0/keywords/0", "Redis", "skill:redis-db")
    for pointer in ("/work/0/name", "/education/0/institution", "/projects/0/name"):
        said.at(pointer, text)
    dates = {"startDate": "2015", "endDate": "2019"}
    return said.entry(
        key,
        basics={"name": text, "email": email, "label": text, "location": {"city": text}},
        work=[{"name": text, "position": text, "keywords": ["Redis"], **dates}],
        education=[{"institution": text, "studyType": text, "area": text}],
        projects=[{"name": text, "url": text}],
    )


def test_half_characters(graph: Graph, reference: Graph, tmp_path: Path) -> None:
    """A text that decoded to a lone surrogate is kept, quoted and found like any other."""
    said = Said("Ana \ud800Quill\nredis \udfff\n").at("/basics/name", "Ana \ud800Quill")
    said.at("/skills/0", "redis \udfff", "skill:redis-db")
    entry = said.entry("half.md", basics={"name": "Ana Quill"}, skills=[{"name": "Redis"}])
    _agree(graph, reference, tmp_path, entry)
    assert graph.document("half.md").text == said.text
    (person,) = (
        node for node in json.loads(exported(graph, tmp_path))["nodes"] if node["kind"] == "Person"
    )
    assert person["evidence"][0]["quote"] == "Ana \ud800Quill"
    assert_same(ask("tenure", "half.md"), graph, reference)
    assert_same(ask("find", "Redis"), graph, reference)


def test_a_person_of_many_documents(graph: Graph, reference: Graph, tmp_path: Path) -> None:
    entries = []
    for number in range(12):
        said = Said(f"ida@x.example\nKestrel 20{10 + number} Present Redis\n")
        said.at("/basics/email", "ida@x.example")
        work = [_stint(said, 0, "Kestrel", f"20{10 + number}", "Present", "Redis")]
        as_of = f"20{12 + number}-06-01"
        basics = {"email": "ida@x.example", "label": f"Label {number % 3}"}
        entries.append(said.entry(f"{number}.md", as_of, basics=basics, work=work))
    _agree(graph, reference, tmp_path, *entries[::-1])
    assert graph.reader.population() == 1
    _agree_about(graph, reference, "0.md")


def test_unknown_concepts_keep_their_place(
    backend: Backend, graph: Graph, reference: Graph, tmp_path: Path
) -> None:
    """A document that was linked to a concept which the ontology at hand lacks still answers."""
    said = Said("lost and gone").at("/skills/0", "lost", "skill:lost-and-gone")
    said.at("/education/0/studyType", "gone", "degree:gone")
    entry = said.entry("lost.md", skills=[{"name": "lost"}], education=[{"studyType": "gone"}])
    _agree(graph, reference, tmp_path, entry)
    _agree_about(graph, reference, "lost.md")
    with backend.again(graph.ontology) as again:
        assert facts(again) == facts(reference)
