"""Answers that a lead reads: who is who, side by side, teams, gaps, times, and what is filtered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import commonground
from commonground.graph.store import StoredGraph
from commonground.visualizations.completing import completed
from commonground.visualizations.explorer.neighbours import neighbours_json
from commonground.visualizations.explorer.nodes import node_json
from commonground.visualizations.explorer.scenes import answer_json
from commonground.visualizations.explorer.suggestions import suggestions_json
from commonground.visualizations.scene import scene_of_answer
from commonground.visualizations.words import facts, readable

from .support.browser import Opened
from .support.exploring import go

if TYPE_CHECKING:
    pass

GO, TEMPORAL = "skill:go-lang", "skill:temporal-workflow"
_RESUME = """# {name}

{place}

## Experience

### {title}, {employer}
{when}

- Built services in {skills}

## Skills

{skills}, Redis
"""
_PEOPLE = {
    "rowan-a.md": ("Rowan Tavistock", "Leeds, UK", "Engineer", "Initrode", "2019-01 – present"),
    "rowan-b.md": ("Rowan Tavistock", "Cork, Ireland", "Engineer", "Vandelay", "2020-02 – present"),
    "rowan-c.md": ("Rowan Tavistock", "Turku, Finland", "Engineer", "Pied Alder", "2010 – 2012"),
    "mira.md": ("Mira Osgood", "Leeds, UK", "Lead", "Initrode", "2018-01 – 2020-06"),
}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a graph in which three people have one name."""
    folder = tmp_path_factory.mktemp("names")
    for file, (name, town, title, employer, when) in _PEOPLE.items():
        values = {"name": name, "place": town, "title": title, "employer": employer, "when": when}
        (folder / file).write_text(_RESUME.format(**values, skills="Go, Kafka"))
    path = folder / "people.db"
    with commonground.open_graph(str(path), create=True) as graph:
        commonground.load(str(folder), into=graph, as_of="2025-06-01")
    return path


@pytest.fixture(scope="module")
def named(place: Path) -> Iterator[StoredGraph]:
    with commonground.open_graph(str(place)) as graph:
        yield graph


@pytest.fixture(scope="module")
def demo(demo_graph: Path) -> Iterator[StoredGraph]:
    with commonground.open_graph(str(demo_graph)) as graph:
        yield graph


@pytest.fixture(scope="module")
def ids(demo: StoredGraph) -> dict[str, str]:
    return {row.name: row.id for row in commonground.people(demo).rows if row.name}


def told(graph: StoredGraph, answer: Any) -> dict[str, Any]:
    """Return an answer as the page gets it."""
    return answer_json(answer, completed(scene_of_answer(answer), graph))


def rowans(found: list[dict[str, Any]]) -> list[str]:
    return sorted(one["name"] for one in found if one["name"].startswith("Rowan"))


# ---- people of one name ------------------------------------------------------------------------

APART = [
    "Rowan Tavistock (Initrode)",
    "Rowan Tavistock (Turku, Finland)",
    "Rowan Tavistock (Vandelay)",
]


def test_people_of_one_name_are_told_apart_where_they_are_suggested(named: StoredGraph) -> None:
    assert rowans(suggestions_json(named, "rowan")) == APART
    assert suggestions_json(named, "mira osg")[0]["name"] == "Mira Osgood"


def test_people_of_one_name_are_told_apart_in_answer_and_drawing(named: StoredGraph) -> None:
    data = told(named, commonground.find(named, "Go"))
    assert rowans(data["rows"]) == rowans(data["nodes"]) == APART
    names = {node["id"]: node["name"] for node in data["nodes"]}
    assert all(names[row["id"]] == row["name"] for row in data["rows"])


def test_people_of_one_name_are_told_apart_alone_and_beside_others(named: StoredGraph) -> None:
    rows = commonground.find(named, "Go").rows
    ids = [row.id for row in rows if row.name == "Rowan Tavistock"]
    assert sorted(node_json(named, id)["node"]["name"] for id in ids) == APART
    part = neighbours_json(named, GO, known=[ids[0]])
    assert len(rowans(part["nodes"])) == 2 and set(rowans(part["nodes"])) < set(APART)


def test_headings_and_title_name_the_right_one(named: StoredGraph) -> None:
    a, b = (one["id"] for one in suggestions_json(named, "rowan")[:2])
    data = told(named, commonground.compare(named, a, b))
    names = {node["id"]: node["name"] for node in data["nodes"]}
    assert names[a] != names[b]
    assert data["title"] == f"How do {names[a]} and {names[b]} compare?"
    assert [one["title"] for one in data["sections"]][2:] == [
        f"Only {names[a]}",
        f"Only {names[b]}",
    ]


