"""What the page of a document shows, as JSON: rows of text, the facts that they became, the rest.

Every text in it is inert: control and direction characters are shown instead of obeyed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ...graph.display import shown, visible
from ...graph.model import Reference, evidence_at
from ...loaders.document import Document
from ...loaders.resume import Resume
from ...loaders.sections.explain import sections_of_lines, signs_of_headers
from ..marks import MARKS
from ..words import counted
from .contacts import Contacts
from .facts import GROUPS, Entry, Fact, Said, said_by
from .rows import Piece, Row, hide, mark, rows_of

if TYPE_CHECKING:
    from ...ontology.model import Concept

_MASKED: Final = "E-mail addresses, telephone numbers and the address are hidden"
_SHOWS: Final = "--contact shows them"
_STARTED: Final = "the service was started without --contact"
"""Who reads the page of a service has no command line, and may not be who started it."""
_ALONE: Final = "A graph keeps the text alone: view the file itself to see how it is set."


def payload_of(
    document: Document,
    resume: Resume,
    concepts: Mapping[str, Concept],
    *,
    contact: bool = False,
    served: bool = False,
) -> dict[str, Any]:
    """Return all that the page shows; without ``contact`` nobody can be reached by it.

    ``concepts`` are the ontology's by id; ``served`` says that a service shows it.
    """
    lines = document.lines
    said = said_by(resume, concepts, list(signs_of_headers(lines)) if lines is not None else [])
    contacts = Contacts(document, said.facts, told=contact)
    rows = rows_of(document)
    unseen = mark(rows, ((span, at) for at, one in enumerate(said.facts) for span in one.spans))
    hide(rows, contacts)
    unused, count = _unused(document, resume), len({row.number for row in rows})
    facts = [_fact(document, one, at, contacts) for at, one in enumerate(said.facts)]
    return {
        "title": shown(document.key),
        "summary": _summary(document, said, count),
        "unused": _counted(len(unused), count),
        "notes": _notes(document, contact=contact, served=served),
        "warnings": _warnings(resume),
        "kinds": _kinds(said),
        "groups": [group for group in GROUPS if any(one.group == group for one in said.entries)],
        "entries": [_entry(one, said, contacts) for one in said.entries],
        "facts": [one | {"unseen": at in unseen} for at, one in enumerate(facts)],
        "blocks": list(_blocks(rows, unused)),
    }


def _entry(entry: Entry, said: Said, contacts: Contacts) -> dict[str, Any]:
    spans = [span for at in entry.facts for span in said.facts[at].spans]
    title = contacts.value(entry.title, spans)
    return {"group": entry.group, "title": title, "facts": entry.facts}


def _fact(document: Document, fact: Fact, at: int, contacts: Contacts) -> dict[str, Any]:
    places = [evidence_at(document, Reference(document.key, *span)) for span in fact.spans]
    # What is told in sentences is shown where it stands: here it would be there twice.
    value = "" if fact.kind == "Text" else contacts.value(fact.value, fact.spans)
    return {
        "kind": fact.kind,
        "what": fact.what,
        "value": "(hidden)" if contacts.holds(at) else value,
        "why": contacts.value(fact.why, fact.spans),
        "more": shown(fact.more),
        "sure": "" if fact.sure is None else f"{fact.sure:.0%}",
        "entry": fact.entry,
        "line": places[0].line,
        "where": shown(places[0].place),
        "places": len({place.line for place in places}),
    }


def _blocks(rows: Sequence[Row], unused: Mapping[int, str]) -> Iterator[dict[str, Any]]:
    """Yield logical lines, each with its rows; ``region`` where another page or part begins."""
    block: dict[str, Any] = {}
    region: int | str = ""
    for row in rows:
        pieces = [_piece(piece) for piece in row.pieces()]
        held = {"number": row.number, "pieces": pieces}
        if row.number in unused:
            held["unused"] = unused[row.number]
        if row.region != region:
            region = row.region
            held["region"] = f"Page {region}" if isinstance(region, int) else region or "text"
        if row.begins or not block:
            if block:
                yield block
            block = {"rows": [], **_set(row)}
        block["rows"].append(held)
    if block:
        yield block


def _set(row: Row) -> dict[str, Any]:
    """Return how a line is set; what is usual is left out."""
    line = row.line
    found = {
        "heading": line.heading,
        "bullet": line.bullet,
        "bold": line.bold or line.header_row,
        "apart": line.blank_before,
    }
    return {name: value for name, value in found.items() if value}


def _piece(piece: Piece) -> Any:
    text = visible(piece.text.replace("\t", "    "))
    return [text, *piece.facts] if piece.facts else text


def _unused(document: Document, resume: Resume) -> dict[int, str]:
    """Return the lines that nothing uses, and what is known of why."""
    sections = sections_of_lines(document.lines) if document.lines is not None else {}
    told = {}
    for one in resume.meta.commonground.unplaced:
        section = sections.get(one.line)
        stands = f"stands in the section “{section}”, and no rule makes anything of it"
        told[one.line] = stands if section else "belongs to no section: nothing reads it"
    return told


def _kinds(said: Said) -> list[dict[str, Any]]:
    counts = Counter(one.kind for one in said.facts)
    looks = [(kind, MARKS[kind]) for kind in MARKS if counts[kind]]
    return [
        {
            "kind": kind,
            "many": look.many,
            "shape": look.shape,
            "filled": look.filled,
            "light": "currentColor",  # the style sheet has the colours
            "count": counts[kind],
        }
        for kind, look in looks
    ]


def _counted(unused: int, lines: int) -> str:
    if not unused:
        return f"Each of {counted(lines, 'line')} is used"
    return (
        f"{unused:,} of {counted(lines, 'line')} {'is' if unused == 1 else 'are'} used by nothing"
    )


def _summary(document: Document, said: Said, lines: int) -> str:
    jobs = sum(one.group == "Jobs" for one in said.entries)
    told = [counted(lines, "line"), counted(len(said.facts), "fact"), counted(jobs, "job")]
    return " · ".join([*told, shown(document.media_type)])


def _notes(document: Document, *, contact: bool, served: bool) -> list[str]:
    notes = [] if contact else [f"{_MASKED}; {_STARTED if served else _SHOWS}."]
    if document.lines is None and document.regions:
        notes.append(_ALONE)
    return notes


def _warnings(resume: Resume) -> list[str]:
    left = sum(resume.meta.commonground.leftOut.values())
    return [f"Left out {left:,} values: more than one life holds."] if left else []
