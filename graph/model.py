"""The typed property graph: nodes, edges and the facts of one document.

Labels and relationship types are closed sets; the same words stand in NetworkX, Cypher, RDF and on
the page. Property values are str, bool, int, float, date or non-empty lists of one of these; None
means absent and is dropped before anything is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

from ..loaders.notes import CorrectionNote
from ..ontology.kinds import CONCEPT_KINDS, ONTOLOGY_TYPES
from .display import Brief

if TYPE_CHECKING:
    from ..loaders.document import Document

Scalar: TypeAlias = str | bool | int | float | date
Value: TypeAlias = Scalar | list[str] | list[bool] | list[int] | list[float] | list[date]
Verdict: TypeAlias = Literal["same", "different"]

FACT_KINDS: Final = frozenset("Person Role Employer Education School Project".split())
KINDS: Final = FACT_KINDS | CONCEPT_KINDS

FACT_TYPES: Final = frozenset("HELD AT USED CLAIMS STUDIED OF IN FROM BUILT".split())
DERIVED_TYPES: Final = frozenset({"HAS_SKILL", "WORKED_AT"})
EDGE_TYPES: Final = FACT_TYPES | DERIVED_TYPES | ONTOLOGY_TYPES


def stable_id(prefix: str, *parts: object) -> str:
    """Return ``prefix:`` and 16 hex digits that depend on nothing but the parts."""
    text = "\x1f".join(["" if part is None else str(part) for part in parts])
    return f"{prefix}:{sha256(text.encode()).hexdigest()[:16]}"


def edge_id(type: str, source: str, target: str) -> str:
    """Return the id of the one edge of a type between two nodes."""
    # As ``stable_id`` says it: there are two hundred of them in a person.
    return "e:" + sha256(f"{type}\x1f{source}\x1f{target}".encode()).hexdigest()[:16]


def clean(properties: Mapping[str, Value | None]) -> dict[str, Value]:
    """Drop what is absent; refuse what no store can hold.

    Raises:
        TypeError: a value is no scalar of the model and no list of one kind of scalar.
    """
    kept: dict[str, Value] = {}
    for key, value in properties.items():
        if value is None:
            continue
        if isinstance(value, list):
            if not value:
                continue
            if {*map(type, value)} != _TEXTS:
                _check(key, value)
        elif type(value) not in _SURE:  # most are: this runs a hundred times a document
            _check(key, value)
        kept[key] = value
    return kept


# Nearly all values are one of these two or a list of texts, and need no further look.
_SURE: Final = frozenset({str, bool})
_SCALARS: Final = _SURE | {int, float, date}
_TEXTS: Final = frozenset({str})


def _check(key: str, value: Value) -> None:
    items = value if isinstance(value, list) else [value]
    kinds = set(map(type, items))
    # Neo4j and Parquet hold lists of one type only.
    if len(kinds) != 1 or not kinds <= _SCALARS:
        raise TypeError(
            f"property {key!r} holds {type(value).__name__}: one kind of scalar is wanted"
        )
    if any(isinstance(item, int) and not -(2**63) <= item < 2**63 for item in items):
        raise TypeError(f"property {key!r} is outside 64 bits")


PLACE: Final = frozenset("source line start end quote".split())
"""What every piece of evidence has in JSON."""


@dataclass(frozen=True, slots=True)
class Evidence(Brief):
    """Where a document says it: ``text[start:end] == quote`` and ``line`` counts from 1.

    ``page`` (counted from 1) is that of a PDF and ``part`` one of a Word file (table, text box,
    header, footer), beside the line of the text that was taken out of it; other files have neither.
    What was ``corrected`` is said by a person and not there; the place is that of what was read,
    line 0 and no quote where nothing was.
    """

    source: str
    line: int
    start: int
    end: int
    quote: str
    page: int | None = None
    part: str | None = None
    corrected: CorrectionNote | None = None

    @property
    def place(self) -> str:
        """Where it stands, as people read it: ``cv.md:14``, ``cv.pdf page 2, line 74``."""
        return place_of(self.to_json())

    @property
    def said(self) -> str:
        """What is to be shown of it: the correction where it is one, else the quote."""
        return self.quote if self.corrected is None else str(self.corrected)

    def to_json(self) -> dict[str, Any]:
        """Return the printed shape; a page, part or correction that there is not is left out."""
        # By name, for an answer has hundreds: to go through the fields takes three times as long.
        shape: dict[str, Any] = {"source": self.source, "line": self.line, "start": self.start}
        shape |= {"end": self.end, "quote": self.quote}
        if self.page is not None:
            shape["page"] = self.page
        if self.part is not None:
            shape["part"] = self.part
        if self.corrected is not None:
            shape["corrected"] = self.corrected._asdict()
        return shape

    @classmethod
    def of_json(cls, shape: Mapping[str, Any]) -> Evidence:
        """Return what ``to_json`` gave; what else stands there is left."""
        own = {name: shape[name] for name in cls.__dataclass_fields__ if name in shape}
        noted = own.pop("corrected", None)
        return cls(**own, corrected=None if noted is None else CorrectionNote(**noted))


def place_of(evidence: Mapping[str, Any]) -> str:
    """Return where a printed piece of evidence stands; the document alone where no line says it.

    >>> place_of({"source": "cv.md", "line": 14})
    'cv.md:14'
    >>> place_of({"source": "cv.pdf", "line": 74, "page": 2})
    'cv.pdf page 2, line 74'
    """
    source, line, page = evidence["source"], evidence["line"], evidence.get("page")
    region = f"page {page}" if page else evidence.get("part")
    if not line:
        return str(source)
    return f"{source} {region}, line {line}" if region else f"{source}:{line}"


@dataclass(frozen=True, slots=True)
class Node(Brief):
    """One node; ``kind`` is its label, ``name`` its caption (None where the node has none)."""

    id: str
    kind: str
    name: str | None = None
    properties: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Edge(Brief):
    """One relationship. ``evidence`` holds references ``document:start:end``, sorted."""

    id: str
    type: str
    source: str
    target: str
    properties: Mapping[str, Value] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fragment:
    """The facts of exactly one document about one mention of a person.

    ``person`` is the mention's id; ``keys`` are the sure keys by which identity groups mentions
    (``email:…``, ``github:…``, ``linkedin:…``, ``site:…``, and ``phone:…`` which counts only with a
    compatible name).
    """

    document: str
    person: str
    keys: tuple[str, ...]
    as_of: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """That two mentions are the same person or are not; ``when`` is an ISO time in UTC."""

    number: int
    verdict: Verdict
    a: str
    b: str
    why: str
    when: str
    by: str


@dataclass(frozen=True, slots=True)
class Correction(Brief):
    """That a document says ``after`` where its reading has ``before``; None is nothing at all.

    ``field`` is the JSON pointer under which the reading had it when it was corrected, ``concept``
    the id of the concept that ``after`` is, where it is one. An entry goes by ``lines``, those of
    the text that name it, one a line, each as it would be said again; ``start`` and ``end`` are the
    first place on them in the file with the hash ``sha256``. ``when`` is an ISO time in UTC.

    ``document`` and ``state`` are told by ``corrections()`` of a graph alone: the document's key,
    and ``applies`` or a sentence that says why it no longer does.
    """

    number: int
    mention: str
    field: str
    before: str | None
    after: str | None
    concept: str | None
    lines: str
    start: int
    end: int
    sha256: str
    why: str
    when: str
    by: str
    document: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Maybe:
    """Two documents, by key, that may be one person's: names do not settle it, nobody decided it.

    ``shared`` are the kinds of sure keys that both have: email, phone, linkedin, site, github, ….
    """

    a: str
    b: str
    shared: tuple[str, ...]


_CORRECTION: Final = ":correction-"


class Reference(NamedTuple):
    """A reference in its parts; ``correction`` is the number of the one that is cited, else 0."""

    document: str
    start: int
    end: int
    correction: int = 0


def reference(document: str, start: int, end: int, correction: int = 0) -> str:
    """Return the evidence reference of a span, or of the correction of what stands there."""
    return f"{document}:{start}:{end}" + (f"{_CORRECTION}{correction}" if correction else "")


def split_reference(text: str) -> Reference:
    """Return the parts of a reference; documents may hold colons themselves."""
    place, number = text, "0"
    if _CORRECTION in text:
        before, _, after = text.rpartition(_CORRECTION)
        if before and after.isdecimal():
            place, number = before, after
    document, start, end = place.rsplit(":", 2)
    return Reference(document, int(start), int(end), int(number))


def evidence_at(document: Document | None, place: Reference) -> Evidence:
    """Return the line and quote of a place; line 0 and no quote where the document is not there."""
    source, start, end, number = place
    if document is None:
        return Evidence(source, 0, start, end, "")
    region, quote = document.region(start), document.text[start:end]
    page, part = (region, None) if isinstance(region, int) else (None, region or None)
    line = document.line(start) if end else 0  # a correction of what no line says
    noted = document.corrections.get(number)
    return Evidence(source, line, start, end, quote, page, part, noted)


def merged_evidence(edges: Iterable[Edge]) -> tuple[str, ...]:
    """Return the distinct references of several edges, sorted by document and place."""
    found = {ref for edge in edges for ref in edge.evidence}
    return tuple(sorted(found, key=split_reference) if len(found) > 1 else found)
