"""The explorer's page as one HTML file: of a scene, offline, or before a service that answers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from ...graph.display import shown
from ..looks import COMMUNITY, LOOKS
from ..marks import style as marks_style
from ..page import assembled, template, unbroken
from .assemble import MODULES, script_of
from .scenes import FAMILIES

if TYPE_CHECKING:
    from ...queries.question import Argument, Question

_FILE: Final = "works offline · sends nothing"
_SERVICE: Final = "asks its own service and nobody else"


def page_html(
    title: str,
    *,
    scene: Mapping[str, Any] | None = None,
    service: str | None = None,
    about: Mapping[str, Any] | None = None,
    details: Mapping[str, Mapping[str, Any]] | None = None,
) -> str:
    """Return the explorer's page; the same arguments give the same text.

    A page with a ``scene`` shows it and sends nothing. One with a ``service`` (the path of its
    interface, ``/api/v1``) asks that for all it shows, and its policy allows no other address.
    ``about`` says what the graph is made of, ``details`` what is known of nodes, by id.
    """
    from ... import __version__

    data = {
        "title": shown(title),
        "scene": scene,
        "service": service,
        "about": about or {"version": __version__},
        "details": dict(details or {}),
        "kinds": _kinds(),
        "families": [{"family": name, "words": words} for name, words in FAMILIES.items()],
        "forms": forms() if service else [],
    }
    return assembled(
        shown(title),
        _body().replace("{{footer}}", _SERVICE if service else _FILE),
        template("base.css") + _read("page.css") + marks_style(),
        script(),
        data,
        service=bool(service),
    )


@cache
def script() -> str:
    """Return the page's one script, joined of its modules."""
    return unbroken(script_of(MODULES, "main.js"))


def forms() -> list[dict[str, Any]]:
    """Return every question as a form: its arguments, what each takes and what it is otherwise."""
    from ...queries.questions import QUESTIONS

    return [
        {
            "name": name,
            "summary": QUESTIONS[name].summary,
            "arguments": [_argument(QUESTIONS[name], one) for one in QUESTIONS[name].arguments],
        }
        for name in QUESTIONS
    ]


def _argument(question: type[Question[Any]], argument: Argument) -> dict[str, Any]:
    from ...graph.display import json_name
    from ...queries.question import default_of, is_needed

    needed = is_needed(question, argument)
    return {
        "name": json_name(argument.name),
        "help": argument.help,
        "kind": argument.kind,
        "many": argument.many,
        "option": bool(argument.flags),
        "needed": needed,
        "choices": list(argument.choices),
        "value": None if needed else default_of(question, argument),
    }


def _kinds() -> list[dict[str, Any]]:
    """Return every kind's look: expanding a node may bring one that the scene has not."""
    return [
        {
            "kind": kind,
            "many": look.many,
            "count": 0,
            "shape": look.shape,
            "filled": look.filled,
            "light": look.light,
            "dark": look.dark,
        }
        for kind, look in (*LOOKS.items(), ("Community", COMMUNITY))
    ]


@cache
def _body() -> str:
    return _read("page.html")


@cache
def _read(name: str) -> str:
    return unbroken((MODULES / name).read_text(encoding="utf-8"))
