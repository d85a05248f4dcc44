"""How fast a Neo4j server is loaded over Bolt, and how fast it answers beside the embedded graph.

For each size an invented population (seeded, see ``population.py``) is written to a server of its
own, document by document as ``load`` does, and every question is asked of it many times, each time
about other people and concepts. The embedded graph gets the same population and the same questions;
the ratio of the two is what to compare between machines. A row is one node or one relationship with
its evidence; the seconds are those of writing, without inventing the people, and begin when the
first two thousand people have made the server warm. A smaller population is also written without
the driver's Rust extension where that is installed. The peer of loading are plain statements: rows
of the same nodes and edges, ready made, in batches, by nobody who looks what is there already.

The embedded graph holds everything in memory, some 0.2 MB a person; where that is not free its
column stays empty.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from itertools import count, islice
from pathlib import Path
from typing import Any, Final

import commonground as cg
from commonground.benchmarks.plain_cypher import plainly
from commonground.benchmarks.population import Population, entries
from commonground.benchmarks.questions import asked, percentiles
from commonground.graph.loading.load import GROUP
from commonground.tests.support.neo4j_server import Server

SIZES: Final = (10_000, 100_000)
PLAIN: Final = 5_000
COLD: Final = 2_000
MEMORY: Final = 210_000
AIMS: Final = {"find": (10, 100), "similar": (60, 250), "path": (100, 500)}


def main() -> None:
    """Load, ask, print; or, as the process that loads, only that."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--people", type=int, nargs="+", default=list(SIZES), help="sizes")
    parser.add_argument("--questions", type=int, default=60, help="of each kind (60)")
    parser.add_argument("--load", metavar="ADDRESS", help=argparse.SUPPRESS)
    parser.add_argument("--plain", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.load:
        print(json.dumps(written(options.load, options.people[0], options.plain)))
        return
    for people in options.people:
        compare(people, options.questions, peers=people == options.people[0])


def compare(people: int, count: int, *, peers: bool) -> None:
    """Load so many people both ways, ask both, and print how they did."""
    print(f"\n{people:,} people", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Server(folder / "server", heap="3g" if people > 20_000 else "1g") as server:
            os.environ.update(server.access.environment)
            print_load("Neo4j", loaded(server.uri, people))
            with cg.open_graph(server.uri) as graph:
                theirs = asked(graph, Population(people), count)
            if peers:
                print_load("  plain", plainly(server.uri, min(people, PLAIN)))
        if peers and find_spec("neo4j._rust"):
            with Server(folder / "plain") as server:
                os.environ.update(server.access.environment)
                print_load("  no Rust", loaded(server.uri, min(people, PLAIN), "--plain"))
        mine = embedded(folder / "people.db", people, count)
    print_answers(theirs, mine)


def loaded(address: str, people: int, *options: str) -> dict[str, float]:
    """Write a population from a process of its own; return its people, rows and seconds."""
    command = [sys.executable, __file__, "--load", address, "--people", str(people), *options]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    result: dict[str, float] = json.loads(done.stdout)
    return result


def written(address: str, people: int, plain: bool = False) -> dict[str, float]:
    """Write a population to a graph in groups, as ``load`` does; time the writing alone."""
    if plain:
        sys.modules["neo4j._rust"] = None  # type: ignore[assignment]  # how an import is refused
    seconds, cold = 0.0, 0
    with cg.open_graph(address, create=True) as graph:
        waiting = entries(people)
        for start in count(0, GROUP):
            group = list(islice(waiting, GROUP))
            if not group:
                break
            if COLD <= start < COLD + GROUP:
                seconds, cold = 0.0, _rows(graph)
            began = time.perf_counter()
            graph.put(*group)
            seconds += time.perf_counter() - began
        return {"people": people, "rows": _rows(graph) - cold, "seconds": seconds}


def _rows(graph: Any) -> int:
    info = graph.info()
    return sum(info.nodes.values()) + sum(info.edges.values()) + int(info.documents)


def embedded(path: Path, people: int, count: int) -> dict[str, list[float]]:
    """Write the same population to a file and ask the same; nothing where memory is short."""
    if people * MEMORY > 0.85 * free_memory():
        print(f"embedded   needs {people * MEMORY / 1e9:.0f} GB of memory, which are not free")
        return {}
    with cg.open_graph(path, create=True) as graph:
        began = time.perf_counter()
        waiting = entries(people)
        while group := list(islice(waiting, GROUP)):
            graph.put(*group)
        print(f"embedded   {time.perf_counter() - began:8.1f} s to invent and write", flush=True)
        began = time.perf_counter()
        cg.tenure(graph, "people/000000.md")
        print(f"embedded   {time.perf_counter() - began:8.1f} s to the first answer", flush=True)
        gc.collect()
        gc.freeze()
        return asked(graph, Population(people), count)


def free_memory() -> int:
    """Return the bytes that this machine can give; without /proc, what is wholly unused."""
    try:
        lines = Path("/proc/meminfo").read_text().splitlines()
    except OSError:
        return os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    found = {
        name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)
    }
    return found["MemAvailable"] * 1024


def print_load(name: str, result: Mapping[str, float]) -> None:
    """Print how fast a population was written."""
    rows, seconds = result["rows"], result["seconds"]
    print(
        f"{name:<10} {rows / seconds:8,.0f} rows/s over Bolt "
        f"({rows:,.0f} rows of {result['people']:,} people in {seconds:.0f} s)",
        flush=True,
    )


def print_answers(
    theirs: Mapping[str, Sequence[float]], mine: Mapping[str, Sequence[float]]
) -> None:
    """Print p50 and p99 of each kind of question on both, and how many times slower Neo4j is."""
    print(
        f"\n{'ms':<14}{'Neo4j p50':>10}{'p99':>9}{'embedded':>12}{'p99':>9}{'ratio':>9}{'aim':>12}"
    )
    for name, times in theirs.items():
        p50, p99 = percentiles(times)
        line = f"{name:<14}{p50:>10.1f}{p99:>9.1f}"
        if mine:
            own = percentiles(mine[name])
            line += f"{own[0]:>12.2f}{own[1]:>9.2f}{p50 / own[0]:>9.1f}"
        else:
            line += f"{'–':>12}{'–':>9}{'–':>9}"
        aim = AIMS.get(name)
        print(line + (f"{f'{aim[0]} / {aim[1]}':>12}" if aim else ""), flush=True)


if __name__ == "__main__":
    main()
