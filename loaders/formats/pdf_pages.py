"""The words, links and dots of a PDF's pages, found by pdfium in a process of its own.

pdfium is a program in C++ that a file can bring to its end, or keep busy for ever. So it runs apart
(``pdf_process.py`` starts it): this module is what runs there. It takes files on standard input and
answers each with one line of JSON.
"""

from __future__ import annotations

import ctypes
import gc
import json
import math
import os
import re
import signal
import struct
import sys
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import Any, Final

MOST_PAGES: Final = 100
MOST_CHARACTERS: Final = 300_000
_MOST_OBJECTS: Final = 20_000  # drawn on a page, among which dots are sought
_MOST_LINKS: Final = 200  # on a page
_MOST_DOTS: Final = 500
_ADDRESS_SPACE: Final = 2 * 2**30
# A word that is parted at the end of a row goes on behind a mark of pdfium's.
_WORD: Final = re.compile(r"([^\s\x00\x02\ufffe]+)([\x02\ufffe]?)")
_BOLD: Final = re.compile(rb"bold|black|heavy|demi|cmbx|-bd|medi|sfbx", re.IGNORECASE)
_SMALLEST: Final = 250  # hundredths of a point: what is set smaller is not there to be read
_LARGEST: Final = 1000.0  # points
_DOT: Final = (0.8, 6.0)  # points: the sides of what is drawn before the item of a list
_PASSWORD: Final = 4  # pdfium's FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY
_SECURITY: Final = 5
_PATH: Final = 2  # kinds of objects
_IMAGES: Final = frozenset({3, 5})  # and forms, which may hold one
_FILLED_AND_STROKED: Final = 2  # a mode of rendering that thickens letters
_HEAD: Final = 16  # bytes
_NUMBER: Final = ctypes.c_int
_PLACE: Final = ctypes.c_void_p


def main() -> None:
    """Answer files until standard input ends; each is told as its seconds, its length, its bytes.

    Whoever takes more seconds of processor time, or more memory than there may be, ends here.
    """
    _bind_memory()
    gc.set_threshold(100_000)  # what a file leaves is little, and looking for it takes long
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    while head := asked.read(_HEAD):
        seconds, length = struct.unpack("<dQ", head)
        data = asked.read(length)
        _end_after(seconds)
        answer = _answer(data)
        _end_after(0)
        answers.write(json.dumps(answer, separators=(",", ":")).encode() + b"\n")
        answers.flush()


