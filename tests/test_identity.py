"""Who is who: sure keys, phone numbers, names, and decisions on record."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.errors import AmbiguousName, NotFound, UsageError
from commonground.graph.identity.grouping import Mention, group
from commonground.graph.identity.keys import handle, sure_keys
from commonground.graph.identity.person_names import compatible, words
from commonground.graph.loading.load import load
from commonground.graph.model import Decision, Verdict
from commonground.graph.opening import open_graph
from commonground.graph.sqlite.store import EmbeddedGraph
from commonground.loaders.resume import Basics, Profile

from .support.resumes import AS_OF, Said, cv, exported, write_cvs


def _decision(verdict: Verdict, a: str, b: str) -> Decision:
    return Decision(1, verdict, a, b, "because", "2025-01-01T00:00:00+00:00", "test")


def _groups(mentions: list[Mention], *decisions: Decision) -> set[frozenset[str]]:
    persons = group(mentions, decisions)
    return {frozenset(id for id in persons if persons[id] == person) for person in persons.values()}


def _sets(*groups: str) -> set[frozenset[str]]:
    return {frozenset(group) for group in groups}


def test_a_shared_key_joins_and_a_name_does_not() -> None:
    mentions = [
        Mention("a", "Ida Falk", ("email:ida@x.example",)),
        Mention("b", "I. Falk", ("email:ida@x.example", "github:ida")),
        Mention("c", None, ("github:ida",)),
        Mention("d", "Ida Falk", ("email:other@x.example",)),
    ]
    assert _groups(mentions) == _sets("abc", "d")
    assert group(mentions)["c"] == "a"


def test_a_phone_number_joins_compatible_names_only() -> None:
    phone = ("phone:4612345678",)
    mentions = [
        Mention("a", "Ida Falk", phone),
        Mention("b", "Ida M. Falk", phone),
        Mention("c", "Olof Falk", phone),
        Mention("d", None, phone),
    ]
    assert _groups(mentions) == _sets("ab", "c", "d")


@pytest.mark.parametrize(
    ("a", "b", "answer"),
    [
        ("Ida Falk", "IDA FALK", True),
        ("Ida Falk", "Falk, Ida", True),
        ("José Ortega", "Jose Ortega", True),
        ("I. Falk", "Ida Falk", True),
        ('Ida "Iris" Falk', "Ida Falk", True),
        ("Ida", "Ida Falk", False),
        ("I. F.", "Ida Falk", False),
        ("Ida Falk", "Olof Falk", False),
        (None, "Ida Falk", False),
    ],
)
def test_compatible_names(a: str | None, b: str | None, answer: bool) -> None:
    assert compatible(words(a), words(b)) is answer
    assert compatible(words(b), words(a)) is answer


def test_same_joins_what_has_no_key() -> None:
    mentions = [Mention(id, None, ()) for id in "abc"]
    assert _groups(mentions, _decision("same", "c", "b")) == _sets("a", "bc")


def test_different_ignores_the_joining_key_throughout_the_group() -> None:
    shared = ("email:team@x.example",)
    mentions = [
        Mention("a", None, shared),
        Mention("b", None, shared),
        Mention("c", None, (*shared, "github:c")),
        Mention("d", None, ("github:c",)),
    ]
    assert _groups(mentions, _decision("different", "a", "b")) == _sets("a", "b", "cd")


def test_different_also_parts_what_a_third_document_joins() -> None:
    mentions = [
        Mention("a", None, ("github:x",)),
        Mention("b", None, ("github:y",)),
        Mention("c", None, ("github:x", "github:y")),
    ]
    assert _groups(mentions) == _sets("abc")
    assert _groups(mentions, _decision("different", "a", "b")) == _sets("a", "b", "c")


def test_decisions_about_unknown_mentions_say_nothing() -> None:
    assert _groups([Mention("a", None, ())], _decision("same", "a", "gone")) == _sets("a")


_MENTIONS = st.lists(
    st.tuples(
        st.sampled_from([None, "Ida Falk", "I. Falk", "Olof Falk"]),
        st.sets(
            st.sampled_from(["email:a@x", "email:b@x", "github:a", "phone:123456789"]), max_size=3
        ),
    ),
    min_size=1,
    max_size=8,
)


@given(
    _MENTIONS,
    st.lists(st.tuples(st.booleans(), st.integers(0, 7), st.integers(0, 7))),
    st.randoms(),
)
def test_no_order_matters(
    drawn: list[tuple[str | None, set[str]]],
    decided: list[tuple[bool, int, int]],
    chance: random.Random,
) -> None:
    mentions = [Mention(f"m{n}", name, tuple(sorted(keys))) for n, (name, keys) in enumerate(drawn)]
    decisions = [
        _decision("same" if same else "different", f"m{a}", f"m{b}")
        for same, a, b in decided
        if a != b
    ]
    expected = group(mentions, decisions)
    assert all(person <= id for id, person in expected.items())
    chance.shuffle(mentions)
    chance.shuffle(decisions)
    assert group(mentions, decisions) == expected


@pytest.mark.parametrize(
    ("basics", "keys"),
    [
        (Basics(email="Ida.Falk@X.Example"), ("email:ida.falk@x.example",)),
        (Basics(email="ida.falk+cv@gmail.com"), ("email:idafalk@gmail.com",)),
        (Basics(email="jobs@x.example"), ()),
        (Basics(email="your.name@email.com"), ()),
        (Basics(phone="+46 (0)12 345 678"), ("phone:4612345678",)),
        (Basics(phone="0046 12 345 678"), ("phone:4612345678",)),
        (Basics(phone="12 34"), ()),
        (Basics(url="https://www.ida.example/"), ("site:ida.example",)),
        (Basics(url="https://GitHub.com/IdaFalk/"), ("github:idafalk",)),
        (Basics(url="https://github.com/someone/project"), ()),
        (Basics(url="https://medium.com/@ida"), ()),
        (Basics(url="http://[broken"), ()),
    ],
)
def test_sure_keys_of_contacts(basics: Basics, keys: tuple[str, ...]) -> None:
    assert sure_keys(basics) == keys


@pytest.mark.parametrize(
    ("profile", "key"),
    [
        (Profile(network="GitHub", username="IdaF"), "github:idaf"),
        (Profile(network="GitHub", url="https://github.com/topics/go"), None),
        (
            Profile(network="LinkedIn", url="https://se.linkedin.com/in/ida-falk?x=1"),
            "linkedin:ida-falk",
        ),
        (Profile(network="LinkedIn", url="https://linkedin.com/company/kestrel"), None),
        (Profile(network="Website", url="ida.example/about"), "site:ida.example/about"),
        (Profile(network="X", url="https://x.com/ida"), None),
    ],
)
def test_sure_keys_of_profiles(profile: Profile, key: str | None) -> None:
    assert sure_keys(Basics(profiles=[profile])) == ((key,) if key else ())
    assert handle(profile)


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[EmbeddedGraph]:
    folder = write_cvs(
        tmp_path / "cvs",
        one=cv("Ida Falk", email="ida@x.example"),
        two=cv("Ida Falk", email="ida@y.example", position="Baker", employer="Rye House"),
        three=cv("I. Falk", email="ida@x.example", dates="2019 - 2021"),
    )
    with open_graph(tmp_path / "people.db", create=True) as graph:
        load(folder, into=graph, as_of=AS_OF)
        yield graph


def _people(graph: EmbeddedGraph) -> set[frozenset[str]]:
    documents: dict[str, set[str]] = {}
    for stored in graph.documents():
        documents.setdefault(stored.person, set()).add(stored.key.removesuffix(".md"))
    return {frozenset(keys) for keys in documents.values()}


def test_same_then_undo_leaves_no_trace(graph: EmbeddedGraph, tmp_path: Path) -> None:
    before = exported(graph, tmp_path)
    assert _people(graph) == {frozenset({"one", "three"}), frozenset({"two"})}
    decision = graph.same("one.md", "two.md", "she told us")
    assert _people(graph) == {frozenset({"one", "two", "three"})}
    assert graph.person("ida@y.example").id == graph.person("one.md").id
    assert exported(graph, tmp_path) != before
    assert graph.decisions() == [decision] and decision.why == "she told us" and decision.by
    graph.undo(decision.number)
    assert graph.decisions() == []
    assert exported(graph, tmp_path) == before


def test_different_splits_exactly(graph: EmbeddedGraph, tmp_path: Path) -> None:
    before = exported(graph, tmp_path)
    decision = graph.different("one.md", "three.md", "father and daughter share the address")
    assert _people(graph) == {frozenset({"one"}), frozenset({"two"}), frozenset({"three"})}
    graph.undo(decision.number)
    assert exported(graph, tmp_path) == before


def test_contradictions_are_refused_and_change_nothing(graph: EmbeddedGraph) -> None:
    graph.different("one.md", "two.md", "met both")
    people = _people(graph)
    with pytest.raises(UsageError, match="decision 1"):
        graph.same("one.md", "two.md", "the other way round")
    with pytest.raises(UsageError, match="already decided"):
        graph.different("two.md", "one.md", "again")
    graph.same("three.md", "one.md", "the same address")
    with pytest.raises(UsageError, match="contradicts"):
        graph.same("three.md", "two.md", "would join one and two")
    assert _people(graph) == people
    assert [decision.number for decision in graph.decisions()] == [1, 2]


def test_what_a_decision_needs(graph: EmbeddedGraph) -> None:
    with pytest.raises(UsageError, match="one mention"):
        graph.same("one.md", "one.md", "of course")
    with pytest.raises(UsageError, match="say why"):
        graph.same("one.md", "two.md", "  ")
    with pytest.raises(AmbiguousName) as caught:
        graph.same("Ida Falk", "three.md", "which one")
    assert len(caught.value.choices) == 2 and "two.md" in "".join(caught.value.choices)
    with pytest.raises(NotFound):
        graph.undo(7)


def test_one_stint_in_two_documents_is_one_role(graph: EmbeddedGraph) -> None:
    network = graph.to_networkx(lists=True)
    person = graph.person("one.md")
    around = network.out_edges(person.id, data=True)
    (role,) = (target for _, target, data in around if data["type"] == "HELD")
    attributes = network.nodes[role]
    assert attributes["documents"] == ["one.md", "three.md"]
    assert attributes["start"] == "2019-03" and attributes["starts"] == ["2019-03", "2019"]
    assert person.properties["names"] == ["Ida Falk", "I. Falk"]
    sources = {ref.split(":")[0] for ref in network.edges[_edge(graph, "HELD", role)]["evidence"]}
    assert sources == {"one.md", "three.md"}


def test_two_who_work_for_themselves_share_nothing(tmp_path: Path) -> None:
    with open_graph(tmp_path / "people.db", create=True) as graph:
        for key, email, employer in (
            ("ana.md", "ana@x.example", "Freelance"),
            ("bo.md", "bo@x.example", "Freelance"),
            ("bo2.md", "bo@x.example", "FREELANCE"),
        ):
            work = {
                "name": employer,
                "position": "Engineer",
                "startDate": "2020",
                "endDate": "2021",
            }
            graph.put(Said(key).entry(key, basics={"email": email}, work=[work]))
        edges = graph.projection.edges.values()
        nodes = graph.projection.nodes.values()
    employers = [edge.target for edge in edges if edge.type == "WORKED_AT"]
    assert len(employers) == len(set(employers)) == 2
    documents = [node.properties["documents"] for node in nodes if node.kind == "Role"]
    assert sorted(map(str, documents)) == ["['ana.md']", "['bo.md', 'bo2.md']"]
    assert {node.id for node in nodes if node.kind == "Employer"} == set(employers)


def _edge(graph: EmbeddedGraph, type: str, target: str) -> tuple[str, str, str]:
    (edge,) = (e for e in graph.projection.edges.values() if (e.type, e.target) == (type, target))
    return edge.source, edge.target, edge.id


def test_the_later_document_speaks_first(tmp_path: Path) -> None:
    texts = {
        "old": cv("Una Berg", dates="2019 - Present"),
        "new": cv("Una Berg-Lund", dates="2019 - 2023"),
    }
    for order in (("old", "new"), ("new", "old")):
        with open_graph(tmp_path / f"{order[0]}.db", create=True) as graph:
            for name in order:
                folder = write_cvs(tmp_path / name, **{name: texts[name]})
                load(folder, into=graph, as_of="2020-06-01" if name == "old" else AS_OF)
            person = graph.person("Una Berg")
            nodes = graph.projection.nodes.values()
        assert person.name == "Una Berg-Lund"
        assert person.properties["names"] == ["Una Berg-Lund", "Una Berg"]
        (role,) = (node for node in nodes if node.kind == "Role")
        assert role.properties["end"] == "2023" and role.properties["current"] is False
