"""Every fact that ``show`` prints has a quote that stands at its place in the file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from commonground import load, open_graph
from commonground.cli.main import main
from commonground.cli.show import row_of
from commonground.graph.model import FACT_KINDS, FACT_TYPES

ROOT = Path(__file__).resolve().parent.parent
AS_OF = "2025-12-01"
FOLDERS = {"examples": ROOT / "examples" / "resumes", "seeds": ROOT.parent / "shared" / "seeds"}


@pytest.fixture(scope="module", params=sorted(FOLDERS))
def shown(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Return the rows of all facts of a folder, and the text of each file as its bytes decode."""
    folder = FOLDERS[request.param]
    if not folder.is_dir():
        pytest.skip(f"{folder} is not here")
    with open_graph(
        str(tmp_path_factory.mktemp(request.param) / "people.db"), create=True
    ) as graph:
        load(folder, into=graph, as_of=AS_OF)
        whole = graph.to_networkx()
        facts = [id for id, data in whole.nodes(data=True) if data["kind"] in FACT_KINDS]
        rows = [row_of(graph, graph.node(id)) for id in facts]
        encodings = {one.key: one.encoding for one in graph.documents()}
    return rows, {key: (folder / key).read_bytes().decode(encodings[key]) for key in encodings}


def test_every_quote_stands_at_its_place(
    shown: tuple[list[dict[str, Any]], dict[str, str]],
) -> None:
    rows, texts = shown
    pieces = [piece for row in rows for piece in _pieces(row)]
    assert len(pieces) > 100
    for piece in pieces:
        text = texts[piece["source"]]
        before = text[: piece["start"]].replace("\r\n", "\n").replace("\r", "\n")
        assert text[piece["start"] : piece["end"]] == piece["quote"] != ""
        assert before.count("\n") + 1 == piece["line"]


def test_every_fact_has_a_quote(shown: tuple[list[dict[str, Any]], dict[str, str]]) -> None:
    rows, _ = shown
    for row in rows:
        assert row["sources"], row["id"]
        for edge in row["edges"]:
            assert edge["evidence"] or edge["type"] not in FACT_TYPES, edge["id"]


def test_show_prints_that_row(demo_graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-g", str(demo_graph), "show", "Temporal", "--format", "json"]) == 0
    (printed,) = json.loads(capsys.readouterr().out)["rows"]
    with open_graph(str(demo_graph)) as graph:
        assert printed == row_of(graph, graph.node("Temporal"))
    assert {edge["type"] for edge in printed["edges"]} >= {"USED", "HAS_SKILL", "BROADER"}


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_a_person_is_shown_as_their_profile(
    form: str, demo_graph: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = []
    for words in (["show", "ada.md"], ["profile", "ada.md"], ["show", "ada.md", "--contact"]):
        assert main(["-g", str(demo_graph), *words, "--format", form]) == 0
        printed.append(capsys.readouterr().out)
    shown, profile, contact = printed
    assert shown == profile
    with open_graph(str(demo_graph)) as graph:
        (email,) = cast(list[str], graph.person("ada.md").properties["emails"])
    assert email not in shown and email in contact
    assert "Lanternfish Labs" in shown and "Solidity" in shown


def _pieces(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from row["evidence"]
    for edge in row["edges"]:
        yield from (piece for piece in edge["evidence"] if "start" in piece)
