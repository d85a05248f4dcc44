"""Ids that were released and are no concept any more: what is kept by them is still found."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from .atomic import write_whole
from .sources import SourceFile

_HOME = Path(__file__).parent
_FILE = _HOME / "retired.ttl"


def current_id(id: str) -> str:
    """Return the id that took a retired concept's place; any other id as it is."""
    return _successors().get(id, id)


def released_ids() -> list[str]:
    """Return the ids of all concepts that a release had; none of them may vanish."""
    lines = (_HOME / "released.txt").read_text("utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def record_released(ids: Iterable[str]) -> None:
    """Add the ids of concepts to those that a release had; run by ``make released``."""
    path = _HOME / "released.txt"
    head = [line for line in path.read_text("utf-8").splitlines() if line.startswith("#")]
    write_whole(path, "\n".join([*head, *sorted({*released_ids(), *ids}), ""]))


@cache
def _successors() -> dict[str, str]:
    from .turtle import REPLACED, short_id, statement_lines

    statements = statement_lines(SourceFile(_FILE.name, _FILE.read_bytes(), plain=True))
    return {short_id(old): short_id(new) for (old, kind, new), _ in statements if kind == REPLACED}
