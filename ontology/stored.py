"""The compiled ontology as text: what is asked of it is decoded, the rest stays as it is.

Most who start ask about a few concepts of thousands.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final

from .model import Concept, Relation
from .relations import Ends
from .sources import SourceFile

if TYPE_CHECKING:
    from .turtle import Compiled

_LISTS: Final = (4, 5, 6, 9, 10, 11)  # of a concept's fields


def written(content: Compiled, version: str) -> str:
    """Return the compiled files as text, in lines: heads, concepts, relations, labels.

    The heads are the version, the types of relations, the retired ids, the ids of the concepts, and
    of each concept the places of the relations that start and that end at it (``"3 17|208"``).
    """
    rows, relations = content["concepts"], content["relations"]
    around: list[tuple[list[str], list[str]]] = [([], []) for _ in rows]
    for place, (_, source, target, *_) in enumerate(relations):
        around[source][0].append(str(place))
        around[target][1].append(str(place))
    places = ["|".join(map(" ".join, both)) for both in around]
    heads = [version, content["types"], content["retired"], [row[0] for row in rows], places]
    labels = sorted(f"{_json(label)} {held}" for label, held in content["labels"].items())
    numbers = (" ".join(map(str, relation)) for relation in relations)
    stated = "\n".join([*map(_json, (*heads, *rows)), *numbers])
    return "\n\n".join([stated, "\n".join(labels)])


class StoredOntology:
    """What ``written`` makes of compiled files, read where it is asked for."""

    def __init__(self, text: str, files: Sequence[SourceFile]) -> None:
        stated, _, labels = text.partition("\n\n")
        version, types, retired, ids, places, *rows = stated.split("\n")
        numbered = json.loads(ids)
        self.version: Final[str] = json.loads(version)
        self.concepts: Final = StoredConcepts(dict(zip(numbered, rows, strict=False)))
        self.relations: Final = StoredRelations(
            types,
            rows[len(numbered) :],
            dict(zip(numbered, json.loads(places), strict=True)),
            files,
        )
        self.labels: Final = partial(StoredLabels, labels)
        self.retired: Final[Mapping[str, str]] = json.loads(retired)


class StoredLabels:
    """A ``label_index`` as sorted lines, of which few are asked for."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")

    def get(self, key: str) -> str | None:
        """Return the numbers of the concepts that have a folded label."""
        begin = f"{_json(key)} "
        at = bisect_left(self._lines, begin)
        line = self._lines[at] if at < len(self._lines) else ""
        return line.removeprefix(begin) if line.startswith(begin) else None


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
    """The relations, each with the line that states it, which its file still has.

    ``rows`` are texts of numbers (type, source, target, file, line), ``places`` by concept, in the
    order of concepts, those of the rows that start and that end at it.
    """

    def __init__(
        self,
        types: str,
        rows: Sequence[str],
        places: Mapping[str, str],
        files: Sequence[SourceFile],
    ) -> None:
        self._types = types
        self._rows = rows
        self._places = places
        self._files = files
        self._lines: dict[int, list[str]] = {}

    def __iter__(self) -> Iterator[Relation]:
        return self._made(self._rows)

    def of(self, id: str) -> Iterable[Relation]:
        """Give those that start or end at a concept."""
        both = self._places.get(id, "").replace("|", " ").split()
        return self._made(self._rows[place] for place in sorted({*map(int, both)}))

    def ends(self) -> Iterable[Ends]:
        """Give the ends of all, which takes a fourth of the time of the whole."""
        return self._ends(self._rows)

    def ends_of(self, id: str, *, starting: bool) -> Iterable[Ends]:
        """Give the ends of those that start at a concept, or of those that end at it."""
        starts, _, ends = self._places.get(id, "").partition("|")
        return self._ends(self._rows[int(at)] for at in (starts if starting else ends).split())

    def _ends(self, rows: Iterable[str]) -> Iterator[Ends]:
        ids, types = self._ids, self._types_by_number
        for row in rows:
            kind, source, target, *_ = row.split()
            yield types[int(kind)], ids[int(source)], ids[int(target)]

    def _made(self, rows: Iterable[str]) -> Iterator[Relation]:
        ids, types = self._ids, self._kinds
        names = [*(file.name for file in self._files), ""]
        made = partial(tuple.__new__, Relation)  # a third of the time that its own takes
        for row in rows:
            kind, source, target, file, line = map(int, row.split())
            name, *weights = types[kind]
            quote = self._lines_of(file)[line - 1].strip()
            yield made((name, ids[source], ids[target], *weights, names[file], line, quote))

    @cached_property
    def _ids(self) -> list[str]:
        return list(self._places)

    @cached_property
    def _types_by_number(self) -> list[str]:
        return [name for name, *_ in self._kinds]

    @cached_property
    def _kinds(self) -> list[list[Any]]:
        found: list[list[Any]] = json.loads(self._types)
        return found

    def _lines_of(self, file: int) -> list[str]:
        """Return the lines of a file; of a relation whose line is not known, one that is empty."""
        found = self._lines.get(file)
        if found is None:
            text = "" if file < 0 else self._files[file].data.decode(errors="replace")
            found = self._lines[file] = text.split("\n")
        return found


def _concept(row: list[Any]) -> Concept:
    for at in _LISTS:
        row[at] = tuple(row[at].split("\n")) if row[at] else ()
    return Concept._make(row)


def _json(content: object) -> str:
    # In ASCII: one wider letter would double what all the rest takes to read and to cut.
    return json.dumps(content, separators=(",", ":"))
