"""What stands under a row of ``similar``: its pairs, whose months are whose, what the rest is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from .lines import Lines
from .output import Marked, RowJson

PAIRS: Final = 6
"""How many pairs are shown with a line each; of the others the score and what they are."""

# So many are named one by one; of more the groups, the most frequent first.
_NAMED: Final = 4
_KINDS: Final = 4


def pair_lines(row: RowJson, lines: Lines, asked: str | None = None) -> Iterator[str | Marked]:
    """Give each pair with both people's months and the first line behind it; ``asked`` is mine."""
    pairs = row["terms"]
    for pair in pairs[:PAIRS]:
        yield f"{pair['value']:+.2f}  {pair['name']}{months_of_both(pair, asked)}"
        # The other person's lines are the news; one's own are known.
        yield from (one.after("       ") for one in lines.first(pair["theirs"]["evidence"], 1))
    if rest := pairs[PAIRS:]:
        said = ", ".join(what_they_are(rest))
        yield f"{sum(pair['value'] for pair in rest):+.2f}  {len(rest)} more: {said}"


def months_of_both(pair: RowJson, asked: str | None) -> str:
    """Return ``: 72 months, Bo 12``: of the row's person, then of the one who was asked about.

    Nothing where neither has a date.

    >>> months_of_both({"theirs": {"months": 72}, "mine": {"months": 12}}, "Bo")
    ': 72 months, Bo 12'
    >>> months_of_both({"theirs": {"months": 1}, "mine": {}}, "Bo")
    ': 1 month, Bo undated'
    >>> months_of_both({"theirs": {}, "mine": {"months": 12}}, None)
    ': undated, the one asked about 12 months'
    """
    theirs, mine = pair["theirs"].get("months"), pair["mine"].get("months")
    if theirs is None and mine is None:
        return ""
    own = "undated" if mine is None else str(mine) if theirs is not None else _months(mine)
    said = "undated" if theirs is None else _months(theirs)
    return f": {said}, {asked or 'the one asked about'} {own}"


def what_they_are(pairs: Sequence[RowJson]) -> list[str]:
    """Return what pairs are about: how many of each group, and of single ones the names."""
    groups = Counter(pair["group"] for pair in pairs)
    several = {group: count for group, count in groups.most_common(_KINDS) if count > 1}
    if len(pairs) <= _NAMED:
        several = {}
    rest = [pair["name"] for pair in pairs if pair["group"] not in several]
    said = [f"{count} × {group}" for group, count in several.items()]
    if len(rest) <= _NAMED + 1:  # the name of one is no longer than "1 other"
        return said + rest
    return [*said, *rest[:_NAMED], f"{len(rest) - _NAMED} others"]


def _months(count: int) -> str:
    return "1 month" if count == 1 else f"{count} months"
