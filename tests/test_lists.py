"""Lists with counts, a person's page and time, two people side by side, who may be one."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any

import pytest

import commonground as cg
from commonground.cli import main as cli
from commonground.errors import UsageError
from commonground.graph.networkx.reader import NetworkXReader
from commonground.graph.store import StoredGraph
from commonground.queries.example import Study
from commonground.queries.tenure import tenure

from .support.population import crowd, job, someone, town
from .support.resumes import AS_OF, cv, write_cvs

TOWN = town(
    someone(
        "Ína Vale",
        job("Acorn", "2015-01", "2016-12", "clay-lang", title="Potter"),
        job("Birch", "2018-01", "now", "loam-lang", "kiln-store", title="Lead"),
        job("Cedar", "2020-01", "2020-06", "brew-queue", title="Adviser"),
        lists=["web-calls"],
        studies=[Study("Hill School", "degree:bachelor", "field:pottery", "2011", "2014")],
        location="Porto, Portugal",
    ),
    someone(
        "Ono Reed",
        job("Birch", "2019-07", "2021-03", "clay-lang", "tea-queue", title="Smith"),
        job("Acorn", "2014", "2015", "clay-lang", title="Apprentice"),
        studies=[Study("Hill School", None, None, "2010", None)],
    ),
    someone(None, job("Acorn", None, None, "glaze-pattern"), document="unsigned.txt"),
)


def rows(question: str, *arguments: str, **options: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = getattr(cg, question)(TOWN, *arguments, **options).to_json()[
        "rows"
    ]
    return found


def test_people_are_told_with_what_they_do() -> None:
    ina, ono, nobody = rows("people")
    assert (ina["role"], ina["employer"], ina["place"]) == ("Lead", "Birch", "Porto, Portugal")
    assert ina["current"] and ina["sources"] == ["ína vale.md"]
    assert (ono["role"], ono["employer"], ono["current"]) == ("Smith", "Birch", False)
    assert nobody["called"] == "(no name) unsigned.txt" and nobody["name"] is None
    assert "months" not in nobody
    for row in (ina, ono):
        total = tenure(TOWN, row["id"])[-1].to_json()
        assert all(row.get(key) == total.get(key) for key in ("months", "months_min", "months_max"))


@pytest.mark.parametrize(
    ("sort", "names"),
    [
        ("name", ["Ína Vale", "Ono Reed", None]),
        ("months", ["Ína Vale", "Ono Reed", None]),
        ("last", ["Ína Vale", "Ono Reed", None]),
    ],
)
def test_people_have_an_order(sort: str, names: list[str | None]) -> None:
    assert [row["name"] for row in rows("people", sort=sort)] == names
    answer = cg.people(TOWN, sort=sort, limit=2)  # type: ignore[arg-type]  # a word of three
    assert answer.notes == ("2 of 3 people are shown",) and len(answer) == 2


@pytest.mark.parametrize(
    ("question", "text", "names"),
    [
        ("people", "INA", ["Ína Vale"]),
        ("people", "e", ["Ína Vale", "Ono Reed", None]),
        ("people", "unsigned", [None]),
        ("skills", "mq", ["BrewMQ", "TeaMQ"]),
        ("skills", "web  calls", ["web calls"]),
        ("employers", "BIR", ["Birch"]),
        ("schools", "hill-school", ["Hill School"]),
        ("schools", "nowhere", []),
    ],
)
def test_a_text_is_sought_in_names(question: str, text: str, names: list[str | None]) -> None:
    assert [row["name"] for row in rows(question, like=text)] == names


def test_skills_are_counted() -> None:
    clay, *others = rows("skills")
    assert clay["name"] == "Clay" and clay["people_with"] == 2 and clay["last"] == "2021-03"
    mine = [row for who in ("Ína Vale", "Ono Reed") for row in tenure(TOWN, who)]
    own = [row.months or row.months_min for row in mine if row.name == "Clay"]
    assert clay["months"] == sum(filter(None, own)) and len(own) == 2
    assert {row["name"]: row["people_with"] for row in others}["glaze pattern"] == 1
    by_last = [row.get("last", "") for row in rows("skills", sort="last")]
    assert by_last == sorted(by_last, reverse=True)
    assert [row["name"] for row in rows("skills", sort="name")][0] == "BrewMQ"


def test_employers_and_schools_are_counted() -> None:
    assert [
        (row["name"], row["people_with"], row.get("first"), row.get("last"))
        for row in rows("employers")
    ] == [
        ("Acorn", 3, "2014", "2016-12"),
        ("Birch", 2, "2018-01", "2025-06"),
        ("Cedar", 1, "2020-01", "2020-06"),
    ]
    (school,) = rows("schools")
    assert (school["people_with"], school["first"], school["last"]) == (2, "2010", "2014")
    assert "months" not in school


@pytest.mark.parametrize("sort", ["people", "colour", "", None, 3])
def test_an_order_that_there_is_not_is_refused(sort: Any) -> None:
    with pytest.raises(UsageError, match="sort is name, months or last"):
        cg.people(TOWN, sort=sort)


class Counting(NetworkXReader):
    """Counts the calls of the primitives."""

    calls = 0

    def __getattribute__(self, name: str) -> Any:
        if name in {"nodes", "nodes_of", "edges", "ties", "stints", "documents", "facts"}:
            Counting.calls += 1
        return super().__getattribute__(name)


def calls_of(question: str, people: int, **options: Any) -> int:
    reader = town(
        someone("A", job("Acorn", "2015-01", "2016-12", "clay-lang")), *crowd(people, "clay-lang")
    )
    counting = Counting(reader._graph, reader.ontology, reader._texts)
    Counting.calls = 0
    getattr(cg, question)(counting, **options)
    return Counting.calls


@pytest.mark.parametrize(
    ("question", "options"),
    [
        ("people", {}),
        ("people", {"sort": "months"}),
        ("skills", {}),
        ("employers", {"sort": "last"}),
        ("schools", {}),
        ("duplicates", {}),
    ],
)
def test_a_list_takes_as_many_calls_for_many_as_for_few(
    question: str, options: dict[str, Any]
) -> None:
    assert calls_of(question, 3, **options) == calls_of(question, 90, **options)


def test_a_profile_tells_everything_but_how_to_reach_somebody() -> None:
    page = rows("profile", "Ína Vale")
    by_section: dict[str, list[Any]] = {}
    for row in page:
        by_section.setdefault(row["section"], []).append(row)
    assert [row["name"] for row in by_section["roles"]] == ["Lead", "Adviser", "Potter"]
    lead = next(row for row in by_section["roles"] if row["name"] == "Lead")
    assert {one["name"] for one in lead["used"]} == {"Loam", "Kiln"}
    assert lead["current"] and "end" not in lead and lead["at"] == "Birch"
    assert all(row["evidence"] for row in by_section["roles"] + by_section["studies"])
    assert [row["name"] for row in by_section["skills"]][-1] == "web calls"
    assert by_section["documents"][0]["name"] == "ína vale.md"
    assert "contact" not in by_section


def test_a_timeline_marks_gaps_and_overlaps() -> None:
    line = rows("timeline", "Ína Vale")
    told = [(row["kind"], row["name"], row.get("start"), row.get("end")) for row in line]
    assert told == [
        ("Education", None, "2011", "2014"),
        ("Role", "Potter", "2015-01", "2016-12"),
        ("Gap", "no role or study", "2017-01", "2017-12"),
        ("Role", "Lead", "2018-01", None),
        ("Role", "Adviser", "2020-01", "2020-06"),
    ]
    assert line[2]["months"] == 12
    (one,) = line[3]["overlaps"]
    assert (one["name"], one["from"], one["months"]) == ("Adviser", "2020-01", 6)
    assert line[4]["overlaps"][0]["name"] == "Lead" and "overlaps" not in line[1]


def test_after_what_has_no_end_there_is_no_gap() -> None:
    kinds = [row["kind"] for row in rows("timeline", "Ono Reed")]
    assert kinds == ["Education", "Role", "Role"]  # the study of 2010 may have gone on
    assert [row["kind"] for row in rows("timeline", "unsigned.txt")] == ["Role"]


def test_two_people_are_put_side_by_side() -> None:
    found = {row["name"]: row for row in rows("compare", "Ína Vale", "Ono Reed")}
    names = {key: [one["name"] for one in row["people"]] for key, row in found.items()}
    assert names["Clay"] == names["Birch"] == names["Hill School"] == ["Ína Vale", "Ono Reed"]
    assert names["BrewMQ"] == names["Loam"] == ["Ína Vale"] and names["TeaMQ"] == ["Ono Reed"]
    assert found["BrewMQ"]["nearest"]["name"] == "TeaMQ"
    assert found["Loam"]["nearest"]["name"] == "Clay"
    assert 0 < found["Loam"]["nearest"]["nearness"] < 1 and "nearest" not in found["Clay"]
    (birch,) = found["Birch"]["together"]
    assert birch == {"from": "2019-07", "to": "2021-03", "months": 21}
    assert "Cedar" not in found and list(found)[0] == "Clay"
    with pytest.raises(UsageError, match="one person: name two"):
        cg.compare(TOWN, "Ína Vale", "ína vale.md")


def test_the_other_way_round_says_the_same() -> None:
    ab = rows("compare", "Ína Vale", "Ono Reed")
    ba = rows("compare", "Ono Reed", "Ína Vale")
    assert {row["id"]: row.get("nearest") for row in ab} == {
        row["id"]: row.get("nearest") for row in ba
    }


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[StoredGraph]:
    """Return a graph of namesakes, of two with one address, and of one with neither."""
    texts = {
        "old": cv("Ada Rask", email="ada@old.example"),
        "new": cv("Åda RASK", email="ada@new.example"),
        "bo": cv("Bo Lind", email="office-of-both@x.example"),
        "cy": cv("Cy Ford", email="office-of-both@x.example"),
        "dee": cv("Dee Holt", email="dee@x.example"),
    }
    cg.load(write_cvs(tmp_path / "cvs", **texts), into=tmp_path / "people.db", as_of=AS_OF)
    with cg.open_graph(tmp_path / "people.db") as graph:
        yield graph


def pairs(graph: StoredGraph) -> list[list[str]]:
    found = cg.duplicates(graph).to_json()["rows"]
    return [sorted(key for one in row["people"] for key in one["documents"]) for row in found]


def test_who_may_be_one_is_told_and_nothing_is_decided(stored: StoredGraph) -> None:
    assert pairs(stored) == [["bo.md", "cy.md"], ["new.md", "old.md"]]
    by_key, by_name = cg.duplicates(stored)
    assert by_key.why == ("both have an e-mail address",)
    assert by_name.why == ("their names go together",)
    assert by_name.same == "commonground identity same new.md old.md --why REASON"
    assert {one.source for one in by_name.evidence} == {"new.md", "old.md"}
    printed = json.dumps(cg.duplicates(stored).to_json())
    assert "@x.example" not in printed  # the kind of an address is told, not the address
    assert stored.decisions() == [] and len(cg.people(stored)) == 5


def test_what_was_decided_is_not_asked_again(stored: StoredGraph) -> None:
    stored.different("bo.md", "cy.md", why="two people")
    assert pairs(stored) == [["new.md", "old.md"]]
    stored.same("new.md", "old.md", why="she said so")
    assert pairs(stored) == [] and len(cg.people(stored)) == 4
    stored.undo(1)
    assert pairs(stored) == [["bo.md", "cy.md"]]


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        ("Ana Brook", "BROOK Ana", True),
        ("Ana Maria Brook", "Ana Brook", True),
        ("Ana M. Brook", "Ana Maria Brook", True),
        ("Müller Ida", "Ida Mueller", True),
        ("Ana", "Ana", True),
        ("Ana Brook", "Ana Stone", False),
        ("Ana Brook", "Bea Brook", False),
        ("Ana", "Ana Brook", False),
        ("Ana Rose Brook", "Ana Lou Brook", False),
    ],
)
def test_names_go_together_or_not(a: str, b: str, one: bool) -> None:
    reader = town(someone(a, document="a.md"), someone(b, document="b.md"))
    assert len(cg.duplicates(reader)) == one


def test_many_namesakes_are_not_each_put_beside_each() -> None:
    reader = town(*(someone("Ana Brook", document=f"{n:03d}.md") for n in range(60)))
    assert len(cg.duplicates(reader)) == 59


def test_a_graph_has_its_lists_as_methods(stored: StoredGraph) -> None:
    asked: Collection[Callable[..., Any]] = (cg.people, cg.skills, cg.employers, cg.schools)
    for question in asked:
        mine = getattr(stored, question.__name__)
        assert list(mine()) == list(question(stored))
        assert list(mine(limit=1)) == list(question(stored, limit=1))
    assert cg.search(stored, "Ada Rask") == stored.search("Ada Rask")


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
@pytest.mark.parametrize(
    "words",
    [
        "people --sort months",
        "skills -n 3",
        "employers --like kestrel",
        "profile dee.md",
        "timeline dee.md",
        "compare bo.md cy.md",
        "duplicates",
        "show dee.md",
    ],
)
def test_each_is_a_command_in_four_forms(
    words: str,
    form: str,
    stored: StoredGraph,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cli, "prepare_streams", lambda: None)
    assert cli.main([*words.split(), "--format", form, "-g", stored.address]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) >= 1
    if form == "json":
        assert json.loads("\n".join(lines))["rows"]
    if form == "jsonl":
        assert all(json.loads(line)["id"] for line in lines)
    if form == "csv":
        assert len(lines) >= 2 and "," in lines[0]
