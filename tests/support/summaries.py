"""Writes ``cli/words/summaries.txt``: what each command says of itself, for ``--help``.

``python tests/support/summaries.py`` prints the list; ``make readme`` writes it.
"""

from __future__ import annotations

from pathlib import Path

from commonground.cli.commands import COMMANDS

_HEAD = "# What each command says of itself, made of the commands by `make readme`.\n\n"
LIST = Path(__file__).resolve().parents[2] / "cli" / "words" / "summaries.txt"


def summaries() -> str:
    """Return the list: ``name: summary``, a command a line."""
    return _HEAD + "".join(f"{name}: {command.summary}\n" for name, command in COMMANDS.items())


if __name__ == "__main__":
    print(summaries(), end="")
