"""What reading any bytes may end in: a Resume whose evidence stands in its text, or one line."""

from __future__ import annotations

import time
import traceback
from functools import cache
from typing import Final

from commonground.errors import UnreadableFile
from commonground.loaders.evidence import misplaced
from commonground.loaders.formats.reading import RawFile, document_of
from commonground.loaders.formats.registry import format_of
from commonground.loaders.parser import ResumeReader
from commonground.loaders.signs import why_no_resume
from commonground.ontology.ontology import load_ontology

SECONDS: Final = (1.0, 10e-6)
"""What reading may take: so much, and so much for each byte."""

_DAY: Final = "2025-12-01"


@cache
def reader() -> ResumeReader:
    """Return the reader; the ontology is loaded once."""
    return ResumeReader(load_ontology())


def fault_of_reading(data: bytes, name: str, *, slower: float = 1.0) -> str:
    """Return what is wrong with how a file of this name is read; nothing where it is right.

    ``slower`` is how many times longer than ``SECONDS`` it may take: what watches the program
    slows it down.
    """
    began = time.process_time()
    try:
        wrong = _wrong(data, name)
    except Exception as fault:
        last = traceback.extract_tb(fault.__traceback__)[-1]
        return f"{type(fault).__name__} in {last.name}, {last.filename}:{last.lineno}: {fault}"
    took = time.process_time() - began
    if took > slower * (SECONDS[0] + SECONDS[1] * len(data)):
        return f"{took:.1f} s for {len(data)} bytes of {name}"
    return wrong


def _wrong(data: bytes, name: str) -> str:
    try:
        document = document_of(RawFile(name, data, "0" * 64, format_of(name)))
    except UnreadableFile as fault:
        return f"a reason of several lines: {fault.reason!r}" if "\n" in fault.reason else ""
    resume = reader().parse(document, first_loaded=_DAY)
    why_no_resume(resume, document)
    place = misplaced(resume, document.text)
    return f"evidence outside the text: {place}" if place is not None else ""
