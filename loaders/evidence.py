"""What evidence must be: a place in the document's own text that says something."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from .layout.mapped import Span
from .resume import Resume, SpanPair


def misplaced(resume: Resume, text: str) -> str | None:
    """Return what a resume gives a place that is none of the text; None where every place is one.

    Readers leave such a value out where they make it. This is asked once more of whatever is to be
    stored, wherever it comes from: quotes, lines and pages are cut from the text by these numbers.
    """
    length = len(text)
    wrong = (name for name, span in _places(resume) if not Span(*span).lies_in(length))
    return next(wrong, None)


def _places(resume: Resume) -> Iterator[tuple[str, SpanPair]]:
    provenance = resume.meta.commonground
    cited = ((at, span) for at, spans in provenance.evidence.items() for span in spans)
    unknown = ((f"/unknown/{i}", one.span) for i, one in enumerate(provenance.unknown))
    unclaimed = ((f"/unclaimed/{i}", one.span) for i, one in enumerate(provenance.unclaimed))
    return chain(cited, unknown, unclaimed)
