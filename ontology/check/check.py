"""``ontology check``: reads Turtle files and lists everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from ...errors import UsageError
from ..mappings import mapping_files
from ..model import BASE
from ..ontology import HOME, ontology_files
from ..retired import released_ids
from ..sources import SourceFile, bounded_bytes
from ..turtle import SCHEMA
from .concept_rules import Fault, RdfObject, RdfResources, concept_faults, concepts_in
from .graph_rules import graph_faults
from .mapping_rules import mapping_faults, unnamed
from .retirement_rules import redirected, retirement_faults
from .turtle_layout import blocks_of, layout_faults

Severity = Literal["error", "warning"]
WEIGHT: Final = SCHEMA + "similarityWeight"


@dataclass(frozen=True, order=True)
class Finding:
    """One fault: where it stands (line 0 = somewhere in the file), about what, and what to fix.

    ``subject`` is the concept's IRI, or empty for a fault of the file. An ``error`` makes the check
    fail, a ``warning`` does not.
    """

    file: str
    line: int
    subject: str
    severity: Severity
    message: str

    def __str__(self) -> str:
        about = self.subject.removeprefix(BASE).replace("/", ":", 1)
        what = f"{about}: {self.message}" if about else self.message
        return f"{self.file}:{self.line}: {self.severity}: {what}"


def check(paths: Sequence[Path] | None = None) -> list[Finding]:
    """Return every fault of the bundled ontology and of the files or folders given, sorted.

    The user's files are checked together with ours, because they may point at our concepts. An
    empty list means that all is well.

    Raises:
        UsageError: a given file or folder cannot be read.
    """
    bundled = [_source(path, HOME.parent) for path in ontology_files()]
    bundled += [file._replace(plain=False) for file in mapping_files()]
    given = [_source(one, None) for path in paths or () for one in _turtle_files(path)]
    files = bundled + given
    found = [*_unreadable(files), *_layout(files), *_twice(files), *_broken(files)]
    return sorted(set(found))


def _turtle_files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(path.rglob("*.ttl"))
    return [path]


def _source(path: Path, root: Path | None) -> SourceFile:
    try:
        data = bounded_bytes(path)
    except OSError as error:
        why = error.strerror or "unreadable"
        raise UsageError(f"{path}: {why}; give a Turtle file or a folder of them") from None
    return SourceFile((path.relative_to(root) if root else path).as_posix(), data)


# Asked for by several rules; parsing is most of what a check costs.
@cache
def _parsed(file: SourceFile) -> tuple[list[tuple[str, str, RdfObject]], tuple[int, str] | None]:
    """Return the statements of a file, or the line and reason why it is no Turtle."""
    from rdflib import Graph, Literal, URIRef
    from rdflib.plugins.parsers.notation3 import BadSyntax

    try:
        graph = Graph().parse(data=file.data, format="turtle")
    except BadSyntax as error:
        return [], (error.lines + 1, f"not Turtle ({error._why})")
    except UnicodeDecodeError as error:
        return [], (file.data[: error.start].count(b"\n") + 1, "not UTF-8")
    found = []
    for subject, predicate, node in graph:
        language = (node.language or "") if isinstance(node, Literal) else ""
        value = RdfObject(str(node), language, isinstance(node, URIRef))
        found.append((str(subject), str(predicate), value))
    return sorted(found), None


def _unreadable(files: list[SourceFile]) -> Iterator[Finding]:
    for file in files:
        if fault := _parsed(file)[1]:
            yield Finding(file.name, fault[0], "", "error", fault[1])


def _layout(files: list[SourceFile]) -> Iterator[Finding]:
    """Ours must keep the layout; in a user's own file it is advice."""
    for file in files:
        parts = file.name.split("/")
        ours = parts[:2] == ["ontology", "concepts"]
        if ours or parts[0] != "ontology":
            severity: Severity = "error" if ours else "warning"
            for fault in layout_faults(file):
                yield Finding(file.name, fault.line, fault.subject, severity, fault.message)


def _twice(files: list[SourceFile]) -> Iterator[Finding]:
    first: dict[str, tuple[str, int]] = {}
    for file in files:
        for block in blocks_of(file):
            if block.typed and block.subject in first:
                where = ":".join(map(str, first[block.subject]))
                message = f"second block of one concept, the first is at {where}"
                yield Finding(file.name, block.line, block.subject, "error", message)
            elif block.typed:
                first[block.subject] = (file.name, block.line)


def _broken(files: list[SourceFile]) -> Iterator[Finding]:
    resources: RdfResources = {}
    for file in files:
        for subject, predicate, value in _parsed(file)[0]:
            held = resources.setdefault(subject, {}).setdefault(predicate, [])
            if value not in held:
                held.append(value)
    relations = frozenset(
        predicate for predicate, properties in resources.items() if WEIGHT in properties
    )
    places = _places(files)
    faults = [*retirement_faults(resources, released_ids()), *mapping_faults(resources)]
    followed, named = redirected(resources)
    absent = unnamed(resources)
    concepts = {iri: said for iri, said in concepts_in(followed).items() if iri not in absent}
    faults += [*named, *concept_faults(concepts, relations), *graph_faults(concepts)]
    yield from (_placed(fault, places) for fault in faults)


def _places(files: list[SourceFile]) -> dict[tuple[str, str], tuple[str, int]]:
    """Return (subject, predicate) → (file, line); the predicate is empty for the block itself."""
    found: dict[tuple[str, str], tuple[str, int]] = {}
    for file in files:
        for subject, _, _ in _parsed(file)[0]:
            # Line 0 stands where no block is found: a user's file may have another layout.
            found.setdefault((subject, ""), (file.name, 0))
        for block in blocks_of(file):
            if found.get((block.subject, ""), ("", 0))[1] == 0:
                found[block.subject, ""] = (file.name, block.line)
            for predicate, line in block.predicates.items():
                found.setdefault((block.subject, predicate), (file.name, line))
    return found


def _placed(fault: Fault, places: dict[tuple[str, str], tuple[str, int]]) -> Finding:
    block = places.get((fault.subject, ""), ("", 0))
    file, line = places.get((fault.subject, fault.predicate), block)
    severity: Severity = "warning" if fault.severity == "warning" else "error"
    return Finding(file, line, fault.subject, severity, fault.message)
