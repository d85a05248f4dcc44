"""The matcher: a trie of words that finds every label in a text, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..folding import DASHES
from .surface_forms import SurfaceForm
from .tokens import Tokens

# What may stand in a text between two words of a label, beside what the label has there. For a mark
# ("Node.js"): another mark, with blanks around it or not, a blank, or nothing. For a blank ("design
# pattern"): more blanks, a hyphen, or a line break, since lines are wrapped.
_TIGHT = re.compile(rf"\s?[{DASHES}./_&\s]\s?|")
_PLAIN = re.compile(rf"[^\S\n\r]+|[{DASHES}_]|[^\S\n\r]*\n[^\S\n\r]*")


@dataclass(slots=True)
class TrieNode:
    """A word's place in the trie: the words that may follow, and the forms that end here.

    ``free`` says that these forms fit whatever the gaps and the case are.
    """

    next: dict[str, TrieNode] = field(default_factory=dict)
    forms: tuple[SurfaceForm, ...] = ()
    free: bool = True


@dataclass(slots=True)
class LabelMatch:
    """Words ``start`` to ``end`` (exclusive) of a text, and the forms that they spell."""

    start: int
    end: int
    forms: tuple[SurfaceForm, ...]


class LabelMatcher:
    """A trie over plain words. Building is linear in the labels, matching in the text."""

    def __init__(self, forms: Iterable[SurfaceForm]) -> None:
        spelt: dict[tuple[str, ...], list[SurfaceForm]] = {}
        for form in forms:
            spelt.setdefault(form.words, []).append(form)
        root = TrieNode()
        for words, same in spelt.items():
            branch = root
            for word in words:
                branch = branch.next.setdefault(word, TrieNode())
            branch.forms = tuple(same if len(same) == 1 else _preferred(same))
            # One-word forms have no gaps, and half of all forms are such: most need no second look.
            branch.free = not any(form.gaps or form.cased for form in branch.forms)
        self._first = root.next

    def matches(self, tokens: Tokens) -> Iterator[list[LabelMatch]]:
        """Yield, for each place where labels begin, the matches there, the longest first.

        Places inside of the longest match before are left out.
        """
        first, words, end = self._first, tokens.words, 0
        stop = len(words)
        # One line of a resume in three names nothing, which a comparison of sets says at once.
        if first.keys().isdisjoint(words):
            return
        for index, word in enumerate(words):
            branch = first.get(word)
            if branch is None or index < end:
                continue
            # One word in three begins longer labels only, and the next word goes on with none.
            if not branch.forms and (index + 1 == stop or words[index + 1] not in branch.next):
                continue
            if found := _from(branch, tokens, index):
                yield found
                end = found[0].end


def _from(branch: TrieNode | None, tokens: Tokens, index: int) -> list[LabelMatch]:
    """Return the matches that begin at a word, whose place in the trie is given, longest first."""
    found: list[LabelMatch] = []
    words, end = tokens.words, index + 1
    stop = len(words)
    while branch is not None:
        if branch.forms:
            fitting = branch.forms if branch.free else _fitting(tokens, index, branch.forms)
            if fitting:
                found.append(LabelMatch(index, end, fitting))
        if end >= stop or not branch.next:
            break
        branch, end = branch.next.get(words[end]), end + 1
    found.reverse()
    return found


def _preferred(forms: list[SurfaceForm]) -> list[SurfaceForm]:
    """Return one form a concept and case; a derived spelling gives way to a written label."""
    # From hidden to preferred, so that of two forms alike the one nearest to the name is kept.
    best = min(form.rank for form in forms)
    ranked = sorted(forms, key=lambda form: -form.rank)
    written = [form for form in ranked if form.rank < 3 or best == 3 or form.bare]
    kept = {(form.concept.id, form.exact): form for form in written}
    return [kept[key] for key in sorted(kept)]


def _fitting(tokens: Tokens, start: int, forms: tuple[SurfaceForm, ...]) -> tuple[SurfaceForm, ...]:
    return tuple([form for form in forms if _fits(tokens, start, form)])


def _fits(tokens: Tokens, start: int, form: SurfaceForm) -> bool:
    """Return whether the gaps are such as the label allows, and the case where it must be."""
    for index, wanted in enumerate(form.gaps, start + 1):
        gap = tokens.gaps[index]
        if gap != wanted and not (_PLAIN if wanted.isspace() else _TIGHT).fullmatch(gap):
            return False
    return not form.cased or tokens.exact[start : start + len(form.words)] == form.exact
