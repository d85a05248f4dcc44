"""A page that holds the explorer's stage alone, and what it told while a browser used it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

from commonground.visualizations.explorer import assemble

from .browser import Opened, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PAGE = Path(assemble.__file__).parent / "page"
WIDE, HIGH = 900, 600
NOWHERE = (20, 20)
SVG = "{http://www.w3.org/2000/svg}"

_HTML = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Stage</title>
<link rel="icon" href="data:,">
<style>body { margin: 0 } canvas { display: block; width: 100vw; height: 100vh }</style>
<canvas id="stage"></canvas>
<script type="module">
%s
window.told = [];
const tell = (name) => (...what) => {
  const named = (one) =>
    one instanceof Event ? one.type : (one?.node ?? one?.edge ?? one)?.id ?? one;
  window.told.push([name, ...what.map((one) => named(one) ?? null)]);
};
const handlers = Object.fromEntries(
  ["onSelect", "onOpen", "onHover", "onShift", "onChange"].map((name) => [name, tell(name)]));
window.stage = createStage(document.getElementById("stage"), handlers);
</script></html>
"""


@dataclass
class Staged:
    """The stage in a browser's window."""

    seen: Opened

    @property
    def page(self) -> Page:
        return self.seen.page

    def do(self, code: str, value: object = None) -> Any:
        """Run a piece of script with ``stage`` and the value ``it``, and let it be painted."""
        found = self.page.evaluate(f"async (it) => {{ {code} }}", value)
        self.painted()
        return found

    def painted(self) -> None:
        """Wait until what was asked for has been painted."""
        self.page.evaluate("new Promise((on) => requestAnimationFrame(() => setTimeout(on, 0)))")

    def show(self, scene: Mapping[str, Any]) -> None:
        self.do("stage.show(it)", scene)

    def place(self, node: str) -> tuple[float, float]:
        """Return where a node stands in the window."""
        x, y = self.do("return stage.place(it)", node)
        return x, y

    def told(self, name: str) -> list[Any]:
        """Return what the stage told of one sort, and forget all that it told."""
        told = self.page.evaluate("window.told.splice(0)")
        return [what for said, *what in told if said == name]

    def labels(self) -> list[dict[str, Any]]:
        """Return the names on the canvas with their boxes."""
        code = (
            "return stage.labels.map(({ text, box, node }) => ({ text, id: node.data.id, ...box }))"
        )
        return list(self.do(code))


@contextmanager
def staged(
    browser: Browser, place: Path, scene: Mapping[str, Any] | None = None, **settings: Any
) -> Iterator[Staged]:
    """Open the stage in a window of its own; without other word nothing moves by itself."""
    file = place / "stage.html"
    script = assemble.script_of(PAGE, "drawing.js")
    file.write_text(_HTML.replace("%s", script), encoding="utf-8")
    settings = {"viewport": {"width": WIDE, "height": HIGH}, "reduced_motion": "reduce"} | settings
    with opened(browser, file, **settings) as seen:
        page = Staged(seen)
        if scene is not None:
            page.show(scene)
        page.told("")
        yield page


def scene(
    nodes: Sequence[Mapping[str, Any]], edges: Sequence[Mapping[str, Any]] = (), **more: Any
) -> dict[str, Any]:
    """Return a scene in the page's form of what matters in nodes and edges."""
    looks = {
        "Person": ("dot", True, "#0a6aa8", "#5eb3ea"),
        "Technology": ("diamond", True, "#b96a00", "#f0ad3c"),
        "School": ("square", False, "#6d4aa3", "#b79cf0"),
    }
    kinds = [
        {"kind": kind, "many": kind, "count": 0}
        | dict(zip(("shape", "filled", "light", "dark"), look, strict=True))
        for kind, look in looks.items()
    ]
    return {
        **{"title": "Test", "summary": "", "notes": [], "leftOut": "", "answered": False},
        **{"focus": [], "kinds": kinds, "families": [], "evidence": []},
        **{"nodes": list(map(node, nodes)), "edges": list(map(edge, edges))},
        **more,
    }


def node(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return a node in the page's form; what is not given is ordinary."""
    usual = {"kind": "Person", "name": given["id"], "size": 12, "facts": [], "aliases": []}
    return usual | {"degree": 1, "more": 0, "months": None, "community": None} | dict(given)


def edge(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return an edge in the page's form."""
    usual = {"id": f"{given['from']}-{given['to']}", "type": "HAS_SKILL", "family": "fact"}
    usual |= {"forth": "has used", "back": "used by"}
    return usual | {"bend": 0, "facts": [], "evidence": []} | dict(given)


TRIANGLE = scene(
    [
        {"id": "ada", "x": 0, "y": 0},
        {"id": "bo", "x": 300, "y": 0},
        {"id": "go", "kind": "Technology", "x": 150, "y": 240},
    ],
    [{"from": "ada", "to": "go"}, {"from": "bo", "to": "go"}, {"from": "ada", "to": "bo"}],
)


def between(page: Staged, a: str, b: str, share: float = 0.5) -> tuple[float, float]:
    """Return a point between two nodes in the window."""
    (x1, y1), (x2, y2) = page.place(a), page.place(b)
    return x1 + share * (x2 - x1), y1 + share * (y2 - y1)


def overlaps(boxes: Sequence[Mapping[str, float]]) -> list[tuple[Any, Any]]:
    """Return the pairs of boxes that cover each other."""
    return [
        (a, b)
        for a, b in itertools.combinations(boxes, 2)
        if a["left"] < b["right"]
        and b["left"] < a["right"]
        and a["top"] < b["bottom"]
        and b["top"] < a["bottom"]
    ]


def svg_of(page: Staged) -> ElementTree.Element:
    """Return what the stage saves as SVG."""
    return ElementTree.fromstring(page.do("return stage.toSVG()"))


def texts_of(page: Staged) -> list[str | None]:
    """Return the names in what the stage saves as SVG."""
    return [element.text for element in svg_of(page).iter(f"{SVG}text")]


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Staged]:
    """Return the stage with three nodes; nothing may have been complained of."""
    with staged(browser, tmp_path, TRIANGLE) as opened:
        yield opened
        assert opened.seen.complaints == []
