"""What the people, employers, schools and projects of a graph answer to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final, Literal, TypeAlias

from ..ontology.folding import fold, plain
from .facts.organisations import slug
from .model import Node

Naming: TypeAlias = Literal["whole", "words", "beginning"]
"""How a text names a node: in full, by words of its name, or by the name's first letters."""

NAMED: Final = frozenset({"Person", "Employer", "School", "Project"})
"""The kinds that an index of names wants; roles and studies are reached by their person."""

_SPELLINGS: Final = ("names", "spellings", "aliases")


class Names:
    """An index of nodes by all that they are called; case decides nothing but between documents."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._documents: defaultdict[str, set[str]] = defaultdict(set)
        self._folded: defaultdict[str, set[str]] = defaultdict(set)  # documents, in one case
        self._emails: defaultdict[str, set[str]] = defaultdict(set)
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        self._slugs: defaultdict[str, set[str]] = defaultdict(set)
        self._files: defaultdict[str, set[str]] = defaultdict(set)
        self._stems: defaultdict[str, set[str]] = defaultdict(set)
        self._words: defaultdict[str, set[str]] = defaultdict(set)
        self._names_of: defaultdict[str, list[set[str]]] = defaultdict(list)
        for node in nodes:
            if node.kind in NAMED:
                self._add(node)

    def find(self, text: str, by: Naming) -> list[str]:
        """Return the ids of the nodes that a text names so, sorted.

        In full: a document's key, mention or path, an e-mail address, a name or other spelling, an
        employer or school without its legal form, or a document's file name: the first that fits.
        By words: those of one name in any order, or a document's file name without its suffix.
        """
        if by == "whole":
            return sorted(next((found for found in self._meant(text) if found), ()))
        if by == "words":
            return sorted(self._stems.get(fold(text), set()) | self._by_words(text))
        return sorted(self._by_beginning(fold(text)))

    def _meant(self, text: str) -> Iterator[set[str]]:
        # What one thing alone has comes before what many may share: who is called like somebody's
        # file must not hide behind it.
        yield self._documents.get(text, set())
        yield self._by_path(self._documents, text)
        yield self._by_path(self._folded, text.casefold())
        for index, key in (
            (self._folded, text.casefold()),
            (self._emails, text.casefold()),
            (self._names, fold(text)),
            (self._slugs, slug(text)),
            (self._files, fold(text)),
        ):
            yield index.get(key, set())

    @staticmethod
    def _by_path(documents: Mapping[str, set[str]], text: str) -> set[str]:
        """Return whose document a path leads to: its key is how the path ends."""
        parts = text.replace("\\", "/").split("/")
        ends = ("/".join(parts[at:]) for at in range(1, len(parts)))
        return next((documents[end] for end in ends if end in documents), set())

    def _by_words(self, text: str) -> set[str]:
        wanted = _words(text)
        if not wanted:
            return set()
        # The rarest word decides; the set of all names is never walked.
        found = set.intersection(*(self._words.get(word, set()) for word in wanted))
        # Words are looked for in each name apart: the first name of one spelling and the last of
        # another are nobody's name.
        return {id for id in found if any(wanted <= words for words in self._names_of[id])}

    def _by_beginning(self, wanted: str) -> set[str]:
        names = self._sorted
        found: set[str] = set()
        at = bisect_left(names, wanted) if wanted else len(names)
        while at < len(names) and names[at].startswith(wanted):
            found |= self._names[names[at]]
            at += 1
        return found

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._names)

    def _add(self, node: Node) -> None:
        names = {name for key in _SPELLINGS for name in _listed(node, key)}
        names |= {node.name} if node.name is not None else set()
        for name in names:
            self._names[fold(name)].add(node.id)
            words = _words(name)
            self._names_of[node.id].append(words)
            for word in words:
                self._words[word].add(node.id)
        # "Lanternfish Labs GmbH" is what a resume writes, and "Lanternfish Labs" what people ask
        # for.
        if node.kind in {"Employer", "School"}:
            for name in names:
                self._slugs[slug(name)].add(node.id)
        if node.kind == "Person":
            self._add_person(node)

    def _add_person(self, node: Node) -> None:
        for email in _listed(node, "emails"):
            self._emails[email.casefold()].add(node.id)
        for key in (*_listed(node, "documents"), *_listed(node, "mentions")):
            self._documents[key].add(node.id)
            self._folded[key.casefold()].add(node.id)
        for key in _listed(node, "documents"):
            file = key.rsplit("/", 1)[-1]
            self._files[fold(file)].add(node.id)
            self._stems[fold(file.rsplit(".", 1)[0])].add(node.id)


def _listed(node: Node, key: str) -> list[str]:
    value = node.properties.get(key)
    return [str(item) for item in value] if isinstance(value, list) else []


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", plain(text)))
