"""What every line of a document became, with the evidence that decided and the runner-up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..boilerplate import without_boilerplate
from ..document import Document
from ..layout.lines import Line
from ..layout.mapped import Span as Place
from ..segmentation.atoms import Atom, text_of
from ..segmentation.outline import BODY, HOPELESS, Outline, outline
from ..segmentation.patterns import Reading, Span
from ..segmentation.roles import signs
from .entries import entries_of
from .headings import Section, split_sections
from .job_headers import read_headers
from .labelled_lines import with_whole_labels

_JOBS = frozenset({"work", "volunteer"})
LEFT = "what is left"


def explained(document: Document) -> Iterator[tuple[int, str]]:
    """Yield the number of each line that shows something, and what it became.

    Of the jobs: whether a line begins an entry, goes on with its header or is of its body, by which
    signs, and by how much the whole is worse where it is none of it. Under the last line of a
    header stands what its pieces were read as, with their signs, and the next best reading.

    Raises:
        ValueError: the document comes from a store, without lines.
    """
    if document.lines is None:
        raise ValueError(f"{document.key}: read the file again, a store keeps no lines")
    for section in split_sections(without_boilerplate(document.lines)):
        if section.heading is not None:
            yield section.heading.number, f"heading: {section.name}"
        if section.name in _JOBS:
            yield from _of_jobs(section)
        else:
            yield from ((line.number, section.name) for line in section.lines)


def sections_of_lines(lines: Sequence[Line]) -> dict[int, str]:
    """Return the section that each line is of, by its number; of a letter's lines none is."""
    sections = split_sections(without_boilerplate(lines))
    return {line.number: section.name for section in sections for line in section.lines}


def signs_of_headers(lines: Sequence[Line]) -> Iterator[tuple[str, Place, str]]:
    """Yield what the headers of jobs were read as: the part, its place, and its signs in words."""
    for section in split_sections(without_boilerplate(lines)):
        if section.name in _JOBS:
            told = [line for line in section.lines if not line.header_row]
            _, entries = entries_of(told, outline(told).kinds)
            for atoms, readings in read_headers(entries):
                for span in readings[0].spans if readings else ():
                    place = text_of(atoms[span.first : span.end]).span
                    if place is not None:
                        yield span.role, place, ", ".join(_signs(atoms, span)) or LEFT


def _of_jobs(section: Section) -> Iterator[tuple[int, str]]:
    lines = with_whole_labels([line for line in section.lines if not line.header_row])
    whole = outline(lines)
    _, entries = entries_of(lines, whole.kinds)
    read = zip(entries, read_headers(entries), strict=True)
    headers = {id(entry.headers[-1]): said for entry, said in read}
    for index, line in enumerate(lines):
        yield line.number, _of_line(section, lines, whole, index)
        for text in _of_header(*headers.get(id(line), ((), ()))):
            yield line.number, text


def _of_line(section: Section, lines: Sequence[Line], whole: Outline, index: int) -> str:
    kind, own = whole.kinds[index], whole.signs[index]
    names = ", ".join(own.names) or "no sign"
    if kind == BODY and (own.barred or own.score <= HOPELESS):
        return f"{section.name}: {kind} ({names})"
    other = outline(lines, (index, kind))
    behind = f"else {other.kinds[index]}, {whole.score - other.score:.1f} behind"
    return (
        f"{section.name}: {kind} {own.score:+.1f} ({', '.join(own.names) or 'no sign'}; {behind})"
    )


def _of_header(atoms: Sequence[Atom], readings: Sequence[Reading]) -> Iterator[str]:
    for reading in readings[:1]:
        for span in reading.spans:
            yield f"    {_said(atoms, span)}: {', '.join(_signs(atoms, span)) or LEFT}"
        yield f"    in all {reading.score:+.1f}, votes of the others {reading.votes:+.1f}"
    for reading in readings[1:2]:
        parts = ", ".join(_said(atoms, span) for span in reading.spans)
        behind = readings[0].total - reading.total
        yield f"    else {parts}: {behind:.1f} behind" if behind >= 0 else f"    outvoted: {parts}"


def _said(atoms: Sequence[Atom], span: Span) -> str:
    return f'{span.role} "{text_of(atoms[span.first : span.end]).text}"'


def _signs(atoms: Sequence[Atom], span: Span) -> list[str]:
    found = getattr(signs(text_of(atoms[span.first : span.end]).text), span.role)
    return [sign.partition(": ")[2] for sign in found]
