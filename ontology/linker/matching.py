"""The matcher: a trie of words that finds every label in a text, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

from ..folding import DASHES
from ..model import Concept
from .compiled_forms import CompiledForms, forms_in
from .surface_forms import SurfaceForm
from .tokens import Tokens, may_hold_address

# What may stand in a text between two words of a label, beside what the label has there. For a mark
# ("Node.js"): another mark, with blanks around it or not, a blank, or nothing. For a blank ("design
# pattern"): more blanks, a hyphen, or a line break, since lines are wrapped.
_TIGHT = re.compile(rf"\s?[{DASHES}./_&\s]\s?|")
_PLAIN = re.compile(rf"[^\S\n\r]+|[{DASHES}_]|[^\S\n\r]*\n[^\S\n\r]*")

# ASCII in one case, with blanks for all that is no letter or digit.
_BARE: Final = bytes(
    ord(char.lower()) if (char := chr(code)).isalnum() and code < 128 else 32 for code in range(256)
)


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


class _Branches(dict[str, TrieNode]):
    """The branch of the trie for each word that begins a label, grown when it is first met."""

    def __init__(
        self, by_first: Mapping[str, str], concepts: Mapping[str, Concept], *, claimable: bool
    ) -> None:
        self._by_first = by_first
        self._concepts = concepts
        self._claimable = claimable

    def __missing__(self, word: str) -> TrieNode:
        """Return the branch of a word that has not been met before."""
        forms = forms_in(self._by_first[word], self._concepts)
        if self._claimable:
            forms = (form for form in forms if form.concept.claimable)
        grown = self[word] = _grown(forms)
        return grown


class LabelMatcher:
    """A trie over plain words. Matching is linear in the text.

    ``claimable`` says that only what people can have is looked for.
    """

    def __init__(
        self, compiled: CompiledForms, concepts: Mapping[str, Concept], *, claimable: bool
    ) -> None:
        self._first_words = compiled.by_first
        self._branches = _Branches(compiled.by_first, concepts, claimable=claimable)
        begun = [compiled.claimable] if claimable else [compiled.claimable, compiled.others]
        self._only = frozenset(chain(*(one.only for one in begun)))
        pairs = [zip(one.first, one.second, strict=True) for one in begun]
        self._pairs = frozenset(chain(*pairs))

    def may_match(self, text: str) -> bool:
        """Return whether a text can hold a label: of most without any this is soon said."""
        # Cutting at all but letters and digits takes a fifth of the time that finding words does,
        # and gives the same ones but for the marks at their ends; addresses have words here.
        if not text.isascii() or may_hold_address(text):
            return True
        words = text.encode().translate(_BARE).split()
        if not self._only.isdisjoint(words):
            return True
        return not self._pairs.isdisjoint(zip(words, words[1:], strict=False))

    def matches(self, tokens: Tokens) -> Iterator[list[LabelMatch]]:
        """Yield, for each place where labels begin, the matches there, the longest first.

        Places inside of the longest match before are left out.
        """
        first, branches, words = self._first_words, self._branches, tokens.words
        end, stop = 0, len(words)
        for index, word in enumerate(words):
            if word not in first or index < end:
                continue
            branch = branches[word]
            # One word in three begins longer labels only, and the next word goes on with none.
            if not branch.forms and (index + 1 == stop or words[index + 1] not in branch.next):
                continue
            if found := _from(branch, tokens, index):
                yield found
                end = found[0].end


def _grown(forms: Iterable[SurfaceForm]) -> TrieNode:
    """Return the trie of forms that share their first word."""
    spelt: dict[tuple[str, ...], list[SurfaceForm]] = {}
    for form in forms:
        spelt.setdefault(form.words, []).append(form)
    root = TrieNode()
    for words, same in spelt.items():
        branch = root
        for word in words[1:]:
            branch = branch.next.setdefault(word, TrieNode())
        branch.forms = tuple(same if len(same) == 1 else _preferred(same))
        # One-word forms have no gaps, and half of all forms are such: most need no second look.
        branch.free = not any(form.gaps or form.cased for form in branch.forms)
    return root


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
