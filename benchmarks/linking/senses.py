"""Right decisions of a linker over labelled sentences.

A line is ``{"surface", "sentence", "start", "end", "sense", "concept", "name", "hard"}``; the sense
is ``technology`` or ``ordinary``. A technology counts as found when a link over its place goes to
the concept of this id or label; an ordinary word is right when no link over its place does.
Sentences whose concept the ontology lacks are counted apart: for them nothing can be judged.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from commonground.ontology.linker.linker import Linker
from commonground.ontology.model import Concept
from commonground.ontology.ontology import Ontology

OWN: Final = Path(__file__).with_name("sentences.jsonl")
# Further families, written before the rules for them.
FAMILIES: Final = tuple(
    OWN.with_name(f"{name}.jsonl") for name in ("more_words", "cloud_services", "employers")
)
Half = Literal["build", "check"]
HALVES: Final[tuple[Half, ...]] = ("build", "check")


@dataclass
class Decisions:
    """Counts of decisions, and the wrong ones in words."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Return the share of the technologies that were found."""
        return share(self.counts["technology right"], self.counts["technology wrong"])

    @property
    def ordinary(self) -> float:
        """Return the share of the ordinary words that were left alone."""
        return share(self.counts["ordinary right"], self.counts["ordinary wrong"])

    @property
    def precision(self) -> float:
        """Return the share of the links over labelled places that are right."""
        return share(self.counts["technology right"], self.counts["ordinary wrong"])


def read_sentences(path: Path, half: Half | None = None) -> list[dict[str, Any]]:
    """Return the sentences of a file, or of one half of them."""
    cases = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [case for case in cases if half is None or half_of(case["surface"]) == half]


def half_of(surface: str) -> Half:
    """Return the half that a name is in, whatever its case: rules are made on ``build`` alone."""
    return "check" if hashlib.sha256(surface.casefold().encode()).digest()[0] % 2 else "build"


def decide(linker: Linker, cases: Iterable[dict[str, Any]]) -> Decisions:
    """Return what a linker decides on sentences."""
    decisions = Decisions()
    for case in cases:
        name, did = _decision(linker, case)
        decisions.counts[name] += 1
        if name.endswith("wrong"):
            decisions.wrong.append(f"{name}: {case['surface']} | {case['sentence']} | {did}")
    return decisions


def cross_validate(linker: Linker, cases: Sequence[dict[str, Any]], folds: int = 5) -> Decisions:
    """Return the decisions of all folds together: each name is judged without cues of its own.

    The folds are by the hash of the name, whatever its case. In each, all concepts that its names
    can mean lose their cues and anti-cues; the others keep theirs, as they would beside a name that
    nobody has thought of.
    """
    together = Decisions()
    for number in range(folds):
        held = [case for case in cases if fold_of(case["surface"], folds) == number]
        tested = set[str]().union(*(_tested(linker.ontology, case) for case in held))
        found = decide(Linker(without_cues(linker.ontology, tested)), held)
        together.counts += found.counts
        together.wrong += found.wrong
    return together


def fold_of(surface: str, folds: int) -> int:
    """Return the fold that a name is in, whatever its case."""
    # Other bytes than those that part build from check: of either half every fold has its share.
    digest = hashlib.sha256(surface.casefold().encode()).digest()
    return int.from_bytes(digest[1:5], "big") % folds


def without_cues(ontology: Ontology, ids: Collection[str] | None = None) -> Ontology:
    """Return an ontology whose concepts of these ids have no cues of their own.

    Without ids, all ambiguous concepts lose theirs. What is right with it is right by general
    rules: no cue can have been written for a sentence.
    """
    bare = (
        one._replace(cues=(), anti_cues=()) if _is_tested(one, ids) else one
        for one in ontology.concepts.values()
    )
    return Ontology(bare, ontology.relations, ontology.version)


def _is_tested(concept: Concept, ids: Collection[str] | None) -> bool:
    return concept.policy is not None if ids is None else concept.id in ids


def _tested(ontology: Ontology, case: dict[str, Any]) -> set[str]:
    """Return the ids of all that a case may mean or its name is a label of."""
    spelt = {concept.id for concept in ontology.lookup(case["surface"])}
    return spelt | meant(ontology, case)


def _decision(linker: Linker, case: dict[str, Any]) -> tuple[str, str]:
    """Return (counter's name, what the linker did)."""
    ids = meant(linker.ontology, case)
    if not ids:
        return f"not in the ontology: {case['sense']}", ""
    links = linker.link(case["sentence"])
    over = [one for one in links if one.start < case["end"] and case["start"] < one.end]
    hit = any(link.concept.id in ids for link in over)
    did = "; ".join(f"{link.concept.id} ({link.reason})" for link in over)
    right = hit == (case["sense"] == "technology")
    why = did or linker.why_not(case["sentence"], listed=False)
    return f"{case['sense']} {'right' if right else 'wrong'}", why


def meant(ontology: Ontology, case: dict[str, Any]) -> set[str]:
    """Return the ids that a case may mean: its own, or those with its name as a label.

    Categories link nowhere, so that a sentence cannot mean one.
    """
    own = ontology.concepts.get(case["concept"])
    named = ontology.lookup(case["name"]) if own is None else (own,)
    return {concept.id for concept in named if concept.claimable}


def share(right: int, wrong: int) -> float:
    return right / (right + wrong) if right + wrong else 1.0
