"""Sheets: what is kept of a person beside their documents, before the file gives its codes.

Most people have one document. All that follows from it for them alone is made with it, in any
process; the one that writes gives the codes of the file and inserts. What depends on others too
(several documents, an employer that turned out to be another one) is made by that one.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from ..arrays.records import uncoded
from ..contracting import stints_of, ties_of
from ..facts.fragment import fragment_of
from ..facts.projection import Projection, project_people
from ..model import Edge, Fragment, Node
from ..names import NAMED, entries
from ..packed.facts import Facts, kind_of
from ..put import storable
from ..ties import Properties
from .moments import COUNTED
from .organisations import statements
from .sheet import Alone, Sheet

if TYPE_CHECKING:
    from ...loaders.resume import Resume


def alone(resume: Resume) -> Alone:
    """Return what a document says of its person, if it is the only one, under its own key."""
    fragment = fragment_of(resume, resume.meta.source)
    said = statements([fragment]).get(fragment.document, {})
    return Alone(fragment.document, sheet_of(fragment.person, [fragment], {}), said)


def sheet_of(person: str, fragments: Iterable[Fragment], renamed: Mapping[str, str]) -> Sheet:
    """Return what is kept of the person of some documents; see ``project_people``."""
    stated = list(fragments)
    whose = {fragment.person: person for fragment in stated}
    projection = project_people(stated, whose, renamed)
    around, nodes = _Around(projection), projection.nodes.values()
    owned = projection.nodes.keys() | projection.renamed.keys()
    named = [node for node in nodes if node.kind in NAMED]
    found = {(sort, storable(text), one.id) for one in named for sort, text in entries(one)}
    titles = {storable(node.name) for node in nodes if node.kind == "Role" and node.name}
    return Sheet(
        person=person,
        told=_told(projection, person),
        rows=uncoded(person, ties_of(around, person), stints_of(around, person), owned),
        facts=Facts.of(person, projection).packed(),
        named=tuple([node.id for node in named]),
        entries=tuple(found),
        titles=tuple(titles),
    )


def _told(projection: Projection, person: str) -> tuple[str | bytes | None, ...]:
    node = projection.nodes[person]
    counted = Counter([one.kind for one in projection.nodes.values()])
    counted.update([one.type for one in projection.edges.values()])
    tally = array("I", [counted[name] for name in COUNTED]).tobytes()
    location, languages = node.properties.get("location"), node.properties.get("languages")
    place = None if location is None else storable(str(location))
    return storable(node.name), place, json.dumps(languages or []), tally


class _Around:
    """One person, as they were projected."""

    def __init__(self, projection: Projection) -> None:
        self._nodes: Mapping[str, Node] = projection.nodes
        self._from: defaultdict[tuple[str, str], list[tuple[str, str, Edge]]] = defaultdict(list)
        for edge in projection.edges.values():
            self._from[edge.type, edge.source].append((edge.target, edge.id, edge))

    def leading(
        self, type: str, node: str, to: Collection[str] | None = None
    ) -> Iterable[tuple[str, str, Edge]]:
        """Give (target, id, edge) of a type's edges that leave a node, to some nodes or all."""
        found = self._from.get((type, node), ())
        return found if to is None else [one for one in found if one[0] in to]

    def said(self, at: Edge) -> Properties:
        """Return what an edge says."""
        return at.properties

    def kind(self, node: str) -> str:
        """Return the kind of a node."""
        found = self._nodes.get(node)
        return kind_of(node) if found is None else found.kind

    def stated(self, node: str) -> Properties:
        """Return what a node says, its name too."""
        found = self._nodes[node]
        return found.properties if found.name is None else {"name": found.name, **found.properties}
