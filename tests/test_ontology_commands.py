"""The commands about concepts: near, tree, show, unknown, diff, suggestions, counts, typos."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commonground.cli.main import main
from commonground.graph.unknown import is_noise, unknown_terms
from commonground.ontology.check.check import check
from commonground.ontology.check.suggestions import suggestions
from commonground.ontology.ontology import load_ontology

Run = Callable[..., tuple[int, str, str]]

HEAD = """@prefix cg: <https://w3id.org/commonground/schema#> .
@prefix skill: <https://w3id.org/commonground/skill/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*argv: str) -> tuple[int, str, str]:
        code = main(argv)
        out = capsys.readouterr()
        return code, out.out, out.err

    return run


def rows(run: Run, *argv: str) -> list[dict[str, Any]]:
    code, out, _ = run(*argv, "--format", "json")
    assert code == 0
    found: list[dict[str, Any]] = json.loads(out)["rows"]
    return found


def test_near_lists_the_nearest_first(run: Run) -> None:
    found = rows(run, "ontology", "near", "Solidity", "-n", "5")
    assert len(found) == 5
    assert [one["nearness"] for one in found] == sorted(one["nearness"] for one in found)[::-1]
    assert "skill:vyper-lang" in {one["id"] for one in found}


def test_tree_shows_what_answers_for_an_everyday_word_each_once(run: Run) -> None:
    found = rows(run, "ontology", "tree", "message queue")
    assert (found[0]["id"], found[0]["depth"]) == ("skill:message-broker", 0)
    depth = {one["id"]: one["depth"] for one in found}
    assert len(depth) == len(found)
    assert depth.keys() == load_ontology().answering("skill:message-broker")
    assert depth["skill:apache-kafka"] == 1
    assert depth["skill:kafka-streams"] == 2


def test_show_says_all_of_one_concept(run: Run) -> None:
    (row,) = rows(run, "ontology", "show", "skill:go-lang")
    assert row["policy"] == "NeedsContext"
    assert row["cues"]
    assert row["iri"].endswith("/skill/go-lang")
    code, out, _ = run("ontology", "show", "skill:go-lang")
    assert code == 0
    assert "policy: NeedsContext" in out
    assert row["definition"] in out


@pytest.mark.parametrize("command", ["near", "tree", "show"])
def test_a_typo_is_answered_with_what_was_meant(run: Run, command: str) -> None:
    code, _, err = run("ontology", command, "Terrafrom")
    assert code != 0
    assert "did you mean Terraform" in err


def test_lookup_suggests_on_a_typo(run: Run) -> None:
    code, out, err = run("ontology", "lookup", "Kubernettes")
    assert (code, out) == (0, "")
    assert "did you mean Kubernetes" in err


def test_lookup_shows_the_everyday_meaning_before_what_is_called_so(run: Run) -> None:
    found = [one["id"] for one in rows(run, "ontology", "lookup", "database")]
    assert found == ["skill:database-system", "skill:database-administration"]


@pytest.mark.parametrize("form", ["table", "csv", "jsonl"])
@pytest.mark.parametrize(
    "argv", [("near", "Kafka"), ("tree", "Redis"), ("show", "Redis"), ("check", "--counts")]
)
def test_rows_come_in_every_format(run: Run, form: str, argv: tuple[str, ...]) -> None:
    code, out, _ = run("ontology", *argv, "--format", form)
    assert code == 0
    assert len(out.splitlines()) >= 1
    if form == "csv":
        assert len({len(row) for row in csv.reader(io.StringIO(out))}) == 1


@pytest.mark.parametrize(
    "term",
    "Swedish (native)|Languages|Skills:|Advanced|when needed|at weekends|Lisbon, Portugal|2019|"
    "I keep the base tables boring.|everything that nobody else wanted to own|fluent|"
    "https://example.org|Senior Software Engineer".split("|"),
)
def test_what_is_no_term_is_noise(term: str) -> None:
    assert is_noise(term)


@pytest.mark.parametrize("term", "kdb+|Aeron|PCI Express|C++Builder|Zod|.NET MAUI|PTP".split("|"))
def test_a_term_is_no_noise(term: str) -> None:
    assert not is_noise(term)


