"""Transaction 1: what a run met becomes documents, sightings, bodies, pending versions and checks.

A batch is read in, applied to the rows in memory in its own order, and written with a handful of
statements. Given again by the same run, it leaves nothing second: an item is known by document,
run, time and text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, and_, bindparam, select, update

from config.words import PublishedHow, Verdict, VersionState
from storage import bodies, copies
from storage.bodies import NewBody
from storage.records import NewVersion, Recorded, Run, Seen
from storage.schema import documents, fetches, sightings, versions
from storage.sources import hold_lease
from storage.upserts import chunks, insert, upsert

#: two 404s this far apart make a document gone; a 410 does so at once
GONE_AFTER: Final = timedelta(hours=6)
_GOOD: Final = (Verdict.OK, Verdict.UNCHANGED)
_TRUST: Final = {how: rank for rank, how in enumerate(PublishedHow)}
#: what may change in a document's row after its first sight
_MUTABLE: Final = tuple(
    column.name
    for column in documents.c
    if column.name not in ("id", "key", "kind", "first_seen_at", "history", "baseline")
)


@dataclass(slots=True)
class _Entry:
    """A document's row while its batch is applied."""

    row: dict[str, Any]
    is_new: bool
    newest_text: str | None = None  #: hash of the newest text
    base_text: str | None = None  #: ... and of that before this batch
    base_raw: str | None = None
    marked_at: datetime | None = None  #: last check by this same run, before this batch
    made: list[tuple[int, Seen, NewVersion]] = field(default_factory=list)
    set_aside: list[NewBody] = field(default_factory=list)  #: bytes without a text


def record_seen(
    tx: Connection,
    run_id: int,
    batch: Sequence[Seen],
    now: datetime,
    *,
    gone_after: timedelta = GONE_AFTER,
) -> list[Recorded]:
    """Store a batch; says for each item, in order, what became of it. Raises LeaseLost.

    A version is made only of an `ok` answer whose text differs from the newest one. Only a 410, or
    two 404s `gone_after` apart, make a document gone; any good check brings it back.
    """
    run = hold_lease(tx, run_id)
    for item in batch:
        _check(item)
    entries = _load(tx, run, batch)
    marks = _Marks(tx, run_id, entries.values())
    results = [_apply(entries, marks, run, item, gone_after) for item in batch]
    _store_bodies(tx, entries.values())
    _write_documents(tx, entries.values())
    _write_sightings(tx, run, batch, entries, now)
    ids = _write_versions(tx, run_id, entries.values())
    _write_fetches(
        tx, run, [(item, entries[item.key], result) for item, result in zip(batch, results, strict=True)]
    )
    return [
        _recorded(item, entries[item.key], result, ids) for item, result in zip(batch, results, strict=True)
    ]


def _check(item: Seen) -> None:
    if item.raw and bodies.hash_of(item.raw) != item.raw_hash:
        raise ValueError(f"{item.key}: raw_hash is not the hash of the bytes")
    if item.version is None:
        return
    if item.verdict is not Verdict.OK:
        raise ValueError(f"{item.key}: only an ok answer makes a version, not {item.verdict}")
    if item.version.raw and bodies.hash_of(item.version.raw) != item.version.raw_hash:
        raise ValueError(f"{item.key}: raw_hash is not the hash of the bytes")
    if bodies.hash_of(item.version.text.encode()) != item.version.text_hash:
        raise ValueError(f"{item.key}: text_hash is not the hash of the text")


# --- reading in -----------------------------------------------------------------------------------


def _load(tx: Connection, run: Run, batch: Sequence[Seen]) -> dict[str, _Entry]:
    """The rows of all keys of the batch, and of their parents; unknown documents get theirs."""
    firsts: dict[str, Seen] = {}
    for item in batch:
        firsts.setdefault(item.key, item)
    keys = set(firsts) | {item.parent_key for item in batch if item.parent_key}
    entries = _select(tx, run, keys)
    new = [_first_row(item, run) for key, item in firsts.items() if key not in entries]
    if new:
        tx.execute(insert(tx, documents), new)
        made = _select(tx, run, [row["key"] for row in new])
        for entry in made.values():
            entry.is_new = True
        entries |= made
    return entries


