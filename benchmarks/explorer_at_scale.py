"""Time the explorer's screens on a graph of any size, in a real Chromium before a real service.

Run: python benchmarks/explorer_at_scale.py people.db [--runs 3] [--pictures FOLDER]

Each time is from the press until the panel shows the answer and the drawing is painted, as the page
itself measures it; the first run finds nothing prepared. Processor time is that of the service.
The graph is opened as `commonground serve` opens it: give a copy of one that something writes to.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from commonground.tests.support.browser import Opened, chromium, chromium_path, opened_at
from commonground.tests.support.serving import commanded

if TYPE_CHECKING:
    import subprocess

PATIENCE: Final = 600_000  # milliseconds
TICKS: Final = os.sysconf("SC_CLK_TCK")
_TIMED: Final = """async ({ act, wait }) => {
  const { app } = commonground;
  const before = performance.now();
  await (new Function("app", `return (async () => { ${act} })()`))(app);
  while (!document.querySelector(wait)) await new Promise((on) => setTimeout(on, 5));
  await new Promise((on) => requestAnimationFrame(() => setTimeout(on, 0)));
  return performance.now() - before;
}"""


class Step(NamedTuple):
    """Something that people do: what is called, and what has to be there then."""

    name: str
    act: str
    wait: str = "#panel[aria-busy=false] .rows > li, #panel:not([aria-busy]) .rows > li"


def steps(ids: Mapping[str, str]) -> tuple[Step, ...]:
    """Return what is timed, in the order in which somebody may do it."""
    panel = "#panel h1"

    def go(screen: str, params: str) -> str:
        return f"await app.go({{ screen: '{screen}', params: {params}, view: {{}} }});"

    find = f"{{ all: ['{ids['a']}@12', '{ids['b']}'] }}"
    path = f"{{ from: ['{ids['one']}'], to: ['{ids['other']}'], go: ['yes'] }}"
    return (
        Step("map", go("about", "{}") + go("start", "{}"), "#panel .doors"),
        Step("suggest", "await app.source.suggest('kube');", panel),
        Step("node: skill", go("node", f"{{ id: ['{ids['a']}'] }}"), panel),
        Step("node: person", go("node", f"{{ id: ['{ids['one']}'] }}"), panel),
        Step("expand", f"await app.growth.expand('{ids['one']}');", panel),
        Step("find", go("find", find)),
        Step("path", go("path", path)),
        Step("table", "app.toggleTable(true);", "#tables tbody tr"),
        Step("table away", "app.toggleTable(false);", panel),
    )


@contextmanager
def explorer(graph: Path) -> Iterator[tuple[Opened, subprocess.Popen[str]]]:
    """Serve a graph and open its page."""
    with commanded(graph) as (address, process), chromium() as browser:
        size = {"width": 1366, "height": 820}
        settings: dict[str, Any] = {"viewport": size, "reduced_motion": "reduce"}
        with opened_at(browser, address, bypass_csp=True, **settings) as seen:
            seen.page.set_default_timeout(PATIENCE)
            seen.page.wait_for_selector("#panel h1")
            yield seen, process


def time_all(graph: Path, runs: int, pictures: Path | None) -> Iterator[tuple[str, str]]:
    """Do each step so many times; yield its name and what it took."""
    with explorer(graph) as (seen, process):
        for step in steps(_ids(seen)):
            times, began = [], _processor(process.pid)
            for _ in range(runs):
                times.append(seen.page.evaluate(_TIMED, {"act": step.act, "wait": step.wait}))
            used = (_processor(process.pid) - began) / runs
            if pictures is not None:
                seen.page.screenshot(path=pictures / f"{step.name.replace(': ', '-')}.png")
            yield step.name, f"{times[0]:9,.0f} {median(times):9,.0f} {1000 * used:9,.0f}"


def _ids(seen: Opened) -> dict[str, str]:
    """Return two skills that many have and two people, as the service lists them."""
    found: dict[str, str] = seen.page.evaluate(
        """async () => {
          const { source } = commonground.app;
          const [skills, people] = await Promise.all([
            source.ask("skills", { limit: 20 }), source.ask("people", { limit: 40 })]);
          const ids = (answer) => answer.rows.map((row) => row.id);
          const [a, b] = ids(skills);
          const [one, ...others] = ids(people);
          return { a, b, one, other: others.at(-1) };
        }"""
    )
    return found


def _processor(pid: int) -> float:
    """Return the seconds of processor time of a process, its threads and its ended children."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / TICKS


def main() -> int:
    """Print a line a step."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("graph", type=Path, help="a graph's file")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--pictures", type=Path, help="a folder for a picture of each screen")
    given = parser.parse_args()
    if chromium_path() is None or not given.graph.exists():
        print(f"Chromium and {given.graph} are needed.", file=sys.stderr)
        return 2
    if given.pictures is not None:
        given.pictures.mkdir(parents=True, exist_ok=True)
    print(f"{'milliseconds':14} {'first':>9} {'median':>9} {'processor':>9}", flush=True)
    for name, took in time_all(given.graph, given.runs, given.pictures):
        print(f"{name:14} {took}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
