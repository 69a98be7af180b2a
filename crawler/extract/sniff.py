"""What bytes are, told by the bytes: servers and file names lie, first bytes rarely do.

The declared type decides only where the bytes leave it open: CSV is plain text to anybody who looks.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

HTML: Final = "text/html"
PDF: Final = "application/pdf"
XML: Final = "application/xml"
JSON: Final = "application/json"
CSV: Final = "text/csv"
PLAIN: Final = "text/plain"
PNG: Final = "image/png"
JPEG: Final = "image/jpeg"
GIF: Final = "image/gif"
TIFF: Final = "image/tiff"
WEBP: Final = "image/webp"
ZIP: Final = "application/zip"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OLE: Final = "application/x-ole-storage"  #: Word, Excel and Outlook before 2007
RTF: Final = "application/rtf"
GZIP: Final = "application/gzip"
BINARY: Final = "application/octet-stream"
EMPTY: Final = "application/x-empty"

#: what `extract` makes text of
READABLE: Final = frozenset({HTML, PDF, CSV, PLAIN})
#: what a byte search for words can look into
TEXTUAL: Final = frozenset({HTML, XML, JSON, CSV, PLAIN})

_HEAD = 1024  #: what browsers look at
_PDF_HEAD = 4096  #: readers open a PDF behind some kilobytes of junk
_OFFICE_HEAD = 65_536  #: the parts of an office file are named in its first entries

_PDF_MARK: Final = b"%PDF-"
_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_SIGNATURES: Final = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"\x1f\x8b", GZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"{\\rtf", RTF),
)
_COMMENT = re.compile(rb"\s*<!--.*?-->\s*", re.DOTALL)
_HTML_START = re.compile(
    rb"<(?:!doctype\s+html|(?:html|head|body|title|meta|script|style|link|div|p|h[1-6]|table|article|main|section|"
    rb"span|a|b|i|ul|ol|br|img|iframe|font|center|frameset)[\s/>])",
    re.IGNORECASE,
)
_XML_START = re.compile(
    rb"<(?:\?xml|!doctype\s+(?!html)|rss|feed|urlset|sitemapindex|rdf:rdf|(?:\w{1,20}:)?(?:urlset|sitemapindex|feed)\b)",
    re.IGNORECASE,
)
_XHTML = re.compile(rb"<html[\s>]|<!doctype\s+html", re.IGNORECASE)
_JSON_START = re.compile(rb'\{\s*(?:"|\})|\[\s*(?:[\[{"\]\d-]|true|false|null)')
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def media_type(body: bytes, declared: str | None = None, url: str = "") -> str:
    """The type that the first bytes show; `application/octet-stream` for what we do not know."""
    if not body:
        return EMPTY
    binary = _by_signature(body)
    if binary:
        return binary
    head = _head(body)
    said = (declared or "").partition(";")[0].strip().lower()[:100]
    if _HTML_START.match(head):
        return HTML
    if _PDF_MARK in body[:_PDF_HEAD]:
        return PDF
    if _XML_START.match(head):
        return HTML if _XHTML.search(head) else XML
    if _is_binary(head):
        return BINARY
    return _text_type(head, said, url)


def _by_signature(body: bytes) -> str | None:
    for mark, kind in _SIGNATURES:
        if body.startswith(mark):
            return kind
    if body.startswith(b"RIFF") and body[8:12] == b"WEBP":
        return WEBP
    if body.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _office_type(body[:_OFFICE_HEAD])
    return None


def _office_type(head: bytes) -> str:
    if b"xl/" in head:
        return XLSX
    return DOCX if b"word/" in head else ZIP


def _head(body: bytes) -> bytes:
    """The first bytes behind byte-order mark, blanks and comments; UTF-16 folded to its Latin bytes."""
    head = body[: 4 * _HEAD]
    if head.startswith(_BOMS[1:]) or looks_utf16(head):
        head = head.replace(b"\0", b"")
    for mark in _BOMS:
        head = head.removeprefix(mark)
    while comment := _COMMENT.match(head):
        head = head[comment.end() :]
    return head.lstrip()[:_HEAD]


def looks_utf16(head: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` where every second byte of Latin text is zero; else None."""
    sample = head[:512]
    if len(sample) < 8:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    if even > 0.6 * half and odd < 0.1 * half:
        return "utf-16-be"
    return None


def _is_binary(head: bytes) -> bool:
    """More than a stray control byte: text files have next to none."""
    return len(_CONTROLS.findall(head)) > len(head) // 50


def _text_type(head: bytes, said: str, url: str) -> str:
    suffix = _suffix(url)
    if _JSON_START.match(head) and ("json" in said or suffix == "json" or head.startswith((b'{"', b'[{"'))):
        return JSON
    if said in ("text/html", "application/xhtml+xml") and suffix not in ("csv", "tsv"):
        return HTML
    if head.startswith(b"<") and _HTML_START.search(head):
        return HTML
    if head.startswith(b"<") and "xml" in said:
        return XML
    table = said in ("text/csv", "text/tab-separated-values") or suffix in ("csv", "tsv")
    return CSV if table else PLAIN


def _suffix(url: str) -> str:
    try:
        name = urlsplit(url).path.rpartition("/")[2]
    except ValueError:
        return ""
    return name.rpartition(".")[2].lower() if "." in name else ""
