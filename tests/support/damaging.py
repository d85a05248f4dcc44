"""Ways in which a file is damaged: letters turned over, its end lost, a page overwritten."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Final

PAGE: Final = 4096


def _flipped(data: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(data)
    for _ in range(chance.choice([1, 1, 4, 64])):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _overwritten(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(0, len(data) - PAGE, PAGE)
    page = chance.randbytes(PAGE) if chance.random() < 0.5 else bytes(PAGE)
    return data[:at] + page + data[at + PAGE :]


DAMAGES: Final[Mapping[str, Callable[[bytes, random.Random], bytes]]] = {
    "flipped": _flipped,
    "cut": _cut,
    "overwritten": _overwritten,
}
