"""How each kind of fact is marked: the signs and colours of the explorer's page, and more."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from .looks import BLUE, GREEN, GREY, LOOKS, RED, Look

MARKS: Final[dict[str, Look]] = {
    **LOOKS,
    "Person": replace(LOOKS["Person"], many="Name"),
    "Role": replace(LOOKS["Role"], many="Titles"),
    "Dates": Look("Dates", "box", True, *GREY),
    "Place": Look("Places", "pin", False, *GREEN),
    "Contact": Look("Contacts", "ellipse", True, *BLUE),
    "Spoken": Look("Spoken languages", "bubble", False, *RED),
    "Text": Look("Text", "bracket", False, *GREY),
    "Other": Look("Other", "cross", True, *GREY),
    "Unknown": Look("Unknown terms", "cross", False, *GREY),
}
"""Of every kind that a value has, in the order of the legend; no two have one shape and fill."""


def style() -> str:
    """Return the style sheet that gives each kind its colour, and hides what is switched off."""
    light = "\n".join(f".k-{kind} {{ --ink: {look.light}; }}" for kind, look in MARKS.items())
    dark = "\n".join(f".k-{kind} {{ --ink: {look.dark}; }}" for kind, look in MARKS.items())
    off = "\n".join(
        f".no-{kind} .fact.k-{kind} {{ all: unset; }}\n"
        f".no-{kind} .k-{kind} .icon {{ display: none; }}"
        for kind in MARKS
    )
    return f"{light}\n@media screen and (prefers-color-scheme: dark) {{\n{dark}\n}}\n{off}\n"
