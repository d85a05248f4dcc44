"""What the questions that list a whole kind have in common: filter, order, and who is shown."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, Literal, TypeAlias

from ..graph.model import Node
from ..graph.months import last_month
from ..graph.reader import Reader
from ..graph.totals import Total, Totalled
from ..ontology.folding import fold, plain
from .answer import Answer, Row
from .question import Argument, Question, R, Statement

Sort: TypeAlias = Literal["name", "people", "months", "last"]

LIKE: Final = Argument(
    "like",
    "only names that hold this text, whatever its case and accents",
    "term",
    metavar="TEXT",
    flags=("--like",),
    unbounded=True,
)


def sort_by(*choices: Sort) -> Argument:
    """Return the argument that says the order."""
    said = f"the order: {', '.join(choices[:-1])} or {choices[-1]}"
    return Argument("sort", said, "term", metavar="KEY", flags=("--sort",), choices=choices)


class Listing(Question[R]):
    """A list of one kind of node with counts."""

    like: str | None
    sort: Sort
    limit: int | None
    many: ClassVar[str]
    """What is listed, in the plural."""

    def title(self, names: Mapping[str, str]) -> str:
        """Return the question in words."""
        which = f" called like {self.like}" if self.like else ""
        return f"All {self.many}{which}, by {self.sort}"

    def called_so(self, names: Mapping[str, str]) -> dict[str, str]:
        """Return those of some names, by id, that hold the text that is asked for."""
        if self.like is None:
            return dict(names)
        # As it is typed, and without blanks and dashes: "micro services" is in "microservices".
        text, folded = plain(self.like), fold(self.like)
        return {
            id: name
            for id, name in names.items()
            if text in plain(name) or (folded and folded in fold(name))
        }

    def notes(self, found: int) -> tuple[str, ...]:
        """Say how many there are where not all are shown."""
        less = self.limit is not None and found > self.limit
        return (f"{self.limit:,} of {found:,} {self.many} are shown",) if less else ()


@dataclass(frozen=True, kw_only=True)
class TotalRow(Row):
    """A skill, employer or school; ``people_with`` have it or were there, from when to when.

    ``current`` says that somebody has it now, as of the date their document speaks from.
    """

    people_with: int
    months: int | None = None
    first: str | None = None
    last: str | None = None
    current: bool = False


class Totals(Listing[TotalRow]):
    """A list of nodes that people are tied to, counted by the reader in one call."""

    what: ClassVar[Totalled]

    @abstractmethod
    def names(self, reader: Reader, ids: Sequence[str]) -> dict[str, str]:
        """Return what nodes are called, by id."""

    def answer(self, reader: Reader) -> Answer[TotalRow]:
        """Answer over a reader."""
        totals = reader.totals(self.what)
        names = self.called_so(self.names(reader, list(totals)))
        order = ordering(self.sort, names, totals)
        shown = sorted(names, key=order)[: self.limit]
        nodes = reader.nodes(shown)
        rows = tuple(self.row(nodes[id], totals[id]) for id in shown)
        return Answer(self.to_json(), rows, self.notes(len(names)), tuple(nodes.values()))

    def row(self, node: Node, total: Total) -> TotalRow:
        """Return the row of a node."""
        said = total._asdict()
        people = said.pop("people")
        return TotalRow(id=node.id, kind=node.kind, name=node.name, people_with=people, **said)

    def cypher(self, reader: Reader) -> Statement:
        """Return the statement that counts, without filter and order."""
        from ..graph.neo4j.statements import statement

        return statement(self.what), {}


def ordering(
    sort: str, names: Mapping[str, str], totals: Mapping[str, Any]
) -> Callable[[str], tuple[Any, ...]]:
    """Return the sort key of an id: the most or the last first, then by name and id.

    ``totals`` have ``people``, ``months`` or ``last``, whichever is asked for.
    """

    def key(id: str) -> tuple[Any, ...]:
        if sort == "name":
            return (plain(names[id]), id)
        value = getattr(totals[id], sort)
        if sort == "last":
            value = None if value is None else last_month(value)
        return (-(value or 0), plain(names[id]), id)

    return key
