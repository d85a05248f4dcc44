"""Parquet tables say what the graph says, with types, and nothing that they were not told to."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest

from commonground.errors import MissingExtra
from commonground.graph.export import parquet
from commonground.graph.model import split_reference
from commonground.graph.opening import open_graph
from commonground.graph.sqlite.store import EmbeddedGraph


@pytest.fixture(scope="module")
def graph(demo_graph: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedGraph]:
    path = tmp_path_factory.mktemp("parquet") / "people.db"
    shutil.copy(demo_graph, path)
    with open_graph(path) as graph:
        yield graph


def _tables(paths: list[Path]) -> dict[str, Any]:
    return {path.name.split(".")[1]: pyarrow.parquet.read_table(path) for path in paths}


@pytest.fixture(scope="module")
def told(graph: EmbeddedGraph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Return the tables, in groups of few rows, as lists of rows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parquet, "GROUP", 7)
        paths = graph.export(tmp_path_factory.mktemp("out") / "x.parquet", contact=True)
    assert [path.name for path in paths] == [f"x.{name}.parquet" for name in parquet.COLUMNS]
    assert pyarrow.parquet.ParquetFile(paths[1]).num_row_groups > 5
    return {name: table.to_pylist() for name, table in _tables(paths).items()}


def test_every_row_is_one_of_the_graph(graph: EmbeddedGraph, told: dict[str, Any]) -> None:
    nodes, edges = graph.projection.nodes, graph.projection.edges
    for table, kind in (("people", "Person"), ("roles", "Role"), ("studies", "Education")):
        rows = {row["id"]: row for row in told[table]}
        assert rows.keys() == {id for id, node in nodes.items() if node.kind == kind}
        assert len(rows) == len(told[table]) > 15
        for id, row in rows.items():
            assert row.get("title", row.get("name")) == nodes[id].name or table == "studies"
            for name, value in nodes[id].properties.items():
                if name in parquet.COLUMNS[table]:
                    assert row[name] == value, (id, name)
    rows = {row["id"]: row for row in told["skills"]}
    assert rows.keys() == {id for id, edge in edges.items() if edge.type == "HAS_SKILL"}
    for id, row in rows.items():
        assert (row["person"], row["skill"]) == (edges[id].source, edges[id].target)
        known = {name: value for name, value in row.items() if name in edges[id].properties}
        assert known == dict(edges[id].properties)
        concept = graph.ontology.concepts[row["skill"]]
        assert (row["name"], row["kind"]) == (concept.name, concept.kind)


def test_what_rows_lead_to_is_what_edges_lead_to(
    graph: EmbeddedGraph, told: dict[str, Any]
) -> None:
    edges = graph.projection.edges.values()
    ends = {
        "HELD": {(row["person"], row["id"]) for row in told["roles"]},
        "AT": {(row["id"], row["employer"]) for row in told["roles"] if row["employer"]},
        "STUDIED": {(row["person"], row["id"]) for row in told["studies"]},
        "FROM": {(row["id"], row["school"]) for row in told["studies"] if row["school"]},
        "OF": {(row["id"], one) for row in told["studies"] for one in row["degrees"] or ()},
        "IN": {(row["id"], one) for row in told["studies"] for one in row["fields"] or ()},
    }
    for type, found in ends.items():
        assert found == {(edge.source, edge.target) for edge in edges if edge.type == type}
    used = {(row["id"], one) for row in told["roles"] for one in row["used"] or ()}
    of_roles = {(edge.source, edge.target) for edge in edges if edge.type == "USED"}
    assert used == {pair for pair in of_roles if pair[0].startswith("role:")} != set()
    for row in (*told["roles"], *told["studies"]):
        id = row.get("employer") or row.get("school")
        if id:
            assert (row.get("employer_name") or row["school_name"]) == graph.node(id).name
    jun = next(row for row in told["roles"] if row["start"] == "2024-07" and row["current"])
    assert jun["from_month"] == 2024 * 12 + 6 and jun["months"] == jun["months_max"] == 18


def test_every_line_of_evidence_stands_in_its_document(
    graph: EmbeddedGraph, told: dict[str, Any]
) -> None:
    rows = told["evidence"]
    ids = {table: {row["id"] for row in told[table]} for table in parquet.COLUMNS}
    for row in rows:
        document = graph.document(row["document"])
        assert document.text[row["start"] : row["end"]] == row["quote"] != ""
        assert document.line(row["start"]) == row["line"]
        assert row["id"] in ids[row["table"]]
    for edge in graph.projection.edges.values():
        if edge.type == "HAS_SKILL":
            places = {split_reference(one)[:3] for one in edge.evidence}
            own = [row for row in rows if row["id"] == edge.id]
            assert {(row["document"], row["start"], row["end"]) for row in own} == places
            assert {row["person"] for row in own} == {edge.source}


def test_columns_are_typed(told: dict[str, Any], graph: EmbeddedGraph, tmp_path: Path) -> None:
    tables = _tables(graph.export(tmp_path / "t.parquet"))
    assert tables["roles"].schema.field("from_month").type == pyarrow.int32()
    assert tables["skills"].schema.field("from_months").type == pyarrow.list_(pyarrow.int32())
    assert tables["people"].schema.field("names").type == pyarrow.list_(pyarrow.string())
    assert tables["roles"].schema.field("current").type == pyarrow.bool_()
    assert tables["studies"].schema.field("start").type == pyarrow.string()
    # An empty graph has the same columns.
    with open_graph(tmp_path / "empty.db", create=True) as empty:
        for name, table in _tables(empty.export(tmp_path / "e.parquet")).items():
            assert table.num_rows == 0 and table.schema == tables[name].schema


def test_contacts_are_in_no_table_unless_asked_for(
    graph: EmbeddedGraph, told: dict[str, Any], tmp_path: Path
) -> None:
    people = told["people"]
    reached = [one for row in people for one in (row["emails"] or []) + (row["phones"] or [])]
    assert len(reached) > 15
    tables = _tables(graph.export(tmp_path / "t.parquet"))
    assert not {"emails", "phones"} & set(tables["people"].column_names)
    text = str({name: table.to_pylist() for name, table in tables.items()})
    assert [one for one in reached if one in text] == []
    assert "Ada Thornquist" in text


def test_without_pyarrow_it_is_said_what_to_install(
    graph: EmbeddedGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pyarrow", "pyarrow.parquet"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(MissingExtra, match=r"commonground-graph\[parquet\]"):
        graph.export(tmp_path / "t.parquet")
    assert list(tmp_path.iterdir()) == []
