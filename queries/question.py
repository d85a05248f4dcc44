"""What a question is: a frozen value of plain arguments that any reader can answer.

A question knows no graph: an HTTP call, an agent and a command line can make one before any graph
is open. It is checked when it is made; what its words mean is found out when it is asked.
"""

from __future__ import annotations

import re
import shlex
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, replace
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Final,
    Generic,
    Literal,
    Self,
    TypeAlias,
    TypeVar,
    get_args,
)

from ..errors import NotFound, UsageError, quoted
from ..graph.display import json_name
from ..graph.model import Node
from ..graph.opening import Graph, asked
from .answer import Answer, Row

if TYPE_CHECKING:
    from ..graph.reader import Reader

R = TypeVar("R", bound=Row)

_NAMED: Final = 3
"""Damaged documents that a note names; ``info`` lists all."""

_ALL: Final = "; -n 0 for all"
_COUNTED: Final = re.compile("[0-9,]+ of [0-9,]+ .+ (?:is|are) shown")
_DAMAGED: Final = "of the documents cannot be read back and are left out"

Named: TypeAlias = Node | str
"""A node, or what it is called: a name, e-mail address, document, label or id."""

Statement: TypeAlias = tuple[str, dict[str, Any]]
"""A text in a query language with its parameters."""

PERSON: Final = "a name, e-mail, id or document"


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument, described once for the command line, forms, agents and the documentation.

    A ``text`` is a whole document's, of which the command line takes the file. A ``flag`` is true
    or false, and an option.

    ``name`` is the field of the question that it fills; ``kind`` what its text is. One that is
    ``many`` fills a tuple. With ``flags`` it is an option, else it goes by its place.
    """

    name: str
    help: str
    kind: Literal["term", "person", "node", "count", "text", "flag"] = "person"
    metavar: str = ""
    many: bool = False
    flags: tuple[str, ...] = ()
    unbounded: bool = False
    """Whether None is a value: no bound, any, or nothing of the kind."""
    choices: tuple[str, ...] = ()
    """The only values there are."""
    most: int = 1_000_000
    """The largest count: what goes beyond it is a slip, or meant to hold others up."""


LIMIT: Final = Argument("limit", "the most rows", "count", flags=("-n", "--limit"), unbounded=True)


class Question(ABC, Generic[R]):
    """A question; a subclass is a frozen dataclass whose fields are strings, numbers and tuples.

    ``columns`` are the columns of a table of the rows, each a key of the printed row or
    ``title=key``; ``under`` says what stands under a row there: the ``terms`` of its score, or its
    ``pairs`` where two are compared, the ``people`` or ``steps`` that it names, what was ``used``,
    the ``lines`` that it cites, or these with the ``commands`` that decide. A CSV has no room under
    a row, and ``beside`` for it, columns as well. One that ``explains`` says of each term what it
    is made of: information, depth, recency, and share and weight where they are not one.
    """

    name: ClassVar[str]
    summary: ClassVar[str]
    examples: ClassVar[tuple[str, ...]]
    arguments: ClassVar[tuple[Argument, ...]]
    columns: ClassVar[tuple[str, ...]]
    beside: ClassVar[tuple[str, ...]] = ()
    under: ClassVar[
        Literal["terms", "pairs", "people", "steps", "used", "commands", "lines", "nothing"]
    ] = "lines"
    explains: ClassVar[bool] = False

    def __post_init__(self) -> None:
        """Check the arguments.

        Raises:
            UsageError: one is missing or not of its kind; the sentence names it.
        """
        for argument in self.arguments:
            value = _checked(self.name, argument, getattr(self, argument.name))
            object.__setattr__(self, argument.name, value)

    @abstractmethod
    def answer(self, reader: Reader) -> Answer[R]:
        """Answer over a reader.

        Raises:
            NotFound, AmbiguousName: a name means nothing, or several things.
        """

    @abstractmethod
    def title(self, names: Mapping[str, str]) -> str:
        """Return the question in words; ``names`` says what is called how, by id."""

    def shown(self) -> tuple[str, ...]:
        """Return the columns of a table of its rows: all, but for what it does not ask for."""
        return self.columns

    def ask(self, graph: Graph) -> Answer[R]:
        """Answer over a graph; of an empty one the answer, or the error, says that it is empty."""
        answer = asked(graph, lambda reader: _noted(self._told(reader, graph), graph))
        return replace(answer, row_class=self.row_class())

    def answer_of(self, graph: Graph, reader: Reader) -> Answer[R]:
        """Answer over a graph's reader; a question that asks more than the reader says so here."""
        return self.answer(reader)

    def _told(self, reader: Reader, graph: Graph) -> Answer[R]:
        try:
            answer = self.answer_of(graph, reader)
        except NotFound:
            if reader.population():
                raise
            raise NotFound(empty()) from None
        if answer.rows or reader.population():
            return answer
        return replace(answer, notes=(empty(),))

    def cypher(self, reader: Reader) -> Statement:
        """Return the statement and parameters by which a Neo4j server is asked.

        Of a question that takes several round trips, the one that decides who or what is answered.

        Raises:
            UsageError: the question has no Cypher.
            NotFound, AmbiguousName: as ``answer``.
        """
        raise UsageError(f"{self.name} has no Cypher of its own")

    def sparql(self, reader: Reader) -> str:
        """Return a SELECT on the RDF projection that finds the same, without scores and lines.

        Raises:
            UsageError: the question has no SPARQL.
            NotFound, AmbiguousName: as ``answer``.
        """
        raise UsageError(f"{self.name} has no SPARQL of its own")

    def to_json(self) -> dict[str, Any]:
        """Return the question as plain values; what is as it would be anyway is left out."""
        own = {one: getattr(self, one.name) for one in self.arguments}
        told = {one: v for one, v in own.items() if v != default_of(type(self), one)}
        plain = {json_name(one.name): list(v) if one.many else v for one, v in told.items()}
        return {"question": self.name, **plain}

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> Self:
        """Return the question of plain values, as ``to_json`` gives them or an answer prints them.

        Raises:
            UsageError: an argument is missing, unknown or not of its kind.
        """
        names = {json_name(one.name): one.name for one in cls.arguments}
        # What an answer prints says beside the id of a person what they are called.
        given = {key: _id(value) for key, value in plain.items() if key not in {"question", "name"}}
        return cls._made({names.get(key, key): value for key, value in given.items()})

    @classmethod
    def of(cls, *arguments: Named, **options: Any) -> Self:
        """Return the question of arguments in their order, and options by name.

        Raises:
            UsageError: there are more or fewer than it takes, or one is not of its kind.
        """
        placed = [one for one in cls.arguments if not one.flags]
        values: list[Any] = [_text(one) for one in arguments]
        # Only the last argument can take several: what follows it could not be told from them.
        if placed and placed[-1].many:
            before = len(placed) - 1
            values = [*values[:before], tuple(values[before:])]
        if len(values) > len(placed):
            wanted = ", ".join(one.name for one in placed) or "none"
            raise UsageError(f"{cls.name} takes these arguments in order: {wanted}")
        given = dict(zip((one.name for one in placed), values, strict=False))
        if twice := sorted(name for name in given.keys() & options.keys() if given[name]):
            raise UsageError(f"{cls.name} is given its {json_name(twice[0])} twice")
        return cls._made({**given, **options})

    @classmethod
    def _made(cls, given: Mapping[str, Any]) -> Self:
        if strange := sorted(given.keys() - {one.name for one in cls.arguments}):
            raise UsageError(f"{cls.name} has no argument {quoted(strange[0])}")
        for argument in cls.arguments:
            if argument.name not in given and is_needed(cls, argument):
                raise UsageError(f"{cls.name} needs its {json_name(argument.name)}")
        return cls(**given)

    @classmethod
    def row_class(cls) -> type[Row]:
        """Return the class of its answer's rows, which is its parameter: ``Question[FindRow]``."""
        bases = (base for one in cls.__mro__ for base in getattr(one, "__orig_bases__", ()))
        found = (given for base in bases for given in get_args(base))
        return next((one for one in found if isinstance(one, type) and issubclass(one, Row)), Row)

    @classmethod
    def languages(cls) -> tuple[str, ...]:
        """Return the query languages that it can be written in."""
        # A question has a language where it says how, in its own class or one between.
        own = {"cypher": cls.cypher, "sparql": cls.sparql}
        return tuple(name for name in own if getattr(cls, name) is not getattr(Question, name))


