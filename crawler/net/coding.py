"""Content codings taken off a complete answer, with the size counted after decoding.

One coding at a time: nested codings are refused, for no honest server nests them. A stream must end properly,
so that half an article never passes for a whole one.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Final, Protocol

from crawler.errors import Incomplete, TooLarge, Undecodable

ACCEPT_ENCODING: Final = "gzip, deflate"
_STEP: Final = 256 * 1024  #: bytes decoded between two looks at the size
_RAW_DEFLATE: Final = -zlib.MAX_WBITS
_GZIP: Final = 16 + zlib.MAX_WBITS


class _Inflater(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unconsumed_tail(self) -> bytes: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = ..., /) -> bytes: ...


def decode(body: bytes, codings: Iterable[str], limit: int, *, cut: bool = False) -> bytes:
    """The body without its coding; raises Undecodable, Incomplete or TooLarge.

    `codings` are the Content-Encoding header's values. With `cut` the first `limit` bytes will do, and the
    end is not looked for.
    """
    names = [name for value in codings for part in value.split(",") if (name := part.strip().lower())]
    names = [name for name in names if name != "identity"]
    if not names or not body:
        return _limited(body, limit, cut)
    if len(names) > 1:
        raise Undecodable(f"{len(names)} content codings, one inside the other")
    if names[0] in ("gzip", "x-gzip"):
        return gunzip(body, limit, cut=cut)
    if names[0] == "deflate":
        return _inflate(body, limit, cut)
    raise Undecodable(f"content coding {names[0][:40]!r}")


def gunzip(body: bytes, limit: int, *, cut: bool = False) -> bytes:
    """A gzip file of one or more members, each with its right end; zeros after it are padding."""
    parts: list[bytes] = []
    rest, room = body, limit
    while rest:
        inflater = zlib.decompressobj(_GZIP)
        part = _one_stream(inflater, rest, room, cut)
        parts.append(part)
        room -= len(part)
        if cut and room <= 0:
            break
        rest = inflater.unused_data.lstrip(b"\0")
    return b"".join(parts)


def _inflate(body: bytes, limit: int, cut: bool) -> bytes:
    """zlib's format, or the bare stream that some servers send under the same name."""
    try:
        zlib.decompressobj().decompress(body[:64], 1)
    except zlib.error:
        return _one_stream(zlib.decompressobj(_RAW_DEFLATE), body, limit, cut)
    return _one_stream(zlib.decompressobj(), body, limit, cut)


def _one_stream(inflater: _Inflater, data: bytes, limit: int, cut: bool) -> bytes:
    parts: list[bytes] = []
    size = 0
    try:
        while not inflater.eof:
            part = inflater.decompress(data, _STEP)
            data = inflater.unconsumed_tail
            if not part and not data:
                break
            parts.append(part)
            size += len(part)
            if size > limit:
                return _limited(b"".join(parts), limit, cut)
    except zlib.error as error:
        if cut and size:
            return b"".join(parts)
        raise Undecodable(f"broken compressed data: {error}") from error
    if not inflater.eof and not cut:
        raise Incomplete("the compressed data end too early")
    return b"".join(parts)


def _limited(body: bytes, limit: int, cut: bool) -> bytes:
    if len(body) <= limit:
        return body
    if cut:
        return body[:limit]
    raise TooLarge(f"more than {limit} bytes")
