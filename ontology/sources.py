"""The Turtle files that an ontology is made of, by the names they are cited under."""

from __future__ import annotations

from typing import NamedTuple


class SourceFile(NamedTuple):
    """One Turtle file: the name it is cited by and its bytes.

    ``plain`` files have prefixed names, IRIs, numbers and short texts with their languages alone,
    which ``ontology check`` sees to of ours.
    """

    name: str
    data: bytes
    plain: bool = False
