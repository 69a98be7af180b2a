"""A person's word on a reading, and what follows from it.

A word binds to the document and its copies, the sentence, the metric and the value, and is kept for good.
What was told and is now rejected or corrected is taken back from exactly those who got it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from config.settings import Settings
from config.words import ChangeKind, ClaimState, ReviewVerdict, RunKind, RunOutcome
from monitor import claims, findings, reading, sides
from monitor.book import Book
from monitor.compare import compare
from monitor.comparison import Mode, rules
from monitor.errors import Refused
from monitor.points import in_words, word
from storage import copies, documents, ledger, outbox, readings, reviews, sources, unsaid
from storage import findings as stored
from storage.database import Store
from storage.records import (
    Change,
    Claim,
    Json,
    ReadFigure,
    Review,
    Side,
    Statement,
    StoredFigure,
    Support,
    Version,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

Clock = Callable[[], datetime]

PATIENCE_S: Final = 20.0  #: for whoever is at work on the ledger to be done
_WAIT_S: Final = 0.1


def confirm(
    store: Store, settings: Settings, clock: Clock, figure_id: int, *, by: str, note: str = ""
) -> list[Change]:
    """The reading is right: a held one is now compared and told as any other. Raises NoSuchRow, Refused."""
    return _say(store, settings, clock, figure_id, ReviewVerdict.CONFIRMED, None, by, note)


def reject(
    store: Store, settings: Settings, clock: Clock, figure_id: int, *, by: str, note: str = ""
) -> list[Change]:
    """The text does not say this: what was told is taken back. Raises NoSuchRow, Refused."""
    return _say(store, settings, clock, figure_id, ReviewVerdict.REJECTED, None, by, note)


def correct(
    store: Store, settings: Settings, clock: Clock, figure_id: int, value: int, *, by: str, note: str = ""
) -> list[Change]:
    """The text says `value`: that stands, and who was told otherwise hears it. Raises NoSuchRow, Refused."""
    return _say(store, settings, clock, figure_id, ReviewVerdict.CORRECTED, value, by, note)


def foresee(
    store: Store,
    settings: Settings,
    clock: Clock,
    figure_id: int,
    verdict: ReviewVerdict,
    value: int | None,
    *,
    by: str,
    note: str = "",
) -> list[Change]:
    """What saying so would change, worked out as it would be and then undone. Raises NoSuchRow, Refused."""
    with store.read() as conn:
        figure = stored.figure(conn, figure_id)
    try:
        store.transact(_undone, settings, figure, _word(figure, verdict, value, by, note, clock()), clock())
    except _Foreseen as seen:
        return seen.changes
    raise AssertionError("what is undone cannot succeed")


class _Foreseen(Exception):
    """Carries the changes out of a transaction that must not be kept."""

    def __init__(self, changes: list[Change]) -> None:
        self.changes = changes


def _undone(tx: Connection, settings: Settings, figure: StoredFigure, review: Review, now: datetime) -> None:
    raise _Foreseen(_apply(tx, settings, figure, review, now))


def _say(
    store: Store,
    settings: Settings,
    clock: Clock,
    figure_id: int,
    verdict: ReviewVerdict,
    value: int | None,
    by: str,
    note: str,
) -> list[Change]:
    with store.read() as conn:
        figure = stored.figure(conn, figure_id)
    review = _word(figure, verdict, value, by, note, clock())
    until = time.monotonic() + PATIENCE_S
    with findings.consuming(store, clock) as consumer:
        while not consumer.alone():
            if time.monotonic() > until:
                raise Refused("other findings are being made at this moment; try again in a minute")
            time.sleep(_WAIT_S)
        return store.transact(_apply, settings, figure, review, clock())


def _word(
    figure: StoredFigure, verdict: ReviewVerdict, value: int | None, by: str, note: str, at: datetime
) -> Review:
    if value == figure.figure.value:
        raise Refused(f"the reading already says {value}; confirm it instead")
    return Review(
        document_id=figure.document_id,
        sentence_hash=figure.figure.sentence_hash,
        metric=figure.figure.metric,
        value=figure.figure.value,
        verdict=verdict,
        corrected=value,
        by=by,
        note=note,
        at=at,
    )


def _apply(
    tx: Connection, settings: Settings, figure: StoredFigure, review: Review, now: datetime
) -> list[Change]:
    """The word, what it takes back and what it lets stand: all of it or nothing."""
    run = sources.begin_run(
        tx,
        kind=RunKind.REVIEW,
        source_id=None,
        owner=f"review by {review.by}"[:100],
        now=now,
        lease_until=now + timedelta(minutes=1),
    )
    assert run is not None  # noqa: S101  # only a source can be held by another run
    review = reviews.add(tx, review)
    changes: list[Change] = []
    retracted: list[Change] = []
    if review.verdict is not ReviewVerdict.CONFIRMED:
        retracted = _retract(tx, settings, figure, review, run.id, now)
        changes += retracted
    version = documents.version(tx, figure.version_id)
    changes += _recompare(tx, settings, version, figure, review, run.id, retracted, now)
    sources.end_run(
        tx,
        run.id,
        outcome=RunOutcome.COMPLETE,
        counts={"changes": len(changes)},
        reason=None,
        next_due_at=None,
        now=now,
    )
    return changes


# --- letting stand ------------------------------------------------------------------------------------


def _recompare(
    tx: Connection,
    settings: Settings,
    version: Version,
    figure: StoredFigure,
    review: Review,
    run: int,
    retracted: Sequence[Change],
    now: datetime,
) -> list[Change]:
    """Compare the version once more, with this word on it. What a retraction says is not said again."""
    ready = reading.again(tx, version, settings, Mode.REVIEW, confirmed_by=review.by)
    context = replace(ready.context, run=run, at=now)
    # the other readings of this version were compared when it came; only the one at hand is looked at anew
    at_hand = (review.sentence_hash, review.metric, review.value)
    rest = [each for each in ready.now if (each.sentence_hash, each.metric, each.value) != at_hand]
    done = compare(ready.ledger, context, rest, ready.now, rules(settings))
    changes = sides.complete(tx, done.changes)
    fates = [
        ReadFigure(figure=each, fate=fate, version_id=version.id)
        for each, fate in zip(ready.now, done.fates, strict=True)
    ]
    readings.write(tx, version.id, figure.read_by, fates)
    owed = findings.owed(changes, settings, now)
    return stored.record_ledger(tx, ready.ledger, done.ledger, changes, owed, now, read_by=figure.read_by)


# --- taking back --------------------------------------------------------------------------------------


def _retract(
    tx: Connection, settings: Settings, figure: StoredFigure, review: Review, run: int, now: datetime
) -> list[Change]:
    known = _documents(tx, figure)
    before = ledger.load(tx, document_ids=known)
    book = Book(before)
    changes = []
    for claim in book.claims():
        behind = _behind(claim, figure, known)
        if not behind:
            continue
        left = claims.ended(claim, behind, now)
        said = _told_changes(tx, claim, review.value, known)
        if claim.now.value == review.value and next(claims.carrying(left), None) is None:
            left = _fallen_back(left, now)
            if left.state is ClaimState.RETRACTED:
                book.settle_all(left, now)
            changes.append(_retracted(tx, claim, claim.now, figure, review, said, run, now))
        elif said and (reported := _only_reported(left, review.value)):
            changes.append(_retracted(tx, claim, reported, figure, review, said, run, now))
        book.put(left)
    changes = list(sides.complete(tx, changes))
    owed = findings.owed(changes, settings, now)
    return stored.record_ledger(tx, before, book.ledger(), changes, owed, now, read_by=figure.read_by)


def _documents(tx: Connection, figure: StoredFigure) -> set[int]:
    """The document and those that have the same text or are known as its copies."""
    version = documents.version(tx, figure.version_id)
    known = {figure.document_id, *stored.copies(tx, version.norm_hash)}
    origins = copies.origins_of(tx, known).values()
    known |= {origin.original for origin in origins if origin.original is not None}
    return known | {copy.document for copy in copies.copies_of(tx, known)}


def _behind(claim: Claim, figure: StoredFigure, known: Collection[int]) -> list[Support]:
    """The claim's live supports that are this reading, in the document or a copy of it."""
    values = {statement.seq: statement.value for statement in claim.statements}
    return [
        support
        for support in claim.supports
        if support.ended_at is None
        and support.document in known
        and support.sentence_hash == figure.figure.sentence_hash
        and claim.point.metric == figure.figure.metric
        and values.get(support.statement) == figure.figure.value
    ]


