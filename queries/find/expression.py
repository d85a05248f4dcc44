"""What a question about a stack may say: terms, AND, OR, NOT and parentheses.

``Temporal``, ``Temporal:12m`` (at least 12 months; ``2y`` is 24), ``Go:current``,
``Kafka:since=2023`` (last used then or later), several conditions in a row. Fields choose people by
something else: ``at=EMPLOYER``, ``title=WORDS`` (of any role), ``school=``, ``degree=`` and
``field=`` take conditions too; ``in=PLACE``, ``level=senior`` (of the latest role),
``language=German`` (that people speak) and ``years=5`` (of all dated roles) take none.

``Go^2`` counts twice in a score. ``Rust?`` is optional: it scores where it is there and leaves
nobody out; an optional field (``in=Berlin?``) does so too. After a parenthesis both are said of
each term in it. What is under NOT cannot be optional.

NOT binds before AND, AND before OR; the operators are written in capitals. Words side by side are
one label, and quotes keep a label together that looks like something else.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, Literal, NoReturn, TypeAlias, cast, get_args

from ...errors import UsageError, quoted

Field: TypeAlias = Literal[
    "", "at", "in", "title", "level", "school", "degree", "field", "language", "years"
]
FIELDS: Final[tuple[Field, ...]] = get_args(Field)[1:]

# Words take quoted parts in, so that `at="A (B)"` is one; a quote that never closes is told apart.
_TOKEN: Final = re.compile(r'\s*(?:(?P<mark>[()])|(?P<word>(?:"[^"]*"|[^\s()"])+)|(?P<bad>"))')
# The parser recurses, and a hostile argument must not reach Python's own limit.
_DEEPEST: Final = 100
_OPERATORS: Final = frozenset({"AND", "OR", "NOT"})
# Operators are capitals between spaces: "research and development" is a label.
_EXPRESSION: Final = re.compile(r'[()"]|(?:^|\s)(?:AND|OR|NOT)(?=\s|$)')
# At most four digits: nobody has worked for 10,000 months.
_CONDITION: Final = re.compile(
    r"(?P<count>\d{1,4})(?P<unit>[my])|(?P<current>current)"
    r"|since=(?P<since>\d{4}(?:-(?:0[1-9]|1[0-2]))?)"
)
_FIELD: Final = re.compile(rf"(?P<field>{'|'.join(FIELDS)})\s*=\s*(?P<label>.*)\Z", re.DOTALL)
# What stands last: a weight of at most two decimals, or the mark of what is optional.
_MARK: Final = re.compile(r"\s*(?:\?|\^(?P<weight>\d{1,3}(?:\.\d{1,2})?))\s*\Z")
_HEAVIEST: Final = 100


@dataclass(frozen=True, slots=True)
class Predicate:
    """One term: a concept's label, or with a ``field`` an employer ("at"), a place ("in") and so on.

    ``months`` is the least number of months, ``since`` the month (ISO) of the last use or later;
    ``weight`` multiplies its score, and what is ``optional`` scores and leaves nobody out.
    """

    label: str
    field: Field = ""
    months: int = 0
    since: str | None = None
    current: bool = False
    weight: float = 1
    optional: bool = False

    @property
    def conditions(self) -> tuple[str, ...]:
        """Return the conditions as they are written."""
        said = [f"{self.months}m"] if self.months else []
        said += ["current"] if self.current else []
        return tuple(said + ([f"since={self.since}"] if self.since else []))

    @property
    def bare(self) -> Predicate:
        """Return the term without its conditions."""
        return replace(self, months=0, since=None, current=False)

    @property
    def marks(self) -> str:
        """Return weight and option as they are written."""
        return (f"^{self.weight:g}" if self.weight != 1 else "") + "?" * self.optional

    @property
    def scores(self) -> bool:
        """Return whether it ranks people: a field that chooses them has nothing to tell apart."""
        return not self.field or self.optional

    def __str__(self) -> str:
        label = _written(self.label)
        named = f"{self.field}={label}" if self.field else label
        return ":".join((named, *self.conditions)) + self.marks


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold."""

    parts: tuple[Expression, ...]

    def __str__(self) -> str:
        return " AND ".join(_inside(part, Or) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """At least one part holds."""

    parts: tuple[Expression, ...]

    def __str__(self) -> str:
        return " OR ".join(map(str, self.parts))


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Expression

    def __str__(self) -> str:
        return "NOT " + _inside(self.part, And, Or)


Expression: TypeAlias = Predicate | And | Or | Not


def leaves(expression: Expression, wanted: bool = True) -> Iterator[tuple[Predicate, bool]]:
    """Give every term with whether it is asked for (True) or ruled out."""
    match expression:
        case Predicate():
            yield expression, wanted
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part, wanted)
        case Not(part):
            yield from leaves(part, not wanted)


