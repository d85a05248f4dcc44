"""The graph as files for ``neo4j-admin database import``, which fills an empty server by itself.

What comes out is what loading over Bolt would have written, node by node: the people and all that
follows from the documents, the ontology, and the documents and decisions themselves. So the server
is a graph of commonground afterwards, which answers, loads and forgets like any other. The shape of
every row is that of ``graph.neo4j``; only the way there is another.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ...errors import UsageError
from ...ontology.atomic import Text
from ...ontology.kinds import SKILL_KINDS
from ..encoding import encoded
from ..export.batches import PEOPLE, Batch, Survey, stated, surveyed
from ..export.spool import Spools
from ..facts.projection import concept_parts
from ..ledger import Ledger, Record, StoredDocument
from ..model import FACT_KINDS
from .import_tables import Tables
from .ledger import correction_row, document_row, key_rows, unread_row
from .organisations import naming_links, naming_row
from .schema import VERSION, constraints
from .writer import node_row

if TYPE_CHECKING:
    from ..export.source import ExportSource

SCRIPT: Final = "import.sh"
CONSTRAINTS: Final = "constraints.cypher"

_BUFFER: Final = 4 << 20
"""Characters that the importer takes of one field, unless it is told."""

_FURTHER: Final = '"$@" "${NEO4J_DATABASE:-neo4j}"'
_SCRIPT: Final = """\
#!/bin/sh
# Fills a new database of a Neo4j server with this graph. The server must not be running, and the
# database must not be there yet (or add --overwrite-destination: further options are passed on).
# Then start the server and run {constraints} in the database, for example with
#   cypher-shell -d neo4j -f {constraints}
# and ask: commonground -g bolt://localhost:7687 info
cd "$(dirname "$0")" || exit
exec {command} {further}
"""


def neo4j_admin(graph: ExportSource, folder: Path, spools: Spools) -> Mapping[Path, Text]:
    """Return the files of a folder, to be read while the spools are open.

    Raises:
        BackendUnreachable: a document is damaged.
    """
    tables = Tables(spools.rows)
    survey = surveyed(graph)
    for batch in _everything(graph, survey):
        _add(tables, batch)
    _add_namings(tables, survey)
    for record in _records(graph):
        _add_document(tables, record)
    graph.reading(partial(_add_notes, tables, graph.ontology.version))
    files: dict[str, Text] = dict(tables.files())
    script = _SCRIPT.format(
        command=_command(files, tables), constraints=CONSTRAINTS, further=_FURTHER
    )
    files[CONSTRAINTS] = "".join(f"{statement};\n" for statement in constraints())
    files[SCRIPT] = script  # last: where it is, everything is
    return {folder / name: content for name, content in files.items()}


def command_of(written: Iterable[Path]) -> str | None:
    """Return the command that imports the files that were written, where they are such."""
    script = next((path for path in written if path.name == SCRIPT), None)
    if script is None:
        return None
    command = script.read_text("utf-8").splitlines()[-1].removeprefix("exec ")
    return f"cd {shlex.quote(str(script.parent))} && {command.removesuffix(_FURTHER)}neo4j"


def _command(names: Iterable[str], tables: Tables) -> str:
    """Return the command that imports files of the folder it runs in, without the database."""
    parts = ["neo4j-admin", "database", "import", "full"]
    related = [name for name in names if name.partition("-")[0].isupper()]
    parts += [f"--nodes={name}" for name in names if name not in related]
    parts += [f"--relationships={name}" for name in related]
    parts += [f"--array-delimiter=U+{ord(tables.delimiter):04X}", "--multiline-fields=true"]
    parts.append(f"--read-buffer-size={max(_BUFFER, 2 * tables.longest)}")
    return shlex.join(parts)


def _everything(graph: ExportSource, survey: Survey) -> Iterator[Batch]:
    targets: set[str] = set()
    for batch in stated(graph, survey):
        targets.update(edge.target for edge in batch.edges)
        yield batch
    yield Batch(*concept_parts(targets, graph.ontology))


def _add(tables: Tables, batch: Batch) -> None:
    for node in batch.nodes:
        row = node_row(node)
        labels = [node.kind, "Skill"] if node.kind in SKILL_KINDS else [node.kind]
        head = (node.kind, f"id:ID({_space(node.id)})", ":LABEL")
        tables.add(head, (row.pop("id"), labels), row)
    for edge in batch.edges:
        row = {"id": edge.id, "evidence": list(edge.evidence) or None, **edge.properties}
        _add_edge(tables, (edge.source, edge.target, edge.type), row)


def _add_edge(tables: Tables, ends: tuple[str, str, str], row: Mapping[str, Any]) -> None:
    source, target, type = ends
    a, b = _space(source), _space(target)
    head = (f"{type}-{a}-{b}", f":START_ID({a})", f":END_ID({b})", ":TYPE")
    tables.add(head, ends, row)


def _space(id: str) -> str:
    """Return where an id is looked for: among the facts of a kind, or among all concepts."""
    kind = id.partition(":")[0].capitalize()
    return kind if kind in FACT_KINDS else "Concept"


def _add_namings(tables: Tables, survey: Survey) -> None:
    joined = {*survey.renamed, *survey.renamed.values()}
    head = ("Naming", "id:ID(Naming)", ":LABEL")
    links = ("ALSO-Naming-Naming", ":START_ID(Naming)", ":END_ID(Naming)", ":TYPE")
    alone: set[str] = set()
    for id, tally in sorted(survey.tallies.items()):
        row = naming_row(id, tally, joined=id in joined)
        tables.add(head, (row.pop("id"), "Naming"), row)
        for source, other in naming_links(id, tally):
            tables.add(links, (source, other, "ALSO"), {})
            alone.add(other)
    for id in sorted(alone - survey.tallies.keys()):
        tables.add(head, (id, "Naming"), {})


def _records(graph: ExportSource) -> Iterator[Record]:
    documents = {stored.key: stored for stored in graph.documents()}
    keys = sorted(documents)
    for start in range(0, len(keys), PEOPLE):
        some = {key: documents[key] for key in keys[start : start + PEOPLE]}
        yield from graph.reading(partial(_read, some))


def _read(documents: Mapping[str, StoredDocument], ledger: Ledger) -> list[Record]:
    return [
        Record(documents[one.key], one.text, encoded(one.said), one.as_read)
        for one in ledger.contents(documents)
    ]


def _add_document(tables: Tables, record: Record) -> None:
    row = document_row(record)
    _add_plain(tables, "Document", row)
    for key, mention in key_rows(row):
        _add_plain(tables, "IdentityKey", {"key": key, "mention": mention})


def _add_notes(tables: Tables, ontology: str, ledger: Ledger) -> None:
    """Add decisions and what was noted, and the one node that says that this is our graph."""
    decisions, corrections = ledger.decisions(), ledger.corrections()
    for decision in decisions:
        _add_plain(tables, "Decision", asdict(decision))
    for correction in corrections:
        _add_plain(tables, "Correction", correction_row(correction))
    for file in ledger.unread():
        _add_plain(tables, "Unread", unread_row(file))
    for hash in sorted(ledger.forgotten()):
        _add_plain(tables, "Forgotten", {"hash": hash})
    numbers = [*(one.number for one in decisions), *(one.number for one in corrections)]
    settings = {"salt": ledger.salt, "generation": 1, "decided": max(numbers, default=0)}
    _add_plain(
        tables,
        "Graph",
        {"id": "graph", **settings, "schema": VERSION, "ontology": ontology},
    )


def _add_plain(tables: Tables, label: str, row: Mapping[str, Any]) -> None:
    """Add a node that no relationship leads to."""
    tables.add((label, ":LABEL"), (label,), row)


def check_choices(*, ontology: bool, contact: bool) -> None:
    """Refuse what would not be a graph that can be opened.

    Raises:
        UsageError: the ontology or how to write to people is to be left out.
    """
    if not ontology:
        raise UsageError("a server's graph needs the ontology: leave out --no-ontology")
    if not contact:
        raise UsageError(
            "a server's graph holds the documents themselves, and with them everybody's addresses:"
            " add --contact (contact=True)"
        )
