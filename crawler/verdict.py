"""What came back, in one word: a pure rule from an answer to a verdict.

Only `ok` can make a version, so a doubt ends as another verdict. Words are searched only where a page is
short or its own title says that it is an error page: an article that quotes "page not found" passes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from config.words import Verdict
from crawler import page_words
from crawler.errors import AddressRefused, CrawlStopped, FetchError, one_line
from crawler.extract import sniff
from crawler.pauses import retry_after

MAX_WAIT = timedelta(days=1)  #: a Retry-After beyond it is cut to it, and the note says so
#: statuses that another try in the same run may cure
TRANSIENT_STATUSES: Final = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})

#: what may be wanted -> the types that will do; "document" is whatever `extract` makes text of
WANTED: Final[Mapping[str, frozenset[str]]] = {
    "any": sniff.READABLE | sniff.TEXTUAL | {sniff.XLSX, sniff.DOCX, sniff.OLE, sniff.RTF, sniff.ZIP},
    "document": sniff.READABLE | sniff.TEXTUAL | {sniff.XLSX, sniff.DOCX, sniff.OLE, sniff.RTF},
    "html": frozenset({sniff.HTML, sniff.PLAIN}),
    "pdf": frozenset({sniff.PDF}),
    "xml": frozenset({sniff.XML}),
    "feed": frozenset({sniff.XML, sniff.JSON}),
    "sitemap": frozenset({sniff.XML, sniff.PLAIN, sniff.GZIP}),
    "json": frozenset({sniff.JSON}),
    "csv": frozenset({sniff.CSV, sniff.PLAIN}),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """One HTTP answer, complete and decoded: what never got that far is a FetchError."""

    status: int
    body: bytes = field(default=b"", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)  #: names in lower case
    url: str = ""  #: that answered
    asked_url: str = ""  #: that was asked for first, before redirects
    conditional: bool = False  #: validators were sent
    at: datetime | None = None  #: when; Retry-After as a date needs it


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    verdict: Verdict
    note: str = ""  #: one line for people; '' where the verdict says it all
    retry_after: timedelta | None = None  #: the pause that the host asked for, capped
    transient: bool = False  #: another try in the same run may help
    media_type: str = ""  #: by first bytes, where there was a body to look at
    status: int | None = None

    @property
    def good(self) -> bool:
        """A good check of the document: it is there, and readable or unchanged."""
        return self.verdict in (Verdict.OK, Verdict.UNCHANGED)


def judge(answer: Answer, wanted: str = "any") -> Judged:
    """The verdict on an answer, `wanted` being a key of WANTED. Never raises on what a server may send."""
    by_status = _by_status(answer)
    if by_status is not None:
        return by_status
    return _by_body(answer, wanted)


def of_failure(failure: object) -> Judged:
    """The verdict on a request without an answer: an exception, or anything that holds one as `.value`."""
    held = getattr(failure, "value", None)  # Twisted's Failure is an exception itself
    error = held if isinstance(held, BaseException) else failure
    if isinstance(error, CrawlStopped):
        return Judged(verdict=Verdict.UNREACHABLE, note="the crawl was stopped first")
    if isinstance(error, FetchError):
        return Judged(verdict=error.verdict, note=error.note, transient=error.transient)
    if type(error).__name__ in ("NotSupported", "UnsupportedURLSchemeError"):
        return Judged(verdict=AddressRefused.verdict, note="scheme that is not fetched")
    return Judged(verdict=Verdict.PROTOCOL, note=one_line(f"unexpected {type(error).__name__}: {error}"))


def _by_status(answer: Answer) -> Judged | None:
    """A verdict that the status alone settles; None for an answer whose body has to be looked at."""
    status = answer.status
    if status == 304:
        if answer.conditional:
            return Judged(verdict=Verdict.UNCHANGED, status=status)
        return _status(answer, Verdict.STATUS, "304 though no validator was sent")
    if status == 206:
        return _status(answer, Verdict.TRUNCATED, "a part that was not asked for")
    if status in (204, 205):
        return _status(answer, Verdict.EMPTY)
    if 200 <= status < 300:
        return None
    if status in (401, 402, 403, 429, 503) and (sign := page_words.challenge(answer.body, answer.headers)):
        return _status(answer, Verdict.CHALLENGE, sign)
    return _status(answer, _STATUSES.get(status) or _family(status))


_STATUSES: Final[Mapping[int, Verdict]] = {
    401: Verdict.BLOCKED,
    402: Verdict.PAYWALL,
    403: Verdict.BLOCKED,
    404: Verdict.MISSING,
    410: Verdict.GONE,
    429: Verdict.RATE_LIMITED,
    451: Verdict.BLOCKED,
}


def _family(status: int) -> Verdict:
    if 500 <= status < 600:
        return Verdict.SERVER_ERROR
    return Verdict.REDIRECT if 300 <= status < 400 else Verdict.STATUS


def _status(answer: Answer, verdict: Verdict, said: str = "") -> Judged:
    asked = retry_after(answer.headers.get("retry-after"), answer.at)
    note = f"status {answer.status}" + (f": {said}" if said else "")
    if asked is not None and asked > MAX_WAIT:
        note += f"; asks to wait {asked.days} days, waiting {MAX_WAIT.days}"
    return Judged(
        verdict=verdict,
        note=one_line(note),
        retry_after=min(asked, MAX_WAIT) if asked is not None else None,
        transient=answer.status in TRANSIENT_STATUSES and verdict is not Verdict.CHALLENGE,
        status=answer.status,
    )


def _by_body(answer: Answer, wanted: str) -> Judged:
    declared = answer.headers.get("content-type")
    if not answer.body.strip():
        return Judged(verdict=Verdict.EMPTY, note="no content", status=answer.status)
    kind = sniff.media_type(answer.body, declared, answer.url)
    if kind == sniff.HTML:
        said = page_words.read(answer.body, answer.headers)
        if said is not None:
            return Judged(verdict=said[0], note=said[1], media_type=kind, status=answer.status)
        if _sent_home(answer):
            note = "redirected to the site's front page"
            return Judged(verdict=Verdict.MISSING, note=note, media_type=kind, status=answer.status)
    if kind not in WANTED[wanted] or (kind != sniff.PDF and _promised_pdf(declared)):
        promised = _promise(declared)
        note = f"{kind} where {wanted if promised in ('', kind) else promised} was expected"
        return Judged(verdict=Verdict.WRONG_TYPE, note=one_line(note), media_type=kind, status=answer.status)
    return Judged(verdict=Verdict.OK, media_type=kind, status=answer.status)


def _promise(declared: str | None) -> str:
    return (declared or "").partition(";")[0].strip().lower()[:60]


def _promised_pdf(declared: str | None) -> bool:
    return _promise(declared) in ("application/pdf", "application/x-pdf")


def _sent_home(answer: Answer) -> bool:
    """Redirected from a document to the front page of the same site: how many sites say "not found"."""
    if not answer.asked_url or answer.asked_url == answer.url:
        return False
    try:
        asked, came = urlsplit(answer.asked_url), urlsplit(answer.url)
    except ValueError:
        return False
    same = (asked.hostname or "").removeprefix("www.") == (came.hostname or "").removeprefix("www.")
    home = re.fullmatch(r"/?(?:(?:index|default|home)\.\w{3,5})?", came.path) is not None
    return same and home and not came.query and len(asked.path) > 1 and asked.path != came.path
