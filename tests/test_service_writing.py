"""Writing through the service, and reading from it while another process loads."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from .support.resumes import AS_OF, cv, write_cvs
from .support.serving import serving

API = "/api/v1"
FILE = {"content-type": "application/octet-stream"}


@pytest.fixture
def graph(demo_graph: Path, tmp_path: Path) -> Path:
    """Return a copy of the examples."""
    return Path(shutil.copy(demo_graph, tmp_path / "people.db"))


@pytest.fixture
def client(graph: Path) -> Iterator[httpx.Client]:
    """Return a client that may write."""
    with serving(graph, write=True) as found:
        yield found


def put(client: httpx.Client, text: str | bytes, **given: str) -> httpx.Response:
    """Send a resume."""
    data = text.encode() if isinstance(text, str) else text
    params = {"name": "team/vale.md", "as_of": AS_OF, **given}
    return client.post(f"{API}/documents", params=params, content=data, headers=FILE)


def names(client: httpx.Client) -> list[str]:
    """Return what all people are called."""
    return [row["name"] for row in client.get(f"{API}/people").json()["rows"]]


def test_a_resume_is_put_replaced_and_forgotten(
    client: httpx.Client, graph: Path, tmp_path: Path
) -> None:
    text = cv("Newcomer Vale", email="vale@example.org")
    added = put(client, text)
    assert (added.status_code, added.json()["state"]) == (201, "added")
    assert "Newcomer Vale" in names(client)
    assert put(client, text).json() == {"key": "team/vale.md", "state": "unchanged", "notes": []}
    assert put(client, text.replace("Redis", "Erlang")).json()["state"] == "replaced"
    assert client.get(f"{API}/documents/team/vale.md").status_code == 200
    gone = client.delete(f"{API}/documents/team/vale.md")
    assert gone.json() == {"forgotten": ["team/vale.md"]}
    assert "Newcomer Vale" not in names(client)
    assert client.delete(f"{API}/documents/team/vale.md").status_code == 404
    again = put(client, text.replace("Redis", "Erlang"))
    assert (again.status_code, again.json()["type"]) == (409, "/docs#forgotten")
    with closing(sqlite3.connect(graph)) as db:
        assert not [row for row in db.iterdump() if "Newcomer" in row or "/resume.md" in row]
    assert put(client, text.replace("Redis", "Erlang"), again="1").status_code == 201


def test_a_person_is_forgotten_by_a_document_alone(client: httpx.Client) -> None:
    for word in ("Ada%20Thornquist", "ada", "ada@example.org", "person:f570207792c521f8"):
        assert client.delete(f"{API}/documents/{word}").status_code == 404
    assert "Ada Thornquist" in names(client)


@pytest.mark.parametrize(
    ("name", "data", "status"),
    [
        ("", b"x", 400),
        ("../x.md", b"x", 400),
        ("/etc/passwd", b"x", 400),
        ("a//b.md", b"x", 400),
        (".hidden.md", b"x", 400),
        ("a\\b.md", b"x", 400),
        ("a\nb.md", b"x", 400),
        ("x" * 300, b"x", 400),
        ("empty.md", b"", 400),
        ("cv.exe", b"MZ", 422),
        ("broken.pdf", b"%PDF-1.7 nothing", 422),
        ("broken.docx", b"PK\x03\x04", 422),
        ("not-a-resume.md", b"a shopping list: milk, eggs", 422),
    ],
)
def test_what_is_no_resume_is_refused_in_a_sentence(
    name: str, data: bytes, status: int, client: httpx.Client
) -> None:
    before = client.get(f"{API}/about").json()["unread"]
    found = put(client, data, name=name)
    assert found.status_code == status, found.text
    assert found.headers["content-type"] == "application/problem+json"
    assert client.get(f"{API}/about").json()["unread"] == before


def test_an_upload_may_be_larger_than_a_question(graph: Path) -> None:
    with serving(graph, write=True, upload=3 * 2**20) as client:
        long = cv("Long Vale", more="\n" + "A line that says nothing much.\n" * 50_000)
        assert put(client, long).status_code in {201, 422}
        assert put(client, b"a" * (3 * 2**20 + 1)).status_code == 413
        found = client.post(f"{API}/find", content=long, headers={"content-type": "text/plain"})
        assert found.status_code in {413, 415}


def test_a_page_of_another_site_cannot_write(client: httpx.Client) -> None:
    for headers in ({"origin": "https://evil.example.org"}, {"sec-fetch-site": "cross-site"}):
        params = {"name": "evil.md"}
        content = cv("Eve Vale").encode()
        found = client.post(f"{API}/documents", params=params, content=content, headers=headers)
        assert found.status_code == 403
        assert client.delete(f"{API}/documents/ada.md", headers=headers).status_code == 403
    assert "Ada Thornquist" in names(client)


def test_many_readers_see_whole_moments_while_another_process_loads(
    demo_graph: Path, graph: Path, tmp_path: Path
) -> None:
    """Every answer is of one moment, and what is kept of an earlier one is in none."""
    many = {
        f"n{number}": cv(f"Vale {number}", email=f"v{number}@x.example") for number in range(60)
    }
    folder = write_cvs(tmp_path / "more", **many)
    words = [sys.executable, "-m", "commonground", "-g", str(graph), "load", str(folder)]
    words += ["--jobs", "1", "--as-of", AS_OF]
    asked = ("people", "find?terms=Go", "map", "similar?person=ada.md")
    with serving(graph, threads=4) as client, ThreadPoolExecutor(4) as asking:
        before = len(names(client))
        loading = subprocess.Popen(
            [*words, "--jobs", "1", "--as-of", AS_OF], stderr=subprocess.PIPE
        )
        seen = set()
        while loading.poll() is None:
            found = list(asking.map(client.get, [f"{API}/{path}" for path in asked]))
            assert [one.status_code for one in found] == [200] * 4, [one.text for one in found]
            seen.add(len(found[0].json()["rows"]))
        assert loading.communicate() and loading.returncode == 0
        assert len(names(client)) == before + 60
        assert seen and seen <= set(range(before, before + 61))
        everybody = client.get(f"{API}/find?terms=Go&limit=0").json()["rows"]
    with serving(graph) as fresh:  # what readers kept of the moments before is in no answer
        assert fresh.get(f"{API}/find?terms=Go&limit=0").json()["rows"] == everybody
