"""Runs the service until it is told to stop, in one process or several."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from ...errors import MissingExtra, UsageError
from .settings import Settings, address_of

if TYPE_CHECKING:
    import uvicorn

_CONNECTIONS: Final = 512
_GRACE: Final = 5
_DEAD: Final = 60
"""Seconds without a sign of life after which a worker is replaced: a busy machine is no fault."""

_BACKLOG: Final = 1024


def serve(settings: Settings, ready: Callable[[str], None]) -> None:
    """Serve a graph; ``ready`` is told the address when it can be asked.

    Raises:
        MissingExtra: what serves is not installed.
        UsageError: the address is taken, or is none of this machine.
        BackendUnreachable: the graph cannot be opened.
    """
    _check_installed()
    from ...graph.opening import open_graph

    with open_graph(settings.address) as graph:  # what is wrong is told before anything listens
        graph.snapshot(lambda: graph.reader)
    listening = listening_at(settings)
    try:
        ready(address_at(listening, settings.host))
        _run(config_of(settings), listening)
    except KeyboardInterrupt:  # the usual end
        pass
    finally:
        listening.close()


def config_of(settings: Settings) -> uvicorn.Config:
    """Return how the server runs: nothing about requests is written, for addresses name people."""
    import uvicorn

    from .app import Application

    logging.getLogger("uvicorn").setLevel(logging.ERROR)
    return uvicorn.Config(
        Application(settings),
        factory=True,
        workers=settings.workers,
        access_log=False,
        log_config=None,
        log_level="error",
        server_header=False,
        proxy_headers=False,
        lifespan="on",
        ws="none",
        limit_concurrency=_CONNECTIONS,
        timeout_worker_healthcheck=_DEAD,
        timeout_graceful_shutdown=_GRACE,
    )


def _run(config: uvicorn.Config, listening: socket.socket) -> None:
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    if config.workers == 1:
        uvicorn.Server(config).run(sockets=[listening])
    else:
        Multiprocess(config, sockets=[listening]).run()


def _check_installed() -> None:
    """Raise where what serves is not there, before anything else is looked at."""
    for name in ("fastapi", "uvicorn"):
        if find_spec(name) is None:
            raise MissingExtra(
                f"{name} is not installed: `pip install 'commonground-graph[serve]'` brings it"
            )


def listening_at(settings: Settings) -> socket.socket:
    """Return a socket that listens where it is said.

    Raises:
        UsageError: the address is taken, or is none of this machine.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host.strip("[]"), settings.port))
    except (OSError, UnicodeError) as error:
        listening.close()
        why = getattr(error, "strerror", None) or "no such host"
        raise UsageError(
            f"nothing can listen at {settings.host}:{settings.port} ({why.lower()}): choose another"
            " with --host and --port"
        ) from None
    listening.listen(_BACKLOG)
    listening.set_inheritable(True)
    return listening


def address_at(listening: socket.socket, host: str) -> str:
    """Return the address by which a socket is asked."""
    port = listening.getsockname()[1]
    found = address_of(host)
    shown = f"[{found}]" if found is not None and found.version == 6 else host
    return f"http://{shown}:{port}/"
