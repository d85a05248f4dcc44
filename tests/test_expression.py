"""Terms and boolean expressions: what they mean, and what the errors say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.errors import UsageError
from commonground.queries.find.expression import (
    And,
    Expression,
    Not,
    Or,
    Predicate,
    conjunction,
    leaves,
    parsed,
)

GO, KAFKA, NATS, PHP = Predicate("Go"), Predicate("Kafka"), Predicate("NATS"), Predicate("PHP")


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Temporal", Predicate("Temporal")),
        ("Temporal:12m", Predicate("Temporal", months=12)),
        ("Temporal:2y", Predicate("Temporal", months=24)),
        ("Go:current", Predicate("Go", current=True)),
        ("Kafka:since=2023", Predicate("Kafka", since="2023")),
        ("Kafka:12m:since=2023-05", Predicate("Kafka", months=12, since="2023-05")),
        ("Kafka:since=2023:current:1y", Predicate("Kafka", months=12, since="2023", current=True)),
        ("saga   pattern:6m", Predicate("saga pattern", months=6)),
        ("zero-knowledge proof", Predicate("zero-knowledge proof")),
        ("skill:go-lang:12m", Predicate("skill:go-lang", months=12)),
        ("at=Zion Works:12m", Predicate("Zion Works", "at", 12)),
        ("in = Oman", Predicate("Oman", "in")),
        ('"saga: the pattern":3m', Predicate("saga: the pattern", months=3)),
        ("C++", Predicate("C++")),
        ("Go^2", Predicate("Go", weight=2)),
        ("Go:12m^0.5", Predicate("Go", months=12, weight=0.5)),
        ("Go^2:12m", Predicate("Go", months=12, weight=2)),
        ("Rust?", Predicate("Rust", optional=True)),
        ("Rust:current?^3", Predicate("Rust", current=True, weight=3, optional=True)),
        ('"what?"', Predicate("what?")),
        ('"what?"?', Predicate("what?", optional=True)),
        ("title=senior engineer:2y", Predicate("senior engineer", "title", 24)),
        ("level=senior?", Predicate("senior", "level", optional=True)),
        ("years = 5", Predicate("5", "years")),
        ("degree=master", Predicate("master", "degree")),
        ("language=German", Predicate("German", "language")),
        ("research and development", Predicate("research and development")),
        ("Oregon", Predicate("Oregon")),
    ],
)
def test_one_argument_is_one_term(text: str, term: Predicate) -> None:
    assert parsed(text) == term


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("Go AND Kafka", And((GO, KAFKA))),
        ("Go OR Kafka AND NATS", Or((GO, And((KAFKA, NATS))))),
        ("NOT Go AND Kafka", And((Not(GO), KAFKA))),
        ("NOT (Go AND Kafka)", Not(And((GO, KAFKA)))),
        ("(Go OR Kafka) AND NATS", And((Or((GO, KAFKA)), NATS))),
        ("Go AND(Kafka OR NATS)AND NOT PHP", And((GO, Or((KAFKA, NATS)), Not(PHP)))),
        ("NOT NOT Go", Not(Not(GO))),
        ("saga pattern AND Go:12m", And((Predicate("saga pattern"), Predicate("Go", months=12)))),
        ('"AND gate" OR Go', Or((Predicate("AND gate"), GO))),
        ('"saga pattern"', Predicate("saga pattern")),
        ("(Go)", GO),
        (
            "at=Zion Works AND in=Oman",
            And((Predicate("Zion Works", "at"), Predicate("Oman", "in"))),
        ),
    ],
)
def test_operators_bind_not_before_and_before_or(text: str, meaning: Expression) -> None:
    assert parsed(text) == meaning


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Go AND", "a term is wanted at character 7, where the end stands"),
        ("AND Go", "a term is wanted at character 1, where 'AND' stands"),
        ("Go AND (Kafka", "a closing parenthesis is wanted at character 14"),
        ("Go) AND Kafka", "AND or OR is wanted at character 3, where ')' stands"),
        ("Go NOT Kafka", "AND or OR is wanted at character 4, where 'NOT' stands"),
        ("(Go) Kafka", "AND or OR is wanted at character 6, where 'Kafka' stands"),
        ("()", "a term is wanted at character 2"),
        ('Go AND "Kafka', "the quote at character 8 is not closed"),
        (":12m", "names nothing"),
        ("", "names nothing"),
        ("Go:12m:2y", "says the same condition twice"),
        ("Go:since=2020:since=2021", "says the same condition twice"),
    ],
)
def test_errors_say_where_and_what_is_wanted(text: str, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        parsed(text)
    assert said in str(caught.value)


@pytest.mark.parametrize("text", ["(" * 5000 + "Go" + ")" * 5000, "NOT " * 5000 + "Go"])
def test_hostile_nesting_is_a_usage_error(text: str) -> None:
    with pytest.raises(UsageError, match="at most 100 levels"):
        parsed(text)


def test_several_arguments_are_all_wanted_and_flat() -> None:
    assert conjunction(("Go", "Kafka AND NATS")) == And((GO, KAFKA, NATS))
    assert conjunction(("Go OR Kafka", "NATS")) == And((Or((GO, KAFKA)), NATS))
    assert conjunction(("Go", "at=Zion", "in=Oman")) == And(
        (GO, Predicate("Zion", "at"), Predicate("Oman", "in"))
    )


def test_a_quote_in_a_label_does_not_survive_and_breaks_nothing() -> None:
    assert str(Predicate('"Nor"way"', "in")) == "in=Norway"


def test_asking_nothing_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="say what to look for"):
        conjunction(())


labels = st.text("abcAND :=()NOTRmcurent12?^.", min_size=1, max_size=12).map(
    lambda text: " ".join(text.split())
)
terms = st.builds(
    Predicate,
    labels.filter(bool),
    st.sampled_from(["", "at", "in", "title", "school", "years"]),
    st.integers(0, 200),
    st.sampled_from([None, "2020", "2021-07"]),
    st.booleans(),
    st.sampled_from([1, 2, 0.5, 12.25, 100]),
    st.booleans(),
)
# Refused when it is read: what only chooses has no weight, and what is optional is not ruled out.
terms = terms.filter(lambda one: not one.field or one.optional or one.weight == 1)


def _several(parts: st.SearchStrategy[Expression]) -> st.SearchStrategy[tuple[Expression, ...]]:
    return st.lists(parts, min_size=2, max_size=3).map(tuple)


expressions = st.recursive(
    terms,
    lambda parts: st.one_of(
        _several(parts).map(And),
        _several(parts).map(Or),
        parts.filter(lambda part: not any(term.optional for term, _ in leaves(part))).map(Not),
    ),
    max_leaves=6,
)


@given(expressions)
def test_what_is_written_is_read_as_the_same(expression: Expression) -> None:
    assert _flat(parsed(str(expression))) == _flat(expression)


def _flat(expression: Expression) -> Expression:
    """Parentheses around the same operator mean nothing and are not written."""
    match expression:
        case And(parts) | Or(parts):
            kind = type(expression)
            flat = [_flat(part) for part in parts]
            inner = [p.parts if isinstance(p, kind) else (p,) for p in flat]
            return kind(tuple(one for group in inner for one in group))
        case Not(part):
            return Not(_flat(part))
        case _:
            return expression


@pytest.mark.parametrize("label", [":", "1:", "a b:", "Go:current", "at=x", "AND", "a?", "b^2"])
def test_a_label_that_looks_like_something_else_is_written_in_quotes(label: str) -> None:
    assert parsed(str(Predicate(label))) == Predicate(label)
    assert parsed(str(Predicate(label, months=3))) == Predicate(label, months=3)
