"""One self-contained page of a scene: offline, under a policy that runs nothing but our scripts.

Text of a resume can reach the page only as JSON inside a data block and from there only as
``textContent``. Should both fail, the page's content security policy allows the scripts and the
style written here, by their hashes, and no connection of any kind.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from ..errors import MissingExtra
from .payload import payload_of
from .scene import Scene

_VIS: Final = "templates/lib/vis-9.1.2/vis-network.min.js"
# What could end the script element or begin a comment or an entity; JSON reads the escapes alike.
_ESCAPES: Final = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def page_of(scene: Scene) -> str:
    """Return the HTML of a scene; the same scene gives the same text."""
    # In this order: each script uses what those before it define.
    scripts = [vis_network(), *map(template, ("elements.js", "drawing.js", "page.js"))]
    style = template("base.css") + template("page.css")
    return assembled(scene.title, template("page.html"), style, scripts, payload_of(scene))


def assembled(title: str, body: str, style: str, scripts: list[str], data: dict[str, Any]) -> str:
    """Return a page: its body as our template has it, and the data that its scripts show."""
    parts = {
        "policy": policy(scripts, [style]),
        "title": html.escape(title),
        "style": f"<style>{style}</style>",
        "body": body,
        "data": embedded(data),
        "scripts": "\n".join(f"<script>{script}</script>" for script in scripts),
    }
    return _filled(template("frame.html"), parts)


def policy(scripts: list[str], styles: list[str]) -> str:
    """Return the content security policy: these scripts and styles only, and no requests."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hashes(scripts)}",
            f"style-src {_hashes(styles)}",
            "img-src data:",  # the page's empty icon; without one a browser asks a server for it
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def embedded(data: dict[str, Any]) -> str:
    """Return JSON that cannot end the script element it stands in, in ASCII alone."""
    return escaped(json.dumps(data, ensure_ascii=True, separators=(",", ":"), allow_nan=False))


def escaped(text: str) -> str:
    """Return JSON text with ``<``, ``>`` and ``&`` as escapes that mean the same in JSON."""
    return text.translate(_ESCAPES)


@cache
def vis_network() -> str:
    """Return vis-network 9.1.2 from the installed pyvis.

    Its style sheet is left behind: it draws buttons and pop-ups that this page does not use.

    Raises:
        MissingExtra: the installed pyvis does not hold it.
    """
    spec = find_spec("pyvis")
    place = Path(spec.origin).parent / _VIS if spec and spec.origin else None
    if place is None or not place.is_file():
        raise MissingExtra(
            "The installed pyvis has no vis-network 9.1.2; `pip install pyvis==0.3.2` brings it."
        )
    return _unbroken(place.read_text(encoding="utf-8"))


@cache
def template(name: str) -> str:
    """Return one of our templates."""
    return _unbroken((files(__package__) / "templates" / name).read_text(encoding="utf-8"))


def _unbroken(text: str) -> str:
    """Return the text as an HTML parser will see it, which is what the hashes are taken of."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _hashes(texts: list[str]) -> str:
    digests = (hashlib.sha256(text.encode()).digest() for text in texts)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def _filled(template: str, parts: dict[str, str]) -> str:
    """Fill every ``{{name}}`` in one pass, so that no part is searched for another's place."""
    pieces = template.split("{{")
    out = [pieces[0]]
    for piece in pieces[1:]:
        name, rest = piece.split("}}", 1)
        out += [parts[name], rest]
    return "".join(out)
