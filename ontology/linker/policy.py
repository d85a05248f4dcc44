"""Match policies: whether a label in a text is the concept, and the reason for every decision."""

from __future__ import annotations

from functools import cache
from typing import Final

from ..wordlists import words
from .cues import Cue, StemmedText, stem
from .disambiguation import UNWORKED_SECTIONS, LetterCase, weigh_context, weigh_firmly
from .employers import names_employer
from .family_support import weigh_family
from .link_state import NAMED_KINDS, Judgement, LinkState
from .list_items import whole_item
from .longer_names import (
    acronym_of_other,
    ends_dotted_name,
    in_compound,
    is_initial,
    is_season,
    longer_name,
    named_after,
    names_event,
    organisation_name,
    other_name,
    titled_person,
)
from .matching import LabelMatch
from .ordinary import languages_of
from .surface_forms import SurfaceForm
from .tokens import HYPHENS, Tokens, spelling

# Words of a text in which nothing else than a term need stand.
_FRAGMENT: Final = 4

_THIN: Final = frozenset(words(__package__, "thin"))
_DETERMINERS: Final = tuple((word,) for word in words(__package__, "determiners"))

# Letters from which on a name that no dictionary has as a word is hardly one in small letters.
_NO_WORD: Final = 6

# Names of prizes, streets and positions: an ordinary word here is what it is, whatever is near it.
QUIET_SECTIONS: Final = frozenset({"awards", "contact", "title"})


def judge(state: LinkState, match: LabelMatch, form: SurfaceForm) -> Judgement:
    """Return the judgement on one form at one place."""
    # What shows another meaning comes first, for it holds for sure labels too.
    if _accented(state.tokens, match, form):
        return Judgement(False, f'not written "{form.label}"')
    blocked = _blocked(state, match, form)
    if blocked:
        return Judgement(False, blocked)
    if _thinly_denied(state, match, form):
        return weigh_firmly(state, match, form)
    if form.sure:
        return _sure(state, match, form)
    if state.section in QUIET_SECTIONS:
        return Judgement(False, f"an ordinary word in {state.section}")
    blocked = _part_of_more(state, match, form)
    if blocked:
        return Judgement(False, blocked)
    if form.bare:
        return weigh_family(state, match, form)
    case = _case(state.tokens, match, form)
    if case == "other" and _no_word_here(state, match, form):
        return Judgement(True, f'label "{form.label}"', 2)
    # One letter in its case is an initial or a grade as easily: it needs context, as all do whose
    # capital only opens a sentence.
    if form.policy == "CaseExact" and case == "exact" and form.letters > 1:
        opens = _opens_sentence(state.tokens, match.start, match.end)
        short = len(state.tokens) <= _FRAGMENT
        # In a resume's section of work or projects a name that is worked with needs no more said.
        worked = bool(state.section) and state.section not in UNWORKED_SECTIONS
        technical = short or worked or _inner_capital(form.label) or state.technical
        if state.listed or (technical and not (opens or _german_noun(state, match))):
            return Judgement(True, f'exact case "{form.label}"', 1)
    return weigh_context(state, match, form, case)


def _blocked(state: LinkState, match: LabelMatch, form: SurfaceForm) -> str | None:
    """Return what shows that the words speak of something else."""
    tokens, start, end = state.tokens, match.start, match.end
    if state.names_organisation and (name := organisation_name(tokens, start, end)):
        return f'part of "{name}"'
    if end - start == 1 and start and form.concept.kind in NAMED_KINDS:
        name = titled_person(tokens, start) or named_after(tokens, start)
        if name is not None:
            return f'part of "{name}"'
    if not state.listed and state.section != "skills" and form.concept.kind in NAMED_KINDS:
        employer = names_employer(tokens, start, end, state.candidates)
        if employer is not None:
            return f'"{employer}" names an employer'
    if ends_dotted_name(tokens, start, end):
        return "the end of a longer name"
    cues = state.context_cues[form.concept.id]
    for cue in state.anti_cues(form.concept) if cues.against else ():
        if _covers(state.stems, cue, start, end) and not _excused(state, match, form, cue):
            return f'"{cue.phrase}" is something else'
    # Several words that make a label together ("Apache Spark") are not explained away by a word
    # nearby, as one of them could be.
    if form.sure and end - start > 1:
        return None
    if cues.adjacent_against:
        for cue in cues.adjacent_against.around(tokens.words, start, end):
            return f'"{cue.phrase}" is something else'
    other = state.other_subject(form.concept) if cues.other_subjects else None
    return None if other is None else f'"{other}" speaks of something else'


