"""How fast questions are answered as the graph grows, beside other programs on the same tables.

For each size an invented population (seeded, see ``population.py``) is written to a file, and then
measured step by step, each in a process of its own:

- whole processes that ask one ``find`` and print the lines, from start to end;
- every kind of question many times of one open graph, and the memory of that process;
- the choosing alone of what others are asked too (see ``choosing.py``);
- how often the concept that exactly three people have is the first path between two of them;
- one resume replaced, durably, until the next question has seen it;
- the same questions of other programs over flat tables of the graph (see ``engines.py``), and how
  often they say the same. Ratios are the result: a machine's milliseconds say little.

On request also all files loaded as anybody would load them (``--load``), and the ten likest of
everybody by threads (``--pairs``). Who asks for a folder to keep finds the graphs again.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from commonground.benchmarks import answering
from commonground.benchmarks.populate import fill
from commonground.benchmarks.population import SEED, Population
from commonground.benchmarks.queries_table import print_growth, print_size

SIZES: Final = (10_000, 100_000)
BRIDGES: Final = 100
"""Concepts of three people, which are 300 pairs."""

LOADED: Final = 100_000
"""The most people whose files are written and loaded."""

PEERS: Final = ("networkx", "sqlite", "duckdb", "igraph")


def main() -> None:
    """Measure every size; or, as one of the processes, one step of one size."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--people", type=_sizes, default=SIZES, help="sizes: 10000,100000")
    parser.add_argument("--questions", type=int, default=100, help="of each kind (100)")
    parser.add_argument("--seed", type=int, default=SEED, help=f"of the population ({SEED})")
    parser.add_argument("--peers", default=",".join(PEERS), help="which others to ask; '' for none")
    parser.add_argument("--load", action="store_true", help="write the files and load them too")
    parser.add_argument("--pairs", type=int, metavar="THREADS", help="ask for everybody's likest")
    parser.add_argument("--folder", type=Path, help="keep the graphs here and use them again")
    parser.add_argument("-o", "--output", type=Path, help="write all figures as JSON")
    parser.add_argument("--step", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        print(json.dumps(step(*options.step, options)))
        return
    with ExitStack() as stack:
        folder = options.folder or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        found = {}
        for people in options.people:
            found[people] = measured(folder, people, options)
            print_size(people, found[people])
            if options.output:  # after each size: the next one may take an hour
                options.output.write_text(json.dumps(found, indent=1))
        print_growth(found)


def measured(folder: Path, people: int, options: argparse.Namespace) -> dict[str, Any]:
    """Return the figures of one size."""
    address = folder / f"people-{people}-{options.seed}.db"
    said = address.with_suffix(".json")
    found: dict[str, Any] = {}
    if not (address.exists() and said.exists()):
        tell(f"{people:,} people: writing them")
        seconds = fill(address, people, options.seed, BRIDGES, jobs=os.cpu_count() or 1)
        said.write_text(json.dumps({"people": people, "seconds": seconds}))
    found["written"] = json.loads(said.read_text())
    steps = ["cold", "ask", "choose", *(["pairs"] if options.pairs else [])]
    steps += ["load"] if options.load and people <= LOADED else []
    for name in steps:
        found[name] = in_process(name, address, people, options)
    found["disk"] = on_disk(address)  # with what the first question has put beside it
    if options.peers:
        with tempfile.TemporaryDirectory(dir=folder) as tables:
            found["flat"] = in_process(f"flat:{tables}", address, people, options)
            found["peers"] = {
                name: asked_peer(name, tables, address, people, options)
                for name in options.peers.split(",")
            }
    # Last, since it changes the file.
    found["replaced"] = in_process("replaced", address, people, options)
    return found


def asked_peer(
    name: str, tables: str, address: Path, people: int, options: argparse.Namespace
) -> Any:
    """Return what a peer answered; what makes one fall spoils no hour of work."""
    try:
        return in_process(f"peer:{name}:{tables}", address, people, options)
    except subprocess.CalledProcessError as fault:
        return {"without": f"its process ended with {fault.returncode}"}


def on_disk(address: Path) -> int:
    """Return the bytes of a graph's file and of everything that lies beside it for it."""
    beside = [one for path in address.parent.glob(f"{address.name}*") for one in _files(path)]
    return sum(one.stat().st_size for one in beside)


def _files(path: Path) -> list[Path]:
    return [one for one in path.rglob("*") if one.is_file()] if path.is_dir() else [path]


def in_process(name: str, address: Path, people: int, options: argparse.Namespace) -> Any:
    """Return what a step found that ran in a process of its own."""
    tell(f"{people:,} people: {name.rpartition(':')[0] or name}")
    command = [sys.executable, __file__, "--step", name, str(address), "--people", str(people)]
    command += ["--questions", str(options.questions), "--seed", str(options.seed)]
    command += ["--pairs", str(options.pairs)] if options.pairs else []
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(done.stdout)


def step(name: str, address: str, options: argparse.Namespace) -> Any:
    """Do one step and return its figures."""
    population = Population(options.people[0], seed=options.seed, bridges=BRIDGES)
    count = options.questions
    name, *more = name.split(":", 2)
    match name:
        case "cold":
            return answering.cold(address, population, count)
        case "ask":
            return answering.ask(address, population, count)
        case "choose":
            return answering.choose(address, population, count)
        case "replaced":
            return answering.replaced(address, population, count)
        case "load":
            return answering.loaded(population, BRIDGES)
        case "pairs":
            return answering.all_pairs(address, population, options.pairs)
    from commonground.benchmarks import flat, timing

    if name == "flat":
        return flat.flatten(address, Path(more[0]), population, count)
    return timing.timed(more[0], Path(more[1]), options.people[0])


def tell(what: str) -> None:
    """Say on stderr what is going on."""
    print(what, file=sys.stderr, flush=True)


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(",")))


if __name__ == "__main__":
    main()
