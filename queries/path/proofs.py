"""Which of the lines behind a tie proves what a path says of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from ...graph.model import Evidence
from ...graph.reader import Reader
from ...graph.ties import Stint, Tie
from ..evidence import CitedEdges
from ..measures.periods import common


class Proofs:
    """The lines of some ties, what a role says before what a list of skills does.

    That somebody *worked with* a thing is said where a role names it; that somebody worked at an
    employer, where the employer is named and not where the title of the role is. Of several roles
    there, the one tells in which two people met.
    """

    def __init__(self, reader: Reader, ties: Collection[Tie], cited: CitedEdges) -> None:
        self._cited = cited
        self._told: defaultdict[tuple[str, str], set[Evidence]] = defaultdict(set)
        used = [tie for tie in ties if tie.type == "HAS_SKILL" and len(cited.of(tie)) > 1]
        worked = [tie for tie in ties if tie.type == "WORKED_AT"]
        stints = reader.stints(people={tie.person for tie in (*used, *worked)})
        roles = {stint.role: stint for stint in stints}
        asked = [(role, tie.node) for tie in used for role in roles]
        for edge in (reader.used(asked) if asked else {}).values():
            self._tell(roles[edge.source].person, edge.target, edge.evidence)
        held = _meeting(stints, worked)
        for edge in (reader.edges_behind(held) if held else {}).values():
            if edge.type == "AT":
                self._tell(roles[edge.source].person, edge.target, edge.evidence)

    def of(self, tie: Tie) -> tuple[Evidence, ...]:
        """Return the evidence of a tie, what proves it first, else by document and place."""
        told = self._told[tie.person, tie.node]
        # Sorting keeps the order of what is alike.
        return tuple(sorted(self._cited.of(tie), key=lambda one: one not in told))

    def _tell(self, person: str, node: str, references: Iterable[str]) -> None:
        self._told[person, node].update(self._cited.cited(references))


def _meeting(stints: Iterable[Stint], worked: Collection[Tie]) -> list[Stint]:
    """Return the stints behind some ties; of several at one employer those in which others met."""
    held: defaultdict[tuple[str, str | None], list[Stint]] = defaultdict(list)
    for stint in stints:
        held[stint.person, stint.employer].append(stint)
    found = []
    for tie in worked:
        own = held[tie.person, tie.node]
        others = [
            span
            for one in worked
            if one.node == tie.node and one.person != tie.person
            for span in one.certain
        ]
        met = [one for one in own if one.certain and common([[one.certain], others])]
        found += met or own
    return found
