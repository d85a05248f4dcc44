"""``match``: who answers to an advert, and what each of them lacks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import commonground as cg
from commonground.cli.main import main
from commonground.errors import UsageError
from commonground.graph.store import StoredGraph
from commonground.queries.find.find import Find

from .support.resumes import AS_OF

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
TEXT = """\
Engineer

Location: Norway

## Requirements

- 2 years of Go
- Kafka or NATS

## Nice to have

- Temporal

## Not for us

- PHP
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoredGraph]:
    place = tmp_path_factory.mktemp("match") / "people.db"
    cg.load(EXAMPLES / "resumes", into=place, as_of=AS_OF)
    with cg.open_graph(place) as graph:
        yield graph


def test_the_expression_asks_for_what_the_advert_requires(graph: StoredGraph) -> None:
    answer = cg.match(graph, TEXT)
    expression = "Go:24m AND (Apache Kafka OR NATS) AND in=Norway AND NOT PHP AND Temporal?"
    assert answer.extras["expression"] == expression
    assert str(Find.of(answer.extras["expression"]).expression) == expression


def test_everybody_with_anything_of_it_is_ranked_with_their_gaps(graph: StoredGraph) -> None:
    answer = cg.match(graph, TEXT, limit=None)
    anything = cg.find(graph, "Go OR Kafka OR NATS OR Temporal", limit=None)
    assert {row.id for row in answer} == {row.id for row in anything}
    gaps = [(len(row.missing), len(row.excluded), -(row.score or 0)) for row in answer]
    assert gaps == sorted(gaps)
    for row in answer:
        for part in row.missing:
            assert row.id not in {one.id for one in cg.find(graph, part, limit=None)}
        for part in row.excluded:
            assert row.id in {one.id for one in cg.find(graph, part, limit=None)}
        assert row.terms and row.evidence


def test_who_satisfies_the_expression_lacks_nothing(graph: StoredGraph) -> None:
    text = "Engineer\n\n## Requirements\n- Kubernetes\n- Go or Rust\n"
    answer = cg.match(graph, text, limit=None)
    whole = {row.id for row in answer if not row.missing}
    assert (
        whole
        == {row.id for row in cg.find(graph, answer.extras["expression"], limit=None)}
        != set()
    )


LEVEL = """\
Senior Engineer

## Requirements

- 3 years of professional experience
- Go or Rust

## Nice to have

- Kafka or NATS
"""


def test_years_are_required_and_a_level_is_a_wish(graph: StoredGraph) -> None:
    answer = cg.match(graph, LEVEL, limit=None)
    expression = "(Go OR Rust) AND years=3 AND Apache Kafka? AND NATS? AND level=senior?"
    assert answer.extras["expression"] == expression
    assert str(Find.of(expression).expression) == expression
    assert not any("not asked for" in note for note in answer.notes)
    for told, term in (("missing", "years=3"), ("nice_missing", "level=senior")):
        having = {row.id for row in cg.find(graph, term, limit=None)}
        lacking = {row.id for row in answer if term in getattr(row, told)}
        assert lacking == {row.id for row in answer} - having
        assert lacking and {row.id for row in answer} & having
    assert "level=senior" not in {part for row in answer for part in row.missing}


def test_the_expression_ranks_those_who_lack_nothing_as_the_advert_does(
    graph: StoredGraph,
) -> None:
    answer = cg.match(graph, LEVEL, limit=None)
    whole = [(row.id, row.score) for row in answer if not row.missing]
    found = cg.find(graph, answer.extras["expression"], limit=None)
    assert [(row.id, row.score) for row in found] == whole != []


def test_an_advert_of_wishes_alone_ranks_who_has_any(graph: StoredGraph) -> None:
    answer = cg.match(graph, "Senior Engineer\n\n## Nice to have\n- Kafka\n", limit=None)
    assert answer.extras["expression"] == "Apache Kafka? AND level=senior?"
    assert {row.id for row in answer} == {row.id for row in cg.find(graph, "Kafka", limit=None)}


def test_a_file_and_its_text_are_one_question(graph: StoredGraph) -> None:
    path = EXAMPLES / "adverts" / "systemadministration.txt"
    text = path.read_text(encoding="utf-8")
    by_file, by_text = cg.match(graph, path), cg.match(graph, text)
    assert [row.id for row in by_file] == [row.id for row in by_text] != []


def test_an_advert_that_names_nothing_says_so(graph: StoredGraph) -> None:
    answer = cg.match(graph, "Gardener\n\nYou know roses.")
    assert not answer.rows and "names nothing" in answer.notes[0]
    with pytest.raises(UsageError):
        cg.match(graph, " ")


def test_the_command_reads_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    address = str(tmp_path / "people.db")
    main(["-g", address, "load", str(EXAMPLES / "resumes"), "--as-of", AS_OF])
    capsys.readouterr()
    advert = str(EXAMPLES / "adverts" / "lead-protocol.md")
    assert main(["-g", address, "match", advert, "-n", "2", "--format", "json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["read"]["level"] == "lead" and len(printed["rows"]) == 2
    assert printed["rows"][0]["missing"]
