"""Who may ask: names, origins, tokens, sizes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from commonground.errors import UsageError
from commonground.visualizations.service import guard
from commonground.visualizations.service.session import COOKIE, SECONDS, Session
from commonground.visualizations.service.settings import Settings

from .support.serving import TOKEN, raw, serving

API = "/api/v1"
ASK = f"{API}/find?terms=Go"


@pytest.fixture(scope="module")
def client(demo_graph: Path) -> Iterator[httpx.Client]:
    """Return a client of a service that anybody on this machine may ask."""
    with serving(demo_graph) as found:
        yield found


@pytest.fixture(scope="module")
def guarded(demo_graph: Path) -> Iterator[httpx.Client]:
    """Return a client of a service that wants a token, at every address of this machine."""
    with serving(demo_graph, host="0.0.0.0", token=TOKEN, names=("graph.example.org",)) as found:
        port = found.base_url.port
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as here:
            yield here


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1", 200),
        ("localhost:8000", 200),
        ("LOCALHOST", 200),
        ("[::1]:8000", 200),
        ("evil.example.org", 421),
        ("127.0.0.1.evil.example.org", 421),
        ("localhost.evil.example.org", 421),
        ("192.168.0.7", 421),
        ("", 421),
        ("[", 421),
        ("[::1", 421),
        ("a@127.0.0.1:1@b", 421),
    ],
)
def test_only_this_machine_goes_by_its_names(host: str, status: int, client: httpx.Client) -> None:
    found = client.get(ASK, headers={"host": host})
    assert found.status_code == status, found.text
    if status == 421:
        assert found.json()["type"] == "/docs#host" and "Go" not in found.text


@pytest.mark.parametrize(
    ("host", "status"),
    [("10.1.2.3:8000", 200), ("graph.example.org", 200), ("evil.example.org", 421)],
)
def test_an_open_service_goes_by_addresses_and_given_names(
    host: str, status: int, guarded: httpx.Client
) -> None:
    headers = {"host": host, "authorization": f"Bearer {TOKEN}"}
    assert guarded.get(ASK, headers=headers).status_code == status


@pytest.mark.parametrize("site", ["cross-site", "same-site", "nonsense"])
def test_a_page_of_another_site_may_not_ask(site: str, client: httpx.Client) -> None:
    found = client.get(ASK, headers={"sec-fetch-site": site})
    assert (found.status_code, found.json()["type"]) == (403, "/docs#forbidden")
    assert client.get("/docs", headers={"sec-fetch-site": site}).status_code == 200
    for own in ("same-origin", "none"):
        assert client.get(ASK, headers={"sec-fetch-site": own}).status_code == 200


def test_an_older_browser_says_it_by_the_origin(client: httpx.Client) -> None:
    own = f"http://{client.base_url.host}:{client.base_url.port}"
    for origin, status in ((own, 200), ("https://evil.example.org", 403), ("null", 403)):
        found = client.post(f"{API}/find", json={"terms": ["Go"]}, headers={"origin": origin})
        assert found.status_code == status
    assert "access-control-allow-origin" not in client.options(ASK).headers


def test_nothing_is_told_without_the_token(guarded: httpx.Client) -> None:
    wrong: tuple[dict[str, str], ...] = (
        {},
        {"authorization": "Bearer"},
        {"authorization": f"Bearer {TOKEN}x"},
        {"authorization": f"Bearer {TOKEN[:-1]}"},
        {"authorization": f"Basic {TOKEN}"},
        {"cookie": f"{COOKIE}={TOKEN}"},
        {"cookie": f"{COOKIE}={int(time.time()) + 99}."},
        {"cookie": f"{COOKIE}=x"},
        {"cookie": "=;;="},
    )
    for path in (ASK, f"{API}/openapi.json", f"{API}/documents/ada.md", "/nothing"):
        for headers in wrong:
            found = guarded.get(path, headers=headers)
            assert found.status_code == 401, (path, headers)
            assert found.headers["www-authenticate"].startswith("Bearer")
    assert guarded.get(ASK, headers={"authorization": f"bearer {TOKEN}"}).status_code == 200


def test_a_browser_signs_in_by_a_form(guarded: httpx.Client) -> None:
    assert guarded.get("/").headers["location"] == "/login"
    form = guarded.get("/login")
    assert "form-action 'self'" in form.headers["content-security-policy"]
    wrong = guarded.post("/login", data={"token": "x" * 20})
    assert wrong.status_code == 403 and "set-cookie" not in wrong.headers
    right = guarded.post("/login", data={"token": TOKEN})
    assert (right.status_code, right.headers["location"]) == (303, "/")
    said = right.headers["set-cookie"]
    assert "HttpOnly" in said and "SameSite=strict" in said and TOKEN not in said
    cookie = said.partition(";")[0]
    guarded.cookies.clear()
    assert guarded.get(ASK, headers={"cookie": cookie}).status_code == 200
    assert guarded.get(ASK, headers={"cookie": cookie[:-1] + "g"}).status_code == 401
    assert guarded.get("/login", headers={"cookie": cookie}).status_code == 303


def test_a_cookie_holds_for_a_day_s_work_and_of_one_token(monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(TOKEN)
    value = session.cookie()
    assert session._holds(value) and not Session(TOKEN[::-1])._holds(value)
    later = time.time() + SECONDS + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert not session._holds(value)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.1", "example.org", ""])
def test_other_machines_need_a_token(host: str) -> None:
    with pytest.raises(UsageError, match="--token-file"):
        Settings(address="people.db", host=host)
    assert Settings(address="people.db", host=host, token=TOKEN).token == TOKEN


@pytest.mark.parametrize("token", ["", "short", "with blanks in it all over", "\u00e9" * 20])
def test_a_token_is_not_to_be_guessed(token: str) -> None:
    with pytest.raises(UsageError, match="too weak"):
        Settings(address="people.db", token=token)


def test_a_body_has_an_end(client: httpx.Client) -> None:
    large = b'{"terms": ["' + b"a" * 2**20 + b'"]}'
    headers = {"content-type": "application/json"}
    for content in (large, iter([large[:1000]] * 1200)):  # told beforehand, or not
        found = client.post(f"{API}/find", content=content, headers=headers)
        assert (found.status_code, found.json()["type"]) == (413, "/docs#too-large")
    assert client.get(ASK).status_code == 200


def test_a_body_that_does_not_come_is_not_waited_for(
    client: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "_BODY_SECONDS", 0.2)
    place = f"{client.base_url.host}:{client.base_url.port}".encode()
    head = b"POST /api/v1/find HTTP/1.1\r\nHost: " + place + b"\r\nContent-Length: 99\r\n"
    import socket

    with socket.create_connection((client.base_url.host, client.base_url.port or 80)) as connection:
        connection.settimeout(30)
        connection.sendall(head + b"Content-Type: application/json\r\n\r\n{")
        assert connection.recv(65536).startswith(b"HTTP/1.1 408 ")


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET /api/v1/find?terms=%ff%fe HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET /%00 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET /api/v1/nodes/%ed%a0%80 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET //evil.example.org/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"BREW /docs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
        b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"nonsense\r\n\r\n",
    ],
)
def test_no_request_brings_it_down(request_: bytes, client: httpx.Client) -> None:
    status = raw(client, request_)[9:12]
    assert status == b"" or 300 <= int(status) < 500
    assert client.get(ASK).status_code == 200
