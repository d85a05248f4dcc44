"""The process that pdfium runs in: started with the first PDF, asked for each, ended with us.

A file that ends it, or takes too long, costs that file alone: the next one starts it anew.
"""

from __future__ import annotations

import atexit
import json
import os
import struct
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Final

from ...errors import UnreadableFile

SECONDS: Final = 5.0
"""Of the processor's time that a PDF may take, and 2 more for each MB of it."""

_PER_MB: Final = 2.0
_PROGRAM: Final = Path(__file__).with_name("pdf_pages.py")
_ENDED: Final = "cannot be read: it is damaged, or needs more time or memory than any resume does"


class PdfProcess:
    """Asks the process, one file at a time; threads take turns."""

    def __init__(self, seconds: float = SECONDS) -> None:
        """Make what asks; nothing runs yet. ``seconds`` are what a small file may take."""
        self._lock = threading.Lock()
        self._seconds = seconds
        self.running: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def pages(self, data: bytes, key: str) -> dict[str, Any]:
        """Return what ``pdf_pages`` answers of a file's bytes.

        Raises:
            UnreadableFile: the file has ended the process.
        """
        with self._lock:
            try:
                answer = self._asked(data)
            except BaseException:  # an answer that nobody awaits any more would be the next file's
                self.end()
                raise
            if not answer:
                self.end()
                raise UnreadableFile(key, _ENDED)
        found: dict[str, Any] = json.loads(answer)
        return found

    def end(self) -> None:
        """End the process, if it runs."""
        running, self.running = self.running, None
        if running is None or self._owner != os.getpid():  # a fork has its parent's
            return
        running.kill()
        running.wait()
        for pipe in (running.stdin, running.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # it holds what the process did not take any more
                    pass

    def _asked(self, data: bytes) -> bytes:
        running = self._started()
        asking, answering = running.stdin, running.stdout
        if asking is None or answering is None:  # both are pipes, as it was started
            return b""
        seconds = self._seconds + _PER_MB * len(data) / 2**20
        try:
            asking.write(struct.pack("<dQ", seconds, len(data)) + data)
            asking.flush()
        except BrokenPipeError:
            return b""
        answer = answering.readline()
        return answer if answer.endswith(b"\n") else b""

    def _started(self) -> subprocess.Popen[bytes]:
        if self._owner != os.getpid():
            self.running = None
        if self.running is None:
            self._owner = os.getpid()
            # Neither the folder that is read nor that of the program may shadow a module (-P).
            found = os.pathsep.join(filter(None, sys.path))
            self.running = subprocess.Popen(
                [sys.executable, "-P", os.fspath(_PROGRAM)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": found},
            )
        return self.running


PROCESS: Final = PdfProcess()
atexit.register(PROCESS.end)