# ---- answers under headings --------------------------------------------------------------------


def test_two_people_stand_side_by_side(demo: StoredGraph) -> None:
    answer = commonground.compare(demo, "Ada Thornquist", "Chidi Okonmah")
    data = told(demo, answer)
    together, both, ada, chidi = data["sections"]
    assert together["said"] == ["At Tallowmere Payments: 2020-01 – 2021-12, 2 years."]
    assert (both["title"], ada["title"], chidi["title"]) == (
        "Both",
        "Only Ada Thornquist",
        "Only Chidi Okonmah",
    )
    numbers = [*both["rows"], *ada["rows"], *chidi["rows"]]
    assert sorted(numbers) == list(range(len(answer.rows)))
    assert all(len(answer.rows[at].people) == 2 for at in both["rows"])
    texts = {one["text"] for row in data["rows"] for one in row["people"]}
    assert "named, without dates" in texts and "" not in texts
    assert "months 1" not in json.dumps(data)
    never = told(demo, commonground.compare(demo, "Ada Thornquist", "Bo Lindqvarn"))
    assert never["sections"][0]["said"][0].startswith("Never at one employer in the same months")


def test_a_team_says_its_total_and_what_has_lapsed(demo: StoredGraph) -> None:
    data = told(demo, commonground.team(demo, "Solidity", "Kafka", "Temporal", "Docker", k=2))
    teams = [one for one in data["sections"] if one["title"].startswith("Team")]
    assert [one["title"].split(" · ")[0] for one in teams] == ["Team 1", "Team 2"]
    assert all(" · total " in one["title"] for one in teams)
    rows = [row for one in teams for row in one["rows"]]
    assert rows == list(range(len(data["rows"])))
    terms = [term for row in data["rows"] for term in row["terms"]]
    lapsed = [term for term in terms if term.get("mark") == "lapsed"]
    assert lapsed and all(", not since" in term["text"] for term in lapsed)
    named_only = [term for term in terms if term.get("mark") == "undated"]
    assert named_only and all("named, but in no role" in term["text"] for term in named_only)
    read = " ".join(data["sections"][-1]["said"])
    assert all(word in read for word in ("Covers", "Best for", "Exact"))


def test_what_is_lacking_comes_first(demo: StoredGraph) -> None:
    answer = commonground.gap(demo, "Ada Thornquist", "Solidity", "React", "Go:9y", "Terraform")
    data = told(demo, answer)
    assert data["title"] == "Ada Thornquist lacks React, Go for 9 years and Terraform"
    headed = {
        one["title"]: [data["rows"][at]["name"] for at in one["rows"]] for one in data["sections"]
    }
    assert headed == {
        "Lacks": ["React", "Terraform"],
        "Has, but less than is asked": ["Go"],
        "Has": ["Solidity"],
    }
    assert list(headed)[0] == "Lacks"
    assert data["rows"][1]["facts"][0] == ["nearest", "nothing near it"]
    whole = told(demo, commonground.gap(demo, "Ada Thornquist", "Solidity"))
    assert whole["title"] == "Ada Thornquist lacks nothing of it"


# ---- times -------------------------------------------------------------------------------------


def test_what_goes_on_is_said_with_the_date_it_is_true_of() -> None:
    now = {"start": "2023-03", "current": True, "months": 25, "to_outer": [2025 * 12 + 2]}
    assert facts(now) == [("when", "2023-03 – now (as of 2025-03)"), ("time", "2 years 1 month")]
    years = {"first": "2020-09", "last": "2024", "months": 31, "months_max": 52}
    assert ("time", "at least 2 years 7 months") in facts(years)
    together = {"from": "2019-01", "to": "2020-02", "months": 14, "possible": True}
    assert readable("together", [together]) == "2019-01 – 2020-02, 14 months, possible"


def test_a_career_says_as_of_when_it_is_told(demo: StoredGraph, ids: dict[str, str]) -> None:
    told = node_json(demo, ids["Ada Thornquist"])
    role = told["timeline"][0]
    assert (role["current"], role["asOf"], role["atLeast"]) == (True, "2025-03", False)
    assert "(as of 2025-03)" in dict(map(tuple, told["facts"]))["now"]


def test_years_without_months_are_a_bound(named: StoredGraph) -> None:
    id = next(one["id"] for one in suggestions_json(named, "rowan") if "Turku" in one["name"])
    assert node_json(named, id)["timeline"][0]["atLeast"] is True


# ---- the page ----------------------------------------------------------------------------------


