"""What speaks for a label that is also an ordinary word: neighbours, cues, relatives, versions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Final, Literal, TypeAlias

from ..model import Concept
from .context import Leads
from .cues import Cue, Stems, Touching
from .forms import Form
from .lazy import lazy
from .matching import Match
from .surroundings import denies, siblings, version, whole_item
from .tokens import Tokens
from .wording import JOINING, LEADING

UNWORKED_SECTIONS: Final = frozenset({"education", "interests", "languages", "references"})
NAMED_KINDS: Final = frozenset({"Technology", "Language", "Chain", "Protocol"})
Case: TypeAlias = Literal["exact", "capitals", "other"]


@dataclass(slots=True)
class Verdict:
    """Whether a form is linked, and why; ``support`` counts what speaks for it."""

    linked: bool
    reason: str
    support: int = 0


@dataclass
class Scene:
    """One text while it is linked: what is around it and what has been linked so far."""

    tokens: Tokens
    listed: bool
    section: str
    nearby: Callable[[], Stems]
    nearby_concepts: Callable[[], tuple[Concept, ...]]
    leads: Callable[[Concept], Leads]
    groups: list[list[Match]]
    starts: dict[int, Concept] = field(default_factory=dict)
    ends: dict[int, Concept] = field(default_factory=dict)
    known: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.stems = Stems(self.tokens)
        self.denies = denies(self.tokens.text)
        self._told: dict[str, tuple[Verdict, ...]] = {}
        self._foreign: dict[str, str | None] = {}
        self._against: dict[str, list[Cue]] = {}

    @lazy
    def candidates(self) -> Mapping[tuple[int, int], tuple[Form, ...]]:
        """Return the forms that may be linked by their first word and their end."""
        return {(match.start, match.end): match.forms for group in self.groups for match in group}

    def add(self, match: Match, concept: Concept) -> None:
        """Record a link, so that it can support others."""
        self.starts[match.start] = self.ends[match.end] = concept
        self.known.update(range(match.start, match.end))

    def told(self, concept: Concept) -> tuple[Verdict, ...]:
        """Return what the concept's own cues say, wherever in the text the mention stands."""
        if concept.id not in self._told:
            self._told[concept.id] = tuple(_own_cues(self, self.leads(concept)))
        return self._told[concept.id]

    def against(self, concept: Concept) -> list[Cue]:
        """Return the anti-cues with a label of the concept that the text holds somewhere."""
        if concept.id not in self._against:
            cues, plain = self.leads(concept).against, self.stems.plain
            self._against[concept.id] = [cue for cue in cues if cue.text in plain]
        return self._against[concept.id]

    def foreign(self, concept: Concept) -> str | None:
        """Return the phrase that shows that the text speaks of something else, if one does."""
        if concept.id not in self._foreign:
            held = self.stems.held(self.leads(concept).elsewhere)
            self._foreign[concept.id] = held[0].phrase if held else None
        return self._foreign[concept.id]


def supported(scene: Scene, match: Match, form: Form, case: Case) -> Verdict:
    """Weigh the context of a label that is also an ordinary word."""
    rivals = len(match.forms) > 1 and len({other.concept.id for other in match.forms}) > 1
    speaking = list(islice(_ways(scene, match, form, case), None if rivals else 1))
    if speaking:
        return Verdict(True, speaking[0].reason, sum(verdict.support for verdict in speaking))
    return Verdict(False, _doubt(form, case))


def _doubt(form: Form, case: Case) -> str:
    if form.letters == 1:
        return "a single letter outside of a list"
    if case == "exact":
        return "an ordinary word without context"
    return f'not written "{form.label}" outside of a list'


def _ways(scene: Scene, match: Match, form: Form, case: Case) -> Iterator[Verdict]:
    """Yield what supports a label, the surest first; mostly one is asked for and no more."""
    leads = scene.leads(form.concept)
    if case != "exact" or form.letters == 1:
        if case != "other":
            yield from _touching(scene, match, leads.following)
        yield from _neighbours(scene, match, strict=True)
        return
    yield from _neighbours(scene, match)
    yield from _touching(scene, match, leads.touching)
    yield from scene.told(form.concept)
    if scene.section not in UNWORKED_SECTIONS:
        yield from _faint(scene, match, form, leads)


