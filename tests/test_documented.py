"""What the documentation shows is what happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from commonground.cli.main import COMMANDS

from .support import documented
from .support.neo4j_server import Access

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("name", sorted({*documented.DOCUMENTS} - {*documented.ASK_A_SERVER}))
def test_a_document_runs_from_top_to_bottom(name: str, tmp_path: Path) -> None:
    _follow(name, tmp_path, documented.prepare(tmp_path))


@pytest.mark.neo4j
@pytest.mark.parametrize("name", documented.ASK_A_SERVER)
def test_a_document_that_asks_a_server_runs_too(
    name: str, neo4j_server: Access, neo4j_uri: str, tmp_path: Path
) -> None:
    environment = documented.prepare(tmp_path) | neo4j_server.environment
    settings = [f"{key}={value}\n" for key, value in neo4j_server.environment.items()]
    (tmp_path / ".env").write_text("".join(settings), "utf-8")
    _follow(name, tmp_path, environment)


def _follow(name: str, folder: Path, environment: dict[str, str]) -> None:
    """Do what a document says, as one who reads it would, and check what it shows."""
    text = (ROOT / name).read_text("utf-8")
    for step in documented.steps_of(text):
        code, actual = documented.run(step, folder, environment)
        place = f"{name}:{step.line}: {step.code.splitlines()[0]}"
        expected = tuple(text[slice(*step.output)].splitlines()) if step.output else actual
        if not documented.agrees(expected, actual):
            assert list(actual) == list(expected), place
        assert code == 0 or step.language == "console", "\n".join((place, *actual))


def test_what_builds_and_tests_is_left_out_and_nothing_else() -> None:
    texts = [(ROOT / name).read_text("utf-8") for name in documented.DOCUMENTS]
    assert sum(map(documented.left_out, texts), []) == [
        "make",
        "cp .env.example .env",
        "make neo4j",
        "make test-neo4j",
        "make bench-queries",
    ]


def test_the_readme_tours_every_command() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    commands = [one.code for one in documented.steps_of(text) if one.language == "console"]
    shown = {name for name in COMMANDS if any(f"commonground {name}" in one for one in commands)}
    # One asks a server (docs/neo4j.md); the other prints a script for a shell.
    assert set(COMMANDS) - shown == {"cypher", "completion"}


def test_what_asks_a_server_is_shown_where_servers_are() -> None:
    assert "commonground cypher " in (ROOT / "docs" / "neo4j.md").read_text("utf-8")


def test_every_promise_of_security_names_tests_that_there_are() -> None:
    text = (ROOT / "docs" / "security.md").read_text("utf-8")
    promises = [line for line in text.splitlines() if line.startswith("| ")]
    named = {line: re.findall(r"`((?:tests|benchmarks)/[\w/]+\.py)`", line) for line in promises}
    rows = {line: files for line, files in named.items() if line.split("|")[1].strip() != "promise"}
    assert len(rows) >= 20 and all(rows.values())
    assert all((ROOT / file).is_file() for files in rows.values() for file in files)


def test_the_readme_shows_the_two_commands() -> None:
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    assert {"make", "make test"} <= set(lines)


INVENTED = """
```sh
make
```

```text
shown by nobody
```

```turtle mine/terms.ttl
a b c .
```

```console
$ cat mine/terms.ttl
a b c .
$ true
```

```python
print("one")
raise SystemExit("two")
```

```text
one
two
```

```sh
false
true
```
"""


def test_a_document_is_one_session(tmp_path: Path) -> None:
    steps = list(documented.steps_of(INVENTED))
    assert documented.left_out(INVENTED) == ["make"]
    assert [(step.language, step.line) for step in steps] == [
        ("turtle", 11),
        ("console", 15),
        ("console", 17),
        ("python", 21),
        ("sh", 31),
    ]
    assert [step.output and INVENTED[slice(*step.output)] for step in steps] == [
        None,
        "a b c .\n",
        "",
        "one\ntwo\n",
        None,
    ]
    environment = documented.prepare(tmp_path)
    assert [documented.run(step, tmp_path, environment) for step in steps] == [
        (0, ()),
        (0, ("a b c .",)),
        (0, ()),
        (1, ("one", "two")),
        (1, ()),
    ]
    changed = INVENTED.replace("$ cat mine/terms.ttl\na b c .", "$ cat mine/terms.ttl\nd e f .")
    assert documented.updated(changed.replace("one\ntwo", "three"), tmp_path) == INVENTED


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
