"""The service over a graph on a Neo4j server: the same answers as over a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonground import copy, open_graph
from commonground.queries.questions import QUESTIONS

from .support.serving import serving
from .test_service import API, ASKED

pytestmark = pytest.mark.neo4j


def test_a_server_answers_as_a_file_does(demo_graph: Path, neo4j_uri: str) -> None:
    with open_graph(demo_graph) as source, open_graph(neo4j_uri, create=True) as target:
        copy(source, target)
    paths = [(name, ASKED[name]) for name in QUESTIONS]
    paths += [("search", {"q": "k8s"}), ("nodes/ada.md", {}), ("documents", {})]
    with serving(demo_graph) as of_file, serving(neo4j_uri, threads=2) as of_server:
        for path, given in paths:
            wanted = of_file.get(f"{API}/{path}", params=given).json()
            found = of_server.get(f"{API}/{path}", params=given)
            assert found.json() == wanted, path
            tag = {"if-none-match": found.headers["etag"]}
            assert of_server.get(f"{API}/{path}", params=given, headers=tag).status_code == 304


def test_a_server_is_written_to(demo_graph: Path, neo4j_uri: str) -> None:
    from .support.resumes import cv

    open_graph(neo4j_uri, create=True).close()
    with serving(neo4j_uri, write=True) as client:
        text = cv("Newcomer Vale").encode()
        assert client.post(f"{API}/documents?name=vale.md", content=text).status_code == 201
        assert [row["name"] for row in client.get(f"{API}/people").json()["rows"]] == [
            "Newcomer Vale"
        ]
        assert client.delete(f"{API}/documents/vale.md").json() == {"forgotten": ["vale.md"]}
        assert client.get(f"{API}/people").json()["rows"] == []
