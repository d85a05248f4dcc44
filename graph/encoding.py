"""Documents as small rows: all that follows from one document alone, made where it was read.

A Resume is hundreds of objects, which take longer to hand to another process than to read anew. So
whoever reads a document makes of it, once, what a store keeps and looks up: text, numbers and
tuples. The Resume itself is there as JSON, for the few who need it again.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from ..ontology.folding import fold
from .facts.fragment import fragment_of, mention_id
from .facts.organisations import organisation
from .identity.keys import handle, sure_keys
from .ledger import EncodedResume, Record
from .model import Edge, Fragment, Node

if TYPE_CHECKING:
    from ..loaders.document import Document
    from ..loaders.resume import Resume


Following: TypeAlias = "Callable[[Resume], object]"
"""What a store wants made of each Resume; it is found by its module's name, in any process."""


class EncodedEntry(NamedTuple):
    """A ``DocumentEntry`` as a row: cheap to hand from a process that reads to the one that writes.

    ``misplaced`` is what has evidence that is no place of the text, if anything has.
    """

    key: str
    text: str
    encoding: str
    media_type: str
    sha256: str
    said: EncodedResume
    misplaced: str | None
    path: str
    first_loaded: str
    moved_from: str | None
    unless_forgotten: bool
    marks: frozenset[str] | None

    def encoded(self, *, following: Following | None = None) -> EncodedEntry:
        """Return the row itself, with what it was made with."""
        return self

    @property
    def document(self) -> Document:
        """The document, with the text that places count in."""
        from ..loaders.document import Document

        return Document(self.key, self.text, self.encoding, self.media_type, self.sha256)


def encoded(resume: Resume, *, following: Following | None = None) -> EncodedResume:
    """Return what stores keep of a Resume, and what follows from it by one store's function."""
    provenance = resume.meta.commonground
    return EncodedResume(
        json=packed(resume),
        name=resume.basics.name,
        keys=sure_keys(resume.basics),
        names=tuple(folded_names(resume)),
        as_of=provenance.asOf,
        as_of_source=provenance.asOfSource,
        reader=provenance.reader,
        ontology=provenance.ontology,
        unknown=tuple((one.term, one.reason) for one in provenance.unknown),
        left_out=tuple(provenance.leftOut.items()),
        following=None if following is None else following(resume),
    )


def packed(resume: Resume) -> str:
    """Return the JSON of a Resume; defaults (JSON Resume's own version) are left out."""
    return resume.model_dump_json(exclude_defaults=True)


def folded_names(resume: Resume) -> list[str]:
    """Return, folded and sorted, every name by which ``search`` finds what a document says."""
    return sorted({fold(name) for name in named(resume)})


def named(resume: Resume) -> Iterator[str]:
    """Yield every name and address by which ``search`` finds what a document speaks of."""
    basics = resume.basics
    yield from filter(None, (basics.name, basics.email))
    yield from filter(None, map(handle, basics.profiles))
    for work in resume.work:
        yield from filter(None, (work.position, *_spellings(work.name)))
    for service in resume.volunteer:
        yield from filter(None, (service.position, *_spellings(service.organization)))
    for study in resume.education:
        yield from filter(None, (study.studyType, study.area, *_spellings(study.institution)))
    yield from filter(None, (project.name for project in resume.projects))


def _spellings(text: str | None) -> tuple[str, ...]:
    if not text:
        return ()
    found = organisation(text)
    return text, found.name, *found.aliases


def facts_of(record: Record) -> Fragment:
    """Return the facts of a document that is written: those that came with it, where they did."""
    stored, said = record.stored, record.said
    # The ids of facts hang on the mention, which is another one where the file has moved.
    made = said.following
    if not isinstance(made, bytes) or stored.mention != mention_id(stored.key):
        return fragment_of(said.decoded(), stored.key, stored.mention)
    nodes, edges = pickle.loads(made)
    facts = tuple(Node(*one) for one in nodes), tuple(Edge(*one) for one in edges)
    return Fragment(stored.key, stored.mention, said.keys, said.as_of, *facts)


def facts(resume: Resume) -> bytes:
    """Return the nodes and edges of a document as plain values, which pickle writes at once."""
    fragment = fragment_of(resume, resume.meta.source)
    nodes = [(one.id, one.kind, one.name, one.properties) for one in fragment.nodes]
    edges = [
        (one.id, one.type, one.source, one.target, one.properties, one.evidence)
        for one in fragment.edges
    ]
    return pickle.dumps((nodes, edges), pickle.HIGHEST_PROTOCOL)