def test_the_page_shows_headings_with_counts(seen: Opened, ids: dict[str, str]) -> None:
    both = {"a": [ids["Ada Thornquist"]], "b": [ids["Chidi Okonmah"]]}
    go(seen, "ask", {"q": ["compare"], **both, "go": ["yes"]}, "#panel .part .rows > li")
    heads = seen.page.locator("#panel .part > h2").all_inner_texts()
    assert heads[0] == "Have they worked together?"
    counts = [int(head.split()[-1]) for head in heads[1:]]
    assert counts[0] and seen.page.locator("#panel .rows > li").count() == sum(counts)
    assert "2023-03 – now (as of 2025-03)" in seen.panel()


def test_marks_and_labels_of_a_team(seen: Opened) -> None:
    terms = {"terms": ["Solidity", "Kafka", "Docker"], "k": ["2"]}
    panel = go(seen, "ask", {"q": ["team"], **terms, "go": ["yes"]}, "#panel .part .rows > li")
    assert "How many alternatives" in panel and "How to read this" in panel
    assert seen.page.locator("#panel .sign[aria-label='used once, not since']").count()


def test_an_empty_field_says_what_is_missing_beneath_it(seen: Opened) -> None:
    go(seen, "ask", {"q": ["compare"]}, "#panel form.ask")
    seen.page.click("#panel form.ask .primary")
    gaps = seen.page.locator("#panel form.ask .missing").all_inner_texts()
    assert [gap.startswith("Choose a person") for gap in gaps] == [True, True]
    assert seen.page.evaluate("document.activeElement.getAttribute('aria-label')") == "One"


def test_a_career_in_the_panel_says_as_of_when(seen: Opened, ids: dict[str, str]) -> None:
    panel = go(seen, "node", {"id": [ids["Ada Thornquist"]]}, "#panel .stints")
    assert "2023-03 – now (as of 2025-03) · 2 years 1 month" in panel


def test_a_chart_says_what_it_counts(seen: Opened) -> None:
    panel = go(seen, "node", {"id": ["employer:tallowmere-payments"]}, "#panel .years")
    assert "PEOPLE WHO WORKED THERE, BY YEAR" in panel.upper()
    panel = go(seen, "node", {"id": [GO]}, "#panel .years")
    seen.until("document.querySelector('#panel h1').textContent === 'Go'")
    assert "PEOPLE WHO USED IT, BY YEAR" in seen.panel().upper()


def status(seen: Opened) -> str:
    return seen.page.inner_text("#status")


def test_what_is_seen_is_counted_and_comes_back(seen: Opened) -> None:
    go(seen, "find", {"all": [TEMPORAL]}, "#panel .rows > li")
    whole = status(seen)
    people = seen.page.get_by_role("checkbox").first
    people.uncheck()
    assert " of " in status(seen)
    label = seen.page.get_attribute("#drawing", "aria-label") or ""
    assert label.startswith(f"Drawing of {status(seen).split(' of ')[0]} node")
    seen.page.click("#undo")
    assert status(seen) == "Undone: filter" and seen.page.get_by_role("checkbox").first.is_checked()
    seen.page.click("#redo")
    assert not seen.page.get_by_role("checkbox").first.is_checked()
    seen.page.click("#legend >> text=Show all")
    assert seen.page.get_by_role("checkbox").first.is_checked() and status(seen) == whole


def test_years_are_a_step_and_what_has_none_is_faint(seen: Opened, ids: dict[str, str]) -> None:
    around = {"id": [ids["Ada Thornquist"]]}
    go(seen, "node", around, "#panel .stints")
    seen.page.get_by_label("From year").fill("2021")
    seen.page.get_by_label("From year").fill("2022")
    faint = seen.page.evaluate(
        "[...commonground.app.stage.scenery.model.nodes.values()]"
        ".filter((one) => one.undated && one.faded && !one.hidden).length"
    )
    assert faint and seen.page.evaluate("commonground.app.stage.seen().undated") == faint
    seen.page.click("#undo")
    assert "v.from" not in seen.page.url, "one movement of the slider is one step"


def test_communities_have_their_colours_in_the_legend(seen: Opened) -> None:
    go(seen, "find", {"all": [GO]}, "#panel .rows > li")
    seen.page.get_by_label("Colour by").select_option("community")
    seen.page.wait_for_selector("#legend .divided")
    drawn = seen.page.evaluate(
        "new Set([...commonground.app.model.nodes.values()].map((one) => one.community)).size"
    )
    if drawn > 1:
        assert seen.page.locator("#legend .communities li").count() == min(drawn, 8)
    else:
        assert "one community" in seen.page.inner_text("#legend .divided")
    seen.page.get_by_label("Colour by").select_option("kind")
    assert not seen.page.locator("#legend .divided").count()


