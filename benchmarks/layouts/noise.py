"""What spoils a resume without changing what it says; each kind is one switch."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from .blocks import Part, changed, line
from .carriers import CARRIED, CARRIERS

NOISES: Final = {
    "wrap": "paragraphs and items broken at 72 columns (in HTML: in the source)",
    "tight": "no blank line at all",
    "loose": "every blank line doubled",
    "mojibake": "UTF-8 read as cp1252 in every second word that shows it",
    "residue": "what a template's author left behind",
    "footers": "page numbers, and the name again, wherever a page ends",
    "source": "blanks in the source between the elements of HTML",
    "reorder": "the sections in another order",
    "bare": "no section has a heading",
    "dates": "the dates in another shape",
    **CARRIERS,
}
_OF_TEXT: Final = {"wrap", "tight", "loose"}
FORMATS: Final = {
    "source": {"html"},
    **CARRIED,
    **dict.fromkeys(_OF_TEXT, {"md", "txt", "html"}),
}
_RESIDUE: Final = (
    "{{ page.content | markdownify }}",
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit.",
    "[Your text here]",
    "Made with a free template",
)


def applies(noise: str, format: str) -> bool:
    """Return whether a kind of noise can stand in a format."""
    return format in FORMATS.get(noise, {format})


def on_parts(noise: str, parts: Sequence[Part], name: str, chance: random.Random) -> list[Part]:
    """Return the sections with the noise in them, where it is one of sections or words."""
    match noise:
        case "mojibake":
            return _every_text(parts)
        case "residue":
            return _between(parts, chance, _RESIDUE)
        case "footers":
            feet = [f"Page {n} of 3" for n in (1, 2)] + [f"{name} - Page 2", "2 / 3"]
            return _between(parts, chance, feet)
        case "reorder":
            head, *others = parts
            return [head, *reversed(others)]
        case "bare":
            return [replace(part, heading=None) for part in parts]
    return list(parts)


def on_text(noise: str, text: str, format: str) -> str:
    """Return the text with the noise in it, where it is one of lines."""
    match noise:
        case "tight":
            return re.sub(r"\n(?:[ \t]*\n)+", "\n", text)
        case "loose":
            return re.sub(r"\n[ \t]*\n", "\n\n\n", text)
        case "wrap" if format == "html":
            return re.sub(r"[^\n]{73,}", _wrapped_source, text)
    return text


def _wrapped_source(long: re.Match[str]) -> str:
    """Break a line of HTML at blanks; a line with text that keeps its blanks stays."""
    if re.search(r"<pre|<style|pre>", long[0]):
        return long[0]
    return re.sub(r"([^\n]{50,72}) (?=[^<>]*(?:<[^/]|</|$))", r"\1\n", long[0])


def mojibake(text: str) -> str:
    """Return the text with every second word that shows it read in the wrong encoding."""
    seen = 0

    def broken(word: re.Match[str]) -> str:
        nonlocal seen
        seen += 1
        if seen % 2 == 0:
            return word[0]
        try:
            return word[0].encode("utf-8").decode("cp1252")
        except UnicodeDecodeError:
            return word[0]

    return re.sub(r"\S*[^\x00-\x7f\s]\S*", broken, text)


def _every_text(parts: Sequence[Part]) -> list[Part]:
    return [
        replace(
            part,
            heading=part.heading and mojibake(part.heading),
            blocks=[changed(block, mojibake) for block in part.blocks],
        )
        for part in parts
    ]


def _between(parts: Sequence[Part], chance: random.Random, texts: Sequence[str]) -> list[Part]:
    """Put a line into every second section, wherever a page may end: within an entry too."""
    found = []
    for number, part in enumerate(parts):
        blocks = list(part.blocks)
        if number % 2:
            blocks.insert(chance.randint(1, len(blocks)), line(chance.choice(texts)))
        found.append(replace(part, blocks=blocks))
    return found
