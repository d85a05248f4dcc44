"""How long a whole process takes, from its start to its end: ``--help`` and a few questions.

``python benchmarks/bench_cold.py [--runs 20]`` loads the examples into a new graph, runs each
command once so that bytecode and the ontology's cache are there, then starts them in turn. It
prints the least and the median time on the clock and the least time of the processor, in
milliseconds. A machine's speed says little: compare the ratio of the processor's time to that of
an interpreter that does nothing, in the same environment.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Final, NamedTuple

EXAMPLES: Final = Path(__file__).resolve().parent.parent / "examples" / "resumes"
AS_OF: Final = "2025-12-01"
NOTHING: Final = "python -c pass"
COMMAND: Final = str(Path(sys.executable).with_name("commonground"))
ASKED: Final[Mapping[str, tuple[str, ...]]] = {
    NOTHING: (sys.executable, "-c", "pass"),
    "--help": (COMMAND, "--help"),
    "find Go": (COMMAND, "find", "Go"),
    "path": (COMMAND, "path", "ada.md", "bo.txt"),
    "similar": (COMMAND, "similar", "ada.md"),
    "show Go": (COMMAND, "show", "Go"),
}


class Taken(NamedTuple):
    """Seconds that one process took: on the clock, and of the processor."""

    clock: float
    processor: float


def main() -> None:
    """Load, warm what is kept, time, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=20, help="processes of each (20)")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        environment = _environment(Path(folder))
        load = (COMMAND, "load", str(EXAMPLES), "--as-of", AS_OF)
        subprocess.run(load, env=environment, check=True, stdout=subprocess.DEVNULL)
        for command in ASKED.values():
            taken(command, environment)
        # In turn, so that what else the machine does meanwhile is shared by all.
        rounds = [[taken(one, environment) for one in ASKED.values()] for _ in range(runs)]
    print_table(dict(zip(ASKED, zip(*rounds, strict=True), strict=True)))


def _environment(folder: Path) -> dict[str, str]:
    """Return one with a graph and bytecode of its own, whatever the caller forbids Python."""
    own = {**os.environ, "COMMONGROUND_GRAPH": str(folder / "people.db")}
    own.pop("PYTHONDONTWRITEBYTECODE", None)
    return own | {"PYTHONPYCACHEPREFIX": str(folder / "bytecode")}


def taken(command: Sequence[str], environment: Mapping[str, str]) -> Taken:
    """Run a command to its end."""
    began = time.perf_counter()
    nowhere = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)]
    process = os.posix_spawn(command[0], command, environment, file_actions=nowhere)
    _, status, used = os.wait4(process, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return Taken(time.perf_counter() - began, used.ru_utime + used.ru_stime)


def print_table(timed: Mapping[str, Sequence[Taken]]) -> None:
    """Print a row for each command."""
    nothing = min(one.processor for one in timed[NOTHING])
    print(f"{'':<16}{'min':>8}{'median':>8}{'cpu':>8}{'ratio':>8}")
    for name, all_taken in timed.items():
        clocks = [one.clock for one in all_taken]
        processor = min(one.processor for one in all_taken)
        cells = (min(clocks), median(clocks), processor)
        shown = "".join(f"{cell * 1000:>8.0f}" for cell in cells)
        print(f"{name:<16}{shown}{processor / nothing:>8.1f}")


if __name__ == "__main__":
    main()
