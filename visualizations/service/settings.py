"""What a service is started with, checked before anything listens."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Final

from ...errors import UsageError, quoted
from ...loaders.formats.reading import MAX_SIZE

TOKEN: Final = 16
"""The fewest characters of a token: fewer could be guessed."""

_LOCAL: Final = "localhost"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How a graph is served.

    ``names`` are the host names that it may be asked by, beside addresses. ``seconds`` is how long
    a question may take, ``threads`` how many are answered at once by a process, ``waiting`` how
    many more may wait. ``body`` and ``upload`` are the most bytes of a question and of a document.
    """

    address: str
    host: str = "127.0.0.1"
    port: int = 8000
    names: tuple[str, ...] = ()
    token: str | None = None
    write: bool = False
    contact: bool = False
    seconds: float = 10.0
    threads: int = 4
    waiting: int = 64
    workers: int = 1
    body: int = 2**20
    upload: int = MAX_SIZE

    def __post_init__(self) -> None:
        """Check what must go together.

        Raises:
            UsageError: other machines could ask without a token, or the token could be guessed.
        """
        if self.token is not None and not _is_token(self.token):
            raise UsageError(
                f"the token is too weak: at least {TOKEN} letters, digits or signs without blanks;"
                " `python3 -c 'import secrets; print(secrets.token_urlsafe())'` makes one"
            )
        if self.token is None and not is_loopback(self.host):
            raise UsageError(
                f"{quoted(self.host)} can be reached by other machines, and whoever does reads the"
                " graph: give --token-file FILE or $COMMONGROUND_TOKEN, or leave out --host"
            )

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Return whether a host is this machine to itself."""
    if host.lower() == _LOCAL:
        return True
    found = address_of(host)
    return found is not None and found.is_loopback


def address_of(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return a host as an address; None where it is a name."""
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None


def _is_token(text: str) -> bool:
    return len(text) >= TOKEN and text.isascii() and text.isprintable() and " " not in text
