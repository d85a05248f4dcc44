"""Whether two values of a resume are the same, as the shared scorer of parsed resumes has it.

Text is compared without case, accents, punctuation, what stands in brackets and (employers) legal
forms; dates at the precision of the right one; degrees by their level.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Final, TypeAlias

Same: TypeAlias = Callable[[str, str], bool]

_LETTERS: Final = str.maketrans(
    {
        "’": "'",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "ß": "ss",
        "æ": "ae",
        "Æ": "AE",
        "œ": "oe",
        "Œ": "OE",
    }
    | {"þ": "th", "Þ": "Th", "ð": "d", "đ": "d", "Đ": "D", "ı": "i"}
)
_FORM: Final = re.compile(
    r"\b(?:gmbh(?: co kg)?|mbh|ag|se|kg|ltd|limited|llc|llp|inc|incorporated|corp|corporation|co"
    r"|company|plc|pty|pvt|private|s a|sa|s a s|sas|sarl|s l|sl|lda|n v|nv|b v|bv|ab|as|a s|asa|oy"
    r"|oyj|ou|aps|spa|s p a|srl|s r l|kk)\s*$"
)
_SMALL_WORDS: Final = {"and", "of", "the", "de", "und", "et"}
_CALLED: Final = re.compile(r"\b(?:dr|prof|mr|mrs|ms|mx|phd|msc|bsc|mba|md|cv|resume)\b")
_LEVELS: Final = (
    ("mba", r"\bmba\b|business administration"),
    ("phd", r"\bph ?d\b|\bdoctor|\bdphil\b|\bdoktor|doctorat"),
    ("master", r"\bmaster|\bm ?sc\b|\bm ?s\b|\bm ?eng\b|\bm ?tech\b|\bm ?a\b|硕士|修士|석사"),
    ("bachelor", r"\bbachelor|\bb ?sc\b|\bb ?s\b|\bb ?eng\b|\bb ?tech\b|\bb ?a\b|本科|学士|학사"),
)


@cache
def normal(text: str) -> str:
    """Return a text in lower case without accents and marks."""
    parted = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    bare = "".join(letter for letter in parted if not unicodedata.combining(letter)).lower()
    bare = bare.replace("&", " and ").replace("'", "")
    return " ".join(re.sub(r"[^\w]|_", " ", bare).split())


def without_brackets(text: str) -> str:
    """Return a text without what stands in brackets."""
    return re.sub(r"[(\[（][^)\]）]*[)\]）]", " ", text)


def same_text(right: str, said: str, strip: Callable[[str], str] = str) -> bool:
    """Return whether two texts are the same, with or without what stands in brackets."""

    def forms(text: str) -> set[str]:
        return {strip(normal(text)), strip(normal(without_brackets(text)))} - {""}

    return bool(forms(right) & forms(said))


def _without_form(name: str) -> str:
    found = name
    while (shorter := _FORM.sub("", found).strip()) != found and shorter:
        found = shorter
    return found


def same_employer(right: str, said: str) -> bool:
    """Return whether two employers have one name but for the legal form."""
    return same_text(right, said, _without_form)


def same_title(right: str, said: str) -> bool:
    """Return whether two titles have the same words, small ones aside."""
    words = [frozenset(normal(one).split()) - _SMALL_WORDS for one in (right, said)]
    return same_text(right, said) or words[0] == words[1]


def same_name(right: str, said: str) -> bool:
    """Return whether two people's names have the same words in any order."""
    words = [frozenset(_CALLED.sub(" ", normal(one)).split()) for one in (right, said)]
    return bool(words[0]) and words[0] == words[1]


def same_school(right: str, said: str) -> bool:
    """Return whether two schools have one name, up to a comma at least."""
    return same_text(right, said) or same_text(right.split(",")[0], said.split(",")[0])


def same_degree(right: str, said: str) -> bool:
    """Return whether two degrees are the same text or of one level."""
    level = _level(right)
    return same_text(right, said) or level is not None and level == _level(said)


def _level(text: str) -> str | None:
    plain = normal(text)
    return next((name for name, pattern in _LEVELS if re.search(pattern, plain)), None)


def same_area(right: str, said: str) -> bool:
    """Return whether two fields of study have the same words."""
    ignored = {"and", "of", "in", "the", "with", "honours", "hons"}
    words = [frozenset(normal(one).split()) - ignored for one in (right, said)]
    return bool(words[0]) and words[0] == words[1]


def same_date(right: str, said: str) -> bool:
    """Return whether two ISO dates are the same month, or year where no month is right."""
    return said[: min(len(right), 7)] == right[:7]


def same_phone(right: str, said: str) -> bool:
    """Return whether the last eight digits are the same."""
    digits = [re.sub(r"\D", "", one)[-8:] for one in (right, said)]
    return digits[0] == digits[1]


def same_address(right: str, said: str) -> bool:
    """Return whether two e-mail addresses are the same."""
    return right.strip().lower() == said.strip().lower().removeprefix("mailto:")


def same_start(right: str, said: str) -> bool:
    """Return whether two names are the same, or one goes on after the other."""
    one, other = normal(right), normal(said)
    return one == other or one.startswith(f"{other} ") or other.startswith(f"{one} ")


def same_language(right: str, said: str) -> bool:
    """Return whether the language is among the words that are said."""
    return set(normal(right).split()) <= set(normal(said).split())
