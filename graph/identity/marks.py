"""What stays of somebody who was forgotten: salted hashes by which their documents are known again.

A mark begins with its kind, but for that of a file's bytes: ``text:`` of the letters and digits of
a text, ``key:`` of a sure key, ``name:`` of a name with an employer, ``path:`` of where a file that
could not be read lay. Marks of the bytes or the text say that a document is one of theirs; the
others say that it looks so, which is asked about.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Final

from ...loaders.lexicon import legal_forms
from ...ontology.folding import plain
from .keys import sure_keys
from .person_names import words

if TYPE_CHECKING:
    from ...loaders.resume import Resume

ROUNDS: Final = 30
"""Of the hash of what can be guessed. More would slow ``load`` by more than a few per cent."""

EMPLOYERS: Final = 3
"""Employers of a new document that are looked at: one or two may have come since."""

_BETWEEN: Final = re.compile(r"[\W_]+")
_LETTERS: Final = re.compile(r"[^\W_]+")


def forgotten_hash(salt: str | int, sha256: str) -> str:
    """Return the mark of a file's bytes."""
    return hashlib.sha256(f"{salt}:{sha256}".encode()).hexdigest()


def text_mark(salt: str | int, text: str) -> str | None:
    """Return the mark of a text, whatever its newlines, blanks, case and punctuation."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    bare = _BETWEEN.sub("", folded)
    if not bare:
        return None
    data = f"{salt}:text:{bare}".encode("utf-8", "surrogatepass")
    return f"text:{hashlib.sha256(data).hexdigest()}"


def path_mark(salt: str | int, key: str) -> str:
    """Return the mark of the key of a file that could not be read."""
    data = f"{salt}:path:{key}".encode("utf-8", "surrogatepass")
    return f"path:{hashlib.sha256(data).hexdigest()}"


def person_marks(salt: str | int, resume: Resume, employers: int = EMPLOYERS) -> Iterator[str]:
    """Give the marks of whom a document speaks of."""
    for key in sure_keys(resume.basics):
        yield _slow(salt, "key", key)
    name = " ".join(sorted("-".join(word) for word in words(resume.basics.name)))
    for employer in _employers(resume)[:employers] if name else ():
        yield _slow(salt, "name", f"{name}:{employer}")


def marks(salt: str | int, sha256: str, text: str | None, resume: Resume) -> frozenset[str]:
    """Return all marks of a document that is to be let in or left out; ``text`` is its text's."""
    known = {forgotten_hash(salt, sha256), text}
    return frozenset({mark for mark in known if mark} | {*person_marks(salt, resume)})


def asks(marks: Iterable[str]) -> bool:
    """Return whether some marks are no more than a likeness."""
    return all(mark.startswith(("key:", "name:")) for mark in marks)


def files(marks: Collection[str]) -> int:
    """Return how many files these are the marks of."""
    return sum(":" not in mark for mark in marks)


def _employers(resume: Resume) -> list[str]:
    named = (_bare(work.name) for work in resume.work if work.name)
    return [name for name in dict.fromkeys(named) if name]


def _bare(employer: str) -> str:
    """Return the letters and digits of an employer's name, without its legal form."""
    found = _LETTERS.findall(plain(employer))
    while len(found) > 1 and found[-1] in legal_forms():
        found.pop()
    return "".join(found)


def _slow(salt: str | int, kind: str, value: str) -> str:
    data = f"{kind}:{value}".encode("utf-8", "surrogatepass")
    return f"{kind}:{hashlib.pbkdf2_hmac('sha256', data, str(salt).encode(), ROUNDS).hex()}"
