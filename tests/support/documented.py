"""Runs the blocks of a document from top to bottom and compares what they print.

In a block ```` ```console ````, a line that begins with ``$ `` is a command; what follows is what
it prints, stdout and stderr together. A line that is ``…`` alone stands for any lines. A block
``sh`` or ``python`` runs as a whole and has to end well; a block ``text`` below one of Python is
what that prints. A block whose language is followed by a file's name is written to that file.

One document is one session: its blocks run in order in one fresh folder that holds a copy of
``examples/``, each command in a shell of its own. Left out are the blocks that build or test the
project and those for Docker.

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
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("README.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")))
ASK_A_SERVER = ("docs/neo4j.md",)
ELISION = "…"

# Every fence is matched, those of no interest too: else an end is taken for a beginning.
_BLOCK = re.compile(r"^```(?P<language>\w*)(?: (?P<file>\S+))?\n(?P<body>.*?)^```$", re.M | re.S)
_COMMAND = re.compile(r"^\$ (?P<code>.*)\n(?P<output>(?:(?!\$ ).*\n)*)", re.M)
_LEFT_OUT = re.compile(r"^(?:make|docker)\b", re.M)
_PROGRAMS = {
    "console": ("bash", "-c"),
    "sh": ("bash", "-e", "-c"),
    "python": (sys.executable, "-u", "-c"),  # what fails is told after what was printed
}


@dataclass(frozen=True)
class Step:
    """A command or a block of a document, and where in the text its output is shown, if it is."""

    language: str
    code: str
    line: int
    file: str | None = None
    output: tuple[int, int] | None = None


def steps_of(text: str) -> Iterator[Step]:
    """Give what a document's blocks do, in order."""
    blocks = list(_BLOCK.finditer(text))
    for block, after in zip_longest(blocks, blocks[1:]):
        language, code = block["language"], block["body"]
        line = text.count("\n", 0, block.start("body")) + 1
        if language == "console":
            for one in _COMMAND.finditer(text, *block.span("body")):
                at = text.count("\n", 0, one.start()) + 1
                yield Step(language, one["code"], at, output=one.span("output"))
        elif block["file"]:
            yield Step(language, code, line, file=block["file"])
        elif language in _PROGRAMS and not _is_left_out(block):
            pair = after and (language, after["language"])
            output = after.span("body") if after and pair == ("python", "text") else None
            yield Step(language, code, line, output=output)


def left_out(text: str) -> list[str]:
    """Return the first commands of the blocks that could run and do not."""
    blocks = [block["body"] for block in _BLOCK.finditer(text) if _is_left_out(block)]
    return [re.split(r"\s*(?:#|\n)", body, maxsplit=1)[0] for body in blocks]


def _is_left_out(block: re.Match[str]) -> bool:
    return block["language"] == "sh" and _LEFT_OUT.search(block["body"]) is not None


def prepare(folder: Path) -> dict[str, str]:
    """Copy the examples into a folder and return the environment for commands there."""
    shutil.copytree(ROOT / "examples", folder / "examples", dirs_exist_ok=True)
    kept = {key: value for key, value in os.environ.items() if not key.startswith("COMMONGROUND")}
    path = os.pathsep.join((str(Path(sys.executable).parent), kept.get("PATH", os.defpath)))
    return kept | {"PATH": path, "LC_ALL": "C.UTF-8"}


def run(step: Step, folder: Path, environment: Mapping[str, str]) -> tuple[int, tuple[str, ...]]:
    """Take a step; return its exit code and the lines it prints."""
    if step.file:
        (folder / step.file).parent.mkdir(parents=True, exist_ok=True)
        (folder / step.file).write_text(step.code, "utf-8")
        return 0, ()
    done = subprocess.run(
        [*_PROGRAMS[step.language], step.code],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    return done.returncode, tuple(done.stdout.splitlines())


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
    """Return a document with what its steps print written anew."""
    environment, pieces, done = prepare(folder), [], 0
    for step in steps_of(text):
        _, actual = run(step, folder, environment)
        if step.output:
            start, end = step.output
            lines = renewed(tuple(text[start:end].splitlines()), actual)
            pieces += [text[done:start], *(line + "\n" for line in lines)]
            done = end
    return "".join([*pieces, text[done:]])


def main() -> None:
    """Write the outputs of all documents anew, but for those that ask a server."""
    for name in DOCUMENTS:
        if name in ASK_A_SERVER:
            continue
        path = ROOT / name
        with tempfile.TemporaryDirectory() as folder:
            path.write_text(updated(path.read_text("utf-8"), Path(folder)), "utf-8")


if __name__ == "__main__":
    if sys.argv[1:] != ["--update"]:
        sys.exit("usage: python tests/support/documented.py --update")
    main()
