"""The words, links and dots of a PDF's pages, found by pdfium in a process of its own.

pdfium is a program in C++ that a file can bring to its end, or keep busy for ever. So it runs apart
(``pdf_process.py`` starts it): this module is what runs there. It takes files on standard input and
answers each with one line of JSON.
"""

from __future__ import annotations

import ctypes
import json
import math
import os
import re
import signal
import struct
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

MOST_PAGES: Final = 100
MOST_CHARACTERS: Final = 1_000_000
_MOST_OBJECTS: Final = 20_000  # drawn on a page, among which dots are sought
_MOST_LINKS: Final = 1000  # on a page
_ADDRESS_SPACE: Final = 2 * 2**30
_WORD: Final = re.compile(r"[^\s\x00]+")
_SMALLEST: Final = 2.5  # points: what is set smaller is not there to be read
_DOT: Final = (0.8, 6.0)  # points: the sides of what is drawn before the item of a list
_PASSWORD: Final = 4  # pdfium's FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY
_SECURITY: Final = 5
_PATH: Final = 2  # kinds of objects
_IMAGES: Final = frozenset({3, 5})  # and forms, which may hold one
_FILLED_AND_STROKED: Final = 2  # a mode of rendering that thickens letters
_HEAD: Final = 16  # bytes


def main() -> None:
    """Answer files until standard input ends; each is told as its seconds, its length, its bytes.

    Whoever takes more seconds of processor time, or more memory than there may be, ends here.
    """
    _bind_memory()
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    while head := asked.read(_HEAD):
        seconds, length = struct.unpack("<dQ", head)
        data = asked.read(length)
        with _Timer(seconds):
            answer = _answer(data)
        answers.write(json.dumps(answer, separators=(",", ":")).encode() + b"\n")
        answers.flush()


class _Timer:
    """Ends the process in the middle of whatever it does, when its seconds are over."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __enter__(self) -> None:
        if hasattr(signal, "setitimer"):
            signal.signal(signal.SIGPROF, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_PROF, self._seconds)

    def __exit__(self, *_: object) -> None:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_PROF, 0)


def _bind_memory() -> None:
    if not sys.platform.startswith("linux"):
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft == resource.RLIM_INFINITY:  # else whoever started this has set one
        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, hard))


def _answer(data: bytes) -> dict[str, Any]:
    """Return the pages of a file, or the fault that keeps it from being read."""
    import pypdfium2.raw as pdfium

    opened = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not opened:
        locked = pdfium.FPDF_GetLastError() in {_PASSWORD, _SECURITY}
        return {"fault": "locked" if locked else "damaged"}
    try:
        count = pdfium.FPDF_GetPageCount(opened)
        if count > MOST_PAGES:
            return {"fault": "long", "count": count}
        pages = [_page(pdfium, opened, number) for number in range(count)]
    except _TooMuch:
        return {"fault": "much"}
    finally:
        pdfium.FPDF_CloseDocument(opened)
    return {"pages": [page for page in pages if page is not None]}


class _TooMuch(Exception):
    """A page holds more characters than all of a resume."""


def _page(pdfium: Any, opened: Any, number: int) -> dict[str, Any] | None:
    """Return a page: its size, words, links, dots and number of images; None where it is broken."""
    page = pdfium.FPDF_LoadPage(opened, number)
    if not page:
        return None
    text = pdfium.FPDFText_LoadPage(page)
    try:
        drawn, images = _drawn(pdfium, page)
        return {
            "width": pdfium.FPDF_GetPageWidthF(page),
            "height": pdfium.FPDF_GetPageHeightF(page),
            "words": list(_words(pdfium, text)) if text else [],
            "links": list(islice(_links(pdfium, opened, page), _MOST_LINKS)),
            "dots": drawn,
            "images": images,
        }
    finally:
        if text:
            pdfium.FPDFText_ClosePage(text)
        pdfium.FPDF_ClosePage(page)


def _characters(pdfium: Any, text: Any) -> str:
    """Return a page's characters, each at its index."""
    count = pdfium.FPDFText_CountChars(text)
    if count > MOST_CHARACTERS:
        raise _TooMuch
    held = (ctypes.c_ushort * (count + 1))()
    got = pdfium.FPDFText_GetText(text, 0, count, held)
    found = bytes(held)[: 2 * (got - 1)].decode("utf-16-le", "replace")
    if len(found) == count:
        return found
    # Some have no character, or take two units: one by one they are slower and in their places.
    codes = (pdfium.FPDFText_GetUnicode(text, index) for index in range(count))
    return "".join(chr(code) if code < 0x110000 else "\ufffd" for code in codes)


