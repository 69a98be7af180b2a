"""Saved answers as web archives keep them: WARC 1.1, one record a version. The same answers, the same bytes.

Where the server's headers are kept it is a `response` record, else (a file that somebody gave, a record put
together of several answers) a `resource` record, which claims no headers. Bodies are kept without their
transfer and content coding, so headers that speak of those stand under `X-Archive-Orig-`.
"""

from __future__ import annotations

import base64
import hashlib
import io
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Final, Protocol
from urllib.parse import quote

from storage.records import Document, Version

#: of the transfer, not of the bytes that are kept
_OF_TRANSFER: Final = frozenset({"content-length", "content-encoding", "transfer-encoding"})
#: what may stand in a URI as it is
_URI_SAFE: Final = ":/?#[]@!$&'()*+,;=%~"
_BREAKS: Final = dict.fromkeys((*range(0x20), 0x7F), " ")


class Out(Protocol):
    def write(self, data: bytes, /) -> int: ...
    def flush(self) -> None: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """One answer. `status` None: a resource, without headers."""

    id: str
    uri: str
    at: datetime
    media_type: str
    raw: bytes = field(repr=False)
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()


def record(document: Document, version: Version, raw: bytes) -> Record:
    answered = version.status is not None and bool(version.headers)
    return Record(
        id=_urn(f"{document.key} {version.seq} {version.at.isoformat()} {version.raw_hash}"),
        uri=_uri(version.final_url or document.url, raw),
        at=version.at,
        media_type=version.media_type,
        raw=raw,
        status=version.status if answered else None,
        headers=_headers(version, raw) if answered else (),
    )


def write(out: Out, records: Iterable[Record]) -> None:
    """The records after a warcinfo record that says what they are."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.utils import Digester
    from warcio.warcwriter import WARCWriter

    class Writer(WARCWriter):  # type: ignore[misc]
        """As warcio writes, with SHA-256 in place of its SHA-1."""

        @staticmethod
        def _create_digester() -> Digester:
            return Digester("sha256")

    writer = Writer(out, gzip=False, warc_version="1.1")
    first = True
    for each in records:
        if first:
            writer.write_record(_info(writer, each))
            first = False
        http = None
        if each.status is not None:
            line = f"{each.status} {_reason(each.status)}"
            http = StatusAndHeaders(line, list(each.headers), protocol="HTTP/1.1")
        made = writer.create_warc_record(
            each.uri,
            "resource" if http is None else "response",
            payload=io.BytesIO(each.raw),
            length=len(each.raw),
            warc_content_type=each.media_type if http is None else "",
            http_headers=http,
            warc_headers_dict={
                "WARC-Record-ID": each.id,
                "WARC-Date": _date(each.at),
                "WARC-Payload-Digest": f"sha256:{hashlib.sha256(each.raw).hexdigest()}",
            },
        )
        writer.write_record(made)


def _info(writer: object, first: Record) -> object:
    """What made the file, as of the first record's time: a clock would make each file another one."""
    said = (
        b"software: Detainer Watch\r\n"
        b"format: WARC File Format 1.1\r\n"
        b"description: saved answers; of their headers those that are evidence, bodies without coding\r\n"
    )
    return writer.create_warc_record(  # type: ignore[attr-defined]
        "",
        "warcinfo",
        payload=io.BytesIO(said),
        length=len(said),
        warc_content_type="application/warc-fields",
        warc_headers_dict={"WARC-Record-ID": _urn(f"about {first.id}"), "WARC-Date": _date(first.at)},
    )


def _headers(version: Version, raw: bytes) -> tuple[tuple[str, str], ...]:
    kept = [
        (f"X-Archive-Orig-{name}" if name.lower() in _OF_TRANSFER else name.title(), value.translate(_BREAKS))
        for name, value in sorted(version.headers.items())
    ]
    return (*kept, ("Content-Length", str(len(raw))))


def _reason(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def _uri(url: str, raw: bytes) -> str:
    """The address; bytes that came from none are named by their hash (RFC 6920)."""
    if url.startswith(("http://", "https://")):
        return quote(url, safe=_URI_SAFE)
    digest = base64.urlsafe_b64encode(hashlib.sha256(raw).digest()).decode().rstrip("=")
    return f"ni:///sha-256;{digest}"


def _urn(what: str) -> str:
    return f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, what)}>"


def _date(at: datetime) -> str:
    utc = at.astimezone(UTC)
    return utc.strftime("%Y-%m-%dT%H:%M:%S") + (f".{utc.microsecond:06d}" if utc.microsecond else "") + "Z"
