"""Keys that many have are looked up and not walked by, and nobody can tell the difference."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from commonground.errors import UsageError
from commonground.graph.identity import crowds, grouping, maybes
from commonground.graph.identity.regrouping import touched
from commonground.graph.opening import open_graph
from commonground.graph.put import DocumentEntry
from commonground.graph.sqlite.ledger import SqliteLedger
from commonground.graph.sqlite.store import EmbeddedGraph

from .support.resumes import Said

NAMES = ("", "Ida Falk", "I. Falk", "Ida Berg", "Olof Falk", "Olof Berg", "Una Lind", "Bo")
KEYS = ("team@x.example", "ida@x.example", "olof@x.example", None)
PHONES = ("+46 12 345 678", "+46 98 765 432", None)
FILES = tuple(f"p{number}.md" for number in range(14))


def _entry(key: str, name: str, email: str | None, phone: str | None) -> DocumentEntry:
    basics = {"name": name or None, "email": email, "phone": phone}
    return Said(key).entry(key, basics=basics)


_entries = st.builds(
    _entry,
    st.sampled_from(FILES),
    st.sampled_from(NAMES),
    # Most share one address and one number: they are the crowds.
    st.sampled_from((*KEYS, KEYS[0], KEYS[0])),
    st.sampled_from((*PHONES, PHONES[0], PHONES[0])),
)
_two = st.tuples(st.sampled_from(FILES), st.sampled_from(FILES))
_steps = st.one_of(
    st.tuples(st.just("put"), st.lists(_entries, min_size=1, max_size=9)),
    st.tuples(st.just("put"), st.lists(_entries, min_size=1, max_size=9)),
    st.tuples(st.just("put"), st.lists(_entries, min_size=1, max_size=2)),
    st.tuples(st.sampled_from(["same", "different"]), _two),
    st.tuples(st.just("undo"), st.integers(1, 4)),
    st.tuples(st.just("forget"), st.sampled_from(FILES)),
)


@contextmanager
def _crowded_by(names: int) -> Iterator[None]:
    """Let a key of so many names be looked up; that it joins only one name is so in any case."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(crowds, "MOST_NAMES", names)
        yield


@contextmanager
def _few_are_many() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grouping, "MOST_NAMES", 2)
        patch.setattr(maybes, "MOST_PAIRED", 2)
        patch.setattr(crowds, "_TOLD", 3)
        yield


def _done(graph: EmbeddedGraph, step: tuple[str, Any]) -> object:
    what, about = step
    try:
        if what == "put":
            return graph.put(*about)
        if what == "undo":
            return graph.undo(about).number
        if what == "forget":
            return graph.forget(about)
        return getattr(graph, what)(*about, "a test").number
    except UsageError as refusal:  # what is not there, or decided already: the same for both
        return str(refusal)


def _who(graph: EmbeddedGraph) -> dict[str, str]:
    return {one.key: one.person for one in graph.documents()}


@given(st.lists(_steps, min_size=2, max_size=8))
@settings(max_examples=60, deadline=None)
def test_looking_up_gives_what_walking_gives(steps: list[tuple[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as name, _few_are_many():
        looking, walking = (EmbeddedGraph(Path(name) / f"{n}.db", create=True) for n in "ab")
        with looking, walking:
            for graph in (looking, walking):
                graph.connection.execute("PRAGMA synchronous = OFF")
            for step in steps:
                with _crowded_by(2):
                    done = _done(looking, step)
                with _crowded_by(10**9):
                    assert _done(walking, step) == done
                assert _who(looking) == _who(walking)
                assert looking.maybes() == walking.maybes()
            event(f"{len(set(_who(looking).values()))} people")
        assert looking.checked(str(looking.path)).faults == ()


def test_a_number_of_everybodys_is_not_walked_by(tmp_path: Path) -> None:
    """Whoever comes to a number that all have meets a namesake of theirs, and nobody else."""
    with open_graph(tmp_path / "p.db", create=True) as graph:
        assert isinstance(graph, EmbeddedGraph)
        names = [f"Ada Q{'abcdefghij'[n // 10]}{'abcdefghij'[n % 10]}" for n in range(80)]
        graph.put(
            *(_entry(f"{n}.md", name, f"a{n}@x.example", PHONES[0]) for n, name in enumerate(names))
        )
        graph.put(_entry("new.md", names[7], None, PHONES[0]))
        who = _who(graph)
        assert who["new.md"] == who["7.md"] and len(set(who.values())) == 80
        ledger = SqliteLedger(graph.connection)
        (new,) = ledger.stored("key", ["new.md"])
        found = touched(ledger, [new.mention], crowds.Crowds(ledger, [new.mention]))
        assert len(found) == 2
