"""Pictures of the explorer's screens for the documentation: `make screenshots`.

Each screen is opened as people open it, in the installed Chromium, on the people of the examples.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from .browser import Opened, chromium, chromium_path, opened, opened_at
from .serving import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IMAGES: Final = Path(__file__).parents[2] / "docs" / "images"
EXAMPLES: Final = Path(__file__).parents[2] / "examples" / "resumes"
DESKTOP: Final = {"width": 1366, "height": 820}
PHONE: Final = {"width": 390, "height": 844}
AS_OF: Final = "2025-12-01"
ADVERT: Final = """Backend engineer

Requirements

- Go, two years
- Temporal
- Kafka

Nice to have

- Kubernetes
"""
GO, TEMPORAL, SOLIDITY = "skill:go-lang", "skill:temporal-workflow", "skill:solidity-lang"


class Shot(NamedTuple):
    """A screen: what it is asked, what has to be there, and what is done then."""

    name: str
    screen: str = "start"
    params: Mapping[str, list[str]] = {}
    wait: str = "#panel .rows > li"
    then: str = ""
    phone: bool = False
    dark: bool = False


def shots(people: Mapping[str, str]) -> tuple[Shot, ...]:
    """Return every picture; ids of people are known once the examples are loaded."""
    ada, bo, chidi = (people[name] for name in ("Ada Thornquist", "Bo Lindqvarn", "Chidi Okonmah"))
    found = {"all": [f"{TEMPORAL}@12", GO]}
    path = {"from": [ada], "to": [bo]}
    open_table = "commonground.app.toggleTable(true)"
    light = "document.querySelector('#panel .rows .opener').click()"
    named = "(one) => one.textContent === 'Kimchi'"
    became = f"[...document.querySelectorAll('.fact')].find({named}).click()"
    return (
        Shot("start", wait="#panel .doors"),
        Shot("search", wait="#panel .doors", then="search"),
        Shot("find", "find", found, then=light),
        Shot("find-dark", "find", found, dark=True),
        Shot("find-phone", "find", found, phone=True),
        Shot("path", "path", path),
        Shot("person", "node", {"id": [ada]}, "#panel .track"),
        Shot("skill", "node", {"id": [TEMPORAL]}, "#panel .years"),
        Shot("compare", "ask", {"q": ["compare"], "a": [ada], "b": [chidi], "go": ["yes"]}),
        Shot("match", "match", wait="#panel textarea", then="match"),
        Shot("communities", "ask", {"q": ["communities"], "go": ["yes"]}),
        Shot("bridges", "ask", {"q": ["bridges"], "a": [GO], "b": [SOLIDITY], "go": ["yes"]}),
        Shot("table", "find", found, then=open_table),
        Shot("document", "document", {"key": ["ada.md"]}, "#panel .document", then=became),
        Shot("about", "about", wait="#panel h2"),
    )


def write(folder: Path, only: set[str]) -> Iterator[str]:
    """Write the pictures to a folder, all or those of some names; yield what is written."""
    with _graph() as graph, serving(graph) as client, chromium() as browser:
        for shot in shots(_people(graph)):
            if not only or shot.name in only:
                _take(browser, str(client.base_url).rstrip("/"), shot, folder)
                yield f"{shot.name}.png"
        if not only or "file" in only:
            _take_file(browser, graph, folder)
            yield "file.png"


@contextmanager
def _graph() -> Iterator[Path]:
    from tempfile import TemporaryDirectory

    from commonground import load, open_graph

    with TemporaryDirectory() as place:
        path = Path(place, "people.db")
        with open_graph(str(path), create=True) as graph:
            load(str(EXAMPLES), into=graph, as_of=AS_OF)
        yield path


def _people(path: Path) -> dict[str, str]:
    from commonground import open_graph, people

    with open_graph(str(path)) as graph:
        return {row.name: row.id for row in people(graph).rows if row.name}


def _settings(shot: Shot) -> dict[str, Any]:
    # One pixel for each of the page, and nothing that moves: the same screen, the same file.
    return {
        "viewport": PHONE if shot.phone else DESKTOP,
        "color_scheme": "dark" if shot.dark else "light",
        "reduced_motion": "reduce",
        "has_touch": shot.phone,
    }


def _take(browser: Browser, address: str, shot: Shot, folder: Path) -> None:
    with opened_at(browser, f"{address}/", **_settings(shot)) as seen:
        seen.page.wait_for_selector("#panel h1")
        route = json.dumps({"screen": shot.screen, "params": dict(shot.params), "view": {}})
        if shot.screen != "start":
            seen.page.evaluate(f"commonground.app.go({route})")
        seen.page.wait_for_selector(shot.wait)
        _do(seen, shot.then)
        _picture(seen, folder / f"{shot.name}.png")


def _do(seen: Opened, what: str) -> None:
    if what == "search":
        seen.page.fill("#search input", "temp")
        seen.page.wait_for_selector("#search [role=option]")
    elif what == "match":
        seen.page.fill("#panel textarea", ADVERT)
        seen.page.click("#panel .primary")
        seen.page.wait_for_selector("#panel .rows > li")
    elif what:
        seen.page.evaluate(what)


def _take_file(browser: Browser, graph: Path, folder: Path) -> None:
    from commonground import open_graph, view

    page = graph.with_name("around.html")
    with open_graph(str(graph)) as opened_graph:
        view(opened_graph, page, around=_people(graph)["Ada Thornquist"])
    with opened(browser, page, **_settings(Shot("file"))) as seen:
        _picture(seen, folder / "file.png")


def _picture(seen: Opened, path: Path) -> None:
    seen.page.wait_for_timeout(400)  # until the drawing has been painted
    seen.page.screenshot(path=path)


def main(arguments: list[str]) -> int:
    """Write the pictures; names after the command keep to those."""
    if chromium_path() is None:
        print("There is no Chromium to take the pictures with.", file=sys.stderr)
        return 2
    IMAGES.mkdir(parents=True, exist_ok=True)
    for name in write(IMAGES, set(arguments)):
        print(f"docs/images/{name}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
