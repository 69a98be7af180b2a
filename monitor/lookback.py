"""Copies among what was stored before there were keys, or with keys of another make: some at each round.

Texts are looked at in the order in which they were stored. Until that is done a new copy of an old text may
pass for a witness; when its turn comes it is linked all the same, since the order of arrival decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from config.settings import Settings
from monitor import copies, findings, kinship, log, passages
from storage import copies as rows
from storage import documents, facts, ledger
from storage import findings as stored
from storage.database import Store
from storage.records import Change, Document, Version

if TYPE_CHECKING:
    from sqlalchemy import Connection

Clock = Callable[[], datetime]

AT_ONCE: Final = 50  #: versions of one round
DONE: Final = "copies looked for"  #: fact: what made the keys, and behind which version it goes on
_OVER: Final = "all"


def look(store: Store, settings: Settings, clock: Clock) -> Sequence[Change]:
    """Look at the next versions, if any are left. Tells of nothing: what was told stays told."""
    algo = passages.algo()
    with store.read() as conn:
        after = _reached(conn, algo)
    if after is None:
        return ()
    with findings.consuming(store, clock) as consumer:
        if consumer.alone():
            store.transact(_look_at_some, settings, clock(), algo, after)
    return ()


def _reached(conn: Connection, algo: str) -> int | None:
    """The last version that was looked at; None where there is nothing left."""
    made, _, reached = (facts.get(conn, DONE) or "").rpartition(" ")
    if made != algo:
        return 0
    return None if reached == _OVER else int(reached)


def _look_at_some(tx: Connection, settings: Settings, now: datetime, algo: str, after: int) -> None:
    some = documents.compared(tx, after=after, limit=AT_ONCE)
    known = documents.by_ids(tx, {version.document_id for version in some})
    for version in some:
        document = known[version.document_id]
        if document.relevant:
            look_at(tx, version, document, settings, now)
    last = str(some[-1].id) if len(some) == AT_ONCE else _OVER
    facts.put(tx, DONE, f"{algo} {last}")
    log.logger("housekeeping").info("copies.looked_for", versions=len(some), left=last != _OVER)


def look_at(tx: Connection, version: Version, document: Document, settings: Settings, now: datetime) -> None:
    """Make one version's keys; and of a document's newest one, find whose text it is."""
    text = documents.text(tx, version.id)
    newest = documents.versions(tx, document.id)[-1]
    if version.id != newest.id:
        rows.sign(tx, version.id, passages.algo(), passages.keys(passages.passages(text)))
        return
    kindred = kinship.look(tx, version, document, text, settings)
    before = ledger.load(tx, document_ids={document.id, *kindred.known})
    rows.write(tx, version.id, copies.named(kindred.found, document.id, kindred.told, (), before))
    after = copies.relinked(before, document.id, kindred.told)
    stored.record_ledger(tx, before, after, (), (), now, read_by=version.read_by or "")
