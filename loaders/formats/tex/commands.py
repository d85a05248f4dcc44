"""The commands that are known: what each shows, as ``words/latex.txt`` says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from ...patterns import by_group, grouped, set_of
from .tokens import Token, mark

_PART: Final = re.compile(r"[#!](\d)|[^#!]+")
_ENTRY: Final = " | "
# The combining characters that these commands put above or below a letter.
ACCENTS: Final[Mapping[str, str]] = {
    **{"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304"},
    **{".": "\u0307", "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328"},
    **{"r": "\u030a", "d": "\u0323", "b": "\u0331"},
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What a command shows: marks and the numbers of its arguments, of which it takes ``count``."""

    parts: Sequence[str | int]
    count: int

    @property
    def entry(self) -> bool:
        """Return whether the command heads an entry, whatever the file itself says of it."""
        return _ENTRY in self.parts

    def filled(self, arguments: Sequence[Sequence[Token]], at: int) -> list[Token]:
        """Return the tokens with their arguments, and separators between two that say something.

        ``arguments`` begins with the one in brackets; ``at`` is the place of marks before any.
        """
        out: list[Token] = []
        pending, said = "", False
        for part in self.parts:
            held = arguments[part] if isinstance(part, int) and part < len(arguments) else ()
            if isinstance(part, str):
                # A line end counts whatever is beside it.
                pending = part if "\n" not in part else _written(out, part, at)
                said = said and "\n" not in part
            elif any(map(_says, held)):
                if pending and (said or pending.strip() != _ENTRY.strip()):
                    out.append(mark(pending, at))
                out += [
                    Token("open", mark("{", at).text),
                    *held,
                    Token("close", mark("}", at).text),
                ]
                at, said, pending = max(at, held[-1].text.ends[-1]), True, ""
        return [*out, mark(pending, at)] if pending and (said or pending.isspace()) else out


def _brace(text: str, at: int) -> Token:
    return Token("open" if text == "{" else "close", mark(text, at).text)


def _written(out: list[Token], part: str, at: int) -> str:
    out.append(mark(part, at))
    return ""


def _says(token: Token) -> bool:
    return token.kind not in {"open", "close", "blank", "paragraph"}


def shown(name: str, count: int) -> Shown | None:
    """Return what a command shows that is given so many arguments; None where it is not known."""
    return _commands().get(f"{name}/{count}") or _commands().get(name)


def most(name: str) -> int:
    """Return how many arguments a command may take."""
    return max(_counts().get(name, (0,)))


@cache
def _counts() -> Mapping[str, Sequence[int]]:
    out: dict[str, list[int]] = {}
    for key, found in _commands().items():
        name, _, told = key.partition("/")
        out.setdefault(name, []).append(int(told or found.count))
    return out


@cache
def _commands() -> Mapping[str, Shown]:
    return {
        name: found
        for pattern, names in grouped("latex").items()
        for found in [_compiled(pattern)]
        for name in names
    }


def _compiled(pattern: str) -> Shown:
    text = pattern.replace("¶", "\n").replace("§", "#\ue000")
    parts = list(_parts(text))
    numbers = [int(number) for number in re.findall(r"[#!](\d)", text)]
    return Shown(parts, max(numbers, default=0))


def _parts(text: str) -> Iterator[str | int]:
    # A mark of a heading is written apart from "#1" until the arguments are told.
    for match in _PART.finditer(text.replace("#\ue000", "\ue000")):
        if not match[1]:
            yield match[0].replace("\ue000", "#")
        elif match[0][0] == "#":
            yield int(match[1])


@cache
def signs() -> Mapping[str, str]:
    """Return the sign or letter that a command is."""
    return {**by_group("latex_signs"), "#": "#"}


def means(name: str, what: str) -> bool:
    """Return whether a name is one of a group of ``words/latex_names.txt``."""
    return name in set_of("latex_names", what)
