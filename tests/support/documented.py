"""Runs the console blocks of the documentation and compares what they print.

In a block ```` ```console ````, a line that begins with ``$ `` is a command; what follows is what
it prints, stdout and stderr together. A line that is ``…`` alone stands for any lines. All blocks
of one document run in order in one fresh folder that holds a copy of ``examples/``.

``python tests/support/documented.py --update`` writes the outputs anew and keeps each ``…`` where
it was.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))
ELISION = "…"

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)


@dataclass(frozen=True)
class Step:
    """A command of a document and the lines it is said to print."""

    command: str
    expected: tuple[str, ...]
    line: int


def steps_of(text: str) -> Iterator[Step]:
    """Give the commands of a document's console blocks, in order."""
    for block in _BLOCK.finditer(text):
        first = text.count("\n", 0, block.start(1)) + 1
        yield from _steps(block[1].splitlines(), first)


def _steps(lines: list[str], first: int) -> Iterator[Step]:
    starts = [at for at, line in enumerate(lines) if line.startswith("$ ")]
    for at, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield Step(lines[at][2:], tuple(lines[at + 1 : end]), first + at)


def prepare(folder: Path) -> dict[str, str]:
    """Copy the examples into a folder and return the environment for commands there."""
    shutil.copytree(ROOT / "examples", folder / "examples", dirs_exist_ok=True)
    kept = {key: value for key, value in os.environ.items() if not key.startswith("COMMONGROUND")}
    path = os.pathsep.join((str(Path(sys.executable).parent), kept.get("PATH", os.defpath)))
    return kept | {"PATH": path, "LC_ALL": "C.UTF-8"}


def printed(command: str, folder: Path, environment: dict[str, str]) -> tuple[str, ...]:
    """Run a command and return the lines it prints."""
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    return tuple(done.stdout.splitlines())


def agrees(expected: tuple[str, ...], actual: tuple[str, ...]) -> bool:
    """Return whether the printed lines are the expected ones, each ``…`` standing for any."""
    pattern = "".join(
        r"(?:.*\n)*" if line == ELISION else re.escape(line) + "\n" for line in expected
    )
    return re.fullmatch(pattern, "".join(line + "\n" for line in actual)) is not None


def renewed(expected: tuple[str, ...], actual: tuple[str, ...]) -> tuple[str, ...]:
    """Return the new output, elided as the old one was."""
    if agrees(expected, actual) or ELISION not in expected:
        return expected if agrees(expected, actual) else actual
    head, tail = expected.index(ELISION), expected[::-1].index(ELISION)
    if head + tail >= len(actual):
        return actual
    return (*actual[:head], ELISION, *actual[len(actual) - tail :])


def updated(text: str, folder: Path) -> str:
    """Return a document with the outputs of its commands written anew."""
    environment = prepare(folder)

    def block(match: re.Match[str]) -> str:
        lines = []
        for step in _steps(match[1].splitlines(), 0):
            actual = printed(step.command, folder, environment)
            lines += [f"$ {step.command}", *renewed(step.expected, actual)]
        return "\n".join(("```console", *lines, "```"))

    return _BLOCK.sub(block, text)


def main() -> None:
    """Write the outputs of all documents anew."""
    for name in DOCUMENTS:
        path = ROOT / name
        with tempfile.TemporaryDirectory() as folder:
            path.write_text(updated(path.read_text("utf-8"), Path(folder)), "utf-8")


if __name__ == "__main__":
    if sys.argv[1:] != ["--update"]:
        sys.exit("usage: python tests/support/documented.py --update")
    main()
