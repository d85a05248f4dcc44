"""What a reader of the resumes expects of an answer, as data: asked and checked.

A line of ``tests/data/sense/expectations.jsonl`` is an object with ``id``, ``corpus`` (a folder of
``examples/``), ``user`` (recruiter, lead or community), ``ask`` (a question as plain values),
``expect`` (one check and what it takes) and ``why``. What does not hold yet has ``"today": false``
and says what it ``waits_for``: ``reading`` the file, ``dates`` of two resumes, ``linking`` words
to concepts, the ``ontology``, or ``ranking``.
People are named by their documents, everything else by any label that the ontology knows. An advert
is a text, or the path of a file below the project's folder.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from commonground.graph.store import StoredGraph
from commonground.queries.answer import Answer
from commonground.queries.path.path import NodeStep
from commonground.queries.questions import QUESTIONS, question_of

ROOT: Final = Path(__file__).resolve().parent.parent.parent
FOLDER: Final = ROOT / "tests" / "data" / "sense"
USERS: Final = ("recruiter", "lead", "community")
CAUSES: Final = ("reading", "dates", "linking", "ontology", "ranking")


@dataclass(frozen=True)
class Expectation:
    """One judgement of one answer."""

    id: str
    corpus: str
    user: str
    ask: Mapping[str, Any]
    expect: Mapping[str, Any]
    why: str
    today: bool = True
    waits_for: str | None = None

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents that the question and its check name."""
        return tuple(text for text in _texts([self.ask, self.expect]) if _is_document(self, text))


def expectations() -> list[Expectation]:
    """Return all of them, in the order of the file."""
    text = (FOLDER / "expectations.jsonl").read_text(encoding="utf-8")
    return [Expectation(**json.loads(line)) for line in text.splitlines()]


class Judged:
    """The answer to one question, seen as its checks see it: as documents and as names."""

    def __init__(self, graph: StoredGraph, ask: Mapping[str, Any]) -> None:
        self.graph = graph
        self.answer: Answer[Any] = question_of(_whole(ask)).ask(graph)

    @cached_property
    def places(self) -> dict[str, int]:
        """The first place of everything in the answer, from 0, by id."""
        places: dict[str, int] = {}
        for place, row in enumerate(self.answer):
            places.setdefault(row.id, place)
        return places

    def place(self, document: str) -> int | None:
        """Return where a person stands, from 0; None where they do not."""
        return self.places.get(self.graph.person(document).id)

    def ids(self, names: Iterable[str]) -> set[str]:
        """Return the ids of concepts, and of what the answer itself calls so."""
        ontology = self.graph.reader.ontology
        found = {concept.id for name in names for concept in ontology.lookup(name)}
        wanted = {name.casefold() for name in names}
        called = {*self._called()}
        return found | {id for id, name in called if name and name.casefold() in wanted}

    def _called(self) -> Iterable[tuple[str, str | None]]:
        for row in self.answer:
            yield row.id, row.name
            yield from ((step.id, step.name) for step in _nodes(row))
            yield from ((term.id or term.name, term.name) for term in row.terms)

    @cached_property
    def general(self) -> set[str]:
        """The ids of what fits nearly everybody: the words of ``general.txt`` and all degrees."""
        lines = (FOLDER / "general.txt").read_text(encoding="utf-8").splitlines()
        words = [line for line in lines if line and not line.startswith("#")]
        concepts = self.graph.reader.ontology.concepts.values()
        return self.ids(words) | {one.id for one in concepts if one.kind == "Degree"}

    def reason(self, row: Any) -> set[str]:
        """Return the ids of a row's first reason: both sides, where it is a pair."""
        assert row.terms, "a row without a reason"
        first = row.terms[0]
        # By id: a spelling such as "Informatica" may be another concept's too.
        mine = first.details.get("mine")
        return {first.id, mine["id"]} if mine else {first.id} | self.ids([first.name])

    def between(self, row: Any) -> set[str]:
        """Return the ids of the nodes between the ends of a path."""
        return {step.id for step in _nodes(row)[1:-1]}


def _whole(ask: Mapping[str, Any]) -> dict[str, Any]:
    """Return the question without an end of its own, with its advert's text."""
    known = {one.name for one in QUESTIONS[ask["question"]].arguments}
    whole = {**ask, "limit": None} if "limit" in known else dict(ask)
    if "advert" in ask and "\n" not in ask["advert"]:
        whole["advert"] = (ROOT / ask["advert"]).read_text(encoding="utf-8")
    return whole


def _nodes(row: Any) -> list[NodeStep]:
    return [step for step in getattr(row, "steps", ()) if isinstance(step, NodeStep)]


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list):
        for item in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(item)