def holds_anyway(expression: Expression) -> bool:
    """Return whether everybody satisfies an expression, for what it asks is optional.

    >>> holds_anyway(parsed("Go? AND (Kafka OR NATS?)")), holds_anyway(parsed("Go AND NATS?"))
    (True, False)
    """
    match expression:
        case Predicate(optional=optional):
            return optional
        case And(parts):
            return all(map(holds_anyway, parts))
        case Or(parts):
            return any(map(holds_anyway, parts))
        case Not():
            return False


def conjunction(arguments: Iterable[str]) -> Expression:
    """Return what several arguments ask together: all of them, or what operators among them say.

    >>> str(conjunction(("Temporal:12m", "Go")))
    'Temporal:12m AND Go'
    >>> str(conjunction(("Go", "OR", "Kafka"))), str(conjunction(("Go", "NOT", "PHP")))
    ('Go OR Kafka', 'Go AND NOT PHP')

    Raises:
        UsageError: nothing is asked, or an argument cannot be read.
    """
    given = [text.strip() for text in arguments]
    if any(text in _OPERATORS for text in given):
        return parsed(_in_one(given))
    parts = [parsed(text) for text in given]
    flat = [one for part in parts for one in (part.parts if isinstance(part, And) else (part,))]
    if not flat:
        raise UsageError("say what to look for, as in Temporal, Temporal:12m or 'Go AND Kafka'")
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def parsed(text: str) -> Expression:
    """Return what one argument asks: a term, or a whole expression.

    >>> parsed("saga pattern:2y")
    Predicate(label='saga pattern', field='', months=24, since=None, current=False)
    >>> str(parsed("Go AND (Kafka OR NATS) AND NOT PHP"))
    'Go AND (Kafka OR NATS) AND NOT PHP'

    Raises:
        UsageError: it cannot be read; the sentence says at which character and what is wanted.
    """
    if _EXPRESSION.search(text):
        return _ExpressionParser(text).whole()
    return asked(text)


def asked(text: str) -> Predicate:
    """Return one term with its conditions.

    Raises:
        UsageError: the term is empty or says a condition twice.
    """
    rest, marks = _unmarked(text)
    parts = _outside_quotes(rest)
    found: list[re.Match[str]] = []
    # Conditions are read from the end: a label may hold colons itself.
    while len(parts) > 1 and (match := _CONDITION.fullmatch(parts[-1].strip())):
        found.append(match)
        parts.pop()
    named, before = _unmarked(":".join(parts))
    field, label = _labelled(named)
    if not label:
        raise UsageError(f"{quoted(text)} names nothing: write a label before the conditions")
    return _marked(text, _conditioned(text, Predicate(label, field), found), [*before, *marks])


def _in_one(arguments: list[str]) -> str:
    """Return arguments as one expression, where a shell has parted one at its blanks."""
    text, before = "", "AND"
    for argument in arguments:
        if before not in _OPERATORS and argument not in {"AND", "OR"}:
            if "OR" in arguments and argument != "NOT":
                _refuse_side_by_side(arguments, before, argument)
            text += " AND"
        whole = argument in _OPERATORS or not _EXPRESSION.search(argument)
        text += f" {argument}" if whole else f" ({argument})"
        before = argument
    return text.strip()


