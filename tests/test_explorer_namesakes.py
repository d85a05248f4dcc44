"""Whoever comes into a drawing beside somebody of the same name: both are told apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import commonground

from .support.browser import Opened, opened_at
from .support.exploring import PATIENCE, go
from .support.serving import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NATS, GO = "skill:nats-messaging", "skill:go-lang"
_RESUME = """# {name}

{place}

## Experience

### Engineer, {employer}
{since} – present

- Built services in {skills}
"""
_PEOPLE = (
    ("Rowan Tavistock", "Leeds, UK", "Initrode", "2019-01", "Go and NATS"),
    ("Rowan Tavistock", "Cork, Ireland", "Vandelay", "2020-02", "Go and Rust"),
    ("Mira Osgood", "Leeds, UK", "Initrode", "2018-01", "Go, Rust and NATS"),
)
BOTH = ["Rowan Tavistock (Initrode)", "Rowan Tavistock (Vandelay)"]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a graph in which two people of one name know partly the same."""
    folder = tmp_path_factory.mktemp("namesakes")
    keys = ("name", "place", "employer", "since", "skills")
    for at, values in enumerate(_PEOPLE):
        text = _RESUME.format(**dict(zip(keys, values, strict=True)))
        (folder / f"{at}.md").write_text(text)
    with commonground.open_graph(str(folder / "people.db"), create=True) as made:
        commonground.load(str(folder), into=made, as_of="2025-06-01")
    return folder / "people.db"


@pytest.fixture
def seen(browser: Browser, graph: Path) -> Iterator[Opened]:
    with (
        serving(graph) as client,
        opened_at(browser, str(client.base_url), viewport={"width": 1366, "height": 820}) as found,
    ):
        found.page.set_default_timeout(PATIENCE)
        found.page.wait_for_selector("#panel h1")
        yield found
        assert found.complaints == [] and found.broken_rules() == []


def drawn(seen: Opened) -> list[str]:
    """Return what the drawing calls those of the name."""
    names: list[str] = seen.page.evaluate(
        """[...commonground.app.stage.scenery.model.nodes.values()]
          .map(({ data }) => data.name).filter((name) => name.startsWith("Rowan")).sort()"""
    )
    return names


def labels(seen: Opened) -> set[str]:
    found: list[str] = seen.page.evaluate(
        "commonground.app.stage.labels.map(({ text }) => text).filter((one) => /^Rowan/.test(one))"
    )
    return set(found)


def grow(seen: Opened) -> None:
    """Expand a person of the answer, and then the skill that brings the other of the name."""
    seen.page.evaluate(
        """async (go) => {
          const { growth, model } = commonground.app;
          const mira = [...model.nodes.values()].find((one) => one.name === "Mira Osgood");
          await growth.expand(mira.id);
          await growth.expand(go);
        }""",
        GO,
    )


def test_who_is_drawn_already_is_told_apart_from_who_comes(seen: Opened) -> None:
    go(seen, "find", {"all": [NATS]})
    assert drawn(seen) == ["Rowan Tavistock"]
    grow(seen)
    assert drawn(seen) == BOTH
    seen.until("commonground.app.stage.labels.some(({ text }) => text.includes('Vandelay'))")
    assert labels(seen) == set(BOTH)
    seen.page.click("#undo")
    assert drawn(seen) == ["Rowan Tavistock"]
    seen.page.click("#redo")
    assert drawn(seen) == BOTH


def test_who_is_not_in_the_request_is_told_apart_too(seen: Opened) -> None:
    go(seen, "find", {"all": [NATS]})
    # As in a drawing of so many that a request cannot name them all.
    seen.page.evaluate(
        """() => {
          const { growth } = commonground.app;
          const known = growth.known.bind(growth);
          growth.known = (id) => known(id).filter((one) => !one.startsWith("person:"));
        }"""
    )
    grow(seen)
    assert drawn(seen) == BOTH
