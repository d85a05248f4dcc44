"""Routes that are no questions: search, one node, its neighbours, the map, documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ...errors import UsageError, quoted
from . import content
from .answers import made_of_rows
from .arguments import SHOWN, sendable, shown_of, singles, whole
from .description import PAGING, answers, count, in_path, parameter
from .made import Made
from .paging import Moment
from .replies import Latest, Service, of_json

if TYPE_CHECKING:
    from ...graph.ledger import StoredDocument
    from ...graph.store import StoredGraph
    from ...queries.cells import Column

_NEIGHBOURS: Final = 40
_FOUND: Final = 20
_MOST: Final = 200
_KNOWN: Final = 2_000
"""The most nodes that a request may say it has."""

_HOPS: Final = 3
_SEARCH: Final = ("name", "kind", "matched", "count", "id")
_DOCUMENTS: Final = ("key", "name", "person", "as_of", "media_type", "first_loaded")
_OBJECT: Final = {"type": "object"}


@dataclass(frozen=True)
class Lookups:
    """The handlers; each is a route."""

    service: Service
    latest_map: Latest = field(default_factory=Latest)
    latest_about: Latest = field(default_factory=Latest)

    async def search(self, request: Request) -> Response:
        """Find nodes by name, label, alias or typo, the nearest first."""
        return await self._found(request)

    async def search_csv(self, request: Request) -> Response:
        """Find nodes by name, label, alias or typo, as CSV."""
        return await self._found(request, _columns(_SEARCH))

    async def node(self, request: Request) -> Response:
        """Show all that is known of a node, with the lines that say it."""
        id, contact = _in_path(request, "id"), self.service.settings.contact
        singles(request, ())
        return await self._json(
            request, lambda graph: content.node(graph, graph.node(id).id, contact=contact)
        )

    async def neighbours(self, request: Request) -> Response:
        """Give the neighbours of a node that are not known yet, with the edges to them."""
        id, known = _in_path(request, "id"), request.query_params.getlist("known")
        given = {k: v for k, v in request.query_params.multi_items() if k != "known"}
        if strange := sorted(given.keys() - {"n"}):
            raise UsageError(f"there is no parameter {quoted(strange[0])}; there are: known, n")
        if len(known) > _KNOWN:
            raise UsageError(f"known takes at most {_KNOWN:,} ids")
        limit = whole(given.get("n", str(_NEIGHBOURS)), "n", _MOST)
        ids = [sendable(one, "known") for one in known]
        contact = self.service.settings.contact
        return await self._json(
            request,
            lambda graph: content.neighbours(graph, graph.node(id).id, ids, limit, contact=contact),
        )

    async def scene(self, request: Request) -> Response:
        """Show what lies around a node."""
        given = singles(request, ("around", "hops"))
        if "around" not in given:
            raise UsageError("scene needs around: the name or id of a node")
        hops = whole(given.get("hops", "1"), "hops", _HOPS)
        contact = self.service.settings.contact
        return await self._json(
            request,
            lambda graph: content.around(graph, given["around"], hops, contact=contact),
        )

    async def map(self, request: Request) -> Response:
        """Show the whole graph as communities and the skills that set them apart."""
        singles(request, ())
        return await self._same_for_all(request, self.latest_map, content.map_of)

    async def about(self, request: Request) -> Response:
        """Count what the graph holds; list unknown terms and files that were not loaded."""
        singles(request, ())
        return await self._same_for_all(request, self.latest_about, content.about)

    async def documents(self, request: Request) -> Response:
        """List the documents of the graph by key."""
        return await self._documents(request)

    async def documents_csv(self, request: Request) -> Response:
        """List the documents of the graph by key, as CSV."""
        return await self._documents(request, _columns(_DOCUMENTS))

    async def document(self, request: Request) -> Response:
        """Show a document's text and what was read of it."""
        key, contact = _in_path(request, "key"), self.service.settings.contact
        singles(request, ())
        return await self._json(request, lambda graph: _reading(graph, key, contact=contact))

    async def _found(self, request: Request, columns: tuple[Column, ...] = ()) -> Response:
        given = singles(request, ("q", "n", *SHOWN[1:]))
        text, limit = given.get("q", ""), whole(given.get("n", str(_FOUND)), "n", _MOST)
        if not text.strip():
            raise UsageError("search needs q: a name, a label, an alias, even misspelt")
        asked, shown = {"question": "search", "text": text}, shown_of(request)

        def make(graph: StoredGraph, moment: Moment) -> Made:
            rows = content.suggestions(graph, text, limit)
            return made_of_rows(rows, asked, moment, shown, columns=columns)

        return await self.service.reply(request, make)

    async def _documents(self, request: Request, columns: tuple[Column, ...] = ()) -> Response:
        singles(request, SHOWN[1:])
        asked, shown = {"question": "documents"}, shown_of(request)

        def make(graph: StoredGraph, moment: Moment) -> Made:
            rows = [_document(one) for one in graph.documents()]
            return made_of_rows(rows, asked, moment, shown, columns=columns)

        return await self.service.reply(request, make)

    async def _same_for_all(
        self, request: Request, latest: Latest, make: Callable[[StoredGraph], Any]
    ) -> Response:
        return await self.service.reply(
            request, lambda graph, moment: latest.of(moment, lambda: of_json(make(graph)))
        )

    async def _json(self, request: Request, make: Callable[[StoredGraph], Any]) -> Response:
        return await self.service.reply(request, lambda graph, _: of_json(make(graph)))


