"""How near a person is to a concept or an employer: what the paths between them do not say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from ...graph import resolve
from ...graph.model import Node
from ...graph.reader import Reader
from ...graph.ties import Tie
from ...ontology.kinds import SKILL_KINDS
from ..measures.nearness import SAME, nearness
from ..question import joined

# As many as a sentence carries.
_NAMED: Final = 3


def how_near(reader: Reader, one: Node, other: Node) -> list[str]:
    """Return a sentence on how near a person is to a concept or an employer; none for other ends.

    Of a concept: how long and when they used it, else which narrower ones they have, else the
    nearest by ``nearness``. Of an employer: when they were there, else who of those who were is a
    colleague of theirs.
    """
    ends = [one, other] if one.kind == "Person" else [other, one]
    person, thing = ends
    if person.kind != "Person" or thing.kind == "Person":
        return []
    ties = reader.ties(people={person.id})
    direct = next((tie for tie in ties if tie.node == thing.id), None)
    if direct is not None:
        return [f"{resolve.called(person)} has {resolve.called(thing)}: {_when(direct)}"]
    if thing.kind == "Employer":
        return [_colleagues(reader, person, thing)]
    if thing.kind not in {*SKILL_KINDS, "Category"}:
        return []
    return [_nearest(reader, person, thing, ties)]


def _when(tie: Tie) -> str:
    """Return ``12 months, last 2021-03``."""
    if tie.last is None:
        return "no date"
    last = "until now" if tie.current else f"last {tie.last}"
    months = "" if tie.months is None else f"{tie.months} month{'s' * (tie.months != 1)}, "
    return months + last


def _nearest(reader: Reader, person: Node, concept: Node, ties: Sequence[Tie]) -> str:
    name, wanted = resolve.called(person), resolve.called(concept)
    of_node = {tie.node: tie for tie in ties if tie.kind in SKILL_KINDS}
    below = [tie for id, tie in of_node.items() if id in reader.ontology.answering(concept.id)]
    if below:
        most = sorted(below, key=lambda tie: (-(tie.months or 0), tie.node))
        return f"no line of {name} names {wanted}, but what answers for it: {_some(reader, most)}"
    around = nearness(reader.ontology, [concept.id])[concept.id]
    near = sorted((-around[id], id) for id in of_node.keys() & around.keys())
    if not near:
        return f"no line of {name} names {wanted}, nor anything near it"
    names = reader.nodes(id for _, id in near[:_NAMED])
    told = (f"{names[id].name} ({-less / SAME:.2f})" for less, id in near[:_NAMED])
    return f"no line of {name} names {wanted}; the nearest of theirs: {joined(told)}"


def _some(reader: Reader, ties: Sequence[Tie]) -> str:
    names = reader.nodes(tie.node for tie in ties[:_NAMED])
    told = [f"{names[tie.node].name} ({_when(tie)})" for tie in ties[:_NAMED]]
    rest = len(ties) - _NAMED
    return joined([*told, f"{rest} more"] if rest > 0 else told)


def _colleagues(reader: Reader, person: Node, employer: Node) -> str:
    name, where = resolve.called(person), resolve.called(employer)
    # Of the people of an employer, who may be a city, few are read: those who can have met.
    there = reader.counts({employer.id: (employer.id,)})[employer.id]
    mine = [stint for stint in reader.stints(people={person.id}) if stint.outer]
    met = {stint.person for stint in reader.overlapping(mine)} if mine else set()
    met = set(reader.tied_to_all([employer.id], among=met)) if met else met
    count = "1 person" if there == 1 else f"{there:,} people"
    told = f"{name} has not worked at {where}; of {count} who did, "
    return told + (
        f"{_people(reader, met)} may have met {name}" if met else f"nobody can have met {name}"
    )


def _people(reader: Reader, ids: Iterable[str]) -> str:
    known = list(reader.nodes(sorted(ids)).values())
    told = [resolve.called(node) for node in known[:_NAMED]]
    rest = len(known) - _NAMED
    return joined([*told, f"{rest} more"] if rest > 0 else told)
