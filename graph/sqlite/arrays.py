"""The people of a file as arrays, kept from one generation to the next, and beside it on disk.

A file of arrays holds the people of one generation; who changed since is read of the packed rows.
It says which file and which moment it is of by a token that stands in both: a copy that is put back
in its place has another.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from ..arrays import files
from ..arrays.population import Population
from ..arrays.records import Record, number_of
from ..arrays.segment import Segment, segment_of
from .moments import NUMBERS, SUMMED, Unsound, is_whole, least, moment_of

LATELY: Final = 256
"""Changed people whose segment is made anew with each change."""

_SEGMENTS: Final = 8


class EmbeddedArrays:
    """Everybody in a file, as of the generation that was last asked for."""

    def __init__(self, path: Path) -> None:
        self.path = Path(f"{path}.arrays")  # not with_name, for "." has none
        self._kept = str(path) != ":memory:"
        self.begin()

    def begin(self) -> None:
        """Begin again with what lies on disk now."""
        self._base: Segment | None = None
        self._token: str | None = None
        self._since = self._seen = -1
        self._saved = False
        self._sealed: list[Segment] = []
        self._lately: dict[int, Record] = {}
        self._changed = 0
        self._population: Population | None = None

    def at(self, db: sqlite3.Connection, generation: int) -> Population:
        """Return the population of a generation, in whose transaction the caller reads.

        Raises:
            Unsound: rows are not as they were written.
        """
        token, moment = moment_of(db)
        if self._population is None or self._seen > generation or self._token != token:
            self.begin()
            self._token = token
            self._open(db, token, moment, generation)
        if self._seen < generation:
            self._follow(db)
            self._seen = generation
        if self._population is None:
            self._population = self._whole(db)
        return self._population

    @property
    def seen(self) -> int:
        """The generation that was last asked for."""
        return self._seen

    @property
    def worth_saving(self) -> bool:
        """Whether the file lacks so many people that the next process would lose time."""
        if self._population is None or not self._kept:
            return False
        changed = self._changed if self._saved else self._population.size
        return changed >= least(self._population.size)

    def segment(self, db: sqlite3.Connection) -> Segment:
        """Return everybody as one segment."""
        return segment_of(list(_records(db, "")))

    def drop(self) -> None:
        """Let go of all of it; what lies on disk is deleted."""
        self.begin()
        with suppress(OSError):
            self.path.unlink(missing_ok=True)

    def save(self, segment: Segment, token: str, generation: int) -> None:
        """Write a segment beside the file.

        Raises:
            OSError: it cannot be written there.
        """
        files.save(segment, self.path, {"token": token, "generation": generation})

    def _open(
        self, db: sqlite3.Connection, token: str | None, moment: int | None, generation: int
    ) -> None:
        if token is not None and moment is not None and moment <= generation:
            stamp = {"token": token, "generation": moment}
            self._base = files.mapped(self.path, stamp)
        self._saved = self._base is not None
        if self._base is None or moment is None:
            self._base, moment = self.segment(db), generation
        self._since = self._seen = moment

    def _follow(self, db: sqlite3.Connection) -> None:
        """Take in who changed since the generation that was seen."""
        fresh = list(_records(db, "WHERE generation > ?", self._seen))
        self._changed += len(fresh)
        self._lately |= {one.id: one for one in fresh}
        if len(self._lately) > LATELY:
            self._sealed.append(segment_of(list(self._lately.values())))
            self._lately = {}
        if len(self._sealed) > _SEGMENTS:
            since = _records(db, "WHERE generation > ?", self._since)
            self._sealed, self._lately = [segment_of(list(since))], {}
        self._population = self._whole(db)

    def _whole(self, db: sqlite3.Connection) -> Population:
        rows = db.execute("SELECT person FROM gone WHERE generation > ?", (self._since,))
        gone = [number for (id,) in rows if (number := number_of(id)) is not None]
        lately = [segment_of(list(self._lately.values()))] if self._lately else []
        base = [] if self._base is None else [self._base]
        return Population([*base, *self._sealed, *lately], gone)


def _records(db: sqlite3.Connection, where: str, *values: int) -> Iterator[Record]:
    """Give the rows of people; raises ``Unsound`` after the last if some are not whole."""
    unsound = []
    at = len(SUMMED) - len(NUMBERS)
    sql = f"SELECT checksum, {', '.join(SUMMED)} FROM packed {where}"
    for checksum, *summed in db.execute(sql, values):
        number = number_of(summed[0])
        if number is None or not is_whole(checksum, summed):
            unsound.append(summed[0])
        else:
            yield Record(number, *summed[at:])
    if unsound:
        raise Unsound(unsound)
