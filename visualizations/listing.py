"""The rows of an answer as a list to read beside the picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final

from ..graph.model import Evidence, Node, reference
from ..queries.answer import Answer, Row, Term
from .words import caption, facts, shown

_COMMON: Final = frozenset("id kind name sources score terms evidence".split())


@dataclass(frozen=True)
class Mention:
    """A node that a row speaks of besides its own, with the lines that say so.

    ``value`` is what it adds to the score, ``text`` what else is said of it.
    """

    id: str | None
    name: str
    text: str = ""
    evidence: tuple[Evidence, ...] = ()
    value: str = ""


@dataclass(frozen=True)
class Listing:
    """One row in words: ``name`` is its headline, ``facts`` are (label, text) pairs.

    ``members`` are the ids of all nodes that the row speaks of, for the picture to light up.
    """

    id: str
    kind: str
    name: str
    score: float | None = None
    terms: tuple[Mention, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    people: tuple[Mention, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    sources: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


def listings(answer: Answer[Any]) -> tuple[Listing, ...]:
    """Return the rows of an answer in their order, each in words."""
    nodes = {node.id: node for node in answer.nodes}
    return tuple(_listing(row, nodes) for row in answer.rows)


def evidence_of(answer: Answer[Any]) -> dict[str, Evidence]:
    """Return every piece of evidence that an answer carries, by its reference."""
    found = dict(answer.evidence)
    for item in _pieces(list(answer.rows)):
        found.setdefault(reference(item.source, item.start, item.end), item)
    return found


def _listing(row: Row, nodes: Mapping[str, Node]) -> Listing:
    extra = row.extra()
    sentence = extra.pop("sentence", None)
    people = tuple(_mentions(extra.pop("people", ())))
    members = tuple(dict.fromkeys(i for i in _ids(row.to_json()) if i in nodes))
    extra.pop("steps", None)
    return Listing(
        id=row.id,
        kind=row.kind,
        name=shown(sentence) if sentence else _headline(row, nodes),
        score=row.score,
        terms=tuple(_term(term) for term in row.terms),
        facts=tuple(_facts(extra)),
        people=people,
        evidence=row.evidence,
        sources=tuple(shown(source) for source in row.sources),
        members=members,
    )


def _headline(row: Row, nodes: Mapping[str, Node]) -> str:
    if row.name:
        return shown(row.name)
    if row.id in nodes:
        return caption(nodes[row.id])
    return caption(Node(row.id, row.kind, None, {"documents": list(row.sources)}))


def _term(term: Term) -> Mention:
    return Mention(term.id, shown(term.name), _in_words(term.details), value=f"{term.value:.2f}")


def _facts(extra: Mapping[str, Any]) -> list[tuple[str, str]]:
    return facts({key: value for key, value in extra.items() if not _empty(key, value)})


def _empty(key: str, value: object) -> bool:
    return key in _COMMON or value is None or value in ("", [], {}, ())


def _in_words(extra: Mapping[str, Any]) -> str:
    """Return facts in one line; months and spans need no label."""
    return " · ".join(
        text if label in {"months", "when"} else f"{label} {text}" for label, text in _facts(extra)
    )


def _mentions(people: Any) -> Iterator[Mention]:
    for one in people or ():
        if isinstance(one, Mapping):
            lines = tuple(Evidence(**item) for item in one.get("evidence", ()))
            yield Mention(
                one.get("id"), shown(one.get("name") or one.get("id")), _in_words(one), lines
            )
        else:
            yield Mention(None, shown(one))


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        if isinstance(value.get("id"), str):
            yield value["id"]
        for item in value.values():
            yield from _ids(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _ids(item)


def _pieces(value: Any) -> Iterator[Evidence]:
    if isinstance(value, Evidence):
        yield value
    elif is_dataclass(value):
        for item in fields(value):
            yield from _pieces(getattr(value, item.name))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _pieces(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _pieces(item)
