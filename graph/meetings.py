"""Who was at an employer at the same time as somebody, the longest together first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .ties import Stint


class MetStints(NamedTuple):
    """All stints by which some people may have met one person.

    Nobody whose stints come later has more than ``rest`` months with that person at one employer.
    """

    stints: Sequence[Stint]
    rest: int


@dataclass(frozen=True)
class Met:
    """The stints of others that, at their widest, overlap one person's at the same employer.

    ``count`` says how many people there are, each once for an employer; ``falling`` has their
    stints, of who may have been there together the longest first.
    """

    count: int
    falling: Iterator[MetStints]


def met_at_once(found: Sequence[Stint]) -> Met:
    """Return who was met, where all of their stints are known."""
    count = len({(one.person, one.employer) for one in found})
    return Met(count, iter((MetStints(found, 0),)))
