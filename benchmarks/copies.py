"""`python -m benchmarks.copies`: finding the copies of a text among very many, how fast and how surely.

A store gets the keys of so many texts as are asked for, made up; one key in ten is shared by many (phrases
that a region's papers repeat). A few real stories stand among them. Then what others make of those
stories is looked up: cut, reordered, within a longer story, spun. Two peers in the same run: comparing with
every stored text by the shingles of five words that were compared before there were keys (timed on some, and
multiplied), and the library's own index over whole texts.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Final

from rensa import RMinHash, RMinHashLSH
from sqlalchemy import Connection, insert, text

from monitor import copies, passages
from storage import copies as rows
from storage.database import Store
from storage.schema import documents, runs, versions
from tests.monitor import copied_texts as texts

KEYS: Final = 20  #: of a made-up text
COMMON: Final = 20_000  #: keys that many texts share
BATCH: Final = 250_000  #: texts that get keys in one transaction
MADE: Final = 10_000
MOST: Final = 24
SAMPLE: Final = 60  #: texts that the peers compare with
TAKEN: Final[dict[str, Callable[[str], str]]] = {
    "verbatim": str,
    "cut to a third": texts.cut,
    "reordered": texts.reordered,
    "within a longer story": texts.embedded,
    "beginning within a longer": texts.excerpted,
    "among a site's own words": texts.with_boilerplate,
}
NOW: Final = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.copies", description=__doc__)
    parser.add_argument("--texts", type=int, default=100_000, help="texts in the store (100,000)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="detainer-watch-bench-") as folder:
        file = Path(folder) / "store.db"
        with Store.open(f"sqlite:///{file}", create=True, now=NOW) as store:
            bare = _filled(store, file, asked.texts)
            bytes_a_text = (_size(store, file) - bare) / asked.texts
            _say(f"{asked.texts:,} texts, {KEYS} keys each: {bytes_a_text:.0f} bytes a text\n\n")
            _look_up(store, asked.texts)
    _related()


def _filled(store: Store, file: Path, count: int) -> int:
    """Make the rows; says how large the store was without keys."""
    store.transact(_versions, count + len(texts.FAMILIES))
    bare = _size(store, file)
    started = time.perf_counter()
    for first in range(1, count + 1, BATCH):
        store.transact(_sign, first, min(first + BATCH - 1, count))
    for number, family in enumerate(texts.FAMILIES, count + 1):
        keys = passages.keys(passages.passages(family.wire))
        store.transact(rows.sign, number, passages.algo(), keys)
    _say(f"filled in {time.perf_counter() - started:.0f} s; ")
    return bare


def _versions(tx: Connection, count: int) -> None:
    """A document and its versions, bare: the look-up only asks which document a version is of."""
    tx.execute(
        insert(runs),
        {"id": 1, "kind": "crawl", "owner": "x", "baseline": False, "started_at": NOW, "counts": {}},
    )
    for id_ in (1, 2):
        tx.execute(insert(documents), _document(id_))
    tx.execute(text("INSERT INTO bodies (hash, codec, depth, size, data) VALUES ('x', 'zstd', 0, 0, x'')"))
    for first in range(1, count + 1, MADE):
        tx.execute(insert(versions), [_version(id_) for id_ in range(first, min(first + MADE, count + 1))])


def _document(id_: int) -> dict[str, object]:
    words = dict.fromkeys(("url", "kind", "publisher_party", "place_id", "title", "published_how"), "x")
    flags = dict.fromkeys(("official", "history", "baseline", "relevant"), False)
    counts = dict.fromkeys(("newest", "checks", "gate_misses", "misses"), 0)
    return {"id": id_, "key": str(id_), "first_seen_at": NOW, **words, **flags, **counts}


def _version(id_: int) -> dict[str, object]:
    words = dict.fromkeys(("raw_hash", "text_hash", "norm_hash", "media_type", "extractor"), "x")
    more = {"text_length": 0, "ocr": False, "cut_short": False, "headers": {}, "state": "done", "tries": 0}
    return {"id": id_, "document_id": 1, "seq": id_, "run_id": 1, "at": NOW, **words, **more}


_MANY: Final = (
    "INSERT OR IGNORE INTO passages (key, version_id)"
    " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :keys)"
    " SELECT (abs(random()) >> 15) % :most, id FROM versions, n WHERE id BETWEEN :first AND :last ORDER BY 1"
)
_SIGNED: Final = (
    "INSERT INTO signatures (version_id, algo, keys)"
    " SELECT id, :algo, zeroblob(:size) FROM versions WHERE id BETWEEN :first AND :last"
)


def _sign(tx: Connection, first: int, last: int) -> None:
    """Keys in the order of the index within a batch, as they would lie after many texts had come."""
    batch = {"first": first, "last": last}
    tx.execute(text(_MANY), {"keys": KEYS - KEYS // 10, "most": 2**48, **batch})
    tx.execute(text(_MANY), {"keys": KEYS // 10, "most": COMMON, **batch})
    tx.execute(text(_SIGNED), {"algo": passages.algo(), "size": 8 * KEYS, **batch})


def _size(store: Store, file: Path) -> int:
    with store.read() as conn:
        pages, size = (conn.exec_driver_sql(f"PRAGMA page_{what}").scalar() for what in ("count", "size"))
    return int(pages or 0) * int(size or 0)


# --- looking up -----------------------------------------------------------------------------------


def _taken() -> Iterator[tuple[str, int, str]]:
    for number, family in enumerate(texts.FAMILIES):
        for how, take in TAKEN.items():
            yield how, number, take(family.wire)
            yield f"spun, {how}", number, take(family.spun)


def _look_up(store: Store, count: int) -> None:
    index = RMinHashLSH(threshold=0.5, num_perm=64, num_bands=16)
    for number, family in enumerate(texts.FAMILIES):
        index.insert(number, _whole(family.wire))
    took: list[float] = []
    spent: list[float] = []
    found: dict[str, list[tuple[bool, bool]]] = {}
    with store.read() as conn:
        for how, number, told in _taken():
            keys = passages.keys(passages.passages(told))
            rows.candidates(conn, keys, but=2, most=MOST)  # the first look-up pays for the disk
            started, worked = time.perf_counter(), time.process_time()
            met = rows.candidates(conn, keys, but=2, most=MOST)
            took.append(1000 * (time.perf_counter() - started))
            spent.append(1000 * (time.process_time() - worked))
            ours = count + 1 + number in {each.version for each in met}
            found.setdefault(how, []).append((ours, number in index.query(_whole(told))))
    for how, both in found.items():
        one, other = (sum(each[side] for each in both) for side in (0, 1))
        _say(f"{how:40} {one} of {len(both)}; by signatures of whole texts {other} of {len(both)}\n")
    middle, scan = statistics.median(spent), _scan() * count
    _say(
        f"\nlook-up {middle:.1f} ms CPU, {statistics.median(took):.1f} ms wall, at most {max(took):.1f} ms; "
    )
    _say(
        f"comparing with every text {scan / 1000:.0f} s CPU (estimate), {scan / middle:,.0f} times as much\n"
    )


def _whole(told: str) -> RMinHash:
    made = RMinHash(num_perm=64, seed=1)
    words = told.casefold().split()
    made.update([" ".join(words[at : at + 3]) for at in range(len(words) - 2)])
    return made


def _scan() -> float:
    """Milliseconds that comparing with one stored text took before there were keys."""
    listed = [story for family in texts.FAMILIES for story in (family.wire, *family.reports)] * (SAMPLE // 9)
    own = _shingles(texts.RIVERTON.wire)
    started = time.process_time()
    for other in listed:
        theirs = _shingles(other)
        len(own & theirs) / len(own | theirs)
    return 1000 * (time.process_time() - started) / len(listed)


def _shingles(told: str) -> frozenset[bytes]:
    words = told.casefold().split()
    runs_ = (" ".join(words[at : at + 5]).encode() for at in range(len(words) - 4))
    return frozenset(blake2b(run, digest_size=8).digest() for run in runs_)


def _related() -> None:
    """What deciding costs once a candidate is found."""
    wire, told = texts.RIVERTON.wire, texts.embedded(texts.RIVERTON.spun)
    started = time.process_time()
    for _ in range(SAMPLE):
        copies.related(passages.passages(told), passages.passages(wire))
    _say(f"deciding about one candidate {1000 * (time.process_time() - started) / SAMPLE:.1f} ms CPU; ")
    read = passages.passages(told)
    started = time.process_time()
    for _ in range(SAMPLE):
        passages.keys(read)
    _say(f"making the keys of a text {1000 * (time.process_time() - started) / SAMPLE:.2f} ms CPU\n")


def _say(told: str) -> None:
    sys.stdout.write(told)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
