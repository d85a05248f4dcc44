"""A user's own NetworkX and Cypher say on a server what the README and the commands say."""

from __future__ import annotations

import contextlib
import io
import json
import re
import shlex
from pathlib import Path

import pytest

from commonground.cli.main import main

from .support import documented

README = (documented.ROOT / "README.md").read_text("utf-8")

pytestmark = pytest.mark.neo4j


@pytest.fixture
def block(neo4j_uri: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Return the blocks of the README's section by language, in a folder with the examples."""
    documented.prepare(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COMMONGROUND_GRAPH", neo4j_uri)
    section = README.partition("## The same questions")[2].partition("\n## ")[0]
    blocks = dict(re.findall(r"^```(\w+)\n(.*?)^```$", section, re.M | re.S))
    return blocks | {"python": blocks["python"].replace("people.db", neo4j_uri)}


def test_three_questions_in_three_ways(
    block: dict[str, str], neo4j_uri: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = _printed(block["python"])
    assert said == block["text"].splitlines()
    by_networkx = [set(json.loads(line.replace("'", '"'))) for line in said]
    by_cypher = [
        _names(capsys, "cypher", statement) for statement in block["cypher"].split(";")[:-1]
    ]
    by_command = [
        _names(capsys, *shlex.split(line)[1:]) for line in block["sh"].strip().splitlines()
    ]
    assert all(by_networkx)
    assert by_cypher == by_networkx
    assert by_command[0] == by_networkx[0] and by_command[2] == by_networkx[2]
    assert by_command[1] - by_networkx[1] == {"Bachelor of Science"}  # degrees count, too
    assert by_networkx[1] <= by_command[1]
    first = re.findall(r"^```python\n(.*?)^```$", README, re.M | re.S)[0]  # of the same graph
    assert _printed(first.replace("people.db", neo4j_uri)) == _printed(first) != []


def _names(capsys: pytest.CaptureFixture[str], *command: str) -> set[str]:
    """Return the names in the rows of a command's answer."""
    capsys.readouterr()
    assert main([*command, "--format", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return {next(value for key, value in row.items() if key.endswith("name")) for row in rows}


def _printed(code: str) -> list[str]:
    said, names = io.StringIO(), dict[str, object]()
    with contextlib.redirect_stdout(said):
        exec(compile(code, "README.md", "exec"), names)
    names["g"].close()  # type: ignore[attr-defined]
    return said.getvalue().splitlines()
