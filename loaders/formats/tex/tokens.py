"""The tokens of LaTeX, each with its place in the file.

TeX itself decides what a token is while it runs. Here every file has the usual characters, which
is true of resumes, so that one pattern cuts them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ...layout.mapped import Mapped

# A command of letters takes the blanks behind it, but not an empty line. Blanks have bounds, and
# what can begin a token stands first, so that every character is looked at a few times at most.
_TOKEN: Final = re.compile(
    r"""(?P<comment>%[^\n]*+(?:\n[ \t]{0,99})?)
    # an address is no TeX: "%" and "--" are themselves in it; in a macro it may be a parameter
    |(?P<address>\\(?:href|url|nolinkurl)[ \t]{0,99}\{(?:(?!\#[1-9])[^{}\n]){0,2000}\})
    |(?P<command>\\(?:[A-Za-z@]++\*?(?:[ \t]{0,99}\n(?![ \t]{0,99}\n))?[ \t]{0,99}|[^A-Za-z@]|$))
    |(?P<math>\$(?:\$[^$]{0,2000}\$\$|(?:[^$\\\n]|\\[^\n]|\n(?![ \t]{0,99}\n)){1,500}+\$))
    |(?P<open>\{)|(?P<close>\})
    |(?P<paragraph>\n[ \t]{0,99}\n\s*+)
    |(?P<cell>&)
    |(?P<parameter>\#\#?[1-9])
    |(?P<blank>[ \t\n~]++)
    |(?P<bracket>[\[\]])
    |(?P<text>---?|``|''|,,|[^\\%${}\n&#~ \t\[\]`',-]++|.)""",
    re.VERBOSE | re.DOTALL,
)
_DRAWN: Final = {"---": "—", "--": "–", "``": "“", "''": "”", ",,": "„", "'": "’"}


@dataclass(frozen=True, slots=True)
class Token:
    """One token: its kind is a group's name of the pattern, its text knows its place.

    The kinds that no file has are ``mark``, Markdown that is put in, ``argument``, the tokens
    of which are to be put there, and ``on`` and ``off`` for what a command begins and ends.
    """

    kind: str
    text: Mapped

    @property
    def name(self) -> str:
        """Return the name of a command, without its backslash, its star and blanks behind it."""
        text = self.text.text
        return text[1:].rstrip("* \t\n") or text[1:2]

    def placed(self, start: int, end: int) -> Token:
        """Return the token as if it stood elsewhere: what a macro says stands at its call."""
        count = len(self.text)
        return Token(self.kind, Mapped(self.text.text, [start] * count, [end] * count))


def tokens(source: Mapped) -> Iterator[Token]:
    """Yield the tokens of a text from left to right, comments left out."""
    for match in _TOKEN.finditer(source.text):
        kind = str(match.lastgroup)
        if kind == "comment":
            continue
        part = source.cut(*match.span())
        drawn = _DRAWN.get(match[0]) if kind == "text" else None
        if drawn is not None:
            part = whole(part, drawn)
        yield Token(kind, part)


def mark(text: str, at: int) -> Token:
    """Return a mark, which has no width in the file."""
    return Token("mark", Mapped(text, [at] * len(text), [at] * len(text)))


def whole(place: Mapped, text: str) -> Mapped:
    """Return a text each character of which stands for all of a place."""
    start, end = place.starts[0], place.ends[-1]
    return Mapped(text, [start] * len(text), [end] * len(text))
