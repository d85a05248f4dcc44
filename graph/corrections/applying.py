"""A reading with its corrections: a pure function of both, whatever was corrected when.

A correction hangs on no number of an entry. It is about the one entry of its section that is cited
from all lines that named it, and about a value that the reading still says. Where the reading says
another, the corrected one itself, or has no such entry or several, the correction does not apply.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from ...loaders.document import Document
from ...loaders.resume import ConceptLink, Location, Resume, Skill, SpanPair
from ..model import Correction
from .fields import (
    PRESENT,
    SKILLS,
    Target,
    concepts_at,
    entry_of,
    entry_text,
    naming_spans,
    part_at,
    spans_under,
    value_at,
)

_LONGEST: Final = 1000
"""Characters of a line that are kept."""

APPLIES: Final = "applies"
SAID: Final = "no longer applies: the document says so itself"
OTHERWISE: Final = "no longer applies: the document says otherwise"
GONE: Final = "no longer applies: no entry stands on these lines"
SEVERAL: Final = "no longer applies: several entries stand on such lines"
AGAIN: Final = "no longer applies: a later correction is of the same"


@dataclass(frozen=True, slots=True)
class Found:
    """What became of a correction: what it is about in this reading, None where it applies no more.

    ``state`` is ``APPLIES`` or the sentence that says why not.
    """

    correction: Correction
    state: str
    target: Target | None = None


def found_in(reading: Resume, document: Document, corrections: Iterable[Correction]) -> list[Found]:
    """Return what each correction is about in a reading of a document, by number."""
    ordered = sorted(corrections, key=lambda one: one.number)
    found = [_found(reading, document, one) for one in ordered]
    last = {one.target: one.correction.number for one in found if one.target}
    return [
        replace(one, state=AGAIN, target=None)
        if one.target
        and last[one.target] != one.correction.number
        # Two that are added to one list are two things.
        and (one.target.item is not None or not one.target.lists_concepts)
        else one
        for one in found
    ]


def corrected(reading: Resume, found: Iterable[Found]) -> Resume:
    """Return a reading with the corrections that apply; the same object where none does.

    ``meta.commonground.corrections`` then says of each value that was corrected by which one.
    """
    applied = [(one.correction, one.target) for one in found if one.target]
    if not applied:
        return reading
    resume = reading.model_copy(deep=True)
    dropped = [target.own for correction, target in applied if _apply(resume, correction, target)]
    for pointer in sorted(dropped, key=_place, reverse=True):  # the last first: numbers shift
        _drop(resume, pointer)
    return resume


def lines_of(document: Document, spans: Iterable[SpanPair]) -> list[str]:
    """Return the lines of a text that some places stand on, each as one would say it again.

    Of a very long one, as a page without line ends is, a hash is returned.
    """
    numbers = sorted({n for start, end in spans for n in _numbers(document, start, end)})
    texts = (document.text[slice(*document.bounds(number))] for number in numbers)
    return [_bounded(" ".join(text.split())) for text in texts]


def _bounded(line: str) -> str:
    if len(line) <= _LONGEST:
        return line
    return hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()


def _numbers(document: Document, start: int, end: int) -> range:
    return range(document.line(start), document.line(max(start, end - 1)) + 1)


def _found(reading: Resume, document: Document, correction: Correction) -> Found:
    entry = entry_of(correction.field)
    if entry is None:
        return _said(reading, correction, correction.field)
    section, number = entry
    rest = correction.field.removeprefix(f"{section}/{number}")
    standing = list(_standing(reading, document, section, correction))
    if len(standing) != 1:
        return Found(correction, SEVERAL if standing else GONE)
    return _said(reading, correction, f"{section}/{standing[0]}{rest}")


def _standing(
    reading: Resume, document: Document, section: str, correction: Correction
) -> list[int]:
    """Return the entries that are cited from all lines that named the one that was corrected."""
    wanted = set(correction.lines.split("\n"))
    spans = {
        number: spans_under(reading, f"{section}/{number}")
        for number in range(len(part_at(reading, section)))
    }
    found = [number for number in spans if wanted <= set(lines_of(document, spans[number]))]
    if len(found) > 1 and document.sha256 == correction.sha256:
        # Two entries that read the same: in the same file the place tells them apart.
        at = (correction.start, correction.end)
        return [number for number in found if any(_touch(at, span) for span in spans[number])]
    return found


def _touch(one: SpanPair, other: SpanPair) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _said(reading: Resume, correction: Correction, pointer: str) -> Found:
    """Return whether a reading still says at a pointer what was corrected."""
    target = Target(pointer, correction.before)
    if target.lists_concepts:
        return _listed(reading, correction, target)
    entry = entry_of(pointer)
    whole = entry is not None and pointer == f"{entry[0]}/{entry[1]}"
    said = entry_text(reading, *entry) if entry and whole else value_at(reading, pointer)
    if said == correction.before:
        return Found(correction, APPLIES, replace(target, whole=whole))
    return Found(correction, SAID if said == correction.after else OTHERWISE)


def _listed(reading: Resume, correction: Correction, target: Target) -> Found:
    labels = concepts_at(reading, target.pointer)
    if correction.before is None:
        state = SAID if correction.after in labels else APPLIES
        return Found(correction, state, target if state == APPLIES else None)
    if correction.before not in labels:
        said = correction.after is None or correction.after in labels
        return Found(correction, SAID if said else OTHERWISE)
    return Found(correction, APPLIES, replace(target, item=labels.index(correction.before)))


def _apply(resume: Resume, correction: Correction, target: Target) -> bool:
    """Write what a correction says into a Resume; return whether the target itself is to go."""
    if target.whole:
        return True
    if not target.lists_concepts:
        _write_value(resume, correction, target)
        return False
    if correction.after is None or correction.after in concepts_at(resume, target.pointer):
        return target.item is not None  # what it is instead stands there already
    _write_concept(resume, correction, correction.after, target)
    return False


_REASON: Final = "corrected"


def _write_value(resume: Resume, correction: Correction, target: Target) -> None:
    pointer, after = target.pointer, correction.after
    parent = pointer.rpartition("/")[0]
    if part_at(resume, parent) is None:
        resume.basics.location = Location()
    part, provenance = part_at(resume, parent), resume.meta.commonground
    setattr(part, target.name, None if after == PRESENT else after)
    provenance.status.pop(pointer, None)
    provenance.links.pop(pointer, None)
    if after is None:
        provenance.evidence.pop(pointer, None)
        if part == Location():  # the reader may cite the whole of it
            provenance.evidence.pop(parent, None)
        return
    if correction.concept is not None:
        provenance.links[pointer] = ConceptLink(concept=correction.concept, reason=_REASON)
    _cite(resume, correction, pointer)


def _write_concept(resume: Resume, correction: Correction, label: str, target: Target) -> None:
    listed: list[Any] = part_at(resume, target.pointer)
    number = len(listed) if target.item is None else target.item
    if target.pointer == SKILLS:
        level = None if target.item is None else listed[number].level
        listed[number : number + 1] = [Skill(name=label, level=level)]
    else:
        listed[number : number + 1] = [label]
    pointer = f"{target.pointer}/{number}"
    link = ConceptLink(concept=str(correction.concept), reason=_REASON)
    resume.meta.commonground.links[pointer] = link
    _cite(resume, correction, pointer)


def _cite(resume: Resume, correction: Correction, pointer: str) -> None:
    """Say which correction a value is of; its place stays that of what was read, or its entry's."""
    provenance, entry = resume.meta.commonground, entry_of(pointer)
    provenance.corrections[pointer] = correction.number
    if not provenance.evidence.get(pointer):
        around = provenance.evidence.get(pointer.rpartition("/")[0], [])
        spans = naming_spans(resume, *entry)[:1] if entry else around
        provenance.evidence |= {pointer: spans} if spans else {}


