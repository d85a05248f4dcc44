"""Answers of likeness that nobody laughs at: the special leads, and what a list claims does not.

The people are invented, the concepts are the bundled ontology's.
"""

from __future__ import annotations

import doctest
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

import pytest

from commonground.cli import pairs as pairs_under_rows
from commonground.cli.pairs import months_of_both, what_they_are
from commonground.graph.networkx.reader import NetworkXReader
from commonground.ontology.ontology import Ontology, load_ontology
from commonground.queries.example import Job, Someone, reader_of_people
from commonground.queries.measures import generality, hierarchy
from commonground.queries.measures.generality import special
from commonground.queries.measures.nearness import nearness
from commonground.queries.shared import shared
from commonground.queries.similar.similar import similar

# A general word, and a special thing that does not lie in it.
GENERAL_AND_SPECIAL = [
    ("observability", "Godot"),
    ("blockchain", "Nessus"),
    ("mentoring", "Playwright"),
    ("leadership", "Erlang"),
    ("full-stack development", "FreeRTOS"),
    ("machine learning", "Solidity"),
    ("security", "Unity"),
    ("data engineering", "Kotlin Multiplatform"),
    ("DevOps", "Verilog"),
    ("agile", "Temporal"),
    ("teamwork", "HLSL"),
    ("cloud computing", "COBOL"),
    ("finance", "Cilium"),
    ("code review", "OpenGL"),
    ("problem solving", "RabbitMQ"),
]

# A general word, and a named thing that it covers.
GENERAL_AND_NAMED = [
    ("blockchain", "Ethereum"),
    ("observability", "Prometheus"),
    ("machine learning", "PyTorch"),
    ("security", "Burp Suite"),
    ("data engineering", "dbt"),
    ("game development", "Unreal Engine"),
    ("infrastructure as code", "Terraform"),
    ("functional safety", "ISO 26262"),
]


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


@pytest.fixture(scope="module")
def id_of(ontology: Ontology) -> Callable[[str], str]:
    """Return what gives the id of the concept that people can have under a label."""
    return lambda label: next(one.id for one in ontology.lookup(label) if one.claimable)


@pytest.fixture(scope="module")
def town(ontology: Ontology, id_of: Callable[[str], str]) -> Callable[..., NetworkXReader]:
    """Return what makes a reader of people: of each what was used since 2020, and what is listed.

    Forty others, who list what anybody lists, make the common things common.
    """

    def make(**people: tuple[Sequence[str], Sequence[str]]) -> NetworkXReader:
        told = [
            Someone(
                name,
                f"{name.lower()}.md",
                [Job(f"Works of {name}", "2020-01", None, [*map(id_of, used)], current=True)],
                [*map(id_of, listed)],
            )
            for name, (used, listed) in people.items()
        ]
        others = ["Python", "SQL", "Git", "Linux", "Docker", "Java", "agile", "mentoring"]
        crowd = [
            Someone(
                f"Other{n:02d}",
                f"other{n:02d}.md",
                (),
                [id_of(others[(n + k) % 8]) for k in range(4)],
            )
            for n in range(40)
        ]
        return reader_of_people([*told, *crowd], ontology)

    return make


def names(rows: Any) -> list[str | None]:
    return [row.name for row in rows]


def reasons(row: Any) -> list[str]:
    return [term.name for term in row.terms]


@pytest.mark.parametrize(("general", "thing"), GENERAL_AND_SPECIAL)
def test_a_general_word_heads_no_reason(
    town: Callable[..., NetworkXReader], ontology: Ontology, general: str, thing: str
) -> None:
    reader = town(Ida=([general, thing], ()), Jo=([general, thing], ()))
    (named,) = (one.name for one in ontology.lookup(thing) if one.claimable)
    assert named in reasons(similar(reader, "Ida")[0])[0]
    terms = [row.name for row in shared(reader, "Ida", "Jo")]
    assert named in str(terms[0])


@pytest.mark.parametrize(("general", "thing"), GENERAL_AND_NAMED)
def test_what_a_named_thing_says_already_is_not_counted_twice(
    town: Callable[..., NetworkXReader], general: str, thing: str
) -> None:
    both = town(Ida=([general, thing], ()), Jo=([general, thing], ()))
    alone = town(Ida=([thing], ()), Jo=([thing], ()))
    word = town(Ida=([general], ()), Jo=([general], ()))
    assert len(reasons(similar(both, "Ida")[0])) == 1
    assert similar(both, "Ida")[0].micro == similar(alone, "Ida")[0].micro
    assert (similar(word, "Ida")[0].micro or 0) > 0  # where nothing else is said it adds a little
    rows = {row.name: row for row in shared(both, "Ida", "Jo")}
    assert len(rows) == 2
    broad = min(rows.values(), key=lambda row: row.score or 0)
    assert sum(term.micro for term in broad.terms) == broad.micro
    assert broad.terms[1].name.startswith("said by ")


