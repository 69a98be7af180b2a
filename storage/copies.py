"""Copies as rows: by which keys a text is found again, what its page said, whose text it is. No rule is here.

Only texts that speak for themselves have keys: a copy is found through its original, so that a story which
five hundred papers print is one entry under each of its keys.
"""

from __future__ import annotations

import struct
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import CompoundSelect, Connection, bindparam, select, union_all

from config.words import CopyHow
from storage.records import CopiesFound, Json, Origin
from storage.schema import documents, hints, origins, passages, signatures, versions
from storage.upserts import chunks, insert, upsert

#: entries of one key that are looked at: what more texts than that have in common is boilerplate
MOST_ENTRIES: Final = 64
_SLOTS: Final = 48  #: keys in one query
_ORIGIN: Final = ("document_id", "original_id", "original_key", "name", "how", "whole")
_KEY: Final = "q"  #: of `struct`: eight bytes


@dataclass(frozen=True, slots=True)
class Candidate:
    """A version that shares keys with a text."""

    version: int
    document: int
    shared: int


# --- finding --------------------------------------------------------------------------------------


def candidates(conn: Connection, keys: Collection[int], *, but: int, most: int) -> list[Candidate]:
    """Versions of other documents than `but` under these keys, those with most keys in common first.

    One probe of an index a key. A key with more entries than `MOST_ENTRIES` tells nothing and is left out.
    """
    under: defaultdict[int, list[int]] = defaultdict(list)
    for some in chunks(sorted(keys), _SLOTS):
        wanted = {f"key_{slot}": some[slot] if slot < len(some) else None for slot in range(_SLOTS)}
        for key, version in conn.execute(_probes(), wanted):
            under[key].append(version)
    telling = (found for found in under.values() if len(found) <= MOST_ENTRIES)
    shared = Counter(version for found in telling for version in found)
    if not shared:
        return []
    ranked = sorted(shared, key=lambda version: (-shared[version], version))[: 4 * most]
    query = select(versions.c.id, versions.c.document_id).where(versions.c.id.in_(ranked))
    whose = {row.id: row.document_id for row in conn.execute(query)}
    met = [Candidate(id_, whose[id_], shared[id_]) for id_ in ranked if whose.get(id_, but) != but]
    return met[:most]


@cache
def _probes() -> CompoundSelect[int, int]:
    """A probe of the index for each slot; one without a key finds nothing. Put together once."""
    probes = (
        select(passages.c.key, passages.c.version_id)
        .where(passages.c.key == bindparam(f"key_{slot}"))
        .limit(MOST_ENTRIES + 1)
        .subquery()
        for slot in range(_SLOTS)
    )
    return union_all(*(select(probe.c.key, probe.c.version_id) for probe in probes))


def keys_of(conn: Connection, version_id: int) -> tuple[int, ...]:
    """The keys by which a version is found; none where it is not looked for."""
    kept = conn.execute(select(signatures.c["keys"]).where(signatures.c.version_id == version_id))
    return _unpacked(kept.scalar_one_or_none() or b"")


def origins_of(conn: Connection, ids: Collection[int]) -> dict[int, Origin]:
    """Where the texts of these documents come from; nothing for those that speak for themselves."""
    found: dict[int, Origin] = {}
    for some in chunks(sorted(ids)):
        for row in conn.execute(select(origins).where(origins.c.document_id.in_(some))):
            found[row.document_id] = _origin(row)
    return found


def copies_of(conn: Connection, ids: Collection[int]) -> list[Origin]:
    """The documents that are known to repeat one of these, in the order in which they were met."""
    query = select(origins).order_by(origins.c.document_id)
    found: list[Origin] = []
    for some in chunks(sorted(ids)):
        found += [_origin(row) for row in conn.execute(query.where(origins.c.original_id.in_(some)))]
    return found


