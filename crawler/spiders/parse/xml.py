"""XML from outside: what is refused before any parser builds something of it.

An entity can blow up to gigabytes or name a file of this machine; no feed or sitemap needs one.
"""

from __future__ import annotations

import codecs
import re
from typing import Final
from xml.parsers import expat

from crawler.errors import ListingUnreadable

MAX_DEPTH: Final = 200  #: open elements; real feeds stay under 20
_PROLOG_PART = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*>", re.S | re.I)
_CHARSET = re.compile(rb"""^[^<]*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""", re.S)
_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.I)
_ASCII: Final = bytes(range(32, 127))
_WIDE_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def refuse_traps(body: bytes, content_type: str = "") -> None:
    """Raise ListingUnreadable where the document declares entities, nests absurdly deep, or is written
    in a coding that could hide either from us."""
    _refuse_declarations(_readable(body, content_type))
    _refuse_depth(body)


def _readable(body: bytes, content_type: str) -> str:
    """The document in characters, for looking at its head only."""
    for mark, codec in _WIDE_MARKS:
        if body.startswith(mark):
            return body.decode(codec, "replace")
    if b"\x00" in body[:4]:
        codec = "utf-16-be" if body[:1] == b"\x00" else "utf-16-le"
        return body.decode(codec, "replace")
    for named in (_HEADER_CHARSET.search(content_type), _CHARSET.match(body[:1024])):
        if named:
            _refuse_charset(named[1].decode("ascii") if isinstance(named[1], bytes) else named[1])
    return body.decode("latin-1")


def _refuse_charset(name: str) -> None:
    """Only codings in which ASCII means ASCII: UTF-7 or EBCDIC would hide a declaration."""
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return  # unknown: no parser will use it either
    if codec.startswith(("utf-16", "utf-32")):
        return
    try:
        plain = codec != "utf-7" and _ASCII.decode(codec) == _ASCII.decode("ascii")
    except (LookupError, UnicodeError):  # a codec that is no charset, such as base64
        plain = False
    if not plain:
        raise ListingUnreadable(f"written in {codec}, which is not read")


def _refuse_declarations(text: str) -> None:
    """Walk the prolog; a document type is let pass only where it declares nothing itself."""
    at = len(text) - len(text.lstrip("\ufeff\xef\xbb\xbf \t\r\n"))
    while found := _PROLOG_PART.match(text, at):
        at = found.end()
    head = text[at : at + 9].upper()
    if head.startswith(("<!DOCTYPE", "<!ENTITY")):
        raise ListingUnreadable("declares a document type of its own, which is refused")


def _refuse_depth(body: bytes) -> None:
    """Count open elements until the document ends or breaks; what is broken is the next parser's matter."""
    parser = expat.ParserCreate()
    depth = 0

    def opened(_name: str, _attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise ListingUnreadable(f"more than {MAX_DEPTH} elements inside each other")

    def closed(_name: str) -> None:
        nonlocal depth
        depth -= 1

    def declared(*_parts: object) -> None:
        raise ListingUnreadable("declares an entity, which is refused")

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(body, True)
    except (expat.ExpatError, ValueError, LookupError):
        return
