"""The ontology: concepts, their typed relations, and the lookup of labels."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from ..errors import UsageError
from .cache import cache_key, cached_text
from .folding import fold
from .kinds import GENERAL_KINDS
from .labels import Labels, label_index
from .model import BASE, Concept, Relation
from .relations import Ends, GivenRelations, Relations
from .sources import SourceFile, bounded_bytes
from .stored import StoredOntology, StoredRelations, written

HOME = Path(__file__).parent
_NAMESPACE = BASE.encode()  # a file that speaks of our concepts names it
NARROWER_TYPES = frozenset({"BROADER", "PART_OF"})
OWN_TYPES = NARROWER_TYPES | {"IMPLEMENTS"}
"""What is the concept itself in another form: narrower, a part of it, or what implements it."""
ANSWERING_TYPES = OWN_TYPES | {"USED_FOR"}
"""What a question for a concept follows downwards: who has PostgreSQL answers for databases."""


class Ontology:
    """Concepts by id, the relations between them, and what stands above and below each.

    ``version`` is 16 hex digits of the files' bytes: it changes when a file does. ``key`` is what
    is worked out of exactly these concepts is kept under, None where nothing is to be kept.
    ``retired`` has the successor of each id that is no concept any more, ``added`` the files of
    the user's.
    """

    def __init__(
        self,
        concepts: Iterable[Concept] | Mapping[str, Concept],
        relations: Iterable[Relation],
        version: str,
        labels: Callable[[], Labels] | None = None,
        key: str | None = None,
        retired: Mapping[str, str] | None = None,
        added: tuple[SourceFile, ...] = (),
    ) -> None:
        self.concepts: Mapping[str, Concept] = (
            concepts if isinstance(concepts, Mapping) else {one.id: one for one in concepts}
        )
        # Those of a file are made when they are asked for, and may be so by two threads at once.
        self._relations: Relations = (
            relations if isinstance(relations, StoredRelations) else GivenRelations(relations)
        )
        self.version = version
        self.key = key
        self.retired: Mapping[str, str] = retired or {}
        self.added = added
        self._given = labels

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """Return all relations, in the order of types and concepts."""
        return tuple(self._relations)

    def relations_of(self, id: str) -> tuple[Relation, ...]:
        """Return the relations that start or end at a concept."""
        found = self._told.get(id)
        if found is None:
            found = self._told[id] = tuple(self._relations.of(id))
        return found

    def below(self, id: str) -> frozenset[str]:
        """Return the concept and everything under it by BROADER and PART_OF."""
        return self._closure(id, NARROWER_TYPES, self._below)

    def above(self, id: str) -> frozenset[str]:
        """Return the concept and everything it lies under by BROADER and PART_OF."""
        return self._closure(id, NARROWER_TYPES, self._above, upwards=True)

    def answering(self, id: str) -> frozenset[str]:
        """Return the concept and all that answers a question for it: ANSWERING_TYPES, any depth."""
        return self._closure(id, ANSWERING_TYPES, self._answering)

    def own(self, id: str) -> frozenset[str]:
        """Return the concept and all that is it in another form: OWN_TYPES, at any depth."""
        return self._closure(id, OWN_TYPES, self._owned)

    def share(self, id: str) -> float:
        """Return the share of people expected to name the concept, 0 to 1."""
        return self.concepts[id].share

    def iri(self, id: str) -> str:
        """Return a concept's address on the web: ``…/skill/go-lang`` for ``skill:go-lang``."""
        return BASE + id.replace(":", "/", 1)

    def lookup(self, text: str, kinds: Collection[str] | None = None) -> tuple[Concept, ...]:
        """Return the concepts that have this label or id, the best first.

        A retired id means its successor. Labels are equal when ``fold`` makes them so; a plural
        falls back to its singular. Preferred
        labels come before alternative and hidden ones, then the exact spelling, then ids in order.
        A Category is named only where nothing else is: its labels are the words of questions, see
        ``everyday``.
        """
        wanted = [hit for hit in self._labelled(text) if kinds is None or hit[1].kind in kinds]
        named = [hit for hit in wanted if hit[1].kind != "Category"] or wanted
        # The last key is there so that equals never depend on the order of files.
        named.sort(key=lambda pair: (pair[0], text not in pair[1].labels, pair[1].id))
        return tuple(concept for _, concept in named)

    def everyday(self, text: str) -> Concept | None:
        """Return what a word means in a question where a Category is called so, else None.

        An everyday word means the widest: of the general concepts with the label ("database"), the
        one that most others answer for; of equally wide ones the first by id.
        """
        found = [one for _, one in self._labelled(text) if one.kind in GENERAL_KINDS]
        if text in self.concepts or all(one.kind != "Category" for one in found):
            return None
        return min(found, key=lambda one: (-len(self.answering(one.id)), one.id))

    def __reduce__(self) -> tuple[Any, ...]:
        concepts = tuple(self.concepts.values())
        known = (self._given, self.key, self.retired, self.added)
        return Ontology, (concepts, self.relations, self.version, *known)

    def _labelled(self, text: str) -> Sequence[tuple[int, Concept]]:
        """Return what has a label or id; 0 stands for an id or preferred label, then 1 and 2."""
        text = self.retired.get(text, text)
        if text in self.concepts:
            return [(0, self.concepts[text])]
        forms = _with_singulars(fold(text))
        held = next((held for one in forms if (held := self._labels.get(one))), "")
        numbers = map(int, held.split())
        pairs = zip(numbers, numbers, strict=True)
        return [(rank, self.concepts[self._numbered[at]]) for at, rank in pairs]

    @cached_property
    def _numbered(self) -> list[str]:
        return list(self.concepts)

    @cached_property
    def _labels(self) -> Labels:
        if self._given is not None:
            return self._given()
        return label_index((one.name, one.alt, one.hidden) for one in self.concepts.values())

    @cached_property
    def _told(self) -> dict[str, tuple[Relation, ...]]:
        return {}

    @cached_property
    def _steps(self) -> dict[tuple[frozenset[str], bool], dict[str, list[str]]]:
        return {}

    @cached_property
    def _owned(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _below(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _answering(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _above(self) -> dict[str, frozenset[str]]:
        return {}

    def ends(self) -> Iterable[Ends]:
        """Give (type, source, target) of each relation, without what else is said of it."""
        return self._relations.ends()

    def _closure(
        self,
        id: str,
        types: frozenset[str],
        known: dict[str, frozenset[str]],
        *,
        upwards: bool = False,
    ) -> frozenset[str]:
        if id not in known:
            steps = self._steps.setdefault((types, upwards), {})
            seen, todo = {id}, [id]
            while todo:
                here = todo.pop()
                if here not in steps:
                    ends = self._relations.ends_of(here, starting=upwards)
                    steps[here] = [one[2 if upwards else 1] for one in ends if one[0] in types]
                fresh = [one for one in steps[here] if one not in seen]
                seen.update(fresh)
                todo += fresh
            known[id] = frozenset(seen)
        return known[id]


def load_ontology(extra: Sequence[Path] = ()) -> Ontology:
    """Return the bundled ontology with the user's own Turtle added.

    ``extra`` and ``$COMMONGROUND_ONTOLOGY`` (separated as in ``$PATH``) name files, or folders of
    them. Concepts there may be new or add labels and relations to ours; a vocabulary of its own
    namespace, or in another form than Turtle, is taken over (``importing.adopt``). One process
    loads the same files once.

    Raises:
        UsageError: a named file or folder cannot be read.
        CheckFailed: a file is no Turtle; the sentence names its line.
    """
    named = os.environ.get("COMMONGROUND_ONTOLOGY", "").split(os.pathsep)
    paths = [Path(name) for name in named if name] + [Path(path) for path in extra]
    return _loaded(tuple(_bundled() + [file for path in paths for file in _user_files(path)]))


def ontology_files() -> list[Path]:
    """Return the bundled Turtle files that are compiled: schema, scheme, retired ids, concepts."""
    parts = [HOME / name for name in ("schema.ttl", "scheme.ttl", "retired.ttl")]
    parts += sorted((HOME / "concepts").glob("*.ttl"))
    return [path for path in parts if path.is_file()]


def ontology_of(path: Path) -> Ontology:
    """Return what a file or folder of Turtle makes: alone if it has a schema, else beside ours.

    Raises:
        UsageError: it cannot be read.
        CheckFailed: a file is no Turtle; the sentence names its line.
    """
    given = _user_files(path)
    whole = any(Path(file.name).name == "schema.ttl" for file in given)
    return _loaded(tuple(given if whole else [*_bundled(), *given]))


def read_ontology(files: Sequence[SourceFile]) -> Ontology:
    """Return the ontology that these files alone make; the schema must be among them."""
    key = cache_key(files)
    stored = StoredOntology(cached_text(f"ontology-{key}.txt", lambda: _compiled(files)), files)
    added = tuple(file for file in files if not file.plain)
    known = (stored.labels, key, stored.retired, added)
    return Ontology(stored.concepts, stored.relations, stored.version, *known)


def _compiled(files: Sequence[SourceFile]) -> str:
    from .turtle import compile_turtle

    # Over bytes alone: a file that is moved or renamed changes nothing that is known.
    version = hashlib.sha256(b"\0".join(file.data for file in files)).hexdigest()[:16]
    return written(compile_turtle(files), version)


# By content: a file that changes between two calls is read anew, and files that do not are not.
@cache
def _loaded(files: tuple[SourceFile, ...]) -> Ontology:
    return read_ontology(files)


def _bundled() -> list[SourceFile]:
    root = HOME.parent
    return [
        SourceFile(path.relative_to(root).as_posix(), path.read_bytes(), plain=True)
        for path in ontology_files()
    ]


def _user_files(path: Path) -> list[SourceFile]:
    try:
        paths = sorted(path.rglob("*.ttl")) if path.is_dir() else [path]
        return [_ours(one, bounded_bytes(one)) for one in paths]
    except OSError as error:
        why = error.strerror or "unreadable"
        raise UsageError(f"{path}: {why}; give a Turtle file or a folder of them") from None


def _ours(path: Path, data: bytes) -> SourceFile:
    """Return a user's file as it is, or what of it is taken over where it is not in our terms."""
    from .importing.terms import FORMS

    own = path.suffix == ".ttl" and (_NAMESPACE in data or not data.strip())
    if own or path.suffix.lower() not in FORMS:
        return SourceFile(path.as_posix(), data)
    from .importing.adopting import adopt
    from .importing.terms import read_terms

    adopted = adopt(read_terms(path), _loaded(tuple(_bundled())), path.stem)
    return SourceFile(path.as_posix(), adopted.turtle.encode())


def _with_singulars(key: str) -> list[str]:
    """Return the forms under which a folded label is sought: itself, then its singulars."""
    # "classes" is "class" and "databases" "database": both endings are tried, since a form that is
    # no label finds nothing. Short keys ("aws", "ios") are no plurals.
    forms = [key]
    if key.endswith("ies"):
        forms.append(key[:-3] + "y")
    if key.endswith("es") and len(key) > 4:
        forms.append(key[:-2])
    if key.endswith("s") and len(key) > 3:
        forms.append(key[:-1])
    return forms
