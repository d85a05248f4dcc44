"""The facts of one document: a Resume becomes nodes and edges about one mention of a person.

Where evidence stands: an edge's ``evidence`` holds the spans that state the relationship (HELD: the
position and the dates; AT: the employer's name; USED and CLAIMS: every mention of the concept). A
node's property ``evidence`` holds the spans behind the node's own values (a person's name, contact
and place; a role's position, dates and place; a study's degree, field, dates and score).
"""

from __future__ import annotations

from ...loaders.resume import (
    Basics,
    ConceptLink,
    Education,
    Project,
    Provenance,
    Resume,
    Volunteer,
    Work,
)
from ...ontology.retired import current_id
from ..identity.keys import handle, sure_keys
from ..model import Fragment, Value, stable_id
from ..months import last_month, stretch
from .draft import Draft
from .name_case import name_case
from .organisations import organisation


def mention_id(key: str) -> str:
    """Return the id of the mention that the document with this key gives."""
    return stable_id("person", key)


def fragment_of(resume: Resume, key: str, mention: str | None = None) -> Fragment:
    """Return the facts of a document.

    ``mention`` is given for a document that moved: it keeps the id of its first key.
    """
    person = mention or mention_id(key)
    draft = Draft(resume, key)
    provenance = resume.meta.commonground
    _state_person(draft, person, resume)
    for number, work in enumerate(resume.work):
        _state_role(draft, person, work, f"/work/{number}", resume)
    for number, service in enumerate(resume.volunteer):
        _state_role(draft, person, service, f"/volunteer/{number}", resume)
    for number, education in enumerate(resume.education):
        _state_education(draft, person, education, f"/education/{number}", provenance)
    for number, project in enumerate(resume.projects):
        _state_project(draft, person, project, f"/projects/{number}", resume)
    _state_claims(draft, person, resume)
    return draft.fragment(person, sure_keys(resume.basics), provenance.asOf)


def interval(
    start: str | None, end: str | None, until: str | None = None
) -> dict[str, Value | None]:
    """Return the certain and the widest months between two ISO dates, both ends counted.

    ``from_months``/``to_months`` cover what is certain whatever the missing precision hides, and
    are left out where nothing is; ``from_outer``/``to_outer`` cover what is possible. Nothing
    lies after ``until``; see ``graph.months.stretch``.
    """
    certain, outer = stretch(start, end, until)
    months: dict[str, Value | None] = {}
    if outer:
        months |= {"from_outer": [outer[0]], "to_outer": [outer[1]]}
    if certain:
        months |= {"from_months": [certain[0]], "to_months": [certain[1]]}
    return months


def limit(as_of: str, *dates: str | None) -> str | None:
    """Return the month that a document speaks from where one of its dates may lie after it."""
    # The dates stay as they are stated; whoever counts months must know where they end.
    later = any(last_month(date) > last_month(as_of) for date in dates if date)
    return as_of[:7] if later else None


def precision(*dates: str | None) -> str | None:
    """Return the coarsest precision of the dates that are known: year, month or day."""
    lengths = [len(date) for date in dates if date]
    return {4: "year", 7: "month", 10: "day"}[min(lengths)] if lengths else None


def _state_person(draft: Draft, person: str, resume: Resume) -> None:
    basics = resume.basics
    # What a person corrected stays as they wrote it.
    corrected = "/basics/name" in resume.meta.commonground.corrections
    name = basics.name if corrected or basics.name is None else name_case(basics.name)
    handles = sorted({text for item in basics.profiles if (text := handle(item))})
    draft.node(
        person,
        "Person",
        name,
        mentions=[person],
        documents=[draft.document],
        names=_listed(basics.name),
        emails=_listed(basics.email),
        phones=_listed(basics.phone),
        sites=_listed(basics.url),
        handles=handles,
        label=basics.label,
        location=_location(basics),
        languages=[_language(item.language, item.fluency) for item in resume.languages],
        awards=[item.title for item in resume.awards],
        certificates=[item.name for item in resume.certificates],
        publications=[item.name for item in resume.publications],
        evidence=list(draft.references(*_person_pointers(resume))),
    )


def _person_pointers(resume: Resume) -> list[str]:
    pointers = [f"/basics/{name}" for name in ("name", "label", "email", "phone", "url")]
    pointers += ["/basics/location"]
    pointers += [
        f"/basics/location/{name}" for name in ("address", "city", "region", "countryCode")
    ]
    for number in range(len(resume.basics.profiles)):
        place = f"/basics/profiles/{number}"
        pointers += [place, f"{place}/network", f"{place}/username", f"{place}/url"]
    for section, name in _PERSON_LISTS.items():
        for number in range(len(getattr(resume, section))):
            pointers += [f"/{section}/{number}", f"/{section}/{number}/{name}"]
    return pointers


_PERSON_LISTS = {
    "languages": "language",
    "awards": "title",
    "certificates": "name",
    "publications": "name",
}