def test_a_star_is_one_community_and_says_so(seen: Opened) -> None:
    seen.page.evaluate(
        "for (const node of commonground.app.model.nodes.values()) node.community = 0"
    )
    seen.page.get_by_label("Colour by").select_option("community")
    seen.page.wait_for_selector("#legend .divided p")
    assert "All that is drawn is one community." in seen.page.inner_text("#legend .divided")


def test_hollow_stays_hollow(seen: Opened, ids: dict[str, str]) -> None:
    go(seen, "node", {"id": [ids["Ada Thornquist"]]}, "#panel .stints")

    def hollow() -> int:
        count: int = seen.page.evaluate(
            """() => {
              const { scenery, view } = commonground.app.stage;
              const { marks, paper } = scenery.picture(view.aim);
              return marks.filter((one) => one.fill === paper)
                .reduce((sum, one) => sum + one.places.length / 3, 0);
            }"""
        )
        return count

    before = hollow()
    seen.page.get_by_label("Colour by").select_option("community")
    seen.page.wait_for_selector("#legend .divided")
    assert hollow() == before > 0


def test_a_tip_goes_with_escape_and_with_another_screen(seen: Opened) -> None:
    go(seen, "find", {"all": [TEMPORAL]}, "#panel .rows > li")
    tip = seen.page.locator("#hover")
    seen.page.focus("#drawing")
    seen.page.keyboard.press("ArrowRight")
    seen.page.keyboard.press("PageDown")
    assert tip.is_visible()
    seen.page.keyboard.press("Escape")
    assert not tip.is_visible()
    seen.page.focus("#drawing")
    seen.page.keyboard.press("ArrowRight")
    assert tip.is_visible()
    seen.page.evaluate("commonground.app.go({ screen: 'about', params: {}, view: {} })")
    seen.until("document.querySelector('#panel h1').textContent.includes('About')")
    assert not tip.is_visible()


def test_a_link_chosen_by_keys_expands_its_far_end(seen: Opened) -> None:
    go(seen, "find", {"all": [TEMPORAL]}, "#panel .rows > li")
    seen.page.focus("#drawing")
    for key in ("ArrowRight", "PageDown", "Enter"):
        seen.page.keyboard.press(key)
    seen.until("Boolean(commonground.app.route.view.sel)")
    far = seen.page.evaluate(
        """() => {
          const { app } = commonground;
          const { edge, node } = app.stage.focus;
          return (edge.from === node ? edge.to : edge.from).data.id;
        }"""
    )
    before = seen.page.evaluate("commonground.app.model.nodes.size")
    seen.page.keyboard.press("e")
    seen.until(f"commonground.app.model.nodes.size > {before}")
    assert seen.page.evaluate("commonground.app.route.view.open") == far


@pytest.mark.parametrize(
    ("words", "suffix"), [("GraphML", "graphml"), ("GEXF (Gephi)", "gexf")], ids=["graphml", "gexf"]
)
def test_a_saved_graph_has_numbers(
    seen: Opened, ids: dict[str, str], tmp_path: Path, words: str, suffix: str
) -> None:
    import networkx as nx

    go(seen, "node", {"id": [ids["Ada Thornquist"]]}, "#panel .stints")
    seen.page.click("#save")
    with seen.page.expect_download() as waiting:
        seen.page.click(f"#save-menu >> text={words}")
    path = tmp_path / f"scene.{suffix}"
    waiting.value.save_as(path)
    graph = nx.read_graphml(path) if suffix == "graphml" else nx.read_gexf(path)
    drawn = seen.page.evaluate(
        "[...commonground.app.model.edges.values()].map((one) => one.months ?? 0)"
    )
    months = [data.get("months", 0) for *_, data in graph.edges(data=True)]
    assert sum(months) == sum(drawn) > 0
    assert all(isinstance(data["degree"], int) for _, data in graph.nodes(data=True))
    firsts = {data["first"] for _, data in graph.nodes(data=True) if "first" in data}
    assert "2023-03" in firsts


@pytest.mark.parametrize("size", [(1366, 820), (1024, 560), (390, 700)])
def test_no_item_of_the_menu_is_cut(seen: Opened, size: tuple[int, int]) -> None:
    seen.page.set_viewport_size({"width": size[0], "height": size[1]})
    seen.page.click("#ask")
    cut = seen.page.evaluate(
        """() => {
          const list = document.getElementById("ask-menu");
          const end = list.getBoundingClientRect().bottom;
          const items = [...list.children].map((one) => one.getBoundingClientRect());
          const half = items.filter((one) => one.top < end - 8 && one.bottom > end).length;
          const scrolls = list.scrollHeight > list.clientHeight + 1;
          return { half, below: end - innerHeight, scrolls };
        }"""
    )
    assert cut["half"] == 0 and cut["below"] <= 0
    assert not (cut["scrolls"] and size == (1366, 820))
