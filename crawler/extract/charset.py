"""Bytes to text by one rule, written down here.

1. A byte-order mark wins.
2. UTF-16 that the header names, or that every second zero byte shows.
3. Bytes that are valid UTF-8 and hold a character beyond ASCII are UTF-8, whatever is declared:
   no other encoding looks like that by chance.
4. The header's charset, then that of `<meta>` or the XML declaration, by the names that the web
   uses (`iso-8859-1` means windows-1252). Unknown names, Python codecs that are no text encodings,
   and UTF-7, which browsers refuse because it hides markup, count as not declared.
5. UTF-8 with damage where it is declared and some of what is beyond ASCII is UTF-8, or most of it is;
   else windows-1252.

Damaged bytes become U+FFFD, or the letter that windows-1252 has for a lone byte in damaged UTF-8.
Never raises; the same bytes always give the same text; NUL is taken out.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from crawler.extract.sniff import looks_utf16

_META_HEAD = 8192  #: browsers look at 1 KiB; pages declare later than that
_LABEL = re.compile(r"[a-z0-9._:-]{2,40}")
_META = re.compile(rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_DECLARATION = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{2,40})", re.IGNORECASE)

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")

_FALLBACK: Final = "cp1252"
_MEND: Final = "detainer-watch-mend"  #: name of our error handler
_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
#: names the web gives to encodings, by the Python codec that reads them: nothing else is ever looked up
_NAMES: Final = {
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8",
    "utf-16-le": "utf-16 utf-16le utf-16-le unicode ucs-2",
    "utf-16-be": "utf-16be utf-16-be",
    "cp1252": "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso_8859-1 latin1 latin-1 l1 ascii us-ascii "
    "ansi_x3.4-1968",
    "iso8859-2": "iso-8859-2 iso8859-2 latin2",
    "iso8859-3": "iso-8859-3 latin3",
    "iso8859-4": "iso-8859-4 latin4",
    "iso8859-5": "iso-8859-5 cyrillic",
    "iso8859-6": "iso-8859-6 arabic",
    "iso8859-7": "iso-8859-7 greek",
    "iso8859-8": "iso-8859-8 hebrew",
    "iso8859-10": "iso-8859-10 latin6",
    "iso8859-13": "iso-8859-13",
    "iso8859-14": "iso-8859-14",
    "iso8859-15": "iso-8859-15 latin-9 latin9",
    "iso8859-16": "iso-8859-16",
    "cp1250": "windows-1250 cp1250",
    "cp1251": "windows-1251 cp1251",
    "cp1253": "windows-1253 cp1253",
    "cp1254": "windows-1254 cp1254 iso-8859-9 latin5",
    "cp1255": "windows-1255 cp1255",
    "cp1256": "windows-1256 cp1256",
    "cp1257": "windows-1257 cp1257",
    "cp1258": "windows-1258 cp1258",
    "cp874": "windows-874 tis-620 iso-8859-11",
    "koi8-r": "koi8-r koi8",
    "koi8-u": "koi8-u",
    "cp866": "ibm866 cp866",
    "mac-roman": "macintosh mac x-mac-roman",
    "gb18030": "gb18030 gbk gb2312 x-gbk gb_2312-80",
    "big5hkscs": "big5 big5-hkscs",
    "euc_jp": "euc-jp x-euc-jp",
    "cp932": "shift_jis shift-jis sjis x-sjis windows-31j ms_kanji",
    "iso2022_jp": "iso-2022-jp",
    "cp949": "euc-kr ks_c_5601-1987 windows-949 korean",
}
_CODECS: Final = {name: codec for codec, names in _NAMES.items() for name in names.split()}


def decode(body: bytes, declared_charset: str | None = None) -> str:
    """The text of `body` by the rule above."""
    return _decode(body, codec_for(declared_charset)).replace("\0", "").removeprefix("\ufeff")


def codec_for(label: str | None) -> str | None:
    """The Python codec for a charset name of the web; None for one that is not to be believed."""
    if not label or len(label) > 100:
        return None
    name = label.strip().strip("\"'").strip().lower()
    return _CODECS.get(name) if _LABEL.fullmatch(name) else None


def declared_inside(body: bytes) -> str | None:
    """What `<meta>` or the XML declaration names; UTF-16 named in bytes that read as ASCII is UTF-8."""
    head = body[:_META_HEAD]
    found = _XML_DECLARATION.match(head) or _META.search(head)
    codec = codec_for(found.group(1).decode("ascii", "replace")) if found else None
    return "utf-8" if codec in ("utf-16-le", "utf-16-be") else codec


def _decode(body: bytes, header: str | None) -> str:
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    wide = _utf16(body, header)
    if wide:
        return body.decode(wide, "replace")
    if body.isascii() and header != "iso2022_jp":
        inside = declared_inside(body) if b"\x1b" in body else None
        return body.decode("iso2022_jp", "replace") if inside == "iso2022_jp" else body.decode("ascii")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(body, header)


def _utf16(body: bytes, header: str | None) -> str | None:
    if header in ("utf-16-le", "utf-16-be"):
        return header if b"\0" in body[:2048] else None
    return looks_utf16(body)


def _not_utf8(body: bytes, header: str | None) -> str:
    codec = header if header not in (None, "utf-16-le", "utf-16-be") else declared_inside(body)
    if codec not in (None, "utf-8"):
        return body.decode(codec, "replace")
    kept = body.decode("utf-8", "ignore")
    whole = len(_BEYOND_ASCII.findall(kept))
    lost = 0 if codec == "utf-8" else len(body) - len(kept.encode())
    if whole > lost:
        return body.decode("utf-8", _MEND)
    return body.decode(_FALLBACK, "replace")


def _mend(error: UnicodeError) -> tuple[str, int]:
    """A lone odd byte in UTF-8 is windows-1252; a cut, overlong or surrogate sequence is one U+FFFD."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    body, first, end = error.object, error.start, error.end
    if body[first] >= 0xC0:
        while end < len(body) and 0x80 <= body[end] < 0xC0 and end - first < 4:
            end += 1
    lone = end - first == 1
    return (body[first:end].decode(_FALLBACK, "replace") if lone else "\ufffd"), end


codecs.register_error(_MEND, _mend)
