"""One script of the page's modules, so that a page is one file and no tool has to build it.

The modules are ordinary JavaScript, which a browser, an editor and a type checker read as they
stand. To join them, each is written once after those it imports from, without its import lines and
without the word ``export``. They then share one scope, so three rules hold, and breaking one is an
error here: names at the top level are unique over all modules; imports are named, not renamed, and
from ``"./name.js"``; no module imports itself in a circle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Final

MODULES: Final = Path(__file__).parent / "page"
"""Where the modules of the page lie."""

_IMPORT: Final = re.compile(
    r"""^import \s* \{ (?P<names> (?: \s* [\w$]+ \s* , )* (?: \s* [\w$]+ )? ) \s* \}
    \s* from \s* "\./(?P<module> [\w-]+\.js )" ; \n""",
    re.MULTILINE | re.VERBOSE,
)
_EXPORT: Final = re.compile(r"^export (?=(?:async )?(?:function|class|const|let)\b)", re.MULTILINE)
_MARKER: Final = re.compile(r"^export \{\};\n", re.MULTILINE)  # says: a module, of types alone
_TOP: Final = re.compile(
    r"^(?P<export>export )?(?:async )?(?:function\*?|class|const|let|var) (?P<name>[\w$]+)",
    re.MULTILINE,
)
_REFUSED: Final = re.compile(
    r"^(?:import|export)\b.*|^(?:const|let|var) [\[{].*|</script.*|<!--.*",
    re.MULTILINE | re.IGNORECASE,
)


@dataclass(frozen=True)
class _Module:
    imports: Mapping[str, frozenset[str]]
    exports: frozenset[str]
    names: tuple[str, ...]
    body: str


def script_of(folder: Path, entry: str | None = None) -> str:
    """Return the script that a folder's modules make, or those that ``entry`` needs.

    The same files give the same text.

    Raises:
        ValueError: a module breaks one of the rules above; the sentence names it and the rule.
    """
    modules = {file.name: _module(file) for file in sorted(folder.glob("*.js"))}
    _check_imports(modules)
    _check_names(modules)
    order = _order(modules)
    wanted = set(_needed(modules, entry)) if entry is not None else set(order)
    return "\n".join(modules[name].body for name in order if name in wanted)


def _module(file: Path) -> _Module:
    text = file.read_text(encoding="utf-8")
    imports: dict[str, frozenset[str]] = {}
    for found in _IMPORT.finditer(text):
        names = frozenset(re.findall(r"[\w$]+", found["names"]))
        imports[found["module"]] = names | imports.get(found["module"], frozenset())
    tops = list(_TOP.finditer(text))
    body = _EXPORT.sub("", _MARKER.sub("", _IMPORT.sub("", text)))
    refused = _REFUSED.search(body)
    if refused is not None:
        raise ValueError(f"{file.name}: {refused[0]!r} cannot be joined with other modules")
    exports = frozenset(top["name"] for top in tops if top["export"])
    return _Module(imports, exports, tuple(top["name"] for top in tops), body.strip("\n") + "\n")


def _check_imports(modules: Mapping[str, _Module]) -> None:
    for name, module in modules.items():
        for source, wanted in module.imports.items():
            if source not in modules:
                raise ValueError(f"{name} imports from {source}, which is not there")
            missing = sorted(wanted - modules[source].exports)
            if missing:
                raise ValueError(f"{name} imports {', '.join(missing)}, not exported by {source}")


def _check_names(modules: Mapping[str, _Module]) -> None:
    owner: dict[str, str] = {}
    for name, module in modules.items():
        for top in module.names:
            if top in owner:
                raise ValueError(f"{name} and {owner[top]} both name {top!r} at the top level")
            owner[top] = name


def _order(modules: Mapping[str, _Module]) -> tuple[str, ...]:
    # Of equal rank by name, for the sorter promises no order among those that are ready.
    sorter = TopologicalSorter({name: one.imports.keys() for name, one in modules.items()})
    order: list[str] = []
    try:
        sorter.prepare()
    except CycleError as error:
        raise ValueError(f"modules import in a circle: {' -> '.join(error.args[1])}") from None
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        order += ready
        sorter.done(*ready)
    return tuple(order)


def _needed(modules: Mapping[str, _Module], entry: str) -> Iterator[str]:
    if entry not in modules:
        raise ValueError(f"there is no module {entry}")
    waiting, seen = [entry], {entry}
    while waiting:
        name = waiting.pop()
        yield name
        fresh = modules[name].imports.keys() - seen
        seen |= fresh
        waiting += sorted(fresh)
