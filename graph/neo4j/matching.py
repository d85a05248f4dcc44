"""What ``cypher/matching.cypher`` is told, and what its rows mean."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from ..criteria import PLACED, Clause, Criterion, Matched, Matches, Traits, Use
from ..months import last_month
from ..shares import credit
from ..ties import Tie, dated_tie, derived_tie, stint_of
from .rows import by_prefix, in_order, kind_of

if TYPE_CHECKING:
    from ...ontology.ontology import Ontology

_BRANCHES: Final = {
    "skill": "skills",
    "employer": "employers",
    "degree": "degrees",
    "field": "fields",
    "school": "schools",
}
_TIES_EACH: Final = {"skill": 25, "employer": 4, "degree": 2, "field": 2, "school": 2}
"""About how many ties to nodes of each prefix a person has."""
_EXACT: Final = frozenset({"skill", "employer"})


def matching_parameters(
    criteria: Sequence[Criterion], clauses: Sequence[Clause], people_with: Mapping[str, int]
) -> dict[str, Any]:
    """Return the parameters of ``cypher/matching.cypher``.

    The people that are looked at are those of the clause that the fewest have; ``people_with`` says
    how many have each node. What else they have is read of them, or of its other end where so
    many fewer have it.
    """
    used = [criterion_used(criterion, people_with) for criterion in criteria]
    first = _rarest(used, clauses, people_with)
    begun = {id for at in first or () for id in used[at].nodes}
    places = {place for at in first or () for place in used[at].places or ()}
    people = None if first is None or places else sum(people_with[id] for id in begun)
    nodes, rest = _sides(
        {id for criterion in used for id in criterion.nodes} - begun, people, people_with
    )
    entries = {id: _entry(id, id in begun, used) for id in sorted({*begun, *nodes, *rest})}
    return {
        "nodes": {
            name: [entries[id] for id in ids] for name, ids in _branches({*begun, *nodes}).items()
        },
        "places": sorted(places),
        "everyone": [True] if first is None else [],
        "roles": [True] if any(criterion.of_roles for criterion in used) else [],
        "must": _demanded(used, clauses, {*begun, *nodes}),
        "rest": {
            name: [{id: entries[id] for id in ids}] if ids else []
            for name, ids in _branches(rest).items()
        },
        "criteria": [_criterion(criterion) for criterion in used],
        "clauses": [list(clause) for clause in clauses],
    }


def criterion_used(criterion: Criterion, people_with: Mapping[str, int]) -> Criterion:
    """Return a criterion without the nodes that nobody has: most of a broad category."""
    nodes = frozenset(id for id in criterion.nodes if people_with.get(id))
    return replace(criterion, nodes=nodes)


def matches_of(
    row: Sequence[Any], criteria: Sequence[Criterion], ontology: Ontology
) -> tuple[str, Matches]:
    """Return what a person has of every criterion, of one row of ``cypher/matching.cypher``."""
    person, have, roles = row
    traits = Traits(stints=[stint_of(role, role["id"], person, "", None, None) for role in roles])
    pairs = zip(criteria, have, strict=True)
    return person, tuple(_had(person, criterion, one, traits, ontology) for criterion, one in pairs)


def _had(
    person: str, criterion: Criterion, have: Any, traits: Traits, ontology: Ontology
) -> Matched | None:
    """Return what one cell says: -1 and 0, the one tie that decided it, or what to look at.

    That is 1 for the person's roles, or ties.
    """
    if isinstance(have, int):
        return PLACED if have == 0 or have == 1 and criterion.met_by(traits) else None
    if have and isinstance(have[0], list):
        return criterion.matched(_ties(person, have, ontology))
    node, months, last = have
    use = Use(credit(months), last_month(last) if last else None)
    return Matched(use, use if criterion.owns(node) else None)


def _rarest(
    criteria: Sequence[Criterion], clauses: Iterable[Clause], people_with: Mapping[str, int]
) -> list[int] | None:
    """Return which criteria bring everyone who may satisfy all clauses, the fewest people."""
    # Almost everybody satisfies a clause with a NOT in it: it narrows nothing to begin with. Nobody
    # has counted who lives where, so a place begins only where nothing else does.
    positive = [[one - 1 for one in clause] for clause in clauses if min(clause, default=0) > 0]
    # Roles and languages are looked at where somebody is known by something else.
    positive = [clause for clause in positive if all(_begins(criteria[at]) for at in clause)]

    def people(clause: Collection[int]) -> tuple[bool, int]:
        ids = {id for at in clause for id in criteria[at].nodes}
        return any(criteria[at].places for at in clause), sum(people_with[id] for id in ids)

    return min(positive, key=people, default=None)


def _begins(criterion: Criterion) -> bool:
    return criterion.tied or criterion.places is not None


def _demanded(
    criteria: Sequence[Criterion], clauses: Iterable[Clause], known: Collection[str]
) -> list[int]:
    """Return the criteria that are a clause by themselves and ask for no other than known nodes."""
    alone = sorted({clause[0] - 1 for clause in clauses if len(clause) == 1 and clause[0] > 0})
    return [at for at in alone if criteria[at].tied and criteria[at].nodes <= set(known)]


def _sides(
    ids: Iterable[str], people: int | None, people_with: Mapping[str, int]
) -> tuple[list[str], list[str]]:
    """Return which nodes are read from their own side, and which from that of so many people.

    Of each kind all, by which takes fewer steps; ``people`` is None where nobody counted them.
    """
    # From a node's side a step leads to each of its people; from the people's side to each of their
    # ties of the kind, of which only the average is known.
    nodes: list[str] = []
    rest: list[str] = []
    for prefix, found in by_prefix(ids).items():
        steps = sum(people_with[id] for id in found)
        near = people is None or steps <= people * _TIES_EACH[prefix]
        (nodes if near else rest).extend(found)
    return nodes, rest


def _entry(id: str, first: bool, criteria: Sequence[Criterion]) -> dict[str, Any]:
    return {
        "id": id,
        "first": first,
        "criteria": [at for at, one in enumerate(criteria) if id in one.nodes],
    }


def _branches(ids: Iterable[str]) -> dict[str, list[str]]:
    found = by_prefix(ids)
    return {name: found.get(prefix, []) for prefix, name in _BRANCHES.items()}


def _criterion(criterion: Criterion) -> dict[str, Any]:
    return {
        "nodes": sorted(criterion.nodes),
        "tied": criterion.tied,
        "places": _sorted(criterion.places),
        "languages": _sorted(criterion.languages),
        "titles": _sorted(criterion.titles),
        "latest": criterion.latest,
        "experience": criterion.experience,
        "months": criterion.months,
        "since": f"{criterion.since}-01"[:7] if criterion.since else "",
        "current": criterion.current,
        "plain": criterion.plain,
        "exact": by_prefix(criterion.nodes).keys() <= _EXACT,
    }


def _sorted(values: Iterable[str] | None) -> list[str] | None:
    return None if values is None else sorted(values)


def _ties(person: str, found: Iterable[Sequence[Any]], ontology: Ontology) -> Iterator[Tie]:
    ties = (_tie(person, *one, ontology=ontology) for one in found)
    return iter(in_order(ties))


def _tie(person: str, node: str, *known: Any, ontology: Ontology) -> Tie:
    months, last, current, start, end, until, shares, counted, named = known
    kind = kind_of(ontology, node)
    if by_prefix([node]).keys() <= _EXACT:
        edge = {"from_months": start, "to_months": end, "months": months, "last": last}
        edge |= {"current": current, "shares": shares, "counted": counted, "named": named}
        return derived_tie(person, node, kind, "", edge, "")
    bare = Tie(person, node, kind, "", ())
    return dated_tie(bare, {"start": start, "end": end, "current": current, "until": until})
