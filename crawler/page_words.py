"""HTML that is no document: bot checks, logins, error and maintenance pages, paywall teasers.

Decided by marks that only such pages carry, or by words on a page that has next to no text of its own.
Searches are linear and look at bounded parts only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from config.words import Verdict

SHORT_TEXT = 700  #: characters of visible text: under it a page's words are taken for its whole message
STUB_TEXT = 200  #: characters: under it a page with a meta refresh has nothing to say itself
TEASER_TEXT = 1500  #: characters: under it a page that says it is not free holds only a teaser
LONG_TEXT = 3000  #: characters: from here on a page is an article, whatever its title says
_HEAD = 64 * 1024  #: bytes in which title and marks stand
_WHOLE = 512 * 1024  #: bytes above which a page is no short one, whatever its text

_CHALLENGE_MARKS: Final = (
    (b"/cdn-cgi/challenge-platform/", "Cloudflare"),
    (b"cf-browser-verification", "Cloudflare"),
    (b"_cf_chl_opt", "Cloudflare"),
    (b"_incapsula_resource", "Incapsula"),
    (b"geo.captcha-delivery.com", "DataDome"),
    (b"captcha.px-cdn.net", "PerimeterX"),
    (b"px-captcha", "PerimeterX"),
    (b"/_sec/cp_challenge/", "Akamai"),
    (b"awswaf.com", "AWS WAF"),
    (b"sucuri_cloudproxy_js", "Sucuri"),
    (b"ddos-guard", "DDoS-Guard"),
)


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases))


_CHALLENGE_WORDS = _any(
    r"just a moment",
    r"checking (?:if the site connection is secure|your browser)",
    r"verify(?:ing)? (?:that )?you are (?:a )?human",
    r"are you a robot",
    r"pardon our interruption",
    r"attention required! \| cloudflare",
    r"enable javascript and cookies to continue",
    r"unusual traffic from your",
    r"press (?:&|and) hold to confirm",
    r"access to this page has been denied",
    r"request unsuccessful\. incapsula",
    r"please complete the security check",
)
#: the whole of a title or main heading
_NOT_FOUND = _any(
    r"(?:(?:http )?(?:error|status)(?: code)?:? )?404(?: error)?"
    r"(?:[ :.-]{1,3}(?:page |file |document )?(?:not found|error|missing))?!?",
    r"(?:the |this |sorry,? )*(?:page|file|document|article|story)(?: you (?:requested|are looking for))?"
    r" (?:was |could |can|is |has been )?(?:not |n[o']t )?(?:be )?(?:not )?(?:found|available|exist|removed)"
    r"(?: or .{0,40})?",
    r"(?:page |file |content |document |object )?not found(?: error)?(?: \(?404\)?)?[.!]?",
    r"(?:oops|sorry|uh[ -]?oh)[!,.]* (?:that|this|the) page"
    r" (?:can(?:no|')t be found|does(?: no|n')t exist|is missing).{0,20}",
)
_ERROR = _any(
    r"(?:http )?(?:error )?50[0234](?: error)?(?:[ :.-]{1,3}.{0,40})?",
    r"(?:internal )?server error(?: .{0,30})?",
    r"(?:application|runtime) error",
    r"database (?:connection )?error",
    r"error establishing a database connection",
    r"service (?:temporarily )?unavailable",
    r"bad gateway",
    r"gateway time-?out",
    r"an error (?:has )?occurred.{0,30}",
    r"(?:under|(?:site |scheduled |down for )+)maintenance(?: mode)?",
    r"site (?:is )?(?:temporarily )?(?:offline|unavailable)",
)
#: anywhere in the text of a short page
_MISSING_WORDS = _any(
    r"page (?:(?:you (?:requested|are looking for) )?(?:was|could|can)\s?(?:not|n't) (?:be )?|not )found",
    r"page (?:can't|cannot|does not|doesn't|no longer) (?:be found|exists?)",
    r"404 (?:error|not found|page)",
    r"error 404",
    r"no longer available",
)
_ERROR_WORDS = _any(
    r"down for (?:scheduled )?maintenance",
    r"(?:under|scheduled|undergoing) (?:scheduled )?maintenance",
    r"be (?:right )?back (?:soon|shortly|online)",
    r"database (?:connection )?error",
    r"error establishing a database",
    r"could not connect to (?:the )?(?:database|mysql)",
    r"internal server error",
    r"(?:service|temporarily) unavailable",
    r"something went wrong",
    r"unhandled exception",
    r"stack trace",
    r"sqlstate",
    r"ora-\d{5}",
    r"fatal error:",
    r"an (?:unexpected )?error (?:has )?occurred",
    r"try again later",
)
_PAYWALL_WORDS = _any(
    r"subscribe (?:now )?to (?:read|continue|keep reading|unlock)",
    r"(?:article|story|content) is (?:for|only available to|exclusive to) subscribers",
    r"(?:already|become) a subscriber",
    r"subscribers? only",
    r"to (?:read|continue)(?: reading)?,? (?:please )?subscribe",
    r"reached your (?:\w+ )?(?:free )?(?:article )?limit",
    r"continue reading with a",
)
_LOGIN_WORDS = re.compile(r"log ?in|sign ?in|password")
_NOT_FREE = re.compile(rb"isaccessibleforfree[\"']?\s{0,4}[:=]\s{0,4}[\"']?(?:https?://schema\.org/)?false")
_META_REFRESH = re.compile(rb"<meta[^>]{0,100}http-equiv\s{0,3}=\s{0,3}[\"']?refresh[^>]{0,300}url\s{0,3}=")
_PASSWORD_FIELD = re.compile(rb"<input[^>]{0,300}?type\s{0,3}=\s{0,3}[\"']?password")

_TITLE = re.compile(rb"<title[^>]{0,200}>([^<]{0,300})")
_HEADING = re.compile(rb"<h1[^>]{0,300}>(.{0,400}?)</h1", re.DOTALL)
_UNSEEN: Final = (b"script", b"style", b"noscript", b"template", b"svg", b"title")
_UNSEEN_FIRST: Final = (b"s", b"n", b"t")
_MAYBE_UNSEEN: Final = frozenset({*_UNSEEN_FIRST, b"!"})
_TAG = re.compile(rb"<[^>]{0,200}>")
_SEPARATOR = re.compile(r" [|»·–—-] | :: ")


class _Page:
    """The parts of a page that decide, in lower case, each worked out once at most."""

    def __init__(self, body: bytes) -> None:
        self.low = body[:_WHOLE].lower()
        self.head = self.low[:_HEAD]
        found = _TITLE.search(self.head)
        self.title = _text(found[1]) if found else ""
        short = _all_visible(self.low, SHORT_TEXT) if len(body) <= _WHOLE else None
        self.short = short is not None
        self.visible = short or ""  #: the page's whole message, where it is a short one

    def under(self, characters: int) -> bool:
        """Whether a reader sees less text than this."""
        return self.short or _all_visible(self.low, characters) is not None


def challenge(body: bytes, headers: Mapping[str, str]) -> str | None:
    """Who sent a bot check in place of the page; None where it is none."""
    return _challenge(_Page(body), headers)


def read(body: bytes, headers: Mapping[str, str]) -> tuple[Verdict, str] | None:
    """What an HTML page with a good status really is, where that is not a document, and the sign of it."""
    page = _Page(body)
    sign = _challenge(page, headers)
    if sign is not None:
        return Verdict.CHALLENGE, sign
    by_title = _by_title(page)
    if by_title is not None:
        return by_title
    if b"isaccessibleforfree" in page.low and _NOT_FREE.search(page.low) and page.under(TEASER_TEXT):
        return Verdict.PAYWALL, "says that it is not free, and is short"
    return _by_words(page) if page.short else None


def _challenge(page: _Page, headers: Mapping[str, str]) -> str | None:
    if headers.get("cf-mitigated", "").lower() == "challenge":
        return "Cloudflare bot check"
    if "x-datadome" in headers and b"captcha" in page.head:
        return "DataDome bot check"
    if not page.short:
        return None
    for mark, name in _CHALLENGE_MARKS:
        if mark in page.head:
            return f"{name} bot check"
    return "bot check" if _CHALLENGE_WORDS.search(f"{page.title} {page.visible}") else None


def _by_title(page: _Page) -> tuple[Verdict, str] | None:
    """A title or main heading that consists of an error message, besides the site's name."""
    heading = _HEADING.search(page.head)
    main = _text(_TAG.sub(b" ", heading[1])) if heading else ""
    for part in (*_SEPARATOR.split(page.title), main):
        words = part.strip(" .!")
        for pattern, verdict in ((_NOT_FOUND, Verdict.MISSING), (_ERROR, Verdict.SOFT_ERROR)):
            if words and pattern.fullmatch(words) and page.under(LONG_TEXT):
                return verdict, f"titled {words!r}"
    return None


