"""The package holds what it needs, is quick to import, and says what it exports."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import commonground
from commonground.queries.questions import QUESTIONS

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("cli", "graph", "loaders", "ontology", "queries", "visualizations")
HEAVY = ("IPython", "jsonschema", "neo4j", "networkx", "numpy", "pydantic", "pyvis", "rdflib")


def _python(code: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], cwd=cwd, capture_output=True, text=True, timeout=60
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a wheel from a copy of the sources and unpack it."""
    place = tmp_path_factory.mktemp("wheel")
    ignored = shutil.ignore_patterns(
        ".*", "__pycache__", "*.egg-info", "build", "node_modules", "out"
    )
    shutil.copytree(ROOT, place / "source", ignore=ignored)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*build, "-w", str(place), str(place / "source")], check=True, timeout=120)
    (archive,) = place.glob("*.whl")
    with zipfile.ZipFile(archive) as files:
        files.extractall(place / "unpacked")
    return place / "unpacked"


def test_the_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    wanted = {
        path.relative_to(ROOT)
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    } | {path.relative_to(ROOT) for path in (*ROOT.glob("*.py"), ROOT / "py.typed")}
    packed = {
        path.relative_to(wheel / "commonground")
        for path in (wheel / "commonground").rglob("*")
        if path.is_file()
    }
    assert packed == wanted


def test_the_wheel_carries_both_licences(wheel: Path) -> None:
    (info,) = wheel.glob("*.dist-info")
    assert (info / "licenses" / "LICENSE").is_file()
    assert (info / "licenses" / "ontology" / "LICENSE").is_file()


def test_the_wheel_works_without_the_sources(wheel: Path, tmp_path: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(wheel)!r})\n"
        "import commonground; assert 'unpacked' in commonground.__file__\n"
        "from commonground.cli.main import main\n"
        "sys.exit(main(['ontology', 'lookup', 'Kubernetes', '-e']))"
    )
    done = _python(code, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "skill:kubernetes" in done.stdout


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_imported_by_mistake_says_what_to_import(folder: str) -> None:
    done = _python(f"import {folder}", ROOT)
    assert done.returncode == 1
    assert f"import commonground.{folder}" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    "module", ["commonground", "commonground.cli.main", "commonground.__main__"]
)
def test_starting_imports_nothing_heavy(module: str, tmp_path: Path) -> None:
    code = f"import {module}, sys; print(*(set({HEAVY!r}) & set(sys.modules)))"
    done = _python(code, tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, "")


def test_the_facade_gives_what_its_type_checked_imports_name() -> None:
    tree = ast.parse((ROOT / "__init__.py").read_text("utf-8"))
    imports = {
        alias.asname: node.module
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level == 1
        for alias in node.names
        if alias.asname
    }
    questions = {name: f"{QUESTIONS[name].__module__}" for name in QUESTIONS}
    homes = {name: f"commonground.{home}" for name, home in commonground._HOMES.items()}
    assert {name: f"commonground.{home}" for name, home in imports.items()} == homes | questions
    assert set(commonground.__all__) == set(imports) | {"__version__"}
    for name, home in imports.items():
        assert getattr(commonground, name).__module__ == f"commonground.{home}"


def test_a_name_that_the_facade_lacks_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'lode'"):
        commonground.lode  # noqa: B018


def test_the_version_is_said_once_more_in_the_project_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == commonground.__version__


def test_the_type_checker_sees_every_module_of_the_root() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    checked = {Path(name).name for name in config["tool"]["mypy"]["files"]}
    assert {path.name for path in ROOT.glob("*.py")} <= checked


def test_constraints_are_names_and_versions_and_cover_the_dependencies() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][\w.]*", line) for line in lines)
    pinned = {_normal(line.split("==")[0]) for line in lines}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *(one for extra in extras for one in extra)]
    named = {_normal(re.split(r"[\[<>=~! ]", one)[0]) for one in wanted}
    assert named - {"commonground-graph"} <= pinned


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
