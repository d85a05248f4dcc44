"""What a row of ``find`` says of itself: what matched, how long, when, where, and by which line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import commonground as cg
from commonground.graph.networkx.reader import NetworkXReader
from commonground.queries.find.find import find

from .support.population import job, someone, town

CV = """\
# Wilma Tarn

wilma.tarn@example.org

Go engineer

## Experience

### Engineer, Saltgrass
Jan 2019 – Dec 2021

- Ran **Temporal** workers
- Wrote Go

### Temporal Lead, Quillbridge Protocol
Jan 2022 – Present

- Led a team
- Moved billing to Temporal and `Kafka Streams`

## Projects

### Waystone

- A queue on NATS

## Skills

Go, Temporal, Redis
"""


@pytest.fixture(scope="module")
def people() -> NetworkXReader:
    return town(
        someone(
            "Ida",
            job("Saltgrass", "2019-01", "2021-12", "tea-queue", "clay-lang", title="Engineer"),
            job("Quillbridge", "2022-01", "now", "tea-queue-lite", title="Lead"),
            lists=["tea-queue"],
        ),
        someone("Jo", lists=["clay-lang"], location="Porto"),
    )


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reasons")
    (folder / "cvs").mkdir()
    (folder / "cvs" / "wilma.md").write_text(CV, encoding="utf-8")
    cg.load(folder / "cvs", into=folder / "people.db", as_of="2025-06-15")
    return folder / "people.db"


def term(reader: Any, *terms: str) -> dict[str, Any]:
    return find(reader, *terms)[0].terms[0].to_json()


def test_a_term_lists_its_roles_the_longest_first(people: NetworkXReader) -> None:
    assert term(people, "TeaMQ")["roles"] == [
        {
            "role": "Lead",
            "employer": "Quillbridge",
            "from": "2022-01",
            "to": "2025-06",
            "months": 42,
            "current": True,
        },
        {
            "role": "Engineer",
            "employer": "Saltgrass",
            "from": "2019-01",
            "to": "2021-12",
            "months": 36,
        },
    ]
    (only,) = term(people, "Clay")["roles"]
    assert only["employer"] == "Saltgrass"


def test_an_employer_names_the_roles_there_and_a_place_none(people: NetworkXReader) -> None:
    (row,) = find(people, "at=Saltgrass")
    assert [one["role"] for one in row.terms[0].details["roles"]] == ["Engineer"]
    (row,) = find(people, "in=Porto")
    assert "roles" not in row.terms[0].details


def test_what_matched_is_named_the_weightiest_first(people: NetworkXReader) -> None:
    assert term(people, "TeaMQ")["by"] == ["TeaMQ Lite", "TeaMQ"]
    assert "by" not in term(people, "Clay")


def test_the_line_that_proves_the_months_comes_first(people: NetworkXReader) -> None:
    cited = term(people, "TeaMQ")["evidence"]
    assert [one["quote"] for one in cited] == ["- TeaMQ Lite", "- TeaMQ", "TeaMQ"]


def test_a_head_line_or_list_is_cited_last(written: Path) -> None:
    with cg.open_graph(written) as graph:
        (row,) = cg.find(graph, "Temporal")
        lines = [one.line for one in row.terms[0].details["evidence"]]
        assert lines == [19, 12, 29] and lines[0] == row.evidence[0].line
        assert row.evidence[0].quote == "Temporal"
        (row,) = cg.find(graph, "NATS")
        assert row.terms[0].details["roles"] == [] and row.terms[0].details["projects"]


@pytest.fixture
def table(written: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    from commonground.cli.main import main

    def run(*words: str) -> str:
        assert main(["-g", str(written), "find", *words]) == 0
        return capsys.readouterr().out

    return run


def test_a_table_names_the_proof(table: Any) -> None:
    out = table("Temporal")
    assert "Temporal: 78 months, Quillbridge Protocol 2022–now and Saltgrass 2019–2021" in out
    assert "wilma.md:19" in out and "(+2 more)" in out
    assert "Kafka: 42 months via Kafka Streams, Quillbridge Protocol 2022–now" in table("Kafka")
    assert "Redis: named, but in no role" in table("Redis")
    assert "NATS: in the project Waystone" in table("NATS")


def test_quotes_are_shown_as_read_and_unmarked_in_files(table: Any) -> None:
    out = table("Temporal:since=2019", "Kafka")
    assert "wilma.md:19  Moved billing to Temporal and Kafka Streams\n" in out
    assert "**" not in out and "`" not in out and "\x1b" not in out


def test_explain_shows_what_a_term_is_made_of(table: Any) -> None:
    out = table("Temporal", "--explain")
    assert "bits × depth 0.882 × recency 1.000" in out
    assert "depth" not in table("Temporal")
