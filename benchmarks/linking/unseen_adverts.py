"""Adverts of which nothing was known when the reader was made, beside their gold.

A gold file marks mentions by line, column and surface, not by concept: what the ontology lacks
counts as missed. Kinds: *required*, *nice*, *excluded* (not what the post is about), *not asked*
(told to be needless: no demand), *used* (in the tasks or the stack: required or no demand),
*company* (named, but nothing asked for) and *fine* (true, not missed if not found). A link to a
skill over nothing marked is wrong. *l.* is the linker on each line by itself, the rest is what the
reader makes of the whole. The half of an advert is by the hash of its name; errors are printed for
*show* alone.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import wrap
from typing import Any, Final, NamedTuple

from commonground.loaders.adverts.advert import Advert, read_advert
from commonground.loaders.adverts.parts import advert_text
from commonground.loaders.formats.reading import read_document
from commonground.ontology.linker.linker import Linker
from commonground.ontology.ontology import Ontology

from .senses import half_of, share

UNSEEN: Final = Path(__file__).with_name("adverts_unseen")
DEMANDED: Final = ("required", "nice", "excluded")
WANTED: Final = (*DEMANDED, "not asked", "used")
_AS: Final = {"used": ("required", "none"), "company": ("none",), "not asked": ("none",)}


class Placed(NamedTuple):
    """A link by its place in the advert: line from 1, columns from 0."""

    line: int
    start: int
    end: int
    concept: str
    polarity: str


class Page(NamedTuple):
    """An advert's lines and the marks of its gold, and where names are looked up."""

    ontology: Ontology
    marks: list[dict[str, Any]]
    lines: list[str]


@dataclass
class Outcomes:
    """Counts of what is right and wrong in one or more adverts, and the wrong in words."""

    counts: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
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
    of_kinds = [f"polarity {kind}" for kind in WANTED]
    whats = [
        "lines recall",
        "lines precision",
        "recall",
        "precision",
        "polarity",
        *of_kinds,
        "facts",
    ]
    heads = [what.removeprefix("polarity ").replace("lines ", "l. ") for what in whats]
    yield f"{'unseen adverts':14} {'n':>2} " + " ".join(f"{head:>9}" for head in heads)
    for name, files in _groups(found):
        counts = sum((found[one].counts for one in files), Counter())
        figures = (
            f"{Outcomes(counts).share(what):{max(9, len(head))}.3f}"
            for what, head in zip(whats, heads, strict=True)
        )
        yield f"{name:14} {len(files):2} " + " ".join(figures)
    kinds = sum((one.kinds for one in found.values()), Counter())
    told = "; ".join(f"{count} {what}" for what, count in kinds.most_common())
    yield from wrap(told, 98, initial_indent="  ", subsequent_indent="  ")
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
    page = Page(linker.ontology, gold["skills"], lines)
    for way, links in ("lines ", _by_line(linker, lines)), ("", _as_read(advert, lines)):
        placed = list(links)
        _judge_links(outcomes, way, page, placed)
        _judge_marks(outcomes, way, page, placed)
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


def _judge_links(outcomes: Outcomes, way: str, page: Page, links: list[Placed]) -> None:
    for link in links:
        if not page.ontology.concepts[link.concept].claimable:
            continue  # a degree or a field of study is no skill
        over = [mark for mark in page.marks if _overlap(link, mark)]
        right = any(_is_meant(page.ontology, mark, link) for mark in over)
        words = f"{page.lines[link.line - 1][link.start : link.end]} -> {link.concept}"
        place = "over a mark" if over else "unmarked"
        outcomes.add(right, f"{way}precision", f"{words} ({place}), line {link.line}")
        if not right:
            outcomes.kinds[f"{way}link {place}"] += 1


def _judge_marks(outcomes: Outcomes, way: str, page: Page, links: list[Placed]) -> None:
    for mark in page.marks:
        over = [one for one in links if _overlap(one, mark)]
        hits = [one for one in over if _is_meant(page.ontology, mark, one) and _covers(one, mark)]
        words = f"{mark['surface']}, line {mark['line']}"
        if mark["kind"] in WANTED:
            outcomes.add(bool(hits), f"{way}recall", f"{words}: {[one.concept for one in over]}")
            if not hits:
                why = "other link" if over else "no link"
                label = "a label" if _ids(page.ontology, mark["surface"]) else "no label"
                outcomes.kinds[f"{way}missed {label}, {why}"] += 1
        if hits and not way and mark["kind"] != "fine":
            _judge_polarity(outcomes, mark, hits[0].polarity, words)


def _judge_polarity(outcomes: Outcomes, mark: dict[str, Any], polarity: str, words: str) -> None:
    said = polarity if polarity in DEMANDED else "none"
    right = said in _AS.get(mark["kind"], (mark["kind"],))
    outcomes.add(right, "polarity", f"{words}: {mark['kind']} read as {said}")
    outcomes.counts[f"polarity {mark['kind']} {'right' if right else 'wrong'}"] += 1
    if not right:
        outcomes.kinds[f"{mark['kind']} read as {said}"] += 1


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
