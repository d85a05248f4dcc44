"""The picture: what it shows, that it stands still, sends nothing and runs no text of a resume."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

import commonground
from commonground.errors import NotFound, UsageError
from commonground.graph.display import shown
from commonground.graph.model import KINDS, Edge, Evidence, Node, reference
from commonground.graph.networkx.reader import NetworkXReader
from commonground.graph.opening import reader_of
from commonground.loaders.document import Document
from commonground.queries.answer import Answer, Row, Term
from commonground.queries.example import example
from commonground.visualizations import page as page_module
from commonground.visualizations.explorer.page import page_html
from commonground.visualizations.explorer.scenes import scene_json
from commonground.visualizations.layout import positions
from commonground.visualizations.looks import LOOKS
from commonground.visualizations.own_graph import neighbourhood
from commonground.visualizations.scene import (
    resolved,
    scene_of_answer,
    scene_of_parts,
)
from commonground.visualizations.view import view
from commonground.visualizations.viewable import scene_of
from commonground.visualizations.words import facts, title_of

from .support.browser import Opened, assert_quiet, attacks, data_of, listener, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TEXT = "# Ada\n\nCartographer at Tidal Maps, 2019 – 2022\n\nBuilt tide tables in Go.\n"


def at(quote: str) -> Evidence:
    """Return where TEXT says it."""
    start = TEXT.index(quote)
    return Evidence("ada.md", TEXT.count("\n", 0, start) + 1, start, start + len(quote), quote)


def refers(quote: str) -> tuple[str]:
    item = at(quote)
    return (reference(item.source, item.start, item.end),)


NODES = (
    Node("p:ada", "Person", "Ada", {"documents": ["ada.md"], "mentions": ["m:1"]}),
    Node("p:bo", "Person", None, {"documents": ["bo.txt"]}),
    Node("employer:tidal-maps", "Employer", "Tidal Maps"),
    Node("skill:go-lang", "Language", "Go"),
    Node("skill:programming", "Category", "Programming languages"),
)
EDGES = (
    Edge("e:1", "HAS_SKILL", "p:ada", "skill:go-lang", {"months": 43}, refers("tide tables in Go")),
    Edge("e:2", "HAS_SKILL", "p:bo", "skill:go-lang", {"months": 12}),
    Edge("e:3", "WORKED_AT", "p:ada", "employer:tidal-maps", {}, refers("Tidal Maps")),
    Edge(
        "e:4",
        "BROADER",
        "skill:go-lang",
        "skill:programming",
        {"file": "languages.ttl", "line": 7, "quote": "skos:broader skill:programming ;"},
    ),
)


@dataclass(frozen=True, kw_only=True)
class Person(Row):
    missing: tuple[str, ...] = ()


def answer(**changes: Any) -> Answer[Person]:
    row = Person(
        id="p:ada",
        kind="Person",
        name="Ada",
        sources=("ada.md",),
        score=2.25,
        terms=(Term("Go", 2.25, "skill:go-lang", {"months": 43}),),
        evidence=(at("Built tide tables in Go."),),
        missing=("Kafka",),
    )
    lines = {refers(quote)[0]: at(quote) for quote in ("tide tables in Go", "Tidal Maps")}
    parts: dict[str, Any] = {
        "question": {"question": "find", "terms": ["Go:12m", "Kafka"]},
        "rows": (row,),
        "notes": ("1 of 2 people is shown",),
        "nodes": NODES,
        "edges": EDGES,
        "evidence": lines,
    }
    return Answer(**(parts | changes))


def graph() -> nx.MultiDiGraph[str]:
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in NODES:
        name = {} if node.name is None else {"name": node.name}
        made.add_node(node.id, kind=node.kind, **name, **node.properties)
    for edge in EDGES:
        refs = {"evidence": list(edge.evidence)} if edge.evidence else {}
        made.add_edge(
            edge.source, edge.target, key=edge.id, type=edge.type, **refs, **edge.properties
        )
    return made


def crowd(people: int, skills: int, links: int) -> list[Node | Edge]:
    nodes: list[Node | Edge] = [Node(f"p:{i}", "Person", f"Person {i}") for i in range(people)]
    nodes += [Node(f"skill:{i}", "Technology", f"Skill {i}") for i in range(skills)]
    ends = ((f"p:{i % people}", f"skill:{i * 7 // 3 % skills}") for i in range(links))
    return nodes + [Edge(f"e:{i}", "HAS_SKILL", *pair) for i, pair in enumerate(ends)]


# ---- what is shown -----------------------------------------------------------------------------


def test_an_answer_is_titled_by_its_question_and_keeps_its_rows() -> None:
    scene = scene_of_answer(answer())
    assert scene.title == "Who has Go for 12 months and Kafka?"
    assert scene.focus == ("p:ada",)
    (row,) = scene.rows
    assert (row.name, row.score, row.facts) == ("Ada", 2.25, (("missing", "Kafka"),))
    (term,) = row.terms
    assert (term.name, term.value, term.text) == ("Go", "2.25", "3 years 7 months")


def test_a_line_is_cited_once_and_each_document_before_the_second_line_of_any() -> None:
    lines = [Evidence("ada.md", n, n, n + 1, "x") for n in (1, 2)]
    lines.append(Evidence("bo.txt", 9, 9, 10, "y"))
    plain = [{k: getattr(line, k) for k in line.__slots__} for line in lines]
    likeness = {"id": "skill:redis-db", "name": "Redis", "months": 40, "evidence": plain}
    term = Term(
        "Go", 0.000_001, "skill:go-lang", {"mine": {"id": "skill:go-lang"}, "theirs": likeness}
    )
    row = Row(
        id="p:bo",
        kind="Person",
        name=None,
        score=0.000_001,
        terms=(term,),
        evidence=tuple(lines[1:]),
    )
    asked = {"question": "similar", "person": "p:ada", "name": "Ada"}
    scene = scene_of_answer(answer(question=asked, rows=(row,)))
    assert scene.title == "Who is like Ada?"
    (shown_term,) = scene.rows[0].terms
    assert shown_term.text == "Ada: undated · (no name) bo.txt: Redis, 3 years 4 months"
    assert shown_term.evidence == (lines[0], lines[2], lines[1])
    assert scene.rows[0].evidence == ()


@pytest.mark.parametrize("question", ["find", "similar", "shared", "path", "colleagues", "tenure"])
def test_every_question_is_drawn_with_a_quote_at_every_link(question: str) -> None:
    people = {"similar": ("Ana",), "colleagues": ("Ana",), "tenure": ("Ana",)}
    terms = {"find": ("Kafka OR Temporal",), **people}.get(question, ("Ana", "Bo"))
    asked = getattr(commonground, question)(example(), *terms)
    scene = scene_of(asked)
    complete = replace(scene, evidence=resolved(scene, reader_of(example()).cite))
    data = scene_json(complete)
    assert scene.rows and scene.title.endswith("?")
    assert all(edge["evidence"] for edge in data["edges"])
    assert all(line["quote"] for line in data["evidence"])


def test_lengths_of_time_are_said_once_and_working_values_not_at_all() -> None:
    sure = {"months": 19, "months_max": 19, "from_months": [24000], "first": "2020"}
    assert facts({**sure, "last": "2021-08"}) == [("when", "2020 – 2021-08"), ("time", "19 months")]
    assert facts({"months": 14, "months_max": 36, "last": "2024"}) == [
        ("time", "at least 14 months"),
        ("at most", "3 years"),
        ("last used", "2024"),
    ]


def test_questions_that_nobody_named_are_shown_field_by_field() -> None:
    assert title_of({"question": "bridges", "between": ["EVM", "Cosmos"]}) == (
        "bridges: between EVM, Cosmos"
    )


def test_a_picture_over_the_limit_keeps_the_nearest_and_says_what_it_left_out() -> None:
    scene = scene_of_answer(answer(), limit=3)
    assert [node.id for node in scene.nodes] == ["employer:tidal-maps", "p:ada", "skill:go-lang"]
    assert scene.left_out == (
        "Shown are the 3 of 5 nodes nearest to what was asked; 2 nodes and 2 links left out "
        "(a higher limit shows more)."
    )


def test_a_graph_over_the_limit_keeps_the_best_connected() -> None:
    nodes = [item for item in crowd(40, 4, 120) if isinstance(item, Node)]
    edges = [item for item in crowd(40, 4, 120) if isinstance(item, Edge)]
    scene = scene_of_parts(nodes, edges, limit=4)
    assert {node.kind for node in scene.nodes} == {"Technology"}
    assert "4 of 44 nodes with the most links" in scene.left_out
    assert scene_of_parts(nodes, edges, limit=44).left_out == ""


def test_concepts_that_no_resume_names_do_not_crowd_a_graph_of_people() -> None:
    scene = scene_of(graph())
    assert "skill:programming" not in {node.id for node in scene.nodes}
    assert scene.left_out == "1 concept that no resume names left out."
    only_concepts = scene_of([node for node in NODES if node.id.startswith("skill:")])
    assert len(only_concepts.nodes) == 2


def test_a_neighbourhood_is_one_hop_unless_asked() -> None:
    near = neighbourhood(graph(), "p:bo")
    assert [node.id for node in near.nodes] == ["p:bo", "skill:go-lang"]
    assert near.title == "Around (no name) bo.txt"
    farther = neighbourhood(graph(), "p:bo", hops=2)
    assert [node.id for node in farther.nodes] == [
        "p:ada",
        "p:bo",
        "skill:go-lang",
        "skill:programming",
    ]
    with pytest.raises(NotFound, match="No node has the id 'p:nobody'"):
        neighbourhood(graph(), "p:nobody")


@pytest.mark.parametrize("thing", [graph(), NODES + EDGES, answer()], ids=type)
def test_everything_viewable_gives_the_same_nodes(thing: Any) -> None:
    ids = {node.id for node in scene_of(thing).nodes}
    assert {node.id for node in NODES} - ids <= {"skill:programming"}


def test_the_reader_of_a_graph_gives_the_lines_behind_its_edges(tmp_path: Path) -> None:
    document = Document("ada.md", TEXT, "utf-8", "text/markdown", "0" * 64)
    reader = NetworkXReader(graph(), texts={"ada.md": document})
    line = _line_of("e:1", view(graph(), tmp_path / "net.html", graph=reader))
    assert (line["where"], line["quote"]) == ("ada.md:5", "Built tide tables in Go.")
    assert [line["quote"][start:end] for start, end in line["marks"]] == ["tide tables in Go"]


def _line_of(edge: str, page: Path) -> dict[str, Any]:
    """Return the one line that an edge of a written page cites."""
    scene = data_of(page)["scene"]
    (number,) = next(one["evidence"] for one in scene["edges"] if one["id"] == edge)
    line: dict[str, Any] = scene["evidence"][number]
    return line


def test_without_the_documents_the_place_is_said_without_a_quote(tmp_path: Path) -> None:
    line = _line_of("e:3", view(graph(), tmp_path / "net.html"))
    assert line["where"].startswith("ada.md") and line["quote"] == ""


def test_what_cannot_be_drawn_or_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not of int"):
        view([1], tmp_path / "net.html")  # type: ignore[list-item]  # the mistake under test
    with pytest.raises(UsageError, match=r"cannot be written \(no such file or directory\)"):
        view(answer(), tmp_path / "absent" / "net.html")
    with pytest.raises(UsageError, match="--limit 0"):
        view(answer(), tmp_path / "net.html", limit=0)
    with pytest.raises(UsageError, match="needs a graph"):
        view(list(NODES), tmp_path / "net.html", around="p:ada")


# ---- how it is drawn ---------------------------------------------------------------------------


def test_every_kind_has_a_look_that_no_other_has_without_colour() -> None:
    assert set(LOOKS) == KINDS
    assert len({(look.shape, look.filled) for look in LOOKS.values()}) == len(KINDS)


@pytest.mark.parametrize("paper, shade", [("#fbfaf7", "light"), ("#14171c", "dark")])
def test_every_colour_stands_out_from_the_page(paper: str, shade: str) -> None:
    for look in LOOKS.values():
        lighter, darker = sorted((luminance(getattr(look, shade)), luminance(paper)), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= 3, look


def luminance(colour: str) -> float:
    """Return the relative luminance that WCAG 2 defines."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_positions_depend_on_nothing_but_the_graph() -> None:
    boxes = {f"n{i}": (80.0, 60.0) for i in range(60)}
    links = [(f"n{i}", f"n{i * i % 17}") for i in range(60)]
    first = positions(boxes, links)
    assert first == positions(boxes, reversed(links))
    assert len(set(first.values())) == 60