def _drop(resume: Resume, pointer: str) -> None:
    """Take an item out of its list; what is kept of those behind it goes by their new numbers."""
    listed, _, text = pointer.rpartition("/")
    number = int(text)
    del part_at(resume, listed)[number]
    provenance = resume.meta.commonground
    records: tuple[dict[str, Any], ...] = (
        provenance.evidence,
        provenance.status,
        provenance.links,
        provenance.corrections,
    )
    for record in records:
        kept = {_moved(at, listed, number): one for at, one in record.items()}
        kept.pop(None, None)
        record.clear()
        record.update((at, one) for at, one in kept.items() if at is not None)


def _moved(pointer: str, listed: str, gone: int) -> str | None:
    """Return a pointer as it is once an item of a list is gone; None for what goes with it."""
    if not pointer.startswith(f"{listed}/"):
        return pointer
    number, *rest = pointer[len(listed) + 1 :].split("/")
    if not number.isdecimal() or int(number) < gone:
        return pointer
    return None if int(number) == gone else "/".join((listed, str(int(number) - 1), *rest))


def _place(pointer: str) -> list[tuple[int, str]]:
    """Return a key that sorts pointers with their numbers as numbers."""
    return [(int(step) if step.isdecimal() else -1, step) for step in pointer.split("/")]
