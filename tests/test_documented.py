"""What the documentation shows is what happens."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

from commonground.cli.main import COMMANDS
from commonground.graph.sqlite.store import EmbeddedGraph

from .support import documented

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("name", documented.DOCUMENTS)
def test_console_blocks_print_what_they_show(name: str, tmp_path: Path) -> None:
    environment = documented.prepare(tmp_path)
    for step in documented.steps_of((ROOT / name).read_text("utf-8")):
        actual = documented.printed(step.command, tmp_path, environment)
        if not documented.agrees(step.expected, actual):
            assert list(actual) == list(step.expected), f"{name}:{step.line}: {step.command}"


@pytest.mark.parametrize("name", documented.DOCUMENTS)
def test_python_blocks_run_and_print_what_they_show(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documented.prepare(tmp_path)
    monkeypatch.chdir(tmp_path)
    pattern = r"^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```$)?"
    for code, expected in re.findall(pattern, (ROOT / name).read_text("utf-8"), re.M | re.S):
        said = io.StringIO()
        with contextlib.redirect_stdout(said):
            names: dict[str, object] = {}
            exec(compile(code, name, "exec"), names)
            _close(names)
        if expected:
            assert documented.agrees(
                tuple(expected.splitlines()), tuple(said.getvalue().splitlines())
            ), said.getvalue()


def _close(names: dict[str, object]) -> None:
    for value in names.values():
        if isinstance(value, EmbeddedGraph):
            value.close()


def test_the_readme_tours_every_command() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    commands = [step.command for step in documented.steps_of(text)]
    shown = {name for name in COMMANDS if any(f"commonground {name}" in one for one in commands)}
    assert set(COMMANDS) - shown == {"cypher"}  # it asks a server: see docs/neo4j.md


def test_what_asks_a_server_is_shown_where_servers_are() -> None:
    assert "commonground cypher " in (ROOT / "docs" / "neo4j.md").read_text("utf-8")


def test_the_readme_shows_the_two_commands() -> None:
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    assert {"make", "make test"} <= set(lines)


@pytest.mark.parametrize(
    ("expected", "actual", "same"),
    [
        (("a", "b"), ("a", "b"), True),
        (("a",), ("a", "b"), False),
        (("a", "…", "d"), ("a", "b", "c", "d"), True),
        (("a", "…", "d"), ("a", "d"), True),
        (("a", "…"), ("b", "c"), False),
        (("a … b",), ("a x b",), False),
    ],
)
def test_an_elision_stands_for_whole_lines_only(
    expected: tuple[str, ...], actual: tuple[str, ...], same: bool
) -> None:
    assert documented.agrees(expected, actual) is same


def test_an_update_keeps_the_elision() -> None:
    assert documented.renewed(("a", "…", "d"), ("A", "B", "C", "D")) == ("A", "…", "D")
