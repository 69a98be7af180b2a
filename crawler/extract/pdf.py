"""The text of a PDF, page by page, and which of its pages have none.

Pages are parted by a form feed, so that a place in the text gives the page. Lines of a paragraph are
joined again (see `layout`). A page that is a picture gives no text, or only the stamp of a court or
scanner: the note names it, and the text counts as cut short.
"""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2
import pypdfium2.raw as pdfium

from crawler.extract import tidy
from crawler.extract.layout import Glyph, page_text
from crawler.extract.values import CannotExtract, Extracted, ExtractJob

MAX_PAGES: Final = 1500  #: council packets have hundreds
MAX_CHARACTERS: Final = 10_000_000
MAX_LAID_OUT: Final = 20_000  #: characters of a page whose places are looked at; more is a table dump

_EXTRACTOR: Final = f"pypdfium2/{pypdfium2.PYPDFIUM_INFO}"
_STAMP: Final = 100  #: letters; court stamps have about 53 a page
_COVERS: Final = 0.5  #: of the page: an image that is the page
_GIBBERISH_FROM: Final = 300  #: letters, from which some common word must stand among them
_COMMON = re.compile(r"\b(?:the|and|of|to|in|for|is|on|by|de|la|el|que|los)\b", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_NAMED_PAGES: Final = 12  #: of the pages without text


@dataclass(frozen=True, slots=True)
class _Page:
    text: str
    fault: str  #: '' or what is wrong with its text


def extract_pdf(job: ExtractJob) -> Extracted:
    """Text with pages. Raises CannotExtract for what is locked by a password or beyond repair."""
    document = _open(job.body)
    try:
        count = len(document)
        if count == 0:
            raise CannotExtract("damaged PDF: no page can be read")
        pages = _pages(document, min(count, MAX_PAGES))
        title = _title(document, pages) if job.want_metadata else ""
    finally:
        document.close()
    notes = _notes(pages, count)
    text = "\f".join(page.text for page in pages)
    return Extracted(
        text=text if text.strip("\f") else "",
        extractor=_EXTRACTOR,
        title=title,
        page_count=count,
        cut_short=bool(notes),
        note="; ".join(notes),
    )


def _open(body: bytes) -> Any:
    try:
        return pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise CannotExtract("encrypted PDF: it opens only with a password") from error
        raise CannotExtract(f"damaged PDF: {tidy.one_line(str(error), 100)}") from error


def _pages(document: Any, count: int) -> list[_Page]:
    pages: list[_Page] = []
    size = 0
    for index in range(count):
        if size > MAX_CHARACTERS:
            break
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            pages.append(_Page("", "unreadable"))
            continue
        try:
            pages.append(_page(page))
        finally:
            page.close()
        size += len(pages[-1].text)
    return pages


def _page(page: Any) -> _Page:
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        raw = text_page.get_text_range() if count > MAX_LAID_OUT else None
        laid = page_text(_glyphs(text_page, count)) if raw is None else raw
    finally:
        text_page.close()
    text = tidy.text_of(laid).replace("\f", "\n\n").strip()
    letters = len(_LETTER.findall(text))
    if letters < _STAMP and _is_picture(page):
        return _Page(text, "without a text layer")
    if letters >= _GIBBERISH_FROM and not _COMMON.search(text) and "\t" not in text:
        return _Page(text, "with a text layer that is no language")
    return _Page(text, "")


def _glyphs(text_page: Any, count: int) -> list[Glyph]:
    """Each character of the page with its box, in the order of the page's own drawing."""
    glyphs: list[Glyph] = []
    rect = pdfium.FS_RECTF()
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if 0xD800 <= code < 0xE000 or code > 0x10FFFF:
            code = 0xFFFD
        found = pdfium.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(rect))
        box = (rect.left, rect.bottom, rect.right, rect.top) if found else (0.0, 0.0, 0.0, 0.0)
        glyphs.append(Glyph(chr(code), *box))
    return glyphs


def _is_picture(page: Any) -> bool:
    """An image covers the page, as scanners make it."""
    width, height = page.get_size()
    covered = 0.0
    for image in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = image.get_bounds()
        covered += max(right - left, 0) * max(top - bottom, 0)
    return bool(covered >= _COVERS * width * height > 0)


def _title(document: Any, pages: list[_Page]) -> str:
    """The document's own title, unless it is a file's name; else the first line of its text."""
    said = tidy.one_line(str(document.get_metadata_value("Title") or ""))
    if len(said) > 3 and not re.search(r"\.\w{3,4}$|^(?:microsoft word|untitled)", said, re.IGNORECASE):
        return said
    first = next((page.text for page in pages if page.text), "")
    return tidy.one_line(first.partition("\n")[0], 200)


def _notes(pages: list[_Page], count: int) -> list[str]:
    notes: list[str] = []
    for fault in sorted({page.fault for page in pages if page.fault}):
        numbers = [number for number, page in enumerate(pages, 1) if page.fault == fault]
        named = ", ".join(map(str, numbers[:_NAMED_PAGES])) + (
            " and more" if len(numbers) > _NAMED_PAGES else ""
        )
        notes.append(f"{len(numbers)} of {count} pages {fault}: {named}")
    if len(pages) < count:
        notes.append(f"only the first {len(pages)} of {count} pages")
    if not notes and not any(page.text for page in pages):
        notes.append("no text on any page")
    return notes
