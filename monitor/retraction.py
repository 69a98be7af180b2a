"""Taking back what was told of a reading that a person rejected or put right.

Its supports end, in the document and in its copies; a claim that nothing else carries falls back to what it
was before, or is retracted. Who heard of it is told; who has not heard yet never will.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from config.settings import Settings
from config.words import ChangeKind, ClaimState
from monitor import claims, findings, sides
from monitor.book import Book
from monitor.points import in_words, point_of, word
from storage import copies, corrections, documents, heard, ledger, unsaid
from storage import findings as stored
from storage.records import (
    Change,
    Claim,
    Figure,
    Json,
    Review,
    Side,
    Statement,
    StoredFigure,
    Support,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection


def retract(
    tx: Connection,
    settings: Settings,
    figure: StoredFigure,
    review: Review,
    known: set[int],
    run: int,
    now: datetime,
) -> list[Change]:
    before = ledger.load(tx, document_ids=known)
    carried = ledger.carried_by(tx, known, review.sentence_hash, review.metric, review.value)
    book = Book(before)
    changes = []
    for claim in book.claims():
        behind = [
            s for s in claim.supports if s.ended_at is None and (claim.id, s.statement, s.figure) in carried
        ]
        if not behind:
            continue
        left = claims.ended(claim, behind, now)
        values = _values(claim, behind)
        said = _told_changes(tx, claim, values, known)
        if any(s.statement == claim.now.seq for s in behind) and next(claims.carrying(left), None) is None:
            left = _fallen_back(left, now)
            if left.state is ClaimState.RETRACTED:
                book.settle_all(left, now)
            changes.append(_retracted(tx, claim, claim.now, figure, review, said, run, now))
        elif said and (reported := _only_reported(left, values)):
            changes.append(_retracted(tx, claim, reported, figure, review, said, run, now))
        book.put(left)
    changes = list(sides.complete(tx, changes))
    owed = findings.owed(changes, settings, now)
    return stored.record_ledger(tx, before, book.ledger(), changes, owed, now, read_by=figure.read_by)


def _values(claim: Claim, behind: Collection[Support]) -> set[int]:
    """What the claim says, and said, by these supports."""
    numbers = {support.statement for support in behind}
    return {statement.value for statement in claim.statements if statement.seq in numbers}


def same_texts(tx: Connection, figure: StoredFigure) -> set[int]:
    """The document and those that have the same text or are known as its copies."""
    version = documents.version(tx, figure.version_id)
    known = {figure.document_id, *stored.copies(tx, version.norm_hash)}
    origins = copies.origins_of(tx, known).values()
    known |= {origin.original for origin in origins if origin.original is not None}
    return known | {copy.document for copy in copies.copies_of(tx, known)}


def _only_reported(claim: Claim, values: Collection[int]) -> Statement | None:
    """The statement of one of these beside which the claim stands, where nothing says it any more."""
    stated = [s for s in claim.statements[:-1] if s.value in values and s.value != claim.now.value]
    numbers = {statement.seq for statement in stated}
    said = any(s.ended_at is None and s.statement in numbers for s in claim.supports)
    return stated[-1] if stated and not said else None


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
    told = heard.hearers(tx, said)
    more: dict[str, Json] = {
        "by": review.by,
        "note": review.note,
        "receivers": list(told),
        "alerts": dict(told),
        corrections.TAKES_BACK: [*sorted(said)],
    }
    right: Side | None = None
    if review.corrected is not None:
        rightly = review.corrected.applied(figure.figure)
        right = replace(
            wrong,
            value=rightly.value,
            qualifier=rightly.qualifier,
            party=rightly.party,
            hand=rightly.hand,
            as_of=rightly.as_of,
        )
        more["right_value"] = rightly.value
        more |= _elsewhere(rightly, claim)
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


def _elsewhere(rightly: Figure, claim: Claim) -> dict[str, Json]:
    """Where the reading rightly stands, if that is not where it stood."""
    point = point_of(rightly)
    if point is None or (point == claim.point and rightly.party == claim.party):
        return {}
    return {"right_point": [str(part) for part in point]}


def _told_changes(tx: Connection, claim: Claim, values: Collection[int], known: Collection[int]) -> list[int]:
    """The changes in which this reading was told, on either side; of a retraction, what it said is right."""
    return [
        change.id
        for change in stored.changes_at(tx, claim.point, claim.party)
        if change.id is not None
        and any(
            side is not None and side.value in values and side.document_id in known
            for side in (
                (change.after,) if change.kind is ChangeKind.RETRACTED else (change.before, change.after)
            )
        )
    ]
