"""Sure keys join only names that go together, all of a group, in whatever order they come."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.graph.identity.grouping import MOST_NAMES, Mention, group
from commonground.graph.identity.person_names import Name, fullest, may_be_one, words
from commonground.graph.model import Decision

EMAIL = ("email:ada@x.example",)


def _groups(*mentions: Mention, same: tuple[str, str] | None = None) -> set[frozenset[str]]:
    decided = [Decision(1, "same", *same, "because", "2025", "test")] if same else []
    persons = group(mentions, decided)
    return {frozenset(id for id in persons if persons[id] == person) for person in persons.values()}


def _named(*names: str | None) -> list[Mention]:
    """Give mentions ``a``, ``b``, … with one e-mail address."""
    return [Mention(chr(97 + at), name, EMAIL) for at, name in enumerate(names)]


def _sets(*groups: str) -> set[frozenset[str]]:
    return {frozenset(group) for group in groups}


@pytest.mark.parametrize(
    ("a", "b", "answer"),
    [
        ("Ada Thornquist", "THORNQUIST, Ada", True),
        ("Ada Thornquist", "A. Thornquist", True),
        ("Ada Thornquist", "A. T.", True),
        ("Ada Thornquist", "Ada", True),
        ("Ada Thornquist", None, True),
        ("Ada Thornquist", "Ada Thornquist-Berg", True),
        ("Ada Maria Thornquist", "Ada Thornquist-Berg", True),
        ("Anna-Lena Falk", "Anna Lena Falk", True),
        ("Siobhan O'Brien", "Siobhán OBrien", True),
        ("Jürgen Müller", "Juergen Mueller", True),
        ("Łukasz Sørby", "Lukasz Soerby", True),
        ("王伟", "王伟", True),
        ("Ada Thornquist", "Bo Falk", False),
        ("Ada Thornquist", "Ada Berg", False),
        ("Ada Thornquist-Berg", "Ada Lund", False),
        ("Ada Thornquist-Berg", "Ada Thornquist-Lund", False),
        ("Ada Thornquist", "Bo Thornquist", False),
        ("Nguyen Van Anh", "Nguyen Van Binh", False),
        ("王 伟", "王 芳", False),
    ],
)
def test_names_that_may_be_one_persons(a: str, b: str | None, answer: bool) -> None:
    assert may_be_one(words(a), words(b)) is answer
    assert may_be_one(words(b), words(a)) is answer


def test_a_referees_address_joins_nobody() -> None:
    assert _groups(*_named("Ada Thornquist", "Bo Falk")) == _sets("a", "b")
    for kind in ("github:ada", "linkedin:ada", "site:ada.example"):
        both = [Mention("a", "Ada Thornquist", (kind,)), Mention("b", "Bo Falk", (kind,))]
        assert _groups(*both) == _sets("a", "b")


def test_nobody_in_the_middle_joins_two_surnames() -> None:
    assert _groups(*_named("Ada Thornquist", None, "Bo Falk")) == _sets("a", "b", "c")
    assert _groups(*_named("Ada Thornquist", None, "A. Thornquist")) == _sets("abc")
    assert _groups(*_named("Ada Falk", "A. Falk", "Anna Falk")) == _sets("a", "b", "c")
    # also over two addresses, of which neither has all three names
    chain = [
        Mention("a", "Ada Falk", ("email:a@x.example",)),
        Mention("b", "A. Falk", ("email:a@x.example", "github:falk")),
        Mention("c", "Anna Falk", ("github:falk",)),
    ]
    assert _groups(*chain) == _sets("a", "b", "c")


def test_what_is_vague_takes_only_its_own_name_with_it() -> None:
    found = _groups(*_named("Ada Falk", "Ada Falk", None, "Bo Lund", "B. Lund"))
    assert found == _sets("ab", "c", "de")
    # a name in full is the same person's twice, though it goes with two that are apart
    found = _groups(*_named("Ada Falk-Berg", "Ada Falk", "Ada Falk", "Ada Falk-Lund"))
    assert found == _sets("a", "bc", "d")


def test_names_that_are_decided_to_be_one_go_together() -> None:
    married = _named("Ada Thornquist", "Ada Berg", "A. Berg", "Bo Falk")
    assert _groups(*married) == _sets("a", "bc", "d")
    assert _groups(*married, same=("a", "b")) == _sets("abc", "d")


def test_one_without_a_name_goes_by_whose_it_was_decided_to_be() -> None:
    found = _named("Ada Falk", None, "Bo Lund", "A. Falk", None)
    assert _groups(*found) == _sets("ad", "b", "c", "e")
    assert _groups(*found, same=("a", "b")) == _sets("abd", "c", "e")
    assert _groups(*found, same=("b", "c")) == _sets("ad", "bc", "e")
    assert _groups(*found, same=("b", "e")) == _sets("ad", "be", "c")


def test_a_mailbox_joins_only_the_very_same_name() -> None:
    crowd = [Mention(f"m{n:03}", f"Ada Q{'abcdefghij'[n % 10]}{'klmnopqrst'[n // 10]}s", EMAIL)
             for n in range(MOST_NAMES)]  # fmt: skip
    twice = [Mention("x", "Ada Qbks", EMAIL), Mention("y", "A. Qbks", EMAIL)]
    found = _groups(*crowd, *twice)
    assert frozenset({"m001", "x"}) in found
    assert len(found) == MOST_NAMES + 1
    assert frozenset({"m001", "x", "y"}) in _groups(*crowd[:9], *twice)


def test_no_more_pairs_of_names_are_compared_than_there_may_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A firm's mailbox may stand in thousands of resumes."""
    from commonground.graph.identity import grouping

    compared = 0

    def counted(a: Name, b: Name) -> bool:
        nonlocal compared
        compared += 1
        return may_be_one(a, b)

    monkeypatch.setattr(grouping, "may_be_one", counted)
    names = ["Ada Falk", "Bo Lund", "Cy Berg", "Di Rask", None]
    group([Mention(f"m{n}", names[n % 5], EMAIL) for n in range(3000)])
    assert compared <= 2 * 10
    compared = 0
    group([Mention(f"m{n}", f"Ada Q{n:b}".translate({48: "o", 49: "i"}), EMAIL)
           for n in range(3000)])  # fmt: skip
    assert compared == 0


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                [
                    None,
                    "Ada Falk",
                    "A. Falk",
                    "Anna Falk",
                    "Ada Falk-Berg",
                    "Ada",
                    "Bo Lund",
                    "B. L.",
                ]
            ),
            st.sets(st.sampled_from(["email:a@x", "email:b@x", "github:a", "phone:12345678"])),
        ),
        max_size=9,
    ),
    st.randoms(),
)
def test_every_two_names_of_a_group_go_together(
    drawn: list[tuple[str | None, set[str]]], chance: random.Random
) -> None:
    mentions = [Mention(f"m{n}", name, tuple(sorted(keys))) for n, (name, keys) in enumerate(drawn)]
    persons = group(mentions)
    for one in mentions:
        for other in mentions:
            if persons[one.id] == persons[other.id]:
                assert may_be_one(words(one.name), words(other.name))
    chance.shuffle(mentions)
    assert group(mentions) == persons


@pytest.mark.parametrize(
    ("names", "called"),
    [
        (["I. Falk", "Ida Falk"], "Ida Falk"),
        (["Ida", "Ida Falk"], "Ida Falk"),
        (["Ida Berg", "Ida Berg-Lund"], "Ida Berg"),
        (["I. F.", "I. Falk"], "I. Falk"),
        ([], None),
    ],
)
def test_the_first_name_that_is_written_out_is_the_one(
    names: list[str], called: str | None
) -> None:
    assert fullest(names) == called
