"""The invented population as files, or in a graph: several processes make it, one writes.

    python benchmarks/populate.py --people 100000 --files DIR
    python benchmarks/populate.py --people 100000 --graph people.db

Files are written beneath DIR under the keys of the documents, to be loaded with ``commonground load
DIR --as-of 2025-12-01``. A graph gets the same documents without being read: text, values and
evidence were made together, and who makes them also makes what the graph keeps of each.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from multiprocessing.pool import AsyncResult, Pool
from pathlib import Path
from typing import Final, TypeVar

import commonground as cg
from commonground.benchmarks.pages import Written
from commonground.benchmarks.population import SEED, Population
from commonground.graph.encoding import EncodedEntry, Following
from commonground.graph.facts.projection import uncollected

T = TypeVar("T")

GROUP: Final = 1_000
"""People that a process makes at a time, and that are written in one transaction."""

_population: Population | None = None


def main() -> None:
    """Write files, a graph, or both."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--people", type=int, default=1_000, help="how many (1000)")
    parser.add_argument("--seed", type=int, default=SEED, help=f"of chance ({SEED})")
    parser.add_argument("--bridges", type=int, default=0, help="concepts of exactly three people")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes")
    parser.add_argument("--files", type=Path, metavar="DIR", help="write the texts here")
    parser.add_argument("--graph", metavar="GRAPH", help="write the documents here")
    options = parser.parse_args()
    if not (options.files or options.graph):
        parser.error("say where to: --files DIR or --graph GRAPH")
    shape = (options.people, options.seed, options.bridges)
    began = time.perf_counter()
    if options.files:
        told(write_files(options.files, *shape, jobs=options.jobs), began, "files")
    if options.graph:
        seconds = fill(options.graph, *shape, jobs=options.jobs)
        told(options.people, began, f"people, {seconds:.1f} s of processor time to write")


def told(count: int, began: float, what: str) -> None:
    """Say how many were written since then."""
    seconds = time.perf_counter() - began
    print(f"{count:,} {what}; {count / seconds:,.0f}/s in all", file=sys.stderr)


def write_files(
    folder: Path, people: int, seed: int = SEED, bridges: int = 0, *, jobs: int = 1
) -> int:
    """Write the texts of a population beneath a folder; return how many."""
    count = 0
    with _made(_group, people, seed, bridges, jobs) as groups:
        for group in groups:
            for page in group:
                path = folder / page.key
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(page.text, encoding="utf-8", newline="")
                count += 1
    return count


def fill(
    address: str | Path, people: int, seed: int = SEED, bridges: int = 0, *, jobs: int = 1
) -> float:
    """Write a population to a graph; return the seconds of its processor that writing took."""
    seconds = 0.0
    with cg.open_graph(address, create=True) as graph:
        encoded = partial(_encoded, graph.following)
        with _made(encoded, people, seed, bridges, jobs) as groups:
            for group in groups:
                began = time.process_time()
                graph.put(*group)
                seconds += time.process_time() - began
    return seconds


@contextmanager
def _made(
    make: Callable[[int], list[T]], people: int, seed: int, bridges: int, jobs: int
) -> Iterator[Iterator[list[T]]]:
    """Give what is made of the people from each start on, in order, by so many processes."""
    starts = range(0, people, GROUP)
    if jobs == 1:
        _begin(people, seed, bridges)
        yield map(make, starts)
        return
    with get_context("spawn").Pool(jobs, _begin, (people, seed, bridges)) as pool:
        yield _in_order(pool, make, starts, 2 * jobs)


def _in_order(
    pool: Pool, make: Callable[[int], list[T]], starts: Iterable[int], ahead: int
) -> Iterator[list[T]]:
    """Give the groups one after the other, with no more of them waiting than ``ahead``."""
    # Pool.imap makes all of them as fast as it can, and holds what the writer has not come to.
    waiting: deque[AsyncResult[list[T]]] = deque()
    for start in starts:
        waiting.append(pool.apply_async(make, (start,)))
        if len(waiting) > ahead:
            yield waiting.popleft().get()
    while waiting:
        yield waiting.popleft().get()


def _begin(people: int, seed: int, bridges: int) -> None:
    global _population
    _population = Population(people, seed=seed, bridges=bridges)


def _group(first: int) -> list[Written]:
    assert _population is not None
    return list(_population.written(first, first + GROUP))


def _encoded(following: Following | None, first: int) -> list[EncodedEntry]:
    with uncollected():
        return [page.entry().encoded(following=following) for page in _group(first)]


if __name__ == "__main__":
    main()
