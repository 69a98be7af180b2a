"""The text of a web page: the story or report, its tables, nothing that readers wrote under it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import lxml.html
from lxml.etree import ElementDefaultClassLookup, ParserError
from trafilatura import __version__ as _trafilatura_version
from trafilatura import bare_extraction

from crawler import gates
from crawler.extract.charset import decode
from crawler.extract.furniture import strip_furniture, text_in
from crawler.extract.pagefacts import PageFacts, page_facts, says_closed
from crawler.extract.rendering import render
from crawler.extract.values import Extracted, ExtractJob

Element = Any  # lxml has no types of its own

_ENOUGH: Final = 0.8  #: of the last text's length: a shorter fast text is made again in full
_SUSPICIOUS: Final = 0.5  #: of what stands in the page's paragraphs
_CLEARLY_MORE: Final = 1.1  #: a full text must be that much longer to be taken instead
_COMMENTS_LINE = re.compile(r"\d[\d,]* (?:comments?|replies|responses)|comments? \(\d[\d,]*\)", re.IGNORECASE)
_STORY: Final = 80  #: characters that make a paragraph a piece of a story
#: what stands around a page's own text
_FRAME: Final = frozenset({"nav", "footer", "aside"})
_TABLE_PAGE: Final = 2000  #: rows: such a page is its table, and trafilatura needs many seconds for it
_LONGEST_LINE: Final = 3000  #: characters
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,7})|([0-9]{1,8}))(?![0-9a-fA-F]);?")
_NOT_WORD = re.compile(r"[\W_]+")
_NUMBER = re.compile(r"\d")

#: lxml.html chooses a class for each element in Python; one class for all halves the time of walking a tree
_ONE_CLASS: Final = ElementDefaultClassLookup(element=lxml.html.HtmlElement)
_FAST: Final = f"trafilatura/{_trafilatura_version}-fast"
_FULL: Final = f"trafilatura/{_trafilatura_version}-full"
_PAGE: Final = "page/1"


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    extractor: str


def extract_html(job: ExtractJob) -> Extracted:
    """Fast first; in full where that is short; the whole page where a kept one would lose its figures."""
    html = _parseable(decode(job.body, job.charset))
    marks = gates.marks(html, job.words) if job.words else None
    gate_hash = marks.gate_hash if marks else None
    if gate_hash is not None and gate_hash == job.unless_gate:
        return Extracted(text="", extractor=gates.GATE_ALGO, unchanged=True, gate_hash=gate_hash)
    root = _parsed(html)
    if root is None:
        return Extracted(text="", extractor=_FAST, note="nothing to read in the page", gate_hash=gate_hash)
    facts = page_facts(root, job.url, job.zone) if job.want_metadata else PageFacts()
    _turn_overrides(root)
    strip_furniture(root)
    made = _text(root, job, marks.lines if marks else ())
    closed = says_closed(html, made.text)
    return Extracted(
        text=made.text,
        extractor=made.extractor,
        title=facts.title,
        published_on=facts.published_on,
        published_how=facts.published_how,
        cut_short=closed,
        canonical=facts.canonical,
        hints=facts.hints,
        note="" if made.text and not closed else "closed article" if closed else _emptiness(html),
        language=facts.language,
        gate_hash=gate_hash,
    )


def _parseable(html: str) -> str:
    """Without the controls that no tree takes, as characters or by reference; `&#146;` is meant as
    windows-1252 has it, as browsers read it.
    """
    html = _CONTROLS.sub("", html.replace("\f", " "))  # to HTML a form feed is a blank; no tree takes it
    return _REFERENCE.sub(_meant, html) if "&#" in html else html


def _meant(reference: re.Match[str]) -> str:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    if 0x80 <= code < 0xA0:
        return bytes([code]).decode("cp1252", "ignore")
    if code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return "\ufffd"
    return "" if code == 0x0C or _CONTROLS.match(chr(code)) else reference[0]


def _parsed(html: str) -> Element | None:
    parser = lxml.html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False
    )
    parser.set_element_class_lookup(_ONE_CLASS)
    try:
        return lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (ParserError, ValueError):
        return None


def _turn_overrides(root: Element) -> None:
    """`<bdo dir=rtl>51</bdo>` shows 15: the marks that `tidy` turns round."""
    for element in root.iter("bdo"):
        if (element.get("dir") or "").lower() == "rtl" and element.text:
            element.text = f"\u202e{element.text}\u202c"


def _text(root: Element, job: ExtractJob, told: Sequence[str]) -> _Text:
    """`told`: the page's lines with a watch word."""
    rows = root.findall(".//tr")
    if len(rows) > _TABLE_PAGE:
        return _Text(render(_body(root), skip=_FRAME), _PAGE)
    wanted = _Wanted(told, map(text_in, rows) if job.keep_all else ())
    made = _Text("", _FAST) if job.full else _Text(_trafilatura(root, fast=True), _FAST)
    lost = wanted.lost_from(made.text)
    if job.full or lost or _is_short(root, made.text, job.previous_length):
        full = _Text(_trafilatura(root, fast=False), _FULL)
        lost_too = wanted.lost_from(full.text)
        if (
            job.full
            or lost_too < lost
            or (lost_too == lost and len(full.text) > _CLEARLY_MORE * len(made.text))
        ):
            made, lost = full, lost_too
    if not made.text or (job.keep_all and lost):
        page = _without_trailing_comments(render(_body(root), skip=_FRAME))
        if wanted.lost_from(page) < lost or not made.text:
            return _Text(page, _PAGE)
    return made


