"""Whether a text names somebody, in whatever order and form a file or a note writes a name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import Final, TypeAlias

from ...ontology.folding import APOSTROPHES
from .person_names import Name, spelt, words

Form: TypeAlias = frozenset[str]
"""Words that name somebody where all of them are found."""

_SHORT_WORD: Final = 4
"""Letters that a name of a single word must have: shorter ones are words of their own."""
_SHORT_JOINT: Final = 8
"""Letters that words written as one must have to be found inside of a longer word."""
_MOST_JOINED: Final = 5
"""Words that are looked for as one word, in any order: their orders are many."""

_LETTERS: Final = re.compile(r"[^\W\d_]+")
_APOSTROPHES: Final = str.maketrans(dict.fromkeys(APOSTROPHES, " "))


class Traces:
    """What gives somebody away in a text: their names and e-mail addresses.

    A text names somebody if it has all words of two letters or more of a name, or its first and
    last as it is written, in any order: each as a word ("thornquist-ada", "Ada_Thornquist_2025",
    "AdaThornquist") or all joined ("adathornquist"; inside of a longer word from eight letters on).
    Of a name of a single word it must have four letters; in a script without case two signs will
    do, also inside of a word. Case, accents and the spellings of an umlaut do not matter.
    """

    def __init__(self, names: Iterable[str], emails: Iterable[str] = ()) -> None:
        self._forms = {form for name in names for form in _forms(name)}
        self._emails = {email.casefold() for email in emails}

    def in_any(self, *texts: str) -> bool:
        """Return whether one of some texts gives them away."""
        return any(map(self._in, texts))

    def _in(self, text: str) -> bool:
        if any(email in text.casefold() for email in self._emails):
            return True
        whole = set(_LETTERS.findall(spelt(text)))
        parts = set(_LETTERS.findall(spelt(_parted(text))))
        return any(
            form <= whole | parts or any(_joined(word, form) for word in whole)
            for form in self._forms
        )


def _parted(text: str) -> str:
    """Part "AdaThornquist" before each capital that follows a small letter, "Ada's" at its mark."""
    text = text.translate(_APOSTROPHES)
    return "".join(
        f" {char}" if char.isupper() and before.islower() else char
        for before, char in zip(f" {text}", text, strict=False)
    )


def _forms(name: str) -> Iterable[Form]:
    known = words(name)
    written = _LETTERS.findall(spelt(name))
    forms = [_long(half for word in known for half in word)]
    if len(known) > 1:  # a double surname may be shortened to either half
        last = _last(known, written)
        forms += [_long((written[0], half)) for half in last]
    return {form for form in forms if _tells(form)}


def _last(known: Name, written: Collection[str]) -> tuple[str, ...]:
    *_, last = written
    return next((word for word in known if word[-1] == last), (last,))


def _long(halves: Iterable[str]) -> Form:
    return frozenset(half for half in halves if len(half) > 1)


def _tells(form: Form) -> bool:
    if len(form) != 1:
        return bool(form)
    (word,) = form
    return len(word) >= _SHORT_WORD or _has_no_case(word)


def _has_no_case(word: str) -> bool:
    return not word.islower()


def _joined(text: str, form: Form) -> bool:
    """Return whether a word of a text is all words of a name in one, or holds them."""
    length = sum(map(len, form))
    if len(text) < length or len(form) > _MOST_JOINED:
        return False
    if len(form) == 1:
        (word,) = form
        return _has_no_case(word) and word in text
    starts = range(len(text) - length + 1) if length >= _SHORT_JOINT else range(1)
    exact = length >= _SHORT_JOINT or len(text) == length
    return exact and any(_spells(text, at, form) for at in starts)


def _spells(text: str, at: int, form: Form) -> bool:
    return not form or any(
        text.startswith(word, at) and _spells(text, at + len(word), form - {word}) for word in form
    )
