"""The shapes of job entries: what each is called, what it tells, and which half it belongs to."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Final, TypeAlias, TypeVar

from .blocks import Block, Run, Runs, bold, italic, link, runs
from .vocabulary import LATIN, SIDES, Side, local

T = TypeVar("T")

ALL_FORMATS: Final = ("md", "txt", "html", "docx", "pdf", "tex")
_PARTS: Final = ("headings", "lines", "places")
# Only *build* grows by what its rules turn out to need.
_MORE: Final = {
    "build": ("templates", "labelled", "told", "nested", "sparse", "orders"),
    "check": (),
}
MODULES: Final = {
    side: tuple(f"shapes_{side}_{part}" for part in (*_PARTS, *_MORE[side])) for side in SIDES
}


@dataclass
class Look:
    """The habits of one resume: what is picked once is picked so in the whole document.

    ``odd`` are what sections are called that are called by no usual name.
    """

    seed: str
    format: str
    language: str
    odd: Mapping[str, str] = field(default_factory=dict)
    _picked: dict[tuple[object, ...], object] = field(default_factory=dict)

    def pick(self, *options: T) -> T:
        """Return one of the options, the same one whenever the same options are given."""
        if options not in self._picked:
            chance = random.Random(" ".join([self.seed, *map(_spelling, options)]))
            self._picked[options] = chance.choice(options)
        chosen: T = self._picked[options]  # type: ignore[assignment]  # one of these options
        return chosen

    def pick_of(self, ways: Sequence[T]) -> T:
        """Return one of several ways to write a part: by its place, whatever it holds."""
        place: int = self.pick(*range(len(ways)))
        return ways[place]

    def label(self, key: str) -> str:
        """Return what a column or label is called in this language."""
        if key in self.odd:
            return self.odd[key]
        words = local("sections", self.language)[key]
        return self.pick(*words)

    def strong(self, text: str) -> Run:
        """Return text in bold or as it is."""
        return self.pick(bold, Run)(text)

    def soft(self, text: str) -> Run:
        """Return text in italics or as it is."""
        return self.pick(italic, Run)(text)


@dataclass(frozen=True)
class Told:
    """One role as a shape may use it: texts only, and what stands under its header.

    ``employer`` is empty for freelance work. ``first`` and ``last`` are the two dates alone
    (``last`` is empty while the job lasts), ``body`` the blocks under the header and
    ``sentences`` their text.
    """

    employer: str
    title: str
    dates: str
    first: str
    last: str
    place: str
    duration: str
    team: str
    client: str
    project: str
    number: int
    sentences: tuple[str, ...]
    body: tuple[Block, ...]

    def joined(self, between: str, *keys: str) -> str:
        """Return the values of these keys with something between; empty ones are left out."""
        return between.join(self.values(*keys))

    def values(self, *keys: str) -> list[str]:
        """Return the values of these keys that are not empty."""
        held = [str(getattr(self, key)) for key in keys]
        return [one for one in held if one]

    @property
    def linked(self) -> Runs:
        """The employer's name as a link."""
        host = "".join(letter for letter in self.employer.casefold() if letter.isalpha())
        return (
            runs(link(self.employer, f"https://{host or 'work'}.example")) if self.employer else ()
        )


def _spelling(option: object) -> str:
    """Return what tells an option from others in any process: a function has an address in repr."""
    return str(getattr(option, "__qualname__", repr(option)))


Writer: TypeAlias = Callable[[Sequence[Told], Look], "list[Block]"]


@dataclass(frozen=True)
class Shape:
    """A way to write the jobs of one employer.

    ``leaves_out`` are fields that it does not tell; ``in_prose`` are told in a sentence only: a
    reader may miss them, and must not say them wrong.
    """

    name: str
    kind: str
    write: Writer
    formats: tuple[str, ...] = ALL_FORMATS
    languages: tuple[str, ...] = LATIN
    leaves_out: frozenset[str] = frozenset()
    in_prose: frozenset[str] = frozenset()
    dates: tuple[str, ...] = ()
    freelance: bool = True
    one_body: bool = False
    preset: str | None = None

    @property
    def side(self) -> Side:
        """Return the half that the name's hash puts it in."""
        return side_of(self.name)

    def __reduce__(self) -> tuple[Callable[[str], Shape], tuple[str]]:
        """Go to another process as a name: the functions are there already."""
        return named, (self.name,)


def named(name: str) -> Shape:
    """Return the shape of a name.

    Raises:
        KeyError: there is none.
    """
    shapes(*SIDES)
    return _FOUND[name]


def side_of(name: str) -> Side:
    """Return *build* or *check*: the last bit of the name's SHA-256."""
    return SIDES[hashlib.sha256(name.encode()).digest()[-1] % 2]


Each: TypeAlias = Callable[[Told, Look], "list[Block]"]
_FOUND: Final[dict[str, Shape]] = {}


def shape(name: str, kind: str, **more: object) -> Callable[[Each], Each]:
    """Register a function that writes one role as a shape."""

    def register(write: Each) -> Each:
        def every(roles: Sequence[Told], look: Look) -> list[Block]:
            return [block for role in roles for block in write(role, look)]

        _register(name, kind, every, more)
        return write

    return register


def shape_of_employer(name: str, kind: str, **more: object) -> Callable[[Writer], Writer]:
    """Register a function that writes all roles at one employer as a shape."""

    def register(write: Writer) -> Writer:
        _register(name, kind, write, more)
        return write

    return register


def _register(name: str, kind: str, write: Writer, more: dict[str, object]) -> None:
    if name in _FOUND:
        raise ValueError(f"two shapes are called {name!r}")
    for key in ("leaves_out", "in_prose"):
        more[key] = frozenset(more.get(key, ()))  # type: ignore[call-overload]  # a list of names
    _FOUND[name] = Shape(name, kind, write, **more)  # type: ignore[arg-type]  # fields


def shapes(*sides: Side) -> list[Shape]:
    """Return the shapes of these halves, in the order in which their modules have them."""
    for side in SIDES:
        for module in MODULES[side]:
            import_module(f".{module}", __package__)
    return [one for one in _FOUND.values() if one.side in sides]
