"""What a command imports: no more than its question needs, for all of it is waited for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("networkx", "numpy", "pydantic", "rdflib", "yaml", "neo4j", "pyvis", "jsonschema")
ASK = f"""
import contextlib, io, json, sys
from commonground.cli.main import main
with contextlib.redirect_stdout(io.StringIO()) as out:
    code = main(sys.argv[1:])
print(json.dumps([code, len(out.getvalue()), sorted(set({HEAVY!r}) & set(sys.modules)),
    sorted(name for name in sys.modules if name.startswith("commonground."))]))
"""
QUESTIONS = (
    ["find", "Go"],
    ["find", "Temporal:12m", "Go", "--format", "csv"],
    ["similar", "ada.md"],
    ["shared", "ada.md", "bo.txt"],
    ["path", "ada.md", "bo.txt"],
    ["colleagues", "ada.md"],
    ["tenure", "ada.md"],
    ["search", "Temporal"],
)


def _asked(*words: object) -> tuple[int, int, list[str], list[str]]:
    command = [sys.executable, "-c", ASK, *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    code, printed, heavy, own = json.loads(done.stdout)
    return code, printed, heavy, own


@pytest.mark.parametrize("words", QUESTIONS, ids=" ".join)
def test_a_question_imports_nothing_heavy(words: list[str], demo_graph: Path) -> None:
    code, printed, heavy, _ = _asked("-g", demo_graph, *words)
    assert (code, heavy) == (0, [])
    assert printed > 100


def test_a_question_imports_no_other_question_and_no_reading(demo_graph: Path) -> None:
    _, _, _, own = _asked("-g", demo_graph, "find", "Go")
    others = ("similar", "shared", "path", "tenure", "colleagues", "match")
    unwanted = [f"commonground.queries.{name}" for name in others]
    unwanted += ["commonground.loaders.resume", "commonground.loaders.parser"]
    unwanted += ["commonground.visualizations", "commonground.graph.neo4j"]
    assert [one for one in own if one.startswith(tuple(unwanted))] == []


def test_help_imports_nothing_heavy() -> None:
    code, printed, heavy, own = _asked("--help")
    assert (code, heavy) == (0, []) and printed > 1000
    assert not [one for one in own if one.startswith(("commonground.graph.sqlite",))]
