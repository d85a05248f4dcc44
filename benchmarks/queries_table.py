"""What ``bench_queries.py`` prints: the measures beside what was aimed at, and the ratios."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import mean
from typing import Any, Final, NamedTuple

from commonground.benchmarks.questions import percentiles

AIMED: Final = (10_000, 100_000, 1_000_000)
"""The sizes that something was aimed at for."""

RATIOS: Final = {
    ("find 4 terms", "duckdb"): 10,
    ("find 4 terms", "sqlite"): 3,
    ("similar", "duckdb"): 10,
    ("path", "igraph"): 100,
}
"""How many times a peer's time an answer may be quicker at least."""

GROWTH: Final = 1.2
RECALL: Final = 0.95


class Aim(NamedTuple):
    """What is measured, and the most that it may be at each size of ``AIMED``; 0 is no aim.

    ``of`` names the question whose choosing alone it is.
    """

    name: str
    unit: str
    p50: tuple[float, float, float]
    p99: tuple[float, float, float] = (0, 0, 0)
    of: str = ""


AIMS: Final = (
    Aim("cold", "ms", (250, 350, 1500)),
    Aim("find", "ms", (0, 0, 0)),
    Aim("find 4 terms", "ms", (0.5, 1, 6)),
    Aim("  alone", "ms", (0.5, 1, 6), of="find 4 terms"),
    Aim("similar", "ms", (2, 5, 20), (6, 15, 40)),
    Aim("  alone", "ms", (2, 5, 20), (6, 15, 40), of="similar"),
    Aim("path", "ms", (1, 2, 5), (5, 9, 40)),
    Aim("  alone", "ms", (1, 2, 5), (5, 9, 40), of="path"),
    Aim("shared by two", "ms", (1, 1.5, 3)),
    Aim("colleagues", "ms", (1, 1.5, 3)),
    Aim("tenure", "ms", (1, 1.5, 3)),
    Aim("replaced", "ms", (10, 10, 15)),
    Aim("memory", "MB", (100, 250, 2000)),
)


def print_size(people: int, found: Mapping[str, Any]) -> None:
    """Print what one size showed."""
    print(f"\n{people:,} people\n\n{'':<18}{'p50':>10}{'p99':>10}{'aim':>16}")
    for aim in AIMS:
        values = found["choose"][aim.of] if aim.of else _values(aim.name, found)
        p50, p99 = percentiles(values)
        second = f"{p99:.2f}" if len(values) > 1 else ""
        label, wanted = f"{aim.name} {aim.unit}", _aim(aim, people, p50, p99)
        print(f"{label:<18}{p50:>10.2f}{second:>10}{wanted:>16}")
    ask, bridges = found["ask"], found["ask"]["bridges"]
    print(f"\n{found['disk'] / 1e6:,.0f} MB on disk")
    print(f"first process after writing {found['cold']['first']:.0f} ms, with all that it makes")
    print(f"first answer of an open graph {ask['first']:.1f} ms")
    print(
        f"planted bridges: first path of {bridges['first']} of {bridges['pairs']} pairs "
        f"({_share(bridges):.3f}, aim {RECALL})"
    )
    if "pairs" in found:
        one = found["pairs"]
        print(f"ten likest of everybody: {one['seconds']:.1f} s by {one['threads']} threads")
    if "peers" in found:
        _print_peers(found)


def print_growth(found: Mapping[int, Mapping[str, Any]]) -> None:
    """Print what a resume costs to store and to load at each size, and how that grows."""
    print("\nms a resume")
    for name in ("written", "load"):
        each = {
            people: 1000 * one[name]["seconds"] / people
            for people, one in found.items()
            if name in one
        }
        if each:
            growth = each[max(each)] / each[min(each)]
            line = ", ".join(f"{value:.3f} at {people:,}" for people, value in each.items())
            print(f"{name:<10}{line}; growth {growth:.2f} (aim {GROWTH})")


def _values(name: str, found: Mapping[str, Any]) -> Sequence[float]:
    if name == "memory":
        return [found["ask"]["rss"] / 1e6]
    values: Sequence[float] = (
        found["replaced"]["both"]
        if name == "replaced"
        else found["cold"]["times"]
        if name == "cold"
        else found["ask"]["times"][name]
    )
    return values


def _aim(aim: Aim, people: int, p50: float, p99: float) -> str:
    if people not in AIMED:
        return ""
    at = AIMED.index(people)
    wanted = [(aim.p50[at], p50), (aim.p99[at], p99)]
    if not wanted[0][0]:
        return ""
    missed = any(most and value > most for most, value in wanted)
    return " / ".join(f"{most:g}" for most, _ in wanted if most) + (" missed" if missed else "")


def _share(bridges: Mapping[str, Any]) -> float:
    return bridges["first"] / bridges["pairs"] if bridges["pairs"] else 0.0


def _print_peers(found: Mapping[str, Any]) -> None:
    """Print each peer's times beside ours; how often both say the same says what is compared.

    The ratios are those to a whole answer, and to the choosing alone, which is what a peer does.
    """
    kinds = ("find 4 terms", "similar", "path")
    whole = {name: percentiles(found["ask"]["times"][name])[0] for name in kinds}
    alone = {name: percentiles(found["choose"][name])[0] for name in kinds}
    heads = f"{'ratio':>9}{'alone':>9}{'aim':>7}"
    print(f"\n{'':<24}{'p50 ms':>10}{'p99':>10}{'asked':>7}{'same':>7}{heads}")
    for name, one in found["peers"].items():
        if "without" in one:
            print(f"{name:<10}left out: {one['without']}")
            continue
        print(f"{name:<10}built in {one['built']:.1f} s, {one['rss'] / 1e6:,.0f} MB")
        for kind, asked in one["asked"].items():
            p50, p99 = percentiles(asked["times"])
            aim, own = RATIOS.get((kind, name)), "similar" if kind == "overlap" else kind
            line = f"  {kind:<22}{p50:>10.2f}{p99:>10.2f}{len(asked['times']):>7}"
            line += f"{mean(asked['same']):>7.2f}{p50 / whole[own]:>9.2f}{p50 / alone[own]:>9.2f}"
            print(line + (f"{aim:>7}" if aim else ""))
