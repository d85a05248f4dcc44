"""All surface forms of an ontology by their first word, compiled once and kept in the cache.

Making them takes half a second, reading them some milliseconds: a form is a line of text until a
word that begins it is met.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..cache import cached_text
from ..model import Concept
from ..ontology import Ontology
from .product_families import ProductFamilies
from .surface_forms import SurfaceForm, surface_forms_of

# What decides on the forms beside the ontology itself. By content, so that nobody has to remember
# to count a version up when one of them changes.
_DECIDING: Final = tuple(
    Path(__file__).parent / name
    for name in (
        *("compiled_forms.py", "surface_forms.py", "tokens.py", "ordinary.py"),
        *("product_families.py", "words/vendors.txt", "words/wide_names.txt"),
        "words/name_suffixes.txt",
        *("../folding.py", "../wordlists.py", "words/ordinary.txt"),
    )
)


class Beginnings(NamedTuple):
    """How forms begin: the only word of each, or the first two, one in each of two lists.

    In ASCII and without ``.``, ``+`` and ``#`` at the ends of words.
    """

    only: list[bytes]
    first: list[bytes]
    second: list[bytes]


class CompiledForms(NamedTuple):
    """The forms as a text for each word that they begin with.

    ``claimable`` has the beginnings of those that people can have, ``others`` of all others.
    """

    claimable: Beginnings
    others: Beginnings
    by_first: Mapping[str, str]
    members: str

    def families(self) -> Mapping[str, Sequence[str]]:
        """Return the products that concepts are part of, by id (see ``ProductFamilies``)."""
        found: dict[str, list[str]] = json.loads(self.members)
        return found


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
    for id, label, words, exact, gaps, rank, policy, *kinds in json.loads(text):
        spelt = tuple(words.split("\n"))
        yield SurfaceForm(
            concepts[id],
            label,
            spelt,
            tuple(exact.split("\n")) if exact else spelt,
            tuple(gaps),
            rank,
            policy,
            policy is None,
            policy != "NeedsContext",
            *map(bool, kinds),
        )


def _written(ontology: Ontology) -> str:
    """Return the beginnings on six lines, families, first words, then a line of forms for each."""
    # By id, so that nothing depends on the order of the files that concepts came from.
    concepts = [ontology.concepts[id] for id in sorted(ontology.concepts)]
    named = [concept for concept in concepts if concept.kind != "Category"]
    forms = [form for concept in named for form in surface_forms_of(concept)]
    families = ProductFamilies(ontology)
    forms += families.forms(forms)
    of = {concept.id: sorted(families.of(concept.id)) for concept in named}
    by_first: dict[str, list[list[Any]]] = {}
    for form in forms:
        by_first.setdefault(form.words[0], []).append(_row(form))
    claimable = _beginnings(form for form in forms if form.concept.claimable)
    others = _beginnings(form for form in forms if not form.concept.claimable)
    rows = "\n".join(map(_text, by_first.values()))
    known = _text({id: found for id, found in of.items() if found})
    return "\n".join([*claimable, *others, known, _text(list(by_first)), rows])


def _text(content: object) -> str:
    return json.dumps(content, separators=(",", ":"))


def _row(form: SurfaceForm) -> list[Any]:
    exact = "" if form.exact == form.words else "\n".join(form.exact)
    words, gaps = "\n".join(form.words), list(form.gaps)
    kinds = (form.cased, form.bare, form.contested)
    spelt = [form.concept.id, form.label, words, exact, gaps, form.rank, form.policy]
    return [*spelt, *map(int, kinds)]


def _beginnings(forms: Iterable[SurfaceForm]) -> Iterator[str]:
    begun = {tuple(word.strip(".+#") for word in form.words[:2]) for form in forms}
    known = sorted(words for words in begun if all(map(_plain, words)))
    yield " ".join(words[0] for words in known if len(words) == 1)
    for place in (0, 1):
        yield " ".join(words[place] for words in known if len(words) == 2)


def _plain(word: str) -> bool:
    return word.isascii() and word.isalnum()


def _parsed(text: str) -> CompiledForms:
    *begun, members, words, rows = text.split("\n", 8)
    only, first, second, *others = (line.encode().split(b" ") for line in begun)
    by_first = dict(zip(json.loads(words), rows.split("\n"), strict=False))
    begun_by = Beginnings(only, first, second), Beginnings(*others)
    return CompiledForms(*begun_by, by_first, members)
