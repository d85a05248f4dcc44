"""The command ``commonground``, also as ``python -m commonground``."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command; Ctrl-C ends it without a traceback, also while it is being imported."""
    try:
        from .cli.interrupts import leave_at_once

        leave_at_once()
        _collect_seldom()
        _start_no_threads()
        from .cli.main import main as command

        return command()
    except KeyboardInterrupt:
        return 130


def _collect_seldom() -> None:
    """Look for garbage after 50,000 new objects instead of 700.

    A command makes many objects, lets few go, and ends: looking through them so often takes a tenth
    of a question's time.
    """
    import gc

    gc.set_threshold(50_000)


def _start_no_threads() -> None:
    """Let numpy start no threads for products of matrices: drawings alone have any, small ones.

    To start them takes a tenth of a question's processor time, more on a machine with more cores.
    """
    import os

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


if __name__ == "__main__":
    sys.exit(main())
