"""How well the linker tells senses apart: right decisions over a file of labelled sentences.

    python benchmarks/linker_quality.py SENTENCES.jsonl [--errors]

A line is ``{"surface", "sentence", "start", "end", "sense", "concept", "name"}``; the sense is
``technology`` or ``ordinary``. A technology counts as found when a link over its place goes to the
concept of this id or label; an ordinary word is right when no link over its place does. Sentences
whose concept the ontology lacks are counted apart: for them only "ordinary" can be judged.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from commonground.ontology.linker.linker import Linker
from commonground.ontology.ontology import Ontology, load_ontology


def meant(ontology: Ontology, case: dict[str, Any]) -> set[str]:
    """Return the ids that a case may mean: its own, or those with its name as a label."""
    if case["concept"] in ontology.concepts:
        return {case["concept"]}
    return {concept.id for concept in ontology.lookup(case["name"])}


def outcome(linker: Linker, case: dict[str, Any]) -> tuple[str, str]:
    """Return (counter's name, what the linker did)."""
    ids = meant(linker.ontology, case)
    over = [
        link
        for link in linker.link(case["sentence"])
        if link.start < case["end"] and case["start"] < link.end
    ]
    hit = [link for link in over if link.concept.id in ids]
    did = "; ".join(f"{link.concept.id} ({link.reason})" for link in over)
    if not ids:
        return f"not in the ontology: {case['sense']}", did
    right = bool(hit) == (case["sense"] == "technology")
    why = did or linker.why_not(case["sentence"], listed=False)
    return f"{case['sense']} {'right' if right else 'wrong'}", why


def report(counts: Counter[str]) -> str:
    """Return the counts, and precision and recall of the sense ``technology``."""
    found, missed = counts["technology right"], counts["technology wrong"]
    false, kept = counts["ordinary wrong"], counts["ordinary right"]
    lines = [f"{name:40} {count:5}" for name, count in sorted(counts.items())]
    for name, good, total in (
        ("accuracy, technology (recall)", found, found + missed),
        ("accuracy, ordinary", kept, kept + false),
        ("precision", found, found + false),
    ):
        lines.append(f"{name:40} {good / total if total else 1:5.3f}")
    return "\n".join(lines)


def main() -> None:
    """Measure a file and print the result."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sentences", type=Path)
    parser.add_argument("--errors", action="store_true", help="print every wrong decision")
    options = parser.parse_args()
    linker, counts = Linker(load_ontology()), Counter[str]()
    for line in options.sentences.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        name, why = outcome(linker, case)
        counts[name] += 1
        if options.errors and name.endswith("wrong"):
            print(f"{name}: {case['surface']} | {case['sentence']} | {why}")
    print(report(counts))


if __name__ == "__main__":
    main()
