"""How well resumes are read: generated ones in many layouts, right by construction.

    python benchmarks/bench_reading.py [--people N] [--formats md,txt,html]
        [--sides build|check|all] [--seed N] [--jobs N] [--aside] [--no-noise] [--details]
        [--write FOLDER]

Every person has one shape of job entries, and a resume in each format. Rules and weights may be
made on *build*; the figure that counts is *check*, whose documents are neither shown nor written.
A format without a reader is listed as not read and left out. See ``benchmarks/layouts``.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from pathlib import Path

from commonground.benchmarks.layouts import tables
from commonground.benchmarks.layouts.development import development
from commonground.benchmarks.layouts.documents import SEED, Plan, bytes_of, gold_of, plans, spoiled
from commonground.benchmarks.layouts.noise import NOISES, applies
from commonground.benchmarks.layouts.reading import Outcome, is_read, outcomes, said_of_negatives
from commonground.benchmarks.layouts.shapes import ALL_FORMATS
from commonground.benchmarks.layouts.vocabulary import SIDES

NEGATIVES = 200
EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def main() -> None:
    """Read everything and print the tables."""
    options = _options()
    sides = SIDES if options.sides == "all" else (options.sides,)
    unread = [one for one in options.formats if not is_read(one)]
    formats = [one for one in options.formats if one not in unread]
    began = time.perf_counter()
    if options.write:
        _write(
            options.write,
            list(plans(options.people, options.formats, ("build",), seed=options.seed)),
        )
    planned = list(plans(options.people, formats, sides, seed=options.seed, aside=options.aside))
    noises = () if options.no_noise else NOISES
    noisy = [spoiled(p, kind) for kind in noises for p in planned if applies(kind, p.format)]
    # All in one go: a process that reads takes a second to start.
    done = outcomes([*planned, *noisy], jobs=options.jobs)
    plain = done[: len(planned)]
    print(tables.sides(plain))
    print(f"\n{tables.written(development())}")
    print(f"\nnot read, left out: {', '.join(unread) or 'no format'}")
    _print_costs(plain, done[len(planned) :])
    for side in sides:
        print(f"\n== how many of what is said how surely are right, {side}\n")
        print(tables.reliability([one for one in plain if one.plan.shape.side == side]))
    if noises:
        print(f"\n== what changes cost the examples\n\n{tables.changes(EXAMPLES)}")
    _print_negatives(options.seed, options.details)
    if options.details:
        print(f"\n== what is wrong in build\n\n{tables.details(plain)}")
    faults = [f"{one.plan.key}: {one.fault}" for one in plain if one.fault]
    print("\n".join(["", *faults, f"{time.perf_counter() - began:.0f} s"]))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--people", type=int, default=50, help="how many a half (50)")
    parser.add_argument(
        "--formats", type=_formats, default=list(ALL_FORMATS), help="parted by commas"
    )
    parser.add_argument("--sides", choices=(*SIDES, "all"), default="all")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument(
        "--aside", action="store_true", help="the studies, tops and headings of build kept aside"
    )
    parser.add_argument("--jobs", type=int, default=1, help="processes (1)")
    parser.add_argument("--no-noise", action="store_true", help="leave the kinds of noise out")
    parser.add_argument("--details", action="store_true", help="list what is wrong in build")
    parser.add_argument(
        "--write", type=Path, metavar="FOLDER", help="write build and its gold there"
    )
    return parser.parse_args()


def _formats(text: str) -> list[str]:
    found = text.split(",")
    if unknown := sorted({*found} - {*ALL_FORMATS}):
        raise argparse.ArgumentTypeError(f"no such format: {', '.join(unknown)}")
    return found


def _write(folder: Path, planned: Sequence[Plan]) -> None:
    """Write documents, and beside each what is right in it."""
    folder.mkdir(parents=True, exist_ok=True)
    for plan in planned:
        (folder / plan.key).write_bytes(bytes_of(plan))
        gold = json.dumps(gold_of(plan), ensure_ascii=False, indent=1)
        (folder / f"{plan.key}.json").write_text(gold + "\n", "utf-8")


def _print_costs(plain: Sequence[Outcome], noisy: Sequence[Outcome]) -> None:
    for side in SIDES:
        held: dict[str, list[Outcome]] = {}
        for one in noisy:
            if one.plan.shape.side == side:
                held.setdefault(one.plan.noise, []).append(one)
        if held:
            print(f"\n== what noise costs, {side}\n\n{tables.costs(plain, held)}")


def _print_negatives(seed: int, details: bool) -> None:
    found = said_of_negatives(NEGATIVES, seed=seed)
    print("\n== files that are no resumes: what is said of all, and of those taken for one\n")
    print(tables.negatives(found))
    if details:
        print("\n".join([*found["plain"].notes, *found["build"].notes]))


if __name__ == "__main__":
    main()
