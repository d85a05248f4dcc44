"""Text as words with offsets, and the gaps between them: what the matcher and the policies read."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from typing import Final

from ..folding import DASHES, plain
from ..wordlists import alternation, groups, words
from .lazy_property import lazy_property

# Latin letters (up to Extended-B) and digits, of a text in small letters.
_LATIN: Final = "a-z0-9\u00b5\u00df-\u00f6\u00f8-\u024f"
# One group, so that ``split`` gives gaps and words in turn. Verbose for its three kinds of word;
# letters of other scripts go by themselves, so that "Go語" is two words and Go is found.
_WORD = re.compile(
    rf"""
    (
        (?<![{_LATIN}.]) \. [a-z][{_LATIN}]*   # .NET: its dot is part of the name
    |   [{_LATIN}]+ (?: \+\+ | \# )?              # C++ and C# are no C
    |   [^\W\d_{_LATIN}]+
    )
    """,
    re.VERBOSE,
)
# The same words of a text in ASCII, which most are, found in two thirds of the time.
_ASCII_WORD = re.compile(r"((?<![a-z0-9.])\.[a-z][a-z0-9]*|[a-z0-9]+(?:\+\+|#)?)")
_WORD_ANY = re.compile(_WORD.pattern, re.IGNORECASE | re.VERBOSE)

# Verbose for its four kinds of address. The counts are what the standards allow to the name of a
# mailbox (64) and to each part of a host's (63), and bound the work on a long run of letters. A
# bare host needs a path: "ASP.net" and "socket.me" alone may be products.
_ADDRESS = re.compile(
    rf"""
    https?:// [^\s)>\]]+
|   www\. [^\s)>\]]+
|   (?<![\w.+-]) [\w.+-]{{1,64}} @ [\w-]+ \. [\w.-]+
|   (?<![\w.-]) [\w-]{{1,63}} (?: \. [\w-]{{1,63}} ){{0,4}}?
    (?:
        \. {alternation(words(__package__, "address_endings"))} / [^\s)>\]]*
    |   \.github\.io [^\s)>\]]*
    )
    """,
    re.VERBOSE,
)
# "(m/w/d)" and "(F/H)" of job titles: what they stand for is no term.
_GENDERS = re.compile(r"\((?:[dfhimnwx] ?[/|*] ?){1,3}[dfhimnwx]\)")
# Emphasis and links of Markdown, quotes, invisible characters: gaps are read without them.
_MARKS: Final = '*_`~"\u201c\u201d[]\u200b\ufeff'
_MARKUP = str.maketrans("", "", _MARKS)
_MARKED = re.compile(f"[{re.escape(_MARKS)}]")
_BREAK = re.compile(r"[!?]\s|[\n\r]")

# Words of a sentence on either side that are looked at. Extracted text may have no full stops at
# all, and each mention would then read all of it.
_REACH: Final = 60
_STOP = re.compile(r"\.\s")
_SMALL: Final = groups(__package__, "small_words")
_GERMAN: Final = frozenset(_SMALL["german"])
_ENGLISH: Final = frozenset(_SMALL["english"])
_SMALL_WORDS: Final = {language: frozenset(held) for language, held in _SMALL.items()}
TITLES: Final = frozenset(words(__package__, "titles"))
_ABBREVIATIONS: Final = frozenset(words(__package__, "abbreviations"))

# List marks; dashes too (figure, en and em dash), the hyphen and the asterisk only between blanks.
_LIST = re.compile(rf"[,;:|/&+•·●▪◦→(){{}}<>\t\n\r\\]|[{DASHES[3:6]}]|\s[-*]\s")
_NUMBER = re.compile(r"v?\d[\d.x]*")
HYPHENS: Final = frozenset("-\u2010\u2011")


@dataclass(eq=False)
class Tokens:
    """Words of a text: plain (one case, no accents), with offsets into the text as it is.

    ``parts`` are the gap before the first word, that word, the next gap, and so on to the last gap:
    together they are the text in one case, letter for letter, with blanks for addresses. What only
    some texts need is worked out when it is asked for.
    """

    text: str
    parts: list[str]
    words: tuple[str, ...]
    # Of ``list_items``: the items of lists that were looked for, which mentions in a row share.
    items: dict[tuple[int, bool, bool], tuple[int, int] | None] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.words)

    @lazy_property
    def _edges(self) -> list[int]:
        return list(accumulate(map(len, self.parts)))

    @lazy_property
    def starts(self) -> list[int]:
        """Return the offset of each word, and the end of the text."""
        return self._edges[0::2]

    @lazy_property
    def ends(self) -> list[int]:
        """Return the offset after each word."""
        return self._edges[1::2]

    @lazy_property
    def exact(self) -> tuple[str, ...]:
        """Return the words as the text writes them."""
        text, edges = self.text, self._edges
        return tuple([text[a:b] for a, b in zip(edges[0::2], edges[1::2], strict=False)])

    @lazy_property
    def gaps(self) -> list[str]:
        """Return the text before each word and after the last, without marks of emphasis."""
        gaps = self.parts[0::2]
        return [gap.translate(_MARKUP) for gap in gaps] if _MARKED.search(self.text) else gaps

    @lazy_property
    def shouted(self) -> bool:
        """Return whether the text is in capitals throughout, so that case says nothing."""
        count = 0
        for word in self.exact:
            if len(word) > 1 and word.isalpha():
                if not word.isupper():  # mostly the first or second word says so
                    return False
                count += 1
        return count > 1

    @lazy_property
    def german(self) -> bool:
        """Return whether more of the text's small words are German than English."""
        found = [word for word in self.words if word in _GERMAN or word in _ENGLISH]
        return 2 * sum(word in _GERMAN for word in found) > len(found)

    @lazy_property
    def titled(self) -> bool:
        """Return whether a word of the text is a title that stands before a person's name."""
        return not TITLES.isdisjoint(self.words)

    @lazy_property
    def languages(self) -> frozenset[str]:
        """Return the languages that the text may be in: those of at least half of its small words.

        A text without any may be in English or German, which go without for a whole line.
        """
        counts = {
            language: sum(word in held for word in self.words)
            for language, held in _SMALL_WORDS.items()
        }
        most = max(counts.values())
        found = {language for language, count in counts.items() if count and 2 * count >= most}
        return frozenset(found or {"english", "german"})

    @lazy_property
    def openings(self) -> tuple[bool, ...]:
        """Return, for each word, whether it opens a sentence or line."""
        gaps = enumerate(self.gaps[:-1])
        return tuple(
            [
                not index or (gap != " " and (_breaks(gap) or (_stops(gap) and self._ended(index))))
                for index, gap in gaps
            ]
        )

    def _ended(self, index: int) -> bool:
        return self.words[index - 1] not in _ABBREVIATIONS

    def sentence(self, index: int) -> range:
        """Return the words of the sentence around a word, of a very long one the nearest."""
        at = bisect_right(self._opened, index)
        last = self._opened[at] if at < len(self._opened) else len(self.words)
        return range(max(self._opened[at - 1], index - _REACH), min(last, index + _REACH))

    @lazy_property
    def _opened(self) -> list[int]:
        """Return the words that open a sentence or line; the first always does."""
        return [index for index, opens in enumerate(self.openings) if opens]

    def ends_list(self, index: int, lines: bool) -> bool:
        """Return whether a list ends before a word: at a sentence's end, or a line's end."""
        return self.openings[index] and not (lines and "\n" in self.gaps[index])

    def separated(self, index: int) -> bool:
        """Return whether a list mark or a joining word stands in the gap before a word."""
        gap = self.gaps[index]
        return gap != " " and _separates(gap)

    def number(self, index: int) -> bool:
        """Return whether a word is a number or version."""
        word = self.words[index]
        return word[:1] in "v0123456789" and bool(_NUMBER.fullmatch(word))