def _faint(scene: Scene, match: Match, form: Form, leads: Leads) -> Iterator[Verdict]:
    """Yield what supports a label whose capital, inside of a sentence, says that it is a name."""
    yield from _touching(scene, match, leads.handed)
    yield from _company(scene, match, leads)
    certain = form.concept.policy == "CaseExact"
    if certain or scene.listed or not scene.tokens.openings[match.start]:
        yield from _versioned(scene, match)
        yield from _beside(scene, match, leads)
        yield from _sentence_cues(scene, match, leads)
    if certain and form.concept.kind == "Language":
        yield from _anything(scene, match)


def _neighbours(scene: Scene, match: Match, strict: bool = False) -> Iterator[Verdict]:
    """Yield the linked concepts that stand beside the words in one list.

    ``strict`` asks for a whole item in a list of terms, or the very next item in a sentence.
    """
    tokens = scene.tokens
    reach = 12 if scene.listed else 1 if strict else 3
    lead = JOINING if scene.listed else LEADING
    whole = whole_item(tokens, match.start, match.end, lead)
    if strict and not whole:
        return
    for items in siblings(tokens, match.start, match.end, reach=reach, lines=scene.listed):
        for start, end in items:
            beside = scene.starts.get(start) if start >= match.end else scene.ends.get(end)
            if beside is not None:
                yield Verdict(True, f'list neighbour "{beside.name}"', 2)
            elif not (scene.listed or all(word[0].isupper() for word in tokens.exact[start:end])):
                break
    if scene.listed and whole:
        for concept in scene.nearby_concepts():
            yield Verdict(True, f'list neighbour "{concept.name}"', 2)


def _own_cues(scene: Scene, leads: Leads) -> Iterator[Verdict]:
    here = scene.stems.held(leads.own)
    around = scene.nearby().held(leads.own)
    for cue in leads.own:
        if cue in here:
            yield Verdict(True, f'cue "{cue.phrase}"', 1)
        elif cue in around:
            yield Verdict(True, f'cue "{cue.phrase}" nearby', 1)


def _touching(scene: Scene, match: Match, cues: Touching) -> Iterator[Verdict]:
    for cue in cues.around(scene.tokens.words, match.start, match.end):
        yield Verdict(True, f'cue "{cue.phrase}"', 1)


def _company(scene: Scene, match: Match, leads: Leads) -> Iterator[Verdict]:
    """Yield the next item of a list where it may be a relative: two such names make a pair."""
    beside = siblings(scene.tokens, match.start, match.end, reach=1, lines=scene.listed)
    for start, end in chain(*beside):
        for form in scene.candidates.get((start, end), ()):
            if form.concept.id in leads.related and scene.tokens.exact[start:end] == form.exact:
                yield Verdict(True, f'beside "{form.label}"', 1)


def _versioned(scene: Scene, match: Match) -> Iterator[Verdict]:
    number = version(scene.tokens, match.end)
    if number is not None:
        yield Verdict(True, f'version "{number}"', 1)


def _beside(scene: Scene, match: Match, leads: Leads) -> Iterator[Verdict]:
    for index in scene.tokens.sentence(match.start):
        concept = scene.starts.get(index)
        if concept is not None and concept.id in leads.related:
            yield Verdict(True, f'beside "{concept.name}"', 1)


def _anything(scene: Scene, match: Match) -> Iterator[Verdict]:
    for index in scene.tokens.sentence(match.start):
        concept = scene.starts.get(index)
        if concept is not None and concept.kind in NAMED_KINDS:
            yield Verdict(True, f'beside "{concept.name}"', 1)


def _sentence_cues(scene: Scene, match: Match, leads: Leads) -> Iterator[Verdict]:
    for cue in scene.stems.held(leads.inherited):
        yield Verdict(True, f'cue "{cue.phrase}"', 1)
