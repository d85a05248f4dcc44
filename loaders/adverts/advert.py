"""A job advert as it is read: title, level, places, years, and what it demands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from ...ontology.linker.linker import Linker
from ...ontology.linker.polarity import Polarity
from ..normalization import folded
from ..places import is_place
from .demands import AdvertSentence, Demand, demands_of, sentences_of, years_of
from .levels import levels_of
from .parts import Passage, passages
from .phrases import holds

_PARTED: Final = re.compile(r"\s*(?:[·•—–|;]|\s-\s|,|\bor\b|\boder\b|\bou\b)\s*")
_WITHIN: Final = re.compile(r"\b(?:in|à|near|bei)\s+([^\W\d_a-z]\w+)")
_BRACKETS: Final = re.compile(r"\([^()]*\)")
# A town as it is written: one to three words with capitals, or two of these with "or".
_CAPITAL: Final = r"[^\W\d_a-z][\w'’.-]+"
_LINK: Final = r"(?:am|an|der|sur|upon|de|la|le|in)"
_TOWN: Final = rf"(?:{_CAPITAL}(?:[ -]{_LINK}?\s?{_CAPITAL}){{0,2}})"
_TOWNS: Final = rf"({_TOWN}(?:\s*(?:,|/|\bor\b|\boder\b|\bou\b)\s*{_TOWN})*)"
_TAIL: Final = re.compile(rf"\s[–—-]\s+{_TOWNS}\s*$")
_AFTER_FIRM: Final = re.compile(rf"^[^,·|]+[,·|]\s*{_TOWNS}\s*$")
_GENDERS: Final = re.compile(
    r"\s*\((?:[mwfdxhign](?:\s*[/|]\s*[mwfdxhi]){1,3}|gn|all genders)\)", re.I
)


@dataclass(frozen=True)
class Advert:
    """What a job advert says.

    ``level`` is intern, junior, mid, senior, staff, principal or lead, None where the title names
    none; ``years`` are those of experience in all. ``demands`` are what is required, nice to have
    and ruled out, each concept once.
    """

    title: str
    level: str | None
    places: tuple[str, ...]
    remote: bool
    years: int | None
    demands: tuple[Demand, ...]
    sentences: tuple[AdvertSentence, ...]

    def of(self, polarity: Polarity) -> tuple[Demand, ...]:
        """Return the demands of one kind."""
        return tuple(one for one in self.demands if one.polarity == polarity)

    def to_json(self) -> dict[str, Any]:
        """Return what was read, in words, with the lines that say it."""
        told: dict[str, Any] = {"title": self.title, "level": self.level}
        told |= {"places": list(self.places), "remote": self.remote, "years": self.years}
        for kind in _KINDS:
            told[kind] = [
                {"any": [concept.name for concept in one.concepts], "line": one.line}
                | ({"months": one.months} if one.months else {})
                for one in self.of(kind)
            ]
        return told


_KINDS: Final[tuple[Polarity, ...]] = ("required", "nice", "excluded")


def read_advert(linker: Linker, text: str) -> Advert:
    """Read the text of an advert, as ``advert_text`` gives it or as somebody pastes it."""
    return _AdvertReader(linker, text).advert()


class _AdvertReader:
    def __init__(self, linker: Linker, text: str) -> None:
        self._linker = linker
        self._passages = list(passages(text))

    def advert(self) -> Advert:
        title = next((one.text for one in self._passages if one.part == "title"), "")
        demands = [one for sentence in self._sentences for one in demands_of(sentence)]
        years = (years_of(sentence) for sentence in self._sentences)
        return Advert(
            title=_GENDERS.split(title)[0].strip(),
            level=_level(title, self._of("level")),
            places=tuple(dict.fromkeys(self._places())),
            remote=holds(folded("\n".join(one.text for one in self._head)), "remote"),
            years=next((one for one in years if one), None),
            demands=tuple(_each_once(demands)),
            sentences=self._sentences,
        )

    @cached_property
    def _sentences(self) -> tuple[AdvertSentence, ...]:
        told = [one for one in self._passages if one.part not in {"skipped", "place", "header"}]
        nearby = "\n".join(one.text for one in told)
        found = (sentences_of(self._linker, one, nearby) for one in told)
        return tuple(sentence for each in found for sentence in each)

    @property
    def _head(self) -> Sequence[Passage]:
        return self._of("header") + self._of("place") + self._of("title")

    def _of(self, part: str) -> list[Passage]:
        return [one for one in self._passages if one.part == part]

    def _places(self) -> Iterable[str]:
        known = list(self._known_places())
        return known or self._likely_places()

    def _likely_places(self) -> Iterable[str]:
        """Yield names that stand where places do, for no list has all towns."""
        for passage in self._of("place"):
            pieces = _PARTED.split(_aside(passage.text))
            yield from (one for one in pieces[:1] if re.fullmatch(_TOWN, one) and not _is_mode(one))
        title = self._of("title")[:1]
        tails = [_TAIL.search(_aside(one.text)) for one in title]
        # "Firm, Town" below the title, and "Title – Town".
        tails += [_AFTER_FIRM.search(_aside(one.text)) for one in self._of("header")[:1]]
        for tail in filter(None, tails):
            yield from (piece for piece in _PARTED.split(tail[1]) if piece and not _is_mode(piece))

    def _known_places(self) -> Iterable[str]:
        for passage in self._of("place") + self._of("header"):
            for piece in _PARTED.split(_aside(passage.text)):
                bare = piece.strip(" *_()")
                if bare and is_place(bare) and not _is_mode(bare):
                    yield bare
        if opening := self._of("other")[:1]:
            yield from (one for one in _WITHIN.findall(opening[0].text) if is_place(one))


def _aside(text: str) -> str:
    """Return a line without what stands in brackets, and without marks."""
    return " ".join(_BRACKETS.sub(" ", text).replace("*", " ").split())


def _is_mode(text: str) -> bool:
    """Return whether it says how, where a place may stand: ``hybrid``, ``remote``."""
    return any(holds(folded(text), group) for group in ("remote", "on site"))


def _each_once(demands: Iterable[Demand]) -> Iterable[Demand]:
    """Yield demands without what another says already; what is required is no mere wish."""
    order = {kind: number for number, kind in enumerate(_KINDS)}
    seen: set[str] = set()
    ranked = sorted(demands, key=lambda one: (order.get(one.polarity, 9), -one.months, one.line))
    kept = []
    for demand in ranked:
        ids = {concept.id for concept in demand.concepts}
        if not ids & seen and demand.polarity in order:
            kept.append(demand)
        seen |= ids
    return sorted(kept, key=lambda one: (order[one.polarity], one.line))


def _level(title: str, told: Sequence[Passage]) -> str | None:
    text = " ".join([title, *(one.text for one in told)])
    return next(iter(levels_of(text)), None)
