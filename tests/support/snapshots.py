"""Every question on the examples, and on the seeds where they are at hand, as stored answers.

A change that should not touch answers is held against these. Of each answer the snapshot keeps the
SHA-256 of what is printed; of the invented examples also one short line a row, so that a difference
can be read. Of the seeds, who are real people, it keeps nothing but digests.

``python tests/support/snapshots.py --update`` writes them anew: read the difference before
committing it.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any
from unittest.mock import patch

ROOT = Path(__file__).resolve().parents[2]
STORED = ROOT / "tests" / "data" / "snapshots.json"
FOLDERS = {"examples": ROOT / "examples" / "resumes", "seeds": ROOT.parent / "shared" / "seeds"}
AS_OF = "2025-12-01"

STACKS = (
    ("Temporal:12m", "Go"),
    ("Go AND (Kafka OR NATS) AND NOT PHP",),
    ("Temporal", "Erlang", "COBOL"),
    ("Go:current",),
    ("Kafka:since=2023",),
    ("Solidity", "zero-knowledge proof"),
    ("message broker",),
    ("database", "NOT Redis"),
    ("saga pattern",),
    ("Kubernetes:24m", "blockchain interoperability"),
)
NODES = ("Temporal", "Go", "Kafka", "Kubernetes")
SEARCHES = ("k8s", "go", "temporl", "ethereum", "lind")
SUFFIXES = (".graphml", ".gexf", ".json", ".csv", ".ttl")

Snapshot = dict[str, dict[str, Any]]


def taken(which: str, folder: Path) -> Snapshot:
    """Return the snapshot of one folder of resumes, made in an empty folder."""
    graph = str(folder / "people.db")
    _printed("-g", graph, "load", str(FOLDERS[which]), "--as-of", AS_OF)
    readable = which == "examples"
    commands = dict(_commands(sorted(path.name for path in FOLDERS[which].iterdir()), which))
    with _open_once(graph), contextlib.chdir(FOLDERS[which]):  # ``parse`` names files as given
        printed = {name: _printed("-g", graph, *argv) for name, argv in commands.items()}
    found = {name: _kept(text, readable) for name, text in printed.items()}
    return found | _exports(graph, folder)


@contextlib.contextmanager
def _open_once(path: str) -> Iterator[None]:
    """Let all commands share one open graph: to project it for each would take half a minute."""
    from commonground import open_graph

    graph = open_graph(path)
    opening = patch("commonground.graph.opening.open_graph", lambda *_, **__: graph)
    try:
        with opening, patch.object(type(graph), "__exit__", lambda *_: None):
            yield
    finally:
        graph.close()


def _commands(files: list[str], which: str) -> Iterator[tuple[str, list[str]]]:
    """Give what is asked by a name that holds no name of a real person's file."""
    label = {file: file if which == "examples" else file[:3] for file in files}
    yield "info", ["info"]
    yield "parse", ["parse", ".", "--as-of", AS_OF]
    for terms in STACKS:
        yield f"find {' '.join(terms)}", ["find", *terms]
    for text in SEARCHES:
        yield f"search {text}", ["search", text]
    for name in NODES:
        yield f"show {name}", ["show", name]
        yield f"path {label[files[0]]} {name}", ["path", files[0], name]
    yield "shared", ["shared"]
    for file in files:
        yield f"similar {label[file]}", ["similar", file]
        yield f"colleagues {label[file]}", ["colleagues", file]
        yield f"tenure {label[file]}", ["tenure", file]
        yield f"show {label[file]}", ["show", file]
    for a, b in list(combinations(files, 2))[::7]:
        yield f"shared {label[a]} {label[b]}", ["shared", a, b]
        yield f"path {label[a]} {label[b]}", ["path", a, b]


def _printed(*argv: str) -> str:
    """Return what a command prints as JSON, or the complaint that it ends with."""
    from commonground.cli.main import main

    listed = argv[2] not in {"load", "export"}
    said, talk = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(talk):
        code = main([*argv, "--format", "json"] if listed else list(argv))
    if code and not listed:
        raise RuntimeError(f"{argv[2]} ended with {code}: {talk.getvalue()}")
    return json.dumps({"code": code, "said": talk.getvalue()}) if code else said.getvalue()


def _kept(text: str, readable: bool) -> dict[str, Any]:
    digest = {"sha256": hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()}
    found = json.loads(text)
    if not readable or not isinstance(found, dict) or "rows" not in found:
        return digest
    return digest | {"rows": [_line(row) for row in found["rows"]]}


def _line(row: dict[str, Any]) -> str:
    name = row.get("sentence") or row.get("name") or row.get("id") or ""
    said = [row.get(key) for key in ("score", "months", "from", "to") if row.get(key) is not None]
    return " ".join(map(str, [name, *said]))


def _exports(graph: str, folder: Path) -> Snapshot:
    found: Snapshot = {}
    for suffix in SUFFIXES:
        place = folder / f"export{suffix}"
        place.mkdir()
        with contextlib.chdir(place):
            _printed("-g", graph, "export", "-o", f"net{suffix}")
        joined = b"".join(p.name.encode() + p.read_bytes() for p in sorted(place.iterdir()))
        found[f"export {suffix}"] = {"sha256": hashlib.sha256(joined).hexdigest()}
    return found


def main() -> None:
    """Write the snapshots of every folder that is at hand anew."""
    stored = json.loads(STORED.read_text("utf-8")) if STORED.exists() else {}
    for which, place in FOLDERS.items():
        if place.is_dir():
            with tempfile.TemporaryDirectory() as folder:
                stored[which] = taken(which, Path(folder))
    text = json.dumps(stored, ensure_ascii=False, indent=1, sort_keys=True)
    STORED.write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    if sys.argv[1:] != ["--update"]:
        sys.exit("usage: python tests/support/snapshots.py --update")
    os.environ.pop("COMMONGROUND_ONTOLOGY", None)
    main()
