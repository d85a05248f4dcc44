"""The rows of an answer as a list to read beside the picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any, Final, NamedTuple

from ..graph.display import shown
from ..graph.model import PLACE, Evidence, Node, reference
from ..queries.answer import Answer
from ..queries.evidence import each_document_first
from ..queries.question import joined
from .row_words import lesser_side, row_in_words, sides_in_words
from .team_words import UNDATED, covered_words, mark_of
from .term_words import term_words
from .words import caption, facts

_TERMS: Final = {
    "information": "how rare it is",
    "shared by both sides": "how usual it is among both, and how rare elsewhere",
}
_MOST_NAMED: Final = 300
"""Members of a row who are named: of more nobody reads the names."""
_LESSER: Final = "weaker side"
_NO_SIDES: Final[Mapping[str, str]] = {}
# The picture shows them, and their number is said.
_DRAWN: Final = frozenset({"members"})


class _Words(NamedTuple):
    """How the rows of a question are told, where it is not as all others."""

    of_term: Callable[[Mapping[str, Any]], list[str]] = term_words
    mark: Callable[[Mapping[str, Any]], str] = lambda term: ""
    undated: str = ""
    silent: frozenset[str] = frozenset()
    lacking: str = ""


_PLAIN: Final = _Words()
_WORDS: Final = {
    "compare": _Words(undated=UNDATED, silent=frozenset({"together"})),
    "shared": _Words(undated=UNDATED),
    "team": _Words(covered_words, mark_of, silent=frozenset({"team"})),
    "gap": _Words(silent=frozenset({"has"}), lacking="nothing near it"),
}
_COMMON: Final = frozenset("id kind name called sources score terms evidence".split())


@dataclass(frozen=True)
class RelatedNode:
    """A node that a row speaks of besides its own, with the lines that say so.

    ``value`` is what it adds to the score, ``text`` what else is said of it; ``mark`` is ``lapsed``
    or ``undated`` where an answer tells that apart.
    """

    id: str | None
    name: str
    text: str = ""
    evidence: tuple[Evidence, ...] = ()
    value: str = ""
    mark: str = ""


@dataclass(frozen=True)
class Listing:
    """One row in words: ``name`` is its headline, ``facts`` are (label, text) pairs.

    ``members`` are the ids of all nodes that the row speaks of, for the picture to light up;
    ``evidence`` is what no term and no person of the row cites already.
    """

    id: str
    kind: str
    name: str
    score: float | None = None
    terms: tuple[RelatedNode, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    people: tuple[RelatedNode, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    members: tuple[str, ...] = ()

    def with_names(self, names: Mapping[str, str]) -> Listing:
        """Return the row with some nodes called otherwise."""
        return replace(
            self,
            name=_called(self, names),
            terms=tuple(replace(one, name=_called(one, names)) for one in self.terms),
            people=tuple(replace(one, name=_called(one, names)) for one in self.people),
        )


def _called(one: Listing | RelatedNode, names: Mapping[str, str]) -> str:
    """Return another name of what goes by its own; a sentence, or an alias, stays."""
    name = names.get(one.id or "", one.name)
    return name if name.startswith(one.name) else one.name


@dataclass(frozen=True)
class Instead:
    """A weaker question that somebody satisfies: what to give up, how many fit, and who."""

    title: str
    rows: tuple[Listing, ...]


def listings(answer: Answer[Any]) -> tuple[Listing, ...]:
    """Return the rows of an answer in their order, each in words."""
    nodes = {node.id: node for node in answer.nodes}
    asked = shown(answer.question.get("name") or "asked")
    sides = {label: shown(said) for label, said in sides_in_words(answer.question).items()}
    words = _WORDS.get(str(answer.question.get("question")), _PLAIN)
    return tuple(_listing(row.to_json(), nodes, asked, sides, words) for row in answer.rows)


def alternatives(answer: Answer[Any]) -> tuple[Instead, ...]:
    """Return what an empty answer of ``find`` proposes instead."""
    out = []
    for weaker in answer.to_json().get("relaxed", ()):
        without = joined(map(shown, weaker["without"]))
        instead = f", with {joined(map(shown, weaker['with']))}" if weaker.get("with") else ""
        rows = tuple(_listing(row, {}) for row in weaker["rows"])
        out.append(Instead(f"Without {without}{instead}", rows))
    return tuple(out)


def evidence_of(answer: Answer[Any]) -> dict[str, Evidence]:
    """Return every piece of evidence that an answer carries, by its reference."""
    found = dict(answer.evidence)
    for item in _pieces([row.to_json() for row in answer.rows]):
        number = item.corrected.number if item.corrected else 0
        found.setdefault(reference(item.source, item.start, item.end, number), item)
    return found


def _listing(
    row: Mapping[str, Any],
    nodes: Mapping[str, Node],
    asked: str = "",
    sides: Mapping[str, str] = _NO_SIDES,
    words: _Words = _PLAIN,
) -> Listing:
    own = {key: value for key, value in row.items() if key not in _COMMON | words.silent}
    if words.lacking and row.get("has") == "no":
        own["nearest"] = words.lacking
    sentence = own.pop("sentence", None)
    people = own.pop("people", ())
    own.pop("steps", None)  # the sentence says them, and the picture lights them up
    name = shown(sentence) if sentence else _headline(row, nodes)
    whose = {"mine": asked, "theirs": name, **sides}
    terms = tuple(_term(term, whose, words) for term in row.get("terms", ()))
    named = tuple(_person(one, nodes, words.undated) for one in _with_members(people, own))
    # Terms and people show their own lines: the row's list would repeat them.
    said = {item for mention in (*terms, *named) for item in mention.evidence}
    return Listing(
        id=row["id"],
        kind=row["kind"],
        name=name,
        score=row.get("score"),
        terms=terms,
        facts=tuple((sides.get(label, label), text) for label, text in _facts(row_in_words(own))),
        people=named,
        evidence=each_document_first(item for item in _pieces(row["evidence"]) if item not in said),
        members=tuple(dict.fromkeys(i for i in _ids(row) if i in nodes)),
    )


def _headline(row: Mapping[str, Any], nodes: Mapping[str, Node]) -> str:
    if not row.get("name") and row["id"] in nodes:
        return caption(nodes[row["id"]])
    documents = [str(source) for source in row.get("sources", ())]
    return caption(Node(row["id"], row["kind"], row.get("name"), {"documents": documents}))


def _term(term: Mapping[str, Any], whose: Mapping[str, str], words: _Words) -> RelatedNode:
    if term["name"] == _LESSER:
        name, text = lesser_side(term, whose)
        return RelatedNode(None, name, text, value=f"{term['value']:.2f}")
    both = {side: whose[side] for side in ("mine", "theirs")}
    sides = [f"{name}: {_side(term[side], term)}" for side, name in both.items() if side in term]
    return RelatedNode(
        id=term.get("id"),
        name=shown(_TERMS.get(term["name"], term["name"])),
        text=" · ".join([*words.of_term(term), *sides]),
        evidence=each_document_first(dict.fromkeys(_pieces(term))),
        value=f"{term['value']:.2f}",
        mark=words.mark(term),
    )


def _side(side: Mapping[str, Any], term: Mapping[str, Any]) -> str:
    """Return one side of a pair of concepts, named only where it is not the term's own."""
    name = "" if side.get("id") == term.get("id") else shown(side["name"])
    return ", ".join(filter(None, [name, _in_words(side)])) or "undated"


