"""Papers made by hand: small PDFs with words at chosen places, pictures and locks, and no library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """A text at a place on a US letter page, measured from its lower left corner in points."""

    text: str
    left: float
    up: float
    size: float = 11.0


@dataclass(frozen=True, slots=True)
class Picture:
    """A grey picture over the whole page, as a scanner makes it."""


Mark = Words | Picture

LINE = 14.0  #: points between two lines of a letter


def lines(texts: Sequence[str], *, left: float = 72, top: float = 720, step: float = LINE) -> list[Mark]:
    """Lines of a letter, one below the other; an empty one is a gap between paragraphs."""
    return [Words(text, left, top - step * number) for number, text in enumerate(texts) if text]


def table(rows: Sequence[Sequence[str]], *, columns: Sequence[float], top: float = 600) -> list[Mark]:
    """Cells at the left edges `columns`, row by row."""
    return [
        Words(cell, column, top - 18 * number)
        for number, row in enumerate(rows)
        for cell, column in zip(row, columns, strict=True)
    ]


def paper(*pages: Sequence[Mark], title: str = "", encrypt: bool = False) -> bytes:
    """A PDF with these pages."""
    kids = b" ".join(b"%d 0 R" % (5 + 2 * number) for number in range(len(pages)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        _stream(
            b"/Type/XObject/Subtype/Image/Width 2/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray",
            b"\x99" * 4,
        ),
    ]
    for page in pages:
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F 3 0 "
            b"R>>/XObject<</I 4 0 R>>>>"
            b"/Contents %d 0 R>>" % (len(objects) + 2)
        )
        objects.append(_stream(b"", b"\n".join(_drawn(mark) for mark in page)))
    objects.append(b"<</Title(%s)>>" % _escaped(title))
    locked = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>>/ID[(a)(a)]" % (b"o" * 32, b"u" * 32)
    trailer = b"/Root 1 0 R/Info %d 0 R" % len(objects)
    return _file(objects, trailer + (locked if encrypt else b""))


def letter(*pages: Sequence[str]) -> bytes:
    """A PDF with a page for each list of lines."""
    return paper(*(lines(page) for page in pages))


def _drawn(mark: Mark) -> bytes:
    if isinstance(mark, Picture):
        return b"q 612 0 0 792 0 0 cm /I Do Q"
    return b"BT /F %.1f Tf %.2f %.2f Td (%s) Tj ET" % (mark.size, mark.left, mark.up, _escaped(mark.text))


def _escaped(text: str) -> bytes:
    raw = text.encode("cp1252", "replace")
    return raw.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")


def _stream(entries: bytes, content: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def _file(objects: Sequence[bytes], trailer: bytes) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets: list[int] = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)
