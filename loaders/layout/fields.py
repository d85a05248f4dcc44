"""Named values, for formats that tell what each is: the way beside lines with layout.

A tree of records, lists and values, each value knowing its place in the file. What a name means is
not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from .mapped import Mapped

DEEPEST: Final = 100
"""Records and lists within each other: no resume has ten."""

MOST: Final = 100_000
"""Values of a tree, of which some may be there several times under one alias."""

_CAPITAL: Final = re.compile(r"(?<=[a-z\d])(?=[A-Z])|[_\-\s]+")


@dataclass(frozen=True, slots=True)
class Value:
    """A text, a number or a word; ``literal`` says that it stands there without quotes."""

    text: Mapped
    literal: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A value with its name; ``name`` is the key as names are compared."""

    key: Mapped
    value: Node
    name: str


@dataclass(frozen=True, slots=True)
class Record:
    """Values by their names, in the order of the file; a name may stand twice."""

    fields: list[Field] = field(default_factory=list)

    def get(self, names: Iterable[str]) -> Node | None:
        """Return the value of the first of these names that says something."""
        for name in names:
            for one in self.fields:
                if one.name == name and says(one.value):
                    return one.value
        return None


Node: TypeAlias = "Value | Record | list[Node]"


def field_name(text: str) -> str:
    """Return a key as names are compared.

    >>> field_name("startDate"), field_name("Started On"), field_name("start_date")
    ('start date', 'started on', 'start date')
    """
    return " ".join(_CAPITAL.sub(" ", text).lower().split())


def says(node: Node) -> bool:
    """Return whether anything stands in a value, a list or a record."""
    return any(value.text for value in values(node))


def values(node: Node) -> Iterator[Value]:
    """Yield all values of a tree in the order of the file, keys left out."""
    stack = [node]
    while stack:
        one = stack.pop()
        if isinstance(one, Value):
            yield one
        elif isinstance(one, Record):
            stack += [each.value for each in reversed(one.fields)]
        else:
            stack += reversed(one)


@dataclass(slots=True)
class Growing:
    """A tree in the making: what is opened is closed in turn, and in a record keys come first.

    ``size`` counts values, each as often as the tree shows it.
    """

    root: Node | None = None
    size: int = 0
    _open: list[Record | list[Node]] = field(default_factory=list)
    _keys: list[Mapped | None] = field(default_factory=list)

    @property
    def depth(self) -> int:
        """Return how many records and lists are open."""
        return len(self._open)

    @property
    def open(self) -> Record | list[Node] | None:
        """Return what a value would go into."""
        return self._open[-1] if self._open else None

    @property
    def key(self) -> Mapped | None:
        """Return the key that waits for its value."""
        return self._keys[-1] if self._keys else None

    @property
    def wants_key(self) -> bool:
        """Return whether a key comes next."""
        return isinstance(self.open, Record) and self.key is None

    def begin(self, node: Record | list[Node]) -> None:
        """Open a record or a list."""
        self._open.append(node)
        self._keys.append(None)

    def end(self) -> Node:
        """Close what was opened last, and return it."""
        node = self._open.pop()
        self._keys.pop()
        self._add(node)
        return node

    def value(self, value: Value) -> None:
        """Add a value; in a record it is a key where none waits."""
        if self.wants_key:
            self._keys[-1] = value.text
        else:
            self.size += 1
            self._add(value)

    def again(self, node: Node) -> None:
        """Add a tree that is there already."""
        self.size += sum(1 for _ in values(node)) if self.size < MOST else MOST
        self._add(node)

    def _add(self, node: Node) -> None:
        if not self._open:
            self.root = node
        elif isinstance(self._open[-1], list):
            self._open[-1].append(node)
        elif (key := self._keys[-1]) is not None:
            self._open[-1].fields.append(Field(key, node, field_name(key.text)))
            self._keys[-1] = None
        else:
            self._keys[-1] = Mapped.plain("")  # a record for a key names nothing
