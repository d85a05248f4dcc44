"""Pages, cursors and tags: nothing twice, nothing left out, and nothing sent that one has."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from commonground import load
from commonground.visualizations.service import paging

from .support.resumes import AS_OF, cv, write_cvs
from .support.serving import serving

API = "/api/v1"


@pytest.fixture(scope="module")
def client(demo_graph: Path) -> Iterator[httpx.Client]:
    """Return a client of the examples."""
    with serving(demo_graph) as found:
        yield found


def pages(client: httpx.Client, path: str, size: int, **given: Any) -> list[list[dict[str, Any]]]:
    """Return the rows of all pages, each by the cursor of the one before."""
    found: list[list[dict[str, Any]]] = []
    cursor: dict[str, str] = {}
    while True:
        answer = client.get(f"{API}/{path}", params={**given, "page": size, **cursor})
        assert answer.status_code == 200, answer.text
        found.append(answer.json()["rows"])
        if "next" not in answer.json():
            return found
        cursor = {"cursor": answer.json()["next"]}


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("find", {"terms": ["Go"]}),
        ("find", {"terms": ["Go"], "limit": 7}),
        ("people", {"sort": "months"}),
        ("skills", {}),
        ("shared", {}),
        ("similar", {"person": "ada.md"}),
        ("colleagues", {"person": "ada.md"}),
        ("tenure", {"person": "ada.md"}),
        ("bridges", {"a": "EVM", "b": "Cosmos SDK"}),
        ("communities", {"terms": ["Go"]}),
        ("documents", {}),
    ],
)
def test_pages_are_the_whole_in_its_order(
    path: str, given: dict[str, Any], client: httpx.Client
) -> None:
    size = 5 if path != "skills" else 60
    found = pages(client, path, size, **given)
    limited = "limit" in given or path in {"colleagues", "tenure", "documents"}
    all = given if limited else {**given, "limit": 0}
    whole = client.get(f"{API}/{path}", params=all).json()["rows"]
    assert [row for page in found for row in page] == whole
    assert all_full(found, size)


def all_full(found: list[list[Any]], size: int) -> bool:
    """Return whether every page but the last is full, and none is empty beside others."""
    return all(len(page) == size for page in found[:-1]) and (len(found) == 1 or bool(found[-1]))


def test_a_link_leads_to_the_next_page_also_of_a_csv(client: httpx.Client) -> None:
    first = client.get(f"{API}/people.csv?page=4&sort=name")
    link = first.links["next"]["url"]
    assert link.startswith(f"{API}/people.csv?")
    second = client.get(link)
    whole = client.get(f"{API}/people.csv?limit=8").text.splitlines()
    assert [*first.text.splitlines()[1:], *second.text.splitlines()[1:]] == whole[1:]


def test_a_page_says_nothing_of_the_limit_that_it_needed(client: httpx.Client) -> None:
    answer = client.get(f"{API}/find?terms=Go&page=2").json()
    assert "limit" not in answer["question"] and answer["notes"] == []
    answer = client.get(f"{API}/find?terms=Go&page=2&limit=5").json()
    assert answer["question"]["limit"] == 5
    assert client.get(f"{API}/find?terms=Go&limit=2").json()["notes"] == [
        "2 of 12 people are shown"
    ]


def test_a_cursor_is_of_its_question_alone(client: httpx.Client) -> None:
    cursor = client.get(f"{API}/find?terms=Go&page=2").json()["next"]
    good = client.get(f"{API}/find", params={"terms": "Go", "cursor": cursor})
    assert good.status_code == 200 and len(good.json()["rows"]) == 2
    by_body = client.post(f"{API}/find", params={"cursor": cursor}, json={"terms": ["Go"]})
    assert by_body.json()["rows"] == good.json()["rows"]
    forged = ("A" if cursor[0] != "A" else "B") + cursor[1:]
    for terms, text in (
        ("Kafka", cursor),
        ("Go", forged),
        ("Go", cursor[:-4]),
        ("Go", "é"),
        ("Go", ""),
    ):
        found = client.get(f"{API}/find", params={"terms": terms, "cursor": text})
        assert (found.status_code, found.json()["type"]) == (400, "/docs#wrong"), text


def test_a_cursor_ends_with_the_moment_it_is_of(demo_graph: Path, tmp_path: Path) -> None:
    graph = Path(shutil.copy(demo_graph, tmp_path / "people.db"))
    with serving(graph) as client:
        cursor = client.get(f"{API}/people?page=2").json()["next"]
        assert client.get(f"{API}/people", params={"cursor": cursor}).status_code == 200
        load(write_cvs(tmp_path / "more", new=cv("Newcomer Vale")), into=graph, as_of=AS_OF)
        found = client.get(f"{API}/people", params={"cursor": cursor})
        assert (found.status_code, found.json()["type"]) == (410, "/docs#changed")


def test_one_response_has_an_end(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging.Page.__init__, "__defaults__", (0, 3, False))
    monkeypatch.setattr(paging, "DEPTH", 4)
    answer = client.get(f"{API}/people?limit=0").json()
    assert len(answer["rows"]) == 3
    assert answer["notes"] == ["only the first 3 rows are given: page=100 begins to page"]
    found = pages(client, "people", 2)
    assert [len(page) for page in found] == [2, 2]


def test_what_one_has_is_not_sent_again(demo_graph: Path, tmp_path: Path) -> None:
    graph = Path(shutil.copy(demo_graph, tmp_path / "people.db"))
    path = f"{API}/find?terms=Go"
    with serving(graph) as client:
        first = client.get(path)
        tag = first.headers["etag"]
        for given in (tag, f'"other", W/{tag}'):
            again = client.get(path, headers={"if-none-match": given})
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"] == tag
        assert client.get(f"{API}/find?terms=Kafka").headers["etag"] != tag
        assert client.get(f"{API}/find.csv?terms=Go").headers["etag"] != tag
        bodies = [client.post(f"{API}/find", json={"terms": [one]}) for one in ("Go", "Kafka")]
        assert bodies[0].headers["etag"] != bodies[1].headers["etag"]
        load(write_cvs(tmp_path / "more", new=cv("Newcomer Vale")), into=graph, as_of=AS_OF)
        later = client.get(path, headers={"if-none-match": tag})
        assert later.status_code == 200 and "Newcomer Vale" in later.text