def lookups_router(service: Service) -> APIRouter:
    """Return the routes."""
    router, found = APIRouter(), Lookups(service)
    asks = [
        parameter("q", "a label, an alias, a name, even misspelt", _text(), required=True),
        count("n", "the most nodes", _FOUND, _MOST),
        *PAGING,
    ]
    id, key = in_path("id", "a node's id or name"), in_path("key", "a document's key")
    known = parameter("known", "the ids that are known", {"type": "array", "items": _text()})
    near = [id, known, count("n", "the most nodes", _NEIGHBOURS, _MOST)]
    around = parameter("around", "a node's name or id", _text(), required=True)
    of_scene = [around, count("hops", "how far to go", 1, _HOPS)]
    for path, handler, parameters in (
        ("/search", found.search, asks),
        ("/search.json", found.search, asks),
        ("/search.csv", found.search_csv, asks),
        ("/nodes/{id:path}", found.node, [id]),
        ("/neighbours/{id:path}", found.neighbours, near),
        ("/scene", found.scene, of_scene),
        ("/map", found.map, []),
        ("/about", found.about, []),
        ("/documents", found.documents, list(PAGING)),
        ("/documents.json", found.documents, list(PAGING)),
        ("/documents.csv", found.documents_csv, list(PAGING)),
        ("/documents/{key:path}", found.document, [key]),
    ):
        rows = path.partition(".")[0] in {"/search", "/documents"}
        form = answers("text/csv", {"type": "string"}) if path.endswith(".csv") else None
        responses = form or answers(schema=None if rows else _OBJECT)
        router.add_api_route(
            path,
            handler,
            methods=["GET"],
            operation_id=f"get_{handler.__name__}",
            summary=(handler.__doc__ or "").strip(),
            tags=["the graph"],
            response_model=None,
            response_class=Response,
            openapi_extra={"parameters": parameters, "responses": responses},
            include_in_schema=not path.endswith(".json"),
        )
    return router


def _text() -> dict[str, Any]:
    return {"type": "string", "minLength": 1}


def _in_path(request: Request, name: str) -> str:
    return sendable(request.path_params[name], name)


def _columns(names: tuple[str, ...]) -> tuple[Column, ...]:
    return tuple((name, lambda row, name=name: row.get(name)) for name in names)


def _document(stored: StoredDocument) -> dict[str, Any]:
    return {name: getattr(stored, name) for name in _DOCUMENTS}


def _reading(graph: StoredGraph, key: str, *, contact: bool) -> dict[str, Any]:
    from ..reading.page import reading_of

    document, resume = graph.document(key), graph.resume(key)
    return reading_of(document, resume, graph.ontology, contact=contact, served=True)
