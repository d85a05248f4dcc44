"""Should the page write text as markup after all, its policy stops what that would run."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from commonground import Node, view
from commonground.graph.model import Edge
from commonground.visualizations.explorer import page as page_module
from commonground.visualizations.service import pages

from .support.browser import Opened, listener, opened, opened_at
from .support.serving import serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TEXT, MARKUP = "element.textContent = value", "element.innerHTML = value"


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make the page write every text as markup; its policy has the hash of that script."""
    script = page_module.script()
    assert script.count(TEXT) == 1
    monkeypatch.setattr(page_module, "script", lambda: script.replace(TEXT, MARKUP))
    pages._explorer.cache_clear()
    yield
    pages._explorer.cache_clear()


def attack(address: str) -> str:
    """Return a name that runs and sends something where it is markup."""
    run = f"window.attacked=1;fetch('{address}/ran')"
    return f'<img src="{address}/pixel" onerror="{run}"><script>{run}</script>Eve'


def assert_stopped(seen: Opened, calls: list[str], address: str) -> None:
    """Check that the name became markup, and that this did nothing."""
    page = seen.page
    page.wait_for_selector("#panel img", state="attached")
    page.wait_for_timeout(200)
    assert page.evaluate("window.attacked") is None
    broken_rules = seen.broken_rules()
    assert "script-src-attr inline" in broken_rules
    assert f"img-src {address}/pixel" in broken_rules
    assert calls == [] and "dialog" not in seen.complaints


@pytest.mark.usefixtures("broken")
def test_a_file_that_writes_markup_runs_none(browser: Browser, tmp_path: Path) -> None:
    with listener() as (address, calls):
        eve = Node("p:eve", "Person", attack(address), {})
        go = Node("skill:go-lang", "Technology", "Go", {})
        edge = Edge("e", "HAS_SKILL", eve.id, go.id, {})
        with opened(browser, view([eve, go, edge], tmp_path / "eve.html")) as seen:
            seen.page.evaluate("commonground.app.select({ node: 'p:eve' })")
            assert_stopped(seen, calls, address)


@pytest.mark.usefixtures("broken")
def test_a_page_of_a_service_that_writes_markup_runs_none(
    browser: Browser, demo_graph: Path
) -> None:
    with listener() as (address, calls):
        with serving(demo_graph) as client, opened_at(browser, str(client.base_url)) as seen:
            seen.page.wait_for_selector("#panel h1")
            name = json.dumps(attack(address))
            # The one way in that is left: what the service says, said again as an error.
            seen.page.evaluate(
                f"() => {{ commonground.app.source.map = async () => {{ throw Error({name}); }}; }}"
            )
            seen.page.evaluate(
                "commonground.app.go({ screen: 'start', params: { n: ['1'] }, view: {} })"
            )
            assert_stopped(seen, calls, address)


@pytest.mark.parametrize(
    ("markup", "rule"),
    [
        ("<script>{run}</script>", "script-src-elem inline"),
        ('<img src="data:," onerror="{run}">', "script-src-attr inline"),
        ("<img src={address}/pixel.png>", "img-src {address}/pixel.png"),
        ("<iframe src={address}/frame></iframe>", "frame-src {address}"),
    ],
)
def test_markup_in_the_page_of_a_service_is_dead(
    browser: Browser, demo_graph: Path, markup: str, rule: str
) -> None:
    with listener() as (address, calls), serving(demo_graph) as client:
        home = f"{str(client.base_url).rstrip('/')}/"
        extra = markup.format(run=f"window.attacked=1;fetch('{address}/ran')", address=address)
        page: Page = browser.new_page()
        page.add_init_script(
            "window.broken = []; document.addEventListener('securitypolicyviolation', (event) => "
            "window.broken.push(`${event.effectiveDirective} ${event.blockedURI}`));"
        )
        answer = client.get("/")
        body = answer.text.replace("<main>", f"{extra}<main>")
        assert body != answer.text
        headers = {"content-security-policy": answer.headers["content-security-policy"]}
        page.route(
            home,
            lambda route: route.fulfill(body=body, content_type="text/html", headers=headers),
        )
        page.goto(home)
        page.wait_for_selector("#panel h1")  # the page's own script runs all the same
        page.wait_for_timeout(100)
        assert rule.format(address=address) in page.evaluate("window.broken")
        assert page.evaluate("window.attacked") is None
        page.close()
        assert calls == []
