"""A knowledge graph of skills, companies and people.

The names below are loaded when they are first used, so that importing the package, and the
command's ``--help``, stay quick. Every question that is registered is a function beside them
(``find``), and a frozen value by the name of its class (``Find``).
"""

from __future__ import annotations

TYPE_CHECKING = False  # to a type checker this is that of ``typing``, which is slow to import
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

    from .errors import AmbiguousName as AmbiguousName
    from .errors import CommongroundError as CommongroundError
    from .errors import NotFound as NotFound
    from .errors import UnreadableFile as UnreadableFile
    from .errors import UsageError as UsageError
    from .graph.lists import search as search
    from .graph.loading.copy import copy as copy
    from .graph.loading.load import load as load
    from .graph.model import Edge as Edge
    from .graph.model import Evidence as Evidence
    from .graph.model import Node as Node
    from .graph.opening import check as check
    from .graph.opening import open_graph as open_graph
    from .ontology.ontology import load_ontology as load_ontology
    from .queries.answer import Answer as Answer
    from .queries.answer import Row as Row
    from .queries.answer import Term as Term
    from .queries.bridges import Bridges as Bridges
    from .queries.bridges import bridges as bridges
    from .queries.colleagues import Colleagues as Colleagues
    from .queries.colleagues import colleagues as colleagues
    from .queries.communities.communities import Communities as Communities
    from .queries.communities.communities import communities as communities
    from .queries.compare import Compare as Compare
    from .queries.compare import compare as compare
    from .queries.duplicates import Duplicates as Duplicates
    from .queries.duplicates import duplicates as duplicates
    from .queries.employers import Employers as Employers
    from .queries.employers import employers as employers
    from .queries.find.find import Find as Find
    from .queries.find.find import find as find
    from .queries.gap import Gap as Gap
    from .queries.gap import gap as gap
    from .queries.match import Match as Match
    from .queries.match import match as match
    from .queries.path.path import Path as Path
    from .queries.path.path import path as path
    from .queries.people import People as People
    from .queries.people import people as people
    from .queries.profile import Profile as Profile
    from .queries.profile import profile as profile
    from .queries.schools import Schools as Schools
    from .queries.schools import schools as schools
    from .queries.shared import Shared as Shared
    from .queries.shared import shared as shared
    from .queries.similar.similar import Similar as Similar
    from .queries.similar.similar import similar as similar
    from .queries.skills import Skills as Skills
    from .queries.skills import skills as skills
    from .queries.team.team import Team as Team
    from .queries.team.team import team as team
    from .queries.tenure import Tenure as Tenure
    from .queries.tenure import tenure as tenure
    from .queries.timeline import Timeline as Timeline
    from .queries.timeline import timeline as timeline
    from .visualizations.picture import picture as picture
    from .visualizations.pyvis_network import pyvis_network as pyvis_network
    from .visualizations.view import view as view

__version__ = "0.1.0"

_HOMES = {
    "AmbiguousName": "errors",
    "Answer": "queries.answer",
    "CommongroundError": "errors",
    "Edge": "graph.model",
    "Evidence": "graph.model",
    "Node": "graph.model",
    "NotFound": "errors",
    "Row": "queries.answer",
    "Term": "queries.answer",
    "UnreadableFile": "errors",
    "UsageError": "errors",
    "check": "graph.opening",
    "copy": "graph.loading.copy",
    "load": "graph.loading.load",
    "load_ontology": "ontology.ontology",
    "open_graph": "graph.opening",
    "search": "graph.lists",
    "picture": "visualizations.picture",
    "pyvis_network": "visualizations.pyvis_network",
    "view": "visualizations.view",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in _HOMES:
        value = getattr(import_module(f".{_HOMES[name]}", __name__), name)
    elif name == "__all__":
        value = ["__version__", *_HOMES, *_questions().QUESTIONS, *_questions().QUESTIONS.classes]
    elif not name.startswith("_") and name in _questions().QUESTIONS:
        return _questions().function_of(name)  # not kept: another may be registered in its place
    elif name[:1].isupper() and name in _questions().QUESTIONS.classes:
        return _questions().QUESTIONS[_questions().QUESTIONS.classes[name]]
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    registered = _questions().QUESTIONS
    return sorted({*globals(), *_HOMES, *registered, *registered.classes})


def _questions() -> ModuleType:
    from importlib import import_module

    return import_module("commonground.queries.questions")
