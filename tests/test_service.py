"""Every route of the service over a real connection: the same answers as in Python."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

import commonground as cg
from commonground.graph.store import StoredGraph
from commonground.queries.question import Question
from commonground.queries.questions import QUESTIONS, question_of
from commonground.visualizations.service.problems import KINDS

from .support.serving import serving

API = "/api/v1"
ASKED: dict[str, dict[str, Any]] = {
    "find": {"terms": ["Temporal:12m", "Go"], "limit": 3},
    "match": {"advert": "Backend engineer\n\nRequirements:\n- Go\n- Apache Kafka\n"},
    "shared": {"people": ["ada.md", "bo.txt"]},
    "similar": {"person": "ada.md", "limit": 2},
    "path": {"from": "ada.md", "to": "bo.txt", "k": 2},
    "colleagues": {"person": "ada.md"},
    "tenure": {"person": "ada.md"},
    "profile": {"person": "ada.md"},
    "timeline": {"person": "ada.md"},
    "compare": {"a": "ada.md", "b": "bo.txt"},
    "duplicates": {"limit": 3},
    "people": {"like": "a", "sort": "months", "limit": 4},
    "skills": {"limit": 5},
    "employers": {"limit": 5},
    "schools": {},
    "team": {"terms": ["Temporal", "Solidity"]},
    "gap": {"person": "ada.md", "terms": ["Rust", "Solidity"]},
    "bridges": {"a": "EVM", "b": "Cosmos SDK"},
    "communities": {"terms": ["Go"]},
}


@pytest.fixture(scope="module")
def client(demo_graph: Path) -> Iterator[httpx.Client]:
    """Return a client of the examples."""
    with serving(demo_graph) as found:
        yield found


@pytest.fixture(scope="module")
def graph(demo_graph: Path) -> Iterator[StoredGraph]:
    """Return the same graph in Python."""
    with cg.open_graph(str(demo_graph)) as found:
        yield found


def asked(name: str) -> Question[Any]:
    """Return a question as a value."""
    return question_of({"question": name, **ASKED[name]})


def answer_in_python(name: str, graph: Any) -> Any:
    """Return the printed answer, as it comes out of JSON; no note is for a command line."""
    answer = json.loads(json.dumps(asked(name).ask(graph).to_json()))
    answer["notes"] = [note.removesuffix("; -n 0 for all") for note in answer["notes"]]
    return answer


def test_every_question_is_asked_here() -> None:
    assert ASKED.keys() == set(QUESTIONS)


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_answered_as_in_python(name: str, client: httpx.Client, graph: Any) -> None:
    wanted = answer_in_python(name, graph)
    by_query = client.get(f"{API}/{name}", params=ASKED[name])
    assert by_query.status_code == 200, by_query.text
    assert by_query.headers["content-type"] == "application/json"
    assert by_query.json() == wanted
    assert client.post(f"{API}/{name}", json=ASKED[name]).json() == wanted
    assert client.get(f"{API}/{name}.json", params=ASKED[name]).json() == wanted


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_is_answered_as_csv(
    name: str, client: httpx.Client, demo_graph: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from commonground.cli.main import main

    found = client.post(f"{API}/{name}.csv", json=ASKED[name])
    assert found.status_code == 200, found.text
    assert found.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(found.text)))
    with cg.open_graph(str(demo_graph)) as graph:
        assert len(rows) == len(asked(name).ask(graph))
    if name == "find":
        words = ["find", "Temporal:12m", "Go", "-n", "3", "--format", "csv"]
        assert main(["-g", str(demo_graph), *words]) == 0
        assert capsys.readouterr().out == found.text


@pytest.mark.parametrize("name", QUESTIONS)
def test_an_answer_comes_with_its_scene(name: str, client: httpx.Client) -> None:
    found = client.get(f"{API}/{name}", params={**ASKED[name], "scene": "1"})
    assert found.status_code == 200, found.text
    answer = found.json()
    assert answer.keys() >= {"question", "rows", "nodes", "edges", "evidence", "title"}
    ids = {node["id"] for node in answer["nodes"]}
    assert all({edge["from"], edge["to"]} <= ids for edge in answer["edges"])
    assert len(answer["rows"]) == len(
        client.get(f"{API}/{name}", params=ASKED[name]).json()["rows"]
    )


def test_an_advert_is_matched_as_plain_text(client: httpx.Client) -> None:
    advert = ASKED["match"]["advert"]
    headers = {"content-type": "text/plain; charset=utf-8"}
    found = client.post(f"{API}/match", content=advert.encode(), headers=headers)
    assert found.json() == client.post(f"{API}/match", json={"advert": advert}).json()
    assert found.json()["rows"]


def test_search_finds_by_an_alias(client: httpx.Client) -> None:
    first = client.get(f"{API}/search", params={"q": "k8s"}).json()["rows"][0]
    assert (first["id"], first["name"], first["matched"]) == (
        "skill:kubernetes",
        "Kubernetes",
        "K8s",
    )
    rows = csv.DictReader(io.StringIO(client.get(f"{API}/search.csv?q=k8s&n=1").text))
    assert [row["id"] for row in rows] == ["skill:kubernetes"]


def test_a_node_has_its_groups_and_lines(client: httpx.Client, graph: Any) -> None:
    ada = graph.person("ada.md").id
    found = client.get(f"{API}/nodes/{ada}").json()
    assert found["node"]["id"] == ada and found["groups"] and found["timeline"]
    assert client.get(f"{API}/nodes/ada.md").json() == found
    assert client.get(f"{API}/nodes/skill:go-lang").json()["node"]["name"] == "Go"


def test_neighbours_leave_out_what_is_known(client: httpx.Client) -> None:
    all = client.get(f"{API}/neighbours/skill:go-lang?n=200").json()["nodes"]
    known = [node["id"] for node in all[:2]]
    less = client.get(f"{API}/neighbours/skill:go-lang", params={"n": 200, "known": known}).json()
    assert {node["id"] for node in less["nodes"]} == {node["id"] for node in all} - set(known)


def test_the_graph_is_shown_as_a_whole_and_around_a_node(client: httpx.Client) -> None:
    assert client.get(f"{API}/map").json()["nodes"]
    around = client.get(f"{API}/scene", params={"around": "Go", "hops": "1"}).json()
    assert around["focus"] == ["skill:go-lang"]
    counts = dict(client.get(f"{API}/about").json()["counts"])
    assert counts["documents"] == 23


def test_documents_are_listed_and_shown_without_contacts(client: httpx.Client, graph: Any) -> None:
    rows = client.get(f"{API}/documents").json()["rows"]
    assert [row["key"] for row in rows] == [one.key for one in graph.documents()]
    assert "path" not in rows[0]
    assert client.get(f"{API}/documents.csv").text.count("\n") == len(rows) + 1
    shown = client.get(f"{API}/documents/ada.md")
    assert shown.json()["title"] == "ada.md" and "ada@example.org" not in shown.text


def test_contacts_are_told_only_where_it_was_asked_for(
    client: httpx.Client, demo_graph: Path
) -> None:
    asked = {"person": "ada.md", "contact": "true"}
    refused = client.get(f"{API}/profile", params=asked)
    assert refused.status_code == 403 and "--contact" in refused.json()["detail"]
    everything = [f"{API}/{name}" for name in QUESTIONS]
    told = [client.get(path, params=ASKED[path.rpartition("/")[2]]).text for path in everything]
    scenes = [
        client.get(path, params={**ASKED[path.rpartition("/")[2]], "scene": "1"}).text
        for path in everything
    ]
    more = [client.get(f"{API}/{path}").text for path in ("nodes/ada.md", "search?q=ada", "map")]
    assert not [text for text in (*told, *scenes, *more) if "ada@example.org" in text]
    with serving(demo_graph, contact=True) as open_one:
        assert "ada@example.org" in open_one.get(f"{API}/profile", params=asked).text
        assert "ada@example.org" in open_one.get(f"{API}/documents/ada.md").text


@pytest.mark.parametrize(
    ("path", "status", "kind", "said"),
    [
        ("find", 400, "wrong", "needs its terms"),
        ("find?terms=Go&terms=", 400, "wrong", "name or an id"),
        ("find?terms=Go&limit=-1", 400, "wrong", "whole number"),
        ("find?terms=Go&limit=x", 400, "wrong", "whole number"),
        ("find?terms=Go&limit=2&limit=3", 400, "wrong", "twice"),
        ("find?terms=Go&nope=1", 400, "wrong", "no argument 'nope'"),
        ("find?terms=Go&scene=perhaps", 400, "wrong", "true or false"),
        ("find?terms=Go&page=0", 400, "wrong", "whole number"),
        ("people?sort=age", 400, "wrong", "sort is name, months or last"),
        ("profile?person=ada.md&contact=maybe", 400, "wrong", "true or false"),
        ("similar?person=Nobody", 404, "not-found", "no person"),
        ("similar?person=a%00b", 400, "wrong", "NUL"),
        ("find?terms=Nosuchthing", 404, "not-found", "Nosuchthing"),
        ("search", 400, "wrong", "needs q"),
        ("search?q=Go&n=100000", 400, "wrong", "whole number"),
        ("nodes/nothing-like-this", 404, "not-found", "nothing-like-this"),
        ("scene", 400, "wrong", "needs around"),
        ("scene?around=Go&hops=9", 400, "wrong", "whole number"),
        ("documents/none.md", 404, "not-found", "none.md"),
        ("documents/..%2f..%2fetc%2fpasswd", 404, "not-found", "passwd"),
        ("map?x=1", 400, "wrong", "no parameter"),
        ("nothing", 404, "not-found", "/docs"),
        ("find.xml?terms=Go", 404, "not-found", "/docs"),
    ],
)
def test_what_is_wrong_is_a_problem_in_one_sentence(
    path: str, status: int, kind: str, said: str, client: httpx.Client
) -> None:
    found = client.get(f"{API}/{path}")
    assert (found.status_code, found.headers["content-type"]) == (
        status,
        "application/problem+json",
    )
    told = found.json()
    assert told.keys() >= {"type", "title", "status", "detail"}
    assert (told["status"], told["type"]) == (status, f"/docs#{kind}")
    assert said in told["detail"]


def test_an_ambiguous_name_lists_its_choices(client: httpx.Client) -> None:
    found = client.get(f"{API}/path", params={"from": "Go", "to": "Lindqvarn"})
    assert found.status_code == 200
    both = client.get(f"{API}/nodes/a")
    assert both.status_code in {404, 409}
    if both.status_code == 409:
        assert both.json()["choices"]


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b"", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"{", "application/json", 400),
        (b'{"terms": NaN}', "application/json", 400),
        (b'{"terms": "Go"}', "application/json", 400),
        (b'{"terms": ["Go"], "limit": true}', "application/json", 400),
        (b'{"terms": ["Go"], "limit": 1e400}', "application/json", 400),
        (b'{"terms": ["Go"], "limit": ' + b"9" * 5000 + b"}", "application/json", 400),
        (b'{"terms": ["\\ud800"]}', "application/json", 400),
        (b'{"terms": ["a\\u0000"]}', "application/json", 400),
        (b'{"terms": ["Go"], "scene": 1}', "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b'{"terms": ' + b"[" * 900 + b"]" * 900 + b"}", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b'{"terms": ["Go"]}', "text/plain", 415),
        (b"terms=Go", "application/x-www-form-urlencoded", 415),
        (b'{"terms": ["' + b"(" * 5000 + b'"]}', "application/json", 400),
        (b'{"terms": ["Go"], "limit": 0}', "application/json; charset=utf-8", 200),
    ],
)
def test_any_body_gets_an_answer(
    content: bytes, kind: str, status: int, client: httpx.Client
) -> None:
    found = client.post(f"{API}/find", content=content, headers={"content-type": kind})
    assert found.status_code == status, found.text
    assert len(found.text) < 4000 or status == 200


def test_every_answer_says_what_browsers_may_do(client: httpx.Client) -> None:
    for path in (f"{API}/find?terms=Go", "/docs", "/nothing", f"{API}/find"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"
        assert not {"server", "access-control-allow-origin"} & headers.keys()


def test_the_openapi_document_names_every_route(client: httpx.Client) -> None:
    described = client.get(f"{API}/openapi.json").json()
    for name in QUESTIONS:
        assert described["paths"][f"{API}/{name}"].keys() == {"get", "post"}
        names = [one["name"] for one in described["paths"][f"{API}/{name}"]["get"]["parameters"]]
        assert len(names) == len(set(names)) and {"page", "cursor", "scene"} <= set(names)
    assert f"{API}/documents" in described["paths"]
    assert "post" not in described["paths"][f"{API}/documents"]


def test_the_documentation_is_one_page_without_scripts(client: httpx.Client) -> None:
    page = client.get("/docs").text
    assert all(f"{API}/{name}" in page for name in QUESTIONS)
    assert all(f'id="{kind.name}"' in page for kind in KINDS)
    assert "<script" not in page and not re.search(r"(src|href)=.https?:", page)


def test_the_home_is_the_explorer_or_leads_on(client: httpx.Client) -> None:
    found = client.get("/", follow_redirects=True)
    assert found.status_code == 200 and found.headers["content-type"].startswith("text/html")


def test_nothing_is_written_unless_it_was_asked_for(client: httpx.Client) -> None:
    for method, path in (("POST", "documents?name=x.md"), ("DELETE", "documents/ada.md")):
        found = client.request(method, f"{API}/{path}", content=b"x")
        assert found.status_code == 405, found.text
        assert found.headers["content-type"] == "application/problem+json"
    assert client.get(f"{API}/documents/ada.md").status_code == 200
