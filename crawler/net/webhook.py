"""Sessions for webhooks and the watchdog: the address check of the spiders, no redirects, no proxies.

The name is looked up once a connection; the address that was checked is the one connected to, while Host, SNI
and the certificate's name stay the receiver's.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Collection
from typing import Any, Final

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError
from urllib3.poolmanager import PoolManager

from crawler.errors import AddressRefused
from crawler.net import urls
from crawler.net.resolver import Lookup, checked, look_up, within

CONNECT_SECONDS: Final = 10.0
# an answer whose headers are broken is a warning there, with the whole address: that is a secret
logging.getLogger("urllib3").setLevel(logging.CRITICAL)


class SafeSession(requests.Session):
    """Connects to checked addresses only, follows no redirect and reads nothing of the environment."""

    def __init__(self, allow: Collection[str] = (), *, lookup: Lookup = look_up) -> None:
        super().__init__()
        self.trust_env = False
        adapter = _CheckedAdapter(frozenset(allow), lookup)
        self.adapters.clear()
        self.mount("https://", adapter)
        self.mount("http://", adapter)

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Nowhere: a redirect is the receiver's answer."""
        return None


def safe_session(allow: Collection[str] = (), *, lookup: Lookup = look_up) -> SafeSession:
    """`allow` holds `host:port` pairs that may be private or on an odd port.

    Raises AddressRefused where it connects. Whoever uses it sets the deadline of the whole exchange.
    """
    return SafeSession(allow, lookup=lookup)


class _CheckedAdapter(HTTPAdapter):
    def __init__(self, allow: frozenset[str], lookup: Lookup) -> None:
        self._connect = _Connect(allow, lookup)
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

    def __init__(self, allow: frozenset[str], lookup: Lookup) -> None:
        self._allow = allow
        self._look_up = within(lookup, CONNECT_SECONDS)

    def __call__(self, connection: HTTPConnection, scheme: str) -> socket.socket:
        host = connection.host.strip("[]")
        address = urls.Address(scheme=scheme, host=host, port=connection.port, target="/", fragment="")
        return self._open(connection, self._addresses(connection, address))

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
