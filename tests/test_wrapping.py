"""Tables that fit the terminal by more lines, never by less text."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.cli.output import print_rows
from commonground.cli.streams import safe
from commonground.cli.wrapping import column_widths, width_of, wrapped

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"


class Terminal(io.StringIO):
    """A stream that says it is one."""

    def isatty(self) -> bool:
        return True


def _lines(text: str, width: int, hanging: int = 0) -> list[str]:
    return [text[start:end] for start, end in wrapped(text, width, hanging)]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 5, [""]),
        ("plain", 5, ["plain"]),
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 3, ["one", "two", "thr", "ee"]),
        ("Ada Thornquist", 10, ["Ada", "Thornquist"]),
        ("  indented words here", 10, ["  indented", "words here"]),
        ("日本語 テスト", 6, ["日本語", "テスト"]),
        ("日本語テスト", 5, ["日本", "語テ", "スト"]),
        (FAMILY * 3, 4, [FAMILY * 2, FAMILY]),
        ("ae\u0301io", 2, ["ae\u0301", "io"]),
        ("a  b", 2, ["a", "b"]),
    ],
    ids=ascii,
)
def test_lines_end_at_blanks_and_inside_of_what_is_too_long_alone(
    text: str, width: int, lines: list[str]
) -> None:
    assert _lines(text, width) == lines


def test_lines_that_follow_leave_room_for_their_indent() -> None:
    assert _lines("aa bb cc dd", 8, 3) == ["aa bb cc", "dd"]
    assert _lines("aaaaaaaa bb cc dd", 8, 3) == ["aaaaaaaa", "bb cc", "dd"]


@given(st.text(), st.integers(2, 40), st.integers(0, 1))
def test_nothing_is_lost_and_every_line_fits(text: str, width: int, hanging: int) -> None:
    text = safe(text)
    lines = _lines(text, width, hanging)
    assert "".join("".join(lines).split(" ")) == "".join(text.split(" "))
    assert all(width_of(line) <= width for line in lines)


@pytest.mark.parametrize(
    ("natural", "words", "room", "given"),
    [
        ([10, 10], [5, 5], 22, [10, 10]),
        ([10, 60], [10, 8], 42, [10, 30]),  # the long column gives, the short one stays
        ([60, 60], [10, 10], 42, [20, 20]),
        ([60, 60], [30, 5], 42, [30, 10]),  # no word is broken where another column can give
        ([60, 60], [50, 50], 42, [20, 20]),
    ],
)
def test_columns_share_the_room(
    natural: list[int], words: list[int], room: int, given: list[int]
) -> None:
    assert column_widths(natural, words, room) == given


ROWS: list[dict[str, Any]] = [
    {"name": "Ada Thornquist", "said": "worked with Bo Lindqvarn at Orrery Chain Works in 2021"},
    {"name": "山田 花子", "said": "both have " + "Temporal, " * 12 + "Go"},
    {"name": FAMILY, "said": "x" * 90},
]
COLUMNS = [("name", lambda row: row["name"]), ("said", lambda row: row["said"])]


def _printed(
    monkeypatch: pytest.MonkeyPatch, width: int, terminal: bool, under: list[list[str]]
) -> str:
    out = Terminal() if terminal else io.StringIO()
    monkeypatch.setattr("sys.stdout", out)
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("NO_COLOR", "1")
    print_rows({"rows": ROWS, "notes": ["done"]}, COLUMNS, "table", under)
    return out.getvalue()


@pytest.mark.parametrize("width", [30, 40, 60, 80, 120])
def test_a_table_fits_the_terminal_and_says_everything(
    width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    under = [["a detail of " + "many words " * 20], [], []]
    text = _printed(monkeypatch, width, True, under)
    assert max(map(width_of, text.splitlines())) <= width
    assert "…" not in text
    squeezed = "".join(text.split())
    for row in ROWS:
        for word in row["said"].split():
            assert word in squeezed if len(word) < 50 else word[:10] in squeezed
    assert text.count("many") == 20 and squeezed.count("x") == 90


def test_columns_stay_where_they_are_in_the_lines_that_follow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = _printed(monkeypatch, 44, True, [[], [], []]).splitlines()
    at = lines[0].index("SAID")
    assert lines[1].startswith("Ada Thornquist  worked with")
    assert lines[2].startswith(" " * at) and lines[2].strip()


def test_where_no_terminal_is_a_row_is_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    text = _printed(monkeypatch, 30, False, [["many words " * 20], [], []])
    assert len(text.splitlines()) == 1 + 3 + 1
