"""From an answer to what the store keeps of it: gates, extraction, and when to look again.

Nothing here knows Scrapy, the store or the clock: an item, the source's rules and the extraction pool in,
a `Seen` out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from config.catalogue import SourceEntry
from config.settings import WATCH_WORDS, Daemon, Settings
from config.words import DocumentKind, PublishedHow, Verdict
from crawler import cadence, gates
from crawler.errors import Unreadable, UnreadableKind
from crawler.extract.tools import TOOLS
from crawler.extract.values import Extracted, ExtractJob
from crawler.gates import Gate, Gated
from crawler.spiders.items import Fetched, Subject
from crawler.verdict import Judged
from storage.records import KnownDocument, NewVersion, Seen

UNREAD: Final = "none/1"  #: extractor of bytes that are kept though no text could be made of them
_FOLDED: Final = re.compile(r"[\W_]+")
_TRUST: Final = {how: rank for rank, how in enumerate(PublishedHow)}

Extract = Callable[[ExtractJob], Awaitable[Extracted]]


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceRules:
    """What a source's documents have in common."""

    source: SourceEntry
    zone: str  #: IANA name, of the source's place
    daemon: Daemon  #: ladder and history
    last_ok_at: datetime | None = None  #: of the source's last good run

    @property
    def words(self) -> tuple[str, ...]:
        return self.source.words or WATCH_WORDS

    def is_history(self, published_on: date | None, now: datetime) -> bool:
        """News published long ago and before the source's last good run: it fills silently.

        What newly appears in an official source never is, nor is anything without a date.
        """
        span = self.daemon.history
        if self.source.official or span is None or published_on is None or self.last_ok_at is None:
            return False
        return published_on < min((now - span).date(), self.last_ok_at.date())


def rules_for(source: SourceEntry, settings: Settings, last_ok_at: datetime | None = None) -> SourceRules:
    """A source with the zone of its place; an unknown place reads dates in UTC."""
    places = settings.catalogue.places
    zone = next(
        (places[place].zone for place in settings.catalogue.enclosing(source.place) if place in places), "UTC"
    )
    return SourceRules(source=source, zone=zone, daemon=settings.daemon, last_ok_at=last_ok_at)


# --- what needs no answer's body --------------------------------------------------------------------


def sighting(subject: Subject, rules: SourceRules, now: datetime, *, later: bool = False) -> Seen:
    """Listed, not fetched. `later`: it is new, so it is due at once."""
    return replace(_seen(subject, rules, now, None), next_due_at=now if later else None)


def check(
    subject: Subject, judged: Judged, rules: SourceRules, now: datetime, *, status: int | None, ms: int
) -> Seen:
    """An attempt that brought no new text: not changed, or not good."""
    return replace(
        _seen(subject, rules, now, judged.verdict),
        status=status,
        ms=ms,
        note=judged.note,
        next_due_at=_next_due(subject, rules, now, good=judged.good, verdict=judged.verdict),
    )


def _seen(subject: Subject, rules: SourceRules, now: datetime, verdict: Verdict | None) -> Seen:
    return Seen(
        key=subject.key,
        url=subject.url,
        kind=subject.kind,
        at=now,
        verdict=verdict,
        title=subject.title,
        parent_key=subject.parent_key,
        publisher=rules.source.publisher,
        place=rules.source.place,
        official=rules.source.official,
        published_on=subject.published_on,
        published_how=subject.published_how,
        history=rules.is_history(subject.published_on, now),
        relevant=subject.keep_all,
    )


def _next_due(
    subject: Subject,
    rules: SourceRules,
    now: datetime,
    *,
    good: bool,
    verdict: Verdict,
    relevant: bool | None = None,
    published_on: date | None = None,
) -> datetime | None:
    known = subject.known
    is_relevant = subject.keep_all or bool(relevant) or bool(known and known.relevant)
    claims = known is not None and known.carries_claim
    if verdict is Verdict.GONE:
        return now + rules.daemon.recheck_claims if claims else None
    return cadence.next_due(
        subject.kind,
        official=rules.source.official,
        relevant=is_relevant,
        carries_claim=claims,
        first_seen_at=known.first_seen_at if known else now,
        published_on=published_on or subject.published_on or (known.published_on if known else None),
        last_checked_at=now,
        checks=(known.checks if known else 0) + good,
        now=now,
        rules=rules.daemon,
        failures=0 if good else _failures(known, rules, now),
    )


