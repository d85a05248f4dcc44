"""A real Neo4j server without Docker: started from jars, stopped by its own process id.

``python -m tests.support.neo4j_server`` (or ``make neo4j``) runs one until Ctrl-C; tests use
``Server``. It listens on the loopback interface alone, speaks Bolt alone and reports no usage.
"""

from __future__ import annotations

import argparse
import os
import secrets
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from .neo4j_local import HOST, answers, free_port, is_free, watching, write_private
from .neo4j_release import (
    Release,
    Unavailable,
    chosen,
    entry_point,
    home,
    jars,
    jars_folder,
    java_for,
)

BOLT = 7687
START_SECONDS = 120.0
STOP_SECONDS = 30.0
_ADMIN = "org.neo4j.cli.AdminTool"
_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent")


class ServerError(RuntimeError):
    """A server could not be started; the message has the end of its log."""


@dataclass(frozen=True)
class Access:
    """Where a server answers and how to sign in."""

    uri: str
    username: str = "neo4j"
    password: str = field(default="", repr=False)
    database: str = "neo4j"

    @property
    def address(self) -> str:
        """Return what ``open_graph`` takes: the uri."""
        return self.uri

    @property
    def environment(self) -> dict[str, str]:
        """Return the variables that the command line and Compose read."""
        return {
            "NEO4J_URI": self.uri,
            "NEO4J_USERNAME": self.username,
            "NEO4J_PASSWORD": self.password,
            "NEO4J_DATABASE": self.database,
        }


