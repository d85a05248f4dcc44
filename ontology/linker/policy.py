"""Whether a label in a text is the concept: the policies, and the reason for every decision."""

from __future__ import annotations

from typing import Final

from .cues import Cue, Stems
from .forms import Form
from .matching import Match
from .support import Case, Scene, Verdict, supported
from .surroundings import (
    body,
    dated,
    denied,
    foreign_acronym,
    hyphenated,
    initial,
    leads_off,
    longer_name,
    tail,
    whole_item,
)
from .tokens import HYPHENS, Tokens

QUIET_SECTIONS: Final = frozenset({"awards", "contact", "title"})


def judge(scene: Scene, match: Match, form: Form) -> Verdict:
    """Return the verdict on one form at one place."""
    blocked = _blocked(scene, match, form)
    if blocked:
        return Verdict(False, blocked)
    if form.sure:
        return _sure(scene, match, form)
    if scene.section in QUIET_SECTIONS:
        return Verdict(False, f"an ordinary word in {scene.section}")
    blocked = _part_of_more(scene, match)
    if blocked:
        return Verdict(False, blocked)
    case = _case(scene.tokens, match, form)
    if form.concept.policy == "CaseExact" and case == "exact" and form.letters > 1:
        if scene.listed or not leads_off(scene.tokens, match.start, match.end):
            return Verdict(True, f'exact case "{form.label}"', 1)
    return supported(scene, match, form, case)


def _blocked(scene: Scene, match: Match, form: Form) -> str | None:
    """Return what shows that the words speak of something else."""
    tokens, start, end = scene.tokens, match.start, match.end
    name = body(tokens, start, end)
    if name is not None:
        return f'part of "{name}"'
    if tail(tokens, start, end):
        return "the end of a longer name"
    if scene.denies and denied(tokens, start):
        return "denied: the text says that it is not used"
    leads = scene.leads(form.concept)
    for cue in scene.against(form.concept) if leads.against else ():
        if _covers(scene.stems, cue, start, end):
            return f'"{cue.phrase}" is something else'
    if form.sure and end - start > 1:
        return None
    for cue in leads.repelling.around(tokens.words, start, end):
        return f'"{cue.phrase}" is something else'
    other = scene.foreign(form.concept) if leads.elsewhere else None
    return None if other is None else f'"{other}" speaks of something else'


def _covers(stems: Stems, cue: Cue, start: int, end: int) -> bool:
    """Return whether the phrase stands in the text across the words ``start`` to ``end``."""
    phrase, words = cue.text.split(), stems.plain.split()
    if cue.cased is not None and cue.shouts and not stems.tokens.shouted:
        phrase, words = cue.cased.split(), stems.exact.split()
    size = len(phrase)
    places = range(max(0, end - size), min(start, len(words) - size) + 1)
    return any(
        words[place : place + size] == phrase and _as_joined(stems.tokens, place, cue)
        for place in places
    )


def _as_joined(tokens: Tokens, place: int, cue: Cue) -> bool:
    """Return whether hyphens stand where the phrase has them: ``go-to`` is not ``Go to``."""
    gaps = tokens.gaps[place + 1 : place + 1 + len(cue.gaps)]
    pairs = zip(cue.gaps, gaps, strict=True)
    return all(gap in HYPHENS for wanted, gap in pairs if wanted in HYPHENS)


def _sure(scene: Scene, match: Match, form: Form) -> Verdict:
    if len(form.words) == 1 and len(form.words[0]) <= 2 and form.exact[0].isupper():
        case = _case(scene.tokens, match, form)
        whole = scene.listed and whole_item(scene.tokens, match.start, match.end)
        if case == "other" and not whole:
            return Verdict(False, f'not written "{form.label}"')
    return Verdict(True, f'label "{form.label}"', 2)


def _part_of_more(scene: Scene, match: Match) -> str | None:
    tokens, start, end = scene.tokens, match.start, match.end
    if hyphenated(tokens, start, end):
        return "part of a compound word"
    if initial(tokens, start, end):
        return "an initial or abbreviation"
    if tokens.words[end : end + 1] == ("of",) and tokens.gaps[end] == " ":
        return f'an ordinary word: "{tokens.exact[start]} of"'
    if dated(tokens, end) and not scene.listed:
        return "the name of an event"
    name = longer_name(tokens, start, end, scene.known)
    if name is not None:
        return f'part of "{name}"'
    defined = foreign_acronym(tokens, start, end, scene.known)
    return None if defined is None else f'short for "{defined}"'


def _case(tokens: Tokens, match: Match, form: Form) -> Case:
    written = tokens.exact[match.start : match.end]
    if written == form.exact:
        return "exact"
    if form.label.islower() or tokens.shouted:
        return "exact"
    return "capitals" if all(word.isupper() for word in written) else "other"
