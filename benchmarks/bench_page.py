"""Time the drawing of a page beside pyvis and vis-network as they come, in a real Chromium.

One run draws the same scenes with each: the explorer's stage; vis-network 9.1.2 with nodes at the
same places and its physics off; and the page that pyvis writes by itself, which searches places in
the browser. Told are the milliseconds from the opening of the file to the first picture, the frames
a second while the drawing is moved, and the processor time of the page's thread for both, which
other programs on the machine disturb less. What is slow is drawn once instead of several times, and
given up after a minute.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from math import nan
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

from commonground.benchmarks.scenes import scene_of
from commonground.tests.support.browser import chromium, chromium_path
from commonground.visualizations.explorer import assemble

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page

SIZES: Final = (500, 1500)
FRAMES: Final = 120
LONGEST: Final = 60  # seconds that a first picture is waited for
Scene = Mapping[str, Any]
_VIS_FILE: Final = "lib/vis-9.1.2/vis-network.min.js"

_HEAD: Final = (
    "<!doctype html><meta charset=utf-8><style>html,body,#stage{margin:0;width:100%;height:100%;"
    "overflow:hidden;display:block}</style>"
)
_DRAWN: Final = (
    "requestAnimationFrame(() => setTimeout(() => { window.drawn = performance.now(); }));"
)
_STAGE: Final = """
const scene = JSON.parse(document.getElementById("data").textContent);
const stage = createStage(document.getElementById("stage"), {});
stage.show(scene);
%s
const hand = { bubbles: true, pointerId: 1, isPrimary: true, button: 0, buttons: 1 };
const drag = (type, clientX, clientY) => document.getElementById("stage").dispatchEvent(
  new PointerEvent(type, { ...hand, clientX, clientY }));
window.begin = () => drag("pointerdown", 2, 2);
window.move = (x, y) => drag("pointermove", 2 + x, 2 + y);
"""
_VIS: Final = """
const scene = JSON.parse(document.getElementById("data").textContent);
const looks = new Map(scene.kinds.map((look) => [look.kind, look]));
const nodes = scene.nodes.map(({ id, x, y, size, name, kind }) => ({
  id, x, y, size, label: name, shape: looks.get(kind).shape, color: looks.get(kind).light }));
const data = { nodes: new vis.DataSet(nodes), edges: new vis.DataSet(scene.edges) };
const network = new vis.Network(document.getElementById("stage"), data,
  { physics: false, layout: { improvedLayout: false }, edges: { smooth: false } });
network.once("afterDrawing", () => { %s });
"""
_VIS_MOVE: Final = """
let from = null, scale = 1;
window.begin = () => { from = network.getViewPosition(); scale = network.getScale(); };
window.move = (x, y) =>
  network.moveTo({ position: { x: from.x - x / scale, y: from.y - y / scale } });
