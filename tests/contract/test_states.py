"""Whatever is done in whatever order, a store holds what its documents and decisions say.

After each step the graph is compared with one that was made anew: the documents of the moment put
into an empty embedded graph together, and the decisions and corrections that stand, one after the
other.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from commonground.errors import NotFound, UsageError
from commonground.graph.model import Correction
from commonground.graph.opening import open_graph
from commonground.graph.put import DocumentEntry
from commonground.ontology.ontology import Ontology

from ..support.asking import facts
from ..support.backends import Backend, Graph
from ..support.resumes import Said, exported

KEYS = ("a.md", "b.md", "c.md", "d.md", "in/e.md")
SETTINGS = {"embedded": (20, 20), "neo4j": (6, 12)}  # runs, steps

Stated = tuple[str, str, str]


def _entry(key: str, email: str, employer: str, year: int, skill: str) -> DocumentEntry:
    """Return a small document; few values, so that they meet in all combinations."""
    said = Said(f"{email}\n{employer} {year} 2022 {skill}\n")
    said.at("/basics/email", email).at("/work/0/name", employer)
    said.at("/work/0/startDate", str(year)).at("/work/0/endDate", "2022")
    said.at("/work/0/keywords/0", skill, f"skill:{skill}")
    work = {"name": employer, "startDate": str(year), "endDate": "2022", "keywords": [skill]}
    name = f"{key[0].upper()} Rask"
    return said.entry(key, basics={"name": name, "email": email}, work=[work])


def _entries(keys: st.SearchStrategy[str]) -> st.SearchStrategy[DocumentEntry]:
    return st.builds(
        _entry,
        key=keys,
        email=st.sampled_from(["x@x.example", "y@x.example", "z@x.example"]),
        employer=st.sampled_from(["Kestrel", "Kestrel (formerly Owl)", "Owl Ltd", "Wren"]),
        year=st.sampled_from([2015, 2019]),
        skill=st.sampled_from(["go-lang", "redis-db"]),
    )


keys = st.sampled_from(KEYS)
entries = _entries(keys)
changes = st.sampled_from(
    [
        ("/basics/email", "x@x.example"),
        ("/basics/email", None),
        ("/basics/name", "Eve Rask"),
        ("/work/0/name", "Owl"),
        ("/work/0/endDate", "2023"),
        ("/work/0/endDate", "present"),
        ("/work/0/keywords", "Redis"),
        ("/work/0/keywords/0", "Rust"),
        ("/work/0/keywords/0", None),
        ("/work/0", None),
        ("/skills", "Go"),
    ]
)


class Life(RuleBasedStateMachine):
    """A graph's life, with a list of what it should hold."""

    backend: Backend
    ontology: Ontology

    def __init__(self) -> None:
        super().__init__()
        self.graph: Graph = None
        self.held: dict[str, DocumentEntry] = {}
        self.gone: dict[str, DocumentEntry] = {}
        self.decided: dict[int, Stated] = {}
        self.corrected: dict[int, tuple[str, Correction]] = {}

    @initialize()
    def open(self) -> None:
        self.graph = self.backend.empty(self.ontology)

    @rule(batch=st.lists(entries, min_size=1, max_size=3, unique_by=lambda one: one.document.key))
    def load(self, batch: list[DocumentEntry]) -> None:
        """New documents and replaced ones, in one transaction."""
        self.graph.put(*batch)
        self.held |= {one.document.key: one for one in batch}

    @precondition(lambda self: self.corrected)
    @rule(data=st.data())
    def load_what_was_corrected(self, data: Any) -> None:
        """Another version of a file, of which another thing or the same is said."""
        known = sorted({key for key, _ in self.corrected.values()})
        self.load([data.draw(_entries(st.sampled_from(known)))])

    @rule(key=keys)
    def load_again(self, key: str) -> None:
        if key in self.held:
            self.graph.put(self.held[key])
        elif key in self.gone:
            self.held[key] = self.gone.pop(key)
            self.graph.put(self.held[key])

    @rule(key=keys)
    def forget(self, key: str) -> None:
        if key not in self.held:
            with pytest.raises(NotFound):
                self.graph.forget(key)
            return
        for other in self.graph.forget(key):
            self.gone[other] = self.held.pop(other)
            self.decided = {
                number: one for number, one in self.decided.items() if other not in one[1:]
            }
            self.corrected = {
                number: one for number, one in self.corrected.items() if other != one[0]
            }

    @rule(verdict=st.sampled_from(["same", "different"]), a=keys, b=keys)
    def decide(self, verdict: str, a: str, b: str) -> None:
        with self._anew() as anew:
            allowed = _decide(anew, verdict, a, b)
        number = _decide(self.graph, verdict, a, b)
        assert (number is None) == (allowed is None)
        if number is not None:
            self.decided[number] = verdict, a, b

    @precondition(lambda self: self.held)
    @rule(data=st.data(), change=changes)
    def correct(self, data: Any, change: tuple[str, str | None]) -> None:
        key = data.draw(st.sampled_from(sorted(self.held)))
        with self._anew() as anew:
            allowed = _correct(anew, key, change)
        made = _correct(self.graph, key, change)
        assert (made is None) == (allowed is None)
        if made is not None:
            recorded = self.graph.reading(lambda ledger: ledger.corrections())
            self.corrected[made] = key, next(one for one in recorded if one.number == made)

    @precondition(lambda self: self.decided or self.corrected)
    @rule(data=st.data())
    def undo(self, data: Any) -> None:
        number = data.draw(st.sampled_from(sorted([*self.decided, *self.corrected])))
        self.graph.undo(number)
        self.decided.pop(number, None)
        self.corrected.pop(number, None)

    @rule()
    def open_again(self) -> None:
        self.graph.close()
        self.graph = self.backend.again(self.ontology)

    @invariant()
    def holds_what_it_should(self) -> None:
        if self.graph is None:
            return
        assert [one.key for one in self.graph.documents()] == sorted(self.held)
        assert [one.number for one in self.graph.decisions()] == sorted(self.decided)
        assert [one.number for one in self.graph.corrections()] == sorted(self.corrected)
        with self._anew() as anew, tempfile.TemporaryDirectory() as folder:
            assert facts(self.graph) == facts(anew)
            assert self.graph.corrections() == anew.corrections()
            self.backend.check(self.graph)
            assert exported(self.graph, Path(folder)) == exported(anew, Path(folder))

    def teardown(self) -> None:
        if self.graph is not None:
            self.graph.close()

    def _anew(self) -> Graph:
        anew = open_graph(":memory:", ontology=self.ontology, create=True)
        held = [self.held[key] for key in sorted(self.held)]
        anew.put(*held)
        anew.writing(lambda ledger: [ledger.correct(one) for _, one in self.corrected.values()])
        anew.put(*held)
        for number in sorted(self.decided):
            assert _decide(anew, *self.decided[number]) is not None
        return anew


def _decide(graph: Graph, verdict: str, a: str, b: str) -> int | None:
    """Return the number of the decision; None where the store refuses it."""
    try:
        return int(getattr(graph, verdict)(a, b, "because").number)
    except UsageError:
        return None


def _correct(graph: Graph, key: str, change: tuple[str, str | None]) -> int | None:
    """Return the number of the correction; None where the store refuses it."""
    try:
        return int(graph.correct(key, *change, "because").number)
    except UsageError:
        return None


def test_any_life(backend: Backend, small: Ontology) -> None:
    runs, steps = SETTINGS[backend.name]
    kind = type("Life", (Life,), {"backend": backend, "ontology": small})
    run_state_machine_as_test(
        kind,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            deadline=None,
            derandomize=True,
            database=None,
            phases=(Phase.generate, Phase.shrink)
            if backend.name == "embedded"
            else (Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
