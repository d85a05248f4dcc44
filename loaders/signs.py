"""Whether a file is a resume at all, by the values that were found in it.

A text's title has the shape of a name, and any log holds an address: one sign by itself says
little. Two of different kinds are rare elsewhere, and so is one job or one degree that is told in
full. One sign counts by itself only in a file that consists of little else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .layout.fields import values

if TYPE_CHECKING:
    from .document import Document
    from .resume import Resume

SIGNS: Final = ("name", "contact", "role", "study")

_LITTLE_ELSE: Final = 1 / 3  # of all letters and digits: headings and labels take a good part
_PROSE: Final = ("/summary", "/highlights")  # any text has sentences: they speak for nothing


def why_no_resume(resume: Resume, document: Document) -> str | None:
    """Return what a file lacks to be taken for a resume; None where it is one."""
    found = signs(resume)
    if len(found) > 1 or _told_in_full(resume):
        return None
    if found and _share(resume, document) >= _LITTLE_ELSE:
        return None
    missing = [sign for sign in SIGNS if sign not in found]
    beside = "".join(f" beside a {sign}" for sign in found)
    return (
        f"not a resume: no {', '.join(missing[:-1])} or {missing[-1]}{beside}"
        " (--any loads it all the same)"
    )


def signs(resume: Resume) -> list[str]:
    """Return which kinds of signs a resume gives, in the order of ``SIGNS``.

    A headline counts for a role under a name only: by itself, it may be any line that holds an
    agent or an editor. A job of which neither employer nor time is said, and a study without a
    school or a year, are what an advert asks for.
    """
    basics = resume.basics
    there = (
        basics.name,
        basics.email or basics.phone or basics.profiles,
        any(one.name or one.startDate for one in resume.work)
        or any(one.organization or one.startDate for one in resume.volunteer)
        or basics.name
        and basics.label,
        any(one.institution or one.startDate or one.endDate for one in resume.education),
    )
    return [sign for sign, found in zip(SIGNS, there, strict=True) if found]


def _told_in_full(resume: Resume) -> bool:
    """Whether a job says who did what where or when, or a study what was studied where and when.

    Without a date a school and a degree are what an advert asks for and a catalogue offers.
    """
    stints = [(one.position, one.name or one.startDate) for one in resume.work]
    stints += [(one.position, one.organization or one.startDate) for one in resume.volunteer]
    studies = [
        (one.institution and (one.studyType or one.area), one.startDate or one.endDate)
        for one in resume.education
    ]
    return any(first and second for first, second in stints + studies)


def _share(resume: Resume, document: Document) -> float:
    """Return which part of a text's letters and digits stands in values, sentences left out."""
    places = set[int]()
    # Without a name a headline is no sign, and so speaks for nothing either.
    silent = _PROSE if resume.basics.name else (*_PROSE, "/label")
    for pointer, spans in resume.meta.commonground.evidence.items():
        if not any(part in pointer for part in silent):
            places.update(at for start, end in spans for at in range(start, end))
    told = sum(document.text[at].isalnum() for at in places)
    return told / max(1, _letters(document))


def _letters(document: Document) -> int:
    """Return how many letters and digits a document has; names of fields are none of its own."""
    if document.fields is None:
        return sum(map(str.isalnum, document.text))
    return sum(sum(map(str.isalnum, value.text.text)) for value in values(document.fields))
