"""One text while it is linked: its words, what is around it, and the links made so far."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from ..model import Concept
from ..wordlists import words
from .context_cues import ContextCues
from .cues import Cue, StemmedText
from .lazy_property import lazy_property
from .longer_names import names_organisation
from .matching import LabelMatch
from .surface_forms import SurfaceForm
from .tokens import Tokens

# Things with proper names: one of them linked in a sentence makes it a technical one.
NAMED_KINDS: Final = frozenset({"Technology", "Language", "Chain", "Protocol"})
_TECHNICAL: Final = frozenset(words(__package__, "technical"))


@dataclass(slots=True)
class Judgement:
    """Whether a surface form is linked, and why; ``support`` counts what speaks for it."""

    linked: bool
    reason: str
    support: int = 0


@dataclass
class LinkState:
    """What deciding on one mention in a text may look at, the links made before it included.

    ``linked_from`` and ``linked_to`` hold linked concepts by their first word and their end,
    ``linked_words`` the numbers of all their words.
    """

    tokens: Tokens
    listed: bool
    section: str
    nearby: Callable[[], StemmedText]
    nearby_concepts: Callable[[], tuple[Concept, ...]]
    context_cues: Mapping[str, ContextCues]
    groups: list[list[LabelMatch]]
    linked_from: dict[int, Concept] = field(default_factory=dict)
    linked_to: dict[int, Concept] = field(default_factory=dict)
    linked_words: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.stems = StemmedText(self.tokens)
        self.names_organisation = names_organisation(self.tokens)
        # Of the text as a whole, so the same for each mention of a concept and in every round.
        self._own_support: dict[str, tuple[Judgement, ...]] = {}
        self._other_subject: dict[str, str | None] = {}
        self._anti_cues: dict[str, list[Cue]] = {}

    @lazy_property
    def candidates(self) -> Mapping[tuple[int, int], tuple[SurfaceForm, ...]]:
        """Return the forms that may be linked by their first word and their end."""
        return {(match.start, match.end): match.forms for group in self.groups for match in group}

    @lazy_property
    def named_words(self) -> frozenset[int]:
        """Return the numbers of all words that labels are spelt with, linked or not."""
        return frozenset(index for first, end in self.candidates for index in range(first, end))

    @lazy_property
    def technical(self) -> bool:
        """Return whether the text, or what is around it, speaks of computing."""
        if not _TECHNICAL.isdisjoint(self.tokens.words) or self._names_technologies():
            return True
        if not _TECHNICAL.isdisjoint(self.nearby().tokens.words):
            return True
        return any(concept.kind in NAMED_KINDS for concept in self.nearby_concepts())

    def technical_around(self, start: int, end: int) -> bool:
        """Return whether the text beside some words, or what is around it, speaks of computing."""
        words = self.tokens.words
        if not _TECHNICAL.isdisjoint(words[:start] + words[end:]):
            return True
        if any(
            form.sure and form.concept.kind in NAMED_KINDS
            for (first, last), forms in self.candidates.items()
            if last <= start or first >= end
            for form in forms
        ):
            return True
        if not _TECHNICAL.isdisjoint(self.nearby().tokens.words):
            return True
        return any(concept.kind in NAMED_KINDS for concept in self.nearby_concepts())

    def _names_technologies(self) -> bool:
        """Return whether one name is sure, or two have their own capitals: one may be chance."""
        named = [
            (self.tokens.exact[start:end], form)
            for (start, end), forms in self.candidates.items()
            for form in forms
            if form.concept.kind in NAMED_KINDS
        ]
        if any(form.sure for _, form in named):
            return True
        certain = (form for written, form in named if form.certain and written == form.exact)
        return len({form.concept.id for form in certain}) > 1

    def add(self, match: LabelMatch, concept: Concept) -> None:
        """Record a link, so that it can support others."""
        self.linked_from[match.start] = self.linked_to[match.end] = concept
        self.linked_words.update(range(match.start, match.end))

    def linked_in(self, words: range) -> Iterator[Concept]:
        """Yield the linked concepts that begin in a range of words, in order."""
        linked = self.linked_from
        if linked:  # most texts have few, and a doubtful word is asked about before any is there
            yield from (linked[index] for index in words if index in linked)

    def own_support(self, concept: Concept) -> tuple[Judgement, ...]:
        """Return what the concept's own cues say, wherever in the text the mention stands."""
        if concept.id not in self._own_support:
            self._own_support[concept.id] = tuple(_own_cues(self, self.context_cues[concept.id]))
        return self._own_support[concept.id]

    def anti_cues(self, concept: Concept) -> list[Cue]:
        """Return the anti-cues with a label of the concept that the text holds somewhere."""
        if concept.id not in self._anti_cues:
            # A coarse look at the whole text; whether one covers the mention is for ``policy``.
            cues, plain = self.context_cues[concept.id].against, self.stems.plain
            self._anti_cues[concept.id] = [cue for cue in cues if cue.text in plain]
        return self._anti_cues[concept.id]

    def other_subject(self, concept: Concept) -> str | None:
        """Return the phrase that shows that the text speaks of something else, if one does."""
        if concept.id not in self._other_subject:
            held = self.stems.held(self.context_cues[concept.id].other_subjects)
            self._other_subject[concept.id] = held[0].phrase if held else None
        return self._other_subject[concept.id]


def _own_cues(state: LinkState, cues: ContextCues) -> Iterator[Judgement]:
    here = state.stems.held(cues.own)
    around = state.nearby().held(cues.own)
    for cue in cues.own:
        if cue in here:
            yield Judgement(True, f'cue "{cue.phrase}"', 1)
        elif cue in around:
            yield Judgement(True, f'cue "{cue.phrase}" nearby', 1)
