"""Generated resumes as files: which person, in which shape and format, with which noise."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from . import noise
from .carriers import CARRIERS, carried, suffix_of
from .page import Page, page
from .people import person
from .shapes import Shape, shapes
from .vocabulary import CJK, SIDES, Side
from .writers import latex, markdown, office, printed, text, web

SEED: Final = 20251201
_ENGLISH: Final = 0.7  # the share of resumes in English, where a shape has several languages
OTHER_DATES: Final = "MM/YYYY"


@dataclass(frozen=True)
class Plan:
    """Everything that a generated document follows from; ``noise`` is one of NOISES or empty.

    ``aside`` takes the studies, tops and headings of *build* that are kept aside.
    """

    number: int
    shape: Shape
    format: str
    noise: str = ""
    seed: int = SEED
    aside: bool = False

    @property
    def key(self) -> str:
        """Return the document's file name."""
        spoiled = f"-{self.noise}" if self.noise else ""
        ending = suffix_of(self.noise) if self.noise in CARRIERS else self.format
        return f"{self.number:04d}-{self.shape.name}{spoiled}.{ending}"

    @property
    def language(self) -> str:
        """Return the language; the same one for a person in every format."""
        chance = random.Random(f"language {self.seed} {self.number} {self.shape.name}")
        if "en" in self.shape.languages and chance.random() < _ENGLISH:
            return "en"
        return chance.choice(self.shape.languages)


def plans(
    people: int,
    formats: Sequence[str],
    sides: Sequence[Side] = SIDES,
    *,
    seed: int = SEED,
    aside: bool = False,
) -> Iterator[Plan]:
    """Yield the documents of so many people a half: each has one shape, in all its formats.

    The shapes take turns, so that every one is as frequent as any other.
    """
    for side in sides:
        fitting = [one for one in shapes(side) if set(one.formats) & set(formats)]
        for number in range(people):
            chosen = fitting[number % len(fitting)]
            for format in formats:
                if format in chosen.formats:
                    yield Plan(number, chosen, format, seed=seed, aside=aside)


def gold_of(plan: Plan) -> dict[str, Any]:
    """Return what is right to read in a document, in the form of the shared scorer."""
    return {"file": plan.key, **_page(plan).gold}


def text_of(plan: Plan) -> str:
    """Return the text of a document: that of the file, or the HTML that a PDF is printed from."""
    made = _page(plan)
    chance = random.Random(f"noise {plan.key}")
    parts = noise.on_parts(plan.noise, made.parts, made.gold["basics"]["name"], chance)
    wrap = 72 if plan.noise == "wrap" else 0
    match plan.format:
        case "md":
            written = markdown.write(parts, made.look, wrap=wrap)
        case "txt":
            written = text.write(parts, made.look, wrap=wrap)
        case "html":
            theme = made.look.pick("one", "side")
            source = "wide" if plan.noise == "source" else ""
            written = web.write(parts, made.look, theme=theme, source=source)
        case "pdf":
            written = web.write(parts, made.look, theme=made.look.pick(*web.THEMES))
        case "tex":
            written = latex.write(parts, made.look, made.shape.preset)
        case _:
            raise ValueError(f"{plan.format} is no format with a text")
    return noise.on_text(plan.noise, written, plan.format)


def bytes_of(plan: Plan) -> bytes:
    """Return the bytes of a document; the same plan gives the same bytes, but for PDF.

    Raises:
        RuntimeError: a PDF is asked for and there is no Chromium.
    """
    if plan.noise in CARRIERS:
        return carried(plan.noise, text_of(plan), plan.format)
    if plan.format == "pdf":
        return printed.pdf(text_of(plan))
    if plan.format == "docx":
        made = _page(plan)
        chance = random.Random(f"noise {plan.key}")
        name = made.gold["basics"]["name"]
        return office.write(noise.on_parts(plan.noise, made.parts, name, chance), made.look)
    return text_of(plan).encode()


def spoiled(plan: Plan, kind: str) -> Plan:
    """Return the same document with a kind of noise."""
    return replace(plan, noise=kind)


def _page(plan: Plan) -> Page:
    who = person(plan.number, plan.shape.side, plan.language, seed=plan.seed)
    other = OTHER_DATES if plan.noise == "dates" and not _fixed_dates(plan) else ""
    return page(who, plan.shape, plan.format, seed=plan.seed, date_shape=other, aside=plan.aside)


def _fixed_dates(plan: Plan) -> bool:
    return bool(plan.shape.dates) or plan.language in CJK
