"""The compiled ontology as text: what is asked of it is decoded, the rest stays as it is.

Most who start ask about a few concepts of thousands.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from .labels import LabelIndex
from .model import Concept, Relation
from .sources import SourceFile

if TYPE_CHECKING:
    from .turtle import Compiled

_LISTS: Final = (4, 5, 6, 9, 10, 11)  # of a concept's fields


def written(content: Compiled) -> str:
    """Return the compiled files as text: types, relations, labels, retired ids, ids,
    then a concept a line."""
    rows = content["concepts"]
    heads = [content["types"], content["relations"], content["labels"], content["retired"]]
    heads.append([row[0] for row in rows])
    return "\n".join(map(_json, (*heads, *rows)))


class StoredOntology:
    """What ``written`` makes of compiled files, read where it is asked for."""

    def __init__(self, text: str, files: Sequence[SourceFile]) -> None:
        types, relations, labels, retired, ids, *rows = text.split("\n")
        self.concepts: Final = StoredConcepts(dict(zip(json.loads(ids), rows, strict=True)))
        self.relations: Final = StoredRelations(types, relations, self.concepts, files)
        self.labels: Final = partial(_labels, labels)
        self.retired: Final[Mapping[str, str]] = json.loads(retired)


class StoredConcepts(Mapping[str, Concept]):
    """Concepts by id, each made when it is first asked for."""

    def __init__(self, rows: Mapping[str, str]) -> None:
        self._rows = rows
        self._made: dict[str, Concept] = {}

    def __getitem__(self, id: str) -> Concept:
        made = self._made.get(id)
        if made is None:
            made = self._made[id] = _concept(json.loads(self._rows[id]))
        return made

    def __contains__(self, id: object) -> bool:
        return id in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


class StoredRelations:
    """The relations, each with the line that states it, which its file still has."""

    def __init__(
        self, types: str, rows: str, concepts: StoredConcepts, files: Sequence[SourceFile]
    ) -> None:
        self._types = types
        self._rows = rows
        self._concepts = concepts
        self._files = files

    def ends(self) -> Iterator[tuple[str, str, str]]:
        """Yield (type, source, target) of each, which takes a fourth of the time of the whole."""
        ids, types = list(self._concepts), [name for name, *_ in json.loads(self._types)]
        for kind, source, target, *_ in json.loads(self._rows):
            yield types[kind], ids[source], ids[target]

    def __iter__(self) -> Iterator[Relation]:
        ids, types = list(self._concepts), json.loads(self._types)
        names = [*(file.name for file in self._files), ""]
        lines = [*(file.data.decode(errors="replace").split("\n") for file in self._files), [""]]
        made = partial(tuple.__new__, Relation)  # a third of the time that its own takes
        for kind, source, target, file, line in json.loads(self._rows):
            name, *weights = types[kind]
            quote = lines[file][line - 1].strip()
            yield made((name, ids[source], ids[target], *weights, names[file], line, quote))


def _labels(text: str) -> LabelIndex:
    found: LabelIndex = json.loads(text)
    return found


def _concept(row: list[Any]) -> Concept:
    for at in _LISTS:
        row[at] = tuple(row[at].split("\n")) if row[at] else ()
    return Concept._make(row)


def _json(content: object) -> str:
    # In ASCII: one wider letter would double what all the rest takes to read and to cut.
    return json.dumps(content, separators=(",", ":"))
