"""Answers as they are sent: a page of rows as JSON, with a scene, or as CSV."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, cast

from ...queries.cells import Column, columns_of, csv_text
from ...queries.question import LIMIT, without_counts, without_options
from . import content
from .arguments import Shown
from .encoding import json_bytes
from .made import CSV, Made
from .paging import DEPTH, Moment, Page, cursor_of
from .problems import FORBIDDEN, Refused

if TYPE_CHECKING:
    from ...graph.store import StoredGraph
    from ...queries.question import Question

_CONTACTS: Final = "this service does not tell how to reach people: start it with --contact"


def made_of_question(
    question: Question[Any],
    graph: StoredGraph,
    moment: Moment,
    shown: Shown,
    *,
    csv: bool,
    contact: bool,
    limited: bool,
) -> Made:
    """Return a page of an answer.

    ``limited`` says that the limit was asked for: without one, pages go on to the last row.
    """
    if getattr(question, "contact", False) and not contact:
        raise Refused(FORBIDDEN, _CONTACTS)
    asked = question.to_json()
    page = shown.cursor.page_of(asked, moment)
    bounded = _bounded(question, page, limited=limited)
    answer = bounded.ask(graph)
    more = len(answer.rows) > page.start + page.count
    part = answer if page.start == 0 and not more else answer[page.start : page.start + page.count]
    part = replace(part, notes=_notes(answer.notes, page, more))
    following = page.after() if more else None
    cursor = cursor_of(following, asked, moment) if following else None
    if csv:
        rows = part.to_json()["rows"]
        return Made(csv_text(rows, columns_of(question, csv=True)).encode(), CSV, cursor)
    found = content.answer(part, graph, contact=contact) if shown.scene else part.to_json()
    return Made(json_bytes(_told(found, question, bounded, cursor, limited=limited)), next=cursor)


def made_of_rows(
    rows: Sequence[Mapping[str, Any]],
    asked: Mapping[str, Any],
    moment: Moment,
    shown: Shown,
    *,
    notes: Sequence[str] = (),
    columns: Sequence[Column] = (),
) -> Made:
    """Return a page of rows that no question gives; as CSV where there are ``columns``."""
    page = shown.cursor.page_of(asked, moment)
    part = rows[page.start : page.start + page.count]
    more = len(rows) > page.start + page.count
    following = page.after() if more else None
    cursor = cursor_of(following, asked, moment) if following else None
    if columns:
        return Made(csv_text(part, columns).encode(), CSV, cursor)
    answer = {"question": asked, "rows": part, "notes": _notes(notes, page, more)}
    return Made(json_bytes(answer | ({"next": cursor} if cursor else {})), next=cursor)


def _bounded(question: Question[Any], page: Page, *, limited: bool) -> Question[Any]:
    """Return the question for no more rows than the page needs.

    Only where the limit is that of rows: to ask for more then adds rows behind the others.
    """
    given: int | None = getattr(question, LIMIT.name, None)
    wanted = given if limited or not page.paged else None
    if LIMIT in question.arguments:
        wanted = page.needed if wanted is None else min(wanted, page.needed)
    return question if wanted == given else replace(cast(Any, question), limit=wanted)


def _notes(notes: Sequence[str], page: Page, more: bool) -> tuple[str, ...]:
    """Return the notes; how many rows there are was counted by the limit that the page needs."""
    if not page.paged and not more:
        return without_options(notes)
    kept = without_counts(notes)
    if more and not page.paged:
        return (*kept, f"only the first {page.count:,} rows are given: page=100 begins to page")
    if more and page.after() is None:
        return (*kept, f"only the first {DEPTH:,} rows can be paged through: narrow the question")
    return kept


def _told(
    found: Mapping[str, Any],
    question: Question[Any],
    bounded: Question[Any],
    cursor: str | None,
    *,
    limited: bool,
) -> dict[str, Any]:
    """Return an answer with the limit that was asked for, not the one that its page needs."""
    asked = dict(found["question"])
    if bounded != question:
        asked.pop(LIMIT.name, None)
        asked |= {LIMIT.name: getattr(question, LIMIT.name)} if limited else {}
    return {**found, "question": asked, **({"next": cursor} if cursor else {})}