"""
# Every frame is moved to another place of a circle; what is told is how long all of them took.
_PAN: Final = """
(frames) => new Promise((done) => {
  window.begin();
  let number = 0, began = 0;
  const step = (now) => {
    if (number === 0) began = now;
    if (number === frames) { done(1000 * frames / (now - began)); return; }
    const angle = (2 * Math.PI * number++) / frames;
    window.move(120 * Math.cos(angle), 80 * Math.sin(angle));
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})
"""


def stage_page(scene: Scene) -> str:
    """Return a page of the explorer's stage alone."""
    folder = Path(assemble.__file__).parent / "page"
    script = assemble.script_of(folder, "drawing.js") + _STAGE % _DRAWN
    data = f'<script type="application/json" id="data">{_embedded(scene)}</script>'
    return f'{_HEAD}<canvas id="stage"></canvas>{data}<script type="module">{script}</script>'


def vis_page(scene: Scene) -> str:
    """Return a page of vis-network with nodes at the scene's places."""
    data = f'<script type="application/json" id="data">{_embedded(scene)}</script>'
    script = f"<script>{_vis_network()}</script><script>{_VIS % _DRAWN}{_VIS_MOVE}</script>"
    return f'{_HEAD}<div id="stage"></div>{data}{script}'


def pyvis_page(scene: Scene) -> str:
    """Return the page that pyvis writes; noted is when its own search for places has ended."""
    from pyvis.network import Network

    network = Network(height="100vh", cdn_resources="in_line")
    looks = {look["kind"]: look for look in scene["kinds"]}
    for node in scene["nodes"]:
        look = looks[node["kind"]]
        network.add_node(node["id"], label=node["name"], shape=look["shape"], color=look["light"])
    for edge in scene["edges"]:
        network.add_edge(edge["from"], edge["to"])
    script = f'network.once("stabilizationIterationsDone", () => {{ {_DRAWN} }});{_VIS_MOVE}'
    page: str = network.generate_html()
    return page.replace("</body>", f"<script>{script}</script></body>")


def _embedded(scene: Scene) -> str:
    return json.dumps(scene).replace("<", "\\u003c")


def _vis_network() -> str:
    import pyvis

    return (Path(pyvis.__file__).parent / _VIS_FILE).read_text(encoding="utf-8")


PAGES: Final[dict[str, Callable[[Scene], str]]] = {
    "stage": stage_page,
    "vis-network, placed": vis_page,
    "pyvis as it comes": pyvis_page,
}


def measured(browser: Browser, file: Path) -> dict[str, float]:
    """Open a page in a fresh window, wait for its picture, and move it."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.route(lambda url: not url.startswith("file:"), lambda route: route.abort())
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.goto(file.as_uri(), wait_until="commit")
    found = _first(page, session)
    if found["first"] < 1000 * LONGEST:
        page.wait_for_timeout(300)
        found |= _panned(page, session)
    context.close()
    return found


def _first(page: Page, session: CDPSession) -> dict[str, float]:
    """Return how long the first picture took; a page is not waited for without end."""
    from playwright.sync_api import TimeoutError

    try:
        page.wait_for_function("window.drawn", timeout=1000 * LONGEST, polling=20)
    except TimeoutError:
        return {"first": 1000 * LONGEST, "first cpu": nan, "rate": nan, "frame cpu": nan}
    return {"first": page.evaluate("window.drawn"), "first cpu": _busy(session)}


def _panned(page: Page, session: CDPSession) -> dict[str, float]:
    before = _busy(session)
    rate = page.evaluate(_PAN, FRAMES)
    return {"rate": rate, "frame cpu": (_busy(session) - before) / FRAMES}


def _busy(session: CDPSession) -> float:
    """Return the milliseconds of processor time that the page's thread has used."""
    metrics = {
        one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]
    }
    return 1000 * float(metrics["TaskDuration"])


def table(found: Mapping[str, Mapping[str, float]]) -> str:
    """Return the figures of one size as lines, and how many times better the stage is."""
    ours = next(iter(found.values()))
    titles = f"{'first picture':>16}{'processor':>12}{'frames/s':>12}{'processor':>12}{'ratio':>16}"
    lines = [" " * 24 + titles]
    for name, one in found.items():
        waited = ">" if one["first"] >= 1000 * LONGEST else ""
        times = f"{one['first'] / ours['first']:.1f} × / {ours['rate'] / one['rate']:.1f} ×"
        figures = (
            f"{one['first cpu']:9.0f} ms{one['rate']:12.1f}{one['frame cpu']:9.2f} ms{times:>16}"
        )
        shown = figures.replace("nan ×", "–").replace("nan ms", " –   ").replace("nan", "–  ")
        lines.append(f"{name:24}{waited:>2}{one['first']:11.0f} ms{shown}")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3, help="the median of so many (3)")
    parser.add_argument("--only", help="draw with these alone, separated by semicolons")
    parser.add_argument("-o", "--output", type=Path, help="write the figures as JSON")
    given = parser.parse_args()
    if chromium_path() is None:
        print(
            "bench_page needs Chromium: install it (Debian: apt install chromium)", file=sys.stderr
        )
        return 2
    told: dict[int, dict[str, dict[str, float]]] = {}
    with chromium() as browser, tempfile.TemporaryDirectory() as place:
        for size in SIZES:
            scene = scene_of(size)
            print(f"\n{len(scene['nodes'])} nodes, {len(scene['edges'])} edges", flush=True)
            told[size] = _drawn_by_each(browser, Path(place), scene, given.runs, given.only)
            print(table(told[size]), flush=True)
    if given.output:
        given.output.write_text(json.dumps(told, indent=1) + "\n")
    return 0


def _drawn_by_each(
    browser: Browser, place: Path, scene: Scene, runs: int, only: str | None
) -> dict[str, dict[str, float]]:
    found = {}
    for name, make in PAGES.items():
        if only is not None and name not in only.split(";"):
            continue
        file = place / "page.html"
        file.write_text(make(scene), encoding="utf-8")
        each = [measured(browser, file)]
        if each[0]["first"] < 1000 * LONGEST / 10:
            each += [measured(browser, file) for _ in range(runs - 1)]
        found[name] = {key: median(one[key] for one in each) for key in each[0]}
    return found


if __name__ == "__main__":
    raise SystemExit(main())
