"""One self-contained page: offline, under a policy that runs nothing but our scripts.

Text of a resume can reach the page only as JSON inside a data block and from there only as
``textContent``. Should both fail, the page's content security policy allows the script and the
style written here, by their hashes, and no connection but to a service that gave the page.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
from functools import cache
from importlib.resources import files
from typing import Any, Final

# What could end the script element or begin a comment or an entity; JSON reads the escapes alike.
_ESCAPES: Final = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def assembled(
    title: str,
    body: str,
    style: str,
    script: str,
    data: dict[str, Any],
    *,
    service: bool = False,
) -> str:
    """Return a page: its body as our template has it, and the data that its script shows.

    Before a ``service`` it may ask the place that it came from, else nobody.
    """
    parts = {
        "policy": policy([script], [style], service=service),
        "title": html.escape(title),
        "style": f"<style>{style}</style>",
        "body": body,
        "data": embedded(data),
        "script": f'<script type="module">{script}</script>',
    }
    return _filled(template("frame.html"), parts)


def policy(scripts: list[str], styles: list[str], *, service: bool = False) -> str:
    """Return the content security policy: these scripts and styles only, and no requests."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hashes(scripts)}",
            f"style-src {_hashes(styles)}",
            "img-src data:",  # the page's empty icon; without one a browser asks a server for it
            *(["connect-src 'self'"] if service else []),
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
def template(name: str) -> str:
    """Return one of our templates."""
    return unbroken((files(__package__) / "templates" / name).read_text(encoding="utf-8"))


def unbroken(text: str) -> str:
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
