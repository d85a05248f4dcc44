"""PDF files written by hand: a test says where every word stands, and what is wrong with it."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842
# The codes of WinAnsi, with ligatures and a glyph of an icon font where it has none.
_ENCODING = (
    "<< /Type /Encoding /BaseEncoding /WinAnsiEncoding"
    " /Differences [1 /fi /fl /ff 4 /uniE001 /uni2F2F] >>"
)
_CODES = str.maketrans({"ﬁ": "\x01", "ﬂ": "\x02", "ﬀ": "\x03", "\ue001": "\x04", "⼯": "\x05"})


@dataclass
class Page:
    """One page: text at places in points, counted from its upper left corner."""

    drawn: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 10,
        *,
        bold: bool = False,
        apart: float = 0,
    ) -> Page:
        """Write a text, its letters so many points apart."""
        shown = text.translate(_CODES).encode("cp1252").hex()
        font = f"/{'B' if bold else 'R'} {size} Tf {apart} Tc"
        self.drawn.append(f"BT {font} 1 0 0 1 {x} {HEIGHT - y} Tm <{shown}> Tj ET")
        return self

    def lines(self, x: float, y: float, *texts: str, size: float = 10, step: float = 12) -> Page:
        """Write lines one beneath another."""
        for number, text in enumerate(texts):
            self.text(x, y + number * step, text, size)
        return self

    def upwards(self, x: float, y: float, text: str, way: str = "0 1 -1 0") -> Page:
        """Write a text along the edge of the page, or in another way, as a matrix turns it."""
        self.drawn.append(f"BT /R 10 Tf {way} {x} {HEIGHT - y} Tm ({text}) Tj ET")
        return self

    def dot(self, x: float, y: float) -> Page:
        """Draw a dot, as browsers do before the items of lists."""
        self.drawn.append(f"{x} {HEIGHT - y} 2.4 2.4 re f")
        return self

    def picture(self) -> Page:
        """Draw a picture over the page, as scanners do."""
        self.drawn.append(f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /P Do Q")
        return self

    def link(self, x: float, y: float, width: float, url: str) -> Page:
        """Put a link over a text of ten points."""
        box = f"[{x} {HEIGHT - y - 3} {x + width} {HEIGHT - y + 9}]"
        self.links.append(
            f"<< /Type /Annot /Subtype /Link /Rect {box} /A << /S /URI /URI ({url}) >> >>"
        )
        return self


def pdf(*pages: Page, locked: bool = False, filler: int = 0, box: str = "", turn: int = 0) -> bytes:
    """Return a file of pages; ``filler`` is how many blanks stand in each page's content,
    ``box`` what is shown of it, ``turn`` the degrees that viewers turn it by.
    """
    bodies: list[str | bytes] = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{_references(7, len(pages))}] >>",
        _font("Helvetica"),
        _font("Helvetica-Bold"),
        stream(
            "/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
            " /BitsPerComponent 8",
            b"\x80",
        ),
        f"<< /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>",
    ]
    for number, page in enumerate(pages):
        bodies.append(_page(page, 7 + 2 * number + 1, f"/Rotate {turn} {box}"))
        bodies.append(stream("", "\n".join(page.drawn).encode("latin-1") + b" " * filler))
    return file(bodies, "/Encrypt 6 0 R /ID [<00> <00>]" if locked else "")


def _references(first: int, count: int) -> str:
    return " ".join(f"{first + 2 * number} 0 R" for number in range(count))


def _font(name: str) -> str:
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding {_ENCODING} >>"


def _page(page: Page, content: int, entries: str) -> str:
    fonts = "<< /Font << /R 3 0 R /B 4 0 R >> /XObject << /P 5 0 R >> >>"
    return (
        f"<< /Type /Page /Parent 2 0 R {entries} /MediaBox [0 0 {WIDTH} {HEIGHT}]"
        f" /Resources {fonts}"
        f" /Contents {content} 0 R /Annots [{' '.join(page.links)}] >>"
    )


def stream(entries: str, data: bytes) -> bytes:
    """Return the body of a stream object."""
    packed = zlib.compress(data)
    head = f"<< {entries} /Filter /FlateDecode /Length {len(packed)} >>\nstream\n"
    return head.encode() + packed + b"\nendstream"


def file(bodies: list[str | bytes], trailer: str = "") -> bytes:
    """Return a file of these objects, the first its catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        held = body if isinstance(body, bytes) else body.encode("latin-1")
        out += f"{number} 0 obj\n".encode() + held + b"\nendobj\n"
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    count = len(bodies) + 1
    end = f"trailer\n<< /Size {count} /Root 1 0 R {trailer} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {count}\n0000000000 65535 f \n{rows}{end}".encode()
