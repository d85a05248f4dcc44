"""The command serve: what it says, what it refuses, how it ends, several processes."""

from __future__ import annotations

import os
import shutil
import signal
import socket
from pathlib import Path

import httpx
import pytest

from commonground.cli.main import main

from .support.serving import TOKEN, commanded

ASK = "/api/v1/find?terms=Go"


def test_it_serves_until_ctrl_c_and_logs_nobody(demo_graph: Path) -> None:
    with commanded(demo_graph) as (place, process):
        assert place.startswith("http://127.0.0.1:")
        with httpx.Client(base_url=place, timeout=60) as client:
            assert client.get(ASK).status_code == 200
            assert client.get("/api/v1/profile?person=Ada%20Thornquist").status_code == 200
            assert client.get("/api/v1/similar?person=Nobody%20Known").status_code == 404
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, "")
    assert "Ada" not in err and "Nobody" not in err and "GET" not in err


def test_several_processes_answer_alike(demo_graph: Path, tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text(f"{TOKEN}\n")
    token.chmod(0o600)
    options = ["--workers", "2", "--threads", "1", "--token-file", str(token)]
    with commanded(demo_graph, options) as (place, process):
        headers = {"authorization": f"Bearer {TOKEN}"}
        answers, cursors = set(), set()
        for _ in range(12):  # each with a connection of its own, which either process may take
            found = httpx.get(f"{place}api/v1/people?page=2", headers=headers, timeout=60)
            answers.add(found.text)
            cursors.add(found.headers["etag"])
            assert httpx.get(f"{place}api/v1/people", timeout=60).status_code == 401
        assert len(answers) == len(cursors) == 1
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err


def test_a_token_of_the_environment_is_not_handed_on(demo_graph: Path) -> None:
    with commanded(demo_graph, COMMONGROUND_TOKEN=TOKEN) as (place, _):
        assert httpx.get(f"{place}{ASK[1:]}", timeout=60).status_code == 401
        headers = {"authorization": f"Bearer {TOKEN}"}
        assert httpx.get(f"{place}{ASK[1:]}", headers=headers, timeout=60).status_code == 200


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--host", "0.0.0.0"], 2, "--token-file"),
        (["--host", "example.org"], 2, "--token-file"),
        (["--token-file", "none"], 2, "cannot be read"),
        (["--token-file", "short"], 2, "too weak"),
        (["--token-file", "."], 2, "cannot be read"),
        (["--port", "70000"], 2, "--port"),
        (["--workers", "0"], 2, "--workers"),
        (["--timeout", "nan"], 2, "--timeout"),
        (["--host", "127.0.0.1", "-g", "none.db"], 4, "no graph"),
        (["-g", "other.txt"], 4, "no commonground graph"),
    ],
)
def test_what_cannot_be_served_is_refused_in_a_sentence(
    options: list[str],
    code: int,
    said: str,
    demo_graph: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COMMONGROUND_TOKEN", raising=False)
    shutil.copy(demo_graph, "people.db")
    Path("short").write_text("abc")
    Path("short").chmod(0o600)
    Path("other.txt").write_text("no graph at all" * 100)
    assert main(["serve", *options]) == code
    out, err = capsys.readouterr()
    assert out == "" and said in err and err.count("\n") == 1


def test_a_port_that_is_taken_is_told(demo_graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert main(["serve", "-g", str(demo_graph), "--port", str(port)]) == 2
    assert "choose another" in capsys.readouterr().err


def test_a_token_that_others_can_read_is_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from commonground.cli.serve import _token

    path = tmp_path / "token"
    path.write_text(TOKEN)
    path.chmod(0o644)
    assert _token(path) == TOKEN
    assert "chmod 600" in capsys.readouterr().err
    path.chmod(0o600)
    assert _token(path) == TOKEN
    assert capsys.readouterr().err == ""


def test_what_is_not_installed_is_named(
    demo_graph: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from commonground.visualizations.service import running

    monkeypatch.setattr(running, "find_spec", lambda name: None)
    assert main(["serve", "-g", str(demo_graph)]) == 2
    assert "pip install 'commonground-graph[serve]'" in capsys.readouterr().err


def test_it_is_read_where_nothing_can_be_written(demo_graph: Path, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    graph = Path(shutil.copy(demo_graph, tmp_path / "people.db"))
    graph.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        with commanded(graph) as (place, _):
            assert httpx.get(f"{place}{ASK[1:]}", timeout=60).status_code == 200
    finally:
        tmp_path.chmod(0o755)