def test_a_general_word_counts_for_what_is_left_of_it(
    town: Callable[..., NetworkXReader], id_of: Callable[[str], str]
) -> None:
    """Both speak of security; the tool below it they only list."""
    reader = town(
        Ida=(["security"], ["Burp Suite"]),
        Jo=(["security"], ["Burp Suite"]),
        Kit=([], ["Burp Suite"]),
    )
    jo, kit = similar(reader, "Ida")
    assert (jo.name, kit.name) == ("Jo", "Kit")
    (tool, *rest) = jo.terms
    assert tool.id == id_of("Burp Suite")
    assert sum(term.micro for term in jo.terms) == jo.micro
    assert all(term.value < tool.value for term in rest)


def test_breadth_and_kind_say_how_special_a_concept_is(
    ontology: Ontology, id_of: Callable[[str], str]
) -> None:
    found = [
        special(ontology, id_of(name))
        for name in ("blockchain", "observability", "penetration testing", "functional safety")
    ]
    assert found == sorted(found) and found[0] < 350 < 550 < found[2]
    assert special(ontology, id_of("mentoring")) <= 500  # at home in every trade
    assert special(ontology, "degree:bachelor") < 350
    things = ("AWS", "Kubernetes", "Python", "Ethereum", "TLS")
    assert {special(ontology, id_of(name)) for name in things} == {1000}


def test_one_rare_thing_is_more_than_what_everybody_has(
    town: Callable[..., NetworkXReader],
) -> None:
    common = ["Java", "Python", "SQL", "Docker", "Linux", "Git"]
    reader = town(Ida=([*common, "Halo2"], ()), Rare=(["Halo2"], ()), Common=(common, ()))
    assert names(similar(reader, "Ida"))[:2] == ["Rare", "Common"]


def test_rare_things_that_are_only_listed_still_count(
    town: Callable[..., NetworkXReader],
) -> None:
    mine = ["o1js", "Kimchi", "Mina", "Java", "PostgreSQL", "Docker", "Kubernetes"]
    reader = town(
        Ida=(mine, ()),
        Lister=(["C"], ["o1js", "Kimchi", "Mina"]),
        Colleague=(mine[3:], ()),
        Twin=(mine[:3], ()),
    )
    assert names(similar(reader, "Ida"))[:3] == ["Twin", "Lister", "Colleague"]


@pytest.mark.parametrize("count", [90, 120, 150, 190])
def test_a_long_list_of_claims_gains_nothing(
    town: Callable[..., NetworkXReader], ontology: Ontology, count: int
) -> None:
    """Somebody claims all that Ida does, and much besides; Jo does half of it."""
    mine = ["Cilium", "eBPF", "Terraform", "Argo CD", "Prometheus", "Go", "Kubernetes", "Helm"]
    things = [one.name for one in ontology.concepts.values() if one.kind == "Technology"]
    unlike = [name for name in things if len(ontology.lookup(name)) == 1][: count - len(mine)]
    reader = town(Ida=(mine, ()), Jo=(mine[::2], ()), Lister=(["Excel"], [*mine, *unlike]))
    found = names(similar(reader, "Ida"))
    assert found[0] == "Jo"
    if count > 139:
        assert "Lister" not in found


def test_the_longer_a_list_of_claims_the_less_it_makes_alike(
    town: Callable[..., NetworkXReader], ontology: Ontology
) -> None:
    mine = ["Cilium", "eBPF", "Terraform", "Argo CD"]
    things = [one.name for one in ontology.concepts.values() if one.kind == "Technology"]
    single = [name for name in things if len(ontology.lookup(name)) == 1 and name not in mine]
    scores = []
    for count in (40, 50, 60, 80, 100):
        lister = [*mine, *single[: count - len(mine)]]
        rows = similar(town(Ida=(mine, ()), Lister=([], lister)), "Ida", limit=None)
        scores.append(next(row.micro or 0 for row in rows if row.name == "Lister"))
    assert scores == sorted(scores, reverse=True) and len(set(scores)) == len(scores)


