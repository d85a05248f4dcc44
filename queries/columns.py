"""The columns of an answer's rows and what each holds, for libraries of data frames.

What a field holds is read from its row class, so that an answer without rows, or with nothing in a
column, has the same columns of the same kinds. Where the class says no more than "a mapping", its
fields are those that the answer's rows have.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, reduce
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints


@dataclass(frozen=True)
class Scalar:
    """A single value; ``json`` is text for what has no one form, ``nothing`` never had a value."""

    kind: Literal["text", "whole", "number", "flag", "json", "nothing"]


@dataclass(frozen=True)
class Listed:
    """A list of values of one kind."""

    item: Kind


@dataclass(frozen=True)
class Struct:
    """Named values; one that lacks some of them has None there."""

    fields: Mapping[str, Kind]


Kind: TypeAlias = Scalar | Listed | Struct

_WHOLE, _NUMBER = Scalar("whole"), Scalar("number")
_NOTHING: Final[Kind] = Scalar("nothing")
_NUMBERS: Final = (_WHOLE, _NUMBER)
_SCALARS: Final = {str: Scalar("text"), bool: Scalar("flag"), int: _WHOLE, float: _NUMBER}


@dataclass(frozen=True)
class Column:
    """One field of the rows: its kind, whether it may be None, and what each row has there.

    ``values`` are plain: dicts and lists, however deep.
    """

    name: str
    kind: Kind
    optional: bool
    values: Sequence[Any]

    def filled(self) -> list[Any]:
        """Return the values as their kind wants them: each dict with all keys of its struct."""
        return [_filled(self.kind, value) for value in self.values]


def columns_of(rows: Sequence[Any], classes: Iterable[type]) -> list[Column]:
    """Return a column of each field of some row classes, in their order."""
    hints = {name: hint for one in classes for name, hint in _hints(one).items()}
    return [_column(name, hint, rows) for name, hint in hints.items()]


def _column(name: str, hint: Any, rows: Sequence[Any]) -> Column:
    values = _at(name, rows)
    kind, optional = _kind(hint, values), NoneType in get_args(hint)
    return Column(name, kind, optional, [_plain(value) for value in values])


@cache
def _hints(shape: type) -> dict[str, Any]:
    """Return the fields of a dataclass or named tuple with what they hold."""
    known = get_type_hints(shape)
    return {name: known[name] for name in _names(shape)}


def _names(shape: Any) -> Iterable[str]:
    return [one.name for one in fields(shape)] if is_dataclass(shape) else shape._fields


def _plain(value: Any) -> Any:
    """Return dataclasses and named tuples as dicts of their fields, tuples as lists."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if _is_struct(type(value)):
        return {name: _plain(getattr(value, name)) for name in _names(type(value))}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def _kind(hint: Any, values: Iterable[Any]) -> Kind:
    """Return what values hold by the hint of their field; by themselves where it leaves it open."""
    present = [value for value in values if value is not None]
    options = [one for one in _options(hint) if one is not NoneType]
    if options and all(map(_is_struct, options)):
        return reduce(_merged, (_struct(one, present) for one in options), _NOTHING)
    if len(options) != 1:
        return _seen(present)
    origin, arguments = get_origin(options[0]), get_args(options[0])
    if origin in {tuple, list, Sequence} and len({*arguments} - {...}) == 1:
        return Listed(_kind(arguments[0], (item for value in present for item in value)))
    return _seen(arguments) if origin is Literal else _SCALARS.get(options[0]) or _seen(present)


def _options(hint: Any) -> Sequence[Any]:
    return get_args(hint) if get_origin(hint) in {Union, UnionType} else (hint,)


def _is_struct(hint: Any) -> bool:
    return isinstance(hint, type) and (is_dataclass(hint) or hasattr(hint, "_fields"))


def _struct(shape: type, values: Sequence[Any]) -> Kind:
    return Struct({name: _kind(one, _at(name, values)) for name, one in _hints(shape).items()})


def _at(name: str, values: Iterable[Any]) -> list[Any]:
    return [getattr(value, name, None) for value in values]


def _seen(values: Iterable[Any]) -> Kind:
    return reduce(_merged, map(_shown, values), _NOTHING)


def _shown(value: Any) -> Kind:
    if _is_struct(type(value)):
        return _struct(type(value), [value])
    if isinstance(value, Mapping) and value:
        return Struct({str(key): _shown(item) for key, item in value.items()})
    if isinstance(value, list | tuple):
        return Listed(_seen(value))
    # An empty mapping has no field to name, which no library holds.
    return _NOTHING if value is None or value == {} else _SCALARS.get(type(value), Scalar("json"))


def _merged(a: Kind, b: Kind) -> Kind:
    """Return the kind that holds the values of both."""
    if _NOTHING in (a, b) or a == b:
        return b if a == _NOTHING else a
    if isinstance(a, Struct) and isinstance(b, Struct):
        keys = dict.fromkeys((*a.fields, *b.fields))
        sides = {key: (a.fields.get(key, _NOTHING), b.fields.get(key, _NOTHING)) for key in keys}
        return Struct({key: _merged(*both) for key, both in sides.items()})
    if isinstance(a, Listed) and isinstance(b, Listed):
        return Listed(_merged(a.item, b.item))
    return _NUMBER if a in _NUMBERS and b in _NUMBERS else Scalar("json")


def _filled(kind: Kind, value: Any) -> Any:
    if value is None or kind == _NOTHING:
        return None
    if isinstance(kind, Struct):
        return {name: _filled(one, value.get(name)) for name, one in kind.fields.items()}
    if isinstance(kind, Listed):
        return [_filled(kind.item, item) for item in value]
    if kind.kind == "json":
        return json.dumps(value, ensure_ascii=False, default=str)
    # Half a character is no UTF-8, which is what the libraries keep text in.
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
