"""Values as people and programs read them: one short safe line, a cell of a table, JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from itertools import islice
from typing import Any, ClassVar, Final

from ..loaders.characters import UNSAFE

_UNSAFE = re.compile(f"[{UNSAFE}]")
_SPACES = re.compile(r"\s+")
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")

_TEXT: Final = 48  # a name or a file's name fits and a quote is recognised
_ITEMS: Final = 3
_SINGLE: Final = frozenset({str, int, float, bool, type(None)})
_LINE: Final = 240  # three lines of a terminal, one row of a notebook's output


def shown(text: object) -> str:
    """Return the text with control and direction characters made visible, spaces made one.

    A name with a right-to-left override could otherwise read as another name on the page.
    """
    return visible(_SPACES.sub(" ", str(text)).strip())


def visible(text: str) -> str:
    """Return the text with control and direction characters made visible, spaces as they are."""
    return _UNSAFE.sub("\ufffd", text)


def shortened(text: str, most: int = 26) -> str:
    """Return at most this many characters, with an ellipsis where something was cut."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def unnamed(where: object) -> str:
    """Return what somebody without a name is called: by their document, else by their id."""
    return f"(no name) {where}"


def cell(value: object) -> str:
    """Return a value as a table shows it; None is empty, and a node or person is their name."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, list | tuple):
        return ", ".join(cell(item) for item in value)
    if isinstance(value, Mapping):
        name = value.get("name") or value.get("id")
        return str(name) if name else ", ".join(f"{key} {cell(value[key])}" for key in value)
    return str(value)


def no_formula(text: str) -> str:
    """Return a cell of a CSV with an apostrophe before what a spreadsheet would run.

    That is what begins, also after white space, with ``=``, ``+``, ``-``, ``@`` or one of their
    wide forms, or with a tab or the end of a line. A number stays one.
    """
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


class Brief:
    """A dataclass whose ``repr()`` is one short line, however much it holds.

    A console and a notebook print the ``repr()`` of what is last on a line: of a row with all its
    evidence that would be pages.
    """

    __slots__: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        # A dataclass writes a ``__repr__`` of its own into every class that has none of its own:
        # an inherited one does not count, so each subclass is given this one before that.
        super().__init_subclass__()
        if "__repr__" not in cls.__dict__:
            cls.__repr__ = Brief.__repr__  # type: ignore[method-assign]  # as explained above

    def __repr__(self) -> str:
        said = [(item, getattr(self, item.name)) for item in fields(self)]  # type: ignore[arg-type]  # subclasses are dataclasses
        told = [f"{item.name}={brief(value)}" for item, value in said if value != _default(item)]
        return f"{type(self).__name__}({shortened(', '.join(told), _LINE)})"


def brief(value: object) -> str:
    """Return a value in a few words: texts cut, lists with their first items or their length."""
    if isinstance(value, str):
        return repr(shortened(value, _TEXT))
    if isinstance(value, Mapping):
        first = [f"{shown(key)}={brief(value[key])}" for key in islice(value, _ITEMS)]
        return _several(len(value), list(islice(value.values(), _ITEMS)), first, "{}")
    if isinstance(value, Sequence):
        items = value[:_ITEMS]
        return _several(len(value), items, map(brief, items), "[]")
    return shortened(shown(repr(value)), _TEXT)


def _several(count: int, first: Sequence[Any], told: Iterable[str], brackets: str) -> str:
    """Return the first items of a list of plain values; of anything larger, how many there are."""
    if all(isinstance(item, str | int | float | None) for item in first):
        inside = ", ".join(told) + ", …" * (count > _ITEMS)
    else:
        inside = "1 item" if count == 1 else f"{count} items"
    return f"{brackets[0]}{inside}{brackets[1]}"


def _default(item: Any) -> object:
    """Return what a field holds when nothing is said, which then needs no mention."""
    return item.default_factory() if item.default_factory is not MISSING else item.default


def plain(value: Any) -> Any:
    """Return dataclasses as mappings and tuples as lists, however deep; the rest stays.

    A class that has a ``to_json`` decides for itself. A field that ends in ``_`` only because
    Python keeps the word for itself (``from_``) loses that.
    """
    if type(value) in _SINGLE:  # nearly all are
        return value
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