def _with_members(
    people: Sequence[Mapping[str, Any]], own: Mapping[str, Any]
) -> Iterator[Mapping[str, Any]]:
    """Give the people of a row, and after them those of its members who are not among them."""
    yield from people
    known = {one["id"] for one in people}
    members = (one for one in own.get("members", ()) if isinstance(one, Mapping))
    yield from islice((one for one in members if one["id"] not in known), _MOST_NAMED)


def _person(one: Mapping[str, Any], nodes: Mapping[str, Node], undated: str) -> RelatedNode:
    lines = tuple(_pieces(one.get("evidence", ())))
    name = _headline({"kind": "Person", "sources": [item.source for item in lines], **one}, nodes)
    return RelatedNode(one["id"], name, _in_words(one) or undated, lines)


def _facts(extra: Mapping[str, Any]) -> list[tuple[str, str]]:
    return facts({key: value for key, value in extra.items() if not _silent(key, value)})


def _silent(key: str, value: object) -> bool:
    # What ends in "_id" has its name beside it under the same word.
    return (
        key in _COMMON
        or key in _DRAWN
        or key.endswith("_id")
        or value is None
        or value in ("", [], {}, ())
    )


def _in_words(extra: Mapping[str, Any]) -> str:
    """Return facts in one line; spans and lengths of time need no label."""
    return ", ".join(
        text if label in {"time", "when"} else f"{label} {text}" for label, text in _facts(extra)
    )


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
    if isinstance(value, Mapping) and PLACE <= value.keys():
        yield Evidence.of_json(value)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _pieces(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _pieces(item)
