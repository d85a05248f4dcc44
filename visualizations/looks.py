"""How kinds of nodes look: shapes, colours, sizes.

Every kind has a shape and a fill that no other kind has, so that it is told apart without colour.
The colours are few, keep a contrast of 3:1 against the page and differ in lightness, which also
helps those who see red and green alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Final


@dataclass(frozen=True)
class Look:
    """How a kind is drawn: its plural, shape, filled or outlined, colour on light and on dark."""

    many: str
    shape: str
    filled: bool
    light: str
    dark: str


BLUE, GREEN, ORANGE = ("#0a6aa8", "#5eb3ea"), ("#0b7d5d", "#3ec79a"), ("#b96a00", "#f0ad3c")
RED, PURPLE, PINK = ("#c2410c", "#ff8a5c"), ("#6d4aa3", "#b79cf0"), ("#b03a78", "#f08fc0")
GREY = ("#5c6470", "#aab2bd")

LOOKS: Final[dict[str, Look]] = {
    "Person": Look("People", "dot", True, *BLUE),
    "Role": Look("Roles", "dot", False, *BLUE),
    "Employer": Look("Employers", "square", True, *GREEN),
    "School": Look("Schools", "square", False, *PURPLE),
    "Education": Look("Education", "triangleDown", False, *PURPLE),
    "Degree": Look("Degrees", "triangleDown", True, *PURPLE),
    "Field": Look("Fields of study", "ellipse", False, *PURPLE),
    "Project": Look("Projects", "box", False, *GREEN),
    "Technology": Look("Technologies", "diamond", True, *ORANGE),
    "Language": Look("Languages", "triangle", True, *RED),
    "Chain": Look("Chains", "hexagon", True, *PINK),
    "Protocol": Look("Protocols", "triangle", False, *ORANGE),
    "Pattern": Look("Patterns", "star", True, *PINK),
    "Practice": Look("Practices", "star", False, *RED),
    "Domain": Look("Domains", "hexagon", False, *GREEN),
    "Category": Look("Categories", "diamond", False, *GREY),
}
COMMUNITY: Final = Look("Communities", "box", True, *BLUE)
OTHER: Final = Look("Other", "dot", True, *GREY)


def look_of(kind: str) -> Look:
    """Return how a kind is drawn; one that is not known as a grey dot."""
    return COMMUNITY if kind == "Community" else LOOKS.get(kind, OTHER)


def size_of(degree: int, focus: bool) -> float:
    """Return half the width of a node that has so many links, in pixels."""
    # By the root, so that the area tells the number of links; a hub of thousands stays a node.
    return round(8 + 2.2 * sqrt(min(degree, 60)) + (4 if focus else 0), 1)
