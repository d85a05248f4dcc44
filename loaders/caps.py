"""How much of one document becomes facts: more than anybody has lived is left out, and listed.

A resume is asked about in everybody's questions, so that one of ten thousand jobs would slow them
all. The caps are several times what the longest honest resumes have. What is beyond a cap is the
end of its list, in the order of the text; its lines are then unplaced, and ``leftOut`` in the
Resume's provenance says how many of what it was.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from .document import Document
from .resume import Part, Resume, SpanPair, Unclaimed, UnknownTerm, Unplaced

CAPS: Final[Mapping[str, int]] = {
    "work": 100,
    "volunteer": 100,
    "education": 40,
    "projects": 200,
    "awards": 200,
    "certificates": 200,
    "publications": 1000,
    "skills": 500,
    "languages": 40,
    "interests": 100,
    "references": 40,
}
"""The most items of each list of a Resume."""

WITHIN: Final[Mapping[str, int]] = {
    "profiles": 40,
    "highlights": 200,
    "keywords": 300,
    "courses": 200,
}
"""The most items of each list within an entry, or within ``basics``."""

UNKNOWN: Final = 1000
"""The most listed terms that no concept covers."""

_MOST: Final = {**CAPS, **WITHIN}


def within_caps(resume: Resume, document: Document) -> Resume:
    """Return the resume without what is beyond the caps; most have nothing there.

    The resume is changed in place.
    """
    provenance = resume.meta.commonground
    left = Counter(dict(_shortened(resume, CAPS)))
    for part in (resume.basics, *resume.work, *resume.volunteer, *resume.projects):
        left.update(dict(_shortened(part, WITHIN)))
    for study in resume.education:
        left.update(dict(_shortened(study, WITHIN)))
    lost: list[SpanPair] = []
    both: dict[str, list[UnknownTerm] | list[Unclaimed]] = {
        "unknown": provenance.unknown,
        "unclaimed": provenance.unclaimed,
    }
    for name, noted in both.items():
        if len(noted) > UNKNOWN:
            left[name] = len(noted) - UNKNOWN
            lost += [one.span for one in noted[UNKNOWN:]]
            del noted[UNKNOWN:]
    if left:
        provenance.leftOut = dict(sorted(left.items()))
        _forget_places(resume, document, lost)
    return resume


def _shortened(part: Part, caps: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Cut the lists of a part to their caps; give the names of those, and by how much."""
    for name in caps.keys() & type(part).model_fields.keys():
        items, most = getattr(part, name), caps[name]
        if len(items) > most:
            yield name, len(items) - most
            del items[most:]


def _forget_places(resume: Resume, document: Document, lost: list[SpanPair]) -> None:
    """Forget the evidence of what was left out; lines that nothing else cites are unplaced."""
    provenance = resume.meta.commonground
    gone = [pointer for pointer in provenance.evidence if _is_beyond(pointer)]
    lost += [pair for pointer in gone for pair in provenance.evidence.pop(pointer)]
    for record in (provenance.status, provenance.links):
        for pointer in [pointer for pointer in record if _is_beyond(pointer)]:
            del record[pointer]
    starts = document.line_starts
    cited = [pair for pairs in provenance.evidence.values() for pair in pairs]
    cited += [term.span for term in provenance.unknown]
    cited += [named.span for named in provenance.unclaimed]
    kept = _lines(starts, cited)
    known = {line.line for line in provenance.unplaced}
    provenance.unplaced += [
        Unplaced(line=number, text=text)
        for number in sorted(_lines(starts, lost) - kept - known)
        if (text := _line(document, number))
    ]
    provenance.unplaced.sort(key=lambda line: line.line)


def _is_beyond(pointer: str) -> bool:
    """Return whether a JSON pointer leads to an item beyond the cap of its list.

    >>> [_is_beyond(f"/work/{end}") for end in ("99/name", "100/name", "0/keywords/300")]
    [False, True, True]
    """
    parts = pointer.split("/")
    pairs = zip(parts, parts[1:], strict=False)
    return any(name in _MOST and int(number) >= _MOST[name] for name, number in pairs)


def _lines(starts: list[int], pairs: Iterable[SpanPair]) -> set[int]:
    """Return the numbers of the lines that spans stand on."""
    return {
        number
        for start, end in pairs
        for number in range(bisect_right(starts, start), bisect_right(starts, end - 1) + 1)
    }


def _line(document: Document, number: int) -> str:
    starts = document.line_starts
    end = starts[number] if number < len(starts) else len(document.text)
    return document.text[starts[number - 1] : end].strip()