def _refuse_side_by_side(arguments: list[str], before: str, after: str) -> NoReturn:
    # With an OR about, "A OR B C" may mean two things.
    at = next(
        number for number, pair in enumerate(pairwise(arguments), 1) if pair == (before, after)
    )
    line = " ".join([*arguments[:at], "AND", *arguments[at:]])
    raise UsageError(
        f"say AND or OR between {quoted(before)} and {quoted(after)}, "
        f"as in: commonground find {shlex.quote(line)}"
    )


def _unmarked(text: str) -> tuple[str, list[re.Match[str]]]:
    """Return a text without the marks at its end, and these."""
    found: list[re.Match[str]] = []
    while match := _MARK.search(text):
        found.append(match)
        text = text[: match.start()]
    return text, found


def _marked(text: str, term: Predicate, marks: list[re.Match[str]]) -> Predicate:
    weights = [float(mark["weight"]) for mark in marks if mark["weight"]]
    if len(weights) > 1:
        raise UsageError(f"{quoted(text)} says its weight twice; keep one of them")
    optional = len(weights) < len(marks)
    return _weighed(text, term, weights[0] if weights else 1, optional)


def _weighed(text: str, term: Predicate, weight: float, optional: bool) -> Predicate:
    """Return a term whose score counts so many times more, optional where it or this says so."""
    # Two decimals, as they are written: what is written is read as the same.
    heavier = round(term.weight * weight, 2)
    weighed = replace(term, weight=heavier, optional=term.optional or optional)
    if not 0 < weighed.weight <= _HEAVIEST:
        raise UsageError(f"{quoted(text)}: a weight is above 0 and at most {_HEAVIEST}")
    if weighed.weight != 1 and not weighed.scores:
        better = replace(weighed, optional=True)
        raise UsageError(
            f"{quoted(text)}: what only chooses people scores nothing; write {better} or leave "
            "the weight out"
        )
    return weighed


def _written(label: str) -> str:
    """Quote a label that would be read as something else; quotes inside of it cannot be written."""
    label = " ".join(label.replace('"', "").split())
    _, colon, last = label.rpartition(":")
    # A label that ends like a condition, or in a bare colon, would lose that end.
    ends = bool(colon) and (not last.strip() or _CONDITION.fullmatch(last.strip()))
    special = ends or any(
        (_EXPRESSION.search(label), _FIELD.match(label), _MARK.search(label))
    )
    return f'"{label}"' if special else label


def _conditioned(text: str, term: Predicate, found: list[re.Match[str]]) -> Predicate:
    months: list[int] = []
    since: list[str] = []
    for match in found:
        if match["count"]:
            months.append(int(match["count"]) * (12 if match["unit"] == "y" else 1))
        elif match["since"]:
            since.append(match["since"])
    current = any(match["current"] for match in found)
    # `Go:1y:2y` means neither; the user has to say which.
    if len(months) > 1 or len(since) > 1:
        raise UsageError(f"{quoted(text)} says the same condition twice; keep one of them")
    least, latest = (months or [0])[0], since[0] if since else None
    return replace(term, months=least, since=latest, current=current)


def _labelled(text: str) -> tuple[Field, str]:
    match = _FIELD.match(text.strip())
    label = match["label"] if match else text
    clean = " ".join(label.replace('"', "").split())
    return cast(Field, match["field"]) if match else "", clean


def _outside_quotes(text: str) -> list[str]:
    """Split at colons that stand outside quotes."""
    parts = re.findall(r'(?:"[^"]*"|[^:"]|")*(?::|\Z)', text)
    return [part.removesuffix(":") for part in parts if part] or [""]


@dataclass(frozen=True, slots=True)
class _Token:
    kind: Literal["mark", "operator", "term", "end"]
    text: str
    place: int


