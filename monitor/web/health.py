"""`/healthz` and `/metrics`: for a supervisor and for Prometheus, on loopback."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, generate_latest
from starlette.applications import Starlette
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request

STALE_AFTER = timedelta(minutes=2)  #: two minutes without a tick: something hangs


@dataclass(frozen=True, kw_only=True)
class Pulse:
    """How the daemon is doing, as it says itself."""

    started_at: datetime
    ticked_at: datetime | None
    crawling: int
    pending_versions: int
    due_deliveries: int
    dead_deliveries: int
    failing_sources: int
    sources: int
    fetching_stopped: str | None  #: why nothing is fetched: the disk is full

    def alive(self, now: datetime) -> bool:
        return now - (self.ticked_at or self.started_at) < STALE_AFTER


class Meter:
    """Counters of what the daemon did since its start, and gauges of how it is."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.runs = Counter(
            "detainer_watch_runs", "Runs that ended, by outcome", ["outcome"], registry=self.registry
        )
        self.fetches = Counter("detainer_watch_fetches", "Documents fetched", registry=self.registry)
        self.versions = Counter("detainer_watch_versions", "Versions stored", registry=self.registry)
        self.changes = Counter("detainer_watch_changes", "Changes found, by kind", ["kind"], registry=self.registry)
        self.attempts = Counter(
            "detainer_watch_attempts", "Attempts to deliver an alert", ["acknowledged"], registry=self.registry
        )
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
            "detainer_watch_last_tick_seconds", "Time of the last tick, in Unix seconds", registry=self.registry
        )

    def text(self, pulse: Pulse) -> bytes:
        """The exposition format, with the gauges set from `pulse`."""
        for name, gauge in self._gauges.items():
            gauge.set(getattr(pulse, name))
        self._ticked.set((pulse.ticked_at or pulse.started_at).timestamp())
        return generate_latest(self.registry)


def app(pulse: Callable[[], Pulse], meter: Meter, clock: Callable[[], datetime], host: str) -> Starlette:
    """The two pages. Only requests that name `host` (or loopback) are answered, against rebinding."""

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
    pages.add_middleware(TrustedHostMiddleware, allowed_hosts=["localhost", "127.0.0.1", "[::1]", host])
    return pages
