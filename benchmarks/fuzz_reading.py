"""Look for bytes that reading falls over, guided by which lines of the readers they reach.

``python benchmarks/fuzz_reading.py [MINUTES] [SEED]`` needs atheris (the extra ``fuzz``), and
says so where it is missing. The first byte of an input chooses the format, the second how often the
rest is repeated, so that what grows faster than the text shows; archives are made around the bytes,
or few inputs would open. Each kind of fault is printed once, with the file that its input is kept
in; ``--again FILE`` reads such a file anew, watched by nobody. Ends with 1 where there was a fault.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
KEPT: Final = ROOT / ".bench" / "fuzz"
_LONGEST: Final = 4000  # bytes of an input: what is found in longer ones, repetition finds
_MOST: Final = 40_000  # bytes of a repeated one
_WATCHED: Final = 8.0  # times slower than unwatched, about
_SAME: Final = re.compile(r"[\d.]+ s for \d+ bytes|line \d+|'[^']*'|\"[^\"]*\"|\d+")


def main(minutes: float, seed: int) -> int:
    """Try inputs until the time is up, in this process, which then ends; 0 without atheris."""
    if importlib.util.find_spec("atheris") is None:
        print("atheris is not installed (pip install '.[fuzz]'): no input is guided by coverage")
        return 0
    import atheris

    with atheris.instrument_imports(include=["commonground"], enable_loader_override=False):
        from commonground.benchmarks.reading_faults import fault_of_reading, reader

        _import_readers()
    reader()
    trial = _Trial(fault_of_reading, time.monotonic() + 60 * minutes)
    with tempfile.TemporaryDirectory() as corpus:
        _write_seeds(Path(corpus))
        options = [f"-seed={seed}", f"-max_len={_LONGEST}", "-rss_limit_mb=4096", "-timeout=120"]
        atheris.Setup([sys.argv[0], corpus, *options, "-verbosity=0"], trial)
        atheris.Fuzz()
    return 0


def again(path: Path) -> int:
    """Read a kept input; print what is wrong with it."""
    from commonground.benchmarks.reading_faults import fault_of_reading, reader

    reader()
    data, name = file_of(path.read_bytes())
    fault = fault_of_reading(data, name)
    print(f"{name}, {len(data)} bytes: {fault or 'as it should be'}")
    return 1 if fault else 0


def file_of(given: bytes) -> tuple[bytes, str]:
    """Return the bytes of a file and its name, as the first two bytes of an input say."""
    way = WAYS[given[0] % len(WAYS)] if given else WAYS[0]
    times = 1 + (given[1] if len(given) > 1 and given[1] >= 128 else 0)
    body = given[2:]
    return way[1](body * min(times, max(1, _MOST // max(1, len(body))))), f"cv.{way[0]}"


def _docx(body: bytes) -> bytes:
    from commonground.tests.support.docx_writer import NAMES

    root = f"<w:document {NAMES}><w:body>".encode() + body + b"</w:body></w:document>"
    return _zipped({"word/document.xml": root, "[Content_Types].xml": b"<Types/>"})


def _odt(body: bytes) -> bytes:
    from commonground.tests.support.archives import opendocument

    return opendocument(body.decode("utf-8", "replace"))


def _export(body: bytes) -> bytes:
    first, _, second = body.partition(b"\n\n")
    return _zipped({"Profile.csv": first, "Positions.csv": b"Company Name,Title\n" + second})


def _zipped(files: dict[str, bytes]) -> bytes:
    from commonground.tests.support.archives import zipped

    return zipped(files)


def _rtf(body: bytes) -> bytes:
    return b"{\\rtf1 " + body


WAYS: Final[list[tuple[str, Callable[[bytes], bytes]]]] = [
    *((one, bytes) for one in ("md", "txt", "html", "tex", "json", "yaml")),
    ("rtf", _rtf),
    ("docx", _docx),
    ("odt", _odt),
    ("zip", _export),
    ("pdf", bytes),
    ("docx", bytes),
    ("zip", bytes),
]


class _Trial:
    """Reads each input; notes kinds of faults, and ends the process when the time is up."""

    def __init__(self, fault_of: Callable[..., str], end: float) -> None:
        self._fault_of, self._end = fault_of, end
        self._tried, self._kinds = 0, set[str]()

    def __call__(self, given: bytes) -> None:
        if time.monotonic() > self._end:
            print(f"{self._tried:8,} inputs, {len(self._kinds)} kinds of faults", flush=True)
            os._exit(1 if self._kinds else 0)  # what drives the inputs never returns
        self._tried += 1
        data, name = file_of(given)
        if fault := self._fault_of(data, name, slower=_WATCHED):
            self._note(fault, name, given)

    def _note(self, fault: str, name: str, given: bytes) -> None:
        kind = f"{name} {_SAME.sub('', fault)}"
        if kind not in self._kinds:
            self._kinds.add(kind)
            KEPT.mkdir(parents=True, exist_ok=True)
            kept = KEPT / hashlib.sha256(given).hexdigest()[:12]
            kept.write_bytes(given)
            print(f"{fault}\n    --again {os.path.relpath(kept)}", flush=True)


def _import_readers() -> None:
    """Import every reader, so that its lines are watched."""
    from commonground.loaders.formats.registry import FORMATS

    for one in FORMATS:
        if one.reader:
            one.module()


def _write_seeds(folder: Path) -> None:
    for number, seed in enumerate(_seeds()):
        (folder / f"{number:04}").write_bytes(seed[:_LONGEST])


def _seeds() -> Iterator[bytes]:
    """Yield an input of each format: the examples, and generated resumes in pieces."""
    from commonground.benchmarks.layouts.documents import plans, text_of
    from commonground.tests.support.pdf_writer import Page, pdf

    suffixes = [suffix for suffix, _ in WAYS]
    for path in sorted((ROOT / "examples" / "resumes").iterdir()):
        yield bytes([suffixes.index(path.suffix[1:]), 0]) + path.read_bytes()
    for plan in plans(24, ("tex", "html", "txt"), ("build",)):
        text = text_of(plan).encode()
        yield bytes([suffixes.index(plan.format), 0]) + text[-_LONGEST:]
    page = Page().lines(60, 80, "Experience", "Engineer, Brim Labs", "2019 - 2021").dot(50, 90)
    for file in (pdf(page), pdf(page.link(60, 80, 90, "https://a.example"), page, turn=90)):
        yield bytes([suffixes.index("pdf"), 0]) + file
    for suffix, texts in _PIECES.items():
        for piece in texts:
            yield bytes([suffixes.index(suffix), 0]) + piece.encode()


_PIECES: Final = {
    "json": (
        '{"basics":{"name":"Ada Quill","profiles":[{"url":"https://a.example"}]},"work":[{"name":'
        '"Brim Labs","position":"Engineer","startDate":"2019-03","highlights":["Ran Kafka"]}]}',
    ),
    "yaml": (
        "cv:\n  name: Ada Quill\n  sections:\n    experience:\n      - company: Brim Labs\n"
        "        position: Engineer\n        start_date: 2019-03\n        highlights: [Kafka]\n",
    ),
    "rtf": ("{\\b Ada Quill}\\par\\par {\\b Experience}\\par Engineer, Brim Labs\\tab 2019\\par",),
    "docx": (
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Experience</w:t></w:r></w:p>'
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Engineer, Brim Labs</w:t><w:tab/>"
        "<w:t>2019 - 2021</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
    ),
    "odt": (
        '<text:h text:outline-level="1">Experience</text:h><text:list><text:list-item><text:p>'
        "Engineer<text:tab/>2019</text:p></text:list-item></text:list><text:p><text:a xlink:href="
        '"https://a.example">a</text:a></text:p>',
    ),
    "zip": ('First Name,Last Name\nAda,"Quill"\n\nBrim Labs,"Engineer, Lead"\n',),
}


if __name__ == "__main__":
    if sys.argv[1:2] == ["--again"]:
        sys.exit(again(Path(sys.argv[2])))
    given = [float(one) for one in sys.argv[1:]]
    sys.exit(main(given[0] if given else 10.0, int(given[1]) if len(given) > 1 else 1))
