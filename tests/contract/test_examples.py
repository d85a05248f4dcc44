"""Every question about the invented resumes of ``examples`` has one answer in every store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from operator import methodcaller
from pathlib import Path
from typing import Any, Final

import pytest

import commonground as cg
from commonground.queries.questions import QUESTIONS, question_of

from ..support.asking import ask, assert_same, facts, state, told
from ..support.backends import Backend, Embedded, Graph
from ..support.resumes import AS_OF

RESUMES = Path(__file__).resolve().parents[2] / "examples" / "resumes"
KEYS = sorted(path.name for path in RESUMES.iterdir())
PAIRS = list(pairwise([*KEYS, KEYS[0]]))

EXPRESSIONS = (
    ("Go",),
    ("Temporal:12m", "Go"),
    ("Go", "Temporal:12m"),
    ("Kafka:since=2023",),
    ("Kafka:since=2024-06",),
    ("Go:current",),
    ("zero-knowledge proofs",),
    ("infrastructure as code:1y OR Bachelor",),
    ("Go:2y:current:since=2024-01",),
    ("Go AND (Kafka OR NATS) AND NOT PHP",),
    ("(Go OR Rust) AND NOT (Kafka AND PostgreSQL)",),
    ("NOT Go",),
    ("NOT (Go OR Rust OR Python)",),
    ("Kafka OR Temporal:12m OR PHP",),
    ("message broker",),
    ("blockchain",),
    ("EVM",),
    ("Solidity", "Vyper", "Haskell"),
    ("Temporal:99y", "Go:50y"),
    ("COBOL:current", "Haskell:12m", "at=Tallowmere Payments"),
    ("at=Tallowmere Payments",),
    ("at=pebblecart", "Go"),
    ("in=Norway",),
    ("in=Porto OR in=Ghent",),
    ("title=engineer",),
    ("title=engineer:3y:since=2020", "Go"),
    ("title=engineer:current OR years=12",),
    ("NOT title=engineer",),
    ("level=senior",),
    ("level=lead OR level=principal", "NOT Kafka"),
    ("Go", "years=5"),
    ("years=5", "language=English"),
    ("NOT (years=3 OR language=German)",),
    ("school=University of Norrhaven",),
    ("school=University of Norrhaven:12m", "Go OR Python"),
    ("degree=master OR field=computer science",),
    ("COBOL", "years=20", "level=intern"),
    ("Go^2 AND Rust? AND in=Portugal? AND level=senior?",),
    ("Kafka?",),
    ("(Go OR Kafka)^0.5", "(Temporal OR NATS:2y)?"),
    ("Haskell", "years=40", "Go?"),
    ("title=zzz",),
    ("SQL:12m", "years=8", "NOT title=lead"),
    ('level="\') DETACH DELETE (n) //"',),
    ("language='); MATCH (n) DETACH DELETE n //",),
    ("Bachelor of Science",),
    ("Computer Science",),
    ("Computer Science", "Go", "PostgreSQL:12m"),
    ('"REST"',),
    ("no such thing at all",),
    ("Go AND",),
    ("",),
    ("`Go`",),
    ("Go') DETACH DELETE (n) //",),
    ("at='); MATCH (n) DETACH DELETE n //",),
)
OPTIONS = (
    {"employer": "Tallowmere Payments"},
    {"employer": "Nobody at all"},
    {"place": "Portugal"},
    {"place": "Utrecht", "limit": 1},
    {"limit": 2},
)
CASES: Final[dict[str, dict[str, Any]]] = {
    "find": {"terms": ["Temporal:12m", "Go OR Rust", "NOT PHP"]},
    "match": {"advert": "Lead\n\nMust have: 2 years of Go, Kafka or NATS\nBonus: IBC\nOrt: Porto"},
    "shared": {"people": ["ada.md", "bo.txt"]},
    "similar": {"person": "ada.md"},
    "path": {"from": "ada.md", "to": "Kafka", "k": 2},
    "colleagues": {"person": "bo.txt"},
    "tenure": {"person": "kofi.html"},
    "profile": {"person": "ada.md", "contact": True},
    "timeline": {"person": "lena.txt"},
    "compare": {"a": "ada.md", "b": "bo.txt"},
    "duplicates": {},
    "people": {"sort": "months", "limit": 9},
    "skills": {"like": "sql", "sort": "last"},
    "employers": {"sort": "last", "limit": 12},
    "schools": {},
    "team": {"terms": ["Solidity", "Kafka:12m OR NATS", "Temporal", "NOT PHP"], "k": 3},
    "gap": {"person": "tove.md", "terms": ["Solidity", "Kafka:3y", "NATS", "database"]},
    "bridges": {"a": "EVM", "b": "Cosmos OR at=Pebblecart", "limit": 5},
    "communities": {"limit": 3},
}
"""A case of every question, as plain values."""

NAMES = (
    *("Ada Thornquist", "ada thornquist", "Thornquist", "ada", "ada.md", "Maria Sandoval", "Maria"),
    *("Lena Achterberg", "lena.txt", "lena-2022", "unsigned.txt", "Go", "go-lang", "skill:go-lang"),
    *("Pebblecart", "Pebblecart GmbH", "MIT", "Ferreira Holt", "Inês", "Ines", "nobody", "", " "),
    *("University of Norrhaven", "person:0000000000000000", "PostgreSQL", "Postgres", "k8s"),
    *("'", "`", '"', "a' OR 'a'='a", "\\u0060", "*", "?", "AND", "ada*", "ada AND bo"),
)


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    with Embedded(tmp_path_factory.mktemp("reference")).empty() as graph:
        cg.load(RESUMES, into=graph, as_of=AS_OF)
        yield graph


@pytest.fixture(scope="module")
def stored(backend: Backend) -> Iterator[Graph]:
    """Return the examples, loaded in three parts from the last to the first."""
    with backend.empty() as graph:
        for part in (KEYS[2::3], KEYS[1::3], KEYS[0::3]):
            cg.load([RESUMES / key for key in part], into=graph, as_of=AS_OF)
    with backend.again() as graph:  # nothing may depend on what the writer remembers
        yield graph


@pytest.fixture(scope="module")
def graph(stored: Graph, through: Callable[[Graph], Graph]) -> Graph:
    """Return what is asked: the store, or its primitives alone."""
    return through(stored)


def test_they_hold_the_same(
    backend: Backend, stored: Graph, reference: Graph, tmp_path: Path
) -> None:
    mine, theirs = state(stored, tmp_path), state(reference, tmp_path)
    assert mine.keys() == theirs.keys()
    for part in mine:
        assert mine[part] == theirs[part], part
    assert facts(stored) == facts(reference)
    backend.check(stored)


@pytest.mark.parametrize("terms", EXPRESSIONS, ids=" ".join)
def test_find(graph: Graph, reference: Graph, terms: tuple[str, ...]) -> None:
    assert_same(ask("find", *terms), graph, reference)


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_find_with_options(graph: Graph, reference: Graph, options: dict[str, int]) -> None:
    assert_same(ask("find", "Go OR PHP OR Python", **options), graph, reference)


@pytest.mark.parametrize("name", ["similar", "colleagues", "tenure"])
def test_of_everyone(graph: Graph, reference: Graph, name: str) -> None:
    answered = 0
    for key in (*KEYS, "nobody.md"):
        question = ask(name, key)
        assert_same(question, graph, reference)
        answered += '"evidence"' in told(question, reference)
    assert answered > len(KEYS) / 4  # else little was compared


def test_similar_without_a_limit(graph: Graph, reference: Graph) -> None:
    for limit in (None, 1, 1000):
        question = ask("similar", "lena.txt", limit=limit)
        assert_same(question, graph, reference)


def test_shared(graph: Graph, reference: Graph) -> None:
    asked = [(), *PAIRS, tuple(KEYS[:3]), tuple(KEYS), ("ada.md",), ("ada.md", "ada.md")]
    for people in asked:
        assert_same(ask("shared", *people), graph, reference)
        assert_same(ask("shared", *people, limit=3), graph, reference)


def test_path(graph: Graph, reference: Graph) -> None:
    ends = [*PAIRS, ("ada.md", "Kafka"), ("Go", "Solidity"), ("Pebblecart", "Go")]
    ends += [("ada.md", "ada.md"), ("ada.md", "nowhere"), ("University of Norrhaven", "bo.txt")]
    for a, b in ends:
        for k in (1, 3, 0):
            assert_same(ask("path", a, b, k=k), graph, reference)


@pytest.mark.parametrize("name", ["profile", "timeline"])
def test_pages_of_everyone(graph: Graph, reference: Graph, name: str) -> None:
    for key in KEYS:
        assert_same(ask(name, key), graph, reference)


def test_pairs_side_by_side(graph: Graph, reference: Graph) -> None:
    for a, b in [*PAIRS, ("ada.md", "ada.md"), ("ada.md", "nobody")]:
        assert_same(ask("compare", a, b), graph, reference)


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_what_a_name_names(stored: Graph, reference: Graph, name: str) -> None:
    """The store looks names up by itself, so its primitives have no other answer."""
    for look in ("person", "node", "search"):
        assert_same(methodcaller(look, name), stored, reference)


@pytest.mark.parametrize("name", NAMES, ids=repr)
def test_names(graph: Graph, reference: Graph, name: str) -> None:
    assert_same(ask("tenure", name), graph, reference)
    assert_same(ask("path", name, "bo.txt", k=1), graph, reference)


def test_the_same_name_is_two_people(stored: Graph) -> None:
    with pytest.raises(cg.AmbiguousName) as error:
        stored.person("Maria Sandoval")
    assert {choice.split()[-1] for choice in error.value.choices} == {"maria.md", "maria-s.txt"}


def test_parts_of_the_graph(stored: Graph, reference: Graph) -> None:
    for part in (cg.find(reference, "Go"), [reference.person("ada.md"), "skill:go-lang"]):
        mine, theirs = stored.to_networkx(part), reference.to_networkx(part)
        assert dict(mine.nodes(data=True)) == dict(theirs.nodes(data=True))
        assert sorted(mine.edges(keys=True)) == sorted(theirs.edges(keys=True))
        assert len(mine) > 1


def test_every_question_has_a_case() -> None:
    assert CASES.keys() == set(QUESTIONS)


@pytest.mark.parametrize("name", CASES)
def test_a_question_of_plain_values_has_one_answer(
    name: str, graph: Graph, reference: Graph
) -> None:
    question = question_of({"question": name, **CASES[name]})
    assert '"evidence"' in told(question.ask, reference)  # else nothing was compared
    assert_same(question.ask, graph, reference)
