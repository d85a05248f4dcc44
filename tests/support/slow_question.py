"""A question that takes as long as it is told, to be stopped."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from commonground.graph.reader import Reader
from commonground.queries.answer import Answer, Row
from commonground.queries.question import Argument, Question


@dataclass(frozen=True)
class Slow(Question[Row]):
    """Works for some tenths of a second, in Python or in SQLite."""

    name = "slow"
    summary = "Take some time."
    examples = ("commonground slow 3",)
    arguments = (
        Argument("tenths", "how long", "count", flags=("--tenths",)),
        Argument("fail", "what to say", "term", flags=("--fail",), unbounded=True),
    )
    columns = ("name",)

    tenths: int = 1
    fail: str | None = None

    def title(self, names: Mapping[str, str]) -> str:
        """Return the question in words."""
        return "How slow?"

    def answer(self, reader: Reader) -> Answer[Row]:
        """Answer over a reader."""
        if self.fail is not None:
            raise ValueError(self.fail)
        until = time.monotonic() + self.tenths / 10
        while time.monotonic() < until:
            time.sleep(0.001)
        return Answer({"question": self.name}, ())
