"""The linker on sentences of which nothing was known when its rules were made.

``unseen.jsonl`` was written before the linker was run on it, by somebody who had read neither its
code nor its words. A line is as in ``sentences.jsonl``, and has its language. *show* holds the
names of the *build* half, so that the wrong decisions in it may be read and mended; of *hold*
nothing but counts is printed. A technology that the ontology lacks counts as missed. A link to a
longer name finds it too, as ``Cosmos SDK`` does where ``Cosmos`` is marked. Names that
``sentences.jsonl`` has as well are told from *new* ones, which no rule was made or checked with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from commonground.ontology.linker.linker import Link, Linker

from .senses import OWN, half_of, meant, read_sentences, share

UNSEEN: Final = Path(__file__).with_name("unseen.jsonl")
# A technology whose name is a label, is none, has no concept, or is taken for another one; an
# ordinary word that is taken for the technology, or for something else.
MISSED: Final = ("missed", "unlabelled", "lacking", "wrong concept")
TAKEN: Final = ("taken", "other concept")
WRONG: Final = (*MISSED, *TAKEN)


class Verdict(NamedTuple):
    """What came of a case, and why where it is wrong."""

    case: dict[str, Any]
    outcome: str
    why: str

    @property
    def right(self) -> bool:
        """Return whether the decision is right."""
        return self.outcome in {"found", "left alone"}

    @property
    def shown(self) -> bool:
        """Return whether the sentence may be printed."""
        return half_of(self.case["surface"]) == "build"


def judged(linker: Linker) -> list[Verdict]:
    """Return the verdict on each sentence."""
    return [_verdict(linker, case) for case in read_sentences(UNSEEN)]


def report(verdicts: list[Verdict], errors: bool) -> Iterator[str]:
    """Yield the lines of a table by language and half, and what is wrong in *show*."""
    heads = ("precision", "recall", "alone", *(kind.split()[0] for kind in WRONG))
    yield f"{'unseen sentences':17} {'n':>4} " + " ".join(f"{head:>10}" for head in heads)
    for name, group in _groups(verdicts):
        yield _row(name, Counter(one.outcome for one in group))
    if errors:
        yield from (
            f"{one.outcome}: {one.case['surface']} | {one.case['sentence']} | {one.why}"
            for one in verdicts
            if one.shown and not one.right
        )


def _verdict(linker: Linker, case: dict[str, Any]) -> Verdict:
    ids = meant(linker.ontology, case)
    links = linker.link(case["sentence"])
    over = [one for one in links if one.start < case["end"] and case["start"] < one.end]
    labelled = any(one.id in ids for one in linker.ontology.lookup(case["surface"]))
    outcome = _outcome(case, ids, over, labelled)
    did = "; ".join(f"{link.concept.id} ({link.reason})" for link in over)
    return Verdict(case, outcome, did or linker.why_not(case["sentence"], listed=False))


def _outcome(case: dict[str, Any], ids: set[str], over: list[Link], labelled: bool) -> str:
    hit = any(link.concept.id in ids for link in over)
    if case["sense"] == "ordinary":
        return "taken" if hit else "other concept" if over else "left alone"
    if hit or any(link.end - link.start > len(case["surface"]) for link in over):
        return "found"
    if over:
        return "wrong concept"
    return "missed" if labelled else "unlabelled" if ids else "lacking"


def _groups(verdicts: list[Verdict]) -> Iterator[tuple[str, Iterable[Verdict]]]:
    for language in dict.fromkeys(one.case["language"] for one in verdicts):
        yield language, [one for one in verdicts if one.case["language"] == language]
    yield "show", [one for one in verdicts if one.shown]
    yield "hold", [one for one in verdicts if not one.shown]
    own = {case["surface"].casefold() for case in read_sentences(OWN)}
    known = [one for one in verdicts if one.case["surface"].casefold() in own]
    yield "names known", known
    yield "names new", [one for one in verdicts if one not in known]
    yield "all", verdicts


def _row(name: str, counts: Counter[str]) -> str:
    ordinary = sum(counts[kind] for kind in TAKEN)
    shares = (
        share(counts["found"], counts["wrong concept"] + ordinary),
        share(counts["found"], sum(counts[kind] for kind in MISSED)),
        share(counts["left alone"], ordinary),
    )
    figures = [f"{one:10.3f}" for one in shares] + [f"{counts[kind]:10}" for kind in WRONG]
    return f"{name:17} {counts.total():4} " + " ".join(figures)