def empty(address: str = "") -> str:
    """Say that nobody is in a graph, and how that is changed.

    Answers say it without an address, for they are the same wherever a graph lies.
    """
    which = f"-g {shlex.quote(address)} " if address else ""
    return f"the graph is empty: `commonground {which}load FOLDER` fills it"


def _noted(answer: Answer[R], graph: Graph) -> Answer[R]:
    """Return an answer with what is to be said of the graph that gave it."""
    damaged: Callable[[], Sequence[str]] | None = getattr(graph, "damaged", None)
    keys = damaged() if damaged else ()
    return replace(answer, notes=(*answer.notes, left_out(keys))) if keys else answer


def left_out(damaged: Sequence[str]) -> str:
    """Say which documents an answer does without, and how they come back."""
    named = ", ".join(damaged[:_NAMED]) + (" …" if len(damaged) > _NAMED else "")
    return (
        f"{len(damaged)} {_DAMAGED} ({named}): load their files again, or see `commonground check`"
    )


def shown_of(count: int, whole: int, what: str = "people") -> tuple[str, ...]:
    """Return the note that says how many of the people, or rows, are shown, where not all are."""
    return (f"{count:,} of {whole:,} {what} are shown{_ALL}",) if count < whole else ()


def is_warning(note: str) -> bool:
    """Return whether a note says that an answer is not what it should be; most are remarks."""
    return _DAMAGED in note


