"""Paths between two nodes: exact, explained, and different."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonground.errors import AmbiguousName, UsageError
from commonground.graph.model import EDGE_TYPES
from commonground.graph.networkx.reader import NetworkXReader
from commonground.ontology.kinds import ONTOLOGY_TYPES
from commonground.queries.example import Someone, Study
from commonground.queries.measures.weights import passing, step
from commonground.queries.path import bidirectional, contracted
from commonground.queries.path.distances import Distances
from commonground.queries.path.path import EdgeStep, NodeStep, PathRow, path
from commonground.queries.path.rests import MOST
from commonground.queries.path.search import WeightedPath, cheapest_paths
from commonground.queries.relation_words import RELATION_WORDS

from .support.population import crowd, job, someone, town
from .test_queries import towns


class Toy:
    """A small graph given by its edges and node_costs."""

    def __init__(
        self,
        edges: Mapping[tuple[str, str], int],
        node_costs: Mapping[str, int],
        ends: frozenset[str] = frozenset(),
    ) -> None:
        self.ends = ends
        self.edges: dict[tuple[str, str], int] = {}
        self.node_costs = node_costs
        self.asked = 0
        self._around: dict[str, dict[str, int]] = {id: {} for id in node_costs}
        self.add(edges)

    def add(self, edges: Mapping[tuple[str, str], int]) -> None:
        for (a, b), cost in edges.items():
            self.edges[a, b] = self._around[a][b] = self._around[b][a] = cost

    def around(self, id: str) -> Mapping[str, int]:
        self.asked += 1
        return self._around[id]

    def node_cost(self, id: str) -> int:
        return self.node_costs[id]

    def tied(self, a: str, b: str) -> bool:
        return self._around[a].get(b) == 0

    def leads_on(self, a: str, b: str, c: str) -> bool:
        return b not in self.ends

    def is_direct(self, nodes: tuple[str, ...]) -> bool:
        chords = [
            (a, b)
            for at, a in enumerate(nodes)
            for b in nodes[at + 2 :]
            if self.tied(a, b) and (a, b) != (nodes[0], nodes[-1])
        ]
        facts = "".join(" t"[self.tied(a, b)] for a, b in zip(nodes, nodes[1:], strict=False))
        turns = zip(nodes[1:], facts, facts[1:], strict=False)
        idle = [b for b, one, two in turns if (one, two) == (" ", " ") and b in self.ends]
        return not chords and not idle and " " * (MOST + 1) not in facts

    def all_paths(self, nodes: tuple[str, ...], goal: str, cost: int = 0) -> Iterator[WeightedPath]:
        if nodes[-1] == goal:
            yield WeightedPath(cost, nodes)
            return
        for after, step_cost in self._around[nodes[-1]].items():
            if after not in nodes:
                node_cost = 0 if after == goal else self.node_costs[after]
                yield from self.all_paths((*nodes, after), goal, cost + step_cost + node_cost)


@st.composite
def toys(draw: st.DrawFn) -> Toy:
    ids = "abcdefg"[: draw(st.integers(2, 7))]
    pairs = [(a, b) for a in ids for b in ids if a < b]
    edges = draw(st.dictionaries(st.sampled_from(pairs), st.integers(0, 3)))
    costs = {id: draw(st.integers(1, 4)) for id in ids}
    return Toy(edges, costs, draw(st.frozensets(st.sampled_from(ids), max_size=2)))


@given(toys(), st.integers(1, 8))
def test_the_ways_are_those_of_a_search_through_all(toy: Toy, k: int) -> None:
    simple = [path for path in toy.all_paths(("a",), "b") if toy.is_direct(path.nodes)]
    every = sorted(simple, key=lambda path: (path.cost, path.nodes))
    middles: dict[frozenset[str], WeightedPath] = {}
    for one in every:
        middles.setdefault(one.middle, one)
    back = Distances(toy, "b", "a")
    back.update("b")
    expected = list(middles.values())[:k]
    assert cheapest_paths(toy, "a", back, k) == expected
    if expected:
        assert cheapest_paths(toy, "a", back, k, expected[-1].cost) == expected


@given(toys(), st.data())
def test_distances_stay_right_while_edges_are_added(toy: Toy, data: st.DataObject) -> None:
    edges = data.draw(st.permutations(sorted(toy.edges.items())))
    growing = Toy({}, toy.node_costs)
    reach = Distances(growing, "b", "a")
    while edges:
        new = [edges.pop() for _ in range(min(len(edges), data.draw(st.integers(1, 4))))]
        growing.add(dict(new))
        reach.update({end for pair, _ in new for end in pair})
        whole = Distances(growing, "b", "a")
        whole.update("b")
        assert reach.costs == whole.costs


def test_a_way_out_of_a_maze_is_not_sought_in_it() -> None:
    """Behind the only bridge everybody knows everybody: there are ten paths in, none out again."""
    maze = [f"m{at:02}" for at in range(40)]
    edges = {(a, b): 1 for a in maze for b in maze if a < b}
    toy = Toy(
        {("a", "c"): 0, ("b", "c"): 5, **edges, ("c", "m00"): 0},
        dict.fromkeys(("a", "b", "c", *maze), 1),
    )
    back = Distances(toy, "b", "a")
    back.update("b")
    assert cheapest_paths(toy, "a", back, 3) == [WeightedPath(6, ("a", "c", "b"))]


@pytest.mark.parametrize(("start", "goal"), [("a", "b"), ("b", "a")])
def test_that_no_path_is_left_is_seen_from_the_side_with_less(start: str, goal: str) -> None:
    """One end lies in a maze, the other behind a bridge that all but one path may not go over."""
    maze = [f"m{at:03}" for at in range(300)]
    edges = {(a, b): 1 for a, b in pairwise(maze)} | {(a, b): 0 for a, b in pairwise(maze[::2])}
    toy = Toy(
        {**edges, ("a", "m000"): 0, ("a", "m150"): 0, ("m150", "c"): 0, ("c", "b"): 0},
        dict.fromkeys(("a", "b", "c", *maze), 1),
    )
    back = Distances(toy, goal, start)
    back.update([goal])
    toy.asked = 0
    (found,) = cheapest_paths(toy, start, back, 2)
    assert found.nodes in {("a", "m150", "c", "b"), ("b", "c", "m150", "a")}
    assert toy.asked < 100


@settings(max_examples=60, deadline=None)
@given(people=towns(), k=st.integers(1, 6), most=st.integers(0, 3), data=st.data())
def test_looking_at_a_part_finds_what_the_whole_graph_holds(
    people: list[Someone], k: int, most: int, data: st.DataObject
) -> None:
    reader = town(*people)
    known = {id for tie in reader.ties() for id in (tie.person, tie.node)}
    start, goal = data.draw(st.permutations(sorted(known | {*reader.ontology.concepts})))[:2]
    back = Distances(whole := _whole(reader, start, goal), goal, start)
    back.update([goal])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(contracted, "HUB_DEGREE", most)
        patch.setattr(bidirectional, "_ROUND", 1)
        paths = bidirectional.paths_by_rounds(
            contracted.Contracted(reader, (start, goal)), start, goal, k
        )
    assert paths == cheapest_paths(whole, start, back, k)


def _whole(reader: NetworkXReader, start: str, goal: str) -> contracted.Contracted:
    graph = contracted.Contracted(reader, (start, goal))
    todo = {start, goal}
    while todo:
        near = {other for id in graph.look(todo) for other in graph.around(id)}
        todo = {id for id in near if not graph.looked_at(id)}
    return graph


@pytest.fixture(scope="module")
def bridges() -> NetworkXReader:
    college = Study("Kiln College", None, None, "2010", "2013")
    return town(
        someone(
            "Ida",
            job("Ovens", "2020-01", "2021-12", "rope-bridge", "clay-lang"),
            lists=["web-calls"],
            studies=[college],
        ),
        someone(
            "Jo",
            job("Tiles", "2019-01", "2022-12", "stone-bridge", "clay-lang"),
            lists=["web-calls"],
        ),
        someone("Kit", job("Ovens", "2021-06", "2022-06", "loam-lang"), studies=[college]),
        *crowd(3, "web-calls", "clay-lang"),
    )


def middles(rows: Iterator[PathRow]) -> list[list[str]]:
    return [
        [one.name or "" for one in row.steps[2:-2] if isinstance(one, NodeStep)] for row in rows
    ]


def test_the_rarest_connection_comes_before_the_hub(bridges: NetworkXReader) -> None:
    found = middles(iter(path(bridges, "Ida", "Jo", k=3)))
    assert found == [["rope bridge", "bridge work", "stone bridge"], ["Clay"], ["web calls"]]


def test_the_cost_is_the_sum_of_what_lies_between(bridges: NetworkXReader) -> None:
    best = path(bridges, "Ida", "Jo", k=1)[0]
    expected = 2 * passing(1, 0.002) + passing(0, 0.01) + 2 * step(0.8)
    assert best.micro == expected == sum(term.micro for term in best.terms)
    assert [term.id for term in best.terms if term.id] == [
        "skill:rope-bridge",
        "skill:bridge-work",
        "skill:stone-bridge",
    ]


def test_a_way_costs_the_same_from_both_ends(bridges: NetworkXReader) -> None:
    there = path(bridges, "Ida", "Jo", k=5)
    back = path(bridges, "Jo", "Ida", k=5)
    assert [row.micro for row in there] == [row.micro for row in back]


def test_a_person_on_the_way_costs_one_bit(bridges: NetworkXReader) -> None:
    best = path(bridges, "Loam", "Kiln College", k=1)[0]
    assert (
        best.sentence == "Kit worked with Loam (kit.md:3); Kit studied at Kiln College (kit.md:4)."
    )
    assert best.score == 1.0


def test_steps_are_nodes_and_edges_in_turn_with_their_lines(bridges: NetworkXReader) -> None:
    steps = path(bridges, "Ida", "Jo", k=1)[0].steps
    kinds = [type(one) for one in steps]
    assert kinds == [NodeStep, EdgeStep] * 4 + [NodeStep]
    first, second = steps[1], steps[3]
    assert isinstance(first, EdgeStep) and isinstance(second, EdgeStep)
    assert (first.type, first.evidence[0].quote) == ("HAS_SKILL", "- rope bridge")
    assert (second.type, second.evidence[0].source) == ("BROADER", "invented.ttl")


def test_the_sentence_says_who_did_what_where(bridges: NetworkXReader) -> None:
    best, clay, calls = path(bridges, "Ida", "Jo", k=3)
    assert clay.sentence == "Ida and Jo both worked with Clay (ida.md:4, jo.md:4)."
    assert calls.sentence == "Ida and Jo both know web calls (ida.md:6, jo.md:5)."
    assert best.sentence == (
        "Ida worked with rope bridge (ida.md:3), which is a kind of bridge work (invented.ttl:44), "
        "which includes stone bridge (invented.ttl:45); Jo worked with stone bridge (jo.md:3)."
    )


def test_colleagues_are_told_when_they_were_together(bridges: NetworkXReader) -> None:
    sentences = [row.sentence for row in path(bridges, "Ida", "Kit")]
    assert (
        "Ida and Kit both worked at Ovens, together from 2021-06 to 2021-12 (ida.md:2, kit.md:2)."
        in sentences
    )
    assert "Ida and Kit both studied at Kiln College (ida.md:5, kit.md:4)." in sentences


def test_a_person_without_a_name_goes_by_the_document() -> None:
    reader = town(
        someone(None, lists=["clay-lang"], document="x.txt"), someone("Jo", lists=["clay-lang"])
    )
    row = path(reader, "x.txt", "Jo")[0]
    assert row.sentence == "(no name) x.txt and Jo both know Clay (x.txt:2, jo.md:2)."
    assert row.to_json()["steps"][0]["name"] is None


def test_no_way_leads_over_a_category_but_one_may_end_there() -> None:
    reader = town(someone("Ida", lists=["brew-queue"]), someone("Jo", lists=["tea-queue"]))
    paths = path(reader, "Ida", "Jo", k=10)
    assert middles(iter(paths)) == [["BrewMQ", "TeaMQ"]]
    end = path(reader, "Ida", "message queue broker", k=1)[0]
    assert end.sentence == (
        "Ida knows BrewMQ (ida.md:2), which is a kind of message queue broker (invented.ttl:37)."
    )


def test_neighbours_have_a_way_without_a_middle(bridges: NetworkXReader) -> None:
    best = path(bridges, "Ida", "Ovens")[0]
    assert (best.micro, best.terms) == (0, ())
    assert best.sentence == "Ida worked at Ovens (ida.md:2)."
    two = path(bridges, "rope bridge", "bridge work", k=1)[0]
    assert two.micro == step(0.8)
    assert two.sentence == "rope bridge is a kind of bridge work (invented.ttl:44)."


def test_degrees_and_fields_are_ends_only() -> None:
    study = Study("Kiln College", "degree:bachelor", "field:pottery", "2010", "2013")
    reader = town(
        someone("Ida", studies=[study]),
        someone("Jo", studies=[Study("Loam College", "degree:bachelor", None, "2010", "2013")]),
    )
    assert not path(reader, "Ida", "Jo")
    assert path(reader, "Ida", "Jo").notes == ("no path leads from Ida to Jo",)
    assert path(reader, "Ida", "Pottery")[0].sentence == "Ida studied Pottery (ida.md:4)."


def test_the_picture_holds_every_edge_of_every_way(bridges: NetworkXReader) -> None:
    answer = path(bridges, "Ida", "Kit")
    assert {"STUDIED", "FROM", "WORKED_AT"} <= {edge.type for edge in answer.edges}
    shown = {node.id for node in answer.nodes}
    assert {end for edge in answer.edges for end in (edge.source, edge.target)} <= shown


def test_ends_must_be_two_nodes_of_the_graph(bridges: NetworkXReader) -> None:
    with pytest.raises(UsageError, match="both ends"):
        path(bridges, "Ida", "ida.md")
    with pytest.raises(UsageError, match="whole number above zero"):
        path(bridges, "Ida", "Jo", k=0)
    role = bridges.stints(people=bridges.everyone())[0].role
    with pytest.raises(UsageError, match="no path ends at a Role"):
        path(bridges, "Ida", role)


def test_a_person_who_is_called_like_a_concept_is_asked_about() -> None:
    reader = town(someone("Clay"), someone("Jo"))
    with pytest.raises(AmbiguousName) as caught:
        path(reader, "Clay", "Jo")
    assert "skill:clay-lang" in str(caught.value)


def test_every_type_of_edge_has_its_words() -> None:
    assert RELATION_WORDS.keys() == EDGE_TYPES
    for type, words in RELATION_WORDS.items():
        assert all(words.label) and all(words.verb) == (type in ONTOLOGY_TYPES), type


def test_whom_a_fact_joins_to_a_node_of_a_path_stands_beside_it() -> None:
    """Ida has both bridges: that stone and rope bridges are akin is no way from her to stone."""
    reader = town(
        someone("Ida", lists=["rope-bridge", "clay-lang"]),
        someone("Jo", lists=["rope-bridge", "stone-bridge"]),
        someone("Kit", lists=["stone-bridge", "clay-lang"]),
    )
    found = middles(iter(path(reader, "Ida", "Kit", k=9)))
    assert found == [
        ["Clay"],
        ["rope bridge", "Jo", "stone bridge"],
        ["rope bridge", "bridge work", "stone bridge"],
    ]
    assert middles(iter(path(reader, "Jo", "Clay", k=9))) == [
        ["rope bridge", "Ida"],
        ["stone bridge", "Kit"],
    ]


def test_whoever_only_lists_a_thing_is_not_said_to_have_worked_with_it() -> None:
    reader = town(
        someone("Ida", job("Ovens", "2020-01", "2021-12", "clay-lang")),
        someone("Jo", lists=["clay-lang"]),
    )
    assert path(reader, "Ida", "Jo")[0].sentence == (
        "Ida worked with Clay, which Jo knows (ida.md:3, jo.md:2)."
    )


def test_a_note_says_how_near_a_person_is_to_a_concept() -> None:
    reader = town(
        someone("Ida", job("Ovens", "2020-01", "2020-12", "clay-lang"), lists=["rope-bridge"]),
        someone("Jo", lists=["stone-bridge", "loam-lang"]),
    )
    assert path(reader, "Ida", "Clay").notes == ("Ida has Clay: 12 months, last 2020-12",)
    assert path(reader, "Ida", "rope bridge").notes == ("Ida has rope bridge: no date",)
    below, near, nothing = (
        path(reader, who, to).notes[-1]
        for who, to in (("Ida", "bridge work"), ("Jo", "Clay"), ("Jo", "rope bridge"))
    )
    assert below == (
        "no line of Ida names bridge work, but what answers for it: rope bridge (no date)"
    )
    assert near.startswith("no line of Jo names Clay; the nearest of theirs: Loam (0.")
    # Two things of one domain are not near for that.
    assert nothing == "no line of Jo names rope bridge, nor anything near it"


def test_a_note_says_how_near_a_person_is_to_an_employer() -> None:
    reader = town(
        someone("Ida", job("Ovens", "2020-01", "2020-12")),
        someone("Jo", job("Ovens", "2020-06", "2021-12"), job("Tiles", "2022-01", "2023-12")),
        someone("Kit", job("Tiles", "2022-01", "2022-06")),
    )
    assert path(reader, "Ida", "Ovens").notes == ("Ida has Ovens: 12 months, last 2020-12",)
    assert path(reader, "Ida", "Tiles").notes == (
        "Ida has not worked at Tiles; of 2 people who did, Jo may have met Ida",
    )
    assert path(reader, "Kit", "Ovens").notes == (
        "Kit has not worked at Ovens; of 2 people who did, Jo may have met Kit",
    )
