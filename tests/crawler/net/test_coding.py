from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import FetchError, Incomplete, TooLarge, Undecodable
from crawler.net.coding import decode, gunzip

TEXT = b"15 detainer requests. " * 400
RAW = zlib.compressobj(wbits=-15)
BARE = RAW.compress(TEXT) + RAW.flush()


@pytest.mark.parametrize(
    ("body", "codings"),
    [
        (TEXT, []),
        (TEXT, ["identity"]),
        (gzip.compress(TEXT), ["gzip"]),
        (gzip.compress(TEXT), ["X-GZIP "]),
        (gzip.compress(TEXT[:100]) + gzip.compress(TEXT[100:]), ["gzip"]),  # two members
        (gzip.compress(TEXT) + b"\0" * 20, ["gzip"]),  # padding
        (zlib.compress(TEXT), ["deflate"]),
        (BARE, ["deflate"]),  # as some servers send it
        (gzip.compress(TEXT), ["identity, gzip"]),
    ],
)
def test_it_takes_one_coding_off(body: bytes, codings: list[str]) -> None:
    assert decode(body, codings, len(TEXT)) == TEXT


@pytest.mark.parametrize(
    ("body", "codings", "error"),
    [
        (gzip.compress(TEXT)[:-9], ["gzip"], Incomplete),  # half a stream
        (gzip.compress(TEXT)[:-4], ["gzip"], Incomplete),  # its length is missing
        (gzip.compress(TEXT)[:-8] + b"\0" * 8, ["gzip"], Undecodable),  # wrong checksum
        (TEXT, ["gzip"], Undecodable),  # plain text
        (zlib.compress(TEXT)[:-5], ["deflate"], Incomplete),
        (TEXT, ["br"], Undecodable),  # we did not ask for it
        (TEXT, ["x-made-up"], Undecodable),
        (gzip.compress(gzip.compress(TEXT)), ["gzip, gzip"], Undecodable),
        (gzip.compress(gzip.compress(TEXT)), ["gzip", "gzip"], Undecodable),
        (TEXT + b"x", [], TooLarge),
        (gzip.compress(TEXT + b"x"), ["gzip"], TooLarge),
        (gzip.compress(TEXT) + gzip.compress(b"x"), ["gzip"], TooLarge),  # counted over all members
        (gzip.compress(b"\0" * 50_000_000), ["gzip"], TooLarge),
        (zlib.compress(b"\0" * 50_000_000), ["deflate"], TooLarge),
    ],
)
def test_it_refuses_what_is_broken_nested_unknown_or_too_large(
    body: bytes, codings: list[str], error: type[FetchError]
) -> None:
    with pytest.raises(error):
        decode(body, codings, len(TEXT))


def test_the_first_bytes_of_a_cut_stream_can_be_had() -> None:
    assert decode(TEXT, [], 100, cut=True) == TEXT[:100]
    assert decode(gzip.compress(TEXT)[:-9], ["gzip"], 100, cut=True) == TEXT[:100]
    assert gunzip(gzip.compress(b"\0" * 10_000_000), 100, cut=True) == b"\0" * 100


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "br"]))
def test_no_bytes_break_it(body: bytes, name: str) -> None:
    try:
        assert len(decode(body, [name], 1000)) <= 1000
    except FetchError:
        return
