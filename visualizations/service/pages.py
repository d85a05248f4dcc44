"""The pages for people: the explorer, the list of routes, the form for the token."""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final
from urllib.parse import parse_qs

from fastapi import APIRouter, FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from . import content
from .addresses import DOCS, HOME, LOGIN, OPENAPI
from .problems import KINDS
from .replies import Service
from .session import COOKIE, SECONDS, Session

_TITLE: Final = "commonground"
_FRAMED: Final = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_FORM: Final = 4096
_WRONG: Final = '<p class="wrong" role="alert">That is not the token.</p>'


def pages_router(service: Service) -> APIRouter:
    """Return the routes, which the OpenAPI document leaves out."""
    router, session = APIRouter(), Session(service.settings.token)

    async def home(request: Request) -> Response:
        # The page's own policy stands in it, with the hashes of its script and style.
        return HTMLResponse(_explorer(), headers={"Content-Security-Policy": _FRAMED})

    async def docs(request: Request) -> Response:
        return _page(docs_page(request.app))

    async def form(request: Request) -> Response:
        if session.knows(request.headers):
            return RedirectResponse(HOME, 303)
        return _page(_filled("login.html", wrong=""), form=True)

    async def login(request: Request) -> Response:
        given = parse_qs((await request.body())[:_FORM].decode("utf-8", "replace")).get("token")
        if not given or not session.is_token(given[0]):
            return _page(_filled("login.html", wrong=_WRONG), 403, form=True)
        response = RedirectResponse(HOME, 303)
        response.set_cookie(
            COOKIE,
            session.cookie(),
            max_age=SECONDS,
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        return response

    for path, handler, method in (
        (HOME, home, "GET"),
        (DOCS, docs, "GET"),
        (LOGIN, form, "GET"),
        (LOGIN, login, "POST"),
    ):
        router.add_api_route(
            path, handler, methods=[method], include_in_schema=False, response_model=None
        )
    return router


@cache
def _explorer() -> str:
    return content.page(_TITLE)


def docs_page(app: FastAPI) -> str:
    """Return the page that lists every route of an application, made of its OpenAPI document."""
    described = app.openapi()
    routes = "".join(
        _route(method, path, operation)
        for path, operations in described["paths"].items()
        for method, operation in operations.items()
    )
    problems = "".join(
        f'<dt id="{kind.name}">{kind.status} {_text(kind.title)}</dt>'
        f"<dd><code>{kind.name}</code></dd>"
        for kind in KINDS
    )
    return _filled("docs.html", routes=routes, problems=problems, openapi=OPENAPI)


def _route(method: str, path: str, operation: Mapping[str, Any]) -> str:
    head = f"<code>{method.upper()} {_text(path)}</code>"
    rows = "".join(_arguments(operation))
    table = f"<table><tbody>{rows}</tbody></table>" if rows else ""
    summary = _text(operation.get("summary", ""))
    return f"<details><summary>{head} <span>{summary}</span></summary>{table}</details>"


def _arguments(operation: Mapping[str, Any]) -> Iterator[str]:
    for one in operation.get("parameters", ()):
        yield _argument(one["name"], one["in"], one["schema"], one["description"])
    for kind, content_ in operation.get("requestBody", {}).get("content", {}).items():
        for name, schema in content_["schema"].get("properties", {}).items():
            yield _argument(name, kind, schema, schema["description"])


def _argument(name: str, where: str, schema: Mapping[str, Any], about: str) -> str:
    kinds = schema["type"]
    said = kinds if isinstance(kinds, str) else " or ".join(kinds)
    default = f", {schema['default']} unless it is said" if "default" in schema else ""
    cells = (f"<code>{_text(name)}</code>", _text(where), _text(said + default), _text(about))
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _page(text: str, status: int = 200, *, form: bool = False) -> Response:
    action = "'self'" if form else "'none'"
    policy = (
        f"default-src 'none'; style-src {_hash(_template('service.css'))};"
        f" frame-ancestors 'none'; base-uri 'none'; form-action {action}"
    )
    return HTMLResponse(text, status, {"Content-Security-Policy": policy})


def _filled(name: str, **parts: str) -> str:
    """Fill a template's places; every part is HTML already."""
    page = _template(name)
    for part, text in {"style": _template("service.css"), **parts}.items():
        page = page.replace(f"{{{{{part}}}}}", text)
    return page


@cache
def _template(name: str) -> str:
    return (files(__package__) / "templates" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _text(text: object) -> str:
    return html.escape(str(text))
