"""What follows from a document for its person, as whoever read it makes it.

Most people have one document. All that follows from it for them alone is made with it, in any
process; the one that writes gives the codes of the file and inserts. What depends on others too
(several documents, an employer that turned out to be another one) is made by that one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...loaders.resume import Resume
    from .sheet import Alone


def following(resume: Resume) -> Alone:
    """Return what a document says of its person, if it is the only one, under its own key."""
    from .sheets import alone  # who only reads needs nothing of it

    return alone(resume)
