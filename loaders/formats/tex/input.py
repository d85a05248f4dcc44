"""What is still to be read: tokens of the file, and before them those that macros have made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from .tokens import Token

DEEPEST: Final = 12
"""Groups within an argument: beyond them a command is read as if it had none.

So each token is looked at so many times at most, however a file nests its commands.
"""

_LONGEST: Final = 50_000  # tokens of an argument
_BRACKETED: Final = 80  # tokens of an argument in brackets


class Input:
    """Tokens that may be put back, and arguments of commands taken whole."""

    def __init__(self, tokens: Iterator[Token]) -> None:
        self._tokens = tokens
        self._before: list[Token] = []  # the next one is the last

    def next(self) -> Token | None:
        """Return the next token, None at the end."""
        return self._before.pop() if self._before else next(self._tokens, None)

    def put_back(self, tokens: Sequence[Token]) -> None:
        """Let these tokens come next."""
        self._before += reversed(tokens)

    def group(self) -> list[Token] | None:
        """Return the tokens of a group that comes next, or a single token; None where none does."""
        skipped = self._blanks()
        first = self.next()
        if first is None or first.kind in {"close", "paragraph"}:
            self.put_back([*skipped, *([first] if first else [])])
            return None
        if first.kind != "open":
            return [first]
        held = self._until("close", _LONGEST)
        if held is None:
            self.put_back([*skipped, first])
        return held

    def braced(self) -> list[Token] | None:
        """Return the tokens of a group in braces that comes next; None where none does."""
        skipped = self._blanks()
        first = self.next()
        if first is not None:
            self.put_back([first])
        held = self.group() if first is not None and first.kind == "open" else None
        if held is None:
            self.put_back(skipped)
        return held

    def bracketed(self) -> list[Token] | None:
        """Return the tokens in square brackets that come next; None where there are none."""
        skipped = self._blanks()
        first = self.next()
        held = None
        if first is not None and first.text.text == "[":
            held = self._until("bracket", _BRACKETED)
        if held is None:
            self.put_back([*skipped, *([first] if first else [])])
        return held

    def _blanks(self) -> list[Token]:
        out = []
        while (token := self.next()) is not None:
            if token.kind != "blank":
                self.put_back([token])
                break
            out.append(token)
        return out

    def _until(self, kind: str, longest: int) -> list[Token] | None:
        """Return the tokens up to what closes; None, and all as it was, where nothing does."""
        out: list[Token] = []
        depth = 0
        while (token := self.next()) is not None:
            if depth == 0 and token.kind == kind and token.text.text != "[":
                return out
            out.append(token)
            depth += (token.kind == "open") - (token.kind == "close")
            # An argument in brackets holds no other, and ends with its group or paragraph.
            ends = depth < 0 or token.kind == "paragraph" or not depth and token.text.text == "["
            astray = kind == "bracket" and ends
            if astray or depth > DEEPEST or len(out) > longest:
                break
        self.put_back(out)
        return None


def plain_text(tokens: Sequence[Token] | None) -> str:
    """Return what tokens are as they stand, a name say; nothing where there are none."""
    return "".join(token.text.text for token in tokens or ()).strip()
