"""CSV files as ``neo4j-admin database import`` reads them: types in the header, rows typed alike.

Every text and list stands in quotes, so that an empty one is not taken for one that is absent, and
no text is taken apart. The items of a list are joined by a character that no item holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, TypeAlias

from ...errors import UsageError
from ..export.spool import Rows, encoded

Head: TypeAlias = tuple[str, ...]

# In the order of preference: separators that nobody types, then characters that are nobody's.
_DELIMITERS: Final = "\x1f\x1e\x1d" + "".join(map(chr, range(0xE000, 0xE100)))
_TYPES: Final[Mapping[type, str]] = {
    str: "string",
    bool: "boolean",
    int: "long",
    float: "double",
    date: "date",
    bytes: "byte[]",
}


class Tables:
    """The rows of all files, by what they are rows of."""

    def __init__(self, rows: Callable[[], Rows]) -> None:
        self._new = rows
        self._tables: dict[Head, list[_Table]] = {}
        self._free = set(_DELIMITERS)
        self.longest = 0

    def add(
        self, head: Head, fixed: Sequence[str | list[str]], properties: Mapping[str, Any]
    ) -> None:
        """Add a row: the values of the header's own fields, then properties, None where absent.

        The first field of ``head`` is the file's name, the others stand in its header.
        """
        known = {name: value for name, value in properties.items() if value is not None}
        types = {name: self._type(value) for name, value in known.items()}
        tables = self._tables.setdefault(head, [])
        table = next((one for one in tables if one.takes(types)), None)
        if table is None:
            table = _Table(self._new())
            tables.append(table)
        self.longest = max(self.longest, table.add(fixed, known, types))

    @property
    def delimiter(self) -> str:
        """A character that is in no item of a list.

        Raises:
            UsageError: all that could be one are in some item.
        """
        found = next((one for one in _DELIMITERS if one in self._free), None)
        if found is None:
            raise UsageError("lists hold every character that could stand between their items")
        return found

    def files(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Give the name and the bytes of each file, to be read while the spools are open."""
        for (name, *fields), tables in sorted(self._tables.items()):
            for number, table in enumerate(tables, start=1):
                numbered = f"{name}.csv" if number == 1 else f"{name}-{number}.csv"
                yield numbered, encoded(table.lines(fields, self.delimiter))

    def _type(self, value: Any) -> str:
        if not isinstance(value, list):
            return _TYPES[type(value)]
        for item in value:
            if isinstance(item, str) and not self._free.isdisjoint(item):
                self._free.difference_update(item)
        return f"{_TYPES[type(value[0])] if value else 'string'}[]"


class _Table:
    """Rows in which a property has one type; what has another goes into another file."""

    def __init__(self, rows: Rows) -> None:
        self._types: dict[str, str] = {}
        self._rows = rows

    def takes(self, types: Mapping[str, str]) -> bool:
        """Return whether a row with these types fits."""
        return all(self._types.get(name, type) == type for name, type in types.items())

    def add(
        self,
        fixed: Sequence[str | list[str]],
        properties: Mapping[str, Any],
        types: Mapping[str, str],
    ) -> int:
        """Add a row; return how many characters it takes, about."""
        self._types |= types
        held = {name: _plain(value) for name, value in properties.items()}
        return self._rows.add({"": list(fixed), **held})

    def lines(self, fields: Sequence[str], delimiter: str) -> Iterator[str]:
        """Give the header and the rows."""
        names = sorted(self._types)
        yield ",".join((*fields, *(f"{name}:{self._types[name]}" for name in names))) + "\n"
        for row in self._rows.rows():
            cells = [_cell(value, delimiter) for value in row[""]]
            cells += [_cell(row.get(name), delimiter) for name in names]
            yield ",".join(cells) + "\n"


def _plain(value: Any) -> Any:
    """Return a value as JSON holds it."""
    if isinstance(value, bytes):
        return [byte - 256 if byte > 127 else byte for byte in value]  # Java's bytes have a sign
    if isinstance(value, list):
        return list(map(_plain, value))
    return value.isoformat() if isinstance(value, date) else value


def _cell(value: Any, delimiter: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return _quoted(delimiter.join(_item(item) for item in value))
    return _quoted(value) if isinstance(value, str) else repr(value)


def _item(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
