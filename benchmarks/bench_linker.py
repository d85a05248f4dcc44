"""How right the linker is on sentences whose names are words too, and on adverts; how fast it is.

    python benchmarks/bench_linker.py [SENTENCES.jsonl …] [--errors] [--no-speed]

The sentences of ``linking/sentences.jsonl`` were written before the rules and are in two halves by
the hash of the name: rules are made on *build* alone, and of *check* nothing but counts is shown.
Files of further sentences are measured as they are, and without the cues that ambiguous concepts
have of their own: these may have been written with such sentences at hand.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from linking.adverts import compared
from linking.senses import OWN, Decisions, decide, read_sentences, without_cues
from linking.speed import rates

from commonground.ontology.linker.linker import Linker
from commonground.ontology.ontology import load_ontology

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
    parser.add_argument("--no-speed", action="store_true", help="leave the speed out")
    options = parser.parse_args()
    linker = Linker(load_ontology())
    _print_senses(linker, options.sentences, options.errors)
    _print_adverts(linker)
    if not options.no_speed:
        _print_speed(linker)


def _print_senses(linker: Linker, others: list[Path], errors: bool) -> None:
    bare = Linker(without_cues(linker.ontology))
    print(f"{'sentences':34} {'judged':>6} {'precision':>9} {'recall':>7} {'ordinary':>8}  lacks")
    build = decide(linker, read_sentences(OWN, "build"))
    print(_row("build", build))
    check = read_sentences(OWN, "check")
    print(_row("check", decide(linker, check)))
    print(_row("check, without own cues", decide(bare, check)))
    for path in others:
        cases = read_sentences(path)
        print(_row(path.name, decide(linker, cases)))
        print(_row(f"{path.name}, without own cues", decide(bare, cases)))
    print(*build.wrong if errors else (), sep="\n")


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
