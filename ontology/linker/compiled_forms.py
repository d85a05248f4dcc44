"""All surface forms of an ontology by their first word, compiled once and kept in the cache.

Making them takes half a second, reading them some milliseconds: a form is a line of text until a
word that begins it is met.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..cache import cached_text
from ..model import Concept
from ..ontology import Ontology
from .surface_forms import SurfaceForm, surface_forms_of

# What decides on the forms beside the ontology itself. By content, so that nobody has to remember
# to count a version up when one of them changes.
_DECIDING: Final = tuple(
    Path(__file__).parent / name
    for name in (
        *("compiled_forms.py", "surface_forms.py", "tokens.py", "ordinary.py"),
        *("../folding.py", "../wordlists.py", "words/ordinary.txt"),
    )
)


class CompiledForms(NamedTuple):
    """The forms that begin with a word as a text, and how the forms begin.

    ``beginnings`` are those of forms that people can have, ``other_beginnings`` of all others: the
    word of each form of one, the first two words of others, in ASCII and without ``.``, ``+`` and
    ``#``; two words have a blank between them.
    """

    beginnings: list[bytes]
    other_beginnings: list[bytes]
    by_first: Mapping[str, str]


def compiled_forms(ontology: Ontology) -> CompiledForms:
    """Return the forms of all concepts that may be linked, from the cache where it has them."""
    if ontology.key is None:
        return _parsed(_written(ontology))
    try:
        rules = b"\0".join(path.read_bytes() for path in _DECIDING)
    except OSError:  # installed without its sources
        return _parsed(_written(ontology))
    key = hashlib.sha256(ontology.key.encode() + b"\0" + rules).hexdigest()[:32]
    return _parsed(cached_text(f"forms-{key}.txt", lambda: _written(ontology)))


def forms_in(text: str, concepts: Mapping[str, Concept]) -> Iterator[SurfaceForm]:
    """Yield the forms that a text of ``by_first`` holds, in the order of concepts and labels."""
    for id, label, words, exact, gaps, rank, policy, cased in json.loads(text):
        spelt = tuple(words.split(" "))
        yield SurfaceForm(
            concepts[id],
            label,
            spelt,
            tuple(exact.split(" ")) if exact else spelt,
            tuple(gaps),
            rank,
            policy,
            policy is None,
            policy != "NeedsContext",
            cased,
        )


def _written(ontology: Ontology) -> str:
    """Return the beginnings on two lines, then a line for each first word."""
    # By id, so that nothing depends on the order of the files that concepts came from.
    concepts = [ontology.concepts[id] for id in sorted(ontology.concepts)]
    named = [concept for concept in concepts if concept.kind != "Category"]
    forms = [form for concept in named for form in surface_forms_of(concept)]
    by_first: dict[str, list[list[Any]]] = {}
    for form in forms:
        by_first.setdefault(form.words[0], []).append(_row(form))
    begun = _beginnings(form for form in forms if form.concept.claimable)
    others = _beginnings(form for form in forms if not form.concept.claimable)
    lines = [f"{word}\t{_text(rows)}" for word, rows in by_first.items()]
    return "\n".join(["\t".join(begun), "\t".join(others), *lines])


def _text(rows: list[list[Any]]) -> str:
    return json.dumps(rows, separators=(",", ":"))


def _row(form: SurfaceForm) -> list[Any]:
    exact = "" if form.exact == form.words else " ".join(form.exact)
    words, gaps = " ".join(form.words), list(form.gaps)
    return [form.concept.id, form.label, words, exact, gaps, form.rank, form.policy, form.cased]


def _beginnings(forms: Iterable[SurfaceForm]) -> list[str]:
    begun = {" ".join(word.strip(".+#") for word in form.words[:2]) for form in forms}
    return sorted(one for one in begun if one.isascii())


def _parsed(text: str) -> CompiledForms:
    begun, others, *lines = text.split("\n")
    pairs = (line.partition("\t") for line in lines)
    by_first = {word: rows for word, _, rows in pairs if word}
    return CompiledForms(begun.encode().split(b"\t"), others.encode().split(b"\t"), by_first)
