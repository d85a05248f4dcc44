"""``graph.networkx`` of every store is what ``to_networkx()`` gives, read when it is looked at."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import commonground as cg
from commonground.graph.model import FACT_KINDS

from ..support.backends import Graph
from ..support.resumes import AS_OF, cv, write_cvs

RESUMES = Path(__file__).resolve().parents[2] / "examples" / "resumes"
NAMES = ("ada.md", "chidi.md")


@pytest.fixture
def filled(graph: Graph, tmp_path: Path) -> Graph:
    """Return a graph of a few people with roles, studies and projects."""
    for name in NAMES:
        shutil.copy(RESUMES / name, tmp_path)
    cg.load(tmp_path, into=graph, as_of=AS_OF)
    return graph


def test_every_row_is_that_of_the_real_graph(filled: Graph) -> None:
    real: Any = filled.to_networkx()
    view: Any = filled.networkx
    assert {data["kind"] for _, data in real.nodes(data=True)} >= FACT_KINDS
    for id in list(real)[::4]:
        assert dict(view.nodes[id]) == real.nodes[id]
        assert {key: data for *_, key, data in view.out_edges(id, keys=True, data=True)} == {
            key: data for *_, key, data in real.out_edges(id, keys=True, data=True)
        }
        assert {key: data for *_, key, data in view.in_edges(id, keys=True, data=True)} == {
            key: data for *_, key, data in real.in_edges(id, keys=True, data=True)
        }
    assert not view.is_whole
    assert dict(view.nodes(data=True)) == dict(real.nodes(data=True))
    assert {edge[:3]: edge[3] for edge in view.edges(keys=True, data=True)} == {
        edge[:3]: edge[3] for edge in real.edges(keys=True, data=True)
    }
    assert nx.pagerank(view) == pytest.approx(nx.pagerank(real, backend="commonground"))


def test_a_change_ends_it(filled: Graph, tmp_path: Path) -> None:
    view = filled.networkx
    cg.load(write_cvs(tmp_path / "more", di=cv("Di Kern")), into=filled, as_of=AS_OF)
    with pytest.raises(cg.UsageError, match="take .networkx anew"):
        len(view)
    assert len(filled.networkx) == len(filled.to_networkx())
