"""What stands beneath a header: bullets, paragraphs, and lines that list technologies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from ..builder import Builder, ConceptMention
from ..layout.lines import Line
from ..layout.mapped import Mapped, join
from ..normalization import bare, lowered
from ..patterns import set_of
from ..segmentation.line_signs import is_labelled_list

# Between the items of a list. "and" and a dash part them too, but only with blanks around them, and
# a dash only before a capital; what can begin one comes first, since most characters cannot.
SEPARATOR: Final = re.compile(
    r"(?=[\s,;|•·/、，；])(?:(?:(?<!\s)\s{1,99})?[,;|•·/\t、，；]\s*|"
    r"(?<!\s)\s+(?:[-–—]\s+(?=[A-Z])|and\s+|und\s+|et\s+))"
)
_LIST: Final = re.compile(r"(?:(?<!\s)\s{1,99})?(?:[•|·,;]|\s/\s)\s*")
_NEARBY: Final = 4000  # characters that the linker looks for hints in: a bound for pages of prose


@dataclass(slots=True)
class Body:
    """The text of an entry and the concepts it names."""

    summary: str | None = None
    highlights: list[str] = field(default_factory=list)
    mentions: list[ConceptMention] = field(default_factory=list)


@dataclass(slots=True)
class _Item:
    text: Mapped
    bullet: bool
    listed: bool


def read_body(builder: Builder, at: str, lines: Sequence[Line], section: str = "work") -> Body:
    """Return paragraphs as a summary, bullets as highlights, and every linked mention."""
    items = _items(lines)
    # A line names "Go" the language where the rest of its entry speaks of programs.
    nearby = " ".join(item.text.text for item in items)[:_NEARBY]
    body = Body()
    paragraphs: list[str] = []
    for item in items:
        builder.use(item.text)
        body.mentions += builder.mentions(
            item.text, listed=item.listed, section=section, nearby=nearby
        )
        if item.bullet:
            pointer = f"{at}/highlights/{len(body.highlights)}"
            value = builder.value(pointer, item.text)
            body.highlights += [value] if value else []
        elif not item.listed:
            value = builder.value(f"{at}/summary", item.text)
            paragraphs += [value] if value else []
    body.summary = "\n".join(paragraphs) or None
    return body


def _items(lines: Sequence[Line]) -> list[_Item]:
    groups: list[tuple[list[Mapped], bool, bool]] = []
    for line in lines:
        listed = is_list(line)
        if groups and _continues(line, listed) and not groups[-1][2]:
            groups[-1][0].append(line.text)
        else:
            groups.append(([line.text], bool(line.bullet), listed))
    return [_Item(glue(*texts), bullet, listed) for texts, bullet, listed in groups]


def _continues(line: Line, listed: bool) -> bool:
    """A wrapped line goes on where the last one ended."""
    if line.bullet or line.heading or listed or line.cells or line.bold:
        return False
    text = line.plain.lstrip()
    return not line.blank_before or text[:1].islower()


def glue(*texts: Mapped) -> Mapped:
    """Return lines as one, with blanks of no width between them."""
    parts: list[Mapped] = []
    for text in texts:
        end = parts[-1].ends[-1] if parts and len(parts[-1]) else 0
        parts += [Mapped(" ", [end], [end]), text] if parts else [text]
    return join(parts) if len(parts) > 1 else texts[0]


def is_list(line: Line) -> bool:
    """Return whether a line lists terms: ``Tech: Go, Redis`` or short items between separators."""
    text = line.plain.strip()
    if is_labelled_list(text) or line.cells:
        return True
    if text.endswith((".", "!")):
        return False
    # Three short parts, most of which begin as names do: "Go, Redis, NATS".
    parts = [part for part in _LIST.split(text) if part.strip()]
    if len(parts) < 3:
        return False
    lower = sum(part.lstrip()[:1].islower() for part in parts)
    short = all(len(part.split()) <= (3 if line.bullet else 4) for part in parts)
    return short and 3 * lower <= len(parts) and bare(text) != ""


def without_heads(builder: Builder, lines: Sequence[Line]) -> list[Line]:
    """Return the lines without those that name the columns of a table."""
    heads = [line for line in lines if line.header_row and not names_value(line)]
    for line in heads:
        builder.use(line.text)
    return (
        [line for line in lines if not line.header_row or names_value(line)]
        if heads
        else list(lines)
    )


def names_value(line: Line) -> bool:
    """Return whether a row of two cells is a label and its value: ``| Company | Norvik |``."""
    if len(line.cells) != 2:
        return False
    labels = set_of("labels")
    label, value = (lowered(cell.text).strip(" :") for cell in line.cells)
    return label in labels and value not in labels
