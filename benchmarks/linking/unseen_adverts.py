"""Adverts of which nothing was known when the reader was made, beside their gold.

A gold file marks mentions by line, column and surface, not by concept: what the ontology lacks
counts as missed. Kinds: *required*, *nice* and *excluded*; *used* (in the tasks or the stack: to
be read as required or as no demand); *company* (named, but nothing that is asked for); *fine* (true
but not counted as missed). A link over nothing marked is wrong. Which half an advert is in, the
hash of its name says: what is wrong may be printed for *show* alone.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple

from commonground.loaders.adverts.advert import Advert, read_advert
from commonground.loaders.adverts.parts import advert_text
from commonground.loaders.formats.reading import read_document
from commonground.ontology.linker.linker import Linker
from commonground.ontology.ontology import Ontology

from .senses import half_of, share

UNSEEN: Final = Path(__file__).with_name("adverts_unseen")
DEMANDED: Final = ("required", "nice", "excluded")
WANTED: Final = (*DEMANDED, "used")


class Placed(NamedTuple):
    """A link by its place in the advert: line from 1, columns from 0."""

    line: int
    start: int
    end: int
    concept: str
    polarity: str


@dataclass
class Outcomes:
    """Counts of what is right and wrong in one or more adverts, and the wrong in words."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def add(self, right: bool, what: str, words: str) -> None:
        """Count a decision."""
        self.counts[f"{what} {'right' if right else 'wrong'}"] += 1
        if not right:
            self.wrong.append(f"{what}: {words}")

    def share(self, what: str) -> float:
        """Return the share of the decisions of a kind that are right."""
        return share(self.counts[f"{what} right"], self.counts[f"{what} wrong"])


