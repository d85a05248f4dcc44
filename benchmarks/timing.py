"""Times what other programs take for the same questions, and compares what they answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from commonground.benchmarks.answering import resident
from commonground.benchmarks.engines import ENGINES, Engine, Ranked
from commonground.benchmarks.flat import Flat

SECONDS: Final = 60
"""After which a program is asked no more questions of a kind, but for the first few."""

LEAST: Final = 3


def timed(name: str, folder: Path, people: int) -> dict[str, Any]:
    """Ask one program everything; say why where it is not there or is given too much.

    ``same`` is 1 where an answer is the library's own: of ``find`` the people in their order, of
    ``path`` what the cheapest costs; of ``similar`` the share of the library's ten.
    """
    if people > ENGINES[name].most:
        return {"without": f"above {ENGINES[name].most:,} people {ENGINES[name].why}"}
    flat = Flat(folder)
    began = time.perf_counter()
    try:
        engine = ENGINES[name](flat)
    except ImportError as fault:
        return {
            "without": f"{fault.name} is not installed: pip install 'commonground-graph[bench]'"
        }
    found: dict[str, Any] = {"built": time.perf_counter() - began}
    found["asked"] = {kind: _asked(_asking(engine, flat, kind)) for kind in engine.kinds}
    return found | {"rss": resident()}


def _asked(questions: Iterator[tuple[Callable[[], Any], Callable[[Any], float]]]) -> dict[str, Any]:
    """Ask questions until time is up, the first once more beforehand."""
    times: list[float] = []
    same: list[float] = []
    for number, (ask, compared) in enumerate(questions):
        if number == 0:
            ask()
        if number >= LEAST and sum(times) > 1000 * SECONDS:
            break
        began = time.perf_counter()
        answer = ask()
        times.append(1000 * (time.perf_counter() - began))
        same.append(compared(answer))
    return {"times": times, "same": same}


def _asking(
    engine: Engine, flat: Flat, kind: str
) -> Iterator[tuple[Callable[[], Any], Callable[[Any], float]]]:
    """Yield the questions of a kind, and what compares an answer with the library's."""
    asked = flat.told["asked"]
    if kind == "find 4 terms":
        for one in asked[kind]:
            found = [tuple(row) for row in one["found"]]
            yield partial(engine.find, one["groups"]), found.__eq__
    elif kind == "path":
        for one in asked[kind]:
            yield partial(engine.path, *one["ends"]), partial(_as_cheap, one["found"])
    else:
        near = "near" if kind == "similar" else "same"
        for number, one in enumerate(asked["similar"]):
            asked_so = partial(engine.similar, one["person"], near, number)
            yield asked_so, partial(_in_common, one["found"])


def _as_cheap(ours: Sequence[float], theirs: Sequence[float]) -> bool:
    return ours[:1] == theirs[:1]


def _in_common(ours: Ranked, theirs: Ranked) -> float:
    likest = {who for who, _ in ours}
    return len(likest & {who for who, _ in theirs}) / max(1, len(likest))
