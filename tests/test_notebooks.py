"""The notebooks under ``docs/`` give what they store, and store nothing of where they were run."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import commonground as cg

from .support import notebooks

NAMES = [path.name for path in notebooks.NOTEBOOKS]
# Also those of other machines than this one.
PLACES = re.compile(
    r"/(?:home|root|tmp|work|usr|var|opt|Users|private)/|[A-Z]:\\\\|file://|localhost"
)


def notebook(*codes: str) -> dict[str, Any]:
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "source": [code], "outputs": []}
        for n, code in enumerate(codes)
    ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@pytest.mark.parametrize("path", notebooks.NOTEBOOKS, ids=NAMES)
def test_a_notebook_gives_what_it_stores(path: Path, tmp_path: Path) -> None:
    stored = notebooks.read(path)
    given = notebooks.run(stored, tmp_path)
    for mine, theirs in zip(stored["cells"], given["cells"], strict=True):
        assert mine == theirs, notebooks.source(mine)
    assert path.read_text("utf-8") == notebooks.written(given)


@pytest.mark.parametrize("path", notebooks.NOTEBOOKS, ids=NAMES)
def test_a_notebook_stores_nothing_of_where_it_was_run_nor_how_to_reach_anybody(
    path: Path, demo_graph: Path
) -> None:
    text = path.read_text("utf-8")
    assert PLACES.findall(text) == []
    with cg.open_graph(str(demo_graph), create=False) as graph:
        pages = [cg.profile(graph, row.id, contact=True) for row in graph.people()]
    contacts = [row.name for page in pages for row in page if row.is_contact]
    assert len(contacts) > 20
    assert [one for one in contacts if one and one in text] == []


@pytest.mark.parametrize("path", notebooks.NOTEBOOKS, ids=NAMES)
def test_a_notebook_is_read_from_top_to_bottom(path: Path) -> None:
    cells = notebooks.read(path)["cells"]
    codes = [one for one in cells if one["cell_type"] == "code"]
    assert [one["execution_count"] for one in codes] == list(range(1, len(codes) + 1))
    assert len({one["id"] for one in cells}) == len(cells)
    prose = " ".join(notebooks.source(one) for one in cells if one["cell_type"] == "markdown")
    assert cells[0]["source"][0].startswith("# ") and len(prose.split()) > 200
    pictures = [one for one in codes if "<iframe sandbox" in json.dumps(one["outputs"])]
    assert len(pictures) >= 3
    assert "<script" not in json.dumps(cells)


def test_there_are_notebooks() -> None:
    assert NAMES == ["bridges_between_two_worlds.ipynb", "find_a_team.ipynb"]


def test_a_cell_gives_what_it_prints_and_every_form_of_its_last_value(tmp_path: Path) -> None:
    code = (
        "import commonground as cg\nfrom commonground.queries.example import example\n"
        "print('one')\ncg.find(example(), 'Go')"
    )
    cells = notebooks.run(notebook(code, "x = 1", "display(2); 3"), tmp_path)["cells"]
    printed, value = cells[0]["outputs"]
    assert printed == {"name": "stdout", "output_type": "stream", "text": ["one\n"]}
    assert value["output_type"] == "execute_result" and value["execution_count"] == 1
    assert set(value["data"]) == {"text/plain", "text/html"}
    assert cells[1]["outputs"] == []
    assert [one["output_type"] for one in cells[2]["outputs"]] == ["display_data", "execute_result"]
    assert [one["data"]["text/plain"] for one in cells[2]["outputs"]] == [["2"], ["3"]]


def test_a_cell_that_fails_is_told(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="1 / 0"):
        notebooks.run(notebook("1 / 0"), tmp_path)