def _failures(known: KnownDocument | None, rules: SourceRules, now: datetime) -> int:
    """How often a document failed in a row, told by how long it has been due: the store counts only 404s."""
    if known is None or known.next_due_at is None or known.last_checked_at is None:
        return 1
    waited = max(now - known.last_checked_at, timedelta(0))
    steps = sum(step <= waited for step in rules.daemon.recheck)
    return max(known.misses + 1, steps + 1 if known.checks == 0 else 1)


# --- answers ----------------------------------------------------------------------------------------


async def examine(item: Fetched, rules: SourceRules, extract: Extract) -> Seen:
    """What is kept of a good answer: nothing new, only that it is there, or a version.

    Raises nothing that a document's content can cause.
    """
    if item.text is not None:
        return _made(item, rules, item.text)
    subject = item.subject
    gated = gates.decide(
        item.body,
        item.media_type,
        known=subject.known,
        words=rules.words,
        keep_all=subject.keep_all,
        full_check=subject.full,
        same_validators=_same_validators(item),
    )
    if gated.gate is Gate.UNCHANGED_RAW:
        return _unchanged(item, rules, gated)
    if gated.gate is Gate.NO_WATCH_WORD:
        return replace(_answered(item, rules, relevant=False), raw_hash=gated.raw_hash)
    if gated.gate is Gate.SET_ASIDE:
        return _failed(item, rules, gated, "set aside: these bytes could not be read before")
    try:
        extracted = await extract(_job(item, rules, gated))
    except Unreadable as error:
        return _unreadable(item, rules, gated, error)
    if extracted.unchanged:
        return _unchanged(item, rules, gated.unchanged_main(extracted.gate_hash))
    return _read(item, rules, gated.found(extracted.gate_hash), extracted)


def _same_validators(item: Fetched) -> bool:
    known = item.subject.known
    if known is None:
        return False
    same_tag = item.etag is not None and item.etag == known.etag
    return same_tag or (item.last_modified is not None and item.last_modified == known.last_modified)


def _job(item: Fetched, rules: SourceRules, gated: Gated) -> ExtractJob:
    known = item.subject.known
    return ExtractJob(
        body=item.body,
        media_type=item.media_type,
        charset=item.charset,
        url=item.subject.url,
        zone=rules.zone,
        previous_length=known.text_length if known else 0,
        keep_all=item.subject.keep_all,
        words=rules.words,
        unless_gate=gated.unless,
    )


def _answered(item: Fetched, rules: SourceRules, *, relevant: bool, published_on: date | None = None) -> Seen:
    """What every whole answer leaves behind."""
    subject = item.subject
    return replace(
        _seen(subject, rules, item.at, Verdict.OK),
        relevant=relevant,
        status=item.status,
        size=len(item.body),
        ms=item.ms,
        etag=item.etag,
        last_modified=item.last_modified,
        full=subject.full,
        next_due_at=_next_due(
            subject,
            rules,
            item.at,
            good=True,
            verdict=Verdict.OK,
            relevant=relevant,
            published_on=published_on,
        ),
    )


def _unchanged(item: Fetched, rules: SourceRules, gated: Gated) -> Seen:
    known = item.subject.known
    relevant = bool(gated.has_word) or bool(known and known.relevant)
    seen = replace(
        _answered(item, rules, relevant=relevant), verdict=Verdict.UNCHANGED, raw_hash=gated.raw_hash
    )
    if gated.gate_hash is None:
        return seen
    return replace(seen, gate_hash=gated.gate_hash, gate_algo=gates.GATE_ALGO)


def _unreadable(item: Fetched, rules: SourceRules, gated: Gated, error: Unreadable) -> Seen:
    """The bytes of a paper that somebody asked for are kept, so that a person can open them."""
    subject = item.subject
    kept = subject.keep_all and error.kind is UnreadableKind.FAILED
    if kept and not (subject.known and subject.known.text_hash):
        version = _version(item, gated.raw_hash, "", UNREAD, cut_short=True)
        return replace(
            _answered(item, rules, relevant=True),
            raw_hash=gated.raw_hash,
            note=error.detail,
            version=version,
        )
    seen = _failed(item, rules, gated, str(error))
    if not error.quarantine:
        return seen
    return replace(seen, quarantined=str(error), quarantined_by=TOOLS, raw=item.body)


def _failed(item: Fetched, rules: SourceRules, gated: Gated, note: str) -> Seen:
    judged = Judged(verdict=Verdict.UNREADABLE, note=note)
    seen = check(item.subject, judged, rules, item.at, status=item.status, ms=item.ms)
    return replace(seen, size=len(item.body), raw_hash=gated.raw_hash)


