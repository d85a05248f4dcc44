"""What whoever reads a document makes of it for the graph is what the graph makes of it itself."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from struct import calcsize
from typing import Any

import pytest

from commonground.benchmarks.population import Population
from commonground.graph.arrays import records
from commonground.graph.loading import load as loading
from commonground.graph.loading.load import load
from commonground.graph.packed.facts import Facts, kind_of
from commonground.graph.sqlite import packing
from commonground.graph.sqlite.schema import PACKED_TABLES
from commonground.graph.sqlite.sheets import alone
from commonground.graph.sqlite.store import EmbeddedGraph

from .support.resumes import AS_OF, cv, write_cvs

EXAMPLES = Path(__file__).parents[1] / "examples/resumes"


class Unaided(EmbeddedGraph):
    """A graph that wants nothing made where documents are read: it makes all of it itself."""

    following = None  # type: ignore[assignment]


@pytest.fixture
def two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[EmbeddedGraph]]:
    """Return a graph and one that makes all itself; what is loaded is one commit, however slow."""
    monkeypatch.setattr(loading, "GROUP_SECONDS", 1e9)
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    with (
        EmbeddedGraph(tmp_path / "a/people.db", create=True) as graph,
        Unaided(tmp_path / "b/people.db", create=True) as other,
    ):
        yield [graph, other]


def test_the_file_is_the_same_whoever_made_it(two: list[EmbeddedGraph], tmp_path: Path) -> None:
    def both(work: Callable[[EmbeddedGraph], object]) -> None:
        for graph in two:
            work(graph)
        assert _packed(two[0]) == _packed(two[1])

    both(partial(_load, EXAMPLES))
    people = list(Population(40).entries())
    both(lambda graph: graph.put(*people))
    both(lambda graph: graph.correct("farid.md", "/basics/name", "Farid E.", "told so"))
    both(lambda graph: graph.undo(graph.corrections()[0].number))
    both(lambda graph: graph.different("lena.txt", "lena-2022.md", "told so"))
    both(lambda graph: graph.undo(graph.decisions()[0].number))
    both(lambda graph: graph.forget("farid.md"))
    changed = write_cvs(
        tmp_path / "changed", **{"ada.md": cv("Olga Brandt", email="o@example.org")}
    )
    both(partial(_load, changed))
    # Where people were turns out to be another firm; who comes later was there too.
    umbra = cv("Nia Okoro", email="n@example.org", employer="Umbra (formerly Kestrel Works)")
    for name, text in (("n", umbra), ("p", cv("Pia Holm", email="p@example.org"))):
        folder = write_cvs(tmp_path / name, **{name: text})
        both(partial(_load, folder))
    pia = two[0].person("p.md").id
    assert "employer:umbra" in {tie.node for tie in two[0].reader.ties(people=[pia])}
    assert two[0].checked(str(two[0].path)).faults == ()


def test_a_load_by_several_processes_hands_over_sheets(
    two: list[EmbeddedGraph], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {f"p{n}": cv(f"Olga Brandt{n}", email=f"o{n}@example.org") for n in range(20)}
    folder = write_cvs(tmp_path / "many", **texts)
    load(folder, into=two[1], as_of=AS_OF)
    # Whoever must read a Resume again to write it would fail here.
    monkeypatch.setattr(packing, "_read", lambda *given: pytest.fail("read again"))
    load(folder, into=two[0], as_of=AS_OF, jobs=2)
    assert _packed(two[0]) == _packed(two[1])


def test_what_is_not_of_the_document_is_not_taken(two: list[EmbeddedGraph]) -> None:
    first, second = list(Population(2).entries())[:2]
    strange = alone(second.resume)
    entry = first.encoded(following=lambda resume: strange)
    two[0].put(entry)
    two[1].put(first)
    assert _packed(two[0]) == _packed(two[1])


def test_ties_of_a_sheet_are_those_that_are_read_of_it() -> None:
    for entry in Population(20).entries():
        sheet = alone(entry.resume).sheet
        facts = Facts.unpacked(sheet.person, sheet.facts)
        owned = facts.nodes.keys() | facts.renamed.keys()
        ties, stints = facts.ties(kind_of), facts.stints
        assert records.uncoded(sheet.person, ties, stints, owned) == sheet.rows


def test_rows_are_as_long_as_arrays_take_them() -> None:
    sizes = [calcsize(one.format) for one in (records._TIE, records._RANGE, records._STINT)]
    assert sizes == [one.itemsize for one in (records.TIE, records.RANGE, records.STINT)]


def _load(folder: Path, graph: EmbeddedGraph) -> None:
    load(folder, into=graph, as_of=AS_OF)


def _packed(graph: EmbeddedGraph) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(graph.path)) as db:
        return {
            table: sorted(db.execute(f"SELECT * FROM {table}").fetchall(), key=repr)
            for table in PACKED_TABLES
        }
