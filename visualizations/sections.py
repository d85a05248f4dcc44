"""Answers that are read under headings: two people side by side, teams, what somebody lacks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from ..graph.display import shown
from ..queries.answer import Answer
from ..queries.question import joined
from .words import conditions_in_words, counted, months_in_words

_TEAMS_READ: Final = (
    "A team is the fewest people who have all of it between them. Its total adds up, for each "
    "skill, the score of the member who is best for it; more is better.",
    "“Covers” is all that a member has of it. “Best for” is what no other member has more of: "
    "longer, or more recently.",
    "“Exact” says that every possible team was compared, and none is smaller or better.",
    "◷ marks what somebody used once and not since, ◌ what is only named, in no role with dates.",
)


@dataclass(frozen=True)
class Section:
    """Some rows of an answer under a heading, by their numbers, and what is said of them.

    ``person`` is the id of whom the heading names, last; ``counted`` whether it says how many rows.
    """

    title: str
    rows: tuple[int, ...] = ()
    said: tuple[str, ...] = ()
    person: str = ""
    name: str = ""
    counted: bool = True

    def with_names(self, names: Mapping[str, str]) -> Section:
        """Return the section with its person called otherwise."""
        return replace(self, name=names.get(self.person, self.name))

    def to_json(self) -> dict[str, Any]:
        """Return the section as the page gets it."""
        title = f"{self.title} {self.name}".strip()
        count = len(self.rows) if self.counted else None
        return {"title": title, "said": list(self.said), "rows": list(self.rows), "count": count}


def sections_of(answer: Answer[Any]) -> tuple[Section, ...]:
    """Return the sections of an answer; none where its rows are one list."""
    made = _SECTIONS.get(str(answer.question.get("question")))
    rows = [row.to_json() for row in answer.rows] if made else []
    return tuple(made(answer, rows)) if made and rows else ()


def headline_of(answer: Answer[Any]) -> str:
    """Return what an answer comes to, where that says more than its question; else nothing."""
    if answer.question.get("question") != "gap" or not answer.rows:
        return ""
    lacking = [conditions_in_words(row.term) for row in answer.rows if row.has != "yes"]
    name = shown(answer.question.get("name") or "Somebody")
    return f"{name} lacks {joined(lacking)}" if lacking else f"{name} lacks nothing of it"


def _compared(answer: Answer[Any], rows: Sequence[Mapping[str, Any]]) -> Iterator[Section]:
    sides = [answer.question[side] for side in ("a", "b")]
    having: defaultdict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        who = [one["id"] for one in row["people"]]
        having["both" if len(who) > 1 else who[0]].append(number)
    yield Section("Have they worked together?", said=tuple(_together(rows)), counted=False)
    yield Section("Both", tuple(having["both"]))
    for side in sides:
        name = shown(side["name"] or side["id"])
        yield Section("Only", tuple(having[side["id"]]), person=side["id"], name=name)


def _together(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    said = [_period(row["name"], period) for row in rows for period in row.get("together") or ()]
    return said or ["Never at one employer in the same months, as far as their dates say."]


def _period(employer: str, period: Mapping[str, Any]) -> str:
    months = months_in_words(period["months"])
    when = " – ".join(dict.fromkeys((period["from"], period["to"])))
    if period.get("possible"):
        return f"Perhaps at {shown(employer)}: {when}, at most {months}; years alone leave it open."
    return f"At {shown(employer)}: {when}, {months}."


def _teams(answer: Answer[Any], rows: Sequence[Mapping[str, Any]]) -> Iterator[Section]:
    told = {one["team"]: one for one in answer.to_json().get("teams", ())}
    for number in dict.fromkeys(row["team"] for row in rows):
        own = tuple(at for at, row in enumerate(rows) if row["team"] == number)
        team = told.get(number, {})
        total = f" · total {team['value']:.2f}" if "value" in team else ""
        people = counted(len(own), "person", "people")
        said = [_met(one, rows) for one in team.get("together", ())]
        yield Section(f"Team {number} · {people}{total}", own, tuple(said), counted=False)
    yield Section("How to read this", said=_TEAMS_READ, counted=False)


def _met(one: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> str:
    names = {row["id"]: shown(row["name"] or row["id"]) for row in rows}
    who = joined(names.get(id, id) for id in one["people"])
    return f"{who} were at {shown(one['employer'])} together, {one['from']} – {one['to']}."


def _lacking(answer: Answer[Any], rows: Sequence[Mapping[str, Any]]) -> Iterator[Section]:
    del answer
    for title, having in _HAD.items():
        own = tuple(at for at, row in enumerate(rows) if row["has"] in having)
        if own:
            yield Section(title, own)


_HAD: Final = {
    "Lacks": ("no", "near"),
    "Has, but less than is asked": ("less",),
    "Has": ("yes",),
}
_SECTIONS: Final[
    Mapping[str, Callable[[Answer[Any], Sequence[Mapping[str, Any]]], Iterator[Section]]]
] = {"compare": _compared, "team": _teams, "gap": _lacking}
