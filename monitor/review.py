"""A person's word on a reading, and what follows from it.

A word binds to the document and its copies, the sentence, the metric and the value, and is kept for good;
of several the last one holds. What was told and is now rejected or corrected is taken back from exactly
those who heard it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from config.settings import Settings
from config.words import ChangeKind, ReviewVerdict
from monitor import acting, findings, reading, retraction, sides
from monitor.compare import compare
from monitor.comparison import Mode, rules
from monitor.errors import Refused
from storage import documents, events, figures, readings, reviews
from storage import findings as stored
from storage.database import Store
from storage.records import (
    Change,
    Ledger,
    PutRight,
    ReadFigure,
    Review,
    StoredFigure,
    Version,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

Clock = Callable[[], datetime]
Act = Callable[["Connection"], list[Change]]


def confirm(
    store: Store, settings: Settings, clock: Clock, figure_id: int, *, by: str, note: str = ""
) -> list[Change]:
    """The reading is right: a held one is now compared and told as any other. Raises NoSuchRow, Refused."""
    word = act(settings, clock, {figure_id: None}, ReviewVerdict.CONFIRMED, by=by, note=note)
    return acting.do(store, clock, word)


def reject(
    store: Store, settings: Settings, clock: Clock, figure_id: int, *, by: str, note: str = ""
) -> list[Change]:
    """The text does not say this: what was told is taken back. Raises NoSuchRow, Refused."""
    word = act(settings, clock, {figure_id: None}, ReviewVerdict.REJECTED, by=by, note=note)
    return acting.do(store, clock, word)


def correct(
    store: Store,
    settings: Settings,
    clock: Clock,
    figure_id: int,
    right: PutRight,
    *,
    by: str,
    note: str = "",
) -> list[Change]:
    """The text says `right`: that stands, and who was told otherwise hears it. Raises NoSuchRow, Refused."""
    word = act(settings, clock, {figure_id: right}, ReviewVerdict.CORRECTED, by=by, note=note)
    return acting.do(store, clock, word)


def act(
    settings: Settings,
    clock: Clock,
    rights: Mapping[int, PutRight | None],
    verdict: ReviewVerdict,
    *,
    by: str,
    note: str = "",
) -> Act:
    """The same verdict on each of these readings, for `acting.do` and `acting.foresee`: all of them or none.

    `rights` has for each reading's id what is right, where it is corrected.
    """

    def said(tx: Connection) -> list[Change]:
        now = clock()
        changes: list[Change] = []
        with acting.run_of(tx, by, now, changes) as run:
            for id_, right in rights.items():
                figure = figures.figure(tx, id_)
                review = _word(figure, verdict, right, by, note, now)
                changes += _apply(tx, settings, figure, review, run, now)
        return changes

    return said


def _word(
    figure: StoredFigure, verdict: ReviewVerdict, right: PutRight | None, by: str, note: str, at: datetime
) -> Review:
    if (
        right is not None
        and replace(right.applied(figure.figure), certainty=figure.figure.certainty) == figure.figure
    ):
        raise Refused(f"reading {figure.id} says that already; confirm it instead")
    return Review(
        document_id=figure.document_id,
        sentence_hash=figure.figure.sentence_hash,
        metric=figure.figure.metric,
        value=figure.figure.value,
        verdict=verdict,
        corrected=right,
        by=by,
        note=note,
        at=at,
    )


def _apply(
    tx: Connection, settings: Settings, figure: StoredFigure, review: Review, run: int, now: datetime
) -> list[Change]:
    """The word, what it takes back and what it lets stand."""
    known = retraction.same_texts(tx, figure)
    versions = figures.carriers(tx, known, review.sentence_hash, review.metric, review.value)
    if not versions and review.verdict is not ReviewVerdict.REJECTED:
        raise Refused(
            f"the document no longer says what reading {figure.id} says; see `show {figure.document_id}`"
        )
    if review.corrected is not None and review.corrected.moves and _twins(tx, figure) > 1:
        raise Refused(
            f"the sentence of reading {figure.id} gives this number more than once, and a word is on all of "
            "them: reject it, and `add` the right one by hand"
        )
    review = reviews.add(tx, review)
    retracted: list[Change] = []
    if review.verdict is not ReviewVerdict.CONFIRMED:
        retracted = retraction.retract(tx, settings, figure, review, known, run, now)
    changes = list(retracted)
    for id_ in sorted(versions, key=lambda id_: (id_ != figure.version_id, id_)):
        changes += _recompare(tx, settings, documents.version(tx, id_), review, run, retracted, now)
    return changes


def _twins(tx: Connection, figure: StoredFigure) -> int:
    """How many readings of its version a word on this one is on."""
    read = figure.figure
    same = (
        (each.figure.sentence_hash, each.figure.metric, each.figure.value)
        for each in stored.figures(tx, figure.version_id, figure.read_by)
    )
    return sum(key == (read.sentence_hash, read.metric, read.value) for key in same)


# --- letting stand ------------------------------------------------------------------------------------


def _recompare(
    tx: Connection,
    settings: Settings,
    version: Version,
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
    changes, after = _fresh(tx, sides.complete(tx, done.changes), done.ledger, review)
    fates = [
        ReadFigure(figure=each, fate=fate, version_id=version.id)
        for each, fate in zip(ready.now, done.fates, strict=True)
    ]
    readings.write(tx, version.id, ready.read_by, fates)
    knowing = {receiver for change in retracted for receiver in _receivers(change)}
    news = {change.key for change in changes if change.kind is not ChangeKind.NEW}
    owed = [
        each
        for each in findings.owed(changes, settings, now)
        if each.receiver not in knowing or each.change_key in news
    ]
    return stored.record_ledger(tx, ready.ledger, after, changes, owed, now, read_by=ready.read_by)


def _receivers(change: Change) -> list[str]:
    told = change.more.get("receivers")
    return [each for each in told if isinstance(each, str)] if isinstance(told, list) else []


def _fresh(
    tx: Connection, changes: Iterable[Change], after: Ledger, review: Review
) -> tuple[list[Change], Ledger]:
    """The changes, those that were told of before under keys of their own: a word that takes back another
    lets the same thing happen once more."""
    known = events.known(tx, [change.key for change in changes])
    named = {key: f"{key}:word-{review.id}" for key in known}
    disputes = {
        key: replace(each, change_key=named.get(each.change_key or "", each.change_key))
        for key, each in after.disputes.items()
    }
    again = [replace(change, key=named.get(change.key, change.key)) for change in changes]
    return again, replace(after, disputes=disputes)
