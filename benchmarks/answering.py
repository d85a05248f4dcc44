"""What one process does for ``bench_queries.py``, each step alone: its memory is its own."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import combinations, islice
from operator import methodcaller
from pathlib import Path
from typing import Any, Final

import commonground as cg
from commonground.benchmarks.choosing import chosen
from commonground.benchmarks.pages import written
from commonground.benchmarks.populate import write_files
from commonground.benchmarks.population import AS_OF, Bridge, Population, key
from commonground.benchmarks.questions import asked, kinds, milliseconds
from commonground.graph.put import DocumentEntry
from commonground.ontology.model import Concept
from commonground.queries.path.path import NodeStep

COLD: Final = 15
"""How many whole processes are timed at most."""


def ask(address: str, population: Population, count: int) -> dict[str, Any]:
    """Open a graph and ask everything of it; then how often a planted bridge comes first.

    ``first`` is the milliseconds from opening to the first answer, ``rss`` the bytes that the
    process holds when everything was asked, those of mapped files with them.
    """
    with cg.open_graph(address) as graph:
        first = milliseconds(next(kinds(population)["find 4 terms"]), graph)
        times = asked(graph, population, count)
        held = resident()
        bridges = recall(graph, population.bridges)
    return {"first": first, "times": times, "rss": held, "bridges": bridges}


def choose(address: str, population: Population, count: int) -> dict[str, list[float]]:
    """Open a graph and choose of it what answers would tell of; return the times by kind."""
    with cg.open_graph(address) as graph:
        return chosen(graph, population, count)


def recall(graph: Any, bridges: Sequence[Bridge]) -> dict[str, Any]:
    """Return how many pairs of people whom a bridge joins are told of it by the first path."""
    pairs = [(one, pair) for one in bridges for pair in combinations(one.people, 2)]
    missed = []
    for bridge, (a, b) in pairs:
        steps = cg.path(graph, key(a), key(b), k=1)[0].steps
        if [one.id for one in steps if isinstance(one, NodeStep)][1:-1] != [bridge.concept.id]:
            missed.append([key(a), key(b), bridge.concept.id])
    return {"pairs": len(pairs), "first": len(pairs) - len(missed), "missed": missed[:5]}


def cold(address: str, population: Population, count: int) -> dict[str, Any]:
    """Time whole processes that each ask one ``find`` and print ten people with their lines.

    ``first`` is the one that finds the graph as it was written, and makes what is not there yet.
    """
    times, lines = [], 0
    command = [sys.executable, "-m", "commonground", "-g", address, "find"]
    options = ["-n", "10", "--format", "json", "--timeout", "0"]
    for question in islice(kinds(population)["find 4 terms"], min(COLD, count) + 1):
        began = time.perf_counter()
        done = subprocess.run(
            [*command, *question.words, *options], stdout=subprocess.PIPE, text=True, check=True
        )
        times.append(1000 * (time.perf_counter() - began))
        lines += done.stdout.count('"quote"')
    return {"first": times[0], "times": times[1:], "lines": lines}


def replaced(address: str, population: Population, count: int) -> dict[str, Any]:
    """Give people one by one a skill that nobody else has, and find them by it at once.

    Each is put back as they were, so that the graph is afterwards what it was before; that is not
    timed.
    """
    spare = population.spare
    assert spare is not None
    puts, finds = [], []
    with cg.open_graph(address) as graph:
        cg.find(graph, spare.id, limit=10)
        for question in islice(kinds(population)["tenure"], count):
            number = int(Path(question.words[0]).stem)
            new, old = _entry(population, number, (spare,)), _entry(population, number)
            puts.append(milliseconds(methodcaller("put", new), graph))
            began = time.perf_counter()
            rows = cg.find(graph, spare.id, limit=10)
            finds.append(1000 * (time.perf_counter() - began))
            graph.put(old)
            sources = [source for row in rows for source in row.sources]
            assert sources == [key(number)], f"{key(number)} was replaced, and {sources} found"
    both = [put + find for put, find in zip(puts, finds, strict=True)]
    return {"put": puts, "find": finds, "both": both}


def _entry(population: Population, number: int, more: tuple[Concept, ...] = ()) -> DocumentEntry:
    someone = population.someone(number)
    someone = replace(someone, skills=(*someone.skills, *more))
    return written(someone, key(number), AS_OF).entry()


def loaded(population: Population, bridges: int) -> dict[str, Any]:
    """Write the population as files and load them as anybody would, into a graph of their own."""
    jobs = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        count = write_files(folder / "files", population.size, bridges=bridges, jobs=jobs)
        report = cg.load(folder / "files", into=folder / "loaded.db", as_of=AS_OF, jobs=jobs)
    return {
        "files": count,
        "added": report.added,
        "seconds": report.seconds,
        "rss": most_resident(),
    }


def all_pairs(address: str, population: Population, threads: int) -> dict[str, Any]:
    """Ask of everybody who the ten likest are, by threads that each open the graph."""
    slices = [range(at, population.size, threads) for at in range(threads)]
    began = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        answers = sum(pool.map(lambda own: _likest(address, own), slices))
    return {"threads": threads, "answers": answers, "seconds": time.perf_counter() - began}


def _likest(address: str, numbers: range) -> int:
    with cg.open_graph(address) as graph:
        return sum(bool(cg.similar(graph, key(number), limit=10)) for number in numbers)


def resident() -> int:
    """Return the bytes of memory that this process holds; the most so far where that is unknown."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return most_resident()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS"))


def most_resident() -> int:
    """Return the most bytes of memory that this process ever held."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
