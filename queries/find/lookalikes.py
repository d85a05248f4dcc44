"""Words that look like an expression but are none: what was meant, as a line to paste."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from typing import Final

from ...errors import AmbiguousName, CommongroundError, UsageError, quoted
from ...graph.reader import Reader
from .expression import Expression, conjunction
from .search import meanings, terms_of

# A comma parts also where no blank follows; signs that stand in names (C++, TCP/IP) only between
# blanks. The words are those of the operators themselves, in small letters.
_AND: Final = re.compile(r"\s*[,;]\s*|\s+(?:and|&&?|\+|/)\s+", re.IGNORECASE)
_OR: Final = re.compile(r"\s+(?:or|\|\|?)\s+", re.IGNORECASE)
_NOT: Final = re.compile(r"\s+(?:(?:and|but)\s+)?not\s+", re.IGNORECASE)
_OPERATORS: Final = frozenset({"and", "or", "not"})
_LONGEST: Final = 1000


def refuse_lookalike(reader: Reader, terms: Sequence[str], unknown: CommongroundError) -> None:
    """Refuse terms of which one is unknown but which are an expression of known labels otherwise.

    Raises:
        UsageError: they are; the sentence has the line to paste.
    """
    meant = _meant(terms)
    if meant is None or not _is_known(reader, meant):
        return
    said = quoted(" ".join(terms))
    raise UsageError(
        f"{said} looks like an expression, whose operators are capitals: "
        f"commonground find {shlex.quote(str(meant))}"
    ) from unknown


def as_operators(text: str) -> str:
    """Return a text with everything that looks like an operator written as one.

    >>> as_operators("go and not kafka"), as_operators("Go,Kafka"), as_operators("Go | C++")
    ('go AND NOT kafka', 'Go AND Kafka', 'Go OR C++')
    """
    if text.strip().lower() in _OPERATORS:
        return text.strip().upper()
    out = _NOT.sub(" AND NOT ", f" {text} ")
    return _AND.sub(" AND ", _OR.sub(" OR ", out)).strip()


def _meant(terms: Sequence[str]) -> Expression | None:
    """Return the expression that terms look like; None where they look like what they are."""
    written = [as_operators(term) for term in terms]
    if written == [term.strip() for term in terms] or sum(map(len, terms)) > _LONGEST:
        return None
    try:
        return conjunction(written)
    except UsageError:
        return None


def _is_known(reader: Reader, expression: Expression) -> bool:
    try:
        meanings(reader, terms_of(expression))
    except AmbiguousName:
        return True  # it is known: which is meant is asked next
    except CommongroundError:
        return False
    return True
