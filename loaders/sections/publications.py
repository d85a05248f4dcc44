"""Publications and talks, one a line or bullet."""

from __future__ import annotations

from collections.abc import Sequence

from ..builder import Builder, ConceptMention
from ..layout.lines import Line
from ..layout.mapped import Mapped
from ..resume import Publication
from .body import glue


def read_publications(
    builder: Builder, lines: Sequence[Line], start: int
) -> tuple[list[Publication], list[ConceptMention]]:
    """Return publications and talks, one a line or bullet."""
    out: list[Publication] = []
    mentions: list[ConceptMention] = []
    for text, line in _wrapped(lines):
        at = f"/publications/{start + len(out)}"
        name = builder.value(f"{at}/name", text)
        if name:
            publication = Publication(name=name)
            if line.anchors:
                publication.url = builder.value(f"{at}/url", line.anchors[0].url)
            out.append(publication)
            mentions += builder.mentions(text, section="publications")
    return out, mentions


def _wrapped(lines: Sequence[Line]) -> list[tuple[Mapped, Line]]:
    groups: list[list[Line]] = []
    for line in lines:
        # Only an item goes on in the next line: two plain lines may be two publications.
        if groups and not line.bullet and not line.blank_before and groups[-1][0].bullet:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [(glue(*(line.text for line in group)), group[0]) for group in groups]
