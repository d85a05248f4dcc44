"""Whether a label in a text is the concept: the policies, and the reason for every decision."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Final, Literal, TypeAlias

from .concepts import Concept
from .context import Leads
from .cues import Cue, Stems
from .forms import Form
from .matching import Match
from .surroundings import (
    body,
    foreign_acronym,
    hyphenated,
    initial,
    leads_off,
    longer_name,
    siblings,
    tail,
    version,
    whole_item,
)
from .tokens import HYPHENS, Tokens
from .wording import JOINING, LEADING

QUIET_SECTIONS: Final = frozenset({"awards", "contact", "title"})
UNWORKED_SECTIONS: Final = frozenset({"education", "interests", "languages", "references"})
NAMED_KINDS: Final = frozenset({"Technology", "Language", "Chain", "Protocol"})
Case: TypeAlias = Literal["exact", "capitals", "other"]


@dataclass(frozen=True, slots=True)
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
    candidates: Mapping[tuple[int, int], tuple[Form, ...]]
    starts: dict[int, Concept] = field(default_factory=dict)
    ends: dict[int, Concept] = field(default_factory=dict)
    known: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.stems = Stems(self.tokens)

    def add(self, match: Match, concept: Concept) -> None:
        """Record a link, so that it can support others."""
        self.starts[match.start] = self.ends[match.end] = concept
        self.known.update(range(match.start, match.end))


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
    if form.concept.policy == "CaseExact" and case == "exact" and _length(form) > 1:
        if scene.listed or not leads_off(scene.tokens, match.start, match.end):
            return Verdict(True, f'exact case "{form.label}"', 1)
    return _supported(scene, match, form, case)


def _blocked(scene: Scene, match: Match, form: Form) -> str | None:
    """Return what shows that the words speak of something else."""
    tokens, start, end = scene.tokens, match.start, match.end
    name = body(tokens, start, end)
    if name is not None:
        return f'part of "{name}"'
    if tail(tokens, start, end):
        return "the end of a longer name"
    leads = scene.leads(form.concept)
    for cue in leads.against:
        if _covers(scene.stems, cue, start, end):
            return f'"{cue.phrase}" is something else'
    if form.sure and end - start > 1:
        return None
    for cue in leads.elsewhere:
        if scene.stems.hold(cue):
            return f'"{cue.phrase}" speaks of something else'
    return None


def _covers(stems: Stems, cue: Cue, start: int, end: int) -> bool:
    """Return whether the phrase stands in the text across the words ``start`` to ``end``."""
    if cue.adjacent:
        return cue.touches(stems.tokens.words, start, end)
    if cue.text not in stems.plain:
        return False
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
    if _length(form) <= 2 and form.exact[0].isupper() and len(form.words) == 1:
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
    name = longer_name(tokens, start, end, scene.known)
    if name is not None:
        return f'part of "{name}"'
    defined = foreign_acronym(tokens, start, end, scene.known)
    return None if defined is None else f'short for "{defined}"'


def _supported(scene: Scene, match: Match, form: Form, case: Case) -> Verdict:
    """Weigh the context of a label that is also an ordinary word."""
    leads = scene.leads(form.concept)
    if case != "exact" or _length(form) == 1:
        # "with STRIDE" is no Stride and "from C" no C, but "C code" is.
        follow = tuple(cue for cue in leads.handed if cue.after)
        touching = (*leads.touching, *follow) if case != "other" else ()
        ways = [_touching(scene, match, touching), _neighbours(scene, match, strict=True)]
    else:
        ways = [_neighbours(scene, match), _touching(scene, match, leads.touching)]
        ways.append(_own_cues(scene, leads))
        if scene.section not in UNWORKED_SECTIONS:
            ways += _faint(scene, match, form, leads)
    rivals = len({other.concept.id for other in match.forms}) > 1
    speaking = list(islice(chain(*ways), None if rivals else 1))
    if speaking:
        return Verdict(True, speaking[0].reason, sum(verdict.support for verdict in speaking))
    return Verdict(False, _doubt(form, case))


def _doubt(form: Form, case: Case) -> str:
    if _length(form) == 1:
        return "a single letter outside of a list"
    if case == "exact":
        return "an ordinary word without context"
    return f'not written "{form.label}" outside of a list'


def _faint(scene: Scene, match: Match, form: Form, leads: Leads) -> list[Iterator[Verdict]]:
    """Return what supports a label whose capital, inside of a sentence, says that it is a name."""
    ways = [_touching(scene, match, leads.handed), _company(scene, match, leads)]
    certain = form.concept.policy == "CaseExact"
    if certain or scene.listed or not scene.tokens.openings[match.start]:
        ways += [_versioned(scene, match), _beside(scene, match, leads)]
        ways.append(_sentence_cues(scene, match, leads))
    if certain and form.concept.kind == "Language":
        ways.append(_anything(scene, match))
    return ways


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
    for cue in leads.own:
        if scene.stems.hold(cue):
            yield Verdict(True, f'cue "{cue.phrase}"', 1)
        elif scene.nearby().hold(cue):
            yield Verdict(True, f'cue "{cue.phrase}" nearby', 1)


def _touching(scene: Scene, match: Match, cues: tuple[Cue, ...]) -> Iterator[Verdict]:
    for cue in cues:
        if cue.touches(scene.tokens.words, match.start, match.end):
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
    for cue in leads.inherited:
        if scene.stems.hold(cue):
            yield Verdict(True, f'cue "{cue.phrase}"', 1)


def _case(tokens: Tokens, match: Match, form: Form) -> Case:
    written = tokens.exact[match.start : match.end]
    if written == form.exact:
        return "exact"
    if form.label.islower() or tokens.shouted:
        return "exact"
    return "capitals" if all(word.isupper() for word in written) else "other"


def _length(form: Form) -> int:
    return sum(map(len, form.words))
