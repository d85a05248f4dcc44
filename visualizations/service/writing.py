"""Routes that write, there only where that was asked for: put a resume, forget a person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ...errors import UnreadableFile, UsageError, quoted
from ...graph.loading.load import load
from ...loaders.as_of import checked_date
from .arguments import flag, sendable, singles
from .description import answers, in_path, parameter
from .encoding import json_bytes
from .made import JSON
from .problems import FORGOTTEN, Refused
from .replies import Service

if TYPE_CHECKING:
    from ...graph.loading.load import LoadReport
    from ...graph.store import StoredGraph

_SECONDS: Final = 120.0
"""How long a resume may be read and written; others may be writing at the same time."""

_KEY: Final = 200
_PART: Final = re.compile(r"(?!\.)[^/\\\x00-\x1f\x7f]+")
_OBJECT: Final = {"type": "object"}


@dataclass(frozen=True)
class Writing:
    """The handlers; each is a route."""

    service: Service

    async def put(self, request: Request) -> Response:
        """Put one resume into the graph: the body is the file as it is, `name` its document's key.

        What has this key already is replaced.
        """
        given = singles(request, ("name", "as_of", "again"))
        key = _key(given.get("name", ""))
        as_of = checked_date(given["as_of"]) if "as_of" in given else date.today().isoformat()
        again, data = flag(given.get("again", "false"), "again"), await request.body()
        if not data:
            raise UsageError("the body is empty: send the file itself")
        told = await self.service.readers.ask(
            lambda graph: _put(graph, key, data, as_of, again=again), seconds=_SECONDS
        )
        return Response(json_bytes(told), 200 if told["state"] == "unchanged" else 201, None, JSON)

    async def forget(self, request: Request) -> Response:
        """Forget the person that a document speaks of: this document and every other of theirs."""
        singles(request, ())
        key = sendable(request.path_params["key"], "key")
        keys = await self.service.readers.ask(lambda graph: _forget(graph, key), seconds=_SECONDS)
        return Response(json_bytes({"forgotten": keys}), 200, None, JSON)


def writing_router(service: Service) -> APIRouter:
    """Return the routes."""
    router, found = APIRouter(), Writing(service)
    text = {"type": "string", "minLength": 1}
    file = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    put: dict[str, Any] = {
        "parameters": [
            parameter("name", "the document's key, such as cv.pdf", text, required=True),
            parameter("as_of", "the day that `present` ends on: YYYY-MM-DD or YYYY-MM", text),
            parameter("again", "also what was forgotten", {"type": "boolean", "default": False}),
        ],
        "requestBody": {"required": True, "content": file},
        "responses": answers(schema=_OBJECT, status=201) | answers(schema=_OBJECT),
    }
    forget = {
        "parameters": [in_path("key", "a document's key")],
        "responses": answers(schema=_OBJECT),
    }
    for method, path, handler, described in (
        ("POST", "/documents", found.put, put),
        ("DELETE", "/documents/{key:path}", found.forget, forget),
    ):
        router.add_api_route(
            path,
            handler,
            methods=[method],
            operation_id=f"{handler.__name__}_document",
            summary=(handler.__doc__ or "").partition("\n")[0],
            tags=["writing"],
            response_model=None,
            response_class=Response,
            openapi_extra=described,
        )
    return router


def _key(name: str) -> str:
    parts = name.split("/")
    if not (0 < len(name) <= _KEY and all(map(_PART.fullmatch, parts))):
        raise UsageError(
            f"name is the document's key, such as cv.pdf or team/cv.pdf, not {quoted(name)}"
        )
    return sendable(name, "name")


def _put(graph: StoredGraph, key: str, data: bytes, as_of: str, *, again: bool) -> dict[str, Any]:
    """Load a file of these bytes as ``load`` would from a folder."""
    with TemporaryDirectory(prefix="commonground-") as folder:
        path = Path(folder, f"resume{Path(key).suffix}")
        path.write_bytes(data)
        report = load(path, into=graph, name=key, as_of=as_of, again=again, jobs=1)
    graph.drop_vanished()  # a file that could not be read was noted with its place
    if report.forgotten:
        raise Refused(FORGOTTEN, "the person of this resume was forgotten here: again=1 loads it")
    if report.unread:
        raise UnreadableFile(*report.unread[0])
    return {"key": key, "state": _state(report), "notes": [note for _, note in report.notes]}


def _state(report: LoadReport) -> str:
    if report.unchanged:
        return "unchanged"
    return "replaced" if report.replaced else "added"


def _forget(graph: StoredGraph, key: str) -> list[str]:
    graph.document(key)  # a name or an id will not do where nothing can be taken back
    return graph.forget(key)
