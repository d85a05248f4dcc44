"""The package holds what it needs, is quick to import, and says what it exports."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections import defaultdict
from collections.abc import Callable
from graphlib import TopologicalSorter
from pathlib import Path
from typing import TypeGuard

import pytest

import commonground
from commonground.queries.questions import QUESTIONS

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("cli", "graph", "loaders", "ontology", "queries", "visualizations")
ORDER = ("errors", "ontology", "loaders", "graph", "queries", "visualizations", "cli")
FACADE = {ROOT / "__init__.py", ROOT / "__main__.py"}  # they give what lies under them
MODULES = sorted([*ROOT.glob("*.py"), *(p for one in FOLDERS for p in ROOT.glob(f"{one}/**/*.py"))])
HEAVY = (
    "IPython",
    "jsonschema",
    "neo4j",
    "networkx",
    "numpy",
    "pandas",
    "polars",
    "pyarrow",
    "pydantic",
    "pyvis",
    "rdflib",
    "yaml",
)


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
    # By the hook that pip and build call: an environment made without ensurepip has neither.
    code = "import sys, setuptools.build_meta as backend; backend.build_wheel(sys.argv[1])"
    build = [sys.executable, "-c", code, str(place)]
    subprocess.run(build, cwd=place / "source", check=True, timeout=120, stdout=subprocess.PIPE)
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
    questions = {name: QUESTIONS[name].__module__ for name in QUESTIONS}
    questions |= {QUESTIONS[name].__name__: home for name, home in questions.items()}
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


def test_help_lists_every_task(need: Callable[[bool, str], None]) -> None:
    need(shutil.which("make") is not None, "make")
    told = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True).stdout
    phony = re.search(
        r"^\.PHONY: ((?:[^\\\n]|\\\n)+)$", (ROOT / "Makefile").read_text("utf-8"), re.M
    )
    assert phony is not None
    tasks = phony[1].replace("\\\n", " ").split()
    assert sorted(line.split()[1] for line in told.splitlines()) == sorted(tasks)


def test_constraints_are_names_and_versions_and_cover_the_dependencies() -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][\w.]*", line) for line in lines)
    pinned = {_normal(line.split("==")[0]) for line in lines}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *(one for extra in extras for one in extra)]
    named = {_normal(re.split(r"[\[<>=~! ]", one)[0]) for one in wanted}
    assert named - {"commonground-graph"} <= pinned


def imported(path: Path) -> set[Path]:
    """Return the modules that a module imports, those in functions and for type checkers too."""
    nodes = [one for one in ast.walk(ast.parse(path.read_text("utf-8"))) if _is_relative(one)]
    bases = [path.parents[one.level - 1].joinpath(*(one.module or "").split(".")) for one in nodes]
    return {
        _module(base, alias.name)
        for one, base in zip(nodes, bases, strict=True)
        for alias in one.names
    } - {path}


def _is_relative(node: ast.AST) -> TypeGuard[ast.ImportFrom]:
    return isinstance(node, ast.ImportFrom) and node.level > 0


def _module(base: Path, name: str) -> Path:
    """Return the file that ``from base import name`` reads last."""
    candidates = (base / f"{name}.py", base / name / "__init__.py", base.with_suffix(".py"))
    return next((path for path in candidates if path.is_file()), base / "__init__.py")


IMPORTS = {path: imported(path) for path in MODULES}


def rank(path: Path) -> int:
    return ORDER.index(path.relative_to(ROOT).parts[0].removesuffix(".py"))


def test_imports_are_read() -> None:
    """Else the tests below would hold of nothing; absolute ones they would not see."""
    assert ROOT / "graph" / "opening.py" in IMPORTS[ROOT / "queries" / "question.py"]
    assert ROOT / "ontology" / "ontology.py" in IMPORTS[ROOT / "graph" / "networkx" / "reader.py"]
    assert all(path.is_file() for paths in IMPORTS.values() for path in paths)
    absolute = re.compile(r"^ *(from|import) commonground\b", re.M)
    assert [path.name for path in MODULES if absolute.search(path.read_text("utf-8"))] == []


def test_no_module_imports_from_above_its_folder() -> None:
    upwards = [
        f"{path.relative_to(ROOT)} imports {other.relative_to(ROOT)}"
        for path in IMPORTS.keys() - FACADE
        for other in IMPORTS[path] - FACADE
        if rank(other) > rank(path)
    ]
    assert sorted(upwards) == []


def test_no_module_names_a_module_above_its_folder_in_a_string() -> None:
    """So that nothing is imported, or read as a resource, by its name either."""
    upwards = [
        f"{path.relative_to(ROOT)}:{node.lineno} names commonground.{name}"
        for path in IMPORTS.keys() - FACADE
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for name in re.findall(r"\bcommonground\.(\w+)", node.value)
        if name in ORDER[rank(path) + 1 :]
    ]
    assert sorted(upwards) == []


@pytest.mark.parametrize(
    "folder",
    sorted({path.parent for path in MODULES}),
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_the_files_and_folders_of_a_folder_import_each_other_in_no_circle(folder: Path) -> None:
    needs: defaultdict[str, set[str]] = defaultdict(set)
    for path in IMPORTS.keys() - FACADE:
        for other in IMPORTS[path]:
            if path.is_relative_to(folder) and other.is_relative_to(folder):
                mine, theirs = (one.relative_to(folder).parts[0] for one in (path, other))
                needs[mine] |= {theirs} - {mine}
    TopologicalSorter(needs).prepare()  # a CycleError names the circle


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
