"""One person as rows of numbers: what a store packs when it writes, and segments are made of.

Rows are little-endian and stand one behind the other without gaps, so that those of many people are
one array after their bytes were joined. Nodes go by the store's code for them, months by
``graph.months``; a month beyond the year 2730 counts as the last of that year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from struct import Struct
from typing import Final, NamedTuple

import numpy as np

from ..criteria import last_told
from ..months import first_month, last_month
from ..ties import Stint, Tie

NONE: Final = -1
"""What stands where there is no month, and no employer."""

LAST: Final = 2**15 - 1
"""The last month that there is here."""

TYPES: Final = ("HAS_SKILL", "WORKED_AT", "STUDIED", "BUILT")
"""The types of ties by their number."""

CURRENT: Final = 1
"""The flag of a tie that goes on."""

DATED: Final = 2
"""The flag of a tie whose months are known."""

TIE: Final = np.dtype(
    [
        ("node", "<i4"),
        ("type", "u1"),
        ("flags", "u1"),
        ("counted", "<i2"),  # months that count, see ``Tie.counted``; 0 where none is dated
        ("named", "u1"),  # months for being named, see ``Tie.named``
        ("last", "<i2"),  # the last month that is told, see ``criteria.last_told``
        ("since", "<i2"),  # the earliest month that the last date may mean
        ("until", "<i2"),  # the latest month that it may mean
        ("months", "<i2"),  # all months, see ``Tie.months``; NONE where none is dated
        ("first_day", "<i4"),  # the first date, see ``day_of``
        ("last_day", "<i4"),  # the last one
    ]
)
"""A person's tie to a node that has a code: all but projects, which are one person's own."""

RANGE: Final = np.dtype([("tie", "<u4"), ("start", "<i2"), ("end", "<i2"), ("share", "<i2")])
"""Certain months of the person's tie of that number, with the share of them that counts."""

STINT: Final = np.dtype([("employer", "<i4"), ("start", "<i2"), ("end", "<i2")])
"""A role with its outer months, and where it was (NONE: not told); undated ones have no row."""


# One row each, as these say: of a person's rows numpy would make an array for a few numbers.
_TIE: Final = Struct("<iBBhBhhhhii")
_RANGE: Final = Struct("<Ihhh")
_STINT: Final = Struct("<ihh")
_TYPES: Final = {type: number for number, type in enumerate(TYPES)}


class Record(NamedTuple):
    """One person: ``id`` as a number (see ``number_of``), and the bytes of their rows.

    ``owned`` are the numbers of the nodes that are theirs alone: roles, studies, projects.
    """

    id: int
    ties: bytes
    ranges: bytes
    stints: bytes
    owned: bytes


class Uncoded(NamedTuple):
    """A ``Record`` of no store yet: for codes it has places in ``nodes``, and their order."""

    id: int
    nodes: tuple[str, ...]
    ties: bytes
    ranges: bytes
    stints: bytes
    owned: bytes


def number_of(id: str) -> int | None:
    """Return the number in an id of a kind and 16 hex digits; None where it has another form.

    >>> number_of("person:00000000000000ff"), number_of("employer:initech")
    (255, None)
    """
    digits = id.rpartition(":")[2]
    if len(digits) != 16:
        return None
    try:
        number = int(digits, 16)
    except ValueError:
        return None
    # int() takes blanks, signs and capitals too: those are no digits of an id.
    return number if f"{number:016x}" == digits else None


def person_id(number: int) -> str:
    """Return the id of a person; ``number_of`` turned round."""
    return f"person:{number:016x}"


@lru_cache(maxsize=4_096)
def day_of(date: str | None) -> int:
    """Return an ISO date as a number, 0 of none: of one precision they are in order.

    >>> day_of("2021-03-09"), day_of("2021-03"), day_of("2021"), day_of(None)
    (20210309, 20210300, 20210000, 0)
    """
    return int(date.replace("-", "").ljust(8, "0")) if date else 0


def date_of(day: int) -> str | None:
    """Return the ISO date of a number; ``day_of`` turned round.

    >>> date_of(20210309), date_of(20210300), date_of(20210000), date_of(0)
    ('2021-03-09', '2021-03', '2021', None)
    """
    whole = f"{day:08d}"
    parts = (whole[:4], whole[4:6], whole[6:])
    return "-".join(part for part in parts if part.strip("0")) or None


def record_of(
    person: str,
    ties: Sequence[Tie],
    stints: Iterable[Stint],
    owned: Iterable[str],
    codes: Mapping[str, int],
) -> Record:
    """Return a person's rows; ``codes`` has every node that they are tied to, but projects.

    Raises:
        ValueError: the person's id is none that ``person_id`` gives.
    """
    return coded(uncoded(person, ties, stints, owned), codes)


def uncoded(
    person: str, ties: Iterable[Tie], stints: Iterable[Stint], owned: Iterable[str]
) -> Uncoded:
    """Return a person's rows as whoever knows no store makes them.

    Raises:
        ValueError: the person's id is none that ``person_id`` gives.
    """
    number = number_of(person)
    if number is None:
        raise ValueError(f"{person!r} is no id of a person")
    shared = [tie for tie in ties if tie.kind != "Project"]
    held = list(stints)
    named = {tie.node for tie in shared} | {one.employer for one in held if one.employer}
    nodes = tuple(sorted(named))
    places: dict[str | None, int] = {id: at for at, id in enumerate(nodes)}
    rows = [_tie(tie, places[tie.node]) for tie in shared]
    ranges = [
        _RANGE.pack(at, _month(start), _month(end), share)
        for at, tie in enumerate(shared)
        for (start, end), share in tie.pieces
    ]
    dated = [
        _STINT.pack(places.get(one.employer, NONE), _month(one.outer[0]), _month(one.outer[1]))
        for one in held
        if one.outer
    ]
    numbers = sorted([one for one in map(number_of, owned) if one is not None])
    own = [one.to_bytes(8, "little") for one in numbers]
    return Uncoded(number, nodes, *map(b"".join, (rows, ranges, dated, own)))


def coded(rows: Uncoded, codes: Mapping[str, int]) -> Record:
    """Return rows with the codes of a store in the places of nodes, and in the order of codes."""
    given = np.array([codes[id] for id in rows.nodes] + [NONE], np.int32)  # NONE is the last place
    ties = np.frombuffer(rows.ties, TIE).copy()
    ties["node"] = given[ties["node"]]
    order = np.lexsort((ties["type"], ties["node"]))
    place = np.empty(len(order), np.uint32)
    place[order] = np.arange(len(order))
    ranges = np.frombuffer(rows.ranges, RANGE).copy()
    ranges["tie"] = place[ranges["tie"]]
    stints = np.frombuffer(rows.stints, STINT).copy()
    stints["employer"] = given[stints["employer"]]
    return Record(
        rows.id,
        ties[order].tobytes(),
        ranges[np.argsort(ranges["tie"], kind="stable")].tobytes(),
        stints.tobytes(),
        rows.owned,
    )


def _tie(tie: Tie, place: int) -> bytes:
    told = last_told(tie)
    return _TIE.pack(
        place,
        _TYPES[tie.type],
        CURRENT * tie.current | DATED * (tie.counted is not None),
        min(tie.counted or 0, LAST),
        tie.named,
        NONE if told is None else _month(told),
        _month(first_month(tie.last)) if tie.last else NONE,
        _month(last_month(tie.last)) if tie.last else NONE,
        NONE if tie.months is None else _month(tie.months),
        day_of(tie.first),
        day_of(tie.last),
    )


def _month(month: int) -> int:
    return min(month, LAST)
