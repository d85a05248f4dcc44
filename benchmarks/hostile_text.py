"""Hostile texts of many kinds, the same for the same number: pieces, runs, and torn resumes."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Final

_TAGS: Final = (
    *("<a href=x>", '<a href="http://a.example/b">', "</a>", "<div>", "</div>", "<p>", "<li>"),
    *("<table><tr><td>", "</td></tr></table>", "<h3>", "</h3>", "<script>", "</script>", "<!--"),
    *("-->", "&amp;", "&#x1F600;", "&lt;", "<br>", "<style>", "<svg>", "<meta name=date content="),
)
_MARKS: Final = (
    *("[", "]", "(", ")", "](", "![", "**", "__", "`", "```\n", "|", "|-|-|\n", "# ", "## "),
    *("### ", "- ", "1. ", "> ", "---\n", "===\n", "\\", "~~", "{{", "{%", "\t", "  ", " | "),
)
_SIGNS: Final = (
    *("\u202e", "\u200b", "\u00a0", "\u2028", "\u0085", "\ufeff", "\0", "\x1b[2J", "\ud800"),
    *("\r", "\r\n", "e\u0301", "\U0001f600", "ﬀ", "İ", "ß", "\u0660\u0661", "١٩٩٩", "二〇二〇"),
)
_WORDS: Final = (
    *("Go", "Kafka", "Temporal", "C++", ".NET", "R", "Acme Labs", "Engineer", "Present", "2019"),
    *("Jan 2020", "2019 - 2021", "03/2018", "since", "until", "University of X", "BSc", "Physics"),
    *("a@b.example", "http://b.example", "github.com/ab", "+49 30 1234567", "Education", "Skills"),
    *("Experience", "Projects", "Contact", "Languages", "Tech:", "Degree:", "at", "in", "of", ","),
    *("=1+2", "@SUM(A1)", "'; DROP TABLE", "') RETURN 1", "<img src=x onerror=1>", "../../etc"),
)
_HEADINGS: Final = ("Experience", "Education", "Skills", "Projects", "Contact", "Awards", "Summary")


def hostile_text(chance: random.Random, resumes: Sequence[str], most: int = 4000) -> str:
    """Return a text of at most some thousand characters, made in one of several ways."""
    ways: tuple[Callable[[], str], ...] = (
        lambda: "".join(_pieces(chance, chance.randint(1, 300))),
        lambda: _repeated(chance, most),
        lambda: _sections(chance),
        lambda: _torn(chance, chance.choice(resumes)),
        lambda: _spliced(chance, resumes),
    )
    return chance.choice(ways)()[:most]


def _pieces(chance: random.Random, count: int) -> list[str]:
    kinds = (_TAGS, _MARKS, _SIGNS, _WORDS, _WORDS, (" ", "\n", "\n\n", " "))
    return [chance.choice(chance.choice(kinds)) for _ in range(count)]


def _repeated(chance: random.Random, most: int) -> str:
    unit = "".join(_pieces(chance, chance.randint(1, 4)))
    return "".join(_pieces(chance, 3)) + unit * (most // max(1, len(unit)))


def _sections(chance: random.Random) -> str:
    parts = [f"# Ada {chance.choice('QRSTUVW')}uist\n\n"]
    for heading in chance.sample(_HEADINGS, chance.randint(1, 5)):
        lines = ["".join(_pieces(chance, chance.randint(1, 9))) for _ in range(6)]
        parts.append(f"## {heading}\n\n" + "\n".join(lines) + "\n\n")
    return "".join(parts)


def _torn(chance: random.Random, text: str) -> str:
    """Return a resume with some letters and lines lost, doubled, moved or replaced."""
    lines = text.splitlines(keepends=True)
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(lines))
        line = lines[at]
        place = chance.randrange(len(line) + 1)
        lines[at] = chance.choice(
            (
                "",
                line * 2,
                line[:place],
                line[:place] + "".join(_pieces(chance, 2)) + line[place:],
                lines[chance.randrange(len(lines))],
                line.replace("\n", chance.choice((" ", "\r", "\n\n\n"))),
            )
        )
    return "".join(lines)


def _spliced(chance: random.Random, resumes: Sequence[str]) -> str:
    first, second = chance.choice(resumes), chance.choice(resumes)
    return first[: chance.randrange(len(first))] + second[chance.randrange(len(second)) :]