def _select(tx: Connection, run: Run, keys: Iterable[str]) -> dict[str, _Entry]:
    newest = and_(versions.c.document_id == documents.c.id, versions.c.seq == documents.c.newest)
    query = select(
        documents, versions.c.text_hash.label("newest_text"), versions.c.raw_hash.label("newest_raw")
    ).select_from(documents.outerjoin(versions, newest))
    entries: dict[str, _Entry] = {}
    for some in chunks(list(keys)):
        for found in tx.execute(query.where(documents.c.key.in_(some))).mappings():
            row = dict(found)
            text, raw = row.pop("newest_text"), row.pop("newest_raw")
            marked = row["last_checked_at"] if row["last_run"] == run.id else None
            entries[row["key"]] = _Entry(
                row=row, is_new=False, newest_text=text, base_text=text, base_raw=raw, marked_at=marked
            )
    return entries


def _first_row(item: Seen, run: Run) -> dict[str, Any]:
    return {
        "key": item.key,
        "url": item.url,
        "kind": item.kind,
        "publisher_party": item.publisher,
        "place_id": item.place,
        "official": item.official,
        "title": "",
        "published_how": PublishedHow.UNKNOWN,
        "first_seen_at": item.at,
        "history": item.history,
        "baseline": run.baseline,  # also where it is fetched later
        "relevant": item.relevant,
        "newest": 0,
        "checks": 0,
        "gate_misses": 0,
        "misses": 0,
    }


class _Marks:
    """What this run already stored of these documents, so that a repeated batch is recognised."""

    def __init__(self, tx: Connection, run_id: int, entries: Iterable[_Entry]) -> None:
        ids = [entry.row["id"] for entry in entries if not entry.is_new]
        self.versions: dict[tuple[int, datetime, str], int] = {}
        self.fetches: set[tuple[int, datetime, str]] = set()
        made, tried = versions.c, fetches.c
        for some in chunks(ids):
            for row in tx.execute(
                select(made.id, made.document_id, made.at, made.text_hash).where(
                    made.run_id == run_id, made.document_id.in_(some)
                )
            ):
                self.versions[(row.document_id, row.at, row.text_hash)] = row.id
            for old in tx.execute(
                select(tried.document_id, tried.at, tried.verdict).where(
                    tried.run_id == run_id, tried.document_id.in_(some)
                )
            ):
                self.fetches.add((old.document_id, old.at, old.verdict))

    def has(self, entry: _Entry, item: Seen) -> bool:
        """Whether this very item was stored before."""
        if item.verdict is None:
            return False
        if item.verdict not in _GOOD:
            return (entry.row["id"], item.at, str(item.verdict)) in self.fetches
        if item.version is not None and self.version(entry, item) is not None:
            return True
        same_text = item.version is None or item.version.text_hash == entry.newest_text
        return entry.marked_at == item.at and same_text

    def version(self, entry: _Entry, item: Seen) -> int | None:
        if item.version is None:
            return None
        return self.versions.get((entry.row["id"], item.at, item.version.text_hash))


# --- applying -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Result:
    repeated: bool = False
    returned: bool = False
    went: bool = False
    seq: int | None = None  #: of the version that was made
    version_id: int | None = None  #: of the version that the first call made


def _apply(entries: dict[str, _Entry], marks: _Marks, run: Run, item: Seen, gone_after: timedelta) -> _Result:
    entry = entries[item.key]
    repeated = marks.has(entry, item)
    if repeated and (item.version is not None or item.verdict not in _GOOD):
        return _Result(repeated=True, version_id=marks.version(entry, item))
    _describe(entry.row, item)
    if item.parent_key and item.parent_key in entries and item.parent_key != item.key:
        entry.row["parent_id"] = entries[item.parent_key].row["id"]
    if item.verdict is None:
        if item.next_due_at is not None:
            entry.row["next_due_at"] = item.next_due_at
        return _Result()
    entry.row |= {"last_checked_at": item.at, "last_run": run.id, "next_due_at": item.next_due_at}
    if item.quarantined:
        _set_aside(entry, item)
    if item.verdict in _GOOD:
        return _good_check(entry, item, count=not repeated)
    return _Result(went=_missed(entry.row, item, gone_after))


