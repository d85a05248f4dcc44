"""What concepts weigh where two people are compared."""

from __future__ import annotations

from collections.abc import Collection
from weakref import WeakKeyDictionary

from ...graph.reader import Reader
from .generality import SPECIAL, special
from .weights import informations, salience

# The graph that a reader reads does not change, and neither do its weights.
_KEPT: WeakKeyDictionary[Reader, dict[str, int]] = WeakKeyDictionary()


def comparing(
    reader: Reader, concepts: Collection[str], hidden: frozenset[str] = frozenset()
) -> dict[str, int]:
    """Return what concepts weigh, whoever has them: salience · speciality, in millionths of a bit.

    Nobody is taken to have the ``hidden`` ones.
    """
    if hidden:
        return _weights(reader, concepts, hidden)
    kept = _KEPT.setdefault(reader, {})
    missing = [id for id in concepts if id not in kept]
    if missing:
        kept |= _weights(reader, missing, hidden)
    return {id: kept[id] for id in concepts}


def _weights(reader: Reader, concepts: Collection[str], hidden: frozenset[str]) -> dict[str, int]:
    people, ontology = reader.population(), reader.ontology
    return {
        id: salience(micro, people) * special(ontology, id) // SPECIAL
        for id, micro in informations(reader, concepts, hidden).items()
    }
