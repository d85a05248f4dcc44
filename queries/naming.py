"""What a printed answer says of people's names, in all questions alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..graph.facts.name_case import name_case
from ..graph.model import Node
from ..graph.resolve import called


def with_names(printed: Any, nodes: Iterable[Node]) -> Any:
    """Return a printed value that says beside a person's name what the name alone does not.

    ``called`` is what to call somebody without a name, ``written`` how the document spells a name
    that it has in capitals. People are known by ``nodes``; wherever one is named by id, so is this.
    """
    known = {node.id: more for node in nodes if (more := beside(node))}
    return _told(printed, known) if known else printed


def beside(node: Node) -> dict[str, str]:
    """Return ``called`` or ``written`` of a person; nothing of most."""
    if node.kind != "Person":
        return {}
    if node.name is None:
        return {"called": called(node)}
    written = written_name(node)
    return {} if written is None else {"written": written}


def written_name(person: Node) -> str | None:
    """Return how documents spell a person's name where none spells it as it is shown."""
    names = person.properties.get("names")
    spellings = list(map(str, names)) if isinstance(names, list) else []
    if person.name in spellings:
        return None
    return next((one for one in spellings if name_case(one) == person.name), None)


def _told(value: Any, known: Mapping[str, Mapping[str, str]]) -> Any:
    if isinstance(value, Mapping):
        more = known.get(str(value["id"])) if "id" in value and "name" in value else None
        out: dict[str, Any] = {}
        for key, item in value.items():
            out[key] = _told(item, known)
            if key == "name" and more:
                out |= more
        return out
    if isinstance(value, list | tuple):
        return [_told(item, known) for item in value]
    return value
