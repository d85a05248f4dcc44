"""The macros that a file defines for itself, and what stands where one is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from ...layout.mapped import Mapped
from .commands import means, shown
from .input import Input, plain_text
from .tokens import Token, mark

MOST: Final = 50_000
"""Tokens that the calls of a file's own macros may make: a few definitions can double without end.

What is called after that is not known any more, as a command of a package is not.
"""


@dataclass(frozen=True, slots=True)
class Macro:
    """What a macro says: how many arguments it takes, and its tokens with their parameters.

    ``default`` is the first argument where a call leaves it out in brackets.
    """

    count: int
    body: Sequence[Token]
    default: Sequence[Token] | None = None

    def by_default(self) -> Macro:
        """Return the macro that says its default itself, as where a call leaves it out."""
        default = self.default or ()
        body = [one for token in self.body for one in (default if _first(token) else (token,))]
        return Macro(self.count, body)


@dataclass(slots=True)
class Definitions:
    """The macros of one file, by their names; an environment has one for each of its ends."""

    macros: dict[str, Macro] = field(default_factory=dict)
    made: int = 0

    def get(self, name: str) -> Macro | None:
        """Return what a name means, None for a name that the file does not define."""
        return self.macros.get(name) if self.made <= MOST else None

    def called(
        self, macro: Macro, call: Mapped, arguments: Sequence[Sequence[Token]]
    ) -> list[Token]:
        """Return the tokens of a call.

        Arguments keep their places. What the macro itself says stands where it is called, at the
        command, and once an argument has been said it has no width, since places run forward.
        """
        out: list[Token] = []
        start, end = call.starts[0], call.ends[len(call.text.rstrip()) - 1]
        for token in _in_order(macro.body, start):
            if token.kind == "parameter":
                index = int(token.text.text[-1]) - 1
                held = arguments[index] if index < len(arguments) else ()
                out += held
                if held:
                    start = end = max(end, held[-1].text.ends[-1])
            else:
                out.append(token.placed(start, end))
        self.made += len(out)
        return out

    def define(self, source: Input) -> None:
        """Take what follows ``\\newcommand`` or one of its like."""
        held = source.group() or []
        count, default = source.bracketed(), source.bracketed()
        body = source.group() or []
        if held and held[0].kind == "command":
            number = plain_text(count)
            self.macros[held[0].name] = Macro(_count(number), body, default)

    def define_plainly(self, source: Input) -> None:
        """Take what follows ``\\def``."""
        first, count = source.next(), 0
        while (token := source.next()) is not None and token.kind == "parameter":
            count += 1
        if token is not None:
            source.put_back([token])
        if first and token and token.kind == "open" and first.kind == "command":
            self.macros[first.name] = Macro(count, source.group() or [])

    def define_environment(self, source: Input) -> None:
        """Take what follows ``\\newenvironment``; lists and what is known stay what they are."""
        name = plain_text(source.group())
        count, default = source.bracketed(), source.bracketed()
        begin, end = source.group() or [], source.group() or []
        if not means(name, "lists") and shown(f"begin {name}", 9) is None:
            self.macros[f"begin {name}"] = Macro(_count(plain_text(count)), begin, default)
            self.macros[f"end {name}"] = Macro(0, end)


def _first(token: Token) -> bool:
    return token.kind == "parameter" and token.text.text == "#1"


def _in_order(body: Sequence[Token], at: int) -> Sequence[Token]:
    """Return the body; where it turns its arguments around, only these in the order of the call.

    Places run forward through a line. The parts of such a line are set apart, as an entry's are.
    """
    used = list(_shown(body))
    if used == sorted(used):
        return body
    out: list[Token] = [mark("\n\n", at)]
    for number in sorted(set(used)):
        out += [Token("parameter", Mapped.plain(f"#{number}")), mark(" | ", at)]
    return [*out[:-1], mark("\n\n", at)]


def _shown(body: Sequence[Token]) -> list[str]:
    """Return the parameters in the order in which a body shows them; addresses are not shown."""
    out, hidden, depth = [], False, 0
    for token in body:
        if token.kind == "command" and token.name == "href":
            hidden, depth = True, 0
        elif token.kind == "parameter" and not hidden:
            out.append(token.text.text[-1])
        depth += (token.kind == "open") - (token.kind == "close")
        if token.kind == "close" and depth <= 0:
            hidden = False
    return out


def _count(number: str) -> int:
    return int(number) if number.isascii() and number.isdigit() and len(number) == 1 else 0
