"""How many questions a second the service answers, and how soon, asked by ``wrk`` on this machine.

An invented population (seeded, see ``population.py``) is written to a file and served by a process
of its own; ``wrk`` then asks an even mix of questions over a few connections, each as soon as the
answer to the one before is there. Every question of the mix is another one, so that no answer is
had twice within a run of a few seconds.

``wrk`` is one small program in C: it takes little of the cores that it shares with the service,
where a client in Python takes as much as the service itself. Debian has it: ``apt install wrk``.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode
from urllib.request import urlopen

from commonground.benchmarks.populate import fill
from commonground.benchmarks.population import SEED, Population
from commonground.benchmarks.questions import Asked, kinds
from commonground.queries.questions import QUESTIONS

RATE: Final = 300
"""Questions a second that are aimed at, on two cores."""

P99: Final = 100.0
"""Milliseconds within which 99 of 100 are to be answered."""

_SCRIPT: Final = Path(__file__).parent / "serving.lua"
_WARM: Final = 10


class Figures(NamedTuple):
    """What a run of ``wrk`` found; times are in milliseconds."""

    requests: int
    seconds: float
    failed: int
    p50: float
    p99: float
    longest: float

    @property
    def rate(self) -> float:
        """Return the answers a second."""
        return self.requests / self.seconds


def main() -> None:
    """Measure the mix and every kind of question alone; exit with 1 where an aim is missed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--seconds", type=int, default=20, help="that the mix is asked for (20)")
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--threads", type=int, default=2, help="of each worker (2)")
    parser.add_argument("--each", type=int, default=500, help="questions of each kind (500)")
    parser.add_argument("--graph", type=Path, help="this graph of such people, not a new one")
    parser.add_argument("--folder", type=Path, help="keep the graph here and use it again")
    parser.add_argument("--mix-only", action="store_true", help="not each kind alone as well")
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk is not installed: `apt install wrk` brings it")
    sys.exit(measured(options))


def measured(options: argparse.Namespace) -> int:
    """Print the figures; return 1 where an aim is missed."""
    population = Population(options.people)
    asked = {name: addresses(all, options.each) for name, all in kinds(population).items()}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        graph = options.graph or filled(options.folder or folder, options.people)
        place, process = stack.enter_context(served(graph, options))
        wrk = Wrk(place, folder, options.connections)
        wrk.run(list(chain(*asked.values())), _WARM)
        before = cpu_of(process)
        mix = wrk.run(list(chain(*zip(*asked.values(), strict=True))), options.seconds)
        told("even mix", mix, (cpu_of(process) - before) / max(mix.requests, 1))
        for name, all in {} if options.mix_only else asked.items():
            before = cpu_of(process)
            alone = wrk.run(all, max(3, options.seconds // 5))
            told(name, alone, (cpu_of(process) - before) / max(alone.requests, 1))
    missed = mix.failed or mix.rate < RATE or mix.p99 > P99
    print(f"aims: {RATE}/s, p99 {P99:g} ms: {'missed' if missed else 'held'}")
    return 1 if missed else 0


def addresses(all: Iterator[Asked], count: int) -> list[str]:
    """Return so many questions as paths with a query."""
    return [_address(one) for one in islice(all, count)]


def _address(asked: Asked) -> str:
    question = QUESTIONS[asked.name].of(*asked.words, **asked.options).to_json()
    given: Mapping[str, Any] = {k: v for k, v in question.items() if k != "question"}
    return f"/api/v1/{asked.name}?{urlencode(given, doseq=True)}"


def filled(folder: Path, people: int) -> Path:
    """Return the graph of a population in a folder; made where it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    graph = folder / f"people-{people}-{SEED}.db"
    if not graph.exists():
        fill(graph, people, jobs=os.cpu_count() or 1)
    return graph


@contextmanager
def served(graph: Path, options: argparse.Namespace) -> Iterator[tuple[str, int]]:
    """Serve a graph; yield the address and the process."""
    numbers = ["--workers", str(options.workers), "--threads", str(options.threads), "--port", "0"]
    words = [sys.executable, "-m", "commonground", "serve", "-g", str(graph), *numbers]
    process = subprocess.Popen(words, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        found = re.search(r"http://\S+", process.stderr.readline())
        if found is None:
            sys.exit("the service did not come up")
        place = found[0].rstrip("/")
        for _ in range(options.workers):  # each opens the graph before it takes a request
            urlopen(f"{place}/api/v1/people?limit=1", timeout=300).close()
        yield place, process.pid
    finally:
        process.terminate()
        process.wait(30)


class Wrk:
    """Runs ``wrk`` against one address."""

    def __init__(self, place: str, folder: Path, connections: int) -> None:
        self._place = place
        self._list = folder / "addresses.txt"
        self._connections = connections

    def run(self, asked: Sequence[str], seconds: int) -> Figures:
        """Ask these addresses for some seconds."""
        self._list.write_text("\n".join(asked) + "\n")
        number = ["-t", "1", "-c", str(self._connections), "-d", f"{seconds}s"]
        words = ["wrk", *number, "--timeout", "10s", "-s", str(_SCRIPT), self._place]
        done = subprocess.run(
            [*words, "--", str(self._list), str(SEED)],
            capture_output=True,
            text=True,
            check=True,
            timeout=seconds + 60,
        )
        figures = re.search(r"^figures (.+)$", done.stdout, re.MULTILINE)
        assert figures is not None, done.stdout
        requests, took, status, refused, p50, p99, longest = map(float, figures[1].split())
        return Figures(int(requests), took, int(status + refused), p50, p99, longest)


def cpu_of(process: int) -> float:
    """Return the processor seconds that a process and those that it started have taken."""
    try:
        said = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except OSError:  # it has ended, or this is no Linux
        return 0.0
    ticks = int(said[11]) + int(said[12])
    return ticks / os.sysconf("SC_CLK_TCK") + sum(map(cpu_of, map(int, children)))


def told(name: str, found: Figures, each: float) -> None:
    """Print a line of figures; ``each`` is the processor seconds of one answer."""
    print(
        f"{name:<14} {found.rate:7.0f}/s   p50 {found.p50:6.1f} ms   p99 {found.p99:6.1f} ms"
        f"   longest {found.longest:6.0f} ms   {1000 * each:5.1f} ms of processor"
        f"   {found.failed} of {found.requests} failed"
    )


if __name__ == "__main__":
    main()
