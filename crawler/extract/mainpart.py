"""A page's main part, cheaply: enough to say that nothing changed, never what the text is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from crawler.extract import tidy

_ENOUGH: Final = 250  #: characters; a shorter main part has probably missed the story

#: lists of other stories: their headlines change at every visit and may hold watch words
_FRAME: Final = ["nav", "aside", "footer", "select", "h2 > a", "h3 > a", "h4 > a", "h5 > a", "h6 > a"]
_FURNITURE: Final = _FRAME + [
    f"{tag}[{attribute}*={name}]"
    for tag in ("div", "section", "ul", "ol")
    for attribute, name in (
        *(("class", name) for name in ("related", "most-read", "trending", "recommend", "comments")),
        *(("id", name) for name in ("related", "comments")),
    )
]

#: what changes although nothing did, each behind a piece of text that a fast search finds. Every run is
#: bounded: a page of `1,1,1,…` must not take for ever
_VOLATILE: Final = (
    ("ago", r"\d{1,4}\s{1,3}(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?) ago\b"),
    (":", r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[aApP]\.?[mM]\b\.?)?(?: (?:[ECMP][SD]T|UTC|GMT)\b)?"),
    ("view", r"\d[\d,.]{0,9}[kKmM]?\s{1,3}[vV]iews?\b"),
    ("hare", r"\d[\d,.]{0,9}[kKmM]?\s{1,3}[sS]hares?\b"),
    ("ike", r"\d[\d,.]{0,9}[kKmM]?\s{1,3}[lL]ikes?\b"),
    ("omment", r"\d[\d,.]{0,9}[kKmM]?\s{1,3}[cC]omments?\b"),
)
_PATTERNS: Final = tuple((piece, re.compile(pattern)) for piece, pattern in _VOLATILE)
_LONG_WORD = re.compile(r"[A-Za-z0-9_]{20,}")
_TAG = re.compile(
    r"<(/?)(div|span|b|i|u|em|strong|font|center|section|article|table|ul|ol|blockquote|a|main)\b", re.I
)
_MANY_TAGS: Final = 4000  #: fewer cannot be nested so deep that it takes long
_DEEPEST: Final = 400  #: open elements; real pages have under 60, and the search for a main part is quadratic


def nesting(html: str) -> int:
    """How many elements are open at once, at most, as tags are written: an estimate from above."""
    depth = deepest = 0
    for closing, _ in _TAG.findall(html):
        depth += -1 if closing else 1
        if depth > deepest:
            deepest = depth
        elif depth < 0:
            depth = 0
    return deepest


@dataclass(frozen=True, slots=True)
class MainPart:
    text: str  #: one line a paragraph
    lines: list[str]  #: of the whole page without lists of other stories


def main_part(html: str) -> MainPart:
    """A page whose main part is very short gives its whole text rather than too little; one that is nested
    beyond reason gives itself.
    """
    if html.count("<") > _MANY_TAGS and nesting(html) > _DEEPEST:
        return MainPart(html, [])
    tree = HTMLTree.parse(html)
    main = _lines(extract_plain_text(tree, main_content=True, preserve_formatting=True, alt_texts=False))
    lines = _page_lines(tree, _FURNITURE) or _page_lines(tree, _FRAME)
    return MainPart("\n".join(main if sum(map(len, main)) >= _ENOUGH else lines), lines)


def _page_lines(tree: HTMLTree, without: list[str]) -> list[str]:
    return _lines(
        extract_plain_text(
            tree, main_content=False, preserve_formatting=True, alt_texts=False, skip_elements=without
        )
    )


def _lines(text: str) -> list[str]:
    lines = (" ".join(line.split()) for line in tidy.characters(text).splitlines())
    return [line for line in lines if line]


def settled(text: str) -> str:
    """Without clocks, counters and tokens."""
    for piece, pattern in _PATTERNS:
        if piece in text:
            text = pattern.sub("", text)
    return _LONG_WORD.sub(_unless_word, text)


def _unless_word(found: re.Match[str]) -> str:
    return "" if any(character.isdigit() for character in found[0]) else found[0]
