"""NetworkX's own tests, run with the backend: a plugin of pytest for a process of its own.

They want scipy, which nothing here needs: to compare types in ``sparray``, and for tests of
NetworkX's own use of it, which are left out. When they end it prints how often the backend ran
which algorithm on its arrays.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable
from types import ModuleType
from typing import Any, Final

CALLED: Final = Counter[str]()


def pytest_configure() -> None:
    """Stand in for scipy, and count calls."""
    scipy, sparse = ModuleType("scipy"), ModuleType("scipy.sparse")
    sparse.sparray = type("sparray", (), {})  # type: ignore[attr-defined]
    scipy.sparse = sparse  # type: ignore[attr-defined]
    sys.modules |= {"scipy": scipy, "scipy.sparse": sparse}
    from commonground.graph.networkx.backend import interface

    known: Any = interface.ALGORITHMS
    for name, function in list(known.items()):
        known[name] = _counted(name, function)


def pytest_unconfigure() -> None:
    """Say what was called."""
    print(f"\n{json.dumps(CALLED)}")


def _counted(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def called(*args: Any, **kwargs: Any) -> Any:
        CALLED[name] += 1
        return function(*args, **kwargs)

    return called
