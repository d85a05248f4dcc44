"""Files of older versions, made of today's."""

from __future__ import annotations

from typing import Final

_TABLES: Final = (
    "packed codes gone stale unpackable titles entries stated unstated called also organisations"
)
UNPACKED: Final = (
    *(f"DROP TRIGGER documents_{one}" for one in ("came", "changed", "went")),
    *(f"DROP TABLE {one}" for one in _TABLES.split()),
    "DELETE FROM meta WHERE name LIKE 'arrays%'",
)
"""What makes a file of version 4 one of version 3, but for its number."""
