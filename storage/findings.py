"""Transaction 2: what a version says becomes figures, ledger, changes and what is owed, or nothing does.

Each function may be called again with the same values: a change is known by its key, and only one that
was really inserted is owed to anybody.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, and_, bindparam, exists, or_, select, update

from config.words import ChangeKind, Metric, Quiet, VersionState
from storage import copies as copied
from storage import events, mutes, readings
from storage.errors import NoSuchRow
from storage.figures import figure as figure
from storage.figures import find_figures as find_figures
from storage.ledger_saving import points_for, save
from storage.records import Change, Findings, Ledger, Owed, Point, ReadFigure
from storage.schema import changes as change_rows
from storage.schema import documents, owed, points, receivers, versions
from storage.schema import figures as figure_rows
from storage.upserts import insert

#: a version whose comparison failed this often waits for a person
MAX_TRIES: Final = 2


# --- writing --------------------------------------------------------------------------------------


def record(tx: Connection, findings: Findings, now: datetime) -> list[Change]:
    """Store all that came out of one version, and mark it done; returns the changes that are really new.

    A version that is not pending any more was done by somebody else: nothing is written.
    """
    done = tx.execute(
        update(versions)
        .where(versions.c.id == findings.version_id, versions.c.state == VersionState.PENDING)
        .values(state=VersionState.DONE, read_by=findings.read_by)
    )
    if not done.rowcount:
        return []
    readings.write(tx, findings.version_id, findings.read_by, findings.figures)
    save(tx, findings.before, findings.after, findings.read_by)
    if findings.copies is not None:
        copied.write(tx, findings.version_id, findings.copies)
    return record_changes(tx, findings.changes, findings.owed, now)


def record_ledger(
    tx: Connection,
    before: Ledger,
    after: Ledger,
    changes: Sequence[Change],
    owed: Sequence[Owed],
    now: datetime,
    *,
    read_by: str = "",
) -> list[Change]:
    """Store what changed in the ledger without a new version: a withdrawal, a person's word."""
    save(tx, before, after, read_by)
    return record_changes(tx, changes, owed, now)


def record_changes(
    tx: Connection, changes: Sequence[Change], owed_to: Sequence[Owed], now: datetime
) -> list[Change]:
    """Store changes and whom they are owed to; returns those that were not known by their key.

    What a receiver muted is not owed to it, but kept in `storage.mutes`.
    """
    point_ids = points_for(tx, {change.point for change in changes if change.point is not None})
    made = events.write(tx, changes, point_ids)
    ids = {change.key: change.id for change in made if change.id is not None}
    fresh = [each for each in owed_to if each.change_key in ids]
    if fresh:
        _check_receivers(tx, {each.receiver for each in fresh})
        _owe(tx, fresh, ids, now)
    return made


def _owe(tx: Connection, fresh: Sequence[Owed], ids: Mapping[str, int], now: datetime) -> None:
    silenced = mutes.kept_back(tx, fresh, now)
    mutes.keep(tx, {(to, ids[key]): mute for (to, key), mute in silenced.items()})
    rows = [
        {
            "receiver_id": each.receiver,
            "change_id": ids[each.change_key],
            "due_at": each.due_at,
            "occasion": each.occasion,
        }
        for each in fresh
        if (each.receiver, each.change_key) not in silenced
    ]
    if rows:
        keys = ["receiver_id", "change_id"]
        tx.execute(insert(tx, owed).on_conflict_do_nothing(index_elements=keys), rows)


def _check_receivers(tx: Connection, ids: Collection[Any]) -> None:
    known = set(tx.execute(select(receivers.c.id).where(receivers.c.id.in_(ids))).scalars())
    if unknown := sorted(set(ids) - known):
        raise NoSuchRow(f"receivers that the store does not know: {', '.join(unknown)}")


def reread(tx: Connection, version_id: int, read_by: str, figures: Sequence[ReadFigure]) -> None:
    """Let a newer reader's readings of a version that is done be those that count; the older ones stay."""
    done = and_(versions.c.id == version_id, versions.c.state == VersionState.DONE)
    if tx.execute(update(versions).where(done).values(read_by=read_by)).rowcount:
        readings.write(tx, version_id, read_by, figures)


def failed(tx: Connection, version_id: int, now: datetime) -> bool:
    """Count a comparison that failed; True where the version is now set aside."""
    tries = tx.execute(
        update(versions)
        .where(versions.c.id == version_id, versions.c.state == VersionState.PENDING)
        .values(tries=versions.c.tries + 1)
        .returning(versions.c.tries)
    ).scalar_one_or_none()
    if tries is None or tries < MAX_TRIES:
        return False
    tx.execute(update(versions).where(versions.c.id == version_id).values(state=VersionState.SET_ASIDE))
    return True


