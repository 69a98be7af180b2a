"""Posting to receivers: the address check of the spiders, no redirects, no proxies, a deadline for the whole.

The name is looked up once a connection; the address that was checked is the one connected to, while Host, SNI
and the certificate's name stay the receiver's.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError
from urllib3.poolmanager import PoolManager

from crawler.errors import AddressRefused, FetchError, TimedOut, Unreachable
from crawler.net import urls
from crawler.net.resolver import Lookup, checked, look_up, within

MAX_REPLY: Final = 4096  #: bytes of a reply that are read
CONNECT_SECONDS: Final = 10.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What a receiver answered; its body is kept as far as it may be shown, and is not interpreted."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)  #: names in lower case
    body: bytes = b""


class SafeSession(requests.Session):
    """Connects to checked addresses only, follows no redirect and reads nothing of the environment."""

    def __init__(self, allow: Collection[str] = (), *, lookup: Lookup = look_up) -> None:
        super().__init__()
        self.trust_env = False
        self.open_sockets: list[socket.socket] = []
        adapter = _CheckedAdapter(frozenset(allow), lookup, self.open_sockets)
        self.adapters.clear()
        self.mount("https://", adapter)
        self.mount("http://", adapter)

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Nowhere: a redirect is the receiver's answer."""
        return None


def safe_session(allow: Collection[str] = (), *, lookup: Lookup = look_up) -> SafeSession:
    """A session for webhooks. `allow` holds `host:port` pairs that may be private or on an odd port."""
    return SafeSession(allow, lookup=lookup)


def post(
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    *,
    allow: Collection[str] = (),
    seconds: float = 20.0,
    ca_file: str | None = None,
    lookup: Lookup = look_up,
) -> Reply:
    """Send the exact bytes once; raises AddressRefused, Unreachable or TimedOut.

    The deadline is for the whole exchange, also for a receiver that drips its answer. A reply is cut at
    4 KiB, undecoded: a status that was read counts, whatever becomes of the body.
    """
    address = urls.parse(url)
    with safe_session(allow, lookup=lookup) as session:
        clock = threading.Timer(seconds, _hang_up, (session.open_sockets,))
        clock.daemon = True
        ends = time.monotonic() + seconds
        clock.start()
        try:
            return _exchange(session, address.url, body, headers, seconds, ca_file)
        except requests.RequestException as error:
            raise _told(error, late=time.monotonic() >= ends) from error
        finally:
            clock.cancel()


def _exchange(
    session: SafeSession,
    url: str,
    body: bytes,
    headers: Mapping[str, str],
    seconds: float,
    ca_file: str | None,
) -> Reply:
    with session.post(
        url,
        data=body,
        headers={"Accept-Encoding": "identity", **headers},
        timeout=(min(CONNECT_SECONDS, seconds), seconds),
        allow_redirects=False,
        stream=True,
        verify=ca_file or True,
    ) as answer:
        return Reply(
            status=answer.status_code,
            headers={name.lower(): value for name, value in answer.headers.items()},
            body=_read(answer),
        )


def _read(answer: requests.Response) -> bytes:
    with suppress(Exception):  # the status is the answer; a body that breaks off takes nothing from it
        return bytes(answer.raw.read(MAX_REPLY, decode_content=False))
    return b""


def _hang_up(sockets: list[socket.socket]) -> None:
    for one in list(sockets):
        with suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)


def _told(error: requests.RequestException, *, late: bool) -> FetchError:
    for cause in _causes(error):
        if isinstance(cause, FetchError):
            return cause
    if late or isinstance(error, requests.Timeout):
        return TimedOut("no answer in time")
    if isinstance(error, requests.exceptions.SSLError):
        return Unreachable("no trusted encrypted connection", transient=False)
    return Unreachable(f"no answer: {type(error).__name__}")


def _causes(error: BaseException) -> list[BaseException]:
    """The error and what it came from; requests and urllib3 wrap one in the other, in several ways."""
    found: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting and len(found) < 20:
        one = waiting.pop()
        if isinstance(one, BaseException) and one not in found:
            found.append(one)
            waiting += [*one.args, one.__cause__, one.__context__, getattr(one, "reason", None)]
    return found


class _CheckedAdapter(HTTPAdapter):
    def __init__(self, allow: frozenset[str], lookup: Lookup, sockets: list[socket.socket]) -> None:
        self._connect = _Connect(allow, lookup, sockets)
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        pools = {"http": _plain_pool(self._connect), "https": _tls_pool(self._connect)}
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = pools

    def proxy_manager_for(self, *args: Any, **kwargs: Any) -> Any:
        raise AddressRefused("proxies are not used")


class _Connect:
    """Opens the socket of one connection: looks up, checks, connects to what was checked."""

    def __init__(self, allow: frozenset[str], lookup: Lookup, sockets: list[socket.socket]) -> None:
        self._allow = allow
        self._look_up = within(lookup, CONNECT_SECONDS)
        self._sockets = sockets

    def __call__(self, connection: HTTPConnection, scheme: str) -> socket.socket:
        host = connection.host.strip("[]")
        address = urls.Address(scheme=scheme, host=host, port=connection.port, target="/", fragment="")
        opened = self._open(connection, self._addresses(connection, address))
        self._sockets.append(opened)
        return opened

    def _addresses(self, connection: HTTPConnection, address: urls.Address) -> list[str]:
        try:
            found = [str(address.ip)] if address.ip else self._look_up(address.host, address.port)
        except (OSError, UnicodeError) as error:
            raise NewConnectionError(connection, "no address for the name") from error
        return checked(address, found, self._allow)

    def _open(self, connection: HTTPConnection, addresses: list[str]) -> socket.socket:
        failed: OSError | None = None
        for ip in addresses:
            try:
                return socket.create_connection((ip, connection.port), CONNECT_SECONDS)
            except OSError as error:
                failed = error
        if isinstance(failed, TimeoutError):
            raise ConnectTimeoutError(connection, "no connection in time") from failed
        raise NewConnectionError(connection, f"no connection: {type(failed).__name__}") from failed


def _plain_pool(connect: _Connect) -> type[HTTPConnectionPool]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self, "http")

    return type("CheckedPool", (HTTPConnectionPool,), {"ConnectionCls": Plain})


def _tls_pool(connect: _Connect) -> type[HTTPSConnectionPool]:
    class Encrypted(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return connect(self, "https")

    return type("CheckedPool", (HTTPSConnectionPool,), {"ConnectionCls": Encrypted})
