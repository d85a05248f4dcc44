"""What a command imports: no more than its question needs, for all of it is waited for."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from commonground.cli.commands import COMMANDS, OWN

from .support.summaries import LIST, summaries

HEAVY = (
    *("networkx", "numpy", "pydantic", "rdflib", "yaml", "neo4j", "pyvis", "jsonschema", "pyshacl"),
    *("pandas", "polars", "pyarrow", "chardet", "pypdfium2", "jinja2"),
)
SLOW = ("typing", "dataclasses", "inspect", "json", "sqlite3", "hashlib", "datetime", "threading")
"""Parts of the standard library that take as long as all of ``--help``; a question needs them."""
LISTED = """
import contextlib, io, sys
from commonground.__main__ import main
with contextlib.redirect_stdout(io.StringIO()):
    code = main()
print(code, *sys.modules)
"""
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
    ["show", "Go"],
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


def test_help_imports_no_command() -> None:
    code, *names = _modules("--help")
    own = {name for name in names if name.startswith("commonground")}
    assert code == "0" and not {*SLOW} & {*names}
    assert not [name for name in own if name.removeprefix("commonground.cli.") in _homes()]
    assert "commonground.cli.commands" in own and len(own) <= 13


def test_a_question_imports_no_other_command(demo_graph: Path) -> None:
    code, *names = _modules("-g", str(demo_graph), "find", "Go")
    assert code == "0" and "commonground.queries.find.find" in names
    assert not [one for one in names if one.removeprefix("commonground.cli.") in _homes()]
    # what writes: who is who, what is forgotten, how a file is checked and mended
    unwanted = ("identity.grouping", "identity.forgetting", "checkup", "glance", "loading")
    unwanted_names = tuple(f"commonground.graph.{one}" for one in unwanted)
    assert not [one for one in names if one.startswith(unwanted_names)]


def _modules(*words: str) -> list[str]:
    command = [sys.executable, "-c", LISTED, *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def _homes() -> set[str]:
    return {home for group in OWN.values() for home in group.values()}


@pytest.mark.parametrize("home", sorted(_homes()))
def test_the_table_names_the_commands_of_each_module(home: str) -> None:
    named = [name for group in OWN.values() for name, own in group.items() if own == home]
    made = [command.name for command in import_module(f"commonground.cli.{home}").COMMANDS]
    assert sorted(named) == sorted(made)


def test_the_overview_says_what_the_commands_say_of_themselves() -> None:
    assert LIST.read_text("utf-8") == summaries(), "a summary was changed: run `make readme`"
    assert COMMANDS.summaries() == {name: one.summary for name, one in COMMANDS.items()}
