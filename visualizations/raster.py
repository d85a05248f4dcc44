"""A drawing as PNG, by the Chromium that is installed: drawing text well is a browser's work."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ..errors import UsageError

NAMES: Final = ("chromium", "chromium-browser", "google-chrome", "chrome", "microsoft-edge")
_SECONDS: Final = 60
_OPTIONS: Final = (
    "--headless",
    "--disable-gpu",
    "--hide-scrollbars",
    "--disable-background-networking",
    "--force-device-scale-factor=2",
)


def browser_path() -> str | None:
    """Return the path of an installed Chromium, Chrome or Edge."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def png_of(svg: str, size: tuple[int, int]) -> bytes:
    """Return the picture of an SVG of a size, two pixels to one.

    Raises:
        UsageError: there is no browser that draws it.
    """
    browser = browser_path()
    if browser is None:
        raise UsageError(
            "a .png needs an installed Chromium or Chrome, and there is none: write .svg or .html"
        )
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "drawing.svg"), Path(folder, "drawing.png")
        source.write_text(svg, "utf-8")
        command = [
            browser,
            *_OPTIONS,
            # Root's Chromium refuses to start in its sandbox; the drawing has no script to run.
            *(["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []),
            f"--user-data-dir={folder}/profile",
            f"--window-size={size[0]},{size[1]}",
            f"--screenshot={target}",
            source.as_uri(),
        ]
        try:
            _run(command)
            return target.read_bytes()
        except (OSError, subprocess.TimeoutExpired):
            raise UsageError(f"{Path(browser).name} drew no picture: write .svg or .html") from None


def _run(command: list[str]) -> None:
    """Run a browser to its end, or end it."""
    nothing = subprocess.DEVNULL
    with _room_for_others():
        process = subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing)
    try:
        process.wait(_SECONDS)
    finally:
        process.kill()
        process.wait()


@contextmanager
def _room_for_others() -> Iterator[None]:
    """Lift this process's own bound on addresses: a browser claims many times what it uses."""
    try:
        import resource
    except ImportError:  # Windows knows no such bound
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