def _thinly_denied(state: LinkState, match: LabelMatch, form: SurfaceForm) -> bool:
    """Return whether an anti-cue covers the words that is too thin to decide alone."""
    if not state.context_cues[form.concept.id].against:
        return False
    return any(
        _covers(state.stems, cue, match.start, match.end)
        for cue in state.anti_cues(form.concept)
        if _thin(cue, form)
    )


def _excused(state: LinkState, match: LabelMatch, form: SurfaceForm, cue: Cue) -> bool:
    """Return whether a thin anti-cue leaves it to the rest: ``with Salt and Ansible``."""
    tokens = state.tokens
    named = tokens.exact[match.start : match.end] == form.exact and not form.label.islower()
    return named and _thin(cue, form) and not tokens.openings[match.start]


def _thin(cue: Cue, form: SurfaceForm) -> bool:
    rest = cue.text.split()
    for word in form.words:
        if stem(word) in rest:
            rest.remove(stem(word))
    return not rest or all(word in _THIN for word in rest)


def _accented(tokens: Tokens, match: LabelMatch, form: SurfaceForm) -> bool:
    """Return whether an accent makes another word of a name: French ``défi`` is no DeFi."""
    if tokens.text.isascii() or not form.label.isascii():
        return False
    words, exact = (held[match.start : match.end] for held in (tokens.words, tokens.exact))
    return any(
        word != written.lower() and languages_of(word)
        for word, written in zip(words, exact, strict=True)
    )


def _covers(stems: StemmedText, cue: Cue, start: int, end: int) -> bool:
    """Return whether the phrase stands in the text across the words ``start`` to ``end``."""
    phrase, words = cue.text.split(), stems.plain_words
    if cue.cased is not None and cue.shouts and not stems.tokens.shouted:
        phrase, words = cue.cased.split(), stems.exact_words
    # Every place where the phrase would include all words of the mention.
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


def _sure(state: LinkState, match: LabelMatch, form: SurfaceForm) -> Judgement:
    # "AI", "TS" and "ML" in small letters are words, remainders of addresses or units; in a list of
    # terms they are not.
    if len(form.words) == 1 and len(form.words[0]) <= 2 and form.exact[0].isupper():
        case = _case(state.tokens, match, form)
        whole = state.listed and whole_item(state.tokens, match.start, match.end)
        if case == "other" and not whole:
            return Judgement(False, f'not written "{form.label}"')
    everyday = not state.listed and _everyday(state.tokens, match, form)
    if everyday and not _technical(state, match):
        return Judgement(False, "an everyday word, and nothing around it speaks of computing")
    if _half_sure(state, match, form):
        return weigh_context(state, match, form, "exact")
    return Judgement(True, f'label "{form.label}"', 2)


def _technical(state: LinkState, match: LabelMatch) -> bool:
    # "The actor model": of its own words only a single one speaks for itself.
    single = match.end - match.start == 1
    return state.technical if single else state.technical_around(match.start, match.end)


def _half_sure(state: LinkState, match: LabelMatch, form: SurfaceForm) -> bool:
    """Return whether a name is not written as one in a text that speaks of nothing like it.

    ``the salesforce of the region``, or ``Ajax`` for AJAX: then it needs context, as words do.
    """
    if state.listed or len(form.words) > 1 or form.concept.kind not in NAMED_KINDS:
        return False
    tokens, start, end = state.tokens, match.start, match.end
    if form.label.islower() or _case(tokens, match, form) == "exact":
        return False
    noun = tokens.words[start - 1 : start] in _DETERMINERS or tokens.words[end : end + 1] == ("of",)
    name = form.label.isupper() and tokens.exact[start].istitle()
    return (noun or name) and not state.technical_around(start, end)


