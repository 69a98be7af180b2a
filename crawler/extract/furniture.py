"""Takes out of a page what is not the document: readers' comments, lists of other stories, hidden parts.

Readers' numbers must not become figures. Extraction drops the usual comment sections; the ones that
sites build themselves are told here by class, by id, or by their heading ("14 Comments").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from functools import lru_cache
from typing import Any, Final

from lxml.etree import XPath

Element = Any  # lxml has no types of its own

_UNSEEN: Final = frozenset(
    {"template", "noscript", "dialog", "svg", "script", "style", "iframe", "object", "canvas"}
)
_HEADINGS: Final = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "legend", "summary", "p", "div", "span", "strong", "b"}
)
_INLINE: Final = frozenset({"span", "strong", "b"})
#: the elements that may be named as furniture or hidden, found by C
_MARKED: Final = XPath("descendant-or-self::*[@class or @id or @hidden or @style]")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
#: what WordPress writes of a story's own categories
_ABOUT_STORY = re.compile(r"(?:^|\s)(?:category|tag|topic|section|post|type|status|format|has)-\S+")
_COMMENTS_NAME = re.compile(
    r"(?:^|[\s_-])(?:comments?|commentlist|comment-?list|comments?-?(?:area|section|wrap(?:per)?|container|thread|body|"
    r"form|template|respond|content|feed|app|embed)|disqus[\w-]*|dsq[\w-]*|livefyre[\w-]*|viafoura[\w-]*|vf-\w+|"
    r"coral[\w-]*|spotim[\w-]*|spot-im[\w-]*|openweb[\w-]*|hyvor[\w-]*|fb-comments|respond|"
    r"(?:reader|user)-?(?:comments|responses)|conversations?|discussion-?(?:thread|board))(?=$|[\s_-])",
    re.IGNORECASE,
)
_STORIES_NAME = re.compile(
    r"(?:^|[\s_-])(?:related(?:-?(?:articles?|stor(?:y|ies)|posts?|content|links?|news|items?|topics?|coverage|box))?|"
    r"(?:inline|article|story|post)-related|recommended(?:-?\w+)?|recirc\w*|"
    r"more-?(?:stories|news|articles|from|on|like)|read-?(?:next|more-\w+)|also-?read|you-?may-?like|"
    r"most-?(?:read|popular|viewed|recent)|trending|top-?stories|outbrain\w*|taboola\w*|"
    r"newsletter(?:-?\w+)?|signup-\w+|promo-?box)(?=$|[\s_-])",
    re.IGNORECASE,
)
_COMMENTS_HEADING = re.compile(
    r"(?:(?:\d[\d,.]*|no|one|all|view|show|see|read)\s+(?:the\s+|all\s+|\d[\d,.]*\s+)?)?(?:reader'?s?\s+|user\s+)?"
    r"(?:comments?|replies|responses|thoughts on .{1,200})(?:\s*\(\s*\d[\d,.]*\s*\)|\s*:|\s+\d[\d,]*)?"
    r"|(?:leave|post|add|write) (?:a |your )?(?:comment|reply)"
    r"|join (?:the|in the) (?:conversation|discussion)|what do you think\??|have your say",
    re.IGNORECASE,
)
_OTHERS_HEADING = re.compile(
    r"(?:related(?: (?:articles?|stor(?:y|ies)|posts?|content|links?|news|coverage|topics?))?|"
    r"more (?:stories|news|from|on|like|in) ?.{0,40}|read (?:next|more|also)|see also|"
    r"you (?:may|might) (?:also )?like|recommended(?: for you| stories)?|most (?:read|popular|viewed)|"
    r"trending(?: now)?|top stories|latest (?:news|stories|headlines)|up next|don'?t miss)\s*:?",
    re.IGNORECASE,
)
_LEAD_IN = re.compile(
    r"(?:related|read more|read next|read also|also read|see also|more|recommended|don'?t miss|watch)"
    r"(?: (?:articles?|stor(?:y|ies)|coverage|news|from [\w ]{1,30}))?\s*[:|»>-]",
    re.IGNORECASE,
)

#: one of these stands in whatever the heading patterns accept
_CUE = re.compile(
    "comment|repl|respon|thought|join|do you think|your say|related|more|read |also|like|recommend|most |"
    "trending|top stor|latest|up next|miss|watch"
)

_TRUNK: Final = frozenset({"html", "body", "main"})
_HEADING: Final = 240  #: characters of a heading at most
_STORY: Final = 80  #: characters that make a paragraph a piece of a story
_PARAGRAPHS: Final = ("p", "li", "td", "blockquote")
_BEFORE_COMMENTS: Final = (
    2  #: such paragraphs that stand above a heading over comments: a byline's counter has none
)
_LINKS: Final = 0.6  #: share of a box's text inside links that makes it a list of other stories


def strip_furniture(root: Element) -> None:
    """Takes the furniture out of the tree. Never takes the part that holds the story's heading or body."""
    for element in list(root.iter(*_UNSEEN)):
        drop(element)
    story = _story_length(root)
    for element in _MARKED(root):
        if element.tag in _TRUNK or element.getparent() is None:
            continue
        if (_is_hidden(element) or _is_named_so(element, story)) and _is_in(element, root):
            drop(element)
    cues: list[Element] = []
    for element in root.iter():
        if _has_cue(element.text):
            cues.append(element)
        if _has_cue(element.tail):
            cues.append(element.getparent())
    headings = [heading for cue in cues for heading in _headings_of(cue)]
    for heading, text in headings:
        if _is_in(heading, root):
            _strip_comments(root, heading, text)
    for heading, text in headings:
        if _is_in(heading, root):
            _strip_other_stories(heading, text)


