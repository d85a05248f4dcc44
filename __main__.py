"""The command ``commonground``, also as ``python -m commonground``."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command; Ctrl-C ends it without a traceback, also while it is being imported."""
    try:
        from .cli.interrupts import leave_at_once

        leave_at_once()
        from .cli.main import main as command

        return command()
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
