"""What the people, employers, schools and projects of a graph answer to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final, Literal, Protocol, TypeAlias

from ..ontology.folding import fold, plain
from .facts.organisations import slug
from .model import Node

Naming: TypeAlias = Literal["whole", "words", "beginning"]
"""How a text names a node: in full, by words of its name, or by the name's first letters."""

NAMED: Final = frozenset({"Person", "Employer", "School", "Project"})
"""The kinds that an index of names wants; roles and studies are reached by their person."""

_SPELLINGS: Final = ("names", "spellings", "aliases")


Sort: TypeAlias = Literal["document", "folded", "email", "name", "slug", "file", "stem", "word"]
"""What an entry of an index of names is: ``folded`` is a document in one case."""

Entry: TypeAlias = "tuple[Sort, str]"


class NameIndex(Protocol):
    """Entries of nodes, wherever they are kept."""

    def having(self, sort: Sort, text: str) -> set[str]:
        """Return the ids of the nodes with an entry."""

    def beginning(self, text: str) -> set[str]:
        """Return the ids of the nodes with a name that begins so, folded."""

    def names_of(self, ids: Collection[str]) -> Mapping[str, Collection[str]]:
        """Return all names of some nodes, as they are written."""

    def first(self, text: str, most: int) -> list[str]:
        """Return the ids of the first nodes with a name, or a word of it, that begins so."""

    def words(self, text: str) -> list[str]:
        """Return the words of names that begin so, each once, sorted."""


def entries(node: Node) -> Iterator[Entry]:
    """Give the entries of a node, some of them twice; of other kinds than ``NAMED`` none."""
    if node.kind not in NAMED:
        return
    for name in names_of(node):
        yield "name", fold(name)
        yield from (("word", word) for word in _words(name))
        # "Lanternfish Labs GmbH" is what a resume writes, and "Lanternfish Labs" what people ask
        # for.
        if node.kind in {"Employer", "School"}:
            yield "slug", slug(name)
    if node.kind == "Person":
        yield from _of_person(node)


def names_of(node: Node) -> set[str]:
    """Return every name of a node, as it is written."""
    names = {name for key in _SPELLINGS for name in _listed(node, key)}
    return names | {node.name} if node.name is not None else names


def _of_person(node: Node) -> Iterator[Entry]:
    yield from (("email", email.casefold()) for email in _listed(node, "emails"))
    for key in (*_listed(node, "documents"), *_listed(node, "mentions")):
        yield "document", key
        yield "folded", key.casefold()
    for key in _listed(node, "documents"):
        file = key.rsplit("/", 1)[-1]
        yield "file", fold(file)
        yield "stem", fold(file.rsplit(".", 1)[0])


def find(index: NameIndex, text: str, by: Naming) -> list[str]:
    """Return the ids of the nodes that a text names so, sorted.

    In full: a document's key, mention or path, an e-mail address, a name or other spelling, an
    employer or school without its legal form, or a document's file name: the first that fits.
    By words: those of one name in any order, or a document's file name without its suffix.
    """
    if by == "whole":
        return sorted(next((found for found in _meant(index, text) if found), ()))
    if by == "words":
        return sorted(index.having("stem", fold(text)) | _by_words(index, text))
    wanted = fold(text)
    return sorted(index.beginning(wanted)) if wanted else []


def _meant(index: NameIndex, text: str) -> Iterator[set[str]]:
    # What one thing alone has comes before what many may share: who is called like somebody's
    # file must not hide behind it.
    yield index.having("document", text)
    yield _by_path(index, "document", text)
    yield _by_path(index, "folded", text.casefold())
    wanted: tuple[Entry, ...] = (
        ("folded", text.casefold()),
        ("email", text.casefold()),
        ("name", fold(text)),
        ("slug", slug(text)),
        ("file", fold(text)),
    )
    for sort, key in wanted:
        yield index.having(sort, key)


def _by_path(index: NameIndex, sort: Sort, text: str) -> set[str]:
    """Return whose document a path leads to: its key is how the path ends."""
    parts = text.replace("\\", "/").split("/")
    ends = ("/".join(parts[at:]) for at in range(1, len(parts)))
    return next((found for end in ends if (found := index.having(sort, end))), set())


def _by_words(index: NameIndex, text: str) -> set[str]:
    wanted = _words(text)
    if not wanted:
        return set()
    found = set.intersection(*(index.having("word", word) for word in sorted(wanted)))
    # Words are looked for in each name apart: the first name of one spelling and the last of
    # another are nobody's name.
    names = index.names_of(found) if found else {}
    return {id for id in found if any(wanted <= _words(name) for name in names[id])}


class Names:
    """An index of nodes by all that they are called; case decides nothing but between documents."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._found: defaultdict[Entry, set[str]] = defaultdict(set)
        self._names: dict[str, set[str]] = {}
        for node in nodes:
            self._names[node.id] = names_of(node)
            for entry in entries(node):
                self._found[entry].add(node.id)

    def having(self, sort: Sort, text: str) -> set[str]:
        """Return the ids of the nodes with an entry."""
        return self._found.get((sort, text), set())

    def beginning(self, text: str) -> set[str]:
        """Return the ids of the nodes with a name that begins so, folded."""
        return {id for name in _beginning(self._sorted, text) for id in self.having("name", name)}

    def names_of(self, ids: Collection[str]) -> Mapping[str, Collection[str]]:
        """Return all names of some nodes, as they are written."""
        return {id: self._names[id] for id in ids}

    def first(self, text: str, most: int) -> list[str]:
        """Return the ids of the first nodes with a name, or a word of it, that begins so."""
        found = dict.fromkeys(
            id
            for sort, texts in (("name", self._sorted), ("word", self._words))
            for each in _beginning(texts, text)
            for id in sorted(self._found[sort, each])  # type: ignore[index]  # a Sort
        )
        return list(found)[:most]

    def words(self, text: str) -> list[str]:
        """Return the words of names that begin so, each once, sorted."""
        return list(_beginning(self._words, text))

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(text for sort, text in self._found if sort == "name")

    @cached_property
    def _words(self) -> list[str]:
        return sorted(text for sort, text in self._found if sort == "word")


def _beginning(texts: list[str], text: str) -> Iterator[str]:
    at = bisect_left(texts, text)
    while at < len(texts) and texts[at].startswith(text):
        yield texts[at]
        at += 1


def _listed(node: Node, key: str) -> list[str]:
    value = node.properties.get(key)
    return [str(item) for item in value] if isinstance(value, list) else []


def words_in_order(text: str) -> list[str]:
    """Return the words of a name as they follow each other."""
    return re.findall(r"\w+", plain(text))


def _words(text: str) -> set[str]:
    return set(words_in_order(text))
