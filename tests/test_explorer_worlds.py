"""Communities, bridges and paths on the explorer's page: who stands where, and the line behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import commonground
from commonground import open_graph
from commonground.errors import NotFound
from commonground.graph.store import StoredGraph
from commonground.queries.communities.communities import communities
from commonground.visualizations.explorer.map import map_json
from commonground.visualizations.explorer.scenes import answer_json
from commonground.visualizations.explorer.suggestions import suggestions_json
from commonground.visualizations.scene import scene_of_answer
from commonground.visualizations.service.content import around

from .support.browser import Opened
from .support.exploring import go

CHIDI, DAGNY, LENA = "Chidi Okonmah", "Dagny Ferreira-Holt", "Lena Achterberg"
EVM, COSMOS = "skill:evm", "skill:cosmos-chain"


@pytest.fixture(scope="module")
def graph(demo_graph: Path) -> Iterator[StoredGraph]:
    with open_graph(str(demo_graph)) as opened:
        yield opened


def drawn_kinds(seen: Opened) -> list[str]:
    kinds: list[str] = seen.page.evaluate(
        "[...commonground.app.model.nodes.values()].map((node) => node.kind)"
    )
    return kinds


# ---- communities -------------------------------------------------------------------------------


def test_the_start_map_has_the_communities_of_the_question(graph: StoredGraph) -> None:
    told = map_json(graph)
    asked = communities(graph, limit=None).rows
    bubbles = {node["id"]: node for node in told["nodes"] if node["kind"] == "Community"}
    assert {(row.id, row.name) for row in asked} == {
        (id, node["name"]) for id, node in bubbles.items()
    }
    for row, listed in zip(asked, told["rows"], strict=True):
        assert {one["id"] for one in row.members} == {one["id"] for one in listed["people"]}
        assert [one.id for one in row.people] == [one["id"] for one in listed["people"]][:3]


def test_communities_are_linked_by_what_both_know_and_by_whom(graph: StoredGraph) -> None:
    told = map_json(graph)
    links = [edge for edge in told["edges"] if edge["type"] == "BETWEEN"]
    facts = [dict(map(tuple, edge["facts"])) for edge in links]
    assert len(links) >= 3 and all(
        "in common" in one or "people who have both" in one for one in facts
    )
    members = {row["id"]: {one["id"] for one in row["people"]} for row in told["rows"]}
    concepts = {one.name: one.id for one in graph.ontology.concepts.values()}
    first = next(at for at, one in enumerate(facts) if "in common" in one)
    shared = facts[first]["in common"].split(", ")[0]
    having = set(graph.reader.neighbours([concepts[shared]])[concepts[shared]])
    for end in ("from", "to"):
        assert len(having & members[links[first][end]]) >= 2


def test_the_people_of_a_community_are_drawn_with_what_they_know(graph: StoredGraph) -> None:
    row = communities(graph).rows[0]
    told = around(graph, row.id, 1, contact=False)
    people = {node["id"] for node in told["nodes"] if node["kind"] == "Person"}
    assert people == {one["id"] for one in row.members}
    known = [edge for edge in told["edges"] if edge["type"] == "HAS_SKILL"]
    assert {edge["from"] for edge in known} == people and all(edge["evidence"] for edge in known)
    with pytest.raises(NotFound, match="begin again from the start map"):
        around(graph, "community:0000", 1, contact=False)


def test_a_community_on_the_start_map_leads_to_its_people(seen: Opened) -> None:
    seen.page.click("#panel .rows .headline .node >> nth=0")
    seen.page.wait_for_selector("#panel .actions")
    panel = seen.panel()
    assert "COMMUNITY" in panel.upper() and "Path from here" not in panel
    assert seen.page.locator("#panel .mentions .node").count() == 7
    assert "Person" not in drawn_kinds(seen)
    seen.page.click("text=Show them")
    seen.until("[...commonground.app.model.nodes.values()].some((one) => one.kind === 'Person')")
    assert drawn_kinds(seen).count("Person") == 7
    seen.page.click("#panel .mentions .node >> nth=0")
    seen.page.wait_for_selector("#panel .stints, #panel .timeline, #panel .career")
    assert seen.page.inner_text("#panel h1") in seen.panel()


def test_the_answer_names_all_members_and_draws_them(seen: Opened) -> None:
    panel = go(seen, "ask", {"q": ["communities"], "go": ["yes"]})
    assert "+4 more" in panel and "modularity" not in panel and "between communities" not in panel
    first = seen.page.locator("#panel .rows > li").first
    assert first.locator(".mentions .node").count() == 3
    first.locator("text=+4 more").click()
    assert first.locator(".mentions .node").count() == 7
    assert drawn_kinds(seen).count("Person") == 22


def test_the_start_offers_bridges_and_communities(seen: Opened) -> None:
    seen.page.click(".doors >> text=Communities")
    seen.page.wait_for_selector("#panel .rows > li")
    seen.page.go_back()
    seen.page.click(".doors >> text=Bridges between two worlds")
    seen.page.wait_for_selector("#panel form.ask")
    assert "at=EMPLOYER" in seen.panel()


# ---- bridges -----------------------------------------------------------------------------------


def test_bridges_are_told_by_names_and_in_plain_words(seen: Opened) -> None:
    panel = go(
        seen, "ask", {"q": ["bridges"], "a": [EVM], "b": [f"{COSMOS} OR skill:ibc-protocol"]}
    )
    text = panel + seen.page.title()
    for word in ("skill:", "weaker side", "people a", "people b"):
        assert word not in text
    assert "the side with less" in panel and "people of EVM who have it" in panel
    shown = [box.input_value() for box in seen.page.locator("#panel .ask [role=combobox]").all()]
    assert shown[0] == "EVM" and "skill:" not in shown[1] and " OR " in shown[1]


def test_a_term_says_which_side_decides(graph: StoredGraph) -> None:
    answer = commonground.bridges(graph, "EVM", "Cosmos")
    told = answer_json(answer, scene_of_answer(answer))["rows"]
    terms = {row["name"]: row["terms"][0] for row in told}
    assert terms["Umar Castellane-Diop"]["name"] == "Cosmos, the side with less"
    assert terms[LENA]["name"] == "both sides alike"
    assert "EVM " in terms[LENA]["text"] and "Cosmos " in terms[LENA]["text"]


# ---- paths -------------------------------------------------------------------------------------


def test_a_path_cites_the_line_of_the_role_and_not_the_list_of_skills(graph: StoredGraph) -> None:
    sentences = [row.sentence for row in commonground.path(graph, DAGNY, LENA)]
    assert any("worked with EVM" in one and "dagny.md:49" in one for one in sentences)
    assert any("know Cosmos SDK (dagny.md:24" in one for one in sentences)
    met = [row.sentence for row in commonground.path(graph, DAGNY, CHIDI)]
    # Two roles at one employer: the one in which they met is cited, by the employer's own line.
    assert any("from 2020-01 to 2020-05 (dagny.md:52, chidi.md:33)" in one for one in met)


def test_every_leg_shows_its_line(seen: Opened, graph: StoredGraph) -> None:
    ends = [graph.node(one).id for one in (DAGNY, "Solidity")]
    panel = go(seen, "path", {"from": [ends[0]], "to": [ends[1]]})
    assert "Distance: lower is nearer" in panel
    legs = seen.page.locator("#panel .legs > li")
    assert legs.count() >= 4
    assert all(legs.nth(at).locator("cite").count() >= 1 for at in range(legs.count()))
    relation = seen.page.locator("#panel .legs > li:has-text('.ttl:')")
    for at in range(relation.count()):
        assert relation.nth(at).locator("q").count() == 0
    seen.page.evaluate("document.getElementById('panel').style.width = '260px'")
    broken = seen.page.evaluate(
        "[...document.querySelectorAll('.unbroken')]"
        ".filter((one) => one.getClientRects().length > 1).length"
    )
    assert seen.page.locator(".unbroken").count() > 0 and broken == 0


def test_a_relation_of_the_ontology_is_said_in_words(graph: StoredGraph) -> None:
    answer = commonground.path(graph, "Hardhat", "EVM", k=3)
    rows = answer_json(answer, scene_of_answer(answer))
    steps = [one for row in rows["rows"] for one in row["steps"] if "type" in one]
    related = [one for one in steps if one["type"] not in {"HAS_SKILL", "WORKED_AT", "STUDIED"}]
    assert related and all(one["words"] and "_" not in one["words"] for one in related)
    places = [rows["evidence"][one["evidence"][0]]["where"] for one in related]
    assert all(".ttl:" in place for place in places)


# ---- dates, rows, pickers ----------------------------------------------------------------------


def resume(name: str, years: str) -> str:
    job = f"### Engineer\n**Pebbleworks** | {years}\n- Wrote Go services on Kafka\n"
    return f"# {name}\n\n## Experience\n\n{job}"


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StoredGraph]:
    folder = tmp_path_factory.mktemp("years")
    people = {"Una Marrow": "2012 – 2016", "Vic Tarn": "2010 – 2018", "Xia Brook": "2018 – 2018"}
    for name, dates in people.items():
        (folder / f"{name[:3].lower()}.md").write_text(resume(name, dates), encoding="utf-8")
    with open_graph(str(folder / "people.db"), create=True) as made:
        commonground.load([folder], into=made)
        yield made


def test_overlaps_of_years_say_at_least_and_at_most(years: StoredGraph) -> None:
    answer = commonground.colleagues(years, "Vic Tarn")
    rows = answer_json(answer, scene_of_answer(answer))["rows"]
    times = {row["name"]: dict(map(tuple, row["facts"])) for row in rows}
    assert times["Una Marrow"]["time"] == "at least 3 years 2 months"
    assert (
        times["Xia Brook"]["time"] == "at most 12 months" and "perhaps" in times["Xia Brook"]["met"]
    )
    sentence = commonground.path(years, "Una Marrow", "Vic Tarn")[0].sentence
    assert "together at least from 2012-12 to 2016-01" in sentence


def test_overlaps_of_months_have_no_bound(graph: StoredGraph) -> None:
    answer = commonground.colleagues(graph, DAGNY)
    rows = answer_json(answer, scene_of_answer(answer))["rows"]
    assert rows and all("at " not in dict(map(tuple, row["facts"]))["time"] for row in rows)


def test_a_long_answer_is_cut_and_shows_more(seen: Opened) -> None:
    panel = go(seen, "ask", {"q": ["skills"], "go": ["yes"]})
    assert seen.page.locator("#panel .rows > li").count() == 25
    assert "Show more (25 of " in panel
    seen.page.click("#panel .longer")
    seen.until("document.querySelectorAll('#panel .rows > li').length === 50")


def test_escape_closes_suggestions_and_keeps_the_text(seen: Opened) -> None:
    box = seen.page.locator("#search input")
    box.fill("kuber")
    seen.page.wait_for_selector("#search [role=option]")
    box.press("Escape")
    assert (
        box.input_value() == "kuber" and not seen.page.locator("#search .suggestions").is_visible()
    )
    box.press("Escape")
    assert box.input_value() == ""


@pytest.mark.parametrize(
    "typed, name",
    [
        ("Talowmere Paymints", "Tallowmere Payments"),
        ("Dagni Fereira-Holt", DAGNY),
        ("Universidade do Cabo Blanko", "Universidade do Cabo Branco"),
    ],
)
def test_mistyped_names_of_several_words_are_found(
    graph: StoredGraph, typed: str, name: str
) -> None:
    assert suggestions_json(graph, typed)[0]["name"] == name


def test_what_no_name_is_like_is_not_found(graph: StoredGraph) -> None:
    assert suggestions_json(graph, "Tallowmere Xylophone Quorum") == [] or all(
        "Xylophone" not in one["name"] for one in suggestions_json(graph, "Tallowmere Xylophone")
    )