def _only_reported(claim: Claim, value: int) -> Statement | None:
    """The statement of `value` beside which the claim stands, where nothing says it any more."""
    stated = [statement for statement in claim.statements[:-1] if statement.value == value]
    numbers = {statement.seq for statement in stated}
    said = any(s.ended_at is None and s.statement in numbers for s in claim.supports)
    return stated[-1] if stated and not said and claim.now.value != value else None


def _fallen_back(claim: Claim, now: datetime) -> Claim:
    """The claim without its present: at the last value that something still carries, else retracted."""
    alive = {s.statement for s in claim.supports if s.ended_at is None and s.role in claims.CARRYING}
    past = [s for s in claim.statements[:-1] if s.seq in alive and s.value != claim.now.value]
    if not past:
        return replace(claim, state=ClaimState.RETRACTED)
    present: Statement = replace(past[-1], seq=claim.now.seq + 1, made_at=now, ended_at=None)
    ended = replace(claim.now, ended_at=now)
    return replace(claim, statements=(*claim.statements[:-1], ended, present))


def _retracted(
    tx: Connection,
    claim: Claim,
    statement: Statement,
    figure: StoredFigure,
    review: Review,
    said: Sequence[int],
    run: int,
    now: datetime,
) -> Change:
    wrong = claims.side(claim.party, statement, claim)
    wrong = replace(
        wrong, quote=figure.figure.quote, document_id=figure.document_id, version_id=figure.version_id
    )
    unsaid.unsay(tx, said)
    told = outbox.told(tx, said)
    more: dict[str, Json] = {
        "by": review.by,
        "note": review.note,
        "receivers": list(told),
        "alerts": dict(told),
    }
    right: Side | None = None
    if review.corrected is not None:
        more["right_value"] = review.corrected
        right = replace(wrong, value=review.corrected)
    return Change(
        key=f"retracted:{in_words(claim.point)}:{word(claim.party)}:{review.id}",
        kind=ChangeKind.RETRACTED,
        at=now,
        run_id=run,
        version_id=figure.version_id,
        document_id=figure.document_id,
        point=claim.point,
        party=claim.party,
        before=wrong,
        after=right,
        more=more,
    )


def _told_changes(tx: Connection, claim: Claim, value: int, known: Collection[int]) -> list[int]:
    """The changes in which this reading was told, on either side."""
    return [
        change.id
        for change in stored.changes_at(tx, claim.point, claim.party)
        if change.id is not None
        and change.kind is not ChangeKind.RETRACTED
        and any(
            side is not None and side.value == value and side.document_id in known
            for side in (change.before, change.after)
        )
    ]
