"""Disambiguation: what in the context supports a label that is also an ordinary word."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import Final, Literal, TypeAlias

from ..wordlists import groups, words
from .compounds import speaks_of_technology
from .context_cues import ContextCues
from .cues import AdjacentCues, stem
from .link_state import NAMED_KINDS, Judgement, LinkState
from .list_items import JOINING, LEADING, neighbours, version_after, whole_item
from .matching import LabelMatch
from .surface_forms import SurfaceForm
from .tokens import HYPHENS

# What stands here was studied, liked or spoken rather than worked with: a word needs a neighbour in
# a list or a cue of its own; that it has a capital or a version is too little.
UNWORKED_SECTIONS: Final = frozenset({"education", "interests", "languages", "references"})
_HEADS: Final = frozenset(map(stem, groups(__package__, "heads")["any"]))
_CODE_HEADS: Final = frozenset(map(stem, groups(__package__, "heads")["language or chain"]))
_CODE_KINDS: Final = frozenset({"Language", "Chain"})
_SIMILAR: Final = frozenset(words(__package__, "similar"))
_WRITING: Final = frozenset(groups(__package__, "writing")["verbs"])
_IN: Final = frozenset(groups(__package__, "writing")["in"])
_STUDIES: Final = {name: frozenset(held) for name, held in groups(__package__, "studies").items()}
_MOVING: Final = frozenset(groups(__package__, "writing")["moving"])
_JOINING: Final = tuple((word,) for word in JOINING)
_USED: Final = tuple((word,) for word in LEADING - JOINING - {"to", "for", "like"})
_PLACING: Final = tuple((word,) for word in words(__package__, "placing"))
_FROM: Final = tuple((word,) for word in groups(__package__, "writing")["from"])
_TO: Final = tuple((word,) for word in groups(__package__, "writing")["to"])
_FRAME: Final = 12  # words between the verb and what is written in
LetterCase: TypeAlias = Literal["exact", "capitals", "other"]


def weigh_context(
    state: LinkState, match: LabelMatch, form: SurfaceForm, case: LetterCase
) -> Judgement:
    """Weigh the context of a label that is also an ordinary word."""
    rivals = len(match.forms) > 1 and len({other.concept.id for other in match.forms}) > 1
    # One reason is enough to link. All are counted only where several concepts share the label and
    # the one with more support must be found.
    supporting = list(islice(_support(state, match, form, case), None if rivals else 1))
    if supporting:
        return Judgement(
            True, supporting[0].reason, sum(judgement.support for judgement in supporting)
        )
    return Judgement(False, _doubt(form, case))


def weigh_firmly(state: LinkState, match: LabelMatch, form: SurfaceForm) -> Judgement:
    """Weigh a name that a word beside it may deny: list neighbours, cues and relatives decide."""
    cues = state.context_cues[form.concept.id]
    firm = chain(
        _list_neighbours(state, match),
        _own_cues(state, form),
        _moved_between(state, match),
        _related_neighbour(state, match, cues),
        _related_in_sentence(state, match, cues),
        _named_in_sentence(state, match) if form.policy == "CaseExact" else (),
    )
    for judgement in firm:
        return judgement
    return Judgement(False, "a word beside it says something else, and no other speaks for it")


def _doubt(form: SurfaceForm, case: LetterCase) -> str:
    if form.letters == 1:
        return "a single letter outside of a list"
    if case == "exact":
        return "an ordinary word without context"
    return f'not written "{form.label}" outside of a list'


def _support(
    state: LinkState, match: LabelMatch, form: SurfaceForm, case: LetterCase
) -> Iterator[Judgement]:
    """Yield what supports a label, the surest first; mostly one is asked for and no more."""
    cues = state.context_cues[form.concept.id]
    if form.concept.kind == "Field":
        yield from _studied(state, match)
    # "go" is nearly always the verb: only a place in a list of terms tells it apart. "GO" and
    # single letters may also have a cue right beside them ("C code"), but none further off.
    if case != "exact" or form.letters == 1:
        if case != "other":
            yield from _adjacent_cues(state, match, cues.surest_adjacent)
        yield from _list_neighbours(state, match, strict=True)
        # A policy that the shape asks for is no warning: the word is seldom met.
        if form.concept.policy is None:
            yield from _beside_alike(state, match)
            yield from _head(state, match, form)
            yield from _code(state, match)
            yield from _used_with_another(state, match)
        elif form.letters > 3:
            yield from _moved_to(state, match)
        return
    yield from _list_neighbours(state, match)
    yield from _adjacent_cues(state, match, cues.adjacent)
    yield from _own_cues(state, form)
    yield from _exchangeable(state, match)
    if state.section not in UNWORKED_SECTIONS:
        yield from _weak_support(state, match, form, cues)
    if form.concept.kind == "Language":
        yield from _written_in(state, match)


def _weak_support(
    state: LinkState, match: LabelMatch, form: SurfaceForm, cues: ContextCues
) -> Iterator[Judgement]:
    """Yield what supports a label whose capital, inside of a sentence, says that it is a name."""
    placing = state.tokens.words[match.start - 1 : match.start] in _PLACING
    if not (placing and _beside_stranger(state, match)):
        yield from _adjacent_cues(state, match, cues.inherited_adjacent)
    yield from _moved_between(state, match)
    yield from _related_neighbour(state, match, cues)
    certain = form.policy == "CaseExact"
    # At the beginning of a sentence every word has a capital, which then says nothing.
    if certain or state.listed or not state.tokens.openings[match.start]:
        yield from _version(state, match)
        yield from _related_in_sentence(state, match, cues)
        yield from _inherited_cues(state, cues)
        yield from _head(state, match, form)
    # "Phoenix-Projekt" and "Lean-Programm" are of anything; a name that is hardly a word is not.
    if certain:
        yield from _compound(state, match)
        yield from _parallel(state, match)
        yield from _used_with_another(state, match)
    # Languages are named with what is written in them; for other kinds this would be too weak.
    if certain and form.concept.kind == "Language":
        yield from _named_in_sentence(state, match)


def _list_neighbours(
    state: LinkState, match: LabelMatch, strict: bool = False
) -> Iterator[Judgement]:
    """Yield the linked concepts that stand beside the words in one list.

    ``strict`` asks for a whole item in a list of terms, or the very next item in a sentence.
    """
    tokens = state.tokens
    # In a list of terms everything is a term, and the nearest one known may be some way off. In a
    # sentence a list soon ends in ordinary words, so that only close items count.
    reach = 12 if state.listed else 1 if strict else 3
    lead = JOINING if state.listed else LEADING
    whole = whole_item(tokens, match.start, match.end, lead)
    if strict and not whole:
        return
    beside_it = neighbours(tokens, match.start, match.end, reach=reach, lines=state.listed)
    for items in beside_it if state.linked_from else ():
        for start, end in items:
            beside = (
                state.linked_from.get(start) if start >= match.end else state.linked_to.get(end)
            )
            if beside is not None:
                yield Judgement(True, f'list neighbour "{beside.name}"', 2)
            # An item in small letters inside of a sentence is prose, and what lies beyond it too.
            elif not (state.listed or all(word[0].isupper() for word in tokens.exact[start:end])):
                break
    # A list with one item a line is linked line by line: its neighbours stand in the text around.
    if state.listed and whole:
        for concept in state.nearby_concepts():
            yield Judgement(True, f'list neighbour "{concept.name}"', 2)


def _own_cues(state: LinkState, form: SurfaceForm) -> Iterator[Judgement]:
    # A label that is sure elsewhere is a cue for others, and none for itself.
    itself = f'cue "{form.label}"'
    yield from (one for one in state.own_support(form.concept) if one.reason != itself)


def _adjacent_cues(state: LinkState, match: LabelMatch, cues: AdjacentCues) -> Iterator[Judgement]:
    for cue in cues.around(state.tokens.words, match.start, match.end):
        yield Judgement(True, f'cue "{cue.phrase}"', 1)


def _beside_alike(state: LinkState, match: LabelMatch) -> Iterator[Judgement]:
    """Yield the items beside it in a list that are names too: ``git, docker and terraform``."""
    tokens, start, end = state.tokens, match.start, match.end
    if not whole_item(tokens, start, end, LEADING):
        return
    alike = [
        form
        for item in chain(*neighbours(tokens, start, end, reach=2, lines=state.listed))
        for form in state.candidates.get(item, ())
        if form.concept.kind in NAMED_KINDS and not form.bare
    ]
    # Two names may be chance where nothing speaks of computing: "mocha, espresso".
    if len({form.concept.id for form in alike}) > 1 or state.listed or state.technical:
        for form in alike:
            yield Judgement(True, f'beside "{form.label}"', 1)


def _exchangeable(state: LinkState, match: LabelMatch) -> Iterator[Judgement]:
    """Yield what says that another tool would do as well: ``Cypress or similar``."""
    tokens, end = state.tokens, match.end
    if end + 1 < len(tokens) and tokens.words[end] in JOINING:
        if tokens.words[end + 1] in _SIMILAR:
            yield Judgement(True, f'cue "… {tokens.words[end]} {tokens.words[end + 1]}"', 1)


def _written_in(state: LinkState, match: LabelMatch) -> Iterator[Judgement]:
    """Yield the verb of writing programs before ``in Pony``: they are written in languages."""
    tokens, start = state.tokens, match.start
    if not start or tokens.words[start - 1] not in _IN:
        return
    first = tokens.sentence(start)[0]
    for word in reversed(tokens.words[max(first, start - _FRAME) : start - 1]):
        if word in _WRITING:
            yield Judgement(True, f'cue "{word} … {tokens.words[start - 1]} …"', 1)


def _studied(state: LinkState, match: LabelMatch) -> Iterator[Judgement]:
    """Yield the degree or the word for one before ``in``: ``Master en informatique``."""
    words, last = state.tokens.words, match.start
    while last and words[last - 1] in _STUDIES["of"]:
        last -= 1
    if not 0 < last < match.start:
        return
    degree = state.linked_to.get(last)
    if words[last - 1] in _STUDIES["study"] or (degree and degree.kind == "Degree"):
        yield Judgement(True, f'cue "{words[last - 1]} …"', 1)


def _moved_between(state: LinkState, match: LabelMatch) -> Iterator[Judgement]:
    """Yield the other end of a move between two that may be names: ``from Storm to Flink``."""
    words, ends = state.tokens.words, dict[int, SurfaceForm]()
    for (first, last), forms in state.candidates.items():
        for form in forms:
            if form.concept.kind in NAMED_KINDS and state.tokens.exact[first:last] == form.exact:
                ends[first], ends[-last] = form, form
    start, end = match.start, match.end
    if words[start - 1 : start] in _FROM and words[end : end + 1] in _TO and end + 1 in ends:
        yield Judgement(True, f'moved to "{ends[end + 1].label}"', 1)
    if words[start - 1 : start] in _TO and 1 - start in ends:
        yield Judgement(True, f'moved from "{ends[1 - start].label}"', 1)


def _head(state: LinkState, match: LabelMatch, form: SurfaceForm) -> Iterator[Judgement]:
    """Yield the word right behind that only a technology has before it: ``docker containers``."""
    tokens, end = state.tokens, match.end
    heads = _HEADS | _CODE_HEADS if form.concept.kind in _CODE_KINDS else _HEADS
    if end < len(tokens) and tokens.gaps[end] == " " and stem(tokens.words[end]) in heads:
        yield Judgement(True, f'cue "… {tokens.words[end]}"', 1)


def _beside_stranger(state: LinkState, match: LabelMatch) -> bool:
    """Return whether another name that no label has follows: ``coffee from Java and Sumatra``."""
    tokens, end = state.tokens, match.end
    return (
        not (state.linked_from or state.technical)
        and end + 1 < len(tokens)
        and tokens.words[end] in JOINING
        and tokens.exact[end + 1].istitle()
        and end + 1 not in state.named_words
    )


def _compound(state: LinkState, match: LabelMatch) -> Iterator[Judgement]:
    """Yield the rest of a compound that only a technology begins: ``SAP-Berater``."""
    tokens, end = state.tokens, match.end
    if end < len(tokens) and tokens.gaps[end] in HYPHENS:
        if speaks_of_technology(tokens.words[end]):
            yield Judgement(True, f'cue "…-{tokens.words[end]}"', 1)


def _parallel(state: LinkState, match: LabelMatch) -> Iterator[Judgement]:
    """Yield what the sentence says the same of: ``Vault for secrets, Consul for discovery``.

    The name may be followed by "and" as well, and a technology after it: ``Vault and one of …``.
    """
    words, end = state.tokens.words, match.end
    follows = words[end : end + 1]
    if follows in _JOINING:
        yield from _named_in_sentence(state, match)
    elif follows and follows[0] in LEADING:
        for place in state.tokens.sentence(match.start):
            concept = state.linked_to.get(place)
            if concept and concept.kind in NAMED_KINDS and words[place : place + 1] == follows:
                yield Judgement(True, f'said of "{concept.name}" too', 1)


def _used_with_another(state: LinkState, match: LabelMatch) -> Iterator[Judgement]:
    """Yield a technology of the sentence for a name in small letters behind ``in`` or ``with``.

    ``caching in redis, queues in RabbitMQ``: a verb does not follow these, as it does "to".
    """
    words, start = state.tokens.words, match.start
    if words[start - 1 : start] in _USED:
        yield from _named_in_sentence(state, match)
    yield from _moved_to(state, match)


def _moved_to(state: LinkState, match: LabelMatch) -> Iterator[Judgement]:
    """Yield a technology of the sentence where something moved: ``moved the jobs to spark``."""
    words, start = state.tokens.words, match.start
    moved = not _MOVING.isdisjoint(words[max(0, start - _FRAME) : start])
    if moved and words[start - 1 : start] == ("to",):
        yield from _named_in_sentence(state, match)


def _code(state: LinkState, match: LabelMatch) -> Iterator[Judgement]:
    """Yield the marks of a code span: between them stands what a machine reads."""
    text, start, end = state.tokens.text, match.start, match.end - 1
    before, after = state.tokens.starts[start], state.tokens.ends[end]
    if text[before - 1 : before] == text[after : after + 1] == "`":
        yield Judgement(True, "written as code", 1)


def _related_neighbour(
    state: LinkState, match: LabelMatch, cues: ContextCues
) -> Iterator[Judgement]:
    """Yield the next item of a list where it may be a relative: two such names make a pair."""
    beside = neighbours(state.tokens, match.start, match.end, reach=1, lines=state.listed)
    for start, end in chain(*beside):
        for form in state.candidates.get((start, end), ()):
            if form.concept.id in cues.related and state.tokens.exact[start:end] == form.exact:
                yield Judgement(True, f'beside "{form.label}"', 1)


def _version(state: LinkState, match: LabelMatch) -> Iterator[Judgement]:
    number = version_after(state.tokens, match.end)
    if number is not None:
        yield Judgement(True, f'version "{number}"', 1)


def _related_in_sentence(
    state: LinkState, match: LabelMatch, cues: ContextCues
) -> Iterator[Judgement]:
    for concept in state.linked_in(state.tokens.sentence(match.start)):
        if concept.id in cues.related:
            yield Judgement(True, f'beside "{concept.name}"', 1)


def _named_in_sentence(state: LinkState, match: LabelMatch) -> Iterator[Judgement]:
    for concept in state.linked_in(state.tokens.sentence(match.start)):
        if concept.kind in NAMED_KINDS:
            yield Judgement(True, f'beside "{concept.name}"', 1)


def _inherited_cues(state: LinkState, cues: ContextCues) -> Iterator[Judgement]:
    for cue in state.stems.held(cues.inherited):
        yield Judgement(True, f'cue "{cue.phrase}"', 1)
