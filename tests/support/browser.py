"""A real Chromium for tests of pages, and a listener that notices what a page sends."""

from __future__ import annotations

import json
import re
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_NAMES = ["href", "select_menu", "heading", "from_DOT", "javascript:attack()", "{{data}}"]
_LISTEN = """
window.broken = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.broken.push(`${event.effectiveDirective} ${event.blockedURI}`));
"""

_STANDING = """async (id) => {
  const canvas = document.getElementById("drawing");
  let [last, box] = [null, null];
  for (let frame = 0; frame < 600; frame++) {
    await new Promise((next) => requestAnimationFrame(next));
    box = canvas.getBoundingClientRect();
    const place = commonground.app.stage.place(id);
    const at = place && [box.left + place[0], box.top + place[1]];
    const stands = at && last && at[0] === last[0] && at[1] === last[1];
    if (stands && document.elementFromPoint(...at) === canvas) return at;
    last = at;
  }
  return null;
}"""


def chromium_path() -> str | None:
    """Return the path of an installed Chromium or Chrome."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the installed Chromium; the caller has checked that there is one."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Opened:
    """A page in the browser, with everything that it asked for or complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def dismissed(self, dialog: Dialog) -> None:
        """Note that a dialog opened, and close it."""
        self.complaints.append("dialog")
        dialog.dismiss()

    def broken_rules(self) -> list[str]:
        """Return what the page's content security policy stopped."""
        broken: list[str] = self.page.evaluate("window.broken")
        return broken

    def click_node(self, node: str) -> None:
        """Click where the node is drawn, once it stands there and nothing lies over it."""
        at = self.page.evaluate(_STANDING, node)
        assert at is not None
        self.page.mouse.click(*at)
        self.page.wait_for_selector("#panel .kind")

    def until(self, expression: str, patience: float = 60.0) -> None:
        """Wait until something is true in the page, whose policy lets no text be run by itself."""
        end = time.monotonic() + patience
        while not self.page.evaluate(expression):
            assert time.monotonic() < end, f"it never came: {expression}"
            self.page.wait_for_timeout(50)

    def panel(self) -> str:
        """Return the text of the panel."""
        return self.page.inner_text("#panel")


@contextmanager
def opened(browser: Browser, path: Path, **settings: Any) -> Iterator[Opened]:
    """Open a file in a fresh window, watching it from before its first line runs."""
    with opened_at(browser, path.as_uri(), **settings) as seen:
        yield seen


@contextmanager
def opened_at(browser: Browser, address: str, **settings: Any) -> Iterator[Opened]:
    """Open an address in a fresh window, watching it from before its first line runs."""
    context = browser.new_context(**settings)
    page = context.new_page()
    seen = Opened(page)
    page.add_init_script(_LISTEN)
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.on("dialog", seen.dismissed)
    page.on("console", lambda message: seen.complaints.append(message.text))
    page.goto(address)
    page.wait_for_timeout(50)
    yield seen
    context.close()


@contextmanager
def listener() -> Iterator[tuple[str, list[str]]]:
    """Listen on this machine; yield the address and the list of what has called."""
    calls: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_accept, args=(server, calls), daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}", calls
        server.shutdown(socket.SHUT_RDWR)
        thread.join(5)


def _accept(server: socket.socket, calls: list[str]) -> None:
    while True:
        try:
            client, _ = server.accept()
        except OSError:
            return
        with client:
            request = client.recv(200)
        if request:  # a browser may connect ahead of a request that the policy then stops
            calls.append(request.decode(errors="replace"))


def data_of(path: Path) -> dict[str, Any]:
    """Return the data that a page holds."""
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', path.read_text())
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def assert_quiet(seen: Opened) -> None:
    """Check that a page asked for nothing but itself and complained of nothing."""
    assert seen.requests == [seen.page.url.partition("#")[0]]
    assert seen.broken_rules() == []
    assert seen.complaints == []


def attacks(address: str) -> list[str]:
    """Return texts that would run or send something if a page took them for markup."""
    run = f"window.attacked=1;fetch('{address}/ran');alert(1)"
    return [
        f'<img src=x onerror="{run}">',
        f"</script><script>{run}</script>",
        f"<!--<script>{run}//",
        f'"><svg onload="{run}"><style>@import url({address}/style)</style>',
        f"<img src={address}/pixel><link rel=stylesheet href={address}/sheet>",
        f"<meta http-equiv=refresh content='0;url={address}/away'>",
        f"<a href=javascript:{run}>click</a> href",
        *_NAMES,
        "\u2028\u2029\u202eevil\x00\x1b[31m\ud800",
        "x" * 10_000,
    ]
