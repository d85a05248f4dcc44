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
from typing import Final, Literal, NoReturn, cast

from ...errors import UsageError, quoted
from .marks import each_weighed, marked, refuse_optional, unmarked
from .terms import (
    CONDITION,
    EXPRESSION,
    FIELD,
    FIELDS,
    And,
    Expression,
    Field,
    Not,
    Or,
    Predicate,
    holds_anyway,
    leaves,
)

__all__ = [
    "FIELDS",
    "And",
    "Expression",
    "Field",
    "Not",
    "Or",
    "Predicate",
    "asked",
    "conjunction",
    "holds_anyway",
    "leaves",
    "parsed",
]


# Words take quoted parts in, so that `at="A (B)"` is one; a quote that never closes is told apart.
_TOKEN: Final = re.compile(r'\s*(?:(?P<mark>[()])|(?P<word>(?:"[^"]*"|[^\s()"])+)|(?P<bad>"))')
# The parser recurses, and a hostile argument must not reach Python's own limit.
_DEEPEST: Final = 100
_OPERATORS: Final = frozenset({"AND", "OR", "NOT"})


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

    >>> str(parsed("saga  pattern:2y^2?"))
    'saga pattern:24m^2?'
    >>> str(parsed("Go AND (Kafka OR NATS) AND NOT PHP"))
    'Go AND (Kafka OR NATS) AND NOT PHP'

    Raises:
        UsageError: it cannot be read; the sentence says at which character and what is wanted.
    """
    if EXPRESSION.search(text):
        return _ExpressionParser(text).whole()
    return asked(text)


def asked(text: str) -> Predicate:
    """Return one term with its conditions.

    Raises:
        UsageError: the term is empty or says a condition twice.
    """
    rest, marks = unmarked(text)
    parts = _outside_quotes(rest)
    found: list[re.Match[str]] = []
    # Conditions are read from the end: a label may hold colons itself.
    while len(parts) > 1 and (match := CONDITION.fullmatch(parts[-1].strip())):
        found.append(match)
        parts.pop()
    named, before = unmarked(":".join(parts))
    field, label = _labelled(named)
    if not label:
        raise UsageError(f"{quoted(text)} names nothing: write a label before the conditions")
    return marked(text, _conditioned(text, Predicate(label, field), found), [*before, *marks])


def _in_one(arguments: list[str]) -> str:
    """Return arguments as one expression, where a shell has parted one at its blanks."""
    text, before = "", "AND"
    for argument in arguments:
        if before not in _OPERATORS and argument not in {"AND", "OR"}:
            if "OR" in arguments and argument != "NOT":
                _refuse_side_by_side(arguments, before, argument)
            text += " AND"
        whole = argument in _OPERATORS or not EXPRESSION.search(argument)
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


def _conditioned(text: str, term: Predicate, found: list[re.Match[str]]) -> Predicate:
    if not found:
        return term
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
    match = FIELD.match(text.strip())
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
            refuse_optional(self._text, optional[0])
        return Not(part)

    def _with_marks(self, part: Expression) -> Expression:
        """Return what stood in parentheses with the marks behind them said of each of its terms."""
        token = self._peek()
        rest, marks = unmarked(token.text) if token.kind == "term" else ("", [])
        if rest or not marks:
            return part
        self._next += 1
        group = marked(token.text, Predicate("all", "", optional=False), marks)
        return each_weighed(self._text, part, group)

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
