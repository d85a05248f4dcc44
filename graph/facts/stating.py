"""The facts of a document as a store keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Fragment

if TYPE_CHECKING:
    from ..ledger import Statement


def stated_by(statement: Statement) -> Fragment | None:
    """Return the facts of a document, or None where what is kept of it is no Resume any more."""
    from ...loaders.kept import kept_resume
    from .fragment import fragment_of

    if not statement.intact:
        return None
    try:
        resume = kept_resume(statement.resume)
    except ValueError:  # also one that an older version wrote: the next load reads its file anew
        return None
    return fragment_of(resume, statement.key, statement.mention)
