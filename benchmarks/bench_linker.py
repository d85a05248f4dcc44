"""How right the linker is on sentences whose names are words too, and on adverts; how fast it is.

    python benchmarks/bench_linker.py [SENTENCES.jsonl …] [--errors] [--seed N] [--no-speed]

The sentences of ``linking/sentences.jsonl`` were written before the rules and are in two halves by
the hash of the name: rules are made on *build* alone, and of *check* nothing but counts is shown.
Beside each row of sentences that may have been at hand when cues were written stand two more: one
of folds by the name, in each of which the concepts under test have no cues of their own, and one
where no ambiguous concept has any. ``linking/unseen.jsonl``
and ``linking/adverts_unseen`` were written by somebody who knew neither the rules nor the words.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from linking import unseen, unseen_adverts
from linking.adverts import compared
from linking.senses import (
    FAMILIES,
    HALVES,
    OWN,
    Decisions,
    cross_validate,
    decide,
    read_sentences,
    without_cues,
)
from linking.speed import rates

from commonground.ontology.linker.linker import Linker
from commonground.ontology.ontology import load_ontology

FOLDS = 5
ROOT = Path(__file__).parents[1]

# From what is nearly all names to what has hardly any: the rate depends on little else.
TEXTS = {
    "resumes": ("examples/resumes/*.md",),
    "adverts": ("examples/adverts/*.md", "examples/adverts/*.txt"),
    "prose": ("LICENSE", "docs/*.md"),
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("sentences", type=Path, nargs="*")
    parser.add_argument("--errors", action="store_true", help="print what is wrong in build")
    parser.add_argument("--seed", type=int, help="of the unseen adverts, draw half by this seed")
    parser.add_argument("--no-speed", action="store_true", help="leave the speed out")
    options = parser.parse_args()
    linker = Linker(load_ontology())
    _print_senses(linker, options.sentences, options.errors)
    _print_adverts(linker)
    print(*unseen.report(unseen.judged(linker), options.errors), sep="\n")
    drawn = unseen_adverts.measured(linker, options.seed)
    print(*unseen_adverts.report(drawn, options.errors), sep="\n")
    if not options.no_speed:
        _print_speed(linker)


def _print_senses(linker: Linker, others: list[Path], errors: bool) -> None:
    print(f"{'sentences':34} {'judged':>6} {'precision':>9} {'recall':>7} {'ordinary':>8}  lacks")
    build = read_sentences(OWN, "build")
    found = decide(linker, build)
    print(_row("build", found))
    _print_honestly(linker, "check", read_sentences(OWN, "check"))
    for path in FAMILIES:
        for half in HALVES:
            print(_row(f"{path.stem}, {half}", decide(linker, read_sentences(path, half))))
    for path in others:
        _print_honestly(linker, path.name, read_sentences(path))
    print(*found.wrong if errors else (), sep="\n")


def _print_honestly(linker: Linker, name: str, cases: list[dict[str, Any]]) -> None:
    """Print a row as it is, one of folds, and one where no ambiguous concept has cues."""
    print(_row(name, decide(linker, cases)))
    print(_row(f"{name}, {FOLDS} folds", cross_validate(linker, cases, FOLDS)))
    bare = Linker(without_cues(linker.ontology))
    print(_row(f"{name}, without own cues", decide(bare, cases)))


def _row(name: str, found: Decisions) -> str:
    lacks = sum(count for what, count in found.counts.items() if what.startswith("not in"))
    judged = found.counts.total() - lacks
    shares = f"{found.precision:9.3f} {found.recall:7.3f} {found.ordinary:8.3f}"
    return f"{name[:34]:34} {judged:6} {shares}  {lacks}"


def _print_adverts(linker: Linker) -> None:
    read: Counter[tuple[str, str]] = Counter()
    adverts = list(compared(linker))
    for _, kinds in adverts:
        for kind, (found, wanted) in kinds.items():
            read[kind, "right"] += len(found & wanted)
            read[kind, "found"] += len(found)
            read[kind, "wanted"] += len(wanted)
    print(f"{len(adverts)} invented adverts (these are tests as well: all must be right):")
    for kind in dict.fromkeys(kind for kind, _ in read):
        right, found, wanted = (read[kind, which] for which in ("right", "found", "wanted"))
        print(f"  {kind:10} {right} right of {found} found, {wanted} wanted")


def _print_speed(linker: Linker) -> None:
    for kind, patterns in TEXTS.items():
        lines = [line for pattern in patterns for line in _lines(pattern)]
        links = sum(len(linker.link(line)) for line in lines)
        size = sum(map(len, lines))
        print(f"{kind}, line by line, one core ({size:,} characters, a link in {size // links}):")
        for name, rate in rates(linker, lines):
            print(f"  {name:28} " + ("not installed" if rate is None else f"{rate:6.2f} MB/s"))


def _lines(pattern: str) -> Iterator[str]:
    for path in sorted(ROOT.glob(pattern)):
        yield from filter(str.strip, path.read_text(encoding="utf-8").splitlines())


if __name__ == "__main__":
    main()
