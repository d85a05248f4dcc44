"""Tables on a terminal: every text takes the cells that it is given, whatever its script."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from commonground.cli.output import print_rows
from commonground.cli.wrapping import width_of

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"  # three people joined into one picture
WIDTHS = {
    "plain": 5,
    "Zoë – É…": 8,
    "e\u0301": 1,
    "\u65e5\u672c": 4,
    "\ud55c\uad6d": 4,
    FAMILY: 2,
    "\u2764\ufe0f": 2,
    "1\ufe0f\u20e3": 2,
    "\U0001f1e9\U0001f1ea": 2,
    "\u0915\u094d\u0937\u093f": 2,
    "\u200b": 0,
    "": 0,
}


@pytest.mark.parametrize("text", WIDTHS, ids=ascii)
def test_a_text_is_as_wide_as_a_terminal_shows_it(text: str) -> None:
    assert width_of(text) == WIDTHS[text]


def test_columns_stay_aligned_beside_wide_text(capsys: pytest.CaptureFixture[str]) -> None:
    names = ["\u5c71\u7530 \u82b1", FAMILY, "Zoë", "A"]
    answer: dict[str, Any] = {"rows": [{"name": name, "at": "x"} for name in names], "notes": ()}
    print_rows(answer, [("name", lambda row: row["name"]), ("at", lambda row: row["at"])], "table")
    lines = capsys.readouterr().out.splitlines()
    assert {width_of(line[: line.rindex("x")]) for line in lines[1:]} == {width_of(names[0]) + 2}


def test_text_of_europe_needs_no_table_of_widths() -> None:
    code = (
        "import sys; from commonground.cli.wrapping import wrapped;"
        "print(wrapped('Zoë Müller – Łódź … lead · Go', 12)); print('wcwidth' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.split("\n")[1] == "False", done.stderr
