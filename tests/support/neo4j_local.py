"""What a local server needs of this machine: a port, a greeting, a watch, a private file."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
from pathlib import Path

HOST = "127.0.0.1"
# Below the ports that systems give to outgoing connections: a client that retries while the
# server is down could otherwise be given the server's port, and connect to itself.
PORTS = range(15_000, 30_000)
_HELLO = bytes.fromhex("6060b01700000405000000050000000000000000")
# Ends the server when this process is gone without having said so: the pipe then has an end
# but no line.
_WATCH = 'read -r _ || kill -TERM "$0"'


def watching(pid: int) -> subprocess.Popen[bytes]:
    """Start what ends the process when we die; a line on its stdin lets the process be."""
    command = ["sh", "-c", _WATCH, str(pid)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read."""
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", -1, "utf-8") as out:
        out.write(text)


def is_free(port: int) -> bool:
    """Return whether a server could listen on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """Return a port that is free now."""
    return next(port for port in iter(lambda: secrets.choice(PORTS), None) if is_free(port))


def answers(port: int) -> bool:
    """Return whether a Bolt handshake (the magic number, then four versions) is answered."""
    try:
        with socket.create_connection((HOST, port), timeout=2) as bolt:
            bolt.sendall(_HELLO)
            return len(bolt.recv(4)) == 4
    except OSError:
        return False
