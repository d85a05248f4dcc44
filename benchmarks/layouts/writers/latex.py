"""Blocks as the source of a LaTeX document, plain or in the commands of a class."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from ..blocks import (
    Block,
    Box,
    Bullets,
    Fold,
    Heading,
    Lines,
    Macro,
    Margin,
    Part,
    Quote,
    Row,
    Run,
    Runs,
    Table,
    Terms,
    Verbatim,
    plain,
)
from ..shapes import Look

_ESCAPES: Final = str.maketrans(
    {mark: f"\\{mark}" for mark in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "–": "--", "—": "---"}
)
_ACCENTS: Final = {"é": r"\'e", "ü": r"\"u", "ö": r"\"o", "ç": r"\c{c}", "ø": r"\o{}"}
_JOB = r"\newcommand{\job}[3]{\textbf{#1}, #2 \hfill #3\par}"
_SUB = r"\newcommand{\resumeSubheading}[4]{\item \textbf{#1} & #2 \\ \textit{#3} & #4}"
_ENTRY = r"\newcommand{\entry}[4]{\noindent #1 \textbf{#2}, #3 #4\par}"
PREAMBLES: Final = {
    "": r"\documentclass[11pt]{article}",
    "moderncv": "\\documentclass[11pt,a4paper]{moderncv}\n\\moderncvstyle{classic}",
    "awesome-cv": r"\documentclass[11pt, a4paper]{awesome-cv}",
    "altacv": r"\documentclass[10pt,a4paper]{altacv}",
    "resume": r"\documentclass{resume}",
    "res": r"\documentclass[margin,line]{res}",
    "jobs": "\\documentclass{article}\n" + _JOB,
    "subheadings": "\\documentclass[letterpaper,11pt]{article}\n" + _SUB,
    "entries": "\\documentclass{article}\n" + _ENTRY,
}


def write(parts: Sequence[Part], look: Look, preset: str | None) -> str:
    """Return the source; ``preset`` names the class whose commands the entries use."""
    writer = _Latex(look)
    pieces = [PREAMBLES[preset or ""], "% written anew every spring", r"\begin{document}"]
    for part in parts:
        if part.heading:
            pieces.append(f"\\section{writer.star}{{{writer.text(part.heading)}}}")
        pieces += writer.blocks(part.blocks)
    return "\n\n".join([*pieces, r"\end{document}"]) + "\n"


class _Latex:
    def __init__(self, look: Look) -> None:
        self.accents = look.pick(True, False, False)
        self.star = look.pick("", "*")

    def blocks(self, blocks: Iterable[Block]) -> list[str]:
        """Return each block's source."""
        return [self.block(one) for one in blocks]

    def block(self, block: Block) -> str:
        """Return one block's source."""
        match block:
            case Heading(level=1):
                return f"{{\\LARGE \\textbf{{{self.text(plain(block.runs))}}}}}"
            case Heading():
                return f"\\subsection*{{{self.runs(block.runs)}}}"
            case Lines() | Quote():
                return " \\\\\n".join(map(self.runs, block.lines))
            case Bullets():
                return self._list(block)
            case Row():
                return f"{self.runs(block.left)} \\hfill {self.runs(block.right)}"
            case Table():
                rows = (" & ".join(map(self.runs, row)) + r" \\" for row in block.rows)
                columns = "l" * len(block.rows[0])
                return f"\\begin{{tabular}}{{{columns}}}\n" + "\n".join(rows) + "\n\\end{tabular}"
            case Margin():
                return "\n\n".join([self.runs(block.left), *self.blocks(block.right)])
            case Terms():
                inner = ", ".join(self.runs(one) for one in block.definitions)
                return (
                    f"\\begin{{description}}\n\\item[{self.runs(block.term)}] {inner}\n"
                    "\\end{description}"
                )
            case Box():
                return " \\\\\n".join(self.blocks(block.blocks))
            case Fold():
                return "\n\n".join([self.runs(block.summary), *self.blocks(block.blocks)])
            case Verbatim():
                return " \\\\\n".join(map(self.text, block.lines))
            case Macro():
                held = "".join(f"{{{self.text(one)}}}" for one in block.arguments)
                return f"\\{block.name}{held}"

    def _list(self, block: Bullets) -> str:
        kind = "enumerate" if block.numbered else "itemize"
        rows = []
        for item in block.items:
            rows.append(f"  \\item {self.runs(item.runs)}")
            rows += self.blocks(item.under)
        return "\n".join([f"\\begin{{{kind}}}", *rows, f"\\end{{{kind}}}"])

    def runs(self, made: Runs) -> str:
        """Return runs in their commands."""
        return "".join(map(self._run, made))

    def _run(self, run: Run) -> str:
        text = self.text(run.text)
        if run.link:
            return f"\\href{{{run.link}}}{{{text}}}"
        name = "textbf" if run.bold else "textit" if run.italic else "small" if run.small else ""
        return f"\\{name}{{{text}}}" if name else text

    def text(self, text: str) -> str:
        """Return text with the marks that mean something in LaTeX escaped."""
        made = text.translate(_ESCAPES)
        if self.accents:
            for letter, command in _ACCENTS.items():
                made = made.replace(letter, f"{{{command}}}")
        return made
