"""What a request says, as plain values: the question's arguments, and how they are shown.

Everything is checked here or by the question itself, and what is wrong is said in one sentence.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn

from starlette.requests import Request

from ...errors import UsageError, quoted
from ...graph.display import json_name
from .paging import ROWS, Cursor
from .problems import MEDIA, Refused

if TYPE_CHECKING:
    from ...queries.question import Argument, Question

SHOWN: Final = ("scene", "page", "cursor")
"""How an answer is given; no question has an argument of these names."""

_DEPTH: Final = 4
"""How deep a body may be: a list of what an answer printed as ``{"id", "name"}``."""

_UNSENDABLE: Final = re.compile("[\0\ud800-\udfff]")
_TRUE: Final = frozenset({"1", "true", "yes"})
_FALSE: Final = frozenset({"0", "false", "no"})


class Shown(NamedTuple):
    """How an answer is given: with its scene, and which page."""

    scene: bool
    cursor: Cursor


def shown_of(request: Request) -> Shown:
    """Return how the answer is wanted."""
    given = singles(request, SHOWN, strict=False)
    page = whole(given["page"], "page", ROWS) if "page" in given else None
    scene = flag(given["scene"], "scene") if "scene" in given else False
    return Shown(scene, Cursor(page, given.get("cursor")))


def singles(request: Request, names: Iterable[str], *, strict: bool = True) -> dict[str, str]:
    """Return the parameters of some names that are given, each once.

    Raises:
        UsageError: one is given twice; or, where it is ``strict``, there is another.
    """
    known, found = frozenset(names), dict[str, str]()
    for name, text in request.query_params.multi_items():
        if name not in known:
            if strict:
                raise UsageError(f"there is no parameter {quoted(name)}; {_named(known)}")
            continue
        if name in found:
            raise UsageError(f"{name} is given twice")
        found[name] = sendable(text, name)
    return found


def question_in_query(question: type[Question[Any]], request: Request) -> dict[str, Any]:
    """Return a question's arguments as they stand in a query."""
    arguments = {json_name(one.name): one for one in question.arguments}
    given: dict[str, Any] = {}
    for name, text in request.query_params.multi_items():
        if name in SHOWN:
            continue
        if name not in arguments:
            raise UsageError(f"{question.name} has no argument {quoted(name)}")
        argument = arguments[name]
        if argument.many:
            given.setdefault(name, []).append(sendable(text, name))
        elif name in given:
            raise UsageError(f"{question.name} is given its {name} twice")
        else:
            given[name] = _value(argument, name, sendable(text, name))
    return given


async def question_in_body(question: type[Question[Any]], request: Request) -> dict[str, Any]:
    """Return a question's arguments as the body has them: JSON, or the one text that it takes."""
    texts = [json_name(one.name) for one in question.arguments if one.kind == "text"]
    kind = media_type(request)
    if texts and kind == "text/plain":
        return {texts[0]: sendable(_decoded(await request.body()), texts[0])}
    if kind != "application/json":
        other = " or text/plain" if texts else ""
        raise Refused(MEDIA, f"send the question as application/json{other}")
    given = _json(await request.body())
    strange = sorted(given.keys() & set(SHOWN))
    if strange:
        raise UsageError(f"{strange[0]} stands in the query, not in the body")
    unbounded = {json_name(one.name) for one in question.arguments if _may_be_all(one)}
    return {
        name: None if name in unbounded and type(value) is int and value == 0 else value
        for name, value in given.items()
    }


def media_type(request: Request) -> str:
    """Return the kind of a body, without parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def whole(text: str, name: str, most: int, least: int = 1) -> int:
    """Return a text as a whole number.

    Raises:
        UsageError: it is none, or beyond the bounds.
    """
    # Digits first: Python takes long to read many of them.
    if not (text.isascii() and text.isdecimal() and len(text) < 20 and least <= int(text) <= most):
        raise UsageError(f"{name} is a whole number from {least:,} to {most:,}, not {quoted(text)}")
    return int(text)


def flag(text: str, name: str) -> bool:
    """Return a text as true or false.

    Raises:
        UsageError: it is neither.
    """
    if text.lower() in _TRUE | _FALSE:
        return text.lower() in _TRUE
    raise UsageError(f"{name} is true or false, not {quoted(text)}")


def sendable(text: str, name: str) -> str:
    """Return a text that every store can be sent.

    Raises:
        UsageError: it holds NUL or half a character.
    """
    if _UNSENDABLE.search(text):
        raise UsageError(f"{name} holds NUL or half a character: write it without")
    return text


def _value(argument: Argument, name: str, text: str) -> Any:
    if argument.kind == "flag":
        return flag(text, name)
    if argument.kind != "count":
        return text
    if _may_be_all(argument) and text == "0":
        return None
    return whole(text, name, argument.most)


def _may_be_all(argument: Argument) -> bool:
    return argument.kind == "count" and argument.unbounded


def _json(data: bytes) -> dict[str, Any]:
    try:
        found = json.loads(_decoded(data), parse_constant=_no_number)
        _walk(found)
    except (ValueError, RecursionError):
        raise UsageError("the body is no JSON: send the arguments as one object") from None
    if not isinstance(found, dict):
        raise UsageError("the body is no object: send the arguments as one")
    return found


def _walk(value: Any, depth: int = 0) -> None:
    """Check every text of a value, keys too, and that nothing lies deeper than an argument may."""
    if depth > _DEPTH:
        raise UsageError("the body is nested too deeply: an argument is a text or a list of texts")
    if isinstance(value, str):
        sendable(value, "the body")
    elif isinstance(value, Mapping):
        for key, item in value.items():
            sendable(key, "the body")
            _walk(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            _walk(item, depth + 1)


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise UsageError("the body is not UTF-8") from None


def _named(names: Iterable[str]) -> str:
    return f"there are: {', '.join(sorted(names))}" if names else "there is none"
