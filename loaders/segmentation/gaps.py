"""Times without a job, told among the jobs: ``Parental leave, 2018 - 2019``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ...ontology.wordlists import WordPattern
from ..layout.lines import Line
from ..lexicon import has_organisation
from ..line_cache import line_cache
from ..normalization import lowered
from ..patterns import any_of
from .atoms import atoms_of
from .roles import title_score

_GAP: Final = WordPattern(
    lambda: (
        rf"\W*(?:{any_of('gaps', 'begins', blank='[ -]')}"
        rf"|(?P<small>{any_of('gaps', 'small behind', blank='[ -]')}))(?!\w)"
    )
)
_ANYWHERE: Final = WordPattern(lambda: rf"\b{any_of('gaps', blank='[ -]')}(?!\w)")
_REST: Final = re.compile(r"[^,;:.()\[\]|–—]*")


@line_cache
def names_gap(text: str) -> bool:
    """Return whether a text begins with a time without a job, and goes on with no title.

    "Parental Leave Coordinator" works, and a "sabbatical officer" does.
    """
    found = _GAP.match(lowered(text))
    rest = _REST.match(text, found.end()) if found else None
    if found is None or rest is None:
        return False
    behind = rest[0].strip()
    # "Orlov & Sons", "Time Off Games" are firms.
    named = behind[:1].isupper() and bool(found["small"] or has_organisation(behind))
    if named or behind.startswith("&"):
        return False
    return not (rest[0].startswith(" ") and title_score(behind) == 3)


def is_gap(lines: Sequence[Line]) -> bool:
    """Return whether the lines of a header tell of no job: of a gap first, or of it alone."""
    # Nearly all lines are done with here: to cut a header costs more than to search it.
    if not any(_ANYWHERE.search(lowered(line.plain)) for line in lines):
        return False
    texts = [atom.plain for atom in atoms_of(lines) if atom.before != "("] or [
        atom.plain for atom in atoms_of(lines)
    ]
    if not texts:
        return False
    return names_gap(texts[0]) or any(map(names_gap, texts)) and not any(map(title_score, texts))
