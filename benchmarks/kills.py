"""Kill ``load``, ``load --jobs 2``, ``forget`` and ``copy`` at any moment: is anything torn?

``python benchmarks/kills.py [NUMBER]`` kills so many processes (200 unless it says otherwise), the
four commands in turn: one of four at a moment anywhere between its start and its end, the others
while it writes, which is from the moment on that SQLite's log lies beside the graph. After each the
graph is checked (``commonground check``), and the command is run again to its end, after which the
graph must be the one that nobody killed anything for. Ends with 1 where anything was torn.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from commonground.errors import BackendUnreachable
from commonground.graph.opening import check, open_graph

FILES: Final = 300
GONE: Final = "Person Seventeen"
COMMAND: Final = (sys.executable, "-m", "commonground")


@dataclass(frozen=True)
class Victim:
    """A command that is killed: its arguments, and what the graph holds that it works on before."""

    name: str
    arguments: Callable[[Path], list[str]]
    before: Path | None
    graph: str = "people.db"


def main(number: int) -> int:
    """Kill so many processes and return the exit code."""
    with tempfile.TemporaryDirectory() as place:
        return _killed(number, Path(place))


def _killed(number: int, place: Path) -> int:
    folder = _resumes(place / "cvs")
    loaded = place / "loaded.db"
    _run(["load", str(folder), "-g", str(loaded), "--as-of", "2025-12-01"])
    victims = _victims(folder, loaded)
    wanted = {one.name: _whole(one, place / one.name) for one in victims}
    chance, seen, torn = random.Random(9), Counter[str](), 0
    for turn in range(number):
        victim = victims[turn % len(victims)]
        state, seconds = wanted[victim.name]
        work = _fresh(victim, place / f"{turn}")
        writing = turn % 16 >= 4  # four commands: one round of four is anywhere
        latest = seconds * (0.3 if writing else 1.05)
        moment = _kill(victim, work, chance.uniform(0, latest), writing=writing)
        faults = list(_torn(victim, work, state))
        seen[f"{victim.name}: {moment}"] += 1
        torn += bool(faults)
        for fault in faults:
            print(f"kill {turn} of {victim.name}: {fault}", flush=True)
        shutil.rmtree(work)
    for said, count in sorted(seen.items()):
        print(f"{count:4} {said}")
    print(f"{number} killed, {torn} torn")
    return 1 if torn else 0


def _victims(folder: Path, loaded: Path) -> list[Victim]:
    load = ["load", str(folder), "--as-of", "2025-12-01"]
    return [
        Victim("load", lambda at: [*load, "-g", str(at / "people.db")], None),
        Victim("load --jobs 2", lambda at: [*load, "--jobs", "2", "-g", f"{at}/people.db"], None),
        Victim("forget", lambda at: ["forget", GONE, "--yes", "-g", f"{at}/people.db"], loaded),
        Victim("copy", lambda at: ["copy", f"{at}/people.db", f"{at}/new.db"], loaded, "new.db"),
    ]


def _whole(victim: Victim, place: Path) -> tuple[bytes, float]:
    """Return the export of what the command makes when nobody kills it, and its seconds."""
    work = _fresh(victim, place)
    began = time.perf_counter()
    _run(victim.arguments(work))
    seconds = time.perf_counter() - began
    return _exported(work / victim.graph), seconds


def _fresh(victim: Victim, place: Path) -> Path:
    place.mkdir()
    if victim.before is not None:
        shutil.copy(victim.before, place / "people.db")
    return place


def _kill(victim: Victim, work: Path, delay: float, *, writing: bool) -> str:
    """Start the command, kill it some seconds on, or from when it writes on; say when that was."""
    process = subprocess.Popen(
        [*COMMAND, *victim.arguments(work)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    path = work / victim.graph
    while writing and process.poll() is None and not _log(path).exists():
        time.sleep(0.001)
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    if process.wait() == 0:
        return "had ended"
    if not path.is_file() or not path.stat().st_size:
        return "before there was a file"
    return "in the middle" if _log(path).exists() else "with a file at rest"


def _log(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _torn(victim: Victim, work: Path, state: bytes) -> Iterator[str]:
    """Give what is wrong after a kill, and after the command was run again to its end."""
    path = work / victim.graph
    yield from _faults(path)
    again = _run(victim.arguments(work), expected=(0, 2) if victim.name == "forget" else (0,))
    if again:
        yield again
    if _exported(path) != state:
        yield "another graph than without the kill"
    if victim.name == "forget":
        left = [file.name for file in work.iterdir() if GONE.encode() in file.read_bytes()]
        yield from (f"the name is still in {name}" for name in left)


def _faults(path: Path) -> Iterator[str]:
    """Give what is wrong in a graph; a file that was killed before it held anything is sound."""
    if not path.is_file() or not path.stat().st_size:
        return
    try:
        yield from (f"{fault.key}: {fault.what}" for fault in check(path).faults)
    except BackendUnreachable as fault:
        if "is empty" not in str(fault):
            yield str(fault)


def _run(arguments: list[str], expected: tuple[int, ...] = (0,)) -> str:
    """Run a command to its end; return what is wrong with how it ended, or nothing."""
    ended = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True)
    return "" if ended.returncode in expected else f"exit {ended.returncode}: {ended.stderr[-200:]}"


def _exported(path: Path) -> bytes:
    with tempfile.TemporaryDirectory() as place, open_graph(path) as graph:
        (file,) = graph.export(Path(place) / "graph.json")
        return file.read_bytes()


def _resumes(folder: Path) -> Path:
    folder.mkdir()
    names = ["Person Seventeen", *(f"Person Number{n}" for n in range(1, FILES))]
    for number, name in enumerate(names):
        text = (
            f"# {name}\n\np{number}@example.org\n\n## Experience\n\n### Engineer, Mill {number % 7}"
            "\nMar 2019 - Present\n\n- Ran Kafka and Temporal in Go.\n\n## Skills\n\nRedis, Rust\n"
        )
        (folder / f"{number:03}.md").write_text(text, encoding="utf-8")
    return folder


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