def naming(conn: Connection, keys: Collection[str], most: int) -> list[Origin]:
    """The documents whose pages name one of these addresses as their origin."""
    query = select(origins).where(origins.c.original_key.in_(list(keys))).order_by(origins.c.document_id)
    return [_origin(row) for row in conn.execute(query.limit(most))]


def by_keys(conn: Connection, keys: Collection[str]) -> list[int]:
    """The documents at these addresses."""
    query = select(documents.c.id).where(documents.c.key.in_(list(keys))).order_by(documents.c.id)
    return list(conn.execute(query).scalars())


def told(conn: Connection, version_id: int) -> Mapping[str, Json]:
    """What the page of a version said of where its text comes from."""
    found: Mapping[str, Json] | None = conn.execute(
        select(hints.c.told).where(hints.c.version_id == version_id)
    ).scalar_one_or_none()
    return found or {}


def _origin(row: Any) -> Origin:
    return Origin(
        document=row.document_id,
        original=row.original_id,
        key=row.original_key,
        name=row.name,
        how=CopyHow(row.how),
        whole=row.whole,
    )


# --- writing --------------------------------------------------------------------------------------


def write(tx: Connection, version_id: int, found: CopiesFound) -> None:
    """Store what was found out of a version: its keys, and whose text it and others are."""
    sign(tx, version_id, found.algo, found.keys)
    own = [id_ for id_, origin in found.origins.items() if origin is None]
    for some in chunks(own):
        tx.execute(origins.delete().where(origins.c.document_id.in_(some)))
    rows = [
        dict(zip(_ORIGIN, (o.document, o.original, o.key, o.name, o.how, o.whole), strict=True))
        for o in found.origins.values()
        if o is not None
    ]
    if rows:
        tx.execute(upsert(tx, origins, _ORIGIN), rows)


def sign(tx: Connection, version_id: int, algo: str, keys: Sequence[int]) -> None:
    """Let a version be found by these keys and no others."""
    old = tx.execute(select(signatures).where(signatures.c.version_id == version_id)).one_or_none()
    if old is not None and (old.algo, _unpacked(old.keys)) == (algo, tuple(keys)):
        return
    if old is not None:
        drop(tx, [version_id])
    if keys:
        tx.execute(signatures.insert(), {"version_id": version_id, "algo": algo, "keys": _packed(keys)})
        rows = [{"key": key, "version_id": version_id} for key in keys]
        tx.execute(insert(tx, passages).on_conflict_do_nothing(), rows)


def write_hints(tx: Connection, rows: Mapping[int, Mapping[str, str]]) -> None:
    """What pages said, by version."""
    if rows:
        tx.execute(hints.insert(), [{"version_id": id_, "told": dict(said)} for id_, said in rows.items()])


def drop(tx: Connection, version_ids: Collection[int]) -> None:
    """Let versions no longer be found: their signatures name the keys, so that nothing is searched for."""
    for some in chunks(sorted(version_ids)):
        mine = signatures.c.version_id.in_(some)
        rows = [
            {"gone_key": key, "gone_version": row.version_id}
            for row in tx.execute(select(signatures).where(mine))
            for key in _unpacked(row.keys)
        ]
        if rows:
            one = (passages.c.key == bindparam("gone_key")) & (
                passages.c.version_id == bindparam("gone_version")
            )
            tx.execute(passages.delete().where(one), rows)
            tx.execute(signatures.delete().where(mine))


def forget(tx: Connection, version_ids: Collection[int]) -> None:
    """Before versions are removed: all that is kept here of them."""
    drop(tx, version_ids)
    for some in chunks(sorted(version_ids)):
        tx.execute(hints.delete().where(hints.c.version_id.in_(some)))


def forget_all(tx: Connection) -> None:
    """Remove what was found out, to be found anew from the texts; what pages said stays."""
    for table in (origins, passages, signatures):
        tx.execute(table.delete())


def _packed(keys: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(keys)}{_KEY}", *keys)


def _unpacked(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // struct.calcsize(_KEY)}{_KEY}", data)