# All texts have the same few gaps. Known in the thousand, for nobody's text need have them.
@lru_cache(maxsize=1024)
def _breaks(gap: str) -> bool:
    return bool(_BREAK.search(gap))


@lru_cache(maxsize=1024)
def _stops(gap: str) -> bool:
    return bool(_STOP.search(gap))


@lru_cache(maxsize=1024)
def _separates(gap: str) -> bool:
    return bool(_LIST.search(gap))


def may_hold_address(text: str) -> bool:
    """Return whether a text has a mark of an address, for which few are sought in vain."""
    return "/" in text or "@" in text or "www." in text or ".github.io" in text


def tokenise(text: str) -> Tokens:
    """Return the words of a text; addresses of pages and mailboxes have none."""
    lowered = text.lower()
    # "İ" lowers to two characters; offsets into the text must hold, so such letters stay.
    if len(lowered) != len(text):
        lowered = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
    if may_hold_address(text):
        lowered = _ADDRESS.sub(lambda match: " " * len(match.group()), lowered)
        lowered = _GENDERS.sub(lambda match: " " * len(match.group()), lowered)
    if text.isascii():
        parts = _ASCII_WORD.split(lowered)
        return Tokens(text, parts, tuple(parts[1::2]))
    parts = _WORD.split(lowered)
    return Tokens(text, parts, tuple(map(plain, parts[1::2])))


def spelling(label: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return a label's plain words, the words in its own case, and the gaps between them."""
    lowered = label.lower()
    parts = _WORD.split(lowered)
    words, gaps = tuple(parts[1::2]), tuple(parts[2:-1:2])
    exact = words if lowered == label else tuple(_WORD_ANY.findall(label))
    return (words if label.isascii() else tuple(map(plain, words))), exact, gaps
