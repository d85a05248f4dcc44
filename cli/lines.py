"""How tables show the lines behind a fact."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from ..graph.model import place_of
from ..queries.cells import RowJson, cited_at
from .output import Marked

if TYPE_CHECKING:
    from ..graph.store import StoredGraph
    from ..loaders.document import Document

# What fits a terminal of 120 columns beside the name and the line.
WIDTH = 96
DOCUMENTS = 64
"""Texts that are kept: each row cites few, and those of a million rows would fill the memory."""


class Lines:
    """Shows pieces of evidence as ``file:line  text of the line``, of a PDF with the page."""

    def __init__(self, graph: StoredGraph) -> None:
        self._document = lru_cache(DOCUMENTS)(graph.document)

    def first(self, evidence: Iterable[RowJson], most: int) -> list[Marked]:
        """Return at most so many distinct lines; the last says how many more there are."""
        # One line may say several things; it is shown once. What was corrected is shown before the
        # lines that say the rest: it is what they do not say.
        ordered = sorted(evidence, key=lambda item: "corrected" not in item)
        by_place: dict[str, RowJson] = {}
        for item in ordered:
            by_place.setdefault(cited_at(item), item)
        shown = [self.one(item) for item in islice(by_place.values(), most)]
        more = len(by_place) - len(shown)
        return [*shown[:-1], shown[-1].then(f"  (+{more} more)")] if more and shown else shown

    def one(self, evidence: RowJson) -> Marked:
        """Return one piece of evidence; an ontology's is its own quote."""
        if "corrected" in evidence:
            return Marked(cited_at(evidence))
        whole = Marked(" ".join(evidence["quote"].split()))
        shown = self._around(evidence) if "start" in evidence else whole
        return shown.after(f"{place_of(evidence)}  ")

    def _around(self, evidence: RowJson) -> Marked:
        """Return the line that holds the quote, as it is read, cut on both sides where long."""
        from ..graph.quoting import shown_line

        document: Document = self._document(evidence["source"])
        begin, end = document.bounds(evidence["line"])
        start = evidence["start"] - begin
        line = document.text[begin:end]
        return Marked(*shown_line(line, start, evidence["end"] - begin, WIDTH))
