"""Product families: bare names of what belongs to a vendor's product, ``Lambda`` of AWS.

"AWS (EC2, Lambda, Glue)" and "Key Vault and Functions on Azure" leave out the vendor that labels
have before such names. Alone they are words; beside the family they are its members.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

from ..model import Concept
from ..ontology import Ontology
from ..wordlists import words
from .surface_forms import TECHNICAL, SurfaceForm, bare_form
from .tokens import spelling

_TECHNOLOGY: Final = "Technology"
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
        for concept in self._concepts.values():
            if concept.kind == _TECHNOLOGY:
                before = {label.partition(" ")[0] for label in concept.labels if " " in label}
                self._whole.setdefault(concept.id, []).extend(sorted(before & _VENDORS))
        self._heads = frozenset(chain.from_iterable(self._whole.values()))

    def of(self, id: str) -> frozenset[str]:
        """Return the products that a concept is part of, and the vendors its labels begin with.

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
            for form in sorted(made, key=lambda form: form.exact):
                others = owners.get(form.words, [])
                if all(self._told_apart(form, other) for other in others):
                    yield form._replace(contested=bool(others))

    def _told_apart(self, form: SurfaceForm, other: SurfaceForm) -> bool:
        # A label that the ontology has itself has its own policy.
        if other.concept.id == form.concept.id:
            return False
        # "Linux" in a list of Oracle's is Linux, while "Composer" needs context in any.
        if other.concept.kind == _TECHNOLOGY:
            related = other.concept.id in self._touching(form.concept.id)
            member = bool(self.of(other.concept.id) - {other.concept.id})
            return not related and (member or other.policy == "NeedsContext")
        return len(form.words) > 1 and other.label.islower()

    def _touching(self, id: str) -> set[str]:
        relations = self._ontology.relations_of(id)
        return {end for one in relations for end in (one.source, one.target)}

    def _bare_names(self, concept: Concept) -> Iterator[tuple[str, str]]:
        """Yield (label, what is left of it without the product or vendor that it begins with)."""
        before = {prefix for id in self.of(concept.id) - {concept.id} for prefix in self._prefixes(id)}
        for label in concept.labels:
            parts = label.split(" ")
            for count in (1, 2):
                name = " ".join(parts[count:])
                if " ".join(parts[:count]) in before and _may_stand_alone(name):
                    yield label, name

    def _prefixes(self, id: str) -> Sequence[str]:
        return (id,) if id in _VENDORS else self._concepts[id].labels


def _may_stand_alone(name: str) -> bool:
    """Return whether every word has a capital or a digit: no ``Cache for Redis``."""
    parts = spelling(name)[1]
    capitals = all(not part[:1].islower() for part in parts)
    # "Data" of Spring and "Systems" of Cisco stand in too many lists.
    wide = name.isdigit() or name.lower() in TECHNICAL
    return capitals and sum(map(len, parts)) > 1 and "(" not in name and not wide
