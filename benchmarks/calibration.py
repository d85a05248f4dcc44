"""How sure values are: learnt from the *build* half of the generated resumes, spoiled ones too.

    python benchmarks/calibration.py [--people N] [--formats md,txt,html] [--seed N] [--jobs N]

Writes ``loaders/confidence.json``: for each field what each sign counts for. What is said of the
build half in clean files is nearly always right, since the rules are made on it; so every document
is also read with each kind of noise. ``bench_reading.py`` prints how often the sure are right.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from commonground.benchmarks.layouts.documents import Plan, plans, spoiled
from commonground.benchmarks.layouts.noise import NOISES, applies
from commonground.benchmarks.layouts.reading import Judged, outcomes

_FILE: Final = Path(__file__).parents[1] / "loaders" / "confidence.json"
_SEED: Final = 7001  # people that no other measuring meets
_ROUNDS: Final = 400
_RATE: Final = 2.0
_SHRINK: Final = 5e-3  # towards nothing: a sign seen twice decides little
_RARE: Final = 5  # times; a sign seen less often is left out

Model = dict[str, dict[str, float]]


def main() -> None:
    """Read, learn and write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--formats", default="md,txt,html")
    parser.add_argument("--seed", type=int, default=_SEED)
    parser.add_argument("--jobs", type=int, default=1)
    options = parser.parse_args()
    documents = planned(options.people, options.formats.split(","), options.seed)
    read = [value for one in outcomes(documents, jobs=options.jobs) for value in one.judged]
    text = json.dumps(learnt(read), indent=1, ensure_ascii=False, sort_keys=True)
    _FILE.write_text(text + "\n", "utf-8")
    print(f"{_FILE.name}: learnt from {len(read):,} values, {_wrong(read):,} of them wrong")


def planned(people: int, formats: Sequence[str], seed: int) -> list[Plan]:
    """Return the clean documents of build and those with each kind of noise."""
    clean = list(plans(people, formats, ("build",), seed=seed))
    noisy = (spoiled(plan, kind) for kind in NOISES for plan in clean if applies(kind, plan.format))
    return [*clean, *noisy]


def learnt(read: Iterable[Judged]) -> Model:
    """Return for each field what its signs count for, rounded: three digits say all."""
    fields: dict[str, list[Judged]] = {}
    for one in read:
        fields.setdefault(one.field, []).append(one)
    return {name: _regression(those) for name, those in sorted(fields.items())}


def _regression(read: Sequence[Judged]) -> dict[str, float]:
    """Logistic regression by gradient descent from nothing: the same numbers every time."""
    rows = [({"all", *one.signs}, one.right) for one in read]
    counts: dict[str, int] = {}
    for found, _ in rows:
        for sign in found:
            counts[sign] = counts.get(sign, 0) + 1
    kept = sorted(sign for sign, count in counts.items() if count >= _RARE)
    weights = dict.fromkeys(kept, 0.0)
    grouped = _grouped(rows, frozenset(kept))
    for _ in range(_ROUNDS):
        slopes = dict.fromkeys(kept, 0.0)
        for found, (right, count) in grouped.items():
            total = sum([weights[sign] for sign in found])
            gap = right - count / (1 + math.exp(-total))
            for sign in found:
                slopes[sign] += gap
        for sign in kept:
            # Each sign by how often it stands: a rare one is not learnt a hundred times slower.
            step = _RATE * slopes[sign] / (counts[sign] + 20)
            weights[sign] += step - _SHRINK * weights[sign] * (sign != "all")
    return {sign: round(value, 3) for sign, value in weights.items()}


def _grouped(
    rows: Iterable[tuple[set[str], bool]], kept: frozenset[str]
) -> dict[tuple[str, ...], tuple[int, int]]:
    """Return how many of each set of signs are right, and how many there are."""
    out: dict[tuple[str, ...], tuple[int, int]] = {}
    for found, right in rows:
        key = tuple(sorted(found & kept))
        held = out.get(key, (0, 0))
        out[key] = (held[0] + right, held[1] + 1)
    return out


def _wrong(read: Iterable[Judged]) -> int:
    return sum(not one.right for one in read)


if __name__ == "__main__":
    main()