def _trafilatura(root: Element, *, fast: bool) -> str:
    found = bare_extraction(
        root,
        fast=fast,
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        output_format="txt",
    )
    body = getattr(found, "body", None)
    return "" if body is None else _without_trailing_comments(render(body))


def _is_short(root: Element, text: str, previous_length: int) -> bool:
    if len(text) < _ENOUGH * previous_length:
        return True
    standing = sum(len("".join(paragraph.itertext())) for paragraph in root.iter("p"))
    return len(text) < _SUSPICIOUS * standing


def _without_trailing_comments(text: str) -> str:
    """A last look for "14 Comments" below a story, where the page's own marks told nothing."""
    paragraphs = text.split("\n\n")
    story = 0
    for number, paragraph in enumerate(paragraphs):
        if story >= 3 and _COMMENTS_LINE.fullmatch(paragraph.strip()):
            return "\n\n".join(paragraphs[:number])
        story += len(paragraph) >= _STORY
    return text


class _Wanted:
    """The page's lines that may hold a figure: with number and watch word, and a kept page's table rows."""

    def __init__(self, told: Iterable[str], rows: Iterable[str]) -> None:
        self._told = [_folded(line) for line in told if _may_hold_figure(line)]
        self._rows = [_folded(row) for row in rows if _may_hold_figure(row)]

    def lost_from(self, text: str) -> int:
        """How many of them are not in the text; a row must be a line of its own."""
        if not self._told and not self._rows:
            return 0
        whole = _folded(text)
        lines = {_folded(line) for line in text.split("\n")} if self._rows else set()
        return sum(line not in whole for line in self._told) + sum(row not in lines for row in self._rows)


def _may_hold_figure(line: str) -> bool:
    return len(line) < _LONGEST_LINE and _NUMBER.search(line) is not None


def _body(root: Element) -> Element:
    body = root.find("body")
    return root if body is None else body


def _folded(text: str) -> str:
    """Letters and digits only: bullets, blanks and cell marks differ between two ways of reading a page."""
    return _NOT_WORD.sub("", text)


def _emptiness(html: str) -> str:
    if re.search(r"<frameset", html, re.IGNORECASE):
        return "no text: a frameset"
    if re.search(r"<script", html, re.IGNORECASE):
        return "no text without running scripts"
    return "no text"
