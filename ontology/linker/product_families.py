"""Product families: bare names of what belongs to a vendor's product, ``Lambda`` of AWS.

"AWS (EC2, Lambda, Glue)" and "Key Vault and Functions on Azure" leave out the vendor that labels
have before such names. Alone they are words; beside the family they are its members.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from ..model import Concept
from ..ontology import Ontology
from .surface_forms import SurfaceForm, bare_form
from .tokens import spelling

_TECHNOLOGY: Final = "Technology"


class ProductFamilies:
    """Which products the technologies of an ontology are part of, and their bare names."""

    def __init__(self, ontology: Ontology) -> None:
        self._concepts = ontology.concepts
        self._whole: dict[str, list[str]] = {}
        for relation in ontology.relations:
            if relation.type == "PART_OF":
                ends = [self._concepts[id] for id in (relation.source, relation.target)]
                if all(concept.kind == _TECHNOLOGY for concept in ends):
                    self._whole.setdefault(relation.source, []).append(relation.target)
        self._heads = frozenset(chain.from_iterable(self._whole.values()))

    def of(self, id: str) -> frozenset[str]:
        """Return the products that a concept is part of, itself included where it has parts."""
        found, waiting = set(), [id]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting += self._whole.get(one, ())
        return frozenset(found & self._heads)

    def forms(self, labelled: Iterable[SurfaceForm]) -> Iterator[SurfaceForm]:
        """Yield the bare names of all members as forms.

        A name that is a label of something else too is one only where the case tells them apart
        ("Load Balancer" of Azure, "load balancer"), or where the other needs context as well.
        """
        owners: dict[tuple[str, ...], list[SurfaceForm]] = {}
        for form in labelled:
            owners.setdefault(form.words, []).append(form)
        for id in sorted(self._whole):
            concept = self._concepts[id]
            made = {bare_form(concept, label, name) for label, name in self._bare_names(concept)}
            for form in sorted(made, key=lambda form: form.exact):
                others = owners.get(form.words, [])
                if all(self._told_apart(form, other) for other in others):
                    yield form._replace(contested=bool(others))

    def _told_apart(self, form: SurfaceForm, other: SurfaceForm) -> bool:
        if other.concept.id == form.concept.id:
            # A label that the ontology has itself has its own policy.
            return False
        ambiguous = not other.sure or bool(self.of(other.concept.id))
        return ambiguous or (len(form.words) > 1 and other.label.islower())

    def _bare_names(self, concept: Concept) -> Iterator[tuple[str, str]]:
        """Yield (label, what is left of it without the product or vendor that it begins with)."""
        before = {prefix for id in self.of(concept.id) for prefix in self._prefixes(id)}
        for label in concept.labels:
            parts = label.split(" ")
            for count in (1, 2):
                name = " ".join(parts[count:])
                if " ".join(parts[:count]) in before and _may_stand_alone(name):
                    yield label, name

    def _prefixes(self, id: str) -> Iterator[str]:
        """Yield a product's labels, and the vendor that those of several words begin with."""
        for label in self._concepts[id].labels:
            yield label
            yield label.partition(" ")[0]


def _may_stand_alone(name: str) -> bool:
    """Return whether every word has a capital or a digit, and none is small: no ``Cache for …``."""
    parts = spelling(name)[1]
    capitals = all(not part[:1].islower() for part in parts)
    return bool(parts) and capitals and sum(map(len, parts)) > 1 and "(" not in name
