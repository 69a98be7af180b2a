"""What is no longer on its page, and when that is ripe to be called withdrawn. Pure.

A page may be edited, cut, broken or half loaded: one good check without a number proves nothing. Two
that lie apart, with the rest of the text in place, do; and then only what nobody else carries is gone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from config.words import ChangeKind, ClaimState, Hand
from monitor import claims
from monitor.book import Book
from monitor.comparison import ComparisonRules, VersionContext
from monitor.points import in_words, is_unnamed, point_of, word
from storage.records import Change, Claim, Figure, Ledger, Point, Support


def mark(
    book: Book,
    version: VersionContext,
    before: Sequence[Figure],
    now: Sequence[Figure],
    rules: ComparisonRules,
) -> None:
    """Note which of the document's supports this version no longer shows, and which it shows again."""
    if version.late:
        return
    on_page = version.page_sentences | {figure.sentence_hash for figure in now}
    _mark_found(book, version, on_page)
    if version.cut_short or version.rolling or version.kept < rules.kept_paragraphs:
        return
    there = {(point_of(figure), figure.party) for figure in now}
    for figure in before:
        point = point_of(figure)
        if point is None or figure.subset is not None or (point, figure.party) in there:
            continue
        if figure.sentence_hash in on_page or figure.value in version.page_numbers:
            continue
        if any(_goes_on(point, figure, later) for later in now):
            continue
        for claim in _carried(book, point, figure):
            book.put(claims.missed(claim, version.document, version.at))


def _goes_on(point: Point, figure: Figure, later: Figure) -> bool:
    """Whether the same count is told up to a later day: `3 as of January 25` made room for `9 as of …`."""
    then = point_of(later)
    if then is None or later.party != figure.party or later.subset is not None:
        return False
    same_start = (*then[:4], then.first) == (*point[:4], point.first)
    return same_start and then.last > point.last and later.value >= figure.value


def _mark_found(book: Book, version: VersionContext, on_page: frozenset[str] | set[str]) -> None:
    for claim in book.claims():
        for support in claim.supports:
            missing = support.document == version.document and support.missing_since is not None
            if missing and support.sentence_hash in on_page:
                book.put(claims.found(claim, version.document))
                break


def _carried(book: Book, point: Point, figure: Figure) -> list[Claim]:
    """The claim of the figure's party, and where it named none, whichever took that in."""
    if not is_unnamed(figure.party):
        return [claim for claim in book.at(point) if claim.party == figure.party]
    return [
        claim
        for claim in book.at(point)
        if any(support.sentence_hash == figure.sentence_hash for support in claim.supports)
    ]


def ripe(
    ledger: Ledger,
    checks: Mapping[int, datetime | None],
    now: datetime,
    rules: ComparisonRules,
    run: int,
) -> tuple[Ledger, tuple[Change, ...]]:
    """End the supports that stayed missing for long enough, and withdraw what nothing independent carries.

    `checks` has for each document the time of its last good check (a 304 is one). A document that went
    away, or was not checked well since, withdraws nothing.
    """
    book = Book(ledger)
    changes: list[Change] = []
    for claim in book.claims():
        over = [support for support in claim.supports if _is_over(support, checks, rules)]
        if not over:
            continue
        left = claims.ended(claim, over, now)
        book.put(left)
        if claim.state is ClaimState.STANDING and _nothing_left(claim, left, over):
            withdrawn = replace(left, state=ClaimState.WITHDRAWN)
            book.put(withdrawn)
            book.settle_all(withdrawn, now)
            changes.append(_withdrawn(claim, over, now, run))
    return book.ledger(), tuple(changes)


def _is_over(support: Support, checks: Mapping[int, datetime | None], rules: ComparisonRules) -> bool:
    if support.missing_since is None or support.ended_at is not None:
        return False
    checked = checks.get(support.document)
    return checked is not None and checked - support.missing_since >= rules.withdrawn_after


def _nothing_left(before: Claim, after: Claim, over: Sequence[Support]) -> bool:
    """Whether the value lost what it stood on: the party's own word, or the last independent report."""
    lost = [support for support in claims.carrying(before) if support in over]
    kept = list(claims.carrying(after))
    if not lost or any(support.hand is Hand.FIRST for support in kept):
        return False
    if any(support.hand is Hand.FIRST for support in lost):
        return True
    gone = {support.document for support in lost}
    return all(support.document in gone or support.copy_of in gone for support in kept)


def _withdrawn(claim: Claim, over: Sequence[Support], now: datetime, run: int) -> Change:
    support = next((s for s in over if s.figure == claim.now.figure), over[0])
    since = support.missing_since or now
    key = f"withdrawn:{in_words(claim.point)}:{word(claim.party)}:{since.isoformat(timespec='seconds')}"
    side = replace(
        claims.side(claim.party, claim.now, claim), document_id=support.document, figure=support.figure
    )
    return Change(
        key=key,
        kind=ChangeKind.WITHDRAWN,
        at=now,
        run_id=run,
        version_id=support.figure.version,
        document_id=support.document,
        point=claim.point,
        party=claim.party,
        before=replace(side, version_id=support.figure.version),
    )
