"""One HTTP exchange on an open connection: bounded headers, a bounded body, our own words for what breaks.

Twisted bounds neither the number of header lines nor tells a cut body from one that ends with its connection;
both are mended here on its protocol class, as Scrapy's own handler does for other faults.
"""

# Twisted's client is not typed throughout.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import asyncio
from typing import Any, Final

from OpenSSL import SSL
from twisted.internet import error as broken
from twisted.internet.defer import Deferred
from twisted.internet.protocol import Factory, Protocol, connectionDone
from twisted.python.failure import Failure
from twisted.web._newclient import HTTP11ClientProtocol, ParseError
from twisted.web.client import RequestTransmissionFailed, ResponseDone, ResponseFailed, ResponseNeverReceived
from twisted.web.http import PotentialDataLoss, _MalformedChunkedDataError
from twisted.web.iweb import UNKNOWN_LENGTH

from crawler.errors import FetchError, Incomplete, NotHttp, TimedOut, TooLarge, Unreachable

MAX_HEAD: Final = 256 * 1024  #: bytes of status line and headers, 1xx answers included
MAX_LINE: Final = 128 * 1024  #: bytes of one header line, at which Twisted hangs up without a word


class BoundedProtocol(HTTP11ClientProtocol):
    """Twisted's client protocol, which gives up on headers without end and knows how its connection ended."""

    head: int | None = None  #: bytes received of headers that are not whole yet
    reset = False  #: the connection was broken off, not closed

    def request(self, request: Any) -> Deferred[Any]:
        self.head = 0
        answer: Deferred[Any] = super().request(request)
        if self._parser is not None:
            self._parser.MAX_LENGTH = MAX_LINE
        return answer.addCallbacks(self._head_is_whole, self._no_head)

    def dataReceived(self, data: bytes) -> None:
        if self.head is not None:
            self.head += len(data)
        super().dataReceived(data)
        if self.head is not None and self.head > MAX_HEAD:
            self._giveUp(Failure(NotHttp(f"more than {MAX_HEAD} bytes of headers")))

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        self.reset = reason.check(broken.ConnectionLost, broken.ConnectionAborted) is not None
        super().connectionLost(reason)

    def hang_up(self) -> None:
        if self.transport is not None:
            self.transport.abortConnection()

    def _head_is_whole(self, answer: Any) -> Any:
        self.head = None
        answer.connection = self
        return answer

    def _no_head(self, failure: Failure) -> Failure:
        received, self.head = self.head or 0, None
        if received > MAX_LINE and not isinstance(failure_of(failure.value), NotHttp):
            return Failure(NotHttp(f"header line of more than {MAX_LINE} bytes"))
        return failure


class BoundedFactory(Factory):
    """What a connection pool makes its connections with."""

    noisy = False
    protocol = BoundedProtocol

    def __init__(self, quiescent: Any, metadata: object) -> None:
        self._quiescent = quiescent
        self._metadata = metadata

    def buildProtocol(self, addr: Any) -> BoundedProtocol:
        return BoundedProtocol(self._quiescent)

    def __repr__(self) -> str:
        return f"BoundedFactory({self._metadata})"


class Body(Protocol):
    """Reads the body of one answer, up to a limit; with `cut` the first bytes up to it will do."""

    def __init__(self, most: int, *, cut: bool = False) -> None:
        self._most = most
        self._cut = cut
        self._parts: list[bytes] = []
        self._size = 0
        self._whole: Deferred[bytes] = Deferred(lambda _: self._hang_up())
        self._answer: Any = None

    async def of(self, answer: Any) -> bytes:
        """The whole body; raises TooLarge, Incomplete or NotHttp."""
        self._answer = answer
        if answer.length == 0:
            return b""
        if answer.length is not UNKNOWN_LENGTH and answer.length > self._most and not self._cut:
            self._hang_up()
            raise TooLarge(f"announces {answer.length} bytes, more than {self._most}")
        answer.deliverBody(self)
        return await self._whole.asFuture(asyncio.get_running_loop())

    def dataReceived(self, data: bytes) -> None:
        if self._whole.called:
            return
        self._parts.append(data)
        self._size += len(data)
        if self._size <= self._most:
            return
        self._hang_up()
        if self._cut:
            self._whole.callback(b"".join(self._parts)[: self._most])
        else:
            self._parts.clear()
            self._whole.errback(TooLarge(f"more than {self._most} bytes"))

    def connectionLost(self, reason: Failure = connectionDone) -> None:
        if self._whole.called:
            return
        if reason.check(ResponseDone):
            self._whole.callback(b"".join(self._parts))
        elif reason.check(PotentialDataLoss) and not self._answer.connection.reset:
            # No length was given: the end of the connection is the end of the body.
            self._whole.callback(b"".join(self._parts))
        else:
            self._whole.errback(failure_of(reason.value, in_body=True))

    def _hang_up(self) -> None:
        self._answer.connection.hang_up()


def failure_of(error: BaseException | None, *, in_body: bool = False) -> FetchError:
    """What Twisted says went wrong, in our words."""
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, FetchError):
            return cause
    if any(isinstance(cause, ParseError | _MalformedChunkedDataError | ValueError) for cause in causes):
        return NotHttp(f"not HTTP: {causes[-1]}")
    if in_body:
        return Incomplete("the connection ended before the answer did")
    if any(isinstance(cause, SSL.Error) or "Verification" in type(cause).__name__ for cause in causes):
        return Unreachable("no trusted encrypted connection: " + _tls_words(causes), transient=False)
    if isinstance(error, broken.TimeoutError):
        return TimedOut("no connection in time")
    if isinstance(error, broken.ConnectionRefusedError):
        return Unreachable("connection refused")
    if isinstance(error, ResponseNeverReceived | ResponseFailed | RequestTransmissionFailed):
        return Unreachable("the connection ended without an answer")
    return Unreachable(f"no connection: {type(error).__name__}")


def _causes(error: BaseException | None) -> list[BaseException]:
    """The error and all that it wraps, outermost first."""
    if error is None:
        return []
    wrapped = [reason.value for reason in getattr(error, "reasons", ()) if isinstance(reason, Failure)]
    return [error, *(cause for inner in wrapped for cause in _causes(inner))]


def _tls_words(causes: list[BaseException]) -> str:
    for cause in causes:
        if isinstance(cause, SSL.Error) and cause.args and isinstance(cause.args[0], list):
            return ", ".join(str(part[-1]) for part in cause.args[0]) or "closed"
    return type(causes[-1]).__name__