def test_unknown_terms_come_by_people_with_turtle_to_complete(
    run: Run, demo_graph: Path, tmp_path: Path
) -> None:
    found = rows(run, "-g", str(demo_graph), "ontology", "unknown")
    assert [one["people"] for one in found] == sorted(one["people"] for one in found)[::-1]
    (aeron,) = (one for one in found if one["term"] == "Aeron")
    assert (aeron["people"], aeron["documents"]) == (1, ["sami.md"])
    assert "when needed" not in {one["term"] for one in found}
    _, turtle, _ = run("-g", str(demo_graph), "ontology", "unknown", "--turtle")
    (tmp_path / "mine.ttl").write_text(turtle, "utf-8")
    assert not check([tmp_path / "mine.ttl"])
    extended = load_ontology([tmp_path / "mine.ttl"])
    assert all(extended.lookup(one["term"]) for one in found)


def test_a_term_that_the_ontology_has_learned_is_not_unknown(
    demo_graph: Path, tmp_path: Path
) -> None:
    from commonground import open_graph

    with open_graph(str(demo_graph)) as graph:
        before = {one.term for one in unknown_terms(graph)}
    assert before
    assert not {one for one in before if load_ontology().lookup(one)}


def test_a_definition_that_names_what_is_far_is_a_suggestion(tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text(
        HEAD
        + """
skill:tin-proxy a cg:Technology ;
    skos:prefLabel "Tin Proxy"@en ;
    skos:definition "Keeps the answers of PostgreSQL for a minute."@en ;
    skos:broader skill:reverse-proxy .
""",
        "utf-8",
    )
    found = [
        one
        for one in suggestions(load_ontology([tmp_path / "mine.ttl"]))
        if one.concept.id == "skill:tin-proxy"
    ]
    assert [one.turtle for one in found] == ["skill:tin-proxy skos:related skill:postgresql ."]
    assert (found[0].concept.file, found[0].concept.line) == (str(tmp_path / "mine.ttl"), 5)


def test_what_is_two_relations_away_is_no_suggestion() -> None:
    found = {(one.concept.id, one.named.id) for one in suggestions(load_ontology())}
    assert ("skill:o1js", "skill:mina-chain") not in found
    assert ("skill:mysql-db", "skill:relational-database") not in found


def test_diff_tells_what_is_new_gone_and_otherwise(run: Run, tmp_path: Path) -> None:
    block = """
skill:{id} a cg:Technology ;
    skos:prefLabel "{name}"@en ;
    skos:definition "Moves {what} from here to there."@en ;
    skos:broader skill:message-broker .
"""
    old, new = tmp_path / "old.ttl", tmp_path / "new.ttl"
    ferry = block.format(id="tin-ferry", name="Tin Ferry", what="cars")
    old.write_text(HEAD + ferry + block.format(id="tin-raft", name="Tin Raft", what="logs"))
    changed = ferry.replace("cars", "cars and people").replace("message-broker", "task-queue")
    new.write_text(HEAD + changed + block.format(id="tin-barge", name="Tin Barge", what="coal"))
    found = rows(run, "ontology", "diff", str(old), str(new))
    told = {(one["change"], one["id"], one["what"], one["old"], one["new"]) for one in found}
    assert told == {
        ("added", "skill:tin-barge", "concept", "", "Tin Barge"),
        ("added", "skill:tin-barge", "BROADER", "", "skill:message-broker"),
        ("removed", "skill:tin-raft", "concept", "Tin Raft", ""),
        ("removed", "skill:tin-raft", "BROADER", "skill:message-broker", ""),
        ("added", "skill:tin-ferry", "BROADER", "", "skill:task-queue"),
        ("removed", "skill:tin-ferry", "BROADER", "skill:message-broker", ""),
        (
            "changed",
            "skill:tin-ferry",
            "definition",
            "Moves cars from here to there.",
            "Moves cars and people from here to there.",
        ),
    }


def test_diff_of_equals_is_empty(run: Run, root: Path) -> None:
    assert rows(run, "ontology", "diff", str(root / "ontology"), str(root / "ontology")) == []
    code, _, err = run("ontology", "diff", str(root / "nowhere"), str(root / "ontology"))
    assert code != 0
    assert "nowhere" in err


def test_check_counts_what_there_is(run: Run) -> None:
    found = {one["what"]: one for one in rows(run, "ontology", "check", "--counts")}
    ontology = load_ontology()
    assert found["concepts"]["number"] == len(ontology.concepts)
    assert found["relations"]["number"] == len(ontology.relations)
    assert found["with a definition"]["share"] == 1.0
    assert sum(one["number"] for what, one in found.items() if what.isupper()) == len(
        ontology.relations
    )
