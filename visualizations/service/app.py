"""The application: routes over one graph, behind the guard."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, Final, cast

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from ... import __version__
from ...errors import CommongroundError
from .addresses import API, OPENAPI
from .description import SCHEMAS
from .guard import Guard
from .lookups import lookups_router
from .pages import pages_router
from .problems import WRONG, defect, problem, problem_of, problem_of_status
from .questions import questions_router
from .readers import Readers
from .replies import Service
from .settings import Settings
from .writing import writing_router

if TYPE_CHECKING:
    from ...graph.store import StoredGraph

_COLLECTING: Final = (50_000, 20, 20)
"""When the garbage collector looks: an answer is thousands of objects, hardly any of them in a
circle, and by Python's own thresholds it took a seventh of the time."""

_ABOUT = "Questions about skills, companies and people, answered with their reasons."


class Application:
    """Makes the application of some settings; a worker process is handed this and calls it."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def __call__(self) -> Guard:
        """Return the application."""
        return Guard(application(self.settings), self.settings)


def application(settings: Settings) -> FastAPI:
    """Return the routes of a graph, without what guards them."""
    service = Service(settings, _readers(settings))
    app = FastAPI(
        title="commonground",
        version=__version__,
        description=_ABOUT,
        docs_url=None,  # theirs come from other servers, and run what they bring
        redoc_url=None,
        openapi_url=OPENAPI,
        redirect_slashes=False,
        lifespan=_lifespan(service),
    )
    app.include_router(questions_router(service), prefix=API)
    app.include_router(lookups_router(service), prefix=API)
    if settings.write:
        app.include_router(writing_router(service), prefix=API)
    app.include_router(pages_router(service))
    _describe(app)
    _handle(app)
    return app


def _readers(settings: Settings) -> Readers:
    from ...graph.opening import open_graph
    from ...ontology.ontology import load_ontology

    ontology = load_ontology()  # once, and shared: a thread of its own only reads it

    def opening() -> StoredGraph:
        graph = open_graph(settings.address, ontology=ontology)
        graph.allow(settings.seconds)
        return graph

    return Readers(
        opening, threads=settings.threads, waiting=settings.waiting, seconds=settings.seconds
    )


def _lifespan(service: Service) -> Any:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await service.readers.start()
        gc.collect()
        gc.freeze()  # to look through the ontology again and again would hold every answer up
        before = gc.get_threshold()
        gc.set_threshold(*_COLLECTING)
        try:
            yield
        finally:
            gc.set_threshold(*before)
            service.readers.stop()

    return lifespan


def _describe(app: FastAPI) -> None:
    """Add to the OpenAPI document what its routes refer to."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        described = made()
        described.setdefault("components", {}).setdefault("schemas", {}).update(SCHEMAS)
        return described

    app.openapi = openapi  # type: ignore[method-assign]  # as FastAPI's documentation has it


def _handle(app: FastAPI) -> None:
    """Let everything that goes wrong be a problem."""

    # They are given what they are registered for, which the framework's types do not say.
    async def ours(request: Request, error: Exception) -> Response:
        return problem_of(cast("CommongroundError", error))

    async def framework(request: Request, error: Exception) -> Response:
        told = cast("HTTPException", error)
        return problem_of_status(told.status_code, told.headers)

    async def gone(request: Request, error: Exception) -> Response:
        return problem(WRONG, "the caller has gone")

    async def own(request: Request, error: Exception) -> Response:
        return defect(error)

    app.add_exception_handler(CommongroundError, ours)
    app.add_exception_handler(HTTPException, framework)
    app.add_exception_handler(ClientDisconnect, gone)
    app.add_exception_handler(Exception, own)
