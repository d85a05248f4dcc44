"""The terms that people name and the ontology lacks, by how many people, without what is no term.

Lists of skills hold more than skills: headings, levels, spoken languages, places, half sentences.
What is left can be pasted into a file of one's own as Turtle.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from ..loaders.lexicon import has_strong_title, section_headings, spoken_languages
from ..loaders.normalization import bare, lowered
from ..loaders.patterns import grouped
from ..loaders.places import is_place
from ..ontology.folding import fold, plain
from ..ontology.wordlists import words
from .ledger import Unknown

if TYPE_CHECKING:
    from .store import StoredGraph

# Names of things are hardly longer; what is, is said about something.
_MOST_WORDS: Final = 4
_REMARK: Final = re.compile(r"\s*(?:[(:–—]| - ).*")
_SENTENCE: Final = re.compile(r"[.!?;]\s|[.!?;…]$|\bhttps?:|@\S+\.")
# What begins a remark: "when needed", "which I like".
_QUESTIONS: Final = frozenset("when where which while who if because".split())
_SLUG: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class UnknownTerm:
    """A term that no concept covers, and who names it: ids of people and keys of documents."""

    term: str
    people: tuple[str, ...]
    documents: tuple[str, ...]
    reason: str

    @property
    def turtle(self) -> str:
        """Return a block of Turtle to complete: what the term is, and what it lies under."""
        name = self.term.replace("\\", "\\\\").replace('"', '\\"')
        slug = _SLUG.sub("-", plain(self.term)).strip("-") or "new-term"
        return "\n".join(
            (
                f"skill:{slug} a cg:Technology ;",
                f'    skos:prefLabel "{name}"@en ;',
                '    skos:definition "What it is, in one sentence."@en ;',
                "    skos:broader skill:technology ;",
                "    skos:inScheme <https://w3id.org/commonground/skills> .",
            )
        )


def unknown_terms(graph: StoredGraph) -> list[UnknownTerm]:
    """Return what the people of a graph name and the ontology lacks, the most people first."""
    stated = graph.reading(lambda ledger: list(ledger.unknown()))
    person_of = _people(graph)
    found: defaultdict[str, list[Unknown]] = defaultdict(list)
    for one in stated:
        # A graph may be older than the ontology.
        if not is_noise(one.term) and not graph.ontology.lookup(one.term):
            found[fold(one.term)].append(one)
    terms = [_term(mentions, person_of) for mentions in found.values()]
    return sorted(terms, key=lambda one: (-len(one.people), -len(one.documents), one.term))


def is_noise(term: str) -> bool:
    """Return whether a listed term is none: a heading, a level, a language, a place, a sentence.

    >>> is_noise("Swedish (native)"), is_noise("when needed"), is_noise("Aeron")
    (True, True, False)
    """
    text = lowered(_REMARK.sub("", term).strip() or term)
    names = text.split()
    return (
        not any(char.isalpha() for char in text)
        or len(names) > _MOST_WORDS
        or bool(_SENTENCE.search(term))
        or not _small_words().isdisjoint((names[0], names[-1]))
        or bare(text) in _no_terms()
        or all(name in _no_terms() for name in names)
        or is_place(term)
        or has_strong_title(term)
    )


@cache
def _no_terms() -> frozenset[str]:
    """Return headings, levels, spoken languages and ordinary words, without case and marks."""
    levels = (level for held in grouped("levels").values() for level in held)
    ordinary = words(_LINKER, "ordinary")
    return frozenset({*map(bare, [*levels, *section_headings(), *spoken_languages(), *ordinary])})


@cache
def _small_words() -> frozenset[str]:
    return frozenset({*words(_LINKER, "small_words"), *words(_LINKER, "leading"), *_QUESTIONS})


_LINKER: Final = "commonground.ontology.linker"


def _people(graph: StoredGraph) -> Mapping[str, str]:
    """Map each document's key to the person of whom it speaks."""
    return {one.key: one.person for one in graph.documents()}


def _term(mentions: Iterable[Unknown], person_of: Mapping[str, str]) -> UnknownTerm:
    mentions = list(mentions)
    spellings = Counter(one.term for one in mentions)
    term = min(spellings, key=lambda text: (-spellings[text], text))
    documents = tuple(sorted({one.document for one in mentions}))
    people = tuple(sorted({person_of.get(key, key) for key in documents}))
    return UnknownTerm(term, people, documents, min(one.reason for one in mentions))