def test_captions_of_a_small_picture_do_not_cover_each_other() -> None:
    boxes = {f"n{i}": (120.0, 60.0) for i in range(40)}
    places = list(positions(boxes, [(f"n{i}", f"n{i // 3}") for i in range(1, 40)]).values())
    for i, (x, y) in enumerate(places):
        for other_x, other_y in places[i + 1 :]:
            assert abs(x - other_x) >= 118 or abs(y - other_y) >= 58


def test_parallel_edges_are_kept_and_bent_apart() -> None:
    twice: list[Node | Edge] = [*NODES, *EDGES, Edge("e:9", "STUDIED", "p:ada", "skill:go-lang")]
    edges = scene_json(scene_of(twice))["edges"]
    bends = [edge["bend"] for edge in edges if edge["id"] in ("e:1", "e:9")]
    assert len(bends) == 2 and bends[0] != bends[1]


def test_the_same_scene_gives_the_same_page_in_any_order() -> None:
    shuffled = answer(nodes=NODES[::-1], edges=EDGES[::-1])
    first, second = (scene_json(scene_of_answer(one)) for one in (answer(), shuffled))
    assert page_html("", scene=first) == page_html("", scene=second)


def test_names_show_their_control_characters_instead_of_obeying_them() -> None:
    assert shown("Ada\u202eevil\u2066\x07") == "Ada\ufffdevil\ufffd\ufffd"
    assert shown("two\n lines") == "two lines"


