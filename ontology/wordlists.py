"""Lists of words kept as data: ``words/NAME.txt`` of a package, and the patterns that they make."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

_Tree: TypeAlias = "dict[str, _Tree]"

_GROUP = re.compile(r"\[([^\]]+)\]")
_END: Final = ""
_REST: Final = r"\w*"


def words(package: str, name: str) -> tuple[str, ...]:
    """Return the entries of ``words/NAME.txt`` in a package's folder, in the file's order.

    One word or phrase a line; empty lines and lines that begin with ``#`` are for people.
    """
    return tuple(entry for group in groups(package, name).values() for entry in group)


@cache
def groups(package: str, name: str) -> Mapping[str, tuple[str, ...]]:
    """Return the entries by the ``[group]`` line above them; those above the first are in ``""``.

    Raises:
        ValueError: a group is named twice; the sentence names the file and the line.
    """
    path = folder_of(package) / f"{name}.txt"
    found: dict[str, list[str]] = {"": []}
    group = ""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        entry = line.strip()
        if heading := _GROUP.fullmatch(entry):
            group = heading[1]
            if group in found:
                raise ValueError(f"{path}:{number}: [{group}] stands twice; put its words together")
            found[group] = []
        elif entry and not entry.startswith("#"):
            found[group].append(entry)
    # An empty first group would be a surprise to whoever loops over the names.
    return MappingProxyType({key: tuple(held) for key, held in found.items() if key or held})


def folder_of(package: str) -> Path:
    """Return the folder of a package's word lists.

    The package's own path, not ``importlib.resources``: importing that costs more than reading.
    """
    return Path(import_module(package).__path__[0]) / "words"


def alternation(entries: Iterable[str], *, blank: str = r"\ ") -> str:
    r"""Return a pattern that matches any of the entries as they are written.

    An entry that ends in ``*`` goes on to the end of the word (``certif*``); ``blank`` is the
    pattern for a blank inside of a phrase, ``\s+`` say. The result may stand in a verbose pattern;
    case, word boundaries and what else there is around are for that pattern to say.
    """
    tree: _Tree = {}
    for entry in entries:
        node = tree
        for atom in _atoms(entry, blank):
            node = node.setdefault(atom, {})
        node[_END] = {}
    return f"(?:{_branches(tree)})" if tree else r"(?!)"


def _atoms(entry: str, blank: str) -> list[str]:
    stem = entry.removesuffix("*")
    atoms = [blank if letter == " " else re.escape(letter) for letter in stem]
    return atoms if stem == entry else [*atoms, _REST]


def _branches(node: _Tree) -> str:
    # Entries share their beginnings, so that a place in a text is given up at its first letter:
    # of a hundred entries side by side each would be tried there, which takes three times as long.
    # A longer entry is tried before the shorter one that it begins with: else "job" would hide
    # "job title" wherever nothing after it forces a second try.
    atoms = sorted(node.keys() - {_END}, key=lambda atom: (atom != _REST, atom))
    longer = [atom + _branches(node[atom]) for atom in atoms]
    if _END in node:
        return f"(?:{'|'.join(longer)})?" if longer else ""
    return longer[0] if len(longer) == 1 else f"(?:{'|'.join(longer)})"


class WordPattern:
    """A pattern that is written and compiled when it is first used.

    ``source`` reads word lists: a module that is imported and never asked reads and compiles none.
    The methods are those of ``re.Pattern``, and as quick: they are looked up once.
    """

    def __init__(self, source: Callable[[], str], flags: int = 0) -> None:
        self._source = source
        self._flags = flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """Return the pattern itself."""
        return re.compile(self._source(), self._flags)

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        return self.compiled.search

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        return self.compiled.match

    @cached_property
    def fullmatch(self) -> Callable[..., re.Match[str] | None]:
        return self.compiled.fullmatch

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        return self.compiled.finditer

    @cached_property
    def sub(self) -> Callable[..., str]:
        return self.compiled.sub
