"""From a function of the graph to a response: the moment's tag, the body, errors as problems."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from ... import __version__
from ...errors import CommongroundError
from .encoding import json_bytes
from .kept import KeptAnswers
from .made import Made
from .paging import Moment, moment_of
from .problems import problem_of

if TYPE_CHECKING:
    from ...graph.store import StoredGraph
    from .readers import Readers
    from .settings import Settings


class Service:
    """One graph that is served: what every route needs."""

    def __init__(self, settings: Settings, readers: Readers) -> None:
        self.settings = settings
        self.readers = readers
        self._kept = KeptAnswers()

    async def reply(
        self,
        request: Request,
        make: Callable[[StoredGraph, Moment], Made],
        about: str = "",
        *,
        keep: bool = False,
    ) -> Response:
        """Return what a function makes of the graph, or that it is what the caller has already.

        ``about`` is what the answer depends on beside the address that is asked. With ``keep`` it
        depends on nothing else but the graph's generation, and is kept for who asks it next.
        """
        wanted = _tags(request)
        asked = f"{request.url.path}?{request.url.query}\n{about}"
        shown = f"{__version__} {self.settings.contact}"

        def work(graph: StoredGraph) -> tuple[Moment, str, Made | None]:
            moment = moment_of(graph)
            tag = _tag(moment, f"{shown}\n{graph.ontology.version}\n{asked}")
            if tag in wanted:
                return moment, tag, None
            kept = self._kept.get(moment, tag) if keep else None
            return moment, tag, make(graph, moment) if kept is None else kept

        try:
            found = await self.readers.ask(lambda graph: graph.snapshot(lambda: work(graph)))
        except CommongroundError as error:
            return problem_of(error)
        moment, tag, made = found
        if keep and made is not None:  # only now is it sure to be of that moment
            self._kept.put(moment, tag, made)
        headers = {"ETag": tag}
        if made is None:
            return Response(None, 304, headers)
        if made.next is not None:
            headers["Link"] = _link(request, made.next)
        return Response(made.body, 200, headers, made.media_type)


class Latest:
    """What is costly and the same for everybody, kept as long as the graph stays as it is."""

    def __init__(self) -> None:
        self._kept: tuple[Moment, Made] | None = None

    def of(self, moment: Moment, make: Callable[[], Made]) -> Made:
        """Return what was made of a moment, or make it."""
        kept = self._kept  # read once: another thread may put a newer one in its place
        if kept is not None and kept[0] == moment:
            return kept[1]
        self._kept = moment, make()
        return self._kept[1]


def of_json(value: object) -> Made:
    """Return a value as a body."""
    return Made(json_bytes(value))


def _tags(request: Request) -> Sequence[str]:
    given = request.headers.get("if-none-match", "")
    return [tag.strip().removeprefix("W/") for tag in given.split(",")]


def _tag(moment: Moment, asked: str) -> str:
    """Return a tag that is the same for the same question of the same state of the same graph."""
    found = hashlib.sha256(moment.secret + b"%d\n" % moment.generation + asked.encode("utf-8"))
    return f'"{found.hexdigest()[:32]}"'


def _link(request: Request, cursor: str) -> str:
    """Return the header that says where the next page is."""
    following = request.url.include_query_params(cursor=cursor)
    return f'<{following.path}?{following.query}>; rel="next"'
