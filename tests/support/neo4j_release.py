"""The releases of Neo4j that tests run: which Java each needs, and its jars as Maven gives them.

``NEO4J`` in the environment chooses the line, ``5`` (long-term support, the default) or ``2026``.
The jars stay in ``.neo4j/`` under the project, or in the folder ``COMMONGROUND_NEO4J_HOME``.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
POM = ROOT / "tests" / "data" / "neo4j" / "pom.xml"
FETCH_SECONDS = 900
_ENTRY = "META-INF/services/org.neo4j.server.startup.EntryPoint"


class Unavailable(RuntimeError):
    """This machine lacks what a server needs: Java of a fitting version, Maven, or the jars."""


@dataclass(frozen=True)
class Release:
    """A version of Neo4j, the major versions of Java it runs on, and settings only it has."""

    version: str
    javas: tuple[int, ...]
    settings: Mapping[str, str]


# The quiet period is time that Bolt waits after the databases are closed: 10 of a stop's 11 s.
RELEASES = {
    "5": Release(
        "5.26.30", (17, 21), {"internal.dbms.bolt.netty_server_shutdown_quiet_period": "0"}
    ),
    "2026": Release(
        "2026.08.1",
        (21, 25),
        {
            "internal.dbms.bolt.netty_server_shutdown_quiet_period_duration": "0s",
            "server.fleet_discovery.enabled": "false",
            "dbms.fleet_manager.enabled": "false",
        },
    ),
}


def chosen() -> Release:
    """Return the release that ``NEO4J`` names.

    Raises:
        ValueError: it names none of them.
    """
    line = os.environ.get("NEO4J") or "5"
    if line not in RELEASES:
        raise ValueError(f"NEO4J={line}: choose one of {', '.join(RELEASES)}")
    return RELEASES[line]


def home() -> Path:
    """Return the folder of jars and lasting servers."""
    return Path(os.environ.get("COMMONGROUND_NEO4J_HOME") or ROOT / ".neo4j").absolute()


def java_for(release: Release) -> Path:
    """Return a ``java`` the release runs on: that of JAVA_HOME, of the path, or an installed one.

    Raises:
        Unavailable: there is none.
    """
    found: dict[Path, int] = {}
    for java in _javas():
        found[java] = _major(java)
        if found[java] in release.javas:
            return java
    wanted = " or ".join(map(str, release.javas))
    others = ", ".join(f"{major} ({java})" for java, major in found.items()) or "none"
    raise Unavailable(f"Neo4j {release.version} needs Java {wanted}; found: {others}")


def _javas() -> list[Path]:
    on_path = shutil.which("java")
    installed = [
        *Path("/usr/lib/jvm").glob("*/bin/java"),
        *Path("/Library/Java/JavaVirtualMachines").glob("*/Contents/Home/bin/java"),
        *Path.home().glob(".sdkman/candidates/java/*/bin/java"),
    ]
    named = os.environ.get("JAVA_HOME")
    first = [Path(named, "bin", "java")] if named else []
    every = [*first, *([Path(on_path)] if on_path else []), *sorted(installed)]
    return list(dict.fromkeys(java.resolve() for java in every if java.is_file()))


def _major(java: Path) -> int:
    """Return 17 of ``version "17.0.15"``, 0 when it cannot be read."""
    try:
        done = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    said = re.search(r'version "(\d+)', done.stderr)
    return int(said[1]) if said else 0


def jars(release: Release) -> Path:
    """Return the folder of the release's jars, which Maven fetches when it is not there yet.

    Raises:
        Unavailable: there is no Maven, or it could not fetch them.
    """
    folder = jars_folder(release)
    if not folder.is_dir():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix="fetching-") as fresh:
            _fetch(release, Path(fresh, "lib"))
            _keep(Path(fresh, "lib"), folder)
    return folder


def jars_folder(release: Release) -> Path:
    """Return where the release's jars are, or will be."""
    return home() / release.version / "lib"


def _fetch(release: Release, folder: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise Unavailable(f"fetching Neo4j {release.version} needs Maven: there is no mvn")
    version, output = f"-Dneo4j.version={release.version}", f"-DoutputDirectory={folder}"
    command = [maven, "-q", "-B", "-f", str(POM), version, output, "dependency:copy-dependencies"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=FETCH_SECONDS)
    except subprocess.TimeoutExpired:
        raise Unavailable(f"Maven had no jars after {FETCH_SECONDS} s") from None
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).splitlines()[:5])
        raise Unavailable(f"Maven could not fetch Neo4j {release.version}:\n{said}")


def _keep(fresh: Path, folder: Path) -> None:
    """Put the fetched folder in place in one step; when another got there first, theirs stays."""
    try:
        fresh.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise


def entry_point(release: Release) -> str:
    """Return the main class that the release's own jar names."""
    with zipfile.ZipFile(jars(release) / f"neo4j-{release.version}.jar") as jar:
        return jar.read(_ENTRY).decode().strip()
