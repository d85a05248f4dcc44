"""Errors as problem details (RFC 9457): what is wrong in one sentence, and nobody's data."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final

from starlette.responses import Response

from ...errors import (
    AmbiguousName,
    BackendUnreachable,
    CommongroundError,
    LimitReached,
    MissingExtra,
    NotFound,
    UnreadableFile,
    UsageError,
)
from .addresses import DOCS
from .encoding import json_bytes
from .readers import Busy

MEDIA_TYPE: Final = "application/problem+json"
RETRY: Final = {"Retry-After": "1"}


@dataclass(frozen=True)
class Kind:
    """A kind of problem: ``name`` is in its type, which the documentation page explains."""

    name: str
    status: int
    title: str
    headers: Mapping[str, str] = field(default_factory=dict)


class Refused(CommongroundError):
    """A request that is not answered, for a reason that only a service knows."""

    def __init__(self, kind: Kind, detail: str) -> None:
        super().__init__(detail)
        self.kind = kind


WRONG: Final = Kind("wrong", 400, "The request is wrong")
AMBIGUOUS: Final = Kind("ambiguous", 409, "A name fits several nodes")
NOT_FOUND: Final = Kind("not-found", 404, "Nothing is called so")
UNAUTHORIZED: Final = Kind(
    "unauthorized", 401, "A token is needed", {"WWW-Authenticate": 'Bearer realm="commonground"'}
)
FORBIDDEN: Final = Kind("forbidden", 403, "This is not allowed here")
METHOD: Final = Kind("method", 405, "The method is not allowed here")
SLOW: Final = Kind("slow-body", 408, "The body did not arrive", {"Connection": "close"})
FORGOTTEN: Final = Kind("forgotten", 409, "The person was forgotten")
CHANGED: Final = Kind("changed", 410, "The graph has changed since the page before")
TOO_LARGE: Final = Kind("too-large", 413, "The body is too large", {"Connection": "close"})
MEDIA: Final = Kind("media-type", 415, "The body is of another kind than is read here")
MISDIRECTED: Final = Kind("host", 421, "The service does not go by this name")
UNREADABLE: Final = Kind("unreadable", 422, "The file cannot be read as a resume")
DEFECT: Final = Kind("defect", 500, "An error of the service's own")
MISSING: Final = Kind("missing-part", 501, "A part is not installed")
BUSY: Final = Kind("busy", 503, "Too many questions at once", RETRY)
UNREACHABLE: Final = Kind("unreachable", 503, "The graph cannot be reached", {"Retry-After": "5"})
TIME: Final = Kind("time", 504, "The question took too long")

KINDS: Final = (
    *(WRONG, UNAUTHORIZED, FORBIDDEN, NOT_FOUND, METHOD, SLOW, AMBIGUOUS, FORGOTTEN, CHANGED),
    *(TOO_LARGE, MEDIA, MISDIRECTED, UNREADABLE, DEFECT, MISSING, BUSY, UNREACHABLE, TIME),
)
"""Every kind that there is, for the documentation."""

_OF_ERRORS: Final = (  # the special before the general
    (Busy, BUSY),
    (LimitReached, TIME),
    (AmbiguousName, AMBIGUOUS),
    (NotFound, NOT_FOUND),
    (MissingExtra, MISSING),
    (UsageError, WRONG),
    (UnreadableFile, UNREADABLE),
    (BackendUnreachable, UNREACHABLE),
)
_OF_STATUS: Final = {404: NOT_FOUND, 405: METHOD}


def problem(kind: Kind, detail: str, **more: Any) -> Response:
    """Return a problem as a response."""
    told = {"type": f"{DOCS}#{kind.name}", "title": kind.title, "status": kind.status}
    body = json_bytes({**told, "detail": detail, **more})
    return Response(body, kind.status, dict(kind.headers), MEDIA_TYPE)


def problem_of(error: CommongroundError) -> Response:
    """Return what one of our errors is to a caller."""
    if isinstance(error, Refused):
        return problem(error.kind, str(error))
    kind = next((one for of, one in _OF_ERRORS if isinstance(error, of)), WRONG)
    more = {"choices": list(error.choices)} if isinstance(error, AmbiguousName) else {}
    return problem(kind, str(error), **more)


def problem_of_status(status: int, headers: Mapping[str, str] | None) -> Response:
    """Return what the framework refuses: a path or a method that there is not."""
    kind = _OF_STATUS.get(status, Kind("wrong", status, HTTPStatus(status).phrase))
    response = problem(kind, f"{kind.title.lower()}: {DOCS} lists what there is")
    response.headers.update(headers or {})
    return response


def defect(error: BaseException) -> Response:
    """Return an error of our own; its place goes to stderr, messages and values to nobody."""
    frame = error.__traceback__
    while frame and frame.tb_next:
        frame = frame.tb_next
    place = "?"
    if frame:
        place = f"{os.path.basename(frame.tb_frame.f_code.co_filename)}:{frame.tb_lineno}"
    told = f"an error of its own, {type(error).__name__} at {place}"
    print(f"commonground: {told}", file=sys.stderr)
    return problem(DEFECT, told)
