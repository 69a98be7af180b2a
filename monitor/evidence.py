"""The proof for a version of a document, in one zip that a third person can check without this product."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from monitor.phrases import moment, one_line
from storage.records import Document, Json, Version

_SUFFIXES: Final = {
    "text/html": "html",
    "application/pdf": "pdf",
    "text/csv": "csv",
    "text/plain": "txt",
    "application/json": "json",
    "application/xml": "xml",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """What is known of one version."""

    document: Document
    version: Version
    text: str
    raw: bytes | None  #: None: not kept any more
    figures: Sequence[Mapping[str, Json]]


def pack(evidence: Evidence, stream: BinaryIO) -> None:
    """Write the zip. The same evidence gives the same bytes, so that two copies can be compared."""
    files = _files(evidence)
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in files.items())
    files["SHA256SUMS"] = sums.encode()
    files["README.txt"] = _readme(evidence, raw_name(evidence.version)).encode()
    at = evidence.version.at
    when = (max(at.year, 1980), at.month, at.day, at.hour, at.minute, at.second)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, when)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, files[name])


def raw_name(version: Version) -> str:
    """A name of ours for the bytes: that of a server is not to be trusted."""
    return f"original.{_SUFFIXES.get(version.media_type, 'bin')}"


def _files(evidence: Evidence) -> dict[str, bytes]:
    files = {
        "text.txt": evidence.text.encode(),
        "headers.json": _json(dict(evidence.version.headers)),
        "reading.json": _json(_reading(evidence)),
    }
    if evidence.raw is not None:
        files[raw_name(evidence.version)] = evidence.raw
    return files


def _reading(evidence: Evidence) -> Json:
    document, version = evidence.document, evidence.version
    return {
        "document": {
            "id": document.id,
            "key": document.key,
            "url": document.url,
            "title": document.title,
            "publisher": document.publisher,
            "place": document.place,
            "published_on": document.published_on.isoformat() if document.published_on else None,
            "published_how": document.published_how.value,
            "first_seen_at": document.first_seen_at.isoformat(),
        },
        "version": {
            "number": version.seq,
            "saved_at": version.at.isoformat(),
            "media_type": version.media_type,
            "sha256_of_bytes": version.raw_hash,
            "sha256_of_text": version.text_hash,
            "extractor": version.extractor,
            "read_by": version.read_by,
            "cut_short": version.cut_short,
            "by_ocr": version.ocr,
        },
        "figures": [dict(figure) for figure in evidence.figures],
    }


def _json(value: Json | dict[str, str]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _readme(evidence: Evidence, original: str) -> str:
    document, version = evidence.document, evidence.version
    kept = evidence.raw is not None
    bytes_line = (
        f"{original}   the bytes as the server sent them (after decoding the transfer)"
        if kept
        else "(the bytes themselves are not kept any more; their hash is in reading.json)"
    )
    return f"""Saved copy of a document, by Detainer Watch

Address    {one_line(document.url, 2000)}
Title      {one_line(document.title) or "-"}
Publisher  {one_line(document.publisher) or "-"}
Published  {document.published_on or "-"} ({document.published_how.value})
Saved      {moment(version.at)}, version {version.seq} of document {document.id}

{bytes_line}
text.txt       the text that was made of them by {version.extractor}
headers.json   response headers that came with them
reading.json   what was read in the text, with quotes, and the hashes below
SHA256SUMS     SHA-256 of each of these files

SHA-256 of the bytes  {version.raw_hash}
SHA-256 of the text   {version.text_hash}

To check that nothing in here was changed since it was packed:

    sha256sum -c SHA256SUMS          (macOS: shasum -a 256 -c SHA256SUMS)

To check that it is the copy that an alert or an export speaks of, compare the SHA-256 of the bytes
that is named there with the one of your copy:

    sha256sum {original if kept else "text.txt"}

A quote in reading.json is an exact part of text.txt. What software read in it may be wrong: the original
decides, not the reading.
"""
