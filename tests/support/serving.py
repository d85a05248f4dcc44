"""A real service on 127.0.0.1: in a thread of the test, or as the command in a process."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from commonground.visualizations.service.running import address_at, config_of, listening_at
from commonground.visualizations.service.settings import Settings

TOKEN = "an-invented-token-of-many-signs"
PATIENCE = 60.0


@contextmanager
def serving(graph: Path | str, **settings: Any) -> Iterator[httpx.Client]:
    """Serve a graph in a thread at a free port; yield a client of it."""
    chosen = Settings(address=str(graph), port=0, **{"threads": 2, "seconds": 60.0, **settings})
    listening = listening_at(chosen)
    server = uvicorn.Server(config_of(chosen))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        _await(server, thread)
        with httpx.Client(base_url=address_at(listening, chosen.host), timeout=PATIENCE) as client:
            yield client
    finally:
        server.should_exit = True
        thread.join()
        listening.close()


def _await(server: uvicorn.Server, thread: threading.Thread) -> None:
    began = time.monotonic()
    while not server.started:
        assert thread.is_alive() and time.monotonic() < began + PATIENCE, "it did not come up"
        time.sleep(0.01)


@contextmanager
def commanded(
    graph: Path, options: Sequence[str] = (), **environment: str
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Run `commonground serve` at a free port; yield its address and the process."""
    words = [sys.executable, "-m", "commonground", "serve", "-g", str(graph), "--port", "0"]
    process = subprocess.Popen(
        [*words, *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )
    try:
        assert process.stderr is not None
        said = process.stderr.readline()
        found = re.search(r"http://\S+", said)
        assert found is not None, said
        yield found[0], process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.communicate(timeout=PATIENCE)


def raw(client: httpx.Client, request: bytes) -> bytes:
    """Send bytes as they are, and return all that comes back."""
    import socket

    place = client.base_url
    with socket.create_connection((place.host, place.port or 80), timeout=PATIENCE) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))
