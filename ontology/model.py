"""One concept and one typed relation of the ontology, as they are held in memory."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple, TypeAlias

Policy: TypeAlias = Literal["CaseExact", "NeedsContext"]

BASE: Final = "https://w3id.org/commonground/"


class Relation(NamedTuple):
    """An asserted ontology edge with the weights of its type and the place that states it."""

    type: str
    source: str
    target: str
    weight: float
    reverse: float
    decay: float
    file: str
    line: int
    quote: str


class Concept(NamedTuple):
    """One concept. ``id`` is ``skill:go-lang``, ``degree:…`` or ``field:…``; ``kind`` its class."""

    id: str
    kind: str
    name: str
    definition: str
    alt: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    share: float = 0.03
    policy: Policy | None = None
    cues: tuple[str, ...] = ()
    anti_cues: tuple[str, ...] = ()
    plain_labels: tuple[str, ...] = ()
    scope_note: str | None = None
    chain_id: str | None = None
    file: str = ""
    line: int = 0

    @property
    def labels(self) -> tuple[str, ...]:
        """Return every spelling that may be matched."""
        return (self.name, *self.alt, *self.hidden)

    @property
    def claimable(self) -> bool:
        """Return whether people can have it: a Skill of the graph."""
        return self.kind not in {"Category", "Degree", "Field"}
