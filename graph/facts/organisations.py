"""Employers and schools by their normalised name: one node however the name is written."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ...loaders.lexicon import legal_forms

MAX_SLUG: Final = 60

_PARENTHESIS: Final = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_FORMER: Final = re.compile(
    r"[\s,;–—-]*\b(?:formerly|previously|aka|a\.k\.a\.|f\.?k\.?a\.?)(?:\s+known)?(?:\s+as)?\b"
    r"[\s:.]+(?P<name>.+)",
    re.IGNORECASE,
)
_NOBODY: Final = frozenset(
    "a and auftrage autonome autonomo business client clients company confidential consultancy "
    "consultant consulting contract contracting contractor contracts employed entrepreneur "
    "freelance freelancer freelancing freiberuflich freiberufler gig gigs independant independent "
    "mode multiple n own personal private project projects remote self selbstandig several startup "
    "stealth undisclosed various work".split()
)
_SMALL_WORDS: Final = frozenset("a and at de der des di do du for für la of the und y".split())


@dataclass(frozen=True, slots=True)
class Organisation:
    """An employer's or school's ``slug`` (its key), its ``name``, and its other names.

    ``shared`` is false for what names no organisation ("Freelance", "Various clients", "Stealth
    startup"): two people who write it have nothing in common.
    """

    slug: str
    name: str
    aliases: tuple[str, ...] = ()
    shared: bool = True


@lru_cache(maxsize=65_536)  # a hundred thousand resumes name few employers, and often the same
def organisation(text: str) -> Organisation:
    """Read a name as a resume writes it.

    "Meta (formerly Facebook) Inc." has the slug ``meta`` and the alias "Facebook". What stands in
    brackets is an alias only after "formerly" and its like, or where it is the name's initials
    ("Massachusetts Institute of Technology (MIT)"); a place or a kind of contract is neither.
    """
    brackets = [match[1].strip() for match in _PARENTHESIS.finditer(text)]
    bare = " ".join(_PARENTHESIS.sub(" ", text).split())
    former = _FORMER.search(bare)
    # At the very start "formerly" has nothing before it that it could be the former name of.
    aliases = [former["name"].strip()] if former and former.start() else []
    name = bare[: former.start()].strip() if aliases and former else bare
    aliases += [alias for bracket in brackets if (alias := _bracketed_alias(bracket, name))]
    name = name or text.strip()
    key = slug(name)
    others = tuple(sorted({alias for alias in aliases if slug(alias) != key}))
    return Organisation(key, name, others, shared=not set(key.split("-")) <= _NOBODY)


@lru_cache(maxsize=65_536)
def slug(name: str) -> str:
    """Return the ASCII key of a name without case, accents and legal form.

    Names that are longer than 60 characters, or not written in Latin letters, are hashed.
    """
    folded = _folded(name)
    words = re.findall(r"\w+", folded.replace("_", " "))
    # One word stays whatever it is: "AG" alone is a name, if a strange one.
    while len(words) > 1 and words[-1] in legal_forms():
        words.pop()
    key = "-".join(words)
    if key and key.isascii() and len(key) <= MAX_SLUG:
        return key
    return hashlib.sha256((key or folded).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _folded(name: str) -> str:
    """Fold case and accents; dots inside abbreviations vanish (``S.A.R.L.``, ``Inc.``)."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    plain = re.sub(r"(?<=\b\w)\.(?=\w\b)|(?<=\w)['’](?=\w)", "", plain).replace("ß", "ss")
    decomposed = unicodedata.normalize("NFKD", plain)
    stripped = "".join(char for char in decomposed if not unicodedata.combining(char))
    # Marks of other scripts are letters' parts: without them two names could become one.
    return stripped if stripped.isascii() else plain


def _bracketed_alias(bracket: str, name: str) -> str | None:
    former = _FORMER.match(bracket)
    if former:
        return former["name"].strip()
    words = [word for word in re.findall(r"\w+", name) if word.casefold() not in _SMALL_WORDS]
    initials = "".join(word[0] for word in words).casefold()
    return bracket if len(bracket) > 1 and bracket.casefold() == initials else None
