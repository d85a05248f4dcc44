"""What the service's OpenAPI document says of a question, made of what the question says itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ...graph.display import json_name
from ...queries.question import default_of, is_needed
from .paging import ROWS
from .problems import KINDS, MEDIA_TYPE

if TYPE_CHECKING:
    from ...queries.question import Argument, Question

Plain = dict[str, Any]

_PROBLEM: Final[Plain] = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "choices": {"type": "array", "items": {"type": "string"}},
    },
}
_ANSWER: Final[Plain] = {
    "type": "object",
    "required": ["question", "rows", "notes"],
    "properties": {
        "question": {"type": "object"},
        "rows": {"type": "array", "items": {"type": "object"}},
        "notes": {"type": "array", "items": {"type": "string"}},
        "next": {"type": "string", "description": "the cursor of the next page"},
    },
}
SCHEMAS: Final[Plain] = {"Answer": _ANSWER, "Problem": _PROBLEM}
"""What responses are, by the names that they are referred to."""


def parameter(name: str, about: str, schema: Plain, **more: Any) -> Plain:
    """Return a parameter of a query."""
    return {"name": name, "in": "query", "description": about, "schema": schema, **more}


def in_path(name: str, about: str) -> Plain:
    """Return a parameter of a path."""
    return parameter(name, about, {"type": "string", "minLength": 1}) | {
        "in": "path",
        "required": True,
    }


PAGING: Final = (
    parameter("page", "so many rows a page", {"type": "integer", "minimum": 1, "maximum": ROWS}),
    parameter("cursor", "where the page before says that the next one begins", {"type": "string"}),
)
SCENE: Final = parameter("scene", "with the picture of the answer", {"type": "boolean"})


def count(name: str, about: str, default: int, most: int) -> Plain:
    """Return a parameter that counts."""
    schema = {"type": "integer", "minimum": 1, "maximum": most, "default": default}
    return parameter(name, about, schema)


def of_query(question: type[Question[Any]], *, scene: bool) -> Plain:
    """Return how a question stands in a query."""
    arguments = [_parameter(question, one) for one in question.arguments]
    return {"parameters": [*arguments, *PAGING, *([SCENE] if scene else ())]}


def of_body(question: type[Question[Any]], *, scene: bool) -> Plain:
    """Return how a question stands in a body."""
    schema = {
        "type": "object",
        "additionalProperties": False,
        "required": [json_name(one.name) for one in question.arguments if is_needed(question, one)],
        "properties": {
            json_name(one.name): _schema(question, one) | {"description": one.help}
            for one in question.arguments
        },
    }
    content: Plain = {"application/json": {"schema": schema}}
    if any(one.kind == "text" for one in question.arguments):
        content["text/plain"] = {"schema": {"type": "string", "minLength": 1}}
    return {
        "parameters": [*PAGING, *([SCENE] if scene else ())],
        "requestBody": {"required": True, "content": content},
    }


def answers(
    kind: str = "application/json", schema: Plain | None = None, status: int = 200
) -> Plain:
    """Return the responses of a route: what it gives, that nothing changed, what may be wrong."""
    given = schema if schema is not None else {"$ref": "#/components/schemas/Answer"}
    found: Plain = {
        str(status): {"description": "the answer", "content": {kind: {"schema": given}}}
    }
    if status == 200:
        found["304"] = {"description": "nothing has changed since the ETag of If-None-Match"}
    return found | _problems()


def _problems() -> Plain:
    titles: dict[int, list[str]] = {}
    for kind in KINDS:
        titles.setdefault(kind.status, []).append(kind.title)
    content: Mapping[str, Any] = {
        MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}},
    }
    return {
        str(status): {"description": "; ".join(said), "content": content}
        for status, said in sorted(titles.items())
    }


def _parameter(question: type[Question[Any]], argument: Argument) -> Plain:
    schema = _schema(question, argument)
    if schema.get("minimum") == 0:  # what is no bound in a body is nought in a query
        schema["type"] = "integer"
    else:
        schema["type"] = _first(schema["type"])
    many = {"style": "form", "explode": True} if argument.many else {}
    needed = is_needed(question, argument)
    return parameter(json_name(argument.name), argument.help, schema, required=needed, **many)


def _first(kinds: str | list[str]) -> str:
    return kinds if isinstance(kinds, str) else kinds[0]


def _schema(question: type[Question[Any]], argument: Argument) -> Plain:
    schema = _kind(argument)
    default = default_of(question, argument)
    if isinstance(default, str | int):  # a bool is one
        schema["default"] = default
    if argument.unbounded:
        schema["type"] = [schema["type"], "null"]
    return schema


def _kind(argument: Argument) -> Plain:
    text: Plain = {"type": "string", "minLength": 1}
    if argument.choices:
        text["enum"] = list(argument.choices)
    if argument.kind == "flag":
        return {"type": "boolean"}
    if argument.kind == "count":
        return {
            "type": "integer",
            "minimum": 0 if argument.unbounded else 1,
            "maximum": argument.most,
        }
    return {"type": "array", "items": text} if argument.many else text