def without_counts(notes: Iterable[str]) -> tuple[str, ...]:
    """Return notes but for those that say how many of the rows are shown."""
    return tuple(note for note in notes if not _COUNTED.match(note))


def without_options(notes: Iterable[str]) -> tuple[str, ...]:
    """Return notes without what is typed at a command line to see all rows."""
    return tuple(note.removesuffix(_ALL) for note in notes)


def default_of(question: type[Question[Any]], argument: Argument) -> Any:
    """Return the value of an argument that is not given; ``MISSING`` where it must be."""
    return next(one.default for one in _fields(question) if one.name == argument.name)


def is_needed(question: type[Question[Any]], argument: Argument) -> bool:
    """Return whether a question cannot be made without an argument."""
    return default_of(question, argument) is MISSING


def joined(parts: Iterable[str], last: str = "and") -> str:
    """Return ``a, b and c``."""
    items = list(parts)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def _fields(question: type[Question[Any]]) -> Sequence[Any]:
    return fields(question)  # type: ignore[arg-type]  # each subclass is a dataclass


def _checked(question: str, argument: Argument, value: Any) -> Any:
    place = f"{question}: {json_name(argument.name)}"
    if argument.many:
        if isinstance(value, str) or not isinstance(value, Iterable):
            raise UsageError(f"{place} takes a list, not {quoted(value)}")
        return tuple(_checked_text(place, one) for one in value)
    if value is None and argument.unbounded:
        return None
    if argument.kind == "flag":
        if not isinstance(value, bool):
            raise UsageError(f"{place} is true or false, not {quoted(value)}")
        return value
    if argument.choices and value not in argument.choices:
        wanted = joined(argument.choices, "or")
        raise UsageError(f"{place} is {wanted}, not {quoted(value)}")
    if argument.kind == "count":
        # True is an int to Python, and a limit of one to nobody.
        if type(value) is not int or not 1 <= value <= argument.most:
            wanted = f"a whole number above zero, at most {argument.most:,}"
            raise UsageError(f"{place} is {wanted}, not {quoted(value)}")
        return value
    return _checked_text(place, value)


def _checked_text(place: str, value: Any) -> str:
    text = _text(value)
    if not isinstance(text, str) or not text.strip():
        raise UsageError(f"{place} is a name or an id, not {quoted(value)}")
    return text


def _text(value: Any) -> Any:
    return value.id if isinstance(value, Node) else value


def _id(value: Any) -> Any:
    """Return the id of what an answer names as ``{"id", "name"}``; of a list, of each."""
    if isinstance(value, Mapping):
        return value.get("id")
    return [_id(one) for one in value] if isinstance(value, list | tuple) else value