def _everyday(tokens: Tokens, match: LabelMatch, form: SurfaceForm) -> bool:
    """Return whether words say something outside of computing too: ``logging``, French ``defi``."""
    # A heading or a title ("Security Analyst") is too short to tell of another trade.
    if form.concept.kind in NAMED_KINDS or len(tokens) <= _FRAGMENT:
        return False
    if len(form.words) > 1:
        return " ".join(form.words) in _other_trades()
    written = tokens.exact[match.start]
    return (form.label.islower() or written.islower()) and bool(languages_of(form.words[0]))


@cache
def _other_trades() -> frozenset[str]:
    return frozenset(" ".join(spelling(term)[0]) for term in words(__package__, "other_trades"))


def _no_word_here(state: LinkState, match: LabelMatch, form: SurfaceForm) -> bool:
    """Return whether small letters make no word of a name in the languages of the text.

    French "redis" is none in English, and "elasticsearch" is none at all: there the concept's own
    policy warns of another label ("Elastic"), else of what no dictionary has ("pinecone").
    """
    if form.policy != "CaseExact" or len(form.words) > 1:
        return False
    languages = set(languages_of(form.words[0]))
    if not languages:
        return form.letters >= _NO_WORD and any(map(_is_word, form.concept.labels))
    return form.concept.policy is None and not state.tokens.languages & languages


def _is_word(label: str) -> bool:
    return bool(languages_of(label.lower()))


def _part_of_more(state: LinkState, match: LabelMatch, form: SurfaceForm) -> str | None:
    tokens, start, end = state.tokens, match.start, match.end
    if in_compound(tokens, start, end, state.linked_to):
        return "part of a compound word"
    if is_initial(tokens, start, end):
        return "an initial or abbreviation"
    # "base of", "head of": technologies are not of something, as practices are.
    of = tokens.words[end : end + 1] == ("of",) and tokens.gaps[end] == " "
    if of and form.concept.kind in NAMED_KINDS:
        return f'an ordinary word: "{tokens.exact[start]} of"'
    if is_season(tokens, start, end) and not state.listed:
        return "a season"
    if names_event(tokens, end) and not state.listed:
        return "the name of an event"
    name = longer_name(tokens, start, end, state.linked_words, state.named_words)
    if name is not None:
        return f'part of "{name}"'
    other = other_name(tokens, start, end)
    if other is not None:
        return f'"{other}" is something else'
    same = state.linked_to.get(start) == form.concept
    defined = acronym_of_other(tokens, start, end, same)
    return None if defined is None else f'short for "{defined}"'


def _case(tokens: Tokens, match: LabelMatch, form: SurfaceForm) -> LetterCase:
    written = tokens.exact[match.start : match.end]
    if written == form.exact:
        return "exact"
    # A label in small letters is a common noun, which may open a sentence or stand in a heading.
    if form.label.islower() or tokens.shouted:
        return "exact"
    # Where the shape alone asks for capitals, any do: "Zookeeper", "Typescript".
    if form.concept.policy is None and all(word[0].isupper() for word in written):
        return "exact"
    return "capitals" if all(word.isupper() for word in written) else "other"


def _inner_capital(label: str) -> bool:
    """Return whether a name is written as no word is: ``LaTeX``."""
    return not label.isupper() and label[1:] != label[1:].lower()


def _german_noun(state: LinkState, match: LabelMatch) -> bool:
    """Return whether a capital says nothing, for German writes the word so: ``der Zustand``."""
    return "german" in languages_of(state.tokens.words[match.start]) and state.tokens.german


def _opens_sentence(tokens: Tokens, start: int, end: int) -> bool:
    """Return whether a capital says nothing, for the word opens a sentence: ``Swift delivery``."""
    if not tokens.openings[start] or end >= len(tokens) or not tokens.exact[start].istitle():
        return False
    return tokens.gaps[end] == " " and tokens.exact[end].islower()
