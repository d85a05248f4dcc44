"""A cited line as people read it: repaired, without marks, the quote still known by its place."""

from __future__ import annotations

import io

import pytest

from commonground.cli.output import Marked, _detail
from commonground.graph.quoting import shown_line


@pytest.mark.parametrize(
    ("line", "quote", "shown"),
    [
        ("- Ran **Temporal** workers\n", "Temporal", "Ran [Temporal] workers"),
        ("- Ran Temporal workers\r\n", "Temporal", "Ran [Temporal] workers"),
        ("### Engineer,   `Go`  team", "Go", "Engineer, [Go] team"),
        ("see [Kafka notes](https://example.org/a_b) here", "Kafka", "see [Kafka] notes here"),
        ("cafÃ© in MÃ¡laga, Go", "Go", "café in Málaga, [Go]"),
        ("snake_case and 2 * 3 in C\\#", "snake_case", "[snake_case] and 2 * 3 in C#"),
        (
            "<li>R&amp;D with <b>Go</b>; a <b and List<T></li>",
            "Go",
            "R&D with [Go]; a <b and List<T>",
        ),
        ("**Kafka Streams**", "**Kafka Streams**", "[Kafka Streams]"),
        ("- Kotlin und Spring Boot", "Kotlin", "[Kotlin] und Spring Boot"),
        ("  • ◦ **Go** services", "Go", "[Go] services"),
        ("-40 % of the cost in Go", "Go", "-40 % of the cost in [Go]"),
        ("2019. Go", "Go", "2019. [Go]"),
        ("plain", "", "plain"),
        ("   ", "", ""),
    ],
)
def test_lines_are_shown_as_read(line: str, quote: str, shown: str) -> None:
    at = line.find(quote)
    found = shown_line(line, at, at + len(quote))
    marked = found.text
    for start, end in sorted(found.marks, reverse=True):
        marked = f"{marked[:start]}[{marked[start:end]}]{marked[end:]}"
    assert marked == shown


def test_a_long_line_is_cut_around_the_quote() -> None:
    line = "word " * 400 + "**Temporal** " + "more " * 400
    at = line.find("Temporal")
    found = shown_line(line, at, at + 8, width=60)
    ((start, end),) = found.marks
    assert found.text[start:end] == "Temporal"
    assert found.text.startswith("…") and found.text.endswith("…") and len(found.text) <= 62


def test_a_quote_that_goes_beyond_its_line_is_marked_as_far_as_it_stands_there() -> None:
    found = shown_line("Engineer, Ovens\n", 10, 400)
    assert found.marks == ((10, 15),)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("text", "marks", "width", "shown"),
    [
        ("in Go now", [(3, 5)], None, "    in {Go} now"),
        ("Go", [(0, 2)], 80, "    {Go}"),
        # what is escaped is longer, and the mark moves with it
        ("a\x1b[2Jb Go", [(7, 9)], None, "    a\\u001b[2Jb {Go}"),
        ("far behind Temporal", [(11, 19)], 16, "    far behind\n      {Temporal}"),
        ("far Temporal", [(4, 12)], 12, "    far\n      {Tempor}\n      {al}"),
        ("no mark", [], None, "    no mark"),
    ],
)
def test_marks_are_bold_on_a_terminal_alone(
    text: str,
    marks: list[tuple[int, int]],
    width: int | None,
    shown: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bold = shown.replace("{", "\x1b[1m").replace("}", "\x1b[0m")
    monkeypatch.setattr("sys.stdout", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert _detail(Marked(text, marks), width) == bold
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in _detail(Marked(text, marks), width)
    monkeypatch.setattr("sys.stdout", io.StringIO())
    monkeypatch.delenv("NO_COLOR")
    assert "\x1b" not in _detail(Marked(text, marks), width)
