"""What a reader said of a resume against its gold: right, wrong and missed, by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from . import comparing as by
from .comparing import Same

MAIN: Final = (
    "name",
    "email",
    "employer",
    "title",
    "start",
    "end",
    "school",
    "degree",
    "role skills",
)
OTHERS: Final = ("phone", "field", "study start", "study end", "skills", "languages", "projects")
_JOB: Final[tuple[tuple[str, str, Same], ...]] = (
    ("employer", "name", by.same_employer),
    ("title", "position", by.same_title),
    ("start", "startDate", by.same_date),
)
_STUDY: Final[tuple[tuple[str, str, Same], ...]] = (
    ("school", "institution", by.same_school),
    ("degree", "studyType", by.same_degree),
    ("field", "area", by.same_area),
    ("study start", "startDate", by.same_date),
    ("study end", "endDate", by.same_date),
)
_ALIKE: Final = 1.5  # what two jobs must share to be compared with each other


@dataclass
class Score:
    """Counts by field, what is wrong in words, and which values (by JSON pointer) are right."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)
    judged: dict[str, bool] = field(default_factory=dict)

    def add(self, other: Score) -> None:
        """Count the other's too; its notes stay there."""
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed

    def rates(self, *fields: str) -> tuple[float, float, float]:
        """Return precision, recall and F1 over these fields together."""
        right, wrong, missed = (
            sum(counts[one] for one in fields) for counts in (self.right, self.wrong, self.missed)
        )
        precision = right / (right + wrong) if right + wrong else 0.0
        recall = right / (right + missed) if right + missed else 0.0
        both = precision + recall
        return precision, recall, 2 * precision * recall / both if both else 0.0

    def any_of(self, *fields: str) -> bool:
        """Return whether anything was asked or said of these fields."""
        return any(self.right[f] + self.wrong[f] + self.missed[f] for f in fields)

    def one(
        self,
        name: str,
        gold: Any,
        said: Any,
        same: Same,
        accept: Sequence[Any] = (),
        *,
        at: str,
    ) -> None:
        """Compare the value at a pointer; None accepted: to say nothing is not wrong either."""
        right = bool(
            gold and said and (same(gold, said) or any(one and same(one, said) for one in accept))
        )
        if said:
            self.judged[at] = right
        if right:
            self.right[name] += 1
            return
        if not said and (not gold or None in accept):
            return
        self.wrong[name] += bool(said)
        self.missed[name] += bool(gold)
        self.notes.append(f"{name}: right is {gold!r}, said was {said!r}")

    def sets(self, name: str, gold: set[str], said: set[str]) -> None:
        """Compare two sets of labels."""
        self.right[name] += len(gold & said)
        self.wrong[name] += len(said - gold)
        self.missed[name] += len(gold - said)
        if gold != said:
            more, less = sorted(said - gold), sorted(gold - said)
            self.notes.append(f"{name}: said too much {more}, too little {less}")

    def lists(self, name: str, gold: Sequence[str], said: Sequence[str], same: Same) -> None:
        """Compare two lists whose order does not matter."""
        pairs = matched([[float(same(one, other)) for other in said] for one in gold])
        self.right[name] += len(pairs)
        self.wrong[name] += len(said) - len(pairs)
        self.missed[name] += len(gold) - len(pairs)
        if not len(pairs) == len(gold) == len(said):
            self.notes.append(f"{name}: right is {list(gold)}, said was {list(said)}")


def score(gold: dict[str, Any], said: dict[str, Any]) -> Score:
    """Return the score of a parsed resume (JSON Resume as a dictionary; empty where not read)."""
    found = Score()
    right, basics = gold["basics"], said.get("basics", {})
    found.one("name", right["name"], basics.get("name"), by.same_name, at="/basics/name")
    found.one("email", right["email"], basics.get("email"), by.same_address, at="/basics/email")
    found.one("phone", right["phone"], basics.get("phone"), by.same_phone, at="/basics/phone")
    _jobs(found, gold, said.get("work", []))
    _studies(found, gold["education"], said.get("education", []))
    _skills(found, gold, said)
    spoken = [one.get("language", "") for one in said.get("languages", [])]
    found.lists("languages", gold["languages"], spoken, by.same_language)
    built = [one.get("name") or "" for one in said.get("projects", [])]
    found.lists("projects", gold["projects"], built, by.same_start)
    return found


