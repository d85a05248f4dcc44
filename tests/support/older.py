"""Files of older versions, made of today's."""

from __future__ import annotations

from typing import Final

from commonground.graph.sqlite.schema import PACKED_TABLES

UNPACKED: Final = (
    *(f"DROP TRIGGER documents_{one}" for one in ("came", "changed", "went")),
    *(f"DROP TABLE {one}" for one in PACKED_TABLES),
    "DELETE FROM meta WHERE name LIKE 'arrays%' OR name = 'packed'",
)
"""What makes a file of version 4 one of version 3, but for its number."""
