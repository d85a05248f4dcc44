"""Scenes of invented people for measuring pages: who shares what, at fixed places."""

from __future__ import annotations

from collections import defaultdict
from math import cos, sin, sqrt
from typing import Any, Final

from commonground.benchmarks.population import Population

_SKILLS: Final = 10  # of each person: then 1,500 nodes have about 4,000 edges
_APART: Final = 46.0  # pixels
_GOLDEN_ANGLE: Final = 2.399963229728653
_NOW: Final = 2025 * 12 + 10
# Shape and colours by kind; every other kind is drawn as a technology.
_LOOKS: Final = {
    "Person": ("dot", "#0a6aa8", "#5eb3ea"),
    "Employer": ("square", "#0b7d5d", "#3ec79a"),
    "Language": ("triangle", "#c2410c", "#ff8a5c"),
    "Practice": ("star", "#b03a78", "#f08fc0"),
    "Domain": ("hexagon", "#6d4aa3", "#b79cf0"),
    "Technology": ("diamond", "#b96a00", "#f0ad3c"),
}

Thing = tuple[str, str, str]  # kind, id, name


def scene_of(nodes: int) -> dict[str, Any]:
    """Return a scene of about so many nodes: people, and what at least two of them share.

    The same number gives the same scene, as the page gets it.
    """
    ties = _shared(nodes)
    people = sorted({person for those in ties.values() for person in those})
    things: list[Thing] = [("Person", f"person:{one}", f"Person {one:03d}") for one in people]
    things += sorted(ties)
    edges = [
        _edge(f"person:{person}", end) for (_, end, _), those in ties.items() for person in those
    ]
    degree: dict[str, int] = defaultdict(int)
    for edge in edges:
        degree[edge["from"]] += 1
        degree[edge["to"]] += 1
    drawn = [_node(thing, number, degree[thing[1]]) for number, thing in enumerate(_mixed(things))]
    kinds = [_kind(kind, things) for kind in sorted({kind for kind, *_ in things})]
    families = [{"family": "fact", "words": "said in a document", "count": len(edges)}]
    return {
        **{"title": "What they share", "summary": "", "notes": [], "leftOut": ""},
        **{"answered": False, "focus": [], "kinds": kinds, "families": families},
        **{"nodes": drawn, "edges": edges, "evidence": []},
    }


def _shared(nodes: int) -> dict[Thing, list[int]]:
    """Return what at least two people share and who, of as many people as make so many nodes."""
    population, ties, shared = Population(3000), defaultdict[Thing, list[int]](list), 0
    for number in range(population.size):
        someone = population.someone(number)
        having: set[Thing] = {(one.kind, one.id, one.name) for one in someone.skills[:_SKILLS]}
        names = {job.employer for job in someone.jobs if job.employer}
        having |= {("Employer", f"employer:{name}", name) for name in names}
        for thing in sorted(having):
            ties[thing].append(number)
            shared += len(ties[thing]) == 2
        if number + 1 + shared >= nodes:
            break
    return {thing: those for thing, those in ties.items() if len(those) > 1}


def _mixed(things: list[Thing]) -> list[Thing]:
    """Return the things in an order that has every kind everywhere."""
    step = next(one for one in (617, 619, 631) if len(things) % one)
    return [things[number * step % len(things)] for number in range(len(things))]


def _node(thing: Thing, number: int, degree: int) -> dict[str, Any]:
    kind, key, name = thing
    out, angle = _APART * sqrt(number), number * _GOLDEN_ANGLE
    return {
        **{"id": key, "kind": kind, "name": name, "facts": [], "aliases": []},
        **{"x": round(out * cos(angle)), "y": round(out * sin(angle))},
        **{"size": round(8 + 2.2 * sqrt(min(degree, 60)), 1), "degree": degree, "more": 0},
        **{"months": degree * 7, "first": _NOW - 12 * (number % 20), "last": _NOW},
        **{"community": number % 7},
    }


def _edge(person: str, end: str) -> dict[str, Any]:
    return {
        **{"id": f"{person}>{end}", "type": "HAS_SKILL", "from": person, "to": end},
        **{"family": "fact", "forth": "has used", "back": "used by", "bend": 0},
        **{"facts": [], "evidence": [], "first": None, "last": None},
    }


def _kind(kind: str, things: list[Thing]) -> dict[str, Any]:
    shape, light, dark = _LOOKS.get(kind, _LOOKS["Technology"])
    return {
        **{"kind": kind, "many": kind, "count": sum(one == kind for one, *_ in things)},
        **{"shape": shape, "filled": True, "light": light, "dark": dark},
    }
