"""Completion, by the shells themselves: each is given the script and asked what it would offer."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from commonground.cli.completion import script
from commonground.cli.main import COMMANDS
from commonground.queries.questions import QUESTIONS

BASH = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_commonground
printf '%s\\n' "${COMPREPLY[@]}"
"""
ZSH = """
compdef() { : }
compadd() { shift; print -l -- ${(M)@:#$PREFIX*} }
_files() { : }
source "$1"; shift
words=("$@"); CURRENT=$#words; PREFIX=$words[CURRENT]
_commonground
"""
FISH = 'source $argv[1]; complete -C "$argv[2]" | string replace -r "\\t.*" ""'

CASES: list[tuple[str, set[str], set[str]]] = [
    ("", {"find", "load", "identity", "view", "completion"}, {"list", "--format"}),
    ("fi", {"find"}, {"load"}),
    ("find --fo", {"--format"}, {"--force"}),
    ("find Go --format ", {"table", "json", "jsonl", "csv"}, {"--format", "find"}),
    ("find Go --format j", {"json", "jsonl"}, {"csv"}),
    ("parse --format ", {"json", "jsonl"}, {"csv"}),
    ("identity ", {"list", "same", "different"}, {"find"}),
    ("identity same --w", {"--why"}, {"--format"}),
    ("-g people.db fi", {"find"}, {"load"}),
    ("view pa", {"path"}, {"parse"}),
    ("completion ", {"bash", "zsh", "fish"}, {"find"}),
]


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the script of each shell."""
    folder = tmp_path_factory.mktemp("completion")
    for shell in ("bash", "zsh", "fish"):
        (folder / shell).write_text(script(shell, COMMANDS), "utf-8")
    return folder


def _offered(shell: str, place: Path, typed: str) -> set[str]:
    words = ["commonground", *typed.split(" ")]
    asked: dict[str, Sequence[str]] = {
        "bash": ["bash", "--norc", "-c", BASH, "bash", str(place), *words],
        "zsh": ["zsh", "-f", "-c", ZSH, "zsh", str(place), *words],
        "fish": ["fish", "--no-config", "-c", FISH, str(place), f"commonground {typed}"],
    }
    done = subprocess.run(
        asked[shell], cwd=place.parent, capture_output=True, text=True, timeout=60
    )
    assert done.stderr == ""
    return set(done.stdout.split())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(("typed", "wanted", "unwanted"), CASES, ids=[one[0] for one in CASES])
def test_a_shell_offers_what_can_follow(
    shell: str,
    typed: str,
    wanted: set[str],
    unwanted: set[str],
    scripts: Path,
    need: Callable[[bool, str], None],
) -> None:
    if shell != "bash" and not shutil.which(shell):
        pytest.skip(f"no {shell} here")
    need(shutil.which(shell) is not None, shell)
    found = _offered(shell, scripts / shell, typed)
    assert wanted <= found, found
    assert not found & unwanted


def test_every_command_and_option_is_in_every_script(scripts: Path) -> None:
    for shell in ("bash", "zsh", "fish"):
        text = (scripts / shell).read_text("utf-8")
        for name in COMMANDS:
            assert all(word in text for word in name.split()), (shell, name)
        assert all(name in text for name in QUESTIONS)


def test_files_are_offered_where_a_file_stands(scripts: Path) -> None:
    assert _offered("bash", scripts / "bash", "load ") == set()  # what `-o default` takes over
    assert _offered("bash", scripts / "bash", "view find -o ") == set()