def _state_role(
    draft: Draft, person: str, work: Work | Volunteer, place: str, resume: Resume
) -> None:
    volunteer = isinstance(work, Volunteer)
    employer = work.organization if isinstance(work, Volunteer) else work.name
    slug = organisation(employer).slug if employer else None
    # No end, but a place where the text speaks of one: it says "present" there.
    current = work.endDate is None and draft.has(f"{place}/endDate")
    as_of = resume.meta.commonground.asOf
    role = draft.own_id("role", person, slug, work.position, work.startDate, work.endDate)
    stated = draft.references(*(f"{place}/{name}" for name in ("position", "startDate", "endDate")))
    draft.node(
        role,
        "Role",
        work.position,
        start=work.startDate,
        end=work.endDate,
        current=current,
        until=limit(as_of, work.startDate, work.endDate),
        precision=precision(work.startDate, work.endDate),
        location=work.location if isinstance(work, Work) else None,
        volunteer=True if volunteer else None,
        documents=[draft.document],
        evidence=list(draft.references(f"{place}/location") + stated),
        # "Present" is when the document speaks: time that nobody has attested is not counted.
        **interval(work.startDate, as_of if current else work.endDate, as_of),
    )
    at = _state_organisation(draft, "Employer", employer, person)
    # No edge without evidence: what states it, else what names the employer, else the whole entry.
    named = draft.references(f"{place}/{'organization' if volunteer else 'name'}")
    draft.edge("HELD", person, role, stated or named or draft.under(place))
    if at:
        draft.edge("AT", role, at, named or stated)
    _state_uses(draft, role, place, len(work.keywords), resume.meta.commonground.links)


def _state_uses(
    draft: Draft, source: str, place: str, keywords: int, links: dict[str, ConceptLink]
) -> None:
    for number in range(keywords):
        pointer = f"{place}/keywords/{number}"
        link = links.get(pointer)
        if link:
            draft.edge(
                "USED",
                source,
                current_id(link.concept),
                draft.references(pointer),
                reasons=[link.reason],
            )


def _state_claims(draft: Draft, person: str, resume: Resume) -> None:
    for number, skill in enumerate(resume.skills):
        pointer = f"/skills/{number}"
        link = resume.meta.commonground.links.get(pointer)
        if link:
            evidence = draft.references(pointer, f"{pointer}/name")
            claim: dict[str, Value | None] = {"reasons": [link.reason], "level": skill.level}
            draft.edge("CLAIMS", person, current_id(link.concept), evidence, **claim)


def _state_education(
    draft: Draft, person: str, education: Education, place: str, provenance: Provenance
) -> None:
    kind, area = education.studyType, education.area
    start, end = education.startDate, education.endDate
    slug = organisation(education.institution).slug if education.institution else None
    study = draft.own_id("education", person, slug, kind, area, start, end)
    fields = ("studyType", "area", "startDate", "endDate")
    stated = draft.references(*(f"{place}/{name}" for name in fields))
    draft.node(
        study,
        "Education",
        kind or area,  # what a picture can write beside it: "MSc", else "Physics"
        study_type=kind,
        area=area,
        start=start,
        end=end,
        status="in progress" if end is None and draft.has(f"{place}/endDate") else None,
        until=limit(provenance.asOf, start, end),
        precision=precision(start, end),
        score=education.score,
        documents=[draft.document],
        evidence=list(draft.references(f"{place}/score") + stated),
    )
    school = _state_organisation(draft, "School", education.institution, person)
    named = draft.references(f"{place}/institution")
    draft.edge("STUDIED", person, study, stated or named or draft.under(place))
    if school:
        draft.edge("FROM", study, school, named or stated)
    for type, field in (("OF", "studyType"), ("IN", "area")):
        if link := provenance.links.get(f"{place}/{field}"):
            found = draft.references(f"{place}/{field}")
            draft.edge(type, study, current_id(link.concept), found, reasons=[link.reason])


def _state_project(draft: Draft, person: str, project: Project, place: str, resume: Resume) -> None:
    id = draft.own_id("project", person, project.name)
    stated = draft.references(*(f"{place}/{name}" for name in ("name", "startDate", "endDate")))
    draft.node(
        id,
        "Project",
        project.name,
        start=project.startDate,
        end=project.endDate,
        until=limit(resume.meta.commonground.asOf, project.startDate, project.endDate),
        precision=precision(project.startDate, project.endDate),
        url=project.url,
        documents=[draft.document],
        evidence=list(draft.references(f"{place}/url") + stated),
    )
    draft.edge("BUILT", person, id, stated or draft.under(place))
    _state_uses(draft, id, place, len(project.keywords), resume.meta.commonground.links)


def _state_organisation(draft: Draft, kind: str, text: str | None, person: str) -> str | None:
    if not text:
        return None
    found = organisation(text)
    more: dict[str, Value | None] = {"spellings": [text], "aliases": list(found.aliases)}
    id = f"{kind.lower()}:{found.slug}"
    if not found.shared:
        # By the person: else all freelancers would be colleagues.
        id = unshared_id(kind, person, found.name)
        more |= {"unshared": True, "documents": [draft.document]}
    draft.node(id, kind, found.name, **more)
    return id


def unshared_id(kind: str, person: str, name: str) -> str:
    """Return the id of what one person calls "Freelance" and its like, and nobody shares."""
    return stable_id(kind.lower(), person, organisation(name).slug)


def _listed(value: str | None) -> list[str]:
    return [value] if value else []


def _language(name: str, fluency: str | None) -> str:
    return f"{name} ({fluency})" if fluency else name


def _location(basics: Basics) -> str | None:
    place = basics.location
    if place is None:
        return None
    parts = [place.address, place.city, place.region, place.countryCode]
    return ", ".join(part for part in parts if part) or None