def _read(item: Fetched, rules: SourceRules, gated: Gated, extracted: Extracted) -> Seen:
    subject, known = item.subject, item.subject.known
    has_word = gated.has_word
    if has_word is None:  # a PDF hides its words from a byte search
        has_word = gates.has_watch_word(extracted.text.encode("utf-8", "replace"), rules.words)
    had_text = known is not None and known.text_hash is not None
    if not extracted.text and (had_text or not subject.keep_all):
        return _failed(item, rules, gated, extracted.note or "no text in it")
    relevant = subject.keep_all or has_word
    day, how = _credible(subject, extracted)
    seen = replace(
        _answered(item, rules, relevant=relevant, published_on=day),
        title=_title(subject, extracted),
        published_on=day,
        published_how=how,
        history=rules.is_history(day, item.at),
        raw_hash=gated.raw_hash,
        note=extracted.note,
    )
    if extracted.gate_hash is not None:
        seen = replace(seen, gate_hash=extracted.gate_hash, gate_algo=gates.GATE_ALGO)
    if not relevant and not had_text:
        return seen
    return _with_version(item, seen, gated, extracted)


def _with_version(item: Fetched, seen: Seen, gated: Gated, extracted: Extracted) -> Seen:
    version = _version(
        item,
        gated.raw_hash,
        extracted.text,
        extracted.extractor,
        page_count=extracted.page_count,
        cut_short=extracted.cut_short,
        hints=_hints(item, extracted),
    )
    if _is_same(item, version):
        return replace(seen, verdict=Verdict.UNCHANGED)
    return replace(seen, version=version, gate_miss=gated.hidden is not None)


def _made(item: Fetched, rules: SourceRules, text: str) -> Seen:
    """A text that the spider made itself, of a council's record."""
    raw_hash = hashlib.sha256(item.body).hexdigest()
    version = _version(item, raw_hash, text, item.extractor)
    seen = replace(_answered(item, rules, relevant=True), raw_hash=raw_hash)
    if _is_same(item, version):
        return replace(seen, verdict=Verdict.UNCHANGED)
    return replace(seen, version=version)


def _is_same(item: Fetched, version: NewVersion) -> bool:
    known = item.subject.known
    return known is not None and known.text_hash == version.text_hash


def _version(
    item: Fetched,
    raw_hash: str,
    text: str,
    extractor: str,
    *,
    page_count: int | None = None,
    cut_short: bool = False,
    hints: Mapping[str, str] | None = None,
) -> NewVersion:
    clean = text.encode("utf-8", "replace").decode().replace("\0", "")
    return NewVersion(
        raw=item.body,
        raw_hash=raw_hash,
        text=clean,
        text_hash=hashlib.sha256(clean.encode()).hexdigest(),
        norm_hash=norm_hash(clean),
        media_type=item.media_type,
        extractor=extractor,
        page_count=page_count,
        cut_short=cut_short,
        headers=item.headers,
        status=item.status or None,
        final_url=item.final_url,
        hints=hints or {},
    )


def _hints(item: Fetched, extracted: Extracted) -> dict[str, str]:
    """What the page says of its origin; the address that answered, behind redirects, is its own too."""
    own = {_bare(address) for address in (item.subject.url, item.subject.key, item.final_url) if address}
    told = extracted.hints.items()
    return {name: said for name, said in told if name == "credit" or _bare(said) not in own}


def _bare(address: str) -> str:
    return address.partition("://")[2].partition("?")[0].removeprefix("www.").rstrip("/")


def norm_hash(text: str) -> str:
    """Of the text with case, blanks and punctuation folded: the same for a copy in other clothes."""
    return hashlib.sha256(_FOLDED.sub(" ", text.casefold()).strip().encode()).hexdigest()


def _title(subject: Subject, extracted: Extracted) -> str:
    """A page's own title; a council's paper is called what the council calls it."""
    if subject.kind is DocumentKind.ATTACHMENT:
        return subject.title or extracted.title
    return extracted.title or subject.title


def _credible(subject: Subject, extracted: Extracted) -> tuple[date | None, PublishedHow]:
    """The listing's date or the page's own, whichever is trusted more."""
    if extracted.published_on is None:
        return subject.published_on, subject.published_how
    if subject.published_on is None or _TRUST[extracted.published_how] < _TRUST[subject.published_how]:
        return extracted.published_on, extracted.published_how
    return subject.published_on, subject.published_how
