"""Values as JSON holds them: the one conversion for answers, exports and what commands print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any


def plain(value: Any) -> Any:
    """Return dataclasses as mappings and tuples as lists, however deep; the rest stays.

    A class that has a ``to_json`` decides for itself. A field that ends in ``_`` only because
    Python keeps the word for itself (``from_``) loses that.
    """
    if hasattr(value, "to_json"):
        return value.to_json()
    if is_dataclass(value):
        return {json_name(item.name): plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value


def json_name(field: str) -> str:
    """Return what a dataclass's field is called in JSON."""
    return field.rstrip("_")
