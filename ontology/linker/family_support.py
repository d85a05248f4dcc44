"""Family support: what beside a bare name says that it is of a vendor's product."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from ..model import Concept
from ..wordlists import words
from .link_state import Judgement, LinkState
from .list_items import LEADING, neighbours, whole_item
from .matching import LabelMatch
from .surface_forms import SurfaceForm
from .tokens import Tokens

# "Head of Organizations, AWS": behind these no item of a list begins.
_LEAD: Final = LEADING - {"of", "for"}
_LEADS: Final = frozenset((word,) for word in _LEAD)
_ON: Final = frozenset(words(__package__, "on_a_product"))
# More than other concepts of the same name get from a long list around them.
_SUREST: Final = 100
# Items of a list between a mention and what says the family.
_REACH: Final = 12


def weigh_family(state: LinkState, match: LabelMatch, form: SurfaceForm) -> Judgement:
    """Judge a bare name by the members of its family that are named beside it."""
    if state.tokens.exact[match.start : match.end] == form.exact:
        for judgement in _support(state, match, form):
            return judgement
    return Judgement(False, f'no other part of "{form.label}" beside it')


def _support(state: LinkState, match: LabelMatch, form: SurfaceForm) -> Iterator[Judgement]:
    """Yield what says that the name is a member, the surest first."""
    families = state.context_cues[form.concept.id].families
    tokens, start, end = state.tokens, match.start, match.end
    if whole_item(tokens, start, end, _LEAD):
        beside = _nearest(_in_list(state, match))
        if beside and _families(state, beside) & families:
            yield Judgement(True, f'list neighbour "{beside.name}"', _SUREST)
        if beside is None:
            yield from _beside_member(state, match, families)
        yield from _beside_relative(state, match, form)
    opens = tokens.openings[start] and end - start == 1
    after = state.linked_from.get(end + 1)
    if after and not opens and tokens.words[end] in _ON and _families(state, after) & families:
        yield Judgement(True, f'cue "… {tokens.words[end]} {after.name}"', _SUREST)
    # One word with a capital needs more than a sentence that speaks of the product.
    led = end - start > 1 or tokens.words[start - 1 : start] in _LEADS
    if form.contested or opens or not led:
        return
    beside = _nearest(_in_sentence(state, match))
    if beside and _families(state, beside) & families:
        yield Judgement(True, f'beside "{beside.name}"', 3)
    elif beside is None and end - start > 1:
        for concept in state.nearby_concepts():
            if _families(state, concept) & families:
                yield Judgement(True, f'"{concept.name}" nearby', 1)


def _beside_member(
    state: LinkState, match: LabelMatch, families: frozenset[str]
) -> Iterator[Judgement]:
    """Yield the next item where it may be a member with its own name: ``Kinesis and Lambda``."""
    both = neighbours(state.tokens, match.start, match.end, reach=1, lines=state.listed)
    for start, end in chain(*both):
        for form in state.candidates.get((start, end), ()):
            written = state.tokens.exact[start:end] == form.exact
            found = _families(state, form.concept) - {form.concept.id}
            if written and not form.bare and found & families:
                yield Judgement(True, f'beside "{form.label}"', 1)


def _beside_relative(state: LinkState, match: LabelMatch, form: SurfaceForm) -> Iterator[Judgement]:
    """Yield the next item where it does the same, or is met with it: ``Splunk and Sentinel``."""
    # The product itself says only of a list that it heads whose its items are.
    cues = state.context_cues[form.concept.id]
    related = cues.related - cues.families
    both = neighbours(state.tokens, match.start, match.end, reach=1, lines=state.listed)
    for start, end in chain(*both):
        for other in state.candidates.get((start, end), ()):
            written = state.tokens.exact[start:end] == other.exact
            if written and not other.bare and other.concept.id in related:
                yield Judgement(True, f'beside "{other.label}"', 1)


def _families(state: LinkState, concept: Concept) -> frozenset[str]:
    return state.context_cues[concept.id].families


def _nearest(found: Iterable[tuple[int, Concept]]) -> Concept | None:
    """Return the concept with the least distance."""
    return min(found, key=lambda pair: pair[0], default=(0, None))[1]


def _in_list(state: LinkState, match: LabelMatch) -> Iterator[tuple[int, Concept]]:
    """Yield (how far off, concept) of a list's members of families.

    A product itself says so only at the list's head: "AWS (…", "Azure: …", "services on AWS: …".
    """
    tokens = state.tokens
    both = neighbours(tokens, match.start, match.end, reach=_REACH, lines=state.listed)
    for items in both:
        for count, (start, end) in enumerate(items):
            if not state.listed and tokens.words[start].islower() and _prose(tokens, start, end):
                break
            for index in range(start, end):
                concept = state.linked_from.get(index)
                if concept and (found := _families(state, concept)):
                    leads = _leads(tokens, end, match.start)
                    if leads or concept.id not in found:
                        # "Spring (Boot), Maven": of two as near, the head of the bracket.
                        yield 2 * count - leads, concept


def _prose(tokens: Tokens, start: int, end: int) -> bool:
    return all(word.islower() for word in tokens.exact[start:end])


def _leads(tokens: Tokens, end: int, start: int) -> bool:
    """Return whether a colon or bracket stands between the head of a list and the items."""
    return end <= start and any(mark in tokens.gaps[end] for mark in ":(–—")


def _in_sentence(state: LinkState, match: LabelMatch) -> Iterator[tuple[int, Concept]]:
    for index in state.tokens.sentence(match.start):
        concept = state.linked_from.get(index)
        if concept and _families(state, concept):
            yield abs(index - match.start), concept
