"""What may go after its time, and what never does.

Kept for good: every version of a document with a figure, with a person's word on it, or with a watch
word in an official source; every version behind a change, and so behind an alert; and of any document
the last two versions with their bytes. The rest, and the log of failed fetches, goes after a while.
Bytes of which no text could be made stay with the fetch that brought them, and while they are set aside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Column, Connection, Select, and_, exists, func, or_, select

from config.words import VersionState
from storage import bodies, copies
from storage.schema import bodies as body_rows
from storage.schema import changes, documents, fetches, figures, hosts, reviews, versions
from storage.upserts import chunks

#: so many versions of each document stay with their bytes, to be read again by a newer reader
LAST_KEPT: Final = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class PrunePlan:
    """What would go if it were done now."""

    before: datetime  #: older than this
    fetches: int
    versions: tuple[int, ...]
    kept: Mapping[str, int] = field(default_factory=dict)  #: old versions that stay, by the first reason


@dataclass(frozen=True, kw_only=True, slots=True)
class Pruned:
    """What went."""

    fetches: int
    versions: int
    bodies: int
    size: int  #: bytes, as they were stored
    kept: Mapping[str, int] = field(default_factory=dict)


def plan(conn: Connection, now: datetime, keep: timedelta) -> PrunePlan:
    """What is older than `keep` and is nobody's evidence. Changes nothing."""
    before = now - keep
    judged = _judged(conn, before)
    old = select(func.count()).select_from(fetches).where(fetches.c.at < before)
    return PrunePlan(
        before=before,
        fetches=conn.execute(old).scalar_one(),
        versions=tuple(id_ for id_, reason in judged.items() if not reason),
        kept=_reasons(judged),
    )


def prune(tx: Connection, planned: PrunePlan) -> Pruned:
    """Do what was planned, less what has become evidence since."""
    judged = _judged(tx, planned.before)
    going = [id_ for id_ in planned.versions if judged.get(id_) == ""]
    copies.forget(tx, going)
    for some in chunks(going):
        tx.execute(versions.delete().where(versions.c.id.in_(some)))
    gone = tx.execute(fetches.delete().where(fetches.c.at < planned.before)).rowcount
    count, size = _drop_unused_bodies(tx)
    return Pruned(fetches=gone, versions=len(going), bodies=count, size=size, kept=_reasons(judged))


def _judged(conn: Connection, before: datetime) -> dict[int, str]:
    """Old versions, each with the reason for which it stays; '' for none."""
    same = versions.alias("same")
    read = exists().where(same.c.document_id == versions.c.document_id, figures.c.version_id == same.c.id)
    reasons = {
        "figure": read,
        "review": exists().where(reviews.c.document_id == versions.c.document_id),
        "change": exists().where(changes.c.version_id == versions.c.id),
        "official": and_(documents.c.official, documents.c.relevant),
        "newest": versions.c.seq > documents.c.newest - LAST_KEPT,
    }
    query = (
        select(versions.c.id, *(reason.label(name) for name, reason in reasons.items()))
        .join(documents, documents.c.id == versions.c.document_id)
        .where(versions.c.at < before, versions.c.state != VersionState.PENDING)
        .order_by(versions.c.id)
    )
    return {row.id: next((name for name in reasons if getattr(row, name)), "") for row in conn.execute(query)}


def _reasons(judged: Mapping[int, str]) -> dict[str, int]:
    return dict(Counter(reason for reason in judged.values() if reason))


def _drop_unused_bodies(tx: Connection) -> tuple[int, int]:
    """Remove bodies that nothing names; a kept body that stood on one of them is stored anew first."""
    named = or_(
        exists().where(versions.c.raw_hash == body_rows.c.hash),
        exists().where(versions.c.text_hash == body_rows.c.hash),
        exists().where(hosts.c.robots_hash == body_rows.c.hash),
        body_rows.c.hash.in_(_all(fetches.c.raw_hash)),  # no index: the list is made once, not for each row
        body_rows.c.hash.in_(_all(documents.c.quarantined_raw)),
    )
    columns = (body_rows.c.hash, body_rows.c.base_hash, func.length(body_rows.c.data).label("size"))
    unused = {
        row.hash: row for row in tx.execute(select(*columns).where(~named).order_by(body_rows.c.depth.desc()))
    }
    for dependant, base in _standing_on(tx, unused):
        while base in unused:
            base = unused[base].base_hash
        bodies.rewrite(tx, dependant, base)
    for some in chunks(list(unused)):  # the deepest first: none goes while another stands on it
        tx.execute(body_rows.delete().where(body_rows.c.hash.in_(some)))
    return len(unused), sum(row.size for row in unused.values())


def _all(column: Column[Any]) -> Select[Any]:
    return select(column).where(column.is_not(None))


def _standing_on(conn: Connection, unused: Collection[str]) -> list[tuple[str, str]]:
    """Kept bodies whose base is not, the least deep first, so that none is rebuilt on a stale depth."""
    found: list[Any] = []
    for some in chunks(list(unused)):
        query = select(body_rows.c.hash, body_rows.c.base_hash, body_rows.c.depth)
        found += conn.execute(query.where(body_rows.c.base_hash.in_(some)))
    found.sort(key=lambda row: (row.depth, row.hash))
    return [(row.hash, row.base_hash) for row in found if row.hash not in unused]