class _ExpressionParser:
    """Recursive descent over the tokens of one expression."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = list(_tokens(text))
        self._next = 0
        self._depth = 0

    def whole(self) -> Expression:
        expression = self._disjunction()
        if self._peek().kind != "end":
            self._fail("AND or OR")
        return expression

    def _disjunction(self) -> Expression:
        parts = [self._conjunction()]
        while self._take("OR"):
            parts.append(self._conjunction())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _conjunction(self) -> Expression:
        parts = [self._single()]
        while self._take("AND"):
            parts.append(self._single())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _single(self) -> Expression:
        self._depth += 1
        if self._depth > _DEEPEST:
            self._fail(f"an expression of at most {_DEEPEST} levels")
        expression = self._one()
        self._depth -= 1
        return expression

    def _one(self) -> Expression:
        if self._take("NOT"):
            return self._ruled_out(self._single())
        if self._take("("):
            inner = self._disjunction()
            if not self._take(")"):
                self._fail("a closing parenthesis")
            return self._with_marks(inner)
        token = self._peek()
        if token.kind != "term":
            self._fail("a term")
        self._next += 1
        return asked(token.text)

    def _ruled_out(self, part: Expression) -> Expression:
        if optional := [term for term, _ in leaves(part) if term.optional]:
            _refuse_optional(self._text, optional[0])
        return Not(part)

    def _with_marks(self, part: Expression) -> Expression:
        """Return what stood in parentheses with the marks behind them said of each of its terms."""
        token = self._peek()
        rest, marks = _unmarked(token.text) if token.kind == "term" else ("", [])
        if rest or not marks:
            return part
        self._next += 1
        group = _marked(token.text, Predicate("all", "", optional=False), marks)
        return _each_weighed(self._text, part, group)

    def _take(self, text: str) -> bool:
        token = self._peek()
        taken = token.kind in {"mark", "operator"} and token.text == text
        self._next += taken
        return taken

    def _peek(self) -> _Token:
        return self._tokens[self._next]

    def _fail(self, wanted: str) -> NoReturn:
        token = self._peek()
        found = "the end" if token.kind == "end" else repr(token.text)
        raise UsageError(
            f"cannot read {quoted(self._text)}: {wanted} is wanted at character {token.place + 1}, "
            f"where {found} stands"
        )


def _tokens(text: str) -> Iterator[_Token]:
    """Give marks, operators, and terms of one or several words side by side."""
    start = end = -1
    for match in _TOKEN.finditer(text.rstrip()):
        kind = match.lastgroup
        place = match.start(kind or 0)
        if kind == "bad":
            raise UsageError(
                f"cannot read {quoted(text)}: the quote at character {place + 1} is not closed"
            )
        word = match[kind or 0]
        if kind == "word" and word not in _OPERATORS:
            start, end = (place if start < 0 else start), match.end()
            continue
        if start >= 0:
            yield _Token("term", text[start:end], start)
            start = -1
        yield _Token("operator" if kind == "word" else "mark", word, place)
    if start >= 0:
        yield _Token("term", text[start:end], start)
    yield _Token("end", "", len(text))


def _refuse_optional(text: str, part: Expression) -> NoReturn:
    raise UsageError(
        f"cannot read {quoted(text)}: what is under NOT cannot be optional, "
        f"as {quoted(str(part))} is"
    )


def _each_weighed(text: str, part: Expression, group: Predicate) -> Expression:
    match part:
        case Predicate():
            # A field that only chooses stays as it is: there is no score to count twice.
            scores = part.scores or group.optional
            return _weighed(text, part, group.weight, group.optional) if scores else part
        case And(parts) | Or(parts):
            return type(part)(tuple(_each_weighed(text, one, group) for one in parts))
        case Not():
            if group.optional:
                _refuse_optional(text, part)
            return part


def _inside(part: Expression, *looser: type) -> str:
    return f"({part})" if isinstance(part, looser) else str(part)
