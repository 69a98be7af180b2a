"""The proof for a document in one zip that a third person can check without this product.

    README.txt              what is what, and how to check it, step by step
    version-N/original.*    the bytes as they were fetched
    version-N/text.txt      the text that was made of them
    version-N/headers.json  what the server said beside the bytes
    version-N/reading.json  the figures, each with its quote and where in the text it stands
    chain.json              the document, its versions, the changes and alerts that came of it
    record.warc             the same answers as web archives keep them (WARC 1.1)
    check.py                what checks hashes and quotes
    SHA256SUMS              of all these files

The same evidence gives the same bytes, so that two bundles can be compared. It names no receiver of an alert,
nor who gave a document by hand.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, BinaryIO, Final

from monitor import evidence_readme, provenance, warc
from monitor.phrases import link
from storage.records import Alert, Document, Json, Version

_SUFFIXES: Final = {
    "text/html": "html",
    "application/pdf": "pdf",
    "text/csv": "csv",
    "text/plain": "txt",
    "application/json": "json",
    "application/xml": "xml",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What is known of one version. Its bytes and its text are asked for when they are written."""

    version: Version
    raw: Callable[[], bytes | None]  #: None: not kept any more
    text: Callable[[], str]
    figures: Sequence[Mapping[str, Json]]  #: cited, each with its span


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """What is known of a document. `versions` are packed, `all_versions` stand in the chain."""

    document: Document
    versions: Sequence[Kept]
    all_versions: Sequence[Version]
    changes: Sequence[Mapping[str, Json]]
    alerts: Sequence[tuple[Alert, Sequence[int]]]


def pack(evidence: Evidence, stream: BinaryIO) -> tuple[int, ...]:
    """Write the zip; says of which versions the bytes are not kept any more."""
    lost: list[int] = []
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        bundle = _Bundle(packed)
        for kept in evidence.versions:
            if not _pack_version(bundle, evidence.document, kept):
                lost.append(kept.version.seq)
        newest = evidence.versions[-1].version.at
        bundle.add("chain.json", _json(_chain(evidence)), newest)
        with bundle.open("record.warc", newest) as out:
            warc.write(out, _records(evidence))
        originals = {kept.version.seq: raw_name(kept.version) for kept in evidence.versions}
        versions = [kept.version for kept in evidence.versions]
        readme = evidence_readme.text(evidence.document, versions, originals, lost)
        bundle.add("check.py", evidence_readme.CHECK.encode(), newest)
        bundle.add("README.txt", readme.encode(), newest)
        bundle.add("SHA256SUMS", bundle.sums(), newest)
    return tuple(lost)


class _Bundle:
    """A zip whose entries carry times of the store, and the hashes of what was put in."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self._packed = packed
        self._sums: dict[str, str] = {}

    def add(self, name: str, data: bytes, at: datetime) -> None:
        with self.open(name, at) as out:
            out.write(data)

    def open(self, name: str, at: datetime) -> _Hashed:
        entry = zipfile.ZipInfo(name, (max(at.year, 1980), at.month, at.day, at.hour, at.minute, at.second))
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.create_system = 3  # the same bytes on every system
        entry.external_attr = 0o644 << 16
        return _Hashed(self._packed.open(entry, "w", force_zip64=True), name, self._sums)

    def sums(self) -> bytes:
        """As `sha256sum -c` reads them."""
        return "".join(f"{digest}  {name}\n" for name, digest in sorted(self._sums.items())).encode()


class _Hashed:
    """An entry that is being written; its hash is known when it is closed."""

    def __init__(self, out: IO[bytes], name: str, sums: dict[str, str]) -> None:
        self._out = out
        self._name = name
        self._sums = sums
        self._digest = hashlib.sha256()

    def __enter__(self) -> _Hashed:
        return self

    def __exit__(self, *_: object) -> None:
        self._out.close()
        self._sums[self._name] = self._digest.hexdigest()

    def write(self, data: bytes) -> int:
        self._digest.update(data)
        return self._out.write(data)

    def flush(self) -> None:
        self._out.flush()


def raw_name(version: Version) -> str:
    """A name of ours for the bytes: that of a server is not to be trusted."""
    return f"original.{_SUFFIXES.get(version.media_type, 'bin')}"


def _pack_version(bundle: _Bundle, document: Document, kept: Kept) -> bool:
    """False where its bytes are not kept any more."""
    version = kept.version
    folder = f"version-{version.seq}"
    raw = kept.raw()
    if raw is not None:
        bundle.add(f"{folder}/{raw_name(version)}", raw, version.at)
    bundle.add(f"{folder}/text.txt", kept.text().encode(), version.at)
    bundle.add(f"{folder}/headers.json", _json(_headers(document, version)), version.at)
    bundle.add(f"{folder}/reading.json", _json(_reading(document, kept)), version.at)
    return raw is not None


def _records(evidence: Evidence) -> Iterator[warc.Record]:
    for kept in evidence.versions:
        raw = kept.raw()
        if raw is not None:
            yield warc.record(evidence.document, kept.version, raw)


# --- what is said in JSON -------------------------------------------------------------------------


def _headers(document: Document, version: Version) -> Json:
    asked = document.url if link(document.url) else None  # what was given by hand has a file's name
    return {
        "asked": asked,
        "answered": version.final_url or asked,
        "status": version.status,
        "at": version.at.isoformat(),
        "headers": dict(sorted(version.headers.items())),
    }


def _reading(document: Document, kept: Kept) -> Json:
    version = kept.version
    return {
        "document": _document(document),
        "version": {
            **_version(version),
            "media_type": version.media_type,
            "cut_short": version.cut_short,
            "by_ocr": version.ocr,
        },
        "figures": [dict(figure) for figure in kept.figures],
    }


def _document(document: Document) -> Json:
    return {
        "id": document.id,
        "key": document.key,
        "url": document.url,
        "title": document.title,
        "publisher": document.publisher,
        "place": document.place,
        "published_on": document.published_on.isoformat() if document.published_on else None,
        "published_how": document.published_how.value,
        "first_seen_at": document.first_seen_at.isoformat(),
    }


def _version(version: Version) -> dict[str, Json]:
    reader = provenance.read_by(version.read_by)
    return {
        "number": version.seq,
        "saved_at": version.at.isoformat(),
        "sha256_of_bytes": version.raw_hash,
        "sha256_of_text": version.text_hash,
        "extractor": version.extractor,
        "reader": reader.reader,
        "catalogue": reader.catalogue,
    }


def _chain(evidence: Evidence) -> Json:
    packed = {kept.version.seq for kept in evidence.versions}
    return {
        "document": _document(evidence.document),
        "versions": [{**_version(each), "packed": each.seq in packed} for each in evidence.all_versions],
        "changes": [dict(change) for change in evidence.changes],
        "alerts": [
            {
                "id": alert.id,
                "made_at": alert.made_at.isoformat(),
                "subject": alert.subject,
                "changes": list(ids),
            }
            for alert, ids in evidence.alerts
        ],
    }


def _json(value: Json) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")
