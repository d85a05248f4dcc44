"""What counts of a long list, and what lies in the future, is the same in every store."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from commonground.graph.put import DocumentEntry
from commonground.graph.shares import ROLE
from commonground.queries.find.find import Find

from ..support.asking import ask, assert_same, facts
from ..support.backends import Backend, Graph
from ..support.resumes import Said

CONCEPTS = {"Go": "skill:go-lang", "Rust": "skill:rust-lang", "Kafka": "skill:apache-kafka"}
# The small ontology has no sixty skills; what it lacks is kept, and counted, all the same.
OTHERS = {f"Tool{number:03d}": f"skill:tool-{number:03d}" for number in range(80)}

TERMS = (
    ("Go",),
    ("Go:12m",),
    ("Go:11m",),
    ("Kafka:since=2025",),
    ("Kafka:since=2025:current",),
    ("Go OR Rust OR Kafka",),
    ("programming language",),
    ("programming language:12m",),
    ("programming language:13m", "NOT Kafka"),
    ("Rust:1m OR Kafka:200m",),
    ("at=Kestrel:12m",),
    ("Bachelor of Science:24m",),
)


def _entry(key: str, *jobs: tuple[str, str, Sequence[str]], **parts: Any) -> DocumentEntry:
    """Return a document of jobs at Kestrel: start, end and what they name."""
    names = [*CONCEPTS, *OTHERS]
    said = Said("".join(f"Kestrel {a} {b} {' '.join(names)}\n" for a, b, _ in jobs) + "BSc\n")
    work = []
    for number, (start, end, used) in enumerate(jobs):
        place = f"/work/{number}"
        said.at(f"{place}/startDate", start).at(f"{place}/endDate", end)
        said.at(f"{place}/name", "Kestrel")
        for at, name in enumerate(used):
            said.at(f"{place}/keywords/{at}", name, {**CONCEPTS, **OTHERS}[name])
        until = None if end == "Present" else end
        dates = {"startDate": start, "endDate": until}
        work.append({"name": "Kestrel", **dates, "keywords": list(used)})
    if "education" in parts:
        said.at("/education/0/studyType", "BSc", "degree:bachelor-of-science")
    return said.entry(key, work=work, **parts)


def _people() -> list[DocumentEntry]:
    tools = list(OTHERS)
    study = {"studyType": "BSc", "startDate": "2023-01", "endDate": "2027-12"}
    later = {"studyType": "BSc", "startDate": "2026-01", "endDate": "2029-12"}
    return [
        _entry("told.md", ("2020-01", "2020-12", ["Go", "Kafka"])),
        _entry("full.md", ("2000-01", "2019-12", ["Go", "Rust", *tools[: ROLE - 2]])),
        _entry("long.md", ("2000-01", "Present", ["Go", "Rust", "Kafka", *tools[:45]])),
        _entry("list.md", ("1950", "Present", ["Go", "Rust", "Kafka", *tools])),
        _entry(
            "both.md",
            ("2010-01", "2018-12", ["Go", "Rust", *tools]),
            ("2018-07", "2019-01", ["Go"]),
            ("2019", "2019", ["Rust", *tools[:60]]),
        ),
        _entry("later.md", ("2026-01", "2030-12", ["Go", "Kafka"]), education=[later]),
        _entry("until.md", ("2024-01", "2030-12", ["Go", "Kafka"]), education=[study]),
    ]


def test_lists_and_what_is_to_come(
    graph: Graph, reference: Graph, tmp_path: Path, backend: Backend
) -> None:
    people = _people()
    for one in (graph, reference):
        one.put(*people)
    assert facts(graph) == facts(reference)
    keys = [entry.document.key for entry in people]
    for terms in TERMS:
        assert_same(ask("find", *terms), graph, reference)
    for key in keys:
        for name in ("similar", "tenure", "colleagues"):
            assert_same(ask(name, key), graph, reference)
        assert_same(
            ask("shared", "told.md" if key != "told.md" else "list.md", key), graph, reference
        )
        assert_same(ask("path", "told.md", key, k=2), graph, reference)
    assert _documents(reference, "Go:12m") == ["long.md", "full.md", "until.md", "told.md"]
    assert _documents(reference, "Go")[4:] == ["both.md", "later.md", "list.md"]
    assert graph.reader.latest() == reference.reader.latest() == 2025 * 12 + 11


def _documents(graph: Graph, *terms: str) -> list[str]:
    return [row.sources[0] for row in ask("find", *terms)(graph)]


def test_sparql_chooses_the_same_people(reference: Graph) -> None:
    reference.put(*_people())
    for terms in (TERMS[1], *TERMS[7:9]):  # months of one skill, and of several together
        query = Find.of(*terms).sparql(reference.reader)
        found = {str(row["person"]).rpartition("/")[2] for row in reference.sparql(query)}
        people = {row.id.partition(":")[2] for row in ask("find", *terms)(reference)}
        assert found == people, terms


def test_what_was_left_out_is_told(graph: Graph, reference: Graph) -> None:
    entry = _entry("much.md", ("2020-01", "2020-12", ["Go"]))
    entry.resume.meta.commonground.leftOut = {"skills": 7, "work": 12}
    for one in (graph, reference):
        one.put(entry, _entry("little.md", ("2020-01", "2020-12", ["Rust"])))
        assert one.info().left_out == {"much.md": {"skills": 7, "work": 12}}
        one.put(_entry("much.md", ("2020-01", "2020-12", ["Go"])))
        assert one.info().left_out == {} and "left_out" not in one.info().to_json()
    assert graph.info() == reference.info()
