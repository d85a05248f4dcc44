"""An answer as a data frame: one row a row, one column a field, with the kinds of the fields.

The libraries are not needed for anything else here and are imported when they are asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from ..errors import MissingExtra
from .columns import Column, Kind, Listed, Scalar, Struct, columns_of

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

# Without and with rows that have no value: 7 would else become 7.0 beside them, and yes a 1.0.
_PANDAS: Final = {
    "whole": ("int64", "Int64"),
    "flag": ("bool", "boolean"),
    "number": ("float64", "float64"),
}


def to_pandas(rows: Sequence[Any], classes: Iterable[type]) -> pandas.DataFrame:
    """Return rows as a pandas frame; lists are lists of dicts there."""
    pd = _library("pandas")
    # Without a value to tell by, a column of text would be one of objects, or of numbers.
    text = pd.Series([""]).dtype
    columns = columns_of(rows, classes)
    made = {one.name: pd.Series(one.values, dtype=_dtype(one, text)) for one in columns}
    frame: pandas.DataFrame = pd.DataFrame(made)
    return frame


def to_polars(rows: Sequence[Any], classes: Iterable[type]) -> polars.DataFrame:
    """Return rows as a polars frame, with lists and structs."""
    pl = _library("polars")
    types = _Types(
        {"whole": pl.Int64, "number": pl.Float64, "flag": pl.Boolean},
        pl.String,
        pl.List,
        pl.Struct,
    )
    columns = columns_of(rows, classes)
    made = [pl.Series(one.name, one.filled(), types.of(one.kind)) for one in columns]
    frame: polars.DataFrame = pl.DataFrame(made)
    return frame


def to_arrow(rows: Sequence[Any], classes: Iterable[type]) -> pyarrow.Table:
    """Return rows as an Arrow table, with lists and structs."""
    pa = _library("pyarrow")
    types = _Types(
        {"whole": pa.int64(), "number": pa.float64(), "flag": pa.bool_()},
        pa.string(),
        pa.list_,
        pa.struct,
    )
    columns = columns_of(rows, classes)
    made = {one.name: pa.array(one.filled(), types.of(one.kind)) for one in columns}
    table: pyarrow.Table = pa.table(made)
    return table


@dataclass(frozen=True)
class _Types:
    """What a library calls the kinds; what is no number and no flag is text."""

    scalars: Mapping[str, Any]
    text: Any
    listed: Callable[[Any], Any]
    struct: Callable[[Mapping[str, Any]], Any]

    def of(self, kind: Kind) -> Any:
        if isinstance(kind, Struct):
            return self.struct({name: self.of(one) for name, one in kind.fields.items()})
        if isinstance(kind, Listed):
            return self.listed(self.of(kind.item))
        return self.scalars.get(kind.kind, self.text)


def _dtype(column: Column, text: Any) -> Any:
    kind = column.kind
    if not isinstance(kind, Scalar):
        return "object"
    return _PANDAS.get(kind.kind, (text, text))[column.optional]


def _library(name: str) -> Any:
    """Return a library of data frames.

    Raises:
        MissingExtra: it is not installed.
    """
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:  # it is there, and lacks something itself
            raise
        raise MissingExtra(
            f"{name} is not installed: `pip install {name}` brings it, or"
            " `pip install 'commonground-graph[frames]'` pandas, polars and pyarrow together"
        ) from None