class Server:
    """A Neo4j server over one folder, which keeps its data, settings, logs and password.

    Args:
        folder: where it lives; a second server over the folder finds the data of the first.
        release: the version to run, that of ``NEO4J`` when not given.
        password: of the user neo4j, at least 8 characters; a random one when not given. A
            folder that has been used has one already.
        port: of Bolt; a free one when not given, the same at each start.
        heap: Java's, for example ``1g``.
        settings: lines of ``neo4j.conf`` beyond or instead of ours, for example
            ``{"db.transaction.timeout": "5s"}``.
        options: further ones for Java.

    As a context manager it starts and stops. ``start`` raises Unavailable when Java, Maven or
    the jars are missing, ServerError when the server does not come up.
    """

    def __init__(
        self,
        folder: Path,
        *,
        release: Release | None = None,
        password: str | None = None,
        port: int | None = None,
        heap: str = "1g",
        settings: Mapping[str, str] | None = None,
        options: Sequence[str] = (),
    ) -> None:
        self.folder = folder.absolute()
        self.release = release or chosen()
        self.username = "neo4j"
        self.password = self._password(password)
        self.port = port or free_port()
        self._heap = heap
        self._settings = dict(settings or {})
        self._options = list(options)
        self._process: subprocess.Popen[bytes] | None = None
        self._watch: subprocess.Popen[bytes] | None = None

    @property
    def uri(self) -> str:
        """Return the address for drivers and for ``commonground -g``."""
        return f"bolt://{HOST}:{self.port}"

    @property
    def access(self) -> Access:
        """Return the address with what is needed to sign in."""
        return Access(self.uri, self.username, self.password)

    @property
    def pid(self) -> int | None:
        """Return the id of the server's process, None when it is not running."""
        return self._process.pid if self._process else None

    @property
    def log(self) -> Path:
        """Return the file of what the server prints; ``logs/`` beside it has the details."""
        return self.folder / "logs" / "console.log"

    def start(self) -> None:
        """Start the server and return when it answers over Bolt."""
        if self._process:
            raise ServerError(f"the server on port {self.port} is running already")
        command = self._java(entry_point(self.release))
        self._configure()
        if not is_free(self.port):
            raise ServerError(f"port {self.port} of {HOST} is in use")
        options = [f"--home-dir={self.folder}", f"--config-dir={self.folder / 'conf'}"]
        with self.log.open("wb") as log:
            # In a session of its own: Ctrl-C is for us, who then stop it in good order.
            self._process = subprocess.Popen(
                [*command, *options, "--console-mode"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self._environment(),
                start_new_session=True,
            )
        self._watch = watching(self._process.pid)
        try:
            self._await_bolt(self._process)
        except BaseException:
            self.kill()
            raise

    def stop(self) -> None:
        """Ask the server to end and wait for it; end it by force when it takes too long."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._forget_process()

    def kill(self) -> None:
        """End the server at once, as a loss of power would; ``start`` then recovers."""
        if self._process is None:
            return
        self._process.kill()
        self._forget_process()

    def admin(self) -> tuple[list[str], dict[str, str]]:
        """Return the command of ``neo4j-admin`` over the folder, and the environment it needs."""
        command = self._java(_ADMIN)
        self._configure()
        return command, self._environment()

    def restart(self) -> None:
        """Stop the server if it runs and start it on the same data and port."""
        self.stop()
        self.start()

    def wait(self) -> None:
        """Return when the server has ended by itself."""
        if self._process:
            self._process.wait()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _password(self, wished: str | None) -> str:
        kept = self.folder / "password"
        if kept.exists():
            known = kept.read_text("utf-8")
            if wished not in (None, known):
                raise ServerError(f"{kept} has another password: use it, or remove {self.folder}")
            return known
        if wished is not None and len(wished) < 8:
            raise ServerError("NEO4J_PASSWORD needs 8 characters or more")
        return wished or secrets.token_urlsafe(18)

    def _java(self, main: str) -> list[str]:
        opened = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED]
        path = os.pathsep.join((str(self.folder / "conf"), str(jars(self.release) / "*")))
        options = [f"-Xmx{self._heap}", "-XX:+ExitOnOutOfMemoryError", "-Dfile.encoding=UTF-8"]
        return [str(java_for(self.release)), *options, *self._options, *opened, "-cp", path, main]

    def _environment(self) -> dict[str, str]:
        kept = {name: it for name, it in os.environ.items() if not name.startswith("NEO4J")}
        return kept | {"NEO4J_HOME": str(self.folder), "NEO4J_CONF": str(self.folder / "conf")}

    def _configure(self) -> None:
        for name in ("conf", "logs"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        lines = {
            "db.transaction.timeout": os.environ.get("NEO4J_TRANSACTION_TIMEOUT") or "60s",
            "db.tx_log.preallocate": "false",  # half a gigabyte for each fresh server
            "dbms.usage_report.enabled": "false",
            "server.bolt.listen_address": f"{HOST}:{self.port}",
            "server.bolt.advertised_address": f"{HOST}:{self.port}",
            "server.http.enabled": "false",
            "server.https.enabled": "false",
            "server.memory.pagecache.size": "256m",
            **self.release.settings,
            **self._settings,
        }
        conf = "".join(f"{name}={value}\n" for name, value in sorted(lines.items()))
        (self.folder / "conf" / "neo4j.conf").write_text(conf, "utf-8")
        if not (self.folder / "password").exists():
            self._set_password()

    def _set_password(self) -> None:
        """Set the first password through a private file: arguments are for all to see."""
        arguments = self.folder / "conf" / "arguments"
        quoted = self.password.replace("\\", "\\\\").replace('"', '\\"')
        write_private(arguments, f'dbms\nset-initial-password\n--\n"{quoted}"\n')
        command = [*self._java(_ADMIN), f"@{arguments}"]
        try:
            done = subprocess.run(
                command, env=self._environment(), capture_output=True, text=True, timeout=120
            )
        finally:
            arguments.unlink()
        if done.returncode:
            raise ServerError(f"the password could not be set:\n{done.stderr[-2000:]}")
        write_private(self.folder / "password", self.password)

    def _await_bolt(self, process: subprocess.Popen[bytes]) -> None:
        end = time.monotonic() + START_SECONDS
        while process.poll() is None and time.monotonic() < end:
            if answers(self.port):
                return
            time.sleep(0.05)
        tail = "\n".join(self.log.read_text("utf-8", "replace").splitlines()[-12:])
        raise ServerError(f"Neo4j {self.release.version} did not start; {self.log} ends:\n{tail}")

    def _forget_process(self) -> None:
        if self._process:
            self._process.wait()
        if self._watch:
            self._watch.communicate(b"\n")
        self._process = self._watch = None


def serve(folder: Path | None, port: int | None) -> None:
    """Run a server until Ctrl-C, SIGTERM or its own end, and print how to reach it."""
    release = chosen()
    if not jars_folder(release).is_dir():
        print(f"Fetching Neo4j {release.version} with Maven (about 130 MB, once) …", flush=True)
    wished = os.environ.get("NEO4J_PASSWORD") or None
    port = port or (BOLT if is_free(BOLT) else None)
    folder = folder or home() / release.version / "server"
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with Server(folder, release=release, password=wished, port=port) as server:
            print(_welcome(server), flush=True)
            server.wait()
            print(f"The server has ended; see {server.log}", file=sys.stderr)
    except KeyboardInterrupt:
        print("\nStopped.")


def _welcome(server: Server) -> str:
    lines = [f"  export {key}={shlex.quote(it)}" for key, it in server.access.environment.items()]
    said = f"Neo4j {server.release.version} answers at {server.uri}; its data are in"
    return "\n".join([f"{said}\n{server.folder}. Ctrl-C stops it. In another shell:\n", *lines, ""])


def main() -> int:
    """Read the command line; 2 with one sentence when the server cannot run."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.support.neo4j_server", description=__doc__
    )
    parser.add_argument("command", nargs="?", choices=["serve"], default="serve")
    parser.add_argument("--folder", type=Path, help="where its data are (default: in .neo4j/)")
    parser.add_argument("--port", type=int, help=f"of Bolt (default: {BOLT}, or a free one)")
    given = parser.parse_args()
    try:
        serve(given.folder, given.port)
    except (Unavailable, ServerError, ValueError) as error:
        print(f"neo4j: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
