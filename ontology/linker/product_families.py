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
from ..wordlists import words
from .surface_forms import SurfaceForm, bare_form
from .tokens import spelling

_TECHNOLOGY: Final = "Technology"
_WIDE: Final = frozenset(words(__package__, "wide_names"))
_VENDORS: Final = frozenset(words(__package__, "vendors"))


class ProductFamilies:
    """Which products the technologies of an ontology are part of, and their bare names."""

    def __init__(self, ontology: Ontology) -> None:
        self._ontology = ontology
        self._concepts = ontology.concepts
        self._whole: dict[str, list[str]] = {}
        for relation in ontology.relations:
            if relation.type == "PART_OF":
                ends = [self._concepts[id] for id in (relation.source, relation.target)]
                if all(concept.kind == _TECHNOLOGY for concept in ends):
                    self._whole.setdefault(relation.source, []).append(relation.target)
        products = {id for wholes in self._whole.values() for id in wholes}
        for id, wholes in self._by_label(products).items():
            self._whole[id] = [*self._whole.get(id, ()), *wholes]
        self._heads = frozenset(chain.from_iterable(self._whole.values()))

    def _by_label(self, products: set[str]) -> dict[str, list[str]]:
        """Return the products, or else the vendors, that the labels of technologies begin with.

        "Google Cloud KMS" is of Google Cloud, "Google Docs" of Google: that does not speak for a
        service of Google Cloud, as Excel does not for one of Azure.
        """
        technologies = [one for one in self._concepts.values() if one.kind == _TECHNOLOGY]
        named = {
            label: one.id
            for one in technologies
            if one.id in products and _vendors(one)
            for label in one.labels
        }
        found = {}
        for one in technologies:
            if one.id not in products:
                labels = [label for label in one.labels if " " in label]
                # Two words before one: "Google Cloud KMS" is no more of Google than of its cloud.
                of = {named[_first(label, 2)] for label in labels if _first(label, 2) in named}
                of |= {named[_first(label, 1)] for label in labels if _first(label, 1) in named}
                found[one.id] = sorted(of) or _vendors(one)
        return {id: of for id, of in found.items() if of}

    def of(self, id: str) -> frozenset[str]:
        """Return the products that a concept is part of, or else the vendors of its labels.

        A product that has parts is in its own family.
        """
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
            for form in sorted(made, key=lambda form: (form.exact, form.words, form.label)):
                others = owners.get(form.words, [])
                if all(self._told_apart(form, other) for other in others):
                    yield form._replace(contested=bool(others))

    def _told_apart(self, form: SurfaceForm, other: SurfaceForm) -> bool:
        # A label that the ontology has itself has its own policy.
        if other.concept.id == form.concept.id:
            return False
        # "Linux" in a list of Oracle's is Linux, while "KMS" is each vendor's own, and "Composer"
        # needs context in any list.
        if other.concept.kind == _TECHNOLOGY:
            if self.of(other.concept.id) - {other.concept.id}:
                return self.of(other.concept.id).isdisjoint(self.of(form.concept.id))
            related = other.concept.id in self._touching(form.concept.id)
            return not related and other.policy == "NeedsContext"
        return len(form.words) > 1 and other.label.islower()

    def _touching(self, id: str) -> set[str]:
        relations = self._ontology.relations_of(id)
        return {end for one in relations for end in (one.source, one.target)}

    def _bare_names(self, concept: Concept) -> Iterator[tuple[str, str]]:
        """Yield (label, what is left of it without the product or vendor that it begins with)."""
        wholes = self.of(concept.id) - {concept.id} - _VENDORS
        before = _VENDORS.union(*(self._concepts[id].labels for id in wholes))
        for label in concept.labels:
            parts = label.split(" ")
            for count in (1, 2):
                name = " ".join(parts[count:])
                if " ".join(parts[:count]) in before and _may_stand_alone(name):
                    yield label, name


def _first(label: str, count: int) -> str:
    return " ".join(label.split(" ")[:count])


def _vendors(concept: Concept) -> list[str]:
    return sorted(_VENDORS & {label.partition(" ")[0] for label in concept.labels if " " in label})


def _may_stand_alone(name: str) -> bool:
    """Return whether every word has a capital or a digit: no ``Cache for Redis``."""
    parts = spelling(name)[1]
    capitals = all(not part[:1].islower() for part in parts)
    wide = name.isdigit() or name.lower() in _WIDE
    return capitals and sum(map(len, parts)) > 1 and "(" not in name and not wide
