"""A page's main part, cheaply: enough to say that nothing changed, never what the text is."""

from __future__ import annotations

import re
from typing import Final

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from crawler.extract import tidy

_ENOUGH: Final = 250  #: characters; a shorter main part has probably missed the story

#: lists of other stories: their headlines change at every visit and may hold watch words
_FURNITURE: Final = [
    "nav", "aside", "footer", "select", "h2 > a", "h3 > a", "h4 > a", "h5 > a", "h6 > a",
    "[class*=related]", "[class*=most-read]", "[class*=trending]", "[class*=recommend]", "[id*=related]",
    "[id*=comments]", "[class*=comments]",
]  # fmt: skip
#: every run is bounded: a page of `1,1,1,…` must not take for ever
_VOLATILE = re.compile(
    r"\b\d{1,4}\s{1,3}(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?) ago\b"
    r"|\b\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?(?: (?:[ECMP][SD]T|UTC|GMT)\b)?"
    r"|\b\d[\d,.]{0,9}[km]?\s{1,3}(?:views?|shares?|likes?|comments?|retweets?|reactions?)\b"
    r"|\b(?=\w{0,80}\d)(?=\w{0,80}[a-z])\w{20,}\b",
    re.IGNORECASE,
)
_TAG = re.compile(
    r"<(/?)(div|span|b|i|u|em|strong|font|center|section|article|table|ul|ol|blockquote|a|main)\b", re.I
)
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


def main_part(html: str) -> tuple[str, list[str]]:
    """The main text, and the lines of the whole page without lists of other stories; both folded.

    A page whose main part is very short gives its whole text twice rather than too little; one that is
    nested beyond reason gives itself.
    """
    if nesting(html) > _DEEPEST:
        return html, []
    tree = HTMLTree.parse(html)
    main = _folded(extract_plain_text(tree, main_content=True, preserve_formatting=True, alt_texts=False))
    page = extract_plain_text(
        tree, main_content=False, preserve_formatting=True, alt_texts=False, skip_elements=_FURNITURE
    )
    lines = _folded(page or extract_plain_text(tree, preserve_formatting=True, alt_texts=False)).split("\n")
    return (main if len(main) >= _ENOUGH else "\n".join(lines)), lines


def _folded(text: str) -> str:
    stable = _VOLATILE.sub("", tidy.characters(text))
    lines = (" ".join(line.split()) for line in stable.splitlines())
    return "\n".join(line for line in lines if line)