def _jobs(found: Score, gold: dict[str, Any], said: Sequence[dict[str, Any]]) -> None:
    pairs = dict(matched([[_likeness(one, other) for other in said] for one in gold["work"]]))
    for number, job in enumerate(gold["work"]):
        other = said[pairs[number]] if number in pairs else {}
        at = f"/work/{pairs.get(number)}"
        for name, key, same in _JOB:
            accept = job["accept"].get(key, ())
            found.one(name, job[key], other.get(key), same, accept, at=f"{at}/{key}")
        _end(found, job, other, f"{at}/endDate")
        ignored = {*job["usesOptional"]} - {*job["uses"]}
        used = {*other.get("keywords", ())} - ignored
        found.sets("role skills", {*job["uses"]}, used)
    for number in {*range(len(said))} - {*pairs.values()}:
        for name, key, same in (*_JOB, ("end", "endDate", by.same_date)):
            found.one(name, None, said[number].get(key), same, at=f"/work/{number}/{key}")


def _likeness(gold: dict[str, Any], said: dict[str, Any]) -> float:
    """Return how much two jobs look like one; the weights are the shared scorer's."""
    total = 0.0
    for weight, (_, key, same) in zip((3.0, 2.0, 1.5), _JOB, strict=True):
        right, other = gold[key], said.get(key)
        if right and other:
            total += weight if same(right, other) else _overlap(key, right, other)
    end = said.get("endDate")
    ends = bool(end and gold["endDate"] and by.same_date(gold["endDate"], end))
    total += ends or gold["current"] and not end
    return total if total >= _ALIKE else 0.0


def _overlap(key: str, right: str, said: str) -> float:
    if key == "startDate":
        return 0.0
    one, other = {*by.normal(right).split()}, {*by.normal(said).split()}
    share = len(one & other) / len(one | other) if one and other else 0.0
    return share * (1.5 if key == "name" else 1.0)


def _end(found: Score, gold: dict[str, Any], said: dict[str, Any], at: str) -> None:
    """A current job has no end date: right if the job was found, and nothing ends it."""
    if not gold["current"]:
        accept = gold["accept"].get("endDate", ())
        found.one("end", gold["endDate"], said.get("endDate"), by.same_date, accept, at=at)
    elif said and not said.get("endDate"):
        found.right["end"] += 1
    else:
        found.wrong["end"] += bool(said)
        if said:
            found.judged[at] = False
        found.missed["end"] += 1
        found.notes.append(f"end: right is present, said was {said.get('endDate')!r}")


def _studies(found: Score, gold: Sequence[dict[str, Any]], said: Sequence[dict[str, Any]]) -> None:
    def likeness(one: dict[str, Any], other: dict[str, Any]) -> float:
        hits = (
            weight * bool(one[key] and other.get(key) and same(one[key], other[key]))
            for weight, (_, key, same) in zip((3.0, 1.0, 1.5, 0.7, 0.7), _STUDY, strict=True)
        )
        return sum(hits)

    pairs = dict(matched([[likeness(one, other) for other in said] for one in gold]))
    for number, study in enumerate(gold):
        other = said[pairs[number]] if number in pairs else {}
        at = f"/education/{pairs.get(number)}"
        for name, key, same in _STUDY:
            found.one(name, study[key], other.get(key), same, at=f"{at}/{key}")
    for number in {*range(len(said))} - {*pairs.values()}:
        for name, key, same in _STUDY:
            found.one(name, None, said[number].get(key), same, at=f"/education/{number}/{key}")


def _skills(found: Score, gold: dict[str, Any], said: dict[str, Any]) -> None:
    known = {one["name"] for one in said.get("skills", []) if one.get("name")}
    for part in ("work", "projects", "volunteer"):
        known |= {label for one in said.get(part, []) for label in one.get("keywords", ())}
    right = {*gold["knows"]}
    found.sets("skills", right, known - ({*gold["optional"]} - right))


def matched(likeness: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return pairs of rows and columns, the most alike first; each is in one pair at most.

    Greedy, in the order of the page where several are equal: a best assignment differs only where
    three values contest two places.
    """
    ranked = sorted(
        (-value, abs(row - column), row, column)
        for row, values in enumerate(likeness)
        for column, value in enumerate(values)
        if value > 0
    )
    rows: set[int] = set()
    columns: set[int] = set()
    pairs = []
    for _, _, row, column in ranked:
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            pairs.append((row, column))
    return pairs


def mean(values: Iterable[float]) -> float:
    """Return the mean; 0 of nothing."""
    held = list(values)
    return sum(held) / len(held) if held else 0.0