# ---- the written page --------------------------------------------------------------------------


def test_the_policy_allows_hashes_only(tmp_path: Path) -> None:
    page = view(answer(), tmp_path / "net.html").read_text()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert re.fullmatch(
        r"default-src 'none'; script-src 'sha256-[\w+/]{43}='; style-src 'sha256-[\w+/]{43}='; "
        r"img-src data:; base-uri 'none'; form-action 'none'",
        policy[1],
    )


def test_the_script_loads_nothing_and_makes_no_markup() -> None:
    script = page_html("")
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert word not in script
    assert not re.search(r"^import |//cdn|<script src|<link rel=.stylesheet", script, re.MULTILINE)


# ---- in a browser ------------------------------------------------------------------------------


@pytest.fixture
def shown_answer(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    with opened(browser, view(answer(), tmp_path / "net.html")) as seen:
        yield seen


def test_the_page_opens_on_the_answer_and_asks_for_nothing(shown_answer: Opened) -> None:
    page, panel = shown_answer.page, shown_answer.panel()
    assert page.inner_text("#panel h1") == "Who has Go for 12 months and Kafka?"
    for text in ("1 of 2 people is shown", "Ada", "2.25", "Missing: Kafka", "3 years 7 months"):
        assert text in panel
    assert "Built tide tables in Go." in panel and "ada.md:5" in panel
    page.keyboard.press("t")
    page.keyboard.press("Escape")
    shown_answer.click_node("p:ada")
    assert_quiet(shown_answer)


def test_a_click_on_a_node_shows_its_links_with_line_and_quote(shown_answer: Opened) -> None:
    shown_answer.click_node("p:ada")
    panel = shown_answer.panel()
    for text in ("PERSON", "WORKED AT", "Tidal Maps", "ada.md:3", "Go"):
        assert text in panel
    shown_answer.page.click("#panel .links .node:has-text('Go')")
    panel = shown_answer.panel()
    assert "(no name) bo.txt" in panel and "languages.ttl:7" in panel
    shown_answer.page.keyboard.press("Escape")
    assert "Who has Go for 12 months and Kafka?" in shown_answer.panel()


def test_the_legend_hides_a_kind_and_its_links(shown_answer: Opened) -> None:
    page = shown_answer.page
    page.uncheck("label:has-text('Languages') input")
    page.keyboard.press("t")
    assert "Links (1)" in page.inner_text("#tables") and "Nodes (4)" in page.inner_text("#tables")
    page.check("label:has-text('Languages') input")
    assert "Links (4)" in page.inner_text("#tables")
    page.uncheck("label:has-text('from the ontology') input")
    assert "Links (3)" in page.inner_text("#tables")


def test_the_keyboard_alone_finds_a_node_and_reads_the_tables(shown_answer: Opened) -> None:
    page = shown_answer.page
    page.keyboard.press("/")
    page.keyboard.type("tídal")
    page.wait_for_selector("#search [aria-selected=true]")
    assert page.inner_text("#search [aria-selected=true]").startswith("Tidal Maps")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel h1:has-text('Tidal Maps')")
    assert "EMPLOYER" in shown_answer.panel()
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("t")
    tables = page.inner_text("#tables")
    assert "Nodes (5)" in tables and "Links (4)" in tables and "ada.md:3" in tables
    assert page.get_attribute("#table", "aria-pressed") == "true"
    page.keyboard.press("t")
    assert page.is_hidden("#tables") and page.is_visible("#drawing")


def test_the_drawing_stands_still_where_python_put_it(shown_answer: Opened) -> None:
    places = shown_answer.page.evaluate("[...commonground.app.places()]")
    drawn = {id: (place["x"], place["y"]) for id, place in places}
    scene = scene_json(scene_of_answer(answer()))
    assert drawn == {node["id"]: (node["x"], node["y"]) for node in scene["nodes"]}


def test_an_empty_answer_shows_why(browser: Browser, tmp_path: Path) -> None:
    weaker = {"without": ["Kafka"], "count": 1, "rows": list(answer().rows)}
    notes = ("Nobody has both; without Kafka: 1",)
    empty = answer(rows=(), nodes=(), edges=(), notes=notes, extras={"relaxed": [weaker]})
    with opened(browser, view(empty, tmp_path / "net.html")) as seen:
        assert notes[0] in seen.panel()
        assert "Nothing fits." in seen.panel() and "WITHOUT KAFKA\n" in seen.panel()
        assert "Built tide tables in Go." in seen.panel()
        assert_quiet(seen)


@pytest.mark.parametrize("width, scheme", [(360, "light"), (1366, "dark")])
def test_it_fits_a_phone_and_a_dark_screen(
    browser: Browser, tmp_path: Path, width: int, scheme: str
) -> None:
    path = view(answer(), tmp_path / "net.html")
    size = {"width": width, "height": 800}
    with opened(browser, path, viewport=size, color_scheme=scheme) as seen:
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
        assert seen.page.locator("#drawing").bounding_box() is not None
        ink = seen.page.evaluate("getComputedStyle(document.body).color")
        light = sum(map(int, re.findall(r"\d+", ink))) > 3 * 128
        assert light == (scheme == "dark")
        assert_quiet(seen)


def test_a_large_graph_is_written_and_drawn(browser: Browser, tmp_path: Path) -> None:
    path = view(crowd(1300, 200, 5000), tmp_path / "net.html", limit=1500)
    with opened(browser, path) as seen:
        assert "1,500 nodes, 5,000 links" in seen.panel()
        seen.page.evaluate("commonground.app.openNode('skill:7')")
        assert "Skill 7" in seen.panel()
        assert_quiet(seen)


# ---- hostile text ------------------------------------------------------------------------------


def hostile(address: str) -> Answer[Row]:
    texts = attacks(address)
    nodes = [
        Node(text, "Person" if i % 2 else "Technology", text, {"label": text, text: text})
        for i, text in enumerate(texts)
    ]
    edges = [
        Edge(text + "!", "HAS_SKILL", text, texts[0], {text: text}, (f"{text}:0:5",))
        for text in texts
    ]
    lines = {f"{text}:0:5": Evidence(text, 1, 0, 5, text) for text in texts}
    rows = [
        Row(
            id=text,
            kind=text,
            name=text,
            sources=(text,),
            score=0.000_001,
            terms=(Term(text, 0.000_001, text, {text: text}),),
            evidence=(Evidence(text, 1, 0, 5, text),),
        )
        for text in texts
    ]
    return Answer(
        {"question": texts[1], "terms": texts}, tuple(rows), tuple(texts), tuple(nodes),
        tuple(edges), {}, lines,
    )  # fmt: skip


def read_everything(seen: Opened) -> None:
    """Open each node's panel, the tables and the search, as an unlucky reader would."""
    for kind in ("node", "edge"):
        seen.page.evaluate(f"""async () => {{
          const {{ app, data }} = commonground;
          for (const one of data.scene.{kind}s) await app.select({{ {kind}: one.id }});
        }}""")
    seen.page.evaluate("commonground.app.stage.toSVG()")
    seen.page.keyboard.press("t")
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("<")
    seen.page.wait_for_timeout(150)


def test_no_text_of_a_resume_runs_or_sends(browser: Browser, tmp_path: Path) -> None:
    with listener() as (address, calls):
        path = view(hostile(address), tmp_path / "net.html")
        with opened(browser, path) as seen:
            read_everything(seen)
            assert seen.page.evaluate("window.attacked") is None
            assert_quiet(seen)
            assert seen.page.locator("#panel img, #panel svg[onload], a[href^=java]").count() == 0
            # The text is there to be read, as text.
            seen.page.evaluate("(node) => commonground.app.select({ node })", attacks(address)[0])
            assert attacks(address)[0] in seen.panel()
    assert calls == []


def test_without_the_escape_the_policy_still_stops_it(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_module, "escaped", lambda text: text)
    with listener() as (address, calls):
        # Each alone, so that each is parsed; a refresh runs nothing, and no policy can name it.
        for attack in [text for text in attacks(address)[:7] if "refresh" not in text]:
            path = view(answer(), tmp_path / "net.html", title=f"</script>{attack}")
            with opened(browser, path) as seen:
                seen.page.wait_for_timeout(100)
                assert seen.broken_rules() or attack.startswith(("<!--", "<a")), attack
                assert seen.page.evaluate("window.attacked") is None
                assert "dialog" not in seen.complaints
    assert calls == []


@pytest.mark.parametrize(
    "markup, rule",
    [
        ("<script>{run}</script>", "script-src-elem inline"),
        ('<img src="data:," onerror="{run}">', "script-src-attr inline"),
        ("<script src={address}/x.js></script>", "script-src-elem {address}/x.js"),
        ("<img src={address}/pixel.png>", "img-src {address}/pixel.png"),
        ("<style>body{{background:url({address})}}</style>", "style-src-elem inline"),
        ("<iframe src={address}/frame></iframe>", "frame-src {address}"),
        ("<p style='color:red'>", "style-src-attr inline"),
    ],
)
def test_markup_that_gets_into_the_page_is_dead(
    browser: Browser, tmp_path: Path, markup: str, rule: str
) -> None:
    with listener() as (address, calls):
        run = f"window.attacked=1;fetch('{address}/ran')"
        path = view(answer(), tmp_path / "net.html")
        extra = markup.format(run=run, address=address)
        path.write_text(path.read_text().replace("<main>", f"{extra}<main>"))
        with opened(browser, path) as seen:
            seen.page.wait_for_timeout(100)
            assert rule.format(address=address) in seen.broken_rules()
            assert seen.page.evaluate("window.attacked") is None
    assert calls == []
