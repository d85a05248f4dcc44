"""What an advert demands: its links with what it says of them, alternatives, and years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from ...ontology.linker.linker import Link, Linker
from ...ontology.linker.polarity import Polarity
from ...ontology.model import Concept
from ...ontology.wordlists import groups
from ..normalization import folded
from .parts import Passage
from .phrases import holds

_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+(?=[A-ZÄÖÜÀÂÉÈÊÎÔ])")
_CLAUSE: Final = re.compile(r"[,;()]")
_BRACKETS: Final = re.compile(r"\([^()]*\)")
_WORD: Final = re.compile(r"\w+", re.UNICODE)
_LISTED: Final = 3  # words of the longest item of what is a list of terms and no sentence
# What a sentence says of all that it names, the surest first: "experience with" is said of a wish
# as well, and a denial of all.
_SAID: Final[tuple[Polarity, ...]] = ("denied", "excluded", "nice", "required")
_OF_PART: Final[dict[str, Polarity]] = {
    "required": "required",
    "nice": "nice",
    "excluded": "excluded",
    "denied": "denied",
}
_MONTHS: Final = 12
# "No Java needed", "Java ist nicht nötig", in folded words.
_UNASKED: Final = re.compile(
    r"\b(?:no|not|kein\w*|nicht|pas)\b(?: \w+){0,4}? "
    r"(?:needed|required|necessary|notig|notwendig|erforderlich|vorausgesetzt|necessaires?|requise?s?)\b"
)


@dataclass(frozen=True)
class Demand:
    """One thing that an advert asks for, rules out or wishes: one of ``concepts`` will do.

    ``months`` is the least experience, 0 where none is told.
    """

    concepts: tuple[Concept, ...]
    polarity: Polarity
    line: int
    text: str
    months: int = 0


@dataclass(frozen=True)
class AdvertSentence:
    """A sentence of a passage with its links, each with what the advert says of it."""

    passage: Passage
    start: int
    text: str
    links: tuple[Link, ...]

    @property
    def line(self) -> int:
        """Return the line that it begins in."""
        return self.passage.line_of(self.start)


def sentences_of(linker: Linker, passage: Passage, nearby: str) -> Iterator[AdvertSentence]:
    """Yield the sentences of a passage but those that speak of no skill."""
    if passage.part == "skipped":
        return
    start = 0
    for end in [*(found.end() for found in _SENTENCE.finditer(passage.text)), len(passage.text)]:
        text = passage.text[start:end]
        if not holds(folded(text), "skipped"):
            links = tuple(
                replace(link, polarity=_polarity(passage.part, text, link))
                for link in _links(linker, text, nearby)
            )
            yield AdvertSentence(passage, start, text, links)
        start = end


def demands_of(sentence: AdvertSentence) -> Iterator[Demand]:
    """Yield what a sentence demands, alternatives together."""
    demanding = [link for link in sentence.links if link.polarity in _SAID]
    runs = list(_runs(sentence.text, demanding))
    asked = _inner_years(sentence.text) or _years(sentence.text)
    with_years = _run_of_years(runs, asked) if asked else None
    for number, run in enumerate(runs):
        months = asked[1] * _MONTHS if asked and number == with_years else 0
        for links in _alternatives(sentence.text, run):
            line = sentence.passage.line_of(sentence.start + links[0].start)
            concepts = tuple(dict.fromkeys(link.concept for link in links))
            kept = months if links[0].polarity == "required" else 0
            text = " ".join(sentence.text.split())
            yield Demand(concepts, links[0].polarity, line, text, kept)


def years_of(sentence: AdvertSentence) -> int | None:
    """Return the years that a sentence asks for of no skill in particular."""
    asked = _years(sentence.text)
    # "5 years of back end work, of which 3 in Go": the first are years of all.
    if _inner_years(sentence.text):
        return asked[1] if asked else None
    named = any(link.polarity in _SAID and link.concept.claimable for link in sentence.links)
    demanding = sentence.passage.part in {"required", "experience"}
    return asked[1] if asked and demanding and not named else None


def _links(linker: Linker, text: str, nearby: str) -> list[Link]:
    items = [item for item in re.split(r"[,;]|\s[–-]\s", text) if item.strip()]
    listed = all(len(item.split()) <= _LISTED for item in items)
    links = linker.link(text, listed=listed, nearby=nearby)
    # Elsewhere "Master" (of Scrum) and "Design" would be taken for what somebody studied.
    if not holds(folded(text), "study"):
        return links
    studied = linker.link(text, section="education")
    fields = [one for one in studied if not one.concept.claimable]
    others = [one for one in links if not any(_overlap(one, field) for field in fields)]
    return sorted([*others, *fields], key=lambda link: link.start)


def _overlap(one: Link, other: Link) -> bool:
    return one.start < other.end and other.start < one.end


def _polarity(part: str, sentence: str, link: Link) -> Polarity:
    """Return what the part or, surer, the words of the sentence say of a link."""
    begin = max((found.end() for found in _CLAUSE.finditer(sentence, 0, link.start)), default=0)
    behind = _CLAUSE.search(sentence, link.end)
    clause = sentence[begin : behind.start() if behind else len(sentence)]
    said = _said(clause) or _said(_around(sentence, link))
    if part in _OF_PART and said in {None, "required"}:
        return _OF_PART[part]
    if part == "duties" and said == "required":
        return link.polarity
    return said or link.polarity


def _around(sentence: str, link: Link) -> str:
    """Return a sentence without the brackets that a link does not stand in: they say of others."""
    return _BRACKETS.sub(
        lambda found: found[0] if found.start() < link.start < found.end() else " ", sentence
    )


def _said(text: str) -> Polarity | None:
    words = folded(text)
    if _UNASKED.search(words):
        return "denied"
    return next((one for one in _SAID if holds(words, one)), None)


def _runs(text: str, links: Sequence[Link]) -> Iterator[list[Link]]:
    """Yield the links between which nothing stands but list marks and joining words."""
    run: list[Link] = []
    for link in links:
        if run and not (_joined(text, run[-1], link) and run[-1].polarity == link.polarity):
            yield run
            run = []
        run.append(link)
    if run:
        yield run


def _joined(text: str, one: Link, other: Link) -> bool:
    return not _between(text, one, other).translate(_NO_MARKS).strip()


def _alternatives(text: str, run: Sequence[Link]) -> Iterator[list[Link]]:
    """Yield the links of a run, those of which one will do together: ``A, B or C and D``."""
    pieces: list[list[Link]] = [[run[0]]]
    either = False
    for before, link in zip(run, run[1:], strict=False):
        between = _between(text, before, link)
        # After "or" a comma goes on to the next thing: "Java or Kotlin, Kafka".
        if "&" in between or (either and "|" not in between):
            yield from _piece(pieces.pop(), either)
            pieces, either = [[]], False
        pieces[-1].append(link)
        # "Terraform and one of AWS or Azure": what opens the alternatives parts none itself.
        either = either or ("|" in between and "&" not in between)
    yield from _piece(pieces.pop(), either)


def _piece(links: list[Link], either: bool) -> Iterator[list[Link]]:
    if either:
        yield links
    else:
        yield from ([link] for link in links)


_NO_MARKS: Final = str.maketrans("", "", "|&,;()*_` ")


def _between(text: str, one: Link, other: Link) -> str:
    """Return what stands between two links, words of joining as ``|`` and ``&``."""
    gap = text[one.end : other.start]
    if gap.strip() == "/":
        return "|"
    plain = f" {folded(gap)} " if _WORD.search(gap) else gap
    for mark, group in (("|", "or"), ("&", "and")):
        for phrase in sorted(groups(__package__, "joins")[group], key=len, reverse=True):
            plain = plain.replace(f" {phrase} ", f" {mark} ")
    return plain


def _years(text: str) -> tuple[int, int] | None:
    """Return (offset, years) of the least years of experience that a sentence tells."""
    found = _years_pattern().search(text.lower())
    if found is None:
        return None
    return found.start(), int(found[1]) if found[1] else _numbers()[found[2]]


def _inner_years(text: str) -> tuple[int, int] | None:
    """Return (offset, years) of a part of the years before: ``of which 3 in Go``."""
    found = _inner_pattern().search(text.lower())
    if found is None:
        return None
    return found.start(), int(found[1]) if found[1] else _numbers()[found[2]]


def _run_of_years(runs: Sequence[Sequence[Link]], asked: tuple[int, int]) -> int | None:
    """Return which run the years are of: the next one, or else the last."""
    behind = [number for number, run in enumerate(runs) if run[0].start > asked[0]]
    return behind[0] if behind else len(runs) - 1 if runs else None


@cache
def _years_pattern() -> re.Pattern[str]:
    words = "|".join(_numbers())
    units = r"(?:years?|yrs?\.?|jahre?n?|ans|an|années?)"
    return re.compile(
        rf"\b(?:(\d{{1,2}})|({words}))\s*(?:\+|(?:[-–]|to|bis|à)\s*\d{{1,2}})?\s*{units}\b"
    )


@cache
def _inner_pattern() -> re.Pattern[str]:
    words = "|".join(_numbers())
    opens = "|".join(map(re.escape, sorted(groups(__package__, "joins")["of which"])))
    least = r"(?:(?:at least|mindestens|mind\.|min\.|au moins)\s+)?"
    return re.compile(rf"\b(?:{opens})\s+{least}(?:(\d{{1,2}})|({words}))\b")


@cache
def _numbers() -> dict[str, int]:
    found = groups(__package__, "numbers").items()
    return {word: int(number) for number, words in found for word in words}
