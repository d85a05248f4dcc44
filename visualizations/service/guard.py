"""What stands before every route: who may ask, by which name, how much; and what every answer says.

A page of another site can send requests to a service on this machine, with whatever name it made
the browser resolve to it. So the name must be one that the service goes by, a browser must say that
the request comes from the service's own pages, and nothing is shared across origins.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .addresses import DOCS, DOCUMENTS, HOME, LOGIN
from .problems import (
    FORBIDDEN,
    MISDIRECTED,
    SLOW,
    TOO_LARGE,
    UNAUTHORIZED,
    Refused,
    defect,
    problem_of,
)
from .session import Session
from .settings import Settings, address_of, is_loopback

HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # Answers are people's data: a browser's disk would keep them after they were forgotten here.
    "Cache-Control": "no-store",
}

_BODY_SECONDS: Final = 20.0
_SAFE: Final = frozenset({"GET", "HEAD"})
_OWN: Final = frozenset({"same-origin", "none"})


class Guard:
    """Lets through what may be asked, and says of everything else why not."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._settings = settings
        self._session = Session(settings.token)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, _Sending(send))
        else:  # nothing here speaks of WebSockets
            await send({"type": "websocket.close", "code": 1008})

    async def _answer(self, scope: Scope, receive: Receive, send: _Sending) -> None:
        try:
            refused = self._refused(scope)
            if refused is None:
                await self._app(scope, _Receiving(receive, self._most(scope)), send)
                return
        except Refused as why:
            refused = problem_of(why)
        except Exception as error:
            if send.begun:  # the application has told of it, and raises it for a log
                return
            refused = defect(error)
        await refused(scope, receive, send)

    def _most(self, scope: Scope) -> int:
        """Return the most bytes that a request may bring."""
        uploads = self._settings.write and scope["path"] == DOCUMENTS
        return self._settings.upload if uploads else self._settings.body

    def _refused(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if not self._goes_by(headers.get("host", "")):
            raise Refused(
                MISDIRECTED,
                "the service does not go by this name: ask it by its address, or start it with"
                " --name NAME",
            )
        if not _is_own(scope, headers):
            raise Refused(FORBIDDEN, "a page of another site may not ask here")
        if scope["path"] == LOGIN or self._session.knows(headers):
            return None
        if scope["path"] in {HOME, DOCS}:
            return RedirectResponse(LOGIN, 303)
        raise Refused(UNAUTHORIZED, "send the token: Authorization: Bearer TOKEN")

    def _goes_by(self, host: str) -> bool:
        """Return whether the service goes by a name; an address cannot be made up by a DNS."""
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        if name in self._settings.names:
            return True
        if self._settings.is_local:
            return is_loopback(name)
        return is_loopback(name) or address_of(name) is not None


class _Sending:
    """Adds to every response what browsers are told, and knows whether one has begun."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.begun = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await self._send(message)


class _Receiving:
    """Hands a body on until it is larger, or slower, than it may be."""

    def __init__(self, receive: Receive, most: int) -> None:
        self._receive = receive
        self._left = self._most = most
        self._ended = False

    async def __call__(self) -> Message:
        if self._ended:  # what comes now is that the caller has gone
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), _BODY_SECONDS)
        except TimeoutError:
            raise Refused(SLOW, f"no more of the body came for {_BODY_SECONDS:g} s") from None
        self._left -= len(message.get("body", b""))
        self._ended = not message.get("more_body", False)
        if self._left < 0:
            raise Refused(TOO_LARGE, f"at most {self._most:,} bytes are taken here")
        return message


def _is_own(scope: Scope, headers: Headers) -> bool:
    """Return whether a request comes from the service's own pages, or from no page at all."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in _OWN:
        # A link from elsewhere may open a page; it may not ask for anything behind it.
        return scope["path"] in {HOME, DOCS, LOGIN} and scope["method"] in _SAFE
    if scope["method"] in _SAFE:
        return True
    origin = headers.get("origin")
    return origin is None or _place(origin) == headers.get("host", "").lower()


def _place(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""