def test_a_list_that_roles_bear_out_is_no_claim(
    town: Callable[..., NetworkXReader], ontology: Ontology
) -> None:
    things = [one.name for one in ontology.concepts.values() if one.kind == "Technology"]
    listed = [name for name in things if len(ontology.lookup(name)) == 1][:70]
    reader = town(Ida=(listed[:35], listed), Jo=((), listed[:40]))
    # Of Ida's seventy a role bears out half, and Jo's are forty: all count whole.
    assert {tie.named for tie in reader.ties() if tie.type == "HAS_SKILL"} == {12}


def test_nobody_is_like_another_for_nothing(
    town: Callable[..., NetworkXReader],
) -> None:
    reader = town(Ida=(["Solidity", "agile"], ()), Jo=(["Erlang"], ()), Kit=(["Solidity"], ()))
    for row in similar(reader, "Ida", limit=None):
        assert row.terms and all(term.micro > 0 for term in row.terms)
        assert sum(term.micro for term in row.terms) == row.micro


def test_likeness_is_the_same_from_both_sides_with_general_words(
    town: Callable[..., NetworkXReader],
) -> None:
    reader = town(
        Ida=(["security", "Burp Suite", "observability", "Grafana"], ["blockchain", "Solana"]),
        Jo=(["OWASP ZAP", "security", "SLOs and SLIs"], ["blockchain", "Ethereum", "Prometheus"]),
    )
    one, other = (similar(reader, who)[0] for who in ("Ida", "Jo"))
    assert one.micro == other.micro
    assert sorted(term.micro for term in one.terms) == sorted(term.micro for term in other.terms)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Flux CD", "Calico"),  # both live in Kubernetes
        ("Linkerd", "Velero"),
        ("Power Automate", "Azure Functions"),  # both belong to one vendor
        ("lending", "trading"),  # both are finance
        ("Helm", "containers"),  # it needs Kubernetes, which runs them
        ("Osmosis", "smart contract"),  # it runs them
        ("Juno", "Rust"),  # its contracts are written in it
        ("Keycloak", "Burp Suite"),  # both serve security
        ("systemd", "Ubuntu"),
        ("C", "Swift"),
        ("speech recognition", "reinforcement learning"),
        ("drug discovery", "medical imaging"),
    ],
)
def test_nobody_laughs_at_a_pair(ontology: Ontology, one: str, other: str) -> None:
    found = [
        next((hit.id for hit in ontology.lookup(name) if hit.claimable), "")
        for name in (one, other)
    ]
    assert found[1] not in nearness(ontology, found[:1])[found[0]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Solidity", "Vyper"),
        ("Vue.js", "Svelte"),
        ("RabbitMQ", "NATS"),
        ("Debian", "Ubuntu"),
        ("Cosmos SDK", "IBC"),
        ("Solidity", "Ethereum"),
        ("Osmosis", "Cosmos SDK"),
        ("PyTorch", "TensorFlow"),
        ("Podman", "Docker"),
        ("ISO 26262", "embedded systems"),
        ("MariaDB", "PostgreSQL"),
    ],
)
def test_a_pair_that_speaks_for_itself_stays(ontology: Ontology, one: str, other: str) -> None:
    found = [
        next(hit.id for hit in ontology.lookup(name) if hit.claimable) for name in (one, other)
    ]
    assert found[1] in nearness(ontology, found[:1])[found[0]]


def test_whose_months_are_whose_is_said() -> None:
    dated: dict[str, Any] = {"theirs": {"months": 72}, "mine": {"months": 12}}
    assert months_of_both(dated, "Bo") == ": 72 months, Bo 12"
    assert months_of_both({"theirs": {}, "mine": {"months": 12}}, "Bo") == ": undated, Bo 12 months"
    assert months_of_both({"theirs": {}, "mine": {}}, "Bo") == ""


def test_what_is_not_printed_is_named() -> None:
    few = [{"name": name, "group": "database system"} for name in ("Redis", "MySQL")]
    assert what_they_are(few) == ["Redis", "MySQL"]
    many = [{"name": f"S{n}", "group": "database system"} for n in range(5)]
    many += [{"name": f"L{n}", "group": "programming language"} for n in range(4)]
    many += [{"name": f"P{n}", "group": f"group {n}"} for n in range(3)]
    assert what_they_are(many) == [
        "5 × database system",
        "4 × programming language",
        "P0",
        "P1",
        "P2",
    ]
    single = [{"name": f"P{n}", "group": f"group {n}"} for n in range(9)]
    assert what_they_are(single) == ["P0", "P1", "P2", "P3", "5 others"]


@pytest.mark.parametrize(
    "module", [generality, hierarchy, pairs_under_rows], ids=lambda one: one.__name__
)
def test_the_examples_in_docstrings_are_true(module: ModuleType) -> None:
    result = doctest.testmod(module)
    assert result.attempted > 0 and result.failed == 0
