"""What bytes are."""

from __future__ import annotations

import io
import zipfile

import pytest

from crawler.extract import sniff
from crawler.extract.sniff import media_type
from tests.papers import lines, paper


def office(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


PDF = paper(lines(["Received 15 requests."]))

CASES = [
    ("the plain start of a page", b"<!DOCTYPE html><html>", None, "", sniff.HTML),
    ("a comment and blanks first", b"\n <!-- a --> <!-- b -->\n<html>", None, "", sniff.HTML),
    ("a fragment", b"<p>15 detainers</p>", "text/plain", "", sniff.HTML),
    ("a page in UTF-16 with its mark", "\ufeff<html>".encode("utf-16-le"), None, "", sniff.HTML),
    ("a page in UTF-16 without one", "<html><body>".encode("utf-16-be"), None, "", sniff.HTML),
    ("XHTML behind an XML declaration", b'<?xml version="1.0"?><html xmlns="x">', None, "", sniff.HTML),
    ("zero bytes inside a page", b"<html><body>a\0b", None, "", sniff.HTML),
    ("text that the server calls HTML", b"Fifteen requests", "text/html; charset=utf-8", "", sniff.HTML),
    ("a feed served as HTML", b'<?xml version="1.0"?><rss version="2.0">', "text/html", "", sniff.XML),
    ("a feed without a declaration", b"\xef\xbb\xbf<feed xmlns='x'>", None, "", sniff.XML),
    ("a sitemap with a prefix", b"<sm:urlset xmlns:sm='x'>", None, "", sniff.XML),
    ("a PDF served as HTML", PDF, "text/html", "", sniff.PDF),
    ("a PDF behind junk", b"\0junk" * 200 + PDF, "application/octet-stream", "", sniff.PDF),
    ("a page that talks about PDF", b"<html><body>%PDF-1.4", None, "", sniff.HTML),
    ("a picture served as HTML", b"\x89PNG\r\n\x1a\n" + b"\0" * 9, "text/html", "", sniff.PNG),
    ("a photograph", b"\xff\xd8\xff\xe0", None, "", sniff.JPEG),
    ("an old picture", b"GIF89a..", None, "", sniff.GIF),
    ("gzip", b"\x1f\x8b\x08", "text/html", "", sniff.GZIP),
    (
        "a Word file served as PDF",
        office("[Content_Types].xml", "word/document.xml"),
        "application/pdf",
        "",
        sniff.DOCX,
    ),
    ("a workbook", office("[Content_Types].xml", "xl/workbook.xml"), None, "", sniff.XLSX),
    ("any other archive", office("a.txt"), None, "", sniff.ZIP),
    ("an old Word file", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None, "", sniff.OLE),
    ("JSON", b'{"a": 1}', "text/html", "", sniff.JSON),
    ("a list of JSON objects", b'[{"MatterId": 1}]', None, "", sniff.JSON),
    ("a line in brackets is no JSON", b"[1] Letter of the commissioner", None, "", sniff.PLAIN),
    ("CSV by its declared type", b"year,requests\n2024,15\n", "text/csv", "", sniff.CSV),
    (
        "CSV by its name, served as HTML",
        b"year,requests\n2024,15\n",
        "text/html",
        "https://x.example/a.CSV?b=1",
        sniff.CSV,
    ),
    ("text", b"The department received 15.\f\nPage 2", "text/plain", "", sniff.PLAIN),
    ("binary nobody knows", bytes(range(256)), "text/plain", "", sniff.BINARY),
    ("nothing", b"", "text/html", "", sniff.EMPTY),
    ("an address that no parser takes", b"words", None, "http://[::1/", sniff.PLAIN),
]


@pytest.mark.parametrize(
    ("body", "declared", "url", "expected"), [case[1:] for case in CASES], ids=[c[0] for c in CASES]
)
def test_it_believes_the_first_bytes(body: bytes, declared: str | None, url: str, expected: str) -> None:
    assert media_type(body, declared, url) == expected