def _set_aside(entry: _Entry, item: Seen) -> None:
    entry.row |= {"quarantined": item.quarantined, "quarantined_by": item.quarantined_by}
    if item.raw and item.raw_hash:
        entry.row["quarantined_raw"] = item.raw_hash
        entry.set_aside.append(NewBody(data=item.raw, hash=item.raw_hash, base_hash=entry.base_raw))


def _describe(row: dict[str, Any], item: Seen) -> None:
    """What is told about a document: an official source knows better, the most credible date stays."""
    if item.official and not row["official"]:
        row |= {"official": True, "place_id": item.place or row["place_id"]}
        row["publisher_party"] = item.publisher or row["publisher_party"]
    row["publisher_party"] = row["publisher_party"] or item.publisher
    row["place_id"] = row["place_id"] or item.place
    row["relevant"] = row["relevant"] or item.relevant
    if item.title and (item.version is not None or not row["title"]):
        row["title"] = item.title
    if item.published_on is not None and _more_credible(row, item):
        row |= {"published_on": item.published_on, "published_how": item.published_how}


def _more_credible(row: dict[str, Any], item: Seen) -> bool:
    if row["published_on"] is None:
        return True
    before, now = _TRUST[PublishedHow(row["published_how"])], _TRUST[item.published_how]
    return now < before or (now == before and item.published_on < row["published_on"])


def _good_check(entry: _Entry, item: Seen, *, count: bool) -> _Result:
    row = entry.row
    returned = row["gone_since"] is not None
    row |= {"last_ok_at": item.at, "checks": row["checks"] + count, "misses": 0}
    row |= {"missed_since": None, "gone_since": None}
    row |= {"quarantined": None, "quarantined_raw": None, "quarantined_by": None}
    row["gate_misses"] += item.gate_miss and count
    if item.full:
        row["last_full_at"] = item.at
    if item.verdict is Verdict.OK:  # the validators of the newest whole answer, sent verbatim next time
        row |= {"etag": item.etag, "last_modified": item.last_modified, "url": item.url}
    else:
        row["etag"] = item.etag or row["etag"]
        row["last_modified"] = item.last_modified or row["last_modified"]
    row["raw_hash"] = item.raw_hash or (item.version.raw_hash if item.version else row["raw_hash"])
    if item.gate_hash is not None:
        row |= {"gate_hash": item.gate_hash, "gate_algo": item.gate_algo}
    if item.version is None or item.version.text_hash == entry.newest_text:
        return _Result(returned=returned)
    row["newest"] += 1
    entry.made.append((row["newest"], item, item.version))
    entry.newest_text = item.version.text_hash
    return _Result(returned=returned, seq=row["newest"])


def _missed(row: dict[str, Any], item: Seen, gone_after: timedelta) -> bool:
    """Count a 404 or 410; whether the document went with it."""
    if item.verdict not in (Verdict.MISSING, Verdict.GONE):
        return False
    row["misses"] += 1
    row["missed_since"] = row["missed_since"] or item.at
    if row["gone_since"] is not None:
        return False
    if item.verdict is Verdict.GONE or item.at - row["missed_since"] >= gone_after:
        row["gone_since"] = row["missed_since"]
        return True
    return False


# --- writing --------------------------------------------------------------------------------------


def _store_bodies(tx: Connection, entries: Iterable[_Entry]) -> None:
    """The bytes first, then the texts, each on the body that came before it."""
    raws: list[NewBody] = []
    texts: list[NewBody] = []
    for entry in entries:
        raw, text = entry.base_raw, entry.base_text
        for _, _, new in entry.made:
            if new.raw:  # tables with a row a person are summed as they are read; their bytes are not kept
                raws.append(NewBody(data=new.raw, hash=new.raw_hash, base_hash=raw))
                raw = new.raw_hash
            texts.append(NewBody(data=new.text.encode(), hash=new.text_hash, base_hash=text))
            text = new.text_hash
        raws += entry.set_aside
    bodies.put_all(tx, raws)
    bodies.put_all(tx, texts)


