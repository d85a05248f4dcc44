"""A property that is computed when it is first read and kept, without a lock."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class lazy_property(Generic[T]):
    """``functools.cached_property`` for what one thread uses.

    The original takes a lock at every first reading on Python 3.11, which costs more than most of
    what the linker works out.
    """

    def __init__(self, compute: Callable[[Any], T]) -> None:
        self._compute = compute
        self.__doc__ = compute.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: Any, owner: type) -> T:
        value: T = self._compute(instance)
        instance.__dict__[self._name] = value
        return value
