"""Connections to checked addresses: a Twisted agent whose endpoints ask the address check themselves."""

# Twisted's client is not typed throughout.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

import asyncio
from collections.abc import Collection
from pathlib import Path
from typing import Any, Final

from twisted.internet import error as broken
from twisted.internet.defer import Deferred
from twisted.internet.endpoints import TCP4ClientEndpoint, TCP6ClientEndpoint, wrapClientTLS
from twisted.internet.interfaces import IProtocol, IProtocolFactory, IStreamClientEndpoint
from twisted.internet.ssl import Certificate, trustRootFromCertificates
from twisted.web.client import URI, Agent, BrowserLikePolicyForHTTPS, HTTPConnectionPool
from twisted.web.iweb import IAgentEndpointFactory
from zope.interface import implementer  # type: ignore[import-untyped]

from crawler.net.exchange import BoundedFactory
from crawler.net.resolver import NameThreads, Resolve, addresses_of
from crawler.net.urls import Address

CONNECT_SECONDS: Final = 10.0  #: for one address of a name
CLOSE_SECONDS: Final = 1.0  #: idle connections are given this long to close


class Connections:
    """The connections of one crawl: one open connection a host is kept; certificates are verified."""

    def __init__(self, *, resolve: Resolve | None = None, ca_file: str | None = None) -> None:
        from twisted.internet import reactor

        self._reactor: Any = reactor
        self._resolve = resolve or NameThreads()
        self._policy = BrowserLikePolicyForHTTPS(_trust(ca_file))
        self._by_allow: dict[frozenset[str], tuple[Agent, HTTPConnectionPool]] = {}

    def agent(self, allow: frozenset[str]) -> Agent:
        """An agent whose connections were all made under this allow-list; no other one shares them."""
        if allow not in self._by_allow:
            pool = HTTPConnectionPool(self._reactor, persistent=True)
            pool.maxPersistentPerHost = 1
            pool._factory = BoundedFactory  # type: ignore[assignment]
            endpoints = _Endpoints(self._reactor, allow, self._resolve, self._policy)
            self._by_allow[allow] = (Agent.usingEndpointFactory(self._reactor, endpoints, pool), pool)
        return self._by_allow[allow][0]

    async def close(self) -> None:
        """Close what is idle. A peer that never answers a close is not waited for."""
        loop = asyncio.get_running_loop()
        closing = [pool.closeCachedConnections().asFuture(loop) for _, pool in self._by_allow.values()]
        if closing:
            await asyncio.wait(closing, timeout=CLOSE_SECONDS)


@implementer(IAgentEndpointFactory)
class _Endpoints:
    def __init__(
        self, reactor: Any, allow: Collection[str], resolve: Resolve, policy: BrowserLikePolicyForHTTPS
    ) -> None:
        self._parts = (reactor, allow, resolve, policy)

    def endpointForURI(self, uri: URI) -> _Endpoint:
        host = uri.host.decode("ascii")
        scheme = uri.scheme.decode("ascii")
        return _Endpoint(
            Address(scheme=scheme, host=host, port=uri.port, target="/", fragment=""), *self._parts
        )


@implementer(IStreamClientEndpoint)
class _Endpoint:
    """Connects to the very addresses that were checked, one after the other."""

    def __init__(
        self,
        address: Address,
        reactor: Any,
        allow: Collection[str],
        resolve: Resolve,
        policy: BrowserLikePolicyForHTTPS,
    ) -> None:
        self._address = address
        self._reactor = reactor
        self._allow = allow
        self._resolve = resolve
        self._policy = policy

    def connect(self, factory: IProtocolFactory) -> Deferred[IProtocol]:
        return Deferred.fromFuture(asyncio.ensure_future(self._connect(factory)))

    async def _connect(self, factory: IProtocolFactory) -> IProtocol:
        loop = asyncio.get_running_loop()
        failed: Exception | None = None
        for ip in await addresses_of(self._address, self._allow, self._resolve):
            try:
                connected: IProtocol = await self._endpoint(ip).connect(factory).asFuture(loop)
            except broken.ConnectError as error:
                failed = error
            else:
                return connected
        raise failed or broken.ConnectError()

    def _endpoint(self, ip: str) -> Any:
        kind: Any = TCP6ClientEndpoint if ":" in ip else TCP4ClientEndpoint
        plain = kind(self._reactor, ip, self._address.port, timeout=CONNECT_SECONDS)
        if self._address.scheme == "http":
            return plain
        options = self._policy.creatorForNetloc(self._address.host.encode("ascii"), self._address.port)
        return wrapClientTLS(options, plain)

    def __repr__(self) -> str:
        return f"<endpoint {self._address.authority}>"


def _trust(ca_file: str | None) -> Any:
    """The system's certificate authorities, or one's own."""
    if ca_file is None:
        return None
    mark = b"-----BEGIN CERTIFICATE-----"
    parts = Path(ca_file).read_bytes().split(mark)[1:]
    return trustRootFromCertificates([Certificate.loadPEM(mark + part) for part in parts])
