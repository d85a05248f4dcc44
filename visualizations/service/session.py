"""Who may ask: by the token in a header, or by a cookie that a browser got for it.

The cookie is not the token. It says until when it holds, signed with the token: every process of
the service knows it, another token ends all of them, and nothing is kept.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from http.cookies import CookieError, SimpleCookie
from typing import Final

from starlette.datastructures import Headers

COOKIE: Final = "commonground"
SECONDS: Final = 12 * 3600

_BEARER: Final = "bearer "


class Session:
    """Knows who has the token; where there is none, everybody may ask."""

    def __init__(self, token: str | None) -> None:
        self._token = None if token is None else token.encode()

    def knows(self, headers: Headers) -> bool:
        """Return whether a request may be answered."""
        if self._token is None:
            return True
        given = headers.get("authorization", "")
        if given[: len(_BEARER)].lower() == _BEARER:
            return self.is_token(given[len(_BEARER) :].strip())
        return self._holds(_cookie(headers.get("cookie", "")))

    def is_token(self, text: str) -> bool:
        """Return whether a text is the token; as long for one that is nearly right as for any."""
        token = self._token
        return token is not None and hmac.compare_digest(text.encode("utf-8", "replace"), token)

    def cookie(self) -> str:
        """Return the value of a cookie that holds from now on."""
        until = str(int(time.time()) + SECONDS)
        return f"{until}.{self._signature(until)}"

    def _holds(self, value: str) -> bool:
        until, _, signature = value.partition(".")
        if not (until.isascii() and until.isdecimal() and len(until) < 20):
            return False
        signed = hmac.compare_digest(signature.encode(), self._signature(until).encode())
        return signed and time.time() < int(until)

    def _signature(self, until: str) -> str:
        return hmac.new(self._token or b"", until.encode(), hashlib.sha256).hexdigest()


def _cookie(header: str) -> str:
    try:
        found = SimpleCookie(header).get(COOKIE)
    except CookieError:
        return ""
    return "" if found is None else found.value
