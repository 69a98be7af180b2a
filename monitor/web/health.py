"""`/healthz` and `/metrics`: for a supervisor and for Prometheus."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, generate_latest
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from config.settings import Secret

STALE_AFTER: Final = timedelta(minutes=2)  #: so long without a tick, and something hangs
EVERYWHERE: Final = ("0.0.0.0", "::")  # noqa: S104


@dataclass(frozen=True, kw_only=True)
class Pulse:
    """How the daemon is doing, as it says itself."""

    started_at: datetime
    ticked_at: datetime | None = None  #: last time that it could ask the store what is due
    crawling: int = 0
    pending_versions: int = 0
    due_deliveries: int = 0
    dead_deliveries: int = 0
    failing_sources: int = 0
    sources: int = 0
    fetching_stopped: str | None = None  #: why nothing is fetched: the disk is full

    def alive(self, now: datetime) -> bool:
        return now - (self.ticked_at or self.started_at) < STALE_AFTER


class Meter:
    """Counters of what the daemon did since its start, and gauges of how it is."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.runs = self._counter("runs", "Runs that ended, by outcome", "outcome")
        self.fetches = self._counter("fetches", "Documents fetched")
        self.versions = self._counter("versions", "Versions stored")
        self.changes = self._counter("changes", "Changes found, by kind", "kind")
        self.attempts = self._counter("attempts", "Attempts to deliver an alert", "acknowledged")
        self._gauges = {
            name: Gauge(f"detainer_watch_{name}", text, registry=self.registry)
            for name, text in (
                ("crawling", "Sources being crawled now"),
                ("pending_versions", "Versions stored and not compared yet"),
                ("due_deliveries", "Deliveries waiting to be sent"),
                ("dead_deliveries", "Deliveries given up"),
                ("failing_sources", "Sources whose last runs failed"),
                ("sources", "Sources watched"),
            )
        }
        self._ticked = Gauge(
            "detainer_watch_last_tick_seconds",
            "Time of the last tick, in Unix seconds",
            registry=self.registry,
        )

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(f"detainer_watch_{name}", text, labels, registry=self.registry)

    def text(self, pulse: Pulse) -> bytes:
        """The exposition format, with the gauges set from `pulse`."""
        for name, gauge in self._gauges.items():
            gauge.set(getattr(pulse, name))
        self._ticked.set((pulse.ticked_at or pulse.started_at).timestamp())
        return generate_latest(self.registry)


def app(
    pulse: Callable[[], Pulse],
    meter: Meter,
    clock: Callable[[], datetime],
    listen: str,
    password: Callable[[], Secret | None] = lambda: None,
) -> Starlette:
    """The two pages, as they are served at `listen` (HOST:PORT).

    Where a password is set it is asked for. Without one only requests that name the host itself are
    answered, so that no web page can have a browser read them under a name of its own.
    """

    async def healthz(_request: Request) -> Response:
        now = pulse()
        alive = now.alive(clock())
        return JSONResponse(
            {
                "alive": alive,
                "started_at": now.started_at.isoformat(),
                "ticked_at": now.ticked_at.isoformat() if now.ticked_at else None,
                "crawling": now.crawling,
                "pending_versions": now.pending_versions,
                "due_deliveries": now.due_deliveries,
                "dead_deliveries": now.dead_deliveries,
                "failing_sources": now.failing_sources,
                "sources": now.sources,
                "fetching_stopped": now.fetching_stopped,
            },
            status_code=200 if alive else 503,
        )

    async def metrics(_request: Request) -> Response:
        return Response(meter.text(pulse()), headers={"content-type": CONTENT_TYPE_LATEST})

    pages = Starlette(routes=[Route("/healthz", healthz), Route("/metrics", metrics)])
    pages.add_middleware(Guarded, password=password)
    host = listen.rpartition(":")[0]
    if host.strip("[]") not in EVERYWHERE:
        pages.add_middleware(TrustedHostMiddleware, allowed_hosts=["localhost", "127.0.0.1", "[::1]", host])
    return pages


class Guarded:
    """Lets nobody in without the password, where there is one: `Bearer …`, or Basic with any user name."""

    def __init__(self, app: ASGIApp, password: Callable[[], Secret | None]) -> None:
        self._app = app
        self._password = password

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        wanted = self._password()
        if scope["type"] == "http" and wanted is not None:
            given = given_password(Headers(scope=scope).get("authorization", ""))
            if not hmac.compare_digest(given, wanted.reveal().encode()):
                refusal = PlainTextResponse(
                    "a password is needed\n", 401, {"WWW-Authenticate": 'Basic realm="Detainer Watch"'}
                )
                await refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)


def given_password(authorization: str) -> bytes:
    """The password in an Authorization header; empty where there is none that can be read."""
    scheme, _, value = authorization.partition(" ")
    match scheme.lower():
        case "bearer":
            return value.strip().encode("latin-1", "replace")  # as which the header's bytes were read
        case "basic":
            try:
                decoded = base64.b64decode(value.strip(), validate=True)
            except (binascii.Error, ValueError):
                return b""
            return decoded.partition(b":")[2]
        case _:
            return b""
