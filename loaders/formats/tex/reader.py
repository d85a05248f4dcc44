"""LaTeX to Markdown marks that know their place in the file, as HTML becomes.

Nothing is typeset: commands that are known show what they are known to show, the macros of the file
are expanded within a bound, and of what is not known the text in its braces is shown. Formulas are
dropped, but for one sign or number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from ...layout.links import Link
from ...layout.mapped import Mapped
from .commands import ACCENTS, means, most, shown, signs
from .definitions import Definitions, Macro
from .input import Input, plain_text
from .tokens import Token, mark, tokens, whole
from .written import Written

_NUMBER: Final = re.compile(r"(?:[\d.,+~|<>/: -]|\\%)+")
_LENGTH: Final = re.compile(r"[=\d.-]*(?:pt|em|ex|cm|mm|in)?")
_ESCAPE: Final = re.compile(r"\\(?=[%#&_~{}$])")
_BEGIN: Final = "\\begin{document}"


def to_markdown(source: Mapped) -> tuple[Mapped, list[Link]]:
    """Return what a LaTeX file shows as text with Markdown marks, and its links."""
    reader = _Reader(source)
    reader.read()
    return reader.out.finish()


class _Reader:
    """Reads tokens from first to last; groups hold what ends with them, and nothing recurses."""

    def __init__(self, source: Mapped) -> None:
        self.input = Input(tokens(source))
        self.out = Written()
        self.definitions = Definitions()
        self.preamble = _BEGIN in source.text
        self.lists: list[str] = []
        self._groups: list[bool] = []  # whether the text around each open group is bold
        self._next_bold = False
        self._link: tuple[int, Mapped] | None = None

    def read(self) -> None:
        while (token := self.input.next()) is not None:
            if token.kind == "command":
                if not self._command(token):
                    break
            else:
                getattr(self, f"_{token.kind}")(token)

    # What tokens other than commands show; each method has the name of a kind.

    def _text(self, token: Token) -> None:
        if not self.preamble:
            self.out.show(token.text)

    _bracket = _text

    def _blank(self, token: Token) -> None:
        if not self.preamble and self.out.end not in ("", " ", "\n"):
            self.out.show(whole(token.text, " "))

    def _paragraph(self, token: Token) -> None:
        self._mark(mark("\n\n", self.out.at))

    def _cell(self, token: Token) -> None:
        self._mark(mark("\t", self.out.at))

    def _parameter(self, token: Token) -> None:
        """One outside of a definition says nothing."""

    def _open(self, token: Token) -> None:
        self._groups.append(self.out.bold)
        self.out.bold, self._next_bold = self.out.bold or self._next_bold, False

    def _close(self, token: Token) -> None:
        if self._groups:
            self.out.bold = self._groups.pop()

    def _mark(self, token: Token) -> None:
        if token.text.text and (not self.preamble or token.text.text.strip()):
            self.out.mark(token.text)

    def _math(self, token: Token) -> None:
        held = token.text.text.strip("$ ")
        sign = signs().get(held[1:]) if held.startswith("\\") else None
        if _NUMBER.fullmatch(held):
            sign = held.replace("\\", "")
        if sign and not self.preamble:
            self.out.show(whole(token.text, sign))

    def _address(self, token: Token) -> None:
        """An address with what it shows: the group behind it, or itself."""
        text = token.text.text
        start = text.index("{") + 1
        url = token.text.cut(start, len(text) - 1)
        url = url.without([match.span() for match in _ESCAPE.finditer(url.text)])
        label = self.input.group() if text.startswith("\\href") else None
        self._linked(url, label if label is not None else [Token("text", url)])

    def _linked(self, url: Mapped, label: Sequence[Token]) -> None:
        end = Token("finish", label[-1].text if label else url)
        self.input.put_back([Token("begin", url), *label, end])

    def _begin(self, token: Token) -> None:
        self._link = (token.text.ends[-1], token.text) if token.text.text else None

    def _finish(self, token: Token) -> None:
        if self._link is not None and token.text.ends[-1:] and not self.preamble:
            start, url = self._link
            self.out.link(start, token.text.ends[-1], url)
        self._link = None

    # Commands.

    def _command(self, token: Token) -> bool:
        """Show what a command shows; False where the document ends."""
        name = token.name
        if name in {"begin", "end"}:
            return self._environment(name)
        if means(name, "definitions"):
            self.definitions.define(self.input)
        elif name == "def":
            self.definitions.define_plainly(self.input)
        elif means(name, "environments"):
            self.definitions.define_environment(self.input)
        elif name == "iffalse":
            self._skip("fi")
        elif not self.preamble or means(name, "person"):
            self._known(token)
        return True

    def _known(self, token: Token) -> None:
        name, sign = token.name, signs().get(token.name)
        if name == "\\":
            self.input.bracketed()
            self._mark(mark("\n", self.out.at))
        elif name == "item":
            self._item()
        elif name in ACCENTS and self._accented(token):
            return
        elif sign is not None:
            self.out.show(whole(token.text, sign))
        elif means(name, "bold argument"):
            self._next_bold = True
        elif means(name, "bold"):
            self.out.bold = True
        elif means(name, "lengths"):
            self._drop_length()
        elif name in {" ", ",", ";", ":", "\n"}:
            self._blank(token)
        elif name in {"href", "url", "nolinkurl"}:
            self._told_address(name)
        else:
            self._called(token)

    def _called(self, token: Token) -> None:
        """A macro of the file, or a command that is known; of any other the braces are read."""
        name, person = token.name, self.preamble
        macro = self.definitions.get(name)
        known = shown(name, macro.count if macro else most(name))
        if known is not None and (macro is None or known.entry and macro.count == known.count):
            arguments = self._arguments(most(name) if macro is None else macro.count)
            known = shown(name, len(arguments) - 1) or known
            filled = known.filled(arguments, token.text.starts[0])
            if person:
                filled = [Token("shown", token.text), *filled, Token("hidden", token.text)]
            self.input.put_back(filled)
        elif macro is not None and not person:
            self._expand(macro, token.text)
        elif macro is None:
            while self.input.bracketed() is not None:
                pass

    def _shown(self, token: Token) -> None:
        self.preamble = False

    def _hidden(self, token: Token) -> None:
        self.preamble = True

    def _arguments(self, count: int) -> list[list[Token]]:
        """Return the argument in brackets, empty where there is none, and those in braces."""
        out = [self.input.bracketed() or []] if count else [[]]
        while len(out) <= count and (held := self.input.braced()) is not None:
            out.append(held)
        return out

    def _expand(self, macro: Macro, call: Mapped) -> None:
        held: list[Sequence[Token]] = []
        if macro.default is not None:
            told = self.input.bracketed()
            macro = macro if told is not None else macro.by_default()
            held.append(told or ())
        while len(held) < macro.count and (group := self.input.group()) is not None:
            held.append(group)
        self.input.put_back(self.definitions.called(macro, call, held))

    def _item(self) -> None:
        label = self.input.bracketed() or []
        indent = "  " * (max(len(self.lists), 1) - 1)
        said = [token for token in label if token.kind in {"text", "command"}]
        words = "".join(token.text.text for token in said)
        if re.search(r"\w", words) and not words.startswith("\\"):
            apart = "" if words.rstrip().endswith(":") else ":"
            self.input.put_back([*label, mark(f"{apart} ", self.out.at)])
        self._mark(mark(f"\n{indent}- ", self.out.at))

    def _accented(self, token: Token) -> bool:
        """Show the letter that an accent stands on, composed; both are one character's place."""
        held = self.input.group()
        letter = held[0] if held else None
        text = letter.text.text if letter and letter.kind == "text" else ""
        if letter and letter.kind == "command" and letter.name in {"i", "j"}:
            text = letter.name
        if not text or not text[0].isalpha():
            self.input.put_back(held or [])
            return False
        made = unicodedata.normalize("NFC", text[0] + ACCENTS[token.name])
        start, end = token.text.starts[0], held[0].text.ends[0]  # type: ignore[index]
        if letter and letter.kind == "command":
            end = letter.text.ends[len(letter.text.text.rstrip()) - 1]
        rest = [Token("text", letter.text.cut(1))] if letter and len(text) > 1 else []
        self.input.put_back([*rest, *(held or [])[1:]])
        self.out.show(Mapped(made, [start] * len(made), [end] * len(made)))
        return True

    def _told_address(self, name: str) -> None:
        """An address whose text a macro has made."""
        url = self.input.group() or []
        plain = [token.text for token in url if token.kind in {"text", "parameter", "cell"}]
        place = next(iter(plain), None)
        label = (self.input.group() or []) if name == "href" else url
        if place is None:
            self.input.put_back(label)
            return
        text = "".join(part.text for part in plain)
        start, end = plain[0].starts[0], max(plain[-1].ends[-1], plain[0].starts[0])
        made = Mapped(text, [start] * len(text), [end] * len(text))
        self._linked(made, label)

    def _drop_length(self) -> None:
        while (token := self.input.next()) is not None:
            if token.kind != "text" or not _LENGTH.fullmatch(token.text.text):
                self.input.put_back([token])
                return

    # Environments.

    def _environment(self, command: str) -> bool:
        name = plain_text(self.input.group())
        if name == "document":
            self.preamble = False
            return command == "begin"
        if command == "begin" and means(name, "hidden"):
            self._skip("end", name)
            return True
        macro = self.definitions.get(f"{command} {name}")
        if means(name, "lists"):
            self.lists = [*self.lists[:20], name] if command == "begin" else self.lists[:-1]
        known = shown(f"begin {name}", 9) if command == "begin" else None
        if macro is not None:
            self._expand(macro, mark("x", self.out.at).text)
        elif known is not None:
            self.input.put_back(known.filled(self._arguments(known.count), self.out.at))
        elif command == "begin":
            self.input.bracketed()
            self._mark(mark("\n\n", self.out.at))
        else:
            self._mark(mark("\n\n", self.out.at))
        return True

    def _skip(self, command: str, name: str = "") -> None:
        """Leave out all up to a command; up to the end of the file where it does not come."""
        while (token := self.input.next()) is not None:
            if token.kind != "command" or token.name != command:
                continue
            if not name or plain_text(self.input.group()) == name:
                return