def retry(tx: Connection, version_id: int) -> bool:
    """Put a version that was set aside back to work; False where it was not."""
    back = (
        update(versions)
        .where(versions.c.id == version_id, versions.c.state == VersionState.SET_ASIDE)
        .values(state=VersionState.PENDING, tries=0)
    )
    return tx.execute(back).rowcount == 1


# --- figures --------------------------------------------------------------------------------------


def figures(conn: Connection, version_id: int, read_by: str | None = None) -> tuple[ReadFigure, ...]:
    """What `read_by` read in a version, in its order; None: whoever read it last."""
    mine = figure_rows.c.version_id == version_id
    if read_by is None:
        newest = select(figure_rows.c.read_by).where(mine).order_by(figure_rows.c.id.desc()).limit(1)
        counted = select(versions.c.read_by).where(versions.c.id == version_id)
        read_by = conn.execute(counted).scalar_one_or_none() or conn.execute(newest).scalar_one_or_none()
    query = select(figure_rows).where(mine, figure_rows.c.read_by == read_by).order_by(figure_rows.c.ordinal)
    return tuple(readings.read_figure(row) for row in conn.execute(query))


# --- changes --------------------------------------------------------------------------------------


def changes(
    conn: Connection,
    *,
    since: datetime | None = None,
    kinds: Collection[ChangeKind] | None = None,
    places: Collection[str] | None = None,
    metric: Metric | None = None,
    quiet_too: bool = False,
    limit: int = 100,
    before: int | None = None,
) -> list[Change]:
    """Newest first. A change is of the place of its point, else of its document, else of `more["place"]`.

    `metric` narrows changes of figures; those of documents, duties and sources are of no metric, and stay.
    `before`: only those with a smaller id.
    """
    query = events.selected().order_by(change_rows.c.id.desc())
    if since is not None:
        query = query.where(change_rows.c.at >= since)
    if before is not None:
        query = query.where(change_rows.c.id < before)
    if kinds is not None:
        query = query.where(change_rows.c.kind.in_(list(kinds)))
    if metric is not None:
        query = query.where(or_(points.c.metric == metric, change_rows.c.point_id.is_(None)))
    if not quiet_too:
        query = query.where(change_rows.c.quiet == Quiet.NO)
    if places is None:
        return [events.change_of(row) for row in conn.execute(query.limit(limit))]
    here = documents.c.place_id.in_(list(places))
    listed = select(documents.c.id).where(documents.c.id == change_rows.c.document_id, here)
    query = query.where(
        or_(
            points.c.place_id.in_(list(places)),
            and_(change_rows.c.point_id.is_(None), exists(listed)),
            and_(change_rows.c.point_id.is_(None), change_rows.c.document_id.is_(None)),
        )
    )
    found: list[Change] = []
    for row in conn.execute(query, execution_options={"yield_per": 200}):
        change = events.change_of(row)
        told = change.more.get("place")
        if change.point or change.document_id is not None or told in places:
            found.append(change)
        if len(found) >= limit:
            break
    return found


def change(conn: Connection, change_id: int) -> Change:
    """Raises NoSuchRow."""
    found = conn.execute(events.selected().where(change_rows.c.id == change_id)).one_or_none()
    if found is None:
        raise NoSuchRow(f"no change {change_id} is known")
    return events.change_of(found)


def changes_of_document(conn: Connection, document_id: int) -> list[Change]:
    """In the order in which they were found."""
    query = events.selected().where(change_rows.c.document_id == document_id).order_by(change_rows.c.id)
    return [events.change_of(row) for row in conn.execute(query)]


def changes_of_duty(conn: Connection, duty_id: str) -> list[Change]:
    """In the order in which they were found."""
    query = events.selected().where(change_rows.c.duty_id == duty_id).order_by(change_rows.c.id)
    return [events.change_of(row) for row in conn.execute(query)]


def changes_at(conn: Connection, point: Point, party: str | None = None) -> list[Change]:
    """What was ever told of a point, or of one party at it, in the order in which it was found."""
    at = [column == wanted for column, wanted in zip(_POINT, point, strict=True)]
    query = events.selected().where(*at).order_by(change_rows.c.id)
    if party is not None:
        query = query.where(or_(change_rows.c.party_id == party, change_rows.c.other_party_id == party))
    return [events.change_of(row) for row in conn.execute(query)]


_POINT: Final = tuple(column for column in points.c if column.name != "id")


_COPIES: Final = (
    select(versions.c.document_id).where(versions.c.norm_hash == bindparam("hash")).order_by(versions.c.id)
)


def copies(conn: Connection, norm_hash: str) -> list[int]:
    """Documents that had this very text at some time, the first one first."""
    return list(dict.fromkeys(conn.execute(_COPIES, {"hash": norm_hash}).scalars()))
