"""What a list proves: months that are shared out where a role or a person names very many skills.

A role that lists everything says nothing about anything. Up to ``ROLE`` skills, which no honest
role that we have seen exceeds, each has all of the role's months. Of n more it has the share

    (ROLE / n)⁴

of them: 0.41 at 50 skills, 0.2 at 60, nothing at 1,000. A person who names more than ``PERSON``
skills in all has that share, with ``PERSON`` for ``ROLE``, of everything besides: many short lists
are a long one. It falls so steeply because time is cheap to claim: half a century must not make up
for the length of a list.

Below ``LISTED`` (as 60 skills in a role, or 300 of a person, have it) a use is merely *listed*.
Listed months are together less than a year, whatever they add up to, and add nothing to a year or
more that is told: no list outranks a told use of a year.

To have named a skill at all counts like ``NAMED`` months, and a list has its share of that too.
What stands in a list and was used in no role and no project is merely *claimed*. Of n skills that a
person claims, each has the share

    (CLAIMED / n)²

of being named, beside the person's own: together they say no more than ``CLAIMED`` skills do, and
from 139 on nothing. It falls less steeply, for claims have no months, and an honest list of sixty
is met now and then.

Shares are whole thousandths, rounded down, and months are rounded down once, in the end: every
reader has the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from .months import Range, total, union

WHOLE: Final = 1000
"""The share of a use that is told, in thousandths like all of them."""

ROLE: Final = 40
"""How many skills one role, project or volunteering names before it is shared out."""

PERSON: Final = 200
"""How many skills one person names in all before everything is shared out."""

CLAIMED: Final = 40
"""How many skills one person claims, without a use, before claims are shared out."""

LISTED: Final = 200
"""Below this share, in thousandths, a use is listed and not told."""

YEAR: Final = 12

NAMED: Final = 12
"""For how many months of use it counts to have named a skill."""

Piece: TypeAlias = "tuple[Range, int]"
"""A range of months, and the share of each of them that counts."""


def share(skills: int, usual: int) -> int:
    """Return the share of its months that each of so many skills has, in thousandths.

    >>> [share(skills, ROLE) for skills in (1, 40, 50, 60, 1169)]
    [1000, 1000, 409, 197, 0]
    """
    return WHOLE if skills <= usual else WHOLE * usual**4 // skills**4


def claimed(skills: int) -> int:
    """Return the share that each of so many skills has that are claimed and not used.

    >>> [claimed(skills) for skills in (1, 40, 50, 80, 150)]
    [1000, 1000, 640, 250, 71]
    """
    return WHOLE if skills <= CLAIMED else WHOLE * CLAIMED**2 // skills**2


def both(first: int, second: int) -> int:
    """Return the share of a share."""
    return first * second // WHOLE


def naming(shares: Iterable[int]) -> int:
    """Return for how many months it counts to be named with these shares: the best of them."""
    return NAMED * max(shares, default=WHOLE) // WHOLE


def credit(months: int | None, named: int = NAMED) -> int:
    """Return for how many months a use counts in all: ``months`` of it, and being named."""
    return (months or 0) + named


def months_counted(pieces: Iterable[Piece]) -> int:
    """Return how many months count: of a month in several pieces the best share.

    >>> months_counted([((0, 23), 1000), ((12, 35), 500)])
    30
    >>> months_counted([((0, 599), 100)]), months_counted([((0, 599), 100), ((0, 5), 1000)])
    (11, 11)
    """
    told = listed = 0
    for months, part in _by_share(list(pieces)):
        if part >= LISTED:
            told += months * part
        else:
            listed += months * part
    surely = told // WHOLE
    return max(surely, min(YEAR - 1, (told + listed) // WHOLE))


def disjoint(pieces: Iterable[Piece]) -> list[Piece]:
    """Return sorted pieces that cover the same months once, each with its best share.

    >>> disjoint([((0, 9), 500), ((5, 6), 1000)])
    [((0, 4), 500), ((5, 6), 1000), ((7, 9), 500)]
    """
    found = list(pieces)
    cuts = sorted({at for (start, end), _ in found for at in (start, end + 1)})
    out: list[Piece] = []
    for start, after in zip(cuts, cuts[1:], strict=False):
        best = max((part for (a, b), part in found if a <= start <= b), default=None)
        if best is None:
            continue
        if out and out[-1][1] == best and out[-1][0][1] + 1 == start:
            start = out.pop()[0][0]
        out.append(((start, after - 1), best))
    return out


def _by_share(pieces: Sequence[Piece]) -> Iterable[tuple[int, int]]:
    """Give how many months count with which share, the best shares first."""
    covered: list[Range] = []
    for part in sorted({part for _, part in pieces}, reverse=True):
        before = total(covered)
        covered = union([*covered, *(span for span, own in pieces if own == part)])
        yield total(covered) - before, part