def _is_document(one: Expectation, text: str) -> bool:
    return "\n" not in text and (ROOT / "examples" / one.corpus / text).is_file()


def _above(judged: Judged, pair: Sequence[str]) -> None:
    better, worse = (judged.place(document) for document in pair)
    assert better is not None, f"{pair[0]} is not there"
    assert worse is None or better < worse, f"places {better + 1} and {worse + 1}"


def _within(judged: Judged, wanted: tuple[str, int]) -> None:
    place = judged.place(wanted[0])
    assert place is not None and place < wanted[1], f"at {_nth(place)}"


def _not_within(judged: Judged, wanted: tuple[str, int]) -> None:
    place = judged.place(wanted[0])
    assert place is None or place >= wanted[1], f"at {_nth(place)}"


def _present(judged: Judged, documents: Sequence[str]) -> None:
    assert [one for one in documents if judged.place(one) is None] == []


def _absent(judged: Judged, documents: Sequence[str]) -> None:
    assert [one for one in documents if judged.place(one) is not None] == []


def _reason(judged: Judged, wanted: Mapping[str, Any]) -> None:
    place = judged.place(wanted["of"])
    assert place is not None, f"{wanted['of']} is not there"
    row = judged.answer[place]
    assert judged.reason(row) & judged.ids(wanted["in"]), row.terms[0].name


def _no_general_reason(judged: Judged, count: int) -> None:
    assert len(judged.answer) >= count
    heads = [row for row in judged.answer[:count] if judged.reason(row) & judged.general]
    assert [row.terms[0].name for row in heads] == []


def _first_of(judged: Judged, names: Sequence[str]) -> None:
    assert judged.answer and judged.answer[0].id in judged.ids(names), _names(judged)


def _not_first(judged: Judged, names: Sequence[str]) -> None:
    assert judged.answer and judged.answer[0].id not in judged.ids(names), _names(judged)


def _not_general_first(judged: Judged, count: int) -> None:
    assert judged.answer and not {row.id for row in judged.answer[:count]} & judged.general, _names(
        judged
    )


def _passes(judged: Judged, names: Sequence[str]) -> None:
    assert judged.answer and judged.between(judged.answer[0]) & judged.ids(names), _ways(judged)


def _some_way_passes(judged: Judged, names: Sequence[str]) -> None:
    wanted = judged.ids(names)
    assert any(judged.between(row) & wanted for row in judged.answer), _ways(judged)


def _passes_nothing_general(judged: Judged, count: int) -> None:
    assert judged.answer
    assert not any(judged.between(row) & judged.general for row in judged.answer[:count]), _ways(
        judged
    )


def _uses(judged: Judged, wanted: Mapping[str, Any]) -> None:
    ids = judged.ids([wanted["of"]])
    row = next((row for row in judged.answer if row.id in ids), None)
    assert row is not None, f"{wanted['of']} is not there"
    said = {"months": row.months, "last": row.last, "current": row.current}
    for name in said.keys() & wanted.keys():
        assert said[name] == wanted[name], said
    assert wanted.get("least", 0) <= (row.months or 0) <= wanted.get("most", 600), said


def _nth(place: int | None) -> str:
    return "no place" if place is None else f"place {place + 1}"


def _names(judged: Judged) -> list[str | None]:
    return [row.name for row in judged.answer[:5]]


def _ways(judged: Judged) -> list[str]:
    return [row.sentence for row in judged.answer]


CHECKS: Final[Mapping[str, Callable[[Judged, Any], None]]] = {
    "above": _above,  # [A, B]: A has a row, and B has none or one further down
    "within": _within,  # [A, n]: A is among the first n
    "not_within": _not_within,
    "present": _present,
    "absent": _absent,
    "reason": _reason,  # {"of": A, "in": names}: the first reason of A's row is one of these
    "no_general_reason": _no_general_reason,  # n: nor is it general in any of the first n rows
    "first_of": _first_of,  # names: the first thing in common is one of these
    "not_first": _not_first,
    "not_general_first": _not_general_first,
    "passes": _passes,  # names: the first path leads over one of these
    "some_way_passes": _some_way_passes,
    "passes_nothing_general": _passes_nothing_general,
    "uses": _uses,  # {"of": skill, "months", "last", "current", "least", "most"}
}


def check(graph: StoredGraph, one: Expectation) -> None:
    """Ask the question and hold the answer against what is expected of it."""
    ((name, wanted),) = one.expect.items()
    CHECKS[name](Judged(graph, one.ask), wanted)
