"""One route for each of ``QUESTIONS``: asked in a query or a body, answered as JSON or CSV."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from enum import Enum
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ...queries.question import LIMIT
from ...queries.questions import QUESTIONS
from .answers import made_of_question
from .arguments import Shown, question_in_body, question_in_query, shown_of
from .description import answers, of_body, of_query
from .encoding import json_bytes
from .replies import Service

if TYPE_CHECKING:
    from ...queries.question import Question

Handler = Callable[[Request], Awaitable[Response]]


def questions_router(service: Service) -> APIRouter:
    """Return the routes of all questions."""
    router = APIRouter()
    for name in QUESTIONS:
        _add(router, service, QUESTIONS[name])
    return router


def _add(router: APIRouter, service: Service, question: type[Question[Any]]) -> None:
    tags: list[str | Enum] = ["questions"]
    for suffix, csv in (("", False), (".json", False), (".csv", True)):
        scene = not csv
        responses = answers("text/csv", {"type": "string"}) if csv else answers()
        for method, made, described in (
            ("GET", _in_query, of_query),
            ("POST", _in_body, of_body),
        ):
            router.add_api_route(
                f"/{question.name}{suffix}",
                made(service, question, csv=csv),
                methods=[method],
                operation_id=f"{method.lower()}_{question.name}{'_csv' * csv}",
                summary=question.summary,
                tags=tags,
                response_model=None,
                response_class=Response,
                openapi_extra={**described(question, scene=scene), "responses": responses},
                include_in_schema=suffix != ".json",
            )


def _in_query(service: Service, question: type[Question[Any]], *, csv: bool) -> Handler:
    async def answer(request: Request) -> Response:
        given = question_in_query(question, request)
        return await _reply(service, request, question, given, csv=csv)

    return answer


def _in_body(service: Service, question: type[Question[Any]], *, csv: bool) -> Handler:
    async def answer(request: Request) -> Response:
        shown_of(request)  # what is wrong in the query is said before a body is read
        given = await question_in_body(question, request)
        return await _reply(service, request, question, given, csv=csv)

    return answer


async def _reply(
    service: Service,
    request: Request,
    question: type[Question[Any]],
    given: Mapping[str, Any],
    *,
    csv: bool,
) -> Response:
    shown: Shown = shown_of(request)
    asked = question.from_json(given)
    contact = service.settings.contact
    limited = LIMIT.name in given
    return await service.reply(
        request,
        lambda graph, moment: made_of_question(
            asked, graph, moment, shown, csv=csv, contact=contact, limited=limited
        ),
        # A limit that is asked for is one of rows, even where it is what it would be anyway.
        about=f"{json_bytes(asked.to_json()).decode()}\n{limited}",
        keep=True,
    )
