"""Bytes and texts by content: each stored once, most as the difference to an earlier one.

A body is compressed with the document's previous body as its dictionary, which makes a version of a
page cost about as much as what changed in it. Every twentieth is whole again, so reading one never
takes more than twenty steps.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

import zstandard
from sqlalchemy import Connection, Select, bindparam, select

from storage.errors import NotKept, StoreDamaged
from storage.schema import bodies
from storage.upserts import chunks, insert

LEVEL: Final = 9
MAX_DEPTH: Final = 19  #: then a whole copy: every twentieth
#: larger bodies (packets, scans) hardly resemble each other as bytes, and a chain of them is slow to read
MAX_CHAINED: Final = 8 * 1024 * 1024
WHOLE: Final = "zstd"
CHAINED: Final = "zstd-dict"


@dataclass(frozen=True, kw_only=True, slots=True)
class NewBody:
    """Bytes to keep; `base_hash` is a body that they probably resemble."""

    data: bytes
    hash: str
    base_hash: str | None = None


def hash_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def put(tx: Connection, data: bytes, base_hash: str | None = None) -> str:
    """Keep `data` and say its hash. Bytes that are already there stay as they are."""
    found = hash_of(data)
    put_all(tx, [NewBody(data=data, hash=found, base_hash=base_hash)])
    return found


def put_all(tx: Connection, new: Sequence[NewBody]) -> None:
    """Keep all of them, in order: one may name an earlier one as its base. The hashes are trusted."""
    missing = {body.hash: body for body in new}
    for known in present(tx, missing):
        del missing[known]
    fresh: dict[str, dict[str, Any]] = {}
    content: dict[str, bytes] = {}
    for body in missing.values():
        fresh[body.hash] = _row(tx, body, fresh, content)
        content[body.hash] = body.data
    if fresh:
        tx.execute(insert(tx, bodies), list(fresh.values()))


def get(conn: Connection, hash_: str) -> bytes:
    """The bytes with this hash, proved by hashing them; NotKept, or StoreDamaged where they are not those."""
    chain = _chain(conn, hash_)
    if not chain:
        raise NotKept(f"no bytes are kept for {hash_}")
    return _unpacked(chain)


def present(conn: Connection, hashes: Collection[str]) -> set[str]:
    """Which of these are kept."""
    found: set[str] = set()
    for some in chunks(list(hashes)):
        found.update(conn.execute(select(bodies.c.hash).where(bodies.c.hash.in_(some))).scalars())
    return found


def rewrite(tx: Connection, hash_: str, base_hash: str | None) -> None:
    """Store a body anew on another base, or whole; its content and hash stay. For retention."""
    row = _row(tx, NewBody(data=get(tx, hash_), hash=hash_, base_hash=base_hash), {}, {})
    tx.execute(bodies.update().where(bodies.c.hash == hash_).values(**row))


def _row(
    conn: Connection, body: NewBody, fresh: dict[str, dict[str, Any]], content: dict[str, bytes]
) -> dict[str, Any]:
    """The row of one body. `fresh` and `content` are those of the same batch, not yet in the table."""
    row: dict[str, Any] = {
        "hash": body.hash,
        "codec": WHOLE,
        "base_hash": None,
        "depth": 0,
        "size": len(body.data),
    }
    found = _base(conn, body, fresh, content)
    if found is None:
        return row | {"data": _compress(body.data, None)}
    depth, base = found
    chained = _compress(body.data, base)
    if len(chained) * 3 > len(body.data):  # hardly a resemblance: perhaps not worth a step in a chain
        whole = _compress(body.data, None)
        if len(whole) <= len(chained) * 1.1:
            return row | {"data": whole}
    return row | {"codec": CHAINED, "base_hash": body.base_hash, "depth": depth + 1, "data": chained}


def _base(
    conn: Connection, body: NewBody, fresh: dict[str, dict[str, Any]], content: dict[str, bytes]
) -> tuple[int, bytes] | None:
    """Depth and bytes of the base, where it is there and fit to be one."""
    if body.base_hash in (None, body.hash) or not 0 < len(body.data) <= MAX_CHAINED:
        return None
    if body.base_hash in fresh:
        depth, data = fresh[body.base_hash]["depth"], content[body.base_hash]
        return (depth, data) if depth < MAX_DEPTH and 0 < len(data) <= MAX_CHAINED else None
    chain = _chain(conn, body.base_hash or "")
    if not chain or chain[0].depth >= MAX_DEPTH or not 0 < chain[0].size <= MAX_CHAINED:
        return None
    return chain[0].depth, _unpacked(chain)


def _chain(conn: Connection, hash_: str) -> Sequence[Any]:
    """The body, its base, and so on down to a whole one."""
    return conn.execute(_CHAIN, {"hash": hash_}).all()


def _chain_query() -> Select[Any]:
    columns = (
        bodies.c.hash,
        bodies.c.codec,
        bodies.c.base_hash,
        bodies.c.depth,
        bodies.c.size,
        bodies.c.data,
    )
    wanted = bindparam("hash", type_=bodies.c.hash.type)
    chain = select(*columns).where(bodies.c.hash == wanted).cte("chain", recursive=True)
    base = bodies.alias("base")
    chain = chain.union_all(
        select(*(base.c[column.name] for column in columns)).where(base.c.hash == chain.c.base_hash)
    )
    return select(chain).order_by(chain.c.depth.desc())


#: put together once: that takes far longer than the query itself
_CHAIN: Final = _chain_query()


def _unpacked(chain: Sequence[Any]) -> bytes:
    data = b""
    for row in reversed(chain):
        data = _decoded(row, data)
    if hash_of(data) != chain[0].hash:
        raise StoreDamaged(f"the stored bytes of {chain[0].hash} are not those that were stored")
    return data


def _compress(data: bytes, base: bytes | None) -> bytes:
    compressor = zstandard.ZstdCompressor(level=LEVEL, dict_data=_dictionary(base), write_dict_id=False)
    packed: bytes = compressor.compress(data)
    return packed


def _decoded(row: Any, base: bytes) -> bytes:
    try:
        decompressor = zstandard.ZstdDecompressor(
            dict_data=_dictionary(base if row.codec == CHAINED else None)
        )
        data: bytes = decompressor.decompress(row.data, max_output_size=row.size) if row.size else b""
    except zstandard.ZstdError as error:
        raise StoreDamaged(f"the stored bytes of {row.hash} cannot be unpacked: {error}") from error
    return data


def _dictionary(base: bytes | None) -> Any:
    if base is None:
        return None
    return zstandard.ZstdCompressionDict(base, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