def measured(linker: Linker, seed: int | None = None) -> dict[str, Outcomes]:
    """Return the outcomes by file: of all adverts, or of a half of them drawn by ``seed``."""
    golds = sorted(UNSEEN.glob("*.json"))
    drawn = golds if seed is None else random.Random(seed).sample(golds, len(golds) // 2)
    return {gold.stem: _measured(linker, gold) for gold in sorted(drawn)}


def report(found: dict[str, Outcomes], errors: bool) -> Iterator[str]:
    """Yield the lines of a table by language and half, and what is wrong in *show*."""
    kinds = ("lines recall", "lines precision", "recall", "precision", *WANTED, "polarity", "facts")
    yield f"{'unseen adverts':15} {'n':>3} " + " ".join(f"{kind:>9}" for kind in kinds)
    for name, files in _groups(found):
        total = Outcomes(sum((found[one].counts for one in files), Counter()))
        width = (max(9, len(kind)) for kind in kinds)
        figures = (f"{total.share(kind):{size}.3f}" for kind, size in zip(kinds, width, strict=True))
        yield f"{name:15} {len(files):3} " + " ".join(figures)
    for name in _shown(found) if errors else ():
        yield from (f"{name}: {line}" for line in found[name].wrong)


def _groups(found: dict[str, Outcomes]) -> Iterator[tuple[str, list[str]]]:
    for language in dict.fromkeys(name[:2] for name in found):
        yield language, [name for name in found if name[:2] == language]
    yield "show", _shown(found)
    yield "hold", [name for name in found if name not in _shown(found)]
    yield "all", list(found)


def _shown(found: dict[str, Outcomes]) -> list[str]:
    return [name for name in found if half_of(name) == "build"]


def _measured(linker: Linker, path: Path) -> Outcomes:
    (source,) = (one for one in UNSEEN.glob(f"{path.stem}.*") if one != path)
    gold = json.loads(path.read_text(encoding="utf-8"))
    lines = source.read_text(encoding="utf-8").splitlines()
    advert = read_advert(linker, advert_text(read_document(source, source.name)))
    outcomes = Outcomes()
    _judge(outcomes, "lines ", linker.ontology, gold["skills"], list(_by_line(linker, lines)), lines)
    _judge(outcomes, "", linker.ontology, gold["skills"], list(_as_read(advert, lines)), lines)
    _facts(outcomes, linker.ontology, gold, advert)
    return outcomes


def _by_line(linker: Linker, lines: Iterable[str]) -> Iterator[Placed]:
    """Yield what the linker finds in each line by itself, whatever part it stands in."""
    for number, line in enumerate(lines, 1):
        for link in linker.link(line):
            yield Placed(number, link.start, link.end, link.concept.id, "")


def _as_read(advert: Advert, lines: list[str]) -> Iterator[Placed]:
    """Yield the links of the parts that are read, sought in their lines for the column."""
    reached: dict[tuple[int, str], int] = {}
    for sentence in advert.sentences:
        for link in sentence.links:
            line = sentence.passage.line_of(sentence.start + link.start)
            surface = sentence.text[link.start : link.end]
            start = lines[line - 1].find(surface, reached.get((line, surface), 0))
            reached[line, surface] = start + len(surface)
            yield Placed(line, start, start + len(surface), link.concept.id, link.polarity)


def _judge(
    outcomes: Outcomes,
    way: str,
    ontology: Ontology,
    marks: list[dict[str, Any]],
    links: list[Placed],
    lines: list[str],
) -> None:
    for link in links:
        over = [mark for mark in marks if _overlap(link, mark)]
        words = f"{lines[link.line - 1][link.start : link.end]} -> {link.concept}"
        right = any(_is_meant(ontology, mark, link) for mark in over)
        place = "over a mark" if over else "unmarked"
        outcomes.add(right, f"{way}precision", f"{words} ({place}), line {link.line}")
    for mark in marks:
        over = [one for one in links if _overlap(one, mark)]
        hits = [one for one in over if _is_meant(ontology, mark, one) and _covers(one, mark)]
        if mark["kind"] in WANTED:
            words = f"{mark['surface']}, line {mark['line']}: {[one.concept for one in over]}"
            outcomes.add(bool(hits), f"{way}recall", words)
            outcomes.counts[f"{way}{mark['kind']} {'right' if hits else 'wrong'}"] += 1
        if hits and not way and mark["kind"] != "fine":
            said = hits[0].polarity if hits[0].polarity in DEMANDED else "none"
            words = f"{mark['surface']}, line {mark['line']}: {mark['kind']} read as {said}"
            outcomes.add(said in _allowed(mark["kind"]), "polarity", words)


def _overlap(link: Placed, mark: dict[str, Any]) -> bool:
    end = mark["column"] + len(mark["surface"])
    return link.line == mark["line"] and link.start < end and mark["column"] < link.end


def _is_meant(ontology: Ontology, mark: dict[str, Any], link: Placed) -> bool:
    """Return whether a link goes where the surface's label does; any will do if it is no label."""
    ids = _ids(ontology, mark["surface"])
    return not ids or link.concept in ids or link.end - link.start > len(mark["surface"])


def _covers(link: Placed, mark: dict[str, Any]) -> bool:
    """Return whether a link covers a surface: ``REST`` alone does not find ``REST Assured``."""
    return link.start <= mark["column"] and mark["column"] + len(mark["surface"]) <= link.end


def _ids(ontology: Ontology, name: str) -> set[str]:
    return {concept.id for concept in ontology.lookup(name)}


def _allowed(kind: str) -> tuple[str, ...]:
    return {"used": ("required", "none"), "company": ("none",)}.get(kind, (kind,))


def _facts(outcomes: Outcomes, ontology: Ontology, gold: dict[str, Any], advert: Advert) -> None:
    """Judge years, places and level, each fact wanted and each place too many by itself."""
    for name, years in gold["years"].items():
        asked = [one.months // 12 for one in advert.demands if _names(ontology, one.concepts, name)]
        told = [advert.years] if not name else asked
        outcomes.add(years in told, "facts", f"years of {name or 'experience'}: {years}, {told}")
    for place in {*gold["places"], *advert.places}:
        right = place in gold["places"] and place in advert.places
        outcomes.add(right, "facts", f"place {place}: {advert.places}")
    outcomes.add(gold["level"] == advert.level, "facts", f"level {gold['level']}: {advert.level}")


def _names(ontology: Ontology, concepts: Iterable[Any], name: str) -> bool:
    return any(concept.id in _ids(ontology, name) for concept in concepts)
