"""What a question gives back: rows with their terms and evidence, and the graph that shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Generic, TypeVar, overload

from ..graph.model import Edge, Evidence, Node

MICRO = 1_000_000


@dataclass(frozen=True, slots=True)
class Term:
    """One addend of a score, in millionths of a bit, with what the row says about it."""

    name: str
    micro: int
    id: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)

    @property
    def value(self) -> float:
        """Return the addend in bits."""
        return self.micro / MICRO

    def to_json(self) -> dict[str, Any]:
        """Return the printed shape."""
        named = {"name": self.name} if self.id is None else {"name": self.name, "id": self.id}
        details = {key: _plain(value) for key, value in self.details.items()}
        return {**named, "value": self.value, **details}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One row of an answer; each question adds its own fields in a subclass."""

    id: str
    kind: str
    name: str | None
    sources: tuple[str, ...] = ()
    micro: int | None = None
    terms: tuple[Term, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    @property
    def score(self) -> float | None:
        """Return the score in bits: the exact sum of the terms; None where rows are not scored."""
        return None if self.micro is None else self.micro / MICRO

    def to_json(self) -> dict[str, Any]:
        """Return the printed shape; what does not apply is left out."""
        out: dict[str, Any] = {"id": self.id, "kind": self.kind, "name": self.name}
        out["sources"] = list(self.sources)
        if self.micro is not None:
            out["score"] = self.score
            out["terms"] = [term.to_json() for term in self.terms]
        out.update(self.extra())
        out["evidence"] = [_plain(item) for item in self.evidence]
        return out

    def extra(self) -> dict[str, Any]:
        """Return what this question's rows say beyond the common shape."""
        common = {item.name for item in fields(Row)}
        own = {item.name: getattr(self, item.name) for item in fields(self)}
        renamed = {json_name(k): _plain(v) for k, v in own.items() if k not in common}
        return {key: value for key, value in renamed.items() if value is not None}


R = TypeVar("R", bound=Row, covariant=True)


@dataclass(frozen=True)
class Answer(Sequence[R], Generic[R]):
    """A question's rows, in order, with notes and the part of the graph that shows them.

    ``evidence`` gives the line and quote of the references that ``edges`` carry, so that a picture
    of the answer needs no graph beside it; it is not printed.
    """

    question: Mapping[str, Any]
    rows: tuple[R, ...]
    notes: tuple[str, ...] = ()
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    extras: Mapping[str, Any] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)

    @overload
    def __getitem__(self, index: int) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[R]: ...
    def __getitem__(self, index: int | slice) -> R | Sequence[R]:
        return self.rows[index]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[R]:
        return iter(self.rows)

    def to_json(self) -> dict[str, Any]:
        """Return ``{"question", "rows", "notes"}`` and what this question adds."""
        rows = [row.to_json() for row in self.rows]
        return {"question": dict(self.question), "rows": rows, "notes": list(self.notes)} | {
            key: _plain(value) for key, value in self.extras.items()
        }


def json_name(name: str) -> str:
    """Return how a field is called in JSON: Python's own words carry an underscore at their end."""
    return name.rstrip("_")


def _plain(value: Any) -> Any:
    if hasattr(value, "to_json"):
        return value.to_json()
    if hasattr(value, "__dataclass_fields__"):
        return {json_name(item.name): _plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value
