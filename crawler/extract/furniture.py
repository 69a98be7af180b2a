"""Takes out of a page what is not the document: readers' comments, lists of other stories, hidden parts.

Readers' numbers must not become figures. Extraction drops the usual comment sections; the ones that
sites build themselves are told here by class, by id, or by their heading ("14 Comments").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

Element = Any  # lxml has no types of its own

_UNSEEN: Final = frozenset(
    {"template", "noscript", "dialog", "svg", "script", "style", "iframe", "object", "canvas"}
)
_HEADINGS: Final = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "legend", "summary", "p", "div", "span", "strong", "b"}
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NAMED_SO = re.compile(
    r"(?:^|[\s_-])(?:"
    # readers' comments, by hand and by service
    r"comments?|commentlist|comment-?list|comments?-?(?:area|section|wrap(?:per)?|container|thread|body|form|template|"
    r"respond|content|feed|app|embed)|disqus[\w-]*|dsq[\w-]*|livefyre[\w-]*|viafoura[\w-]*|vf-\w+|coral[\w-]*|"
    r"spotim[\w-]*|spot-im[\w-]*|openweb[\w-]*|hyvor[\w-]*|fb-comments|respond|"
    r"(?:reader|user)-?(?:comments|responses)|conversations?|discussion-?(?:thread|board)|"
    # other stories
    r"related(?:-?(?:articles?|stor(?:y|ies)|posts?|content|links?|news|items?|topics?|coverage|box))?|"
    r"(?:inline|article|story|post)-related|recommended(?:-?\w+)?|recirc\w*|"
    r"more-?(?:stories|news|articles|from|on|like)|read-?(?:next|more-\w+)|also-?read|you-?may-?like|"
    r"most-?(?:read|popular|viewed|recent)|trending|top-?stories|outbrain\w*|taboola\w*|"
    r"newsletter(?:-?\w+)?|signup-\w+|promo-?box"
    r")(?=$|[\s_-])",
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

_STORY: Final = 80  #: characters that make a paragraph a piece of a story
_BEFORE_COMMENTS: Final = (
    2  #: such paragraphs that stand above a heading over comments: a byline's counter has none
)
_LINKS: Final = 0.6  #: share of a box's text inside links that makes it a list of other stories


def strip_furniture(root: Element) -> None:
    """Takes the furniture out of the tree. Never takes the part that holds the story's heading or body."""
    for element in [found for found in root.iter() if isinstance(found.tag, str)]:
        if _goes(element) and element.getparent() is not None and element.tag not in ("html", "body", "main"):
            element.drop_tree()
    _strip_comments_by_heading(root)
    _strip_other_stories(root)


def _goes(element: Element) -> bool:
    if element.tag in _UNSEEN:
        return True
    attributes = element.attrib
    if not attributes:
        return False
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    style = attributes.get("style")
    if style and _HIDDEN_STYLE.search(style[:2000]):
        return True
    name = _name(element)
    return len(name) > 1 and _NAMED_SO.search(name) is not None and not _holds_story(element)


def _name(element: Element) -> str:
    return f"{element.get('class', '')[:500]} {element.get('id', '')[:100]}"


def _holds_story(element: Element) -> bool:
    """A wrapper that is named after the comments it also holds is not a comment section."""
    if element.get("itemprop") == "articleBody":
        return True
    for inner in element.iter("h1", "main", "article"):
        if inner.tag != "article":
            return True
        if inner is not element and not _NAMED_SO.search(
            f"{inner.get('class', '')[:500]} {inner.get('id', '')[:100]}"
        ):
            return True
    return bool(element.xpath("boolean(.//*[@itemprop='articleBody'])"))


def text_in(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _short_blocks(root: Element) -> Iterator[tuple[Element, str]]:
    for element in list(root.iter(*_HEADINGS)):
        if len(element) > 5:
            continue
        text = text_in(element)
        if 0 < len(text) <= 240:
            yield element, text


def _strip_comments_by_heading(root: Element) -> None:
    """From a heading like "14 Comments", below the story, to the end of the part that it heads."""
    for element, text in _short_blocks(root):
        if element.getroottree().getroot() is not root.getroottree().getroot():
            continue
        if (
            not _COMMENTS_HEADING.fullmatch(text)
            or _inside(element, "a", "button", "label", "nav", "p")
            or _is_link(element)
        ):
            continue
        if _story_paragraphs_before(root, element) >= _BEFORE_COMMENTS:
            _drop_from(element, text)


def _inside(element: Element, *tags: str) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def _is_link(element: Element) -> bool:
    links = element.find(".//a")
    return links is not None and element.tag not in ("h2", "h3", "h4")


def _story_paragraphs_before(root: Element, heading: Element) -> int:
    count = 0
    for element in root.iter():
        if element is heading:
            break
        if element.tag in ("p", "li", "td", "blockquote") and len(text_in(element)) >= _STORY:
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
            follower.drop_tree()


def _strip_other_stories(root: Element) -> None:
    for element, text in _short_blocks(root):
        if element.getparent() is None or element.tag in ("html", "body"):
            continue
        if _LEAD_IN.match(text) and _link_share(element) >= _LINKS * 0.8 and not _inside(element, "h1"):
            element.drop_tree()
        elif _OTHERS_HEADING.fullmatch(text) and element.tag != "h1":
            box = _box_below(element, text)
            if box is not None and _link_share(box) >= _LINKS and not _holds_story(box):
                box.drop_tree()
                element.drop_tree()


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
