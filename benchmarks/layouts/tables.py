"""The tables of a measuring: by field, by format, by kind of shape, by noise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from .changes import CHANGES, cost
from .development import ASKED, Written
from .reading import Negatives, Outcome
from .scoring import MAIN, OTHERS, Score, mean
from .vocabulary import SIDES


class Scored(Protocol):
    """Whatever was read and scored."""

    @property
    def score(self) -> Score:
        """Return its counts."""


One = TypeVar("One", bound=Scored)


def total(outcomes: Iterable[Scored]) -> Score:
    """Return the counts of all together."""
    found = Score()
    for one in outcomes:
        found.add(one.score)
    return found


def by_field(people: Sequence[Score], others: Sequence[str] = OTHERS) -> str:
    """Precision, recall and F1 of each field: micro over all values, and the mean over people."""
    rows = [
        f"{'':14}{'micro':>9}{'':16}{'mean over people':>24}",
        _row("field", "P R F1 P R F1".split()),
    ]
    micro = Score()
    for one in people:
        micro.add(one)
    for name, fields in (
        *((f, (f,)) for f in MAIN),
        ("all of these", MAIN),
        *((f, (f,)) for f in others),
    ):
        if not micro.any_of(*fields):
            continue
        rates = [one.rates(*fields) for one in people if one.any_of(*fields)]
        means = [mean(column) for column in zip(*rates, strict=True)]
        rows.append(_row(name, [f"{rate:.3f}" for rate in (*micro.rates(*fields), *means)]))
    return "\n".join([*rows, wrong_employers(micro)])


def wrong_employers(score: Score) -> str:
    """The share of wrong ones among the employers that were said."""
    wrong, right = score.wrong["employer"], score.right["employer"]
    share = wrong / (wrong + right) if wrong + right else 0.0
    return f"wrong employers: {wrong} of {wrong + right} said ({share:.1%})"


def _people(outcomes: Sequence[Outcome]) -> list[Score]:
    """Return one score a person, over all the formats of their resume."""
    found: dict[tuple[int, str], Score] = {}
    for one in outcomes:
        found.setdefault((one.plan.number, one.plan.shape.name), Score()).add(one.score)
    return list(found.values())


def by_group(outcomes: Sequence[One], title: str, group: Callable[[One], str]) -> str:
    """F1 of the fields of a job, school and all, a row a group."""
    shown = ("name", "employer", "title", "start", "end", "school", "degree", "role skills")
    rows = [_row(title, ["docs", *shown, "all"], 30)]
    groups: dict[str, list[One]] = {}
    for one in outcomes:
        groups.setdefault(group(one), []).append(one)
    for name, held in sorted(groups.items()):
        score = total(held)
        rates = [f"{score.rates(field)[2]:.3f}" if score.any_of(field) else "-" for field in shown]
        rows.append(_row(name, [str(len(held)), *rates, f"{score.rates(*MAIN)[2]:.3f}"], 30))
    return "\n".join(rows)


def sides(outcomes: Sequence[Outcome]) -> str:
    """The tables of each half: fields, formats, kinds; single shapes of *build* only."""
    found = []
    for side in SIDES:
        held = [one for one in outcomes if one.plan.shape.side == side]
        if not held:
            continue
        count = len({one.plan.shape.name for one in held})
        found.append(
            f"== {side}: {len(held)} documents, {count} shapes\n\n{by_field(_people(held))}"
        )
        found.append(by_group(held, "format", lambda one: one.plan.format))
        found.append(by_group(held, "kind of shape", lambda one: one.plan.shape.kind))
        if side == "build":
            found.append(by_group(held, "shape", lambda one: one.plan.shape.name))
    return "\n\n".join(found)


def written(outcomes: Sequence[Written]) -> str:
    """The tables of the development set: fields, and formats."""
    fields = by_field([one.score for one in outcomes], ASKED)
    formats = by_group(outcomes, "format", lambda one: one.path.suffix[1:])
    return f"== the development set: {len(outcomes)} documents\n\n{fields}\n\n{formats}"


def costs(plain: Sequence[Outcome], spoiled: Mapping[str, Sequence[Outcome]]) -> str:
    """What each kind of noise costs the same documents in F1 over the main fields."""
    rows = [_row("noise", ["docs", "plain", "with it", "cost"])]
    known = {(one.plan.number, one.plan.shape.name, one.plan.format): one for one in plain}
    for noise, held in spoiled.items():
        before = [known[one.plan.number, one.plan.shape.name, one.plan.format] for one in held]
        rates = [total(some).rates(*MAIN)[2] for some in (before, held)]
        cost = rates[0] - rates[1]
        rows.append(_row(noise, [str(len(held)), *(f"{one:.3f}" for one in rates), f"{cost:+.3f}"]))
    return "\n".join(rows)


def changes(examples: Path) -> str:
    """What each kind of change costs the examples, which nobody generated."""
    rows = [_row("change", ["docs", "plain", "with it", "cost"])]
    for kind in CHANGES:
        found = cost(kind, examples / "resumes", examples / "gold")
        rates = (f"{found.before:.3f}", f"{found.after:.3f}", f"{found.lost:+.3f}")
        rows.append(_row(kind, [str(found.documents), *rates]))
    return "\n".join(rows)


def negatives(found: Mapping[str, Negatives]) -> str:
    """What is said of files that are no resumes: of all, and of those that are taken for one."""
    counted = ("names", "employers", "dates")
    rows = [_row("files", ["all", "taken", *counted, *(f"{one} taken" for one in counted)])]
    for name, held in found.items():
        told = [held.files, held.taken, *(held.read[one] for one in counted)]
        told += [held.loaded[one] for one in counted]
        cells = [f"{one:>{len(title) + 6}}" for one, title in zip(told[5:], counted, strict=True)]
        rows.append(_row(name, [*map(str, told[:5]), *cells]))
    return "\n".join(rows)


def details(outcomes: Sequence[Outcome]) -> str:
    """What is wrong in each document of *build*; those of *check* are only counted."""
    shown = [one for one in outcomes if one.plan.shape.side == "build" and one.score.notes]
    return "\n".join(
        "\n".join([one.plan.key, *(f"  {note}" for note in one.score.notes)]) for one in shown
    )


def reliability(outcomes: Sequence[Outcome]) -> str:
    """How many values were said how surely, and how many of those are right, a row a field."""
    bins = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.0))
    rows = [_row("field", [f"{least:.1f}-{most:.1f}" for least, most in bins], least=17)]
    values = [value for one in outcomes for value in one.judged]
    for name in ("all", *dict.fromkeys(value.field for value in values)):
        cells = []
        for least, most in bins:
            held = [v.right for v in values if name in ("all", v.field) and least <= v.sure < most]
            cells.append(f"{sum(held) / len(held):.3f} of {len(held):,}" if held else "-")
        rows.append(_row(name, cells, least=17))
    return "\n".join(rows)


def _row(name: str, cells: Sequence[str], width: int = 14, *, least: int = 9) -> str:
    return f"{name:<{width}}" + "".join(f"{cell:>{max(least, len(cell) + 2)}}" for cell in cells)
