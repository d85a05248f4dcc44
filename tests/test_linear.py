"""Reading takes time in proportion to the text, whatever kind of text it is.

Each text is read at some size and at four times that: what is linear takes about four times as
long, what is quadratic sixteen times.
"""

from __future__ import annotations

from collections.abc import Callable
from time import process_time
from typing import Final

import pytest

from commonground.loaders.parser import ResumeReader
from commonground.ontology.ontology import load_ontology

from .support.resumes import document_of_text

READER = ResumeReader(load_ontology())
SIZE: Final = 4_000
HEAD: Final = "# Ada Thornquist\n\n"
Make = Callable[[int], str]


def over(before: str, part: str, after: str = "") -> Make:
    """Return a maker of texts that hold one part again and again."""
    return lambda size: HEAD + before + part * (size // len(part)) + after


def under(section: str, line: str, run: str) -> Make:
    """Return a maker of texts with one line, in which a sign is repeated at ``{}``."""
    before, after = line.split("{}")
    return over(f"## {section}\n\n{before}", run, f"{after}\n")


# By kind: what repeats, and where.
HOSTILE: Final[dict[str, Make]] = {
    "blanks in a project": under("Projects", "### Acme{}Labs 2019 - 2020", " "),
    "blanks in an award": under("Awards", "Prize in{}physics 2020", "\t "),
    "blanks in a certificate": under("Certificates", "a ({}b) 2020", "\u00a0"),
    "blanks in a study": under("Education", "BSc{}Physics, University of X, 2010", " "),
    "blanks that marks part": under("Projects", "### Acme{}Labs", " \u200b"),
    "a school of dashes": under("Education", "### Acme{}Labs 2019 - 2020", "-"),
    "brackets never closed": under("Experience", "### Acme {}", "("),
    "cells without end": over("", "|"),
    "tabs without end": over("", "a\t"),
    "one term again": over("## Skills\n\n", "Go, "),
    "sure terms in a line": over("## Skills\n\n", "Kafka, Foo, "),
    "names in a row": over("## Skills\n\n", "Go Kafka "),
    "studies of nothing": over("## Education\n\nBSc Physics\n\n", "2019 - 2020\n\n- did\n\n"),
    "labelled degrees": over("", "Degree: MSc\n"),
    "mixed short lines": over("", "## Education\nGo\n2019 - 2020\n- did\n**x**\nBSc\n\n"),
    "degrees, then links": over("Degree: MSc\n" * 200, "[a](http://b.example)\n"),
    "one link around all": over('<a href="http://b.example">', "- Ran Go\n", "</a>"),
    "links never closed": over("", '<a href="http://b.example">y '),
    "brackets in links": over("", "[a [b](c "),
    "marks in marks": over("", "**_`"),
    "entities": over("", "&amp;&#65;"),
    "tags without an end": over("", "<my-widget a=b <x c "),
    "tags that none closes": over("", "<x> <y z>"),
    "code that none closes": over("", "`<x>``<y>"),
    "dates in a line": under("Experience", "### Engineer {}", "2019 - 2020, "),
    "prose": over("## Experience\n\n", "As an engineer at Acme from 2019 to 2020.\n\n"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_four_times_the_text_takes_about_four_times_as_long(kind: str) -> None:
    make = HOSTILE[kind]
    _seconds(make(SIZE // 4))  # what is compiled or imported once
    # The best of two: a busy machine makes a run longer, and none shorter.
    once, four = (min(_seconds(make(size)) for _ in range(2)) for size in (SIZE, 4 * SIZE))
    assert four < 9 * once + 0.15


def _seconds(text: str) -> float:
    began = process_time()
    READER.parse(document_of_text(text), first_loaded="2025-12-01")
    return process_time() - began
