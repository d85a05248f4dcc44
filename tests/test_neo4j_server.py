"""The launcher of Neo4j: choosing Java, starting from nothing, surviving, leaving nothing."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .support import neo4j_release
from .support.neo4j_fixtures import driver_to, empty
from .support.neo4j_local import is_free, watching
from .support.neo4j_release import RELEASES, ROOT, Unavailable, chosen, jars, java_for
from .support.neo4j_server import Access, Server, ServerError


def _ask(access: Access, query: str, **values: Any) -> list[dict[str, Any]]:
    with driver_to(access) as driver:
        records = driver.execute_query(query, values, database_=access.database).records
    return [record.data() for record in records]


def _java(folder: Path, major: int) -> Path:
    """Make a ``java`` that says the version and does nothing else."""
    java = folder / "bin" / "java"
    java.parent.mkdir(parents=True)
    java.write_text(f"#!/bin/sh\necho 'openjdk version \"{major}.0.1\"' >&2\n", "utf-8")
    java.chmod(0o755)
    return java


@pytest.mark.neo4j
def test_a_question_with_a_value_goes_there_and_back(neo4j_server: Access, neo4j_uri: str) -> None:
    hostile = "`'\"\\u0060 }) DETACH DELETE n // é 😀"
    assert neo4j_server.uri == neo4j_uri
    _ask(neo4j_server, "CREATE (:Person {name: $name})", name=hostile)
    assert _ask(neo4j_server, "MATCH (n) RETURN n.name AS name") == [{"name": hostile}]


@pytest.mark.neo4j
def test_each_test_begins_with_an_empty_database(neo4j_server: Access, neo4j_uri: str) -> None:
    _ask(neo4j_server, "UNWIND range(1, 25000) AS i CREATE (:Person {i: i})-[:KNOWS]->(:Person)")
    with driver_to(neo4j_server) as driver:
        driver.execute_query("CREATE INDEX kept IF NOT EXISTS FOR (n:Person) ON (n.i)")
        empty(driver, neo4j_server.database)
        driver.execute_query("DROP INDEX kept")  # it was still there
    assert _ask(neo4j_server, "MATCH (n) RETURN count(n) AS nodes") == [{"nodes": 0}]


@pytest.mark.neo4j
def test_what_was_committed_survives_a_kill_and_a_restart(neo4j_own: Server) -> None:
    before = (neo4j_own.uri, neo4j_own.pid)
    _ask(neo4j_own.access, "CREATE (:Person {name: 'Ada'})")
    neo4j_own.kill()
    assert is_free(neo4j_own.port)
    neo4j_own.start()
    assert neo4j_own.uri == before[0] and neo4j_own.pid != before[1]
    neo4j_own.restart()
    assert _ask(neo4j_own.access, "MATCH (n) RETURN n.name AS name") == [{"name": "Ada"}]


@pytest.mark.neo4j
def test_the_server_is_local_and_quiet_and_bounds_a_question(neo4j_own: Server) -> None:
    rows = _ask(neo4j_own.access, "SHOW SETTINGS YIELD name, value RETURN name, value")
    settings = {row["name"]: row["value"] for row in rows}
    assert settings["server.bolt.listen_address"] == f"127.0.0.1:{neo4j_own.port}"
    assert settings["server.http.enabled"] == settings["server.https.enabled"] == "false"
    assert settings["dbms.usage_report.enabled"] == "false"
    assert settings["db.transaction.timeout"] == "1m"
    assert _ask(neo4j_own.access, "CALL dbms.components() YIELD versions")[0]["versions"] == [
        chosen().version
    ]


@pytest.mark.neo4j
def test_the_password_is_in_private_files_alone(
    neo4j_own: Server, need: Callable[[bool, str], None]
) -> None:
    need(shutil.which("ps") is not None, "ps, to see what others see of a process")
    processes = subprocess.run(["ps", "-ewwo", "args"], capture_output=True, text=True).stdout
    assert neo4j_own.password not in processes
    holding = [
        path.relative_to(neo4j_own.folder)
        for path in neo4j_own.folder.rglob("*")
        if path.is_file() and neo4j_own.password.encode() in path.read_bytes()
    ]
    assert holding == [Path("password")]
    assert (neo4j_own.folder / "password").stat().st_mode & 0o077 == 0


@pytest.mark.neo4j
def test_a_second_server_over_the_folder_says_what_is_wrong(neo4j_own: Server) -> None:
    with pytest.raises(ServerError, match="has another password"):
        Server(neo4j_own.folder, password="some other password")
    second = Server(neo4j_own.folder)
    assert second.password == neo4j_own.password
    with pytest.raises(ServerError, match="(?s)did not start.*store_lock"):
        second.start()
    assert second.pid is None
    assert _ask(neo4j_own.access, "RETURN 1 AS one") == [{"one": 1}]


@pytest.mark.neo4j
def test_serving_says_how_to_sign_in_and_ends_with_the_signal(
    neo4j_own: Server, tmp_path: Path
) -> None:
    command = [
        sys.executable,
        "-m",
        "tests.support.neo4j_server",
        "serve",
        "--folder",
        str(tmp_path),
    ]
    environment = {**os.environ, "NEO4J_PASSWORD": 'it\'s \\ "quoted"'}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        lines = [process.stdout.readline() for _ in range(7)]
        exported = _evaluated("".join(line for line in lines if "export" in line))
        access = Access(*exported)
        assert access.password == environment["NEO4J_PASSWORD"]
        assert _ask(access, "RETURN 1 AS one") == [{"one": 1}]
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    assert is_free(int(access.uri.rpartition(":")[2]))


def _evaluated(exports: str) -> list[str]:
    names = ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD", "NEO4J_DATABASE")
    script = exports + "".join(f'printf "%s\\0" "${name}"\n' for name in names)
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=True)
    return done.stdout.split("\0")[:-1]


def test_what_is_watched_ends_when_its_starter_is_killed() -> None:
    code = (
        "import subprocess, sys, time; from tests.support.neo4j_local import watching\n"
        "watched = subprocess.Popen(['sleep', '60'])\n"
        "watching(watched.pid); print(watched.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as starter:
        assert starter.stdout
        watched = int(starter.stdout.readline())
        os.kill(watched, 0)
        starter.kill()
        # The pipe ends when all that hold it have: the starter, the watched and the watch.
        assert starter.communicate(timeout=10)[0] == ""


def test_what_is_watched_lives_on_after_a_line() -> None:
    with subprocess.Popen(["sleep", "60"]) as watched:
        watching(watched.pid).communicate(b"\n")
        assert watched.poll() is None
        watched.kill()


def test_the_first_java_that_fits_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _java(tmp_path / "old", 11)
    fitting = _java(tmp_path / "new", 21)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "old"))
    monkeypatch.setenv("PATH", str(fitting.parent), prepend=os.pathsep)
    assert java_for(RELEASES["5"]) == java_for(RELEASES["2026"]) == fitting


def test_java_that_does_not_fit_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    java = _java(tmp_path, 17)
    monkeypatch.setattr(neo4j_release, "_javas", lambda: [java])
    assert java_for(RELEASES["5"]) == java
    message = f"Neo4j 2026.08.1 needs Java 21 or 25; found: 17 ({java})"
    with pytest.raises(Unavailable) as caught:
        java_for(RELEASES["2026"])
    assert str(caught.value) == message


def test_without_maven_or_jars_no_server_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMONGROUND_NEO4J_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unavailable, match="needs Maven"):
        jars(RELEASES["5"])
    mvn = tmp_path / "mvn"
    mvn.write_text("#!/bin/sh\necho '[ERROR] no such host'\nexit 1\n", "utf-8")
    mvn.chmod(0o755)
    with pytest.raises(Unavailable, match=r"(?s)could not fetch Neo4j 5.*no such host"):
        jars(RELEASES["5"])
    assert list((tmp_path / "home" / RELEASES["5"].version).iterdir()) == []


def test_the_environment_chooses_the_release(monkeypatch: pytest.MonkeyPatch) -> None:
    for named, version in (("", "5.26.30"), ("5", "5.26.30"), ("2026", "2026.08.1")):
        monkeypatch.setenv("NEO4J", named)
        assert chosen().version == version
    monkeypatch.setenv("NEO4J", "4")
    with pytest.raises(ValueError, match="NEO4J=4: choose one of 5, 2026"):
        chosen()


def test_a_password_too_short_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(ServerError, match="8 characters"):
        Server(tmp_path, password="1234567")


def test_compose_and_the_launcher_speak_of_the_same_server() -> None:
    compose = (ROOT / "compose.yaml").read_text("utf-8")
    example = (ROOT / ".env.example").read_text("utf-8")
    names = set(re.findall(r"^(NEO4J_\w+)=", example, re.M))
    assert names == set(Access("bolt://localhost:7687").environment)
    assert set(re.findall(r"\$\{(\w+)", compose)) <= names | {"NEO4J_TRANSACTION_TIMEOUT"}
    line = RELEASES["5"].version.rpartition(".")[0]
    assert f"image: neo4j:{line}-community" in compose
    published = re.findall(r"^ +- \"([\d.:]+)\"", compose, re.M)
    assert len(published) == 2 and all(port.startswith("127.0.0.1:") for port in published)
