"""Lists of words kept as data: ``words/NAME.txt`` of a package, and the pattern that they make."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_GROUP = re.compile(r"\[([^\]]+)\]")


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


def alternation(entries: Iterable[str], *, blank: str = " ") -> str:
    r"""Return a pattern that matches any of the entries as they are written.

    An entry that ends in ``*`` goes on to the end of the word (``certif*``); ``blank`` is the
    pattern for a blank inside of a phrase, ``\s+`` say. Case, word boundaries and what else there
    is around belong to the pattern that this is put into.
    """
    # A pattern takes the first alternative that fits: without the longest first, "job" would
    # hide "job title" wherever nothing after it forces a second try.
    ordered = sorted(set(entries), key=lambda entry: (-len(entry), entry))
    return f"(?:{'|'.join(_escaped(entry, blank) for entry in ordered)})" if ordered else r"(?!)"


def _escaped(entry: str, blank: str) -> str:
    stem = entry.removesuffix("*")
    escaped = blank.join(map(re.escape, stem.split(" ")))
    return escaped + r"\w*" if stem != entry else escaped
