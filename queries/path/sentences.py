"""A path in plain English, with the first line that states each step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ...graph.months import label
from ...graph.ties import Tie
from ..measures.periods import common

_VERBS: Final[Mapping[str, tuple[str, str]]] = {
    "Employer": ("worked at", "worked at"),
    "School": ("studied at", "studied at"),
    "Degree": ("has the degree", "have the degree"),
    "Field": ("studied", "studied"),
    "Project": ("built", "built"),
}
_USES: Final[Mapping[str, tuple[str, str]]] = {
    "Domain": ("worked on", "worked on"),
    "Practice": ("practised", "practised"),
}
_USED: Final = ("worked with", "worked with")
_KNOWN: Final = ("knows", "know")


@dataclass(frozen=True, slots=True)
class Stop:
    """A node on a path: what it is called, and whether it is a person."""

    name: str
    person: bool


@dataclass(frozen=True, slots=True)
class Connection:
    """A step of a path: the tie, or the words of a relation, and where it is stated."""

    place: str
    tie: Tie | None = None
    words: str = ""


def sentence(stops: Sequence[Stop], connections: Sequence[Connection]) -> str:
    """Return what a path says; ``connections[i]`` lies between ``stops[i]`` and the next."""
    return "; ".join(_clauses(stops, connections)) + "."


def _clauses(stops: Sequence[Stop], connections: Sequence[Connection]) -> Iterator[str]:
    at = 0
    while at < len(connections):
        first, second = connections[at], connections[at + 1] if at + 1 < len(connections) else None
        if first.tie and second and second.tie and stops[at].person:
            places = dict.fromkeys(link.place for link in (first, second) if link.place)
            yield _both(stops[at : at + 3], (first.tie, second.tie), places)
            at += 2
        elif first.tie:
            person, thing = (at, at + 1) if stops[at].person else (at + 1, at)
            clause = f"{stops[person].name} {_verb(first.tie)} {stops[thing].name}{_in(first)}"
            at += 1
            # From the thing to a person the next clause begins with that person.
            if stops[at].person:
                yield clause
                continue
            more, at = _chain(stops, connections, at)
            yield clause + "".join(f", which {words}" for words in more)
        else:
            more, after = _chain(stops, connections, at)
            yield f"{stops[at].name} " + ", which ".join(more)
            at = after


def _chain(
    stops: Sequence[Stop], connections: Sequence[Connection], at: int
) -> tuple[list[str], int]:
    """Return the relations from a stop on, in words, and where they end."""
    words = []
    while at < len(connections) and connections[at].tie is None:
        words.append(f"{connections[at].words} {stops[at + 1].name}{_in(connections[at])}")
        at += 1
    return words, at


def _both(stops: Sequence[Stop], ties: tuple[Tie, Tie], places: Iterable[str]) -> str:
    cited = ", ".join(places)
    one, thing, other = (stop.name for stop in stops)
    verbs = [_verb(tie) for tie in ties]
    said = f"{one} and {other} both {_verb(*ties)} {thing}"
    # Whoever only lists it has not worked with it, and the other's work is not hidden by that.
    if verbs[0] != verbs[1]:
        said = f"{one} {verbs[0]} {thing}, which {other} {verbs[1]}"
    # Two at one employer have met only where both certainly were there.
    together = common([tie.certain for tie in ties]) if ties[0].kind == "Employer" else []
    spans = " and ".join(f"from {label(start)} to {label(end)}" for start, end in together)
    # Dates without months say how long at least.
    least = "at least " if spans and common([tie.outer for tie in ties]) != together else ""
    when = f", together {least}{spans}" if spans else ""
    return said + when + (f" ({cited})" if cited else "")


def _verb(*ties: Tie) -> str:
    """Return the verb; who only lists a skill, or dates no role with it, is said to know it."""
    one, several = _VERBS.get(ties[0].kind, ("", ""))
    if not one:
        dated = all(tie.months is not None for tie in ties)
        one, several = _USES.get(ties[0].kind, _USED) if dated else _KNOWN
    return one if len(ties) == 1 else several


def _in(connection: Connection) -> str:
    return f" ({connection.place})" if connection.place else ""
