"""Every option of every command takes any text: an exit code of ours, and one sentence."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from commonground import load, open_graph
from commonground.cli.command import parser_of
from commonground.cli.main import COMMANDS, main
from commonground.ontology.check import check as checking

from .support.resumes import AS_OF, cv, write_cvs

LONG = "a" * 100_000
HOSTILE = [
    *("", " ", "\n", "\t", "\r\n", "-", "--", "---", "=", ":", "a:", ":12m"),
    *("-1", "0", "1", "inf", "-inf", "nan", "1e309", "1e-5", "-3.5", "9" * 25, "9" * 5000),
    *("0x10", "\u0663", "\u00bd", "true", "null", "[" * 3000, "(" * 300, "Go AND", "{}"),
    *("'", '"', "\\", "%s%n", "$(true)", "..", "/dev/null", "/dev/full", "no/such/place"),
    *("\0", "a\0b", "\ud800", "\udcff", "\u202e", "e\u0301", "\U0001f469\u200d", LONG, "=1+1"),
    *("bolt://a:b@localhost", "nope://x", "file://", "2025-02-30", "0000-00", "99999-01-01"),
]
CODES = {0, 1, 2, 3, 4}
GIVEN = {
    **{"terms": "Go", "person": "Ada Rask", "people": "Ada Rask", "node": "Go", "text": "Go"},
    **{"a": "ada.md", "b": "bo.md", "from_": "Ada Rask", "to": "Go", "number": "1"},
    **{"document": "ada.md", "field": "label", "concept": "Go"},
    **{"old": "ada.md", "new": "ada.md", "file": "ada.md"},
    **{
        "files": "ada.md",
        "advert": "ada.md",
        "paths": "ada.md",
        "source": "people.db",
        "target": "copy.db",
    },
    **{"query": "ASK { ?a ?b ?c }", "question": "shared", "output": "net.html", "why": "x"},
    **{"shell": "bash"},
}
"""What an argument that must be there is given while another one is tried."""

SHARED = {"format", "exit_status", "timeout", "max_memory", "raw", "limit"}
STEPS = {"sparql": 12, "view": 8, "load": 6, "parse": 6, "search": 3, "cypher": 3}


@pytest.fixture(autouse=True)
def nothing_typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave stdin empty: ``-`` is read to its end."""
    with open(os.devnull, encoding="utf-8") as nothing:
        monkeypatch.setattr("sys.stdin", nothing)
        yield


@pytest.fixture(scope="module", autouse=True)
def checked_once() -> Iterator[None]:
    """Check the same files once: every run of `ontology check` looks at the whole ontology."""
    once = cache(checking.check)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(checking, "check", lambda files: list(once(tuple(files))))
        yield


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with two resumes and their graph."""
    folder = tmp_path_factory.mktemp("hostile")
    texts = {"ada": cv("Ada Rask", email="a@x.example"), "bo": cv("Bo Rask", email="b@x.example")}
    load(write_cvs(folder, **texts), into=folder / "people.db", as_of=AS_OF)
    return folder


def _arguments(name: str) -> list[argparse.Action]:
    found = parser_of(COMMANDS[name])._actions
    return [one for one in found if not isinstance(one, argparse._HelpAction)]


def _needed(action: argparse.Action) -> list[str]:
    """Return what is typed for an argument that is not the one under test."""
    if not action.option_strings:
        return [] if action.nargs in ("*", "?") else [GIVEN[action.dest]]
    return [action.option_strings[0], GIVEN[action.dest]] if action.required else []


def _lines(name: str, action: argparse.Action, number: int) -> Iterator[list[str]]:
    """Yield command lines that give one argument hostile values.

    A command that projects the graph takes a part of them for each argument, another for the next.
    What all commands share is tried on a graph that is not there: only its reading is their own.
    """
    others = [one for one in _arguments(name) if one.dest != action.dest]
    rest = [word for one in others for word in _needed(one)]
    rest += ["-o", "net.csv"] if name == "export" and action.dest != "output" else []
    rest += ["Weaver"] if name == "correct" and action.dest not in {"remove", "value"} else []
    rest += ["--yes"] if name == "forget" and action.dest != "yes" else []
    rest += ["-g", "none.db"] if action.dest in SHARED and name != "search" else []
    rest += ["-g", "none.db"] if name == "serve" else []  # what there is would be served for ever
    step = STEPS.get(name, 6) if action.dest not in SHARED else 1
    if action.option_strings and action.nargs == 0:
        yield [*name.split(), *rest, action.option_strings[-1], action.option_strings[0]]
        return
    for value in HOSTILE[number % step :: step]:
        typed = [value] if not action.option_strings else [f"{action.option_strings[-1]}={value}"]
        if action.option_strings and not action.option_strings[-1].startswith("--"):
            typed = [action.option_strings[-1], value]
        yield [*name.split(), *typed, *rest]


def _called(line: list[str]) -> tuple[int, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(line)
    return code, err.getvalue()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_argument_takes_any_text(
    name: str, ready: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The exit code is one of five, nobody sees a traceback, and no message repeats it all."""
    for file in ready.iterdir():
        shutil.copy(file, tmp_path)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path)
    before = {file: file.read_bytes() for file in tmp_path.glob("*.md")}
    for number, action in enumerate(_arguments(name)):
        for line in _lines(name, action, number):
            code, err = _called(line)
            shown = [word[:60] for word in line]
            assert code in CODES, (shown, code, err)
            assert "Traceback" not in err and "an error of its own" not in err, (shown, err)
            assert len(err) < 4000, (shown, err[:200])
    assert {file: file.read_bytes() for file in tmp_path.glob("*.md")} == before
    with open_graph("people.db") as graph:
        assert len(graph.documents()) >= 1
