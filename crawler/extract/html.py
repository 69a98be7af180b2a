"""The text of a web page: the story or report, its tables, nothing that readers wrote under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import lxml.html
from lxml.etree import ParserError
from trafilatura import __version__ as _trafilatura_version
from trafilatura import bare_extraction

from crawler import gates
from crawler.extract.charset import decode
from crawler.extract.furniture import strip_furniture, text_in
from crawler.extract.pagefacts import PageFacts, page_facts, says_closed
from crawler.extract.rendering import blocks, render
from crawler.extract.values import Extracted, ExtractJob

Element = Any  # lxml has no types of its own

_ENOUGH: Final = 0.8  #: of the last text's length: a shorter fast text is made again in full
_SUSPICIOUS: Final = 0.5  #: of what stands in the page's paragraphs
_CLEARLY_MORE: Final = 1.1  #: a full text must be that much longer to be taken instead
_COMMENTS_LINE = re.compile(r"\d[\d,]* (?:comments?|replies|responses)|comments? \(\d[\d,]*\)", re.IGNORECASE)
_STORY: Final = 80  #: characters that make a paragraph a piece of a story
_NUMBER = re.compile(r"\d")

_FAST: Final = f"trafilatura/{_trafilatura_version}-fast"
_FULL: Final = f"trafilatura/{_trafilatura_version}-full"
_PAGE: Final = "page/1"


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    extractor: str


def extract_html(job: ExtractJob) -> Extracted:
    """Fast first; in full where that is short; the whole page where a kept one would lose its figures."""
    html = decode(job.body, job.charset)
    root = _parsed(html)
    if root is None:
        return Extracted(text="", extractor=_FAST, note="nothing to read in the page")
    facts = page_facts(root, job.url, job.zone) if job.want_metadata else PageFacts()
    _turn_overrides(root)
    strip_furniture(root)
    made = _text(root, job)
    closed = says_closed(html, made.text)
    return Extracted(
        text=made.text,
        extractor=made.extractor,
        title=facts.title,
        published_on=facts.published_on,
        published_how=facts.published_how,
        cut_short=closed,
        canonical=facts.canonical,
        note="" if made.text and not closed else "closed article" if closed else _emptiness(html),
        language=facts.language,
        gate_hash=gates.gate_hash(job.body, job.words, job.charset) if job.words else None,
    )


def _parsed(html: str) -> Element | None:
    parser = lxml.html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False
    )
    try:
        return lxml.html.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (ParserError, ValueError):
        return None


def _turn_overrides(root: Element) -> None:
    """`<bdo dir=rtl>51</bdo>` shows 15: the marks that `tidy` turns round."""
    for element in root.iter("bdo"):
        if (element.get("dir") or "").lower() == "rtl" and element.text:
            element.text = f"\u202e{element.text}\u202c"


def _text(root: Element, job: ExtractJob) -> _Text:
    made = _Text("", _FAST) if job.full else _Text(_trafilatura(root, fast=True), _FAST)
    if job.full or _is_short(root, made.text, job.previous_length):
        full = _Text(_trafilatura(root, fast=False), _FULL)
        if job.full or len(full.text) > _CLEARLY_MORE * len(made.text):
            made = full
    if (not made.text and root.find("body") is not None) or (
        job.keep_all and _loses_figures(root, made.text, job)
    ):
        page = _whole_page(root)
        if len(page) > len(made.text):
            return _Text(page, _PAGE)
    return made


def _trafilatura(root: Element, *, fast: bool) -> str:
    found = bare_extraction(root, fast=fast, include_comments=False, include_tables=True)
    body = getattr(found, "body", None)
    return "" if body is None else _without_trailing_comments(render(body))


def _is_short(root: Element, text: str, previous_length: int) -> bool:
    if len(text) < _ENOUGH * previous_length:
        return True
    standing = sum(len(text_in(paragraph)) for paragraph in root.iter("p") if paragraph.find(".//a") is None)
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


def _loses_figures(root: Element, text: str, job: ExtractJob) -> bool:
    """A line of the page with a watch word, or a table row, that holds a number and is not in the text."""
    have = _folded(text)
    for block in blocks(_without_frame(root)):
        for line in block.split("\n"):
            wanted = "\t" in line or gates.has_watch_word(line.encode("utf-8", "replace"), job.words)
            if wanted and _NUMBER.search(line) and _folded(line) not in have:
                return True
    return False


def _whole_page(root: Element) -> str:
    return render(_without_frame(root))


_FRAME: Final[Sequence[str]] = ("nav", "footer", "aside", "form")


def _without_frame(root: Element) -> Element:
    """The page's body without navigation and the like; the tree itself loses them."""
    body = root.find("body")
    if body is None:
        return root
    for element in list(body.iter(*_FRAME)):
        holds = (
            element.tag == "form" and len(text_in(element)) > 2000
        )  # whole pages stand in a form on old systems
        if not holds and element.getparent() is not None:
            element.drop_tree()
    return body


def _folded(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _emptiness(html: str) -> str:
    if re.search(r"<frameset", html, re.IGNORECASE):
        return "no text: a frameset"
    if re.search(r"<script", html, re.IGNORECASE):
        return "no text without running scripts"
    return "no text"
