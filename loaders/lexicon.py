"""What the word lists say of a text: job titles, organisations, schools, headings, languages.

The lists are facts of the language only: none names a person, and none decides alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from ..ontology.wordlists import WordPattern
from .line_cache import line_cache
from .normalization import folded, lowered
from .patterns import any_of, by_group, entries, set_of, with_optional_stops

# All are sought in lower case, which is several times faster than to ignore case. The lookahead
# gives up at once where no word begins; any letters may stand before the end of a German compound.
_TITLE: Final = WordPattern(
    lambda: (
        rf"\b(?=\w){any_of('job_titles', 'jobs', 'roles')}\b"
        rf"|{any_of('job_titles', 'compounds')}\b"
        rf"|{any_of('job_titles', 'unspaced')}"
    )
)
_ORGANISATION: Final = WordPattern(
    lambda: (
        rf"\b(?:{any_of('organisations', 'kinds')}"
        rf"|{with_optional_stops(entries('legal_forms', 'firms', 'in a name'))}"
        rf"|{any_of('legal_forms', 'phrases')}"
        rf"|\w+\.{any_of('organisations', 'domains')})(?!\w)|{any_of('organisations', 'unspaced')}"
    )
)
_SCHOOL: Final = WordPattern(
    lambda: rf"\b{any_of('schools', 'names')}\b|{any_of('schools', 'unspaced')}"
)


@line_cache
def has_title(text: str) -> bool:
    """Return whether a word of the text is one of job titles."""
    return bool(_TITLE.search(lowered(text)))


def has_strong_title(text: str) -> bool:
    """Return whether a word of the text is one of job titles and of little else."""
    return bool(titles_in(text))


def titles_in(text: str) -> list[tuple[int, int]]:
    """Return where the words of job titles, and of little else, stand in a text."""
    roles = set_of("job_titles", "roles")
    return [m.span() for m in _TITLE.finditer(lowered(text)) if m[0] not in roles]


@line_cache
def has_organisation(text: str) -> bool:
    """Return whether a word of the text is one of organisations' names."""
    return bool(_ORGANISATION.search(lowered(text)))


@line_cache
def has_school(text: str) -> bool:
    """Return whether a word of the text is one of schools' names."""
    return bool(_SCHOOL.search(lowered(text)))


@cache
def legal_forms() -> frozenset[str]:
    """Return the legal forms that are no part of the name before them, without full stops."""
    return frozenset(
        form.replace(".", "") for form in entries("legal_forms", "firms", "behind a name")
    )


@cache
def _all_forms() -> frozenset[str]:
    return frozenset(form.replace(".", "") for form in entries("legal_forms"))


@line_cache
def is_legal_form(text: str) -> bool:
    """Return whether a text is nothing but a legal form: ``Inc.``, ``S.A.``, ``GmbH``."""
    return lowered(text).strip(" ,()").replace(".", "") in _all_forms()


def section_headings() -> Mapping[str, str]:
    """Return the section that each heading announces, without marks."""
    return by_group("headings")


@cache
def spoken_languages() -> frozenset[str]:
    """Return the languages that people speak, without case and accents."""
    return frozenset(map(folded, entries("languages")))
