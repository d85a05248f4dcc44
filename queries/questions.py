"""The questions there are: one line each. All that lists questions loops over ``QUESTIONS``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

TYPE_CHECKING = False  # to a type checker this is that of ``typing``, which is slow to import
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Final

    from .answer import Answer
    from .question import Question


class Registry(Mapping[str, "type[Question[Any]]"]):
    """Questions by name; a module is imported when its question is first looked up."""

    def __init__(self, homes: Mapping[str, str]) -> None:
        self._homes = dict(homes)

    def register(self, name: str, home: str) -> None:
        """Add a question of your own; ``home`` is ``module:Class``."""
        self._homes[name] = home

    @property
    def classes(self) -> dict[str, str]:
        """The names of the questions by those of their classes, without importing any."""
        return {home.partition(":")[2]: name for name, home in self._homes.items()}

    def __getitem__(self, name: str) -> type[Question[Any]]:
        module, _, attribute = self._homes[name].partition(":")
        found: type[Question[Any]] = getattr(import_module(module), attribute)
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._homes  # without importing anything, unlike Mapping's own

    def __iter__(self) -> Iterator[str]:
        return iter(self._homes)

    def __len__(self) -> int:
        return len(self._homes)


QUESTIONS: Final = Registry(
    {
        "find": "commonground.queries.find.find:Find",
        "match": "commonground.queries.match:Match",
        "shared": "commonground.queries.shared:Shared",
        "similar": "commonground.queries.similar.similar:Similar",
        "path": "commonground.queries.path.path:Path",
        "colleagues": "commonground.queries.colleagues:Colleagues",
        "tenure": "commonground.queries.tenure:Tenure",
        "profile": "commonground.queries.profile:Profile",
        "timeline": "commonground.queries.timeline:Timeline",
        "compare": "commonground.queries.compare:Compare",
        "duplicates": "commonground.queries.duplicates:Duplicates",
        "people": "commonground.queries.people:People",
        "skills": "commonground.queries.skills:Skills",
        "employers": "commonground.queries.employers:Employers",
        "schools": "commonground.queries.schools:Schools",
        "team": "commonground.queries.team.team:Team",
        "gap": "commonground.queries.gap:Gap",
        "bridges": "commonground.queries.bridges:Bridges",
        "communities": "commonground.queries.communities.communities:Communities",
    }
)


def question_of(plain: Mapping[str, Any]) -> Question[Any]:
    """Return the question of plain values, ``{"question": name, …}``, before any graph is open.

    >>> question_of({"question": "similar", "person": "Ana", "limit": 3})
    Similar(person='Ana', limit=3, without=None)

    Raises:
        UsageError: no question has the name, or an argument is missing or not of its kind.
    """
    from ..errors import UsageError, quoted

    name = plain.get("question")
    if not isinstance(name, str) or name not in QUESTIONS:
        raise UsageError(f"{quoted(name)} is no question; there are: {', '.join(QUESTIONS)}")
    return QUESTIONS[name].from_json(plain)


def function_of(name: str) -> Callable[..., Answer[Any]]:
    """Return the function that asks a question: its module's own, else one made of its arguments.

    Raises:
        KeyError: no question has the name.
    """
    question = QUESTIONS[name]
    # A question's own function has its signature and documentation; what is made here only its
    # name.
    own = getattr(import_module(question.__module__), name, None)
    return own if callable(own) else _asking(question)


def _asking(question: type[Question[Any]]) -> Callable[..., Answer[Any]]:
    def ask(graph: Any, *arguments: Any, **options: Any) -> Answer[Any]:
        return question.of(*arguments, **options).ask(graph)

    ask.__name__ = ask.__qualname__ = question.name
    ask.__doc__ = question.__doc__
    return ask
