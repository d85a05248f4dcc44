"""The layout of our Turtle: one block a concept, one predicate a line, sorted, nothing nameless.

The rule keeps diffs small and lets a line scanner say where each statement stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from ..sources import SourceFile

# The rule is about lines and not about what they mean, so it is read off the lines: a parser has
# dropped them by the time it has the statements.
_NAME: Final = r"[a-z]+:[A-Za-z0-9-]+"
_HEADER = re.compile(rf"({_NAME}) a ({_NAME}) [;.]")
_LINE = re.compile(rf"    ({_NAME}) \S.* [;.]")
_ONE_LINER = re.compile(rf"({_NAME})\s+({_NAME})\s+\S+ \.")
_PREFIX = re.compile(r"@prefix ([a-z]*): <([^>]*)> \.")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_SUBJECT = re.compile(rf"({_NAME}|<[^>]*>)[ \t]")


@dataclass
class Block:
    """What stands between a subject at the margin and its full stop; lines count from 1."""

    subject: str
    line: int
    typed: bool
    predicates: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class LayoutFault:
    """A line that breaks the rule, and the subject in whose block it stands."""

    message: str
    subject: str
    line: int


@cache
def blocks_of(file: SourceFile) -> list[Block]:
    """Return the blocks of a file with the place of each predicate; IRIs are written out."""
    prefixes: dict[str, str] = {}
    found: list[Block] = []
    for number, line in enumerate(_lines(file), 1):
        if prefix := _PREFIX.match(line):
            prefixes[prefix[1]] = prefix[2]
        elif one := _ONE_LINER.fullmatch(line):
            subject, predicate = (_expanded(name, prefixes) for name in one.groups())
            found.append(Block(subject, number, predicate == "a", {predicate: number}))
        elif subject_name := _SUBJECT.match(line):
            typed = bool(_HEADER.fullmatch(line))
            found.append(Block(_expanded(subject_name[1], prefixes), number, typed))
        elif found and (predicate_line := re.match(rf"\s+({_NAME})\s", line)):
            found[-1].predicates.setdefault(_expanded(predicate_line[1], prefixes), number)
    return found


@cache
def layout_faults(file: SourceFile) -> list[LayoutFault]:
    """Return every breach of the layout in one file of concepts."""
    blocks = blocks_of(file)
    return [*_order_faults(blocks), *_line_faults(_lines(file), blocks)]


def _order_faults(blocks: list[Block]) -> Iterator[LayoutFault]:
    typed = [block for block in blocks if block.typed]
    for before, block in zip(typed, typed[1:], strict=False):
        if block.subject < before.subject:
            yield LayoutFault("out of order: blocks are sorted by IRI", block.subject, block.line)


def _line_faults(lines: list[str], blocks: list[Block]) -> Iterator[LayoutFault]:
    starts = {block.line: block for block in blocks}
    subject, seen = "", set[str]()
    for number, line in enumerate(lines, 1):
        if number in starts:
            subject, seen = starts[number].subject, set()
        message = _line_fault(line, number in starts)
        predicate = _LINE.fullmatch(line)
        if predicate and predicate[1] in seen:
            message = f"{predicate[1]} stands on two lines of one block"
        if predicate:
            seen.add(predicate[1])
        if message:
            yield LayoutFault(message, subject, number)


def _line_fault(line: str, starts: bool) -> str | None:
    # Texts may hold brackets and semicolons.
    bare = _QUOTED.sub('""', line)
    if not line or line.startswith(("#", "@prefix")):
        return None
    if "[" in bare or re.search(r"(^|\s)_:", bare):
        return "blank node: give it a name"
    if re.search(r" [;.] \S", bare):
        return "two statements on one line"
    if starts and (_HEADER.fullmatch(line) or _ONE_LINER.fullmatch(line)):
        return None
    if not starts and _LINE.fullmatch(line):
        return None
    return (
        "layout: 'skill:slug a cg:Kind ;' at the margin, then one predicate a line after 4 blanks"
    )


def _lines(file: SourceFile) -> list[str]:
    return file.data.decode(errors="replace").split("\n")


def _expanded(name: str, prefixes: dict[str, str]) -> str:
    if name.startswith("<"):
        return name[1:-1]
    prefix, _, local = name.partition(":")
    return prefixes.get(prefix, prefix + ":") + local