def drop(element: Element) -> None:
    """Takes an element out and leaves the text behind it."""
    if element.getparent() is not None:
        element.drop_tree()


def _has_cue(text: str | None) -> bool:
    """Whether a short text stands here that may head comments or other stories."""
    if not text or len(text) > _HEADING or text.isspace():
        return False
    return _CUE.search(text.lower()) is not None


def _headings_of(cue: Element) -> Iterator[tuple[Element, str]]:
    """The blocks that a cue may be the short text of: its own, and the one around a word set in bold."""
    block = cue
    while block is not None and block.tag not in _HEADINGS:
        block = block.getparent()
    for candidate in (block, block.getparent() if block is not None and block.tag in _INLINE else None):
        if candidate is None or candidate.tag not in _HEADINGS or len(candidate) > 5:
            continue
        text = text_in(candidate)
        if 0 < len(text) <= _HEADING:
            yield candidate, text


def _is_in(element: Element, root: Element) -> bool:
    return any(above is root for above in element.iterancestors())


def _is_hidden(element: Element) -> bool:
    hidden = element.get("hidden")
    if hidden is not None and hidden != "until-found":
        return True
    style = element.get("style")
    return bool(style) and _HIDDEN_STYLE.search(style[:2000]) is not None


def _is_named_so(element: Element, story: int) -> bool:
    """A part named as comments or other stories; a wrapper named after what it also holds is not."""
    meant = _meaning(element)
    if meant is _Meaning.NOTHING or _holds_story(element):
        return False
    return meant is _Meaning.COMMENTS or 2 * _story_length(element) <= story


class _Meaning(Enum):
    NOTHING = auto()
    COMMENTS = auto()
    STORIES = auto()


def _meaning(element: Element) -> _Meaning:
    called, known = element.get("class"), element.get("id")
    if called is None and known is None:
        return _Meaning.NOTHING
    return _meaning_of(f"{(called or '')[:500]} {(known or '')[:100]}")


@lru_cache(maxsize=2048)  # a page uses the same few names for hundreds of elements
def _meaning_of(name: str) -> _Meaning:
    name = _ABOUT_STORY.sub(" ", name)
    if _COMMENTS_NAME.search(name):
        return _Meaning.COMMENTS
    return _Meaning.STORIES if _STORIES_NAME.search(name) else _Meaning.NOTHING


def _story_length(element: Element) -> int:
    lengths = (len("".join(paragraph.itertext())) for paragraph in element.iter("p"))
    return sum(length for length in lengths if length >= _STORY)


def _holds_story(element: Element) -> bool:
    if element.get("itemprop") == "articleBody":
        return True
    for inner in element.iter("h1", "main", "article"):
        if inner.tag != "article" or (inner is not element and _meaning(inner) is _Meaning.NOTHING):
            return True
    return bool(element.xpath("boolean(.//*[@itemprop='articleBody'])"))


def text_in(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _strip_comments(root: Element, heading: Element, text: str) -> None:
    """From a heading like "14 Comments", below the story, to the end of the part that it heads."""
    if not _COMMENTS_HEADING.fullmatch(text) or _is_link(heading):
        return
    if _inside(heading, "a", "button", "label", "nav", "p"):
        return  # a counter
    if _story_paragraphs_before(root, heading) >= _BEFORE_COMMENTS:
        _drop_from(heading, text)


def _inside(element: Element, *tags: str) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def _is_link(element: Element) -> bool:
    links = element.find(".//a")
    return links is not None and element.tag not in ("h2", "h3", "h4")


def _story_paragraphs_before(root: Element, heading: Element) -> int:
    count = 0
    for element in root.iter(*_PARAGRAPHS, heading.tag):
        if element is heading:
            break
        if element.tag in _PARAGRAPHS and len(text_in(element)) >= _STORY:
            count += 1
    return count


def _drop_from(heading: Element, text: str) -> None:
    """Climbs out of wrappers that hold nothing but the heading, then drops it and all that follows there."""
    top = heading
    while (parent := top.getparent()) is not None and parent.tag not in ("body", "main", "html"):
        if text_in(parent) != text:
            break
        top = parent
    if top.getparent() is None:
        return
    for follower in [top, *top.itersiblings()]:
        if isinstance(follower.tag, str) and not _holds_story(follower):
            drop(follower)


def _strip_other_stories(heading: Element, text: str) -> None:
    """A paragraph "Related: …" that is a link, or a heading with a list of links below it."""
    if heading.tag == "h1":
        return
    if _LEAD_IN.match(text) and _link_share(heading) >= _LINKS * 0.8 and not _inside(heading, "h1"):
        drop(heading)
    elif _OTHERS_HEADING.fullmatch(text):
        box = _box_below(heading, text)
        if box is not None and _link_share(box) >= _LINKS and not _holds_story(box):
            drop(box)
            drop(heading)


def _box_below(heading: Element, text: str) -> Element | None:
    top = heading
    while (parent := top.getparent()) is not None and text_in(parent) == text and parent.tag != "body":
        top = parent
    below = top.getnext()
    return (
        below if below is not None and below.tag in ("ul", "ol", "div", "section", "nav", "aside") else None
    )


def _link_share(element: Element) -> float:
    whole = len(text_in(element))
    return sum(len(text_in(link)) for link in element.iter("a")) / whole if whole else 1.0