def _write_documents(tx: Connection, entries: Iterable[_Entry]) -> None:
    fresh = {name: bindparam(f"new_{name}", type_=documents.c[name].type) for name in _MUTABLE}
    statement = update(documents).where(documents.c.id == bindparam("row_id")).values(fresh)
    rows = [
        {"row_id": entry.row["id"]} | {f"new_{name}": entry.row[name] for name in _MUTABLE}
        for entry in entries
    ]
    if rows:
        tx.execute(statement, rows)


def _write_sightings(
    tx: Connection, run: Run, batch: Sequence[Seen], entries: dict[str, _Entry], now: datetime
) -> None:
    if run.source_id is None or not batch:
        return
    columns = ["source_id", "document_id", "first_run", "first_seen_at", "last_seen_at"]
    rows = [
        {
            "source_id": run.source_id,
            "document_id": entries[key].row["id"],
            "first_run": run.id,
            "first_seen_at": now,
            "last_seen_at": now,
        }
        for key in dict.fromkeys(item.key for item in batch)
    ]
    tx.execute(upsert(tx, sightings, columns, keep=["first_run", "first_seen_at"]), rows)


def _write_versions(tx: Connection, run_id: int, entries: Collection[_Entry]) -> dict[tuple[int, int], int]:
    """(document, seq) -> id of what was made."""
    rows = [
        _version_row(entry.row["id"], seq, run_id, item, new)
        for entry in entries
        for seq, item, new in entry.made
    ]
    if not rows:
        return {}
    made = tx.execute(
        insert(tx, versions).returning(
            versions.c.id, versions.c.document_id, versions.c.seq, sort_by_parameter_order=True
        ),
        rows,
    )
    ids = {(row.document_id, row.seq): row.id for row in made}
    told = [(entry.row["id"], seq, new.hints) for entry in entries for seq, _, new in entry.made if new.hints]
    copies.write_hints(tx, {ids[document, seq]: hints for document, seq, hints in told})
    return ids


def _version_row(document_id: int, seq: int, run_id: int, item: Seen, new: NewVersion) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "seq": seq,
        "run_id": run_id,
        "at": item.at,
        "raw_hash": new.raw_hash,
        "text_hash": new.text_hash,
        "text_length": len(new.text),
        "norm_hash": new.norm_hash,
        "media_type": new.media_type,
        "extractor": new.extractor,
        "page_count": new.page_count,
        "ocr": new.ocr,
        "cut_short": new.cut_short,
        "headers": dict(new.headers),
        "status": new.status,
        "final_url": new.final_url,
        "note": new.note or None,
        "state": VersionState.PENDING,
        "tries": 0,
    }


def _write_fetches(tx: Connection, run: Run, applied: Sequence[tuple[Seen, _Entry, _Result]]) -> None:
    rows = [
        {
            "document_id": entry.row["id"],
            "source_id": run.source_id,
            "run_id": run.id,
            "at": item.at,
            "status": item.status,
            "verdict": item.verdict,
            "size": item.size,
            "raw_hash": item.raw_hash,
            "ms": item.ms,
            "note": item.note,
        }
        for item, entry, result in applied
        if item.verdict is not None and item.verdict not in _GOOD and not result.repeated
    ]
    if rows:
        tx.execute(insert(tx, fetches), rows)


def _recorded(item: Seen, entry: _Entry, result: _Result, ids: dict[tuple[int, int], int]) -> Recorded:
    document_id: int = entry.row["id"]
    made = ids.get((document_id, result.seq)) if result.seq is not None else result.version_id
    return Recorded(
        key=item.key,
        document_id=document_id,
        version_id=made,
        is_new=entry.is_new,
        returned=result.returned,
        went=result.went,
    )
