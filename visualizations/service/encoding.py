"""Values as the bytes of a body."""

from __future__ import annotations

import json
from typing import Any

from pydantic_core import PydanticSerializationError, to_json


def json_bytes(value: Any) -> bytes:
    """Return JSON in UTF-8; half a character, which no text can hold, as its escape.

    A number that JSON has no sign for is null.
    """
    try:
        return to_json(value, inf_nan_mode="null")  # five times as quick as Python's own
    except PydanticSerializationError:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return text.encode("utf-8", "backslashreplace")
