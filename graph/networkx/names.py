"""What the people, employers, schools and projects of a NetworkX graph answer to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...ontology.folding import fold, plain
from ..facts.organisations import slug

NAMED = frozenset({"Person", "Employer", "School", "Project"})


class Names:
    """Finds nodes by document, e-mail address, name, file name, or part of a person's name.

    Employers and schools also answer without their legal form.
    """

    def __init__(self, nodes: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
        self._documents: defaultdict[str, set[str]] = defaultdict(set)
        self._emails: defaultdict[str, set[str]] = defaultdict(set)
        self._names: defaultdict[str, set[str]] = defaultdict(set)
        self._slugs: defaultdict[str, set[str]] = defaultdict(set)
        self._files: defaultdict[str, set[str]] = defaultdict(set)
        self._words: list[tuple[str, set[str]]] = []
        for id, data in nodes:
            if data["kind"] in NAMED:
                self._add(id, data)

    def find(self, text: str) -> list[str]:
        """Return the ids of all nodes that the text means in the first of these ways, sorted."""
        return sorted(next((found for found in self._meant(text) if found), ()))

    def _meant(self, text: str) -> Iterator[set[str]]:
        for index, key in (
            (self._documents, text),
            (self._emails, text.casefold()),
            (self._names, fold(text)),
            (self._slugs, slug(text)),
            (self._files, text),
        ):
            yield index.get(key, set())
        yield self._partly(text)

    def _add(self, id: str, data: Mapping[str, Any]) -> None:
        lists = ("names", "spellings", "aliases")
        names = {data.get("name"), *(name for key in lists for name in data.get(key, ()))} - {None}
        for name in names:
            self._names[fold(name)].add(id)
        if data["kind"] in {"Employer", "School"}:
            for name in names:
                self._slugs[slug(name)].add(id)
        if data["kind"] != "Person":
            return
        self._words += [(id, _words(name)) for name in sorted(names)]
        for email in data.get("emails", ()):
            self._emails[email.casefold()].add(id)
        for key in (*data.get("documents", ()), *data.get("mentions", ())):
            self._documents[key].add(id)
        for key in data.get("documents", ()):
            file = key.rsplit("/", 1)[-1]
            self._files[file].add(id)
            self._files[file.rsplit(".", 1)[0]].add(id)

    def _partly(self, text: str) -> set[str]:
        wanted = _words(text)
        return {id for id, words in self._words if wanted and wanted <= words}


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", plain(text)))