def _end_after(seconds: float) -> None:
    """End the process in the middle of whatever it does, after so many seconds; 0 is never."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _bind_memory() -> None:
    if not sys.platform.startswith("linux"):
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    if soft == resource.RLIM_INFINITY:  # else whoever started this has set one
        resource.setrlimit(resource.RLIMIT_AS, (_ADDRESS_SPACE, hard))


def _answer(data: bytes) -> dict[str, Any]:
    """Return the pages of a file, or the fault that keeps it from being read."""
    try:
        import pypdfium2.raw as pdfium
    except (ImportError, OSError):
        return {"fault": "library"}
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
    """Return a page: its box, words, links, dots and number of images; None where it is broken.

    All places are in hundredths of a point. ``turn`` is how often a viewer turns the page to the
    right by a quarter, which places know nothing of.
    """
    page = pdfium.FPDF_LoadPage(opened, number)
    if not page:
        return None
    text = pdfium.FPDFText_LoadPage(page)
    try:
        drawn, images = _drawn(pdfium, page)
        box, turn = pdfium.FS_RECTF(), pdfium.FPDFPage_GetRotation(page) % 4
        pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box))
        return {
            "box": [int(100 * side) for side in (box.left, box.bottom, box.right, box.top)],
            "turn": turn,
            "words": list(_words(pdfium, text, turn)) if text else [],
            "links": list(islice(_links(pdfium, opened, page), _MOST_LINKS)),
            "dots": drawn[:_MOST_DOTS],
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


def _words(pdfium: Any, text: Any, turn: int) -> Iterator[list[Any]]:
    """Yield the words: text, where its baseline begins (x, y) and ends, size, bold or not.

    What stands between blanks is a word; pdfium puts one where glyphs stand apart. What does not
    run from left to right on the page as it is shown is left out.
    """
    x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    to_x, to_y, to_box = map(ctypes.addressof, (x, y, box))
    origin, around = _asked(pdfium).origin, _asked(pdfium).around
    at = ctypes.cast(text, _PLACE).value
    styles = _Styles(pdfium, text, turn)
    for match in _WORD.finditer(_characters(pdfium, text)):
        first, last = match.span(1)
        size, bold, upright = styles.of(first)
        if size < _SMALLEST or not upright:
            continue
        origin(at, first, to_x, to_y)
        around(at, last - 1, to_box)
        left, base = int(100 * x.value), int(100 * y.value)
        if turn % 2:
            end = (left, int(100 * (box.top if turn == 1 else box.bottom)))
        else:
            end = (int(100 * (box.right if turn == 0 else box.left)), base)
        word, parted = match.groups()
        yield [word + "-" if parted else word, left, base, *end, size, bold]


def _direct(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """Return a function of pdfium that takes addresses as numbers.

    It costs half of one that takes objects, and is asked for every word.
    """
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, _PLACE).value or 0)


class _Functions:
    """What is asked of pdfium for every word or object, made once: each makes a type of its own."""

    def __init__(self, pdfium: Any) -> None:
        long, real = ctypes.c_ulong, ctypes.c_double
        self.origin = _direct(
            pdfium.FPDFText_GetCharOrigin, _NUMBER, _PLACE, _NUMBER, _PLACE, _PLACE
        )
        self.around = _direct(pdfium.FPDFText_GetLooseCharBox, _NUMBER, _PLACE, _NUMBER, _PLACE)
        self.object = _direct(pdfium.FPDFText_GetTextObject, _PLACE, _PLACE, _NUMBER)
        self.turn = _direct(pdfium.FPDFText_GetMatrix, _NUMBER, _PLACE, _NUMBER, _PLACE)
        self.size = _direct(pdfium.FPDFText_GetFontSize, real, _PLACE, _NUMBER)
        self.mode = _direct(pdfium.FPDFTextObj_GetTextRenderMode, _NUMBER, _PLACE)
        self.font = _direct(
            pdfium.FPDFText_GetFontInfo, long, _PLACE, _NUMBER, _PLACE, long, _PLACE
        )
        self.shown = _direct(pdfium.FPDFPage_GetObject, _PLACE, _PLACE, _NUMBER)
        self.kind = _direct(pdfium.FPDFPageObj_GetType, _NUMBER, _PLACE)
        self.bounds = _direct(pdfium.FPDFPageObj_GetBounds, _NUMBER, _PLACE, *[_PLACE] * 4)


@cache
def _asked(pdfium: Any) -> _Functions:
    return _Functions(pdfium)


@lru_cache(maxsize=256)
def _named_bold(font: bytes) -> bool:
    return bool(_BOLD.search(font))


class _Styles:
    """The size of characters, whether they are bold and whether upright, asked once an object."""

    _FORCED: Final = 1 << 18  # a flag of fonts

    def __init__(self, pdfium: Any, text: Any, turn: int) -> None:
        self._page_turn = turn
        self._at = ctypes.cast(text, _PLACE).value
        self._name, self._flags = ctypes.create_string_buffer(120), ctypes.c_int()
        self._matrix = pdfium.FS_MATRIX()
        places = map(ctypes.addressof, (self._name, self._flags, self._matrix))
        self._to_name, self._to_flags, self._to_matrix = places
        asked = _asked(pdfium)
        self._object, self._turn, self._size = asked.object, asked.turn, asked.size
        self._mode, self._font = asked.mode, asked.font
        self._of: tuple[int | None, tuple[int, bool, bool]] = (0, (0, False, False))

    def of(self, index: int) -> tuple[int, bool, bool]:
        """Return the style of a character, its size in hundredths of a point."""
        shown = self._object(self._at, index)
        if shown is None or shown != self._of[0]:
            self._of = (shown, self._style(index, shown))
        return self._of[1]

    def _style(self, index: int, shown: int | None) -> tuple[int, bool, bool]:
        matrix = self._matrix
        self._turn(self._at, index, self._to_matrix)
        size = self._size(self._at, index) * math.hypot(matrix.c, matrix.d)
        a, b = matrix.a, matrix.b
        along, across = ((a, b), (b, -a), (-a, -b), (-b, a))[self._page_turn]
        upright = abs(across) < 0.1 * along
        return int(100 * size) if size < _LARGEST else 0, self._bold(index, shown), upright

    def _bold(self, index: int, shown: int | None) -> bool:
        """Return whether a font is bold: by its name, its flag, or as it is drawn."""
        self._font(self._at, index, self._to_name, len(self._name), self._to_flags)
        if self._flags.value & self._FORCED or _named_bold(self._name.value):
            return True
        return shown is not None and bool(self._mode(shown) == _FILLED_AND_STROKED)


def _drawn(pdfium: Any, page: Any) -> tuple[list[list[int]], int]:
    """Return the middles of dots, which stand before the items of lists, and count images."""
    sides = [ctypes.c_float() for _ in range(4)]
    to_sides = list(map(ctypes.addressof, sides))
    dots, images = [], 0
    asked = _asked(pdfium)
    object_of, kind_of, bounds_of = asked.shown, asked.kind, asked.bounds
    at = ctypes.cast(page, _PLACE).value
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        shown = object_of(at, index)
        kind = kind_of(shown)
        images += kind in _IMAGES
        if kind == _PATH and bounds_of(shown, *to_sides):
            left, bottom, right, top = (side.value for side in sides)
            if all(_DOT[0] <= side <= _DOT[1] for side in (right - left, top - bottom)):
                dots.append([int(50 * (left + right)), int(50 * (top + bottom))])
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
                sides = (box.left, box.bottom, box.right, box.top)
                yield [*(int(100 * side) for side in sides), url]


if __name__ == "__main__":
    # What ends the program that asked is none of this one's: it ends with its input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        main()
    except BrokenPipeError:
        os._exit(0)
