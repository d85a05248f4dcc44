"""Properties as single values, for graphs and files that hold no lists; and back.

GraphML, GEXF and tables know texts, numbers and truth values. A list becomes one text, its items
joined by ``" | "``: ``text.split(" | ")`` gives them back. A bar or a backslash within an item gets
a backslash before it, so that nothing is taken for two. Control characters that XML cannot hold are
left out, for a file with one could not be read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final, TypeAlias

from ...ontology.wordlists import WordPattern
from ..model import Value

Single: TypeAlias = str | bool | int | float

JOINT: Final = " | "

MONTHS: Final = frozenset("from_months to_months from_outer to_outer shares".split())
LISTS: Final = MONTHS | frozenset(
    "aliases areas awards certificates documents emails ends evidence handles labels languages "
    "levels locations mentions names phones publications reasons scores sites spellings starts "
    "statuses study_types urls".split()
)
"""The properties that are lists wherever they stand: a text under one of these names is a flat one.

``from_months`` and its like, and ``shares``, hold whole numbers, the others texts.
"""

# Compiled where a file is written: its ranges take as long as a small question.
_NO_XML = WordPattern(lambda: r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def flat(properties: Mapping[str, Value]) -> dict[str, Single]:
    """Return the properties with every list as one text and every date as ISO writes it."""
    return {key: _single(value) for key, value in properties.items()}


def listed(properties: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the properties with the lists that ``flat`` made texts of; others stay as they are.

    It is asked of every edge that is read: what is not flat is given back without a copy.
    """
    found = {
        key: _items(key, value)
        for key in LISTS.intersection(properties)
        if isinstance(value := properties[key], str)
    }
    return {**properties, **found} if found else properties


def joined(items: Iterable[object]) -> str:
    """Return a list as one text."""
    # The escape is what lets a text be split at all: between blanks no bar is left but the joints.
    return JOINT.join(str(item).replace("\\", r"\\").replace("|", r"\|") for item in items)


def _single(value: Value) -> Single:
    if isinstance(value, list):
        value = joined(value)
    if isinstance(value, date):
        value = value.isoformat()
    return _NO_XML.sub("", value) if isinstance(value, str) else value


def _items(key: str, text: str) -> list[str] | list[int]:
    items = [_ESCAPED.sub(r"\1", item) for item in text.split(JOINT)]
    return [int(item) for item in items] if key in MONTHS else items
