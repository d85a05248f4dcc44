"""The commands there are; a module is imported when one of its commands is first looked up."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from importlib import import_module

from ..queries.questions import QUESTIONS

TYPE_CHECKING = False  # to a type checker this is that of ``typing``, which is slow to import
if TYPE_CHECKING:
    from typing import Final

    from .command import Command

OWN: Final[Mapping[str, Mapping[str, str]]] = {
    "files": {"parse": "files", "load": "files"},
    "the graph": {
        **{"info": "graph", "search": "graph", "show": "show", "view": "view"},
        **{"serve": "serve"},
        **{"export": "graph", "sparql": "graph", "check": "checking", "doctor": "doctor"},
    },
    "questions": dict.fromkeys(("cypher", "copy"), "server"),
    "people": dict.fromkeys(
        ("identity list", "identity same", "identity different", "forget"), "identity"
    ),
    "what was read": dict.fromkeys(("correct", "corrections", "undo"), "corrections"),
    "the shell": {"completion": "completion"},
    "the ontology": {
        **dict.fromkeys(("link",), "linking"),
        **dict.fromkeys(("ontology check", "ontology lookup", "ontology show"), "ontology"),
        **dict.fromkeys(
            ("ontology near", "ontology tree", "ontology unknown", "ontology diff"), "ontology_ways"
        ),
        **dict.fromkeys(("ontology import",), "importing"),
    },
}
"""The commands that are no questions by what they are about, each with its module."""

_SUMMARIES: Final = os.path.join(os.path.dirname(__file__), "words", "summaries.txt")


class Commands(Mapping[str, "Command"]):
    """Every command by name; a question's is made of its class."""

    def __init__(self) -> None:
        self.own: dict[str, Command] = {}
        """Those that are no questions and were looked up."""
        self._homes = {name: home for group in OWN.values() for name, home in group.items()}

    def __getitem__(self, name: str) -> Command:
        if name in self.own:
            return self.own[name]
        if name not in self._homes:
            from .questions import command_of

            return command_of(name)
        there = import_module(f".{self._homes[name]}", __package__).COMMANDS
        self.own.update((one.name, one) for one in there)
        return self.own[name]

    def __contains__(self, name: object) -> bool:
        return name in self._homes or name in QUESTIONS

    def __iter__(self) -> Iterator[str]:
        return (name for group in self.groups().values() for name in group)

    def __len__(self) -> int:
        return len(self._homes) + len(QUESTIONS)

    def groups(self) -> dict[str, list[str]]:
        """Return the names of the commands by what they are about, in the order of the help."""
        found = {title: list(group) for title, group in OWN.items()}
        return found | {"questions": [*QUESTIONS, *found["questions"]]}

    def summaries(self) -> dict[str, str]:
        """Return what each command does, without importing those of ours.

        The list is made of the commands themselves (``make readme``), and a test holds it to them.
        """
        with open(_SUMMARIES, encoding="utf-8") as file:
            lines = (line.rstrip("\n") for line in file if not line.startswith("#"))
            listed = dict(line.split(": ", 1) for line in lines if line)
        return {name: listed.get(name) or self[name].summary for name in self}


COMMANDS: Final[Commands] = Commands()
