"""What the people, employers, schools and projects of a graph answer to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from ..ontology.folding import fold, plain
from .facts.organisations import slug
from .model import Node

NAMED: Final = frozenset({"Person", "Employer", "School", "Project"})
"""The kinds that an index of names wants; roles and studies are reached by their person."""

_SPELLINGS: Final = ("names", "spellings", "aliases")


class Names:
    """An index of nodes by document, e-mail address, name, file name, or part of a person's name.

    Employers and schools also answer without their legal form.
    """

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._documents: defaultdict[str, set[str]] = defaultdict(set)
        self._emails: defaultdict[str, set[str]] = defaultdict(set)
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        self._slugs: defaultdict[str, set[str]] = defaultdict(set)
        self._files: defaultdict[str, set[str]] = defaultdict(set)
        self._words: list[tuple[str, set[str]]] = []
        for node in nodes:
            if node.kind in NAMED:
                self._add(node)

    def find(self, text: str) -> list[str]:
        """Return the ids of all nodes that the text means in the first of these ways, sorted."""
        return sorted(next((found for found in self._meant(text) if found), ()))

    def _meant(self, text: str) -> Iterator[set[str]]:
        # What one thing alone has comes before what many may share, a part of a name last: who is
        # called like somebody's file or first name must not hide behind it.
        for index, key in (
            (self._documents, text),
            (self._emails, text.casefold()),
            (self._names, fold(text)),
            (self._slugs, slug(text)),
            (self._files, text),
        ):
            yield index.get(key, set())
        yield self._partly(text)

    def _add(self, node: Node) -> None:
        names = {name for key in _SPELLINGS for name in _listed(node, key)}
        names |= {node.name} if node.name is not None else set()
        for name in names:
            self._names[fold(name)].add(node.id)
        if node.kind in {"Employer", "School"}:
            for name in names:
                self._slugs[slug(name)].add(node.id)
        if node.kind == "Person":
            self._add_person(node, names)

    def _add_person(self, node: Node, names: Iterable[str]) -> None:
        # Words are kept for each name apart: the first name of one spelling and the last of
        # another are nobody's name.
        self._words += [(node.id, _words(name)) for name in sorted(names)]
        for email in _listed(node, "emails"):
            self._emails[email.casefold()].add(node.id)
        for key in (*_listed(node, "documents"), *_listed(node, "mentions")):
            self._documents[key].add(node.id)
        for key in _listed(node, "documents"):
            file = key.rsplit("/", 1)[-1]
            self._files[file].add(node.id)
            self._files[file.rsplit(".", 1)[0]].add(node.id)

    def _partly(self, text: str) -> set[str]:
        wanted = _words(text)
        return {id for id, words in self._words if wanted and wanted <= words}


def _listed(node: Node, key: str) -> list[str]:
    value = node.properties.get(key)
    return [str(item) for item in value] if isinstance(value, list) else []


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", plain(text)))
