"""Languages that people speak, and how well."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ...ontology.wordlists import WordPattern
from ..builder import Builder
from ..layout.lines import Line
from ..layout.mapped import Mapped
from ..lexicon import spoken_languages
from ..normalization import folded
from ..patterns import any_of
from ..resume import Language
from .body import SEPARATOR

_LABEL: Final = re.compile(r"\s*(?:\w+\s){0,2}\w+\s*:\s+")
_SENTENCE: Final = re.compile(r"(?<=\w)\.\s+(?=[^\W\d_])")  # "Italiano: madrelingua. Inglese: B2."
_WORD: Final = re.compile(r"[^\W\d_]+")
_LEVEL: Final = WordPattern(lambda: rf"\b{any_of('levels', 'languages')}\b", re.IGNORECASE)


def lists_spoken(line: Line) -> bool:
    """Return whether a line of skills lists languages that people speak."""
    parts = [part for part in SEPARATOR.split(_unlabelled(line).text) if part.strip()]
    return bool(parts) and all(map(_spoken, parts))


def _unlabelled(line: Line) -> Mapped:
    """Leave out ``Spoken languages:``, but not the language of ``Norwegian: native``."""
    label = _LABEL.match(line.plain)
    return line.text.cut(label.end()) if label and not _spoken(label[0]) else line.text


def read_languages(
    builder: Builder, lines: Sequence[Line], start: int = 0
) -> tuple[list[Language], list[Line]]:
    """Return spoken languages; lines that name none may list programming languages."""
    out: list[Language] = []
    others: list[Line] = []
    for line in lines:
        parts = line.cells or _unlabelled(line).split(SEPARATOR)
        parts = [piece for part in parts for piece in part.split(_SENTENCE)]
        found = [part for part in parts if _spoken(part.text)]
        if not found:
            others.append(line)
            continue
        builder.use(line.text)
        # "Norwegian (native)": alone in its line a language may have its level anywhere in it.
        for part in found:
            at = f"/languages/{start + len(out)}"
            name = builder.value(f"{at}/language", part.cut(*(_named(part.text) or (0, None))))
            level = _LEVEL.search(line.plain if len(found) == 1 else part.text)
            source = line.text if len(found) == 1 else part
            fluency = builder.value(f"{at}/fluency", source.cut(*level.span())) if level else None
            out += [Language(language=name, fluency=fluency)] if name else []
    return out, others


def _spoken(text: str) -> bool:
    return _named(text) is not None


def _named(text: str) -> tuple[int, int] | None:
    """Return the place of a language: the first word, or the second: "Scottish Gaelic"."""
    words = [word for _, word in zip(range(2), _WORD.finditer(text), strict=False)]
    for word in words:
        if folded(word[0]) in spoken_languages():
            qualified = word is not words[0] and not _LEVEL.fullmatch(words[0][0])
            return (words[0] if qualified else word).start(), word.end()
    return None
