"""Small resumes for the tests of the graph: as files for the reader, or as Resume values."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from commonground.graph.put import DocumentEntry
from commonground.graph.store import StoredGraph
from commonground.loaders.document import Document
from commonground.loaders.formats.reading import RawFile, document_of
from commonground.loaders.formats.registry import format_of
from commonground.loaders.resume import ConceptLink, Meta, Provenance, Resume

AS_OF = "2025-12-01"


def cv(
    name: str = "Wilma Ostrander",
    *,
    email: str = "wilma@example.org",
    employer: str = "Kestrel Works",
    position: str = "Backend Engineer",
    dates: str = "Mar 2019 - Present",
    tools: str = "Go, Apache Kafka",
    skills: str = "PostgreSQL, Redis",
    more: str = "",
) -> str:
    """Return the text of a Markdown resume that the reader takes apart without doubt."""
    return (
        f"# {name}\n\n{email}\n{more}\n## Experience\n\n### {position}, {employer}\n{dates}\n\n"
        f"- Built services with {tools}.\n\n## Skills\n\n{skills}\n"
    )


def document_of_text(text: str, name: str = "cv.md") -> Document:
    """Return what is read from a file of this name that holds this text."""
    data = text.encode()
    return document_of(RawFile(name, data, hashlib.sha256(data).hexdigest(), format_of(name)))


def write_cvs(folder: Path, **texts: str) -> Path:
    """Write files ``name.md`` of a folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


class Said:
    """A document in the making: values with the place of the text that says them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.evidence: dict[str, list[tuple[int, int]]] = {}
        self.links: dict[str, ConceptLink] = {}

    def at(self, pointer: str, quote: str, concept: str | None = None) -> Said:
        """Say that a value stands where the text first has the quote, after what was said of it."""
        spans = self.evidence.setdefault(pointer, [])
        start = self.text.index(quote, spans[-1][1] if spans else 0)
        spans.append((start, start + len(quote)))
        if concept:
            self.links[pointer] = ConceptLink(concept=concept, reason=f"label {quote!r}")
        return self

    def resume(self, key: str = "cv.md", as_of: str = AS_OF, **parts: Any) -> Resume:
        """Return the Resume with these parts and all evidence given so far."""
        provenance = Provenance(
            sha256=self.sha256,
            encoding="utf-8",
            mediaType="text/markdown",
            asOf=as_of,
            asOfSource="option",
            reader="1",
            ontology="1",
            evidence=self.evidence,
            links=self.links,
        )
        meta = Meta(source=key, commonground=provenance)
        return Resume.model_validate({**parts, "meta": meta.model_dump()})

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def entry(self, key: str = "cv.md", as_of: str = AS_OF, **parts: Any) -> DocumentEntry:
        """Return what the store takes."""
        document = Document(key, self.text, "utf-8", "text/markdown", self.sha256)
        return DocumentEntry(document, self.resume(key, as_of, **parts))


def exported(graph: StoredGraph, folder: Path) -> bytes:
    """Return the bytes of the canonical export."""
    (path,) = graph.export(folder / "export.json", contact=True)
    return path.read_bytes()


def raw_bytes(path: Path) -> bytes:
    """Return everything that lies in the graph's file and beside it."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))