def _by_words(page: _Page) -> tuple[Verdict, str] | None:
    if len(page.visible) < STUB_TEXT and _META_REFRESH.search(page.head):
        return Verdict.REDIRECT, "a page that only sends on to another (meta refresh is not followed)"
    if _PASSWORD_FIELD.search(page.head) and _LOGIN_WORDS.search(f"{page.title} {page.visible}"):
        return Verdict.LOGIN, "a login form"
    for words, verdict in (
        (_MISSING_WORDS, Verdict.MISSING),
        (_ERROR_WORDS, Verdict.SOFT_ERROR),
        (_PAYWALL_WORDS, Verdict.PAYWALL),
    ):
        found = words.search(page.visible)
        if found:
            return verdict, f"a short page that says {found[0]!r}"
    return None


def _text(raw: bytes) -> str:
    text = raw.decode("utf-8", "replace")
    for entity, c in (
        ("&nbsp;", " "),
        ("&#39;", "'"),
        ("&rsquo;", "'"),
        ("’", "'"),
        ("&amp;", "&"),
        ("&quot;", '"'),
    ):
        text = text.replace(entity, c)
    return " ".join(text.split())


def _all_visible(low: bytes, most: int) -> str | None:
    """Roughly what a reader sees: text outside tags, scripts and comments; None where that is `most` or more.

    Each byte is looked at once, whatever the markup: patterns would go back and forth on a hostile page.
    """
    seen: list[bytes] = []
    size = at = 0
    while at >= 0:
        tag = low.find(b"<", at)
        if tag != at:
            words = low[at : tag if tag >= 0 else len(low)].split()
            if words:
                seen += words
                size += sum(map(len, words)) + len(words)
                if size >= most:
                    return None
        if tag < 0:
            break
        # most tags are plain ones, and a call for each would cost more than all the rest
        at = _after(low, tag) if low[tag + 1 : tag + 2] in _MAYBE_UNSEEN else low.find(b">", tag) + 1 or -1
    return _text(b" ".join(seen))


def _after(low: bytes, tag: int) -> int:
    """Where the text goes on behind the tag, or behind an element that is not seen; -1 at the end."""
    if low.startswith(b"<!--", tag):
        end = low.find(b"-->", tag)
        return end + 3 if end >= 0 else -1
    end = low.find(b">", tag)
    if end < 0:
        return -1
    if low[tag + 1 : tag + 2] not in _UNSEEN_FIRST:
        return end + 1
    for name in _UNSEEN:
        if low.startswith(name, tag + 1) and low[tag + 1 + len(name)] in b"> \n\t\r":
            closed = low.find(b"</" + name, end)
            return low.find(b">", closed) + 1 or -1 if closed >= 0 else -1
    return end + 1
