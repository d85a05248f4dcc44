"""What a vocabulary's file says of its terms: SKOS in any form that rdflib reads, or CSV."""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from ...errors import UsageError, cut_path
from ..sources import bounded_bytes

_RDF: Final = {
    ".ttl": "turtle",
    ".rdf": "xml",
    ".xml": "xml",
    ".owl": "xml",
    ".jsonld": "json-ld",
    ".json": "json-ld",
    ".nt": "nt",
}
FORMS: Final = frozenset({*_RDF, ".csv", ".tsv"})
"""The endings of files that hold somebody's vocabulary."""

# What columns are called, in small letters without blanks: in ESCO's distribution, and by people.
_COLUMNS: Final = {
    "label": ("preferredlabel", "label", "name", "term", "skill"),
    "others": ("altlabels", "aliases", "synonyms", "alternative", "also"),
    "definition": ("definition", "description", "scopenote"),
    "broader": ("broader", "parent", "category", "broaderconcept"),
    "kind": ("kind", "class", "skilltype", "type"),
    "iri": ("concepturi", "iri", "uri"),
}
_PARTS: Final = re.compile(r"\s*[|;\n]\s*")


class Term(NamedTuple):
    """One term as its file has it: ``broader`` are labels or IRIs; RDF has no ``line``."""

    label: str
    others: tuple[str, ...] = ()
    definition: str = ""
    broader: tuple[str, ...] = ()
    kind: str = ""
    iri: str = ""
    line: int = 0


def read_terms(path: Path) -> list[Term]:
    """Return the terms of a file in its order (CSV) or by IRI (RDF).

    Raises:
        UsageError: the file cannot be read, or is none of these.
    """
    form = _RDF.get(path.suffix.lower())
    if path.suffix.lower() not in FORMS:
        known = ", ".join(sorted(FORMS))
        raise UsageError(f"{cut_path(path)}: no vocabulary's file; known are {known}")
    try:
        data = bounded_bytes(path)
    except OSError as error:
        raise UsageError(f"{cut_path(path)}: {(error.strerror or 'unreadable').lower()}") from None
    found = _of_rdf(path, data, form) if form else list(_of_csv(path, data))
    if not found:
        raise UsageError(f"{cut_path(path)}: no term in it, neither skos:Concept nor a label")
    return found


def _of_rdf(path: Path, data: bytes, form: str) -> list[Term]:
    from rdflib import Graph
    from rdflib.namespace import DCTERMS, RDF, SKOS

    try:
        if form == "json-ld" and _elsewhere(json.loads(data)):
            raise ValueError("its @context is an address, which is not fetched; write it out")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's own, of JSON-LD
            graph = Graph().parse(data=data, format=form)
    except Exception as error:  # each of rdflib's parsers has errors of its own
        why = str(error).splitlines()[0][:120] if str(error) else type(error).__name__
        raise UsageError(f"{cut_path(path)}: not {form} ({why})") from None
    out = []
    for concept in sorted(graph.subjects(RDF.type, SKOS.Concept), key=str):
        names = _texts(graph.objects(concept, SKOS.prefLabel))
        told = [SKOS.definition, SKOS.scopeNote, DCTERMS.description]
        texts = [text for one in told for text in _texts(graph.objects(concept, one))]
        others = _texts(graph.objects(concept, SKOS.altLabel))
        broader = sorted(map(str, graph.objects(concept, SKOS.broader)))
        if names:
            rest = tuple(dict.fromkeys([*names[1:], *others]))
            definition = texts[0] if texts else ""
            out.append(Term(names[0], rest, definition, tuple(broader), iri=str(concept)))
    return out


def _elsewhere(value: Any) -> bool:
    """Return whether JSON-LD names a context by its address: nothing here asks the network."""
    if isinstance(value, dict):
        contexts = value.get("@context", [])
        named = contexts if isinstance(contexts, list) else [contexts]
        return any(isinstance(one, str) for one in named) or any(map(_elsewhere, value.values()))
    return isinstance(value, list) and any(map(_elsewhere, value))


def _texts(values: Iterator[Any]) -> list[str]:
    """Return the texts, the English ones first, then those without a language."""
    ranked = [
        (("en", None).index(language) if language in ("en", None) else 2, language or "", str(one))
        for one in values
        for language in [getattr(one, "language", None)]
    ]
    return [" ".join(text.split()) for _, _, text in sorted(ranked)]


def _of_csv(path: Path, data: bytes) -> Iterator[Term]:
    text = data.decode("utf-8-sig", errors="replace")
    dialect = "excel-tab" if "\t" in text.partition("\n")[0] else "excel"
    rows = csv.reader(io.StringIO(text), dialect)
    head = [re.sub(r"[\s_-]", "", name).lower() for name in next(rows, [])]
    columns = {
        field: next((head.index(name) for name in names if name in head), None)
        for field, names in _COLUMNS.items()
    }
    if columns["label"] is None:
        wanted = ", ".join(_COLUMNS["label"])
        raise UsageError(f"{cut_path(path)}:1: no column of labels; name one of {wanted}")
    for row in rows:
        cells = {field: _cell(row, at) for field, at in columns.items()}
        if cells["label"]:
            yield _of_cells(cells, rows.line_num)


def _of_cells(cells: Mapping[str, str], line: int) -> Term:
    label, *more = _PARTS.split(cells["label"])
    others = [*more, *_PARTS.split(cells["others"])]
    return Term(
        label,
        tuple(dict.fromkeys(one for one in others if one and one != label)),
        " ".join(cells["definition"].split()),
        tuple(one for one in _PARTS.split(cells["broader"]) if one),
        cells["kind"],
        cells["iri"],
        line,
    )


def _cell(row: Sequence[str], at: int | None) -> str:
    return row[at].strip() if at is not None and at < len(row) else ""