def _words(pdfium: Any, text: Any) -> Iterator[list[Any]]:
    """Yield the words: text, left, right, baseline, size in points, font, whether upright.

    What stands between blanks is a word; pdfium puts one where glyphs stand apart.
    """
    x, y, box, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    to_x, to_y, to_box, to_matrix = map(ctypes.byref, (x, y, box, matrix))
    fonts = _Fonts(pdfium, text)
    for match in _WORD.finditer(_characters(pdfium, text)):
        first, last = match.start(), match.end() - 1
        pdfium.FPDFText_GetCharOrigin(text, first, to_x, to_y)
        pdfium.FPDFText_GetLooseCharBox(text, last, to_box)
        pdfium.FPDFText_GetMatrix(text, first, to_matrix)
        size = pdfium.FPDFText_GetFontSize(text, first) * math.hypot(matrix.c, matrix.d)
        if size < _SMALLEST:
            continue
        upright = abs(matrix.b) < 0.1 * abs(matrix.a) and box.right > x.value
        places = (round(at, 2) for at in (x.value, box.right, y.value, size))
        yield [match[0], *places, fonts.bold(first), upright]


class _Fonts:
    """Says of characters whether their font is bold: by its name, or by how it is drawn."""

    _BOLD: Final = re.compile(rb"bold|black|heavy|demi|cmbx|-bd|medium|sfbx", re.IGNORECASE)
    _FORCED: Final = 1 << 18  # a flag of fonts

    def __init__(self, pdfium: Any, text: Any) -> None:
        self._pdfium, self._text = pdfium, text
        self._name = ctypes.create_string_buffer(120)
        self._flags = ctypes.c_int()
        self._to_flags = ctypes.byref(self._flags)
        self._known: dict[bytes, bool] = {}

    def bold(self, index: int) -> bool:
        """Return whether a character is bold."""
        length = len(self._name)
        self._pdfium.FPDFText_GetFontInfo(self._text, index, self._name, length, self._to_flags)
        name = self._name.value
        known = self._known.get(name)
        if known is None:
            known = bool(self._BOLD.search(name)) or bool(self._flags.value & self._FORCED)
            self._known[name] = known
        return known or self._thickened(index)

    def _thickened(self, index: int) -> bool:
        shown = self._pdfium.FPDFText_GetTextObject(self._text, index)
        mode = self._pdfium.FPDFTextObj_GetTextRenderMode(shown) if shown else 0
        return bool(mode == _FILLED_AND_STROKED)


def _drawn(pdfium: Any, page: Any) -> tuple[list[list[float]], int]:
    """Return the middles of dots, which stand before the items of lists, and count images."""
    sides = [ctypes.c_float() for _ in range(4)]
    to_sides = list(map(ctypes.byref, sides))
    dots, images = [], 0
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        shown = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(shown)
        images += kind in _IMAGES
        if kind == _PATH and pdfium.FPDFPageObj_GetBounds(shown, *to_sides):
            left, bottom, right, top = (side.value for side in sides)
            if all(_DOT[0] <= side <= _DOT[1] for side in (right - left, top - bottom)):
                dots.append([round((left + right) / 2, 2), round((top + bottom) / 2, 2)])
    return dots, images


def _links(pdfium: Any, opened: Any, page: Any) -> Iterator[list[Any]]:
    """Yield the links that lead out of the file: left, bottom, right, top, address."""
    at, link, box = ctypes.c_int(0), pdfium.FPDF_LINK(), pdfium.FS_RECTF()
    held = ctypes.create_string_buffer(2000)
    while pdfium.FPDFLink_Enumerate(page, ctypes.byref(at), ctypes.byref(link)):
        action = pdfium.FPDFLink_GetAction(link)
        if not action or not pdfium.FPDFLink_GetAnnotRect(link, ctypes.byref(box)):
            continue
        if pdfium.FPDFAction_GetURIPath(opened, action, held, len(held)) <= len(held):
            url = held.value.decode("utf-8", "replace")
            if url:
                yield [*(round(v, 2) for v in (box.left, box.bottom, box.right, box.top)), url]


if __name__ == "__main__":
    # What ends the program that asked is none of this one's: it ends with its input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        main()
    except BrokenPipeError:
        os._exit(0)
