"""What is asked together is answered as of one moment, whatever others write meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from commonground.errors import BackendUnreachable, UsageError
from commonground.graph.identity.forgetting import forget
from commonground.graph.put import DocumentEntry
from commonground.ontology.ontology import Ontology
from commonground.queries.find.find import find
from commonground.queries.similar.similar import similar

from ..support.backends import Backend, Graph
from ..support.resumes import Said

PEOPLE = ("a.md", "b.md", "c.md")


def _entry(key: str, before: str = "") -> DocumentEntry:
    """Return a document whose lines lie further down the longer what stands before them is."""
    name = f"{key[0].upper()} Rask"
    said = Said(f"{before}{name}\nKestrel 2019 2022 go-lang apache-kafka\n")
    said.at("/basics/name", name).at("/work/0/name", "Kestrel")
    said.at("/work/0/startDate", "2019").at("/work/0/endDate", "2022")
    said.at("/work/0/keywords/0", "go-lang", "skill:go-lang")
    said.at("/work/0/keywords/1", "apache-kafka", "skill:apache-kafka")
    keywords = ["go-lang", "apache-kafka"]
    work = {"name": "Kestrel", "startDate": "2019", "endDate": "2022", "keywords": keywords}
    return said.entry(key, basics={"name": name}, work=[work])


@contextmanager
def _another(backend: Backend, ontology: Ontology) -> Iterator[Graph]:
    """Open the graph once more, as another process would."""
    with backend.again(ontology) as graph:
        yield graph


def _once(work: Callable[[], object]) -> Callable[[], None]:
    """Return a function that does something the first time it is called."""
    left = [work]
    return lambda: None if not left else (left.pop()(), None)[1]


def test_a_question_and_its_lines_are_of_one_moment(
    graph: Graph, backend: Backend, small: Ontology
) -> None:
    graph.put(*map(_entry, PEOPLE))
    with _another(backend, small) as other:
        replaced = _once(lambda: other.put(*(_entry(key, "nothing of it\n" * 9) for key in PEOPLE)))

        def work() -> list[Any]:
            edges = find(graph, "Go", "Kafka").edges
            replaced()
            cited = graph.reader.cite(ref for edge in edges for ref in edge.evidence)
            return [one.quote for one in cited.values()]

        quotes = graph.snapshot(work)
    assert sorted(quotes) == sorted(["go-lang", "apache-kafka"] * len(PEOPLE))


def test_who_is_forgotten_meanwhile_is_there_whole_or_not_at_all(
    graph: Graph, backend: Backend, small: Ontology
) -> None:
    graph.put(*map(_entry, PEOPLE))
    with _another(backend, small) as other:
        # without taking the old pages out of the file, for which it would wait for this reader
        person = other.person("a.md").id
        forgotten = _once(lambda: other.writing(lambda ledger: forget(ledger, person)))

        def work() -> list[str]:
            rows = find(graph, "Go").rows
            forgotten()
            return [graph.document(source).key for row in rows for source in row.sources]

        assert sorted(graph.snapshot(work)) in ([*PEOPLE], [*PEOPLE[1:]])
    assert [row.sources for row in find(graph, "Go")] == [("b.md",), ("c.md",)]


def test_several_questions_of_one_moment_speak_of_the_same_people(
    graph: Graph, backend: Backend, small: Ontology
) -> None:
    graph.put(*map(_entry, PEOPLE[:2]))
    with _another(backend, small) as other:
        added = _once(lambda: other.put(_entry("c.md")))

        def work() -> tuple[int, int, int]:
            found = len(find(graph, "Go"))
            added()
            return found, len(similar(graph, "a.md")) + 1, graph.info().people

        assert graph.snapshot(work) in ((2, 2, 2), (3, 3, 3))
    assert len(find(graph, "Go")) == 3


def test_a_graph_that_is_written_without_a_pause_is_told_of(
    graph: Graph, backend: Backend, small: Ontology
) -> None:
    graph.put(_entry("a.md"))
    with _another(backend, small) as other:

        def work() -> int:
            other.put(_entry("b.md", "x" * len(asked)))
            asked.append(len(find(graph, "Go")))
            return asked[-1]

        asked: list[int] = []
        if backend.name == "embedded":  # a file's transaction sees what was there when it began
            assert graph.snapshot(work) == 1
        else:
            with pytest.raises(BackendUnreachable, match="without a pause"):
                graph.snapshot(work)


def test_a_reader_that_is_held_cites_nothing_of_a_later_text(
    graph: Graph, backend: Backend, small: Ontology
) -> None:
    if backend.name != "embedded":
        pytest.skip("a server's reader keeps what it has read")
    graph.put(_entry("a.md"))
    reader = graph.reader
    references = [ref for edge in find(graph, "Go").edges for ref in edge.evidence]
    with _another(backend, small) as other:
        other.put(_entry("a.md", "nothing of it\n"))
    with pytest.raises(UsageError, match="changed since this reader"):
        reader.cite(references)
    assert {
        one.quote
        for one in graph.reader.cite(
            ref for edge in find(graph, "Go").edges for ref in edge.evidence
        ).values()
    } == {"go-lang"}
