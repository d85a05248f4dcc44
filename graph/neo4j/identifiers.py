"""Labels, types and property names put into Cypher: the one check that each of them passes.

Values are always parameters; names cannot be, so they are text of the statement.
"""

from __future__ import annotations

import re
from typing import Final

from ...errors import UsageError

_IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def identifier(name: str) -> str:
    """Return a label, type, property or parameter name as it may stand in a statement.

    ASCII letters, digits and underscores: every name of the model is such, and nothing else can
    end the place that the name is put into.

    Raises:
        UsageError: the name has another character, or none.
    """
    if not _IDENTIFIER.fullmatch(name):
        raise UsageError(
            f"{name!r} cannot name a label, type or property in Cypher: "
            "use letters, digits and underscores, and begin with no digit"
        )
    return name


def with_names(statement: str, **names: str) -> str:
    """Return a statement with names in the places that ``str.format`` finds in it.

    >>> with_names("MATCH (n:{kind} {{id: $id}}) RETURN n", kind="Role")
    'MATCH (n:Role {id: $id}) RETURN n'

    Raises:
        UsageError: a name is no identifier.
    """
    return statement.format_map({place: identifier(name) for place, name in names.items()})
