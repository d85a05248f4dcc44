"""A deadline that is taken back leaves a process as it was."""

from __future__ import annotations

import subprocess
import sys

TRACED = """
import sys, threading
from commonground.graph.deadline import TimeUp, raise_in

waiting = threading.Event()
threading.Thread(target=waiting.wait, daemon=True).start()
other = threading.enumerate()[-1].ident
raise_in(other, TimeUp)
raise_in(other, None)
sys.settrace(lambda *of: None)
print(sorted([2, 1]), (lambda: "called")())
"""


def test_what_is_traced_afterwards_ends() -> None:
    command = [sys.executable, "-c", TRACED]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30)
    assert done.stdout == "[1, 2] called\n", done.stderr
