"""How a host is treated by the whole process: one request at a time, a pause between two, holds obeyed.

One `Manners` is shared by all crawls of a process (setting MANNERS). It lives in memory; the pipeline loads
and saves what has to outlast the process as host rows.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from crawler.errors import AddressRefused, CrawlStopped, HostHeld, one_line
from crawler.verdict import MAX_WAIT
from storage.records import HostRow

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

JITTER: Final = 0.3  #: a pause is up to this part longer than its delay, never shorter
MAX_CRAWL_DELAY: Final = timedelta(seconds=30)  #: a Crawl-delay beyond it would stop a source for good
PATIENCE: Final = timedelta(seconds=60)  #: a run waits this long for a held host; beyond it, a later run asks
LOOK_EVERY: Final = 0.5  #: seconds between two looks whether the crawl is being stopped
MIN_DELAY: Final = 0.001  #: seconds; there is always a pause

Clock = Callable[[], datetime]


@dataclass(frozen=True, kw_only=True, slots=True)
class Robots:
    """The robots.txt of a host as it was last read; `text` is empty where there are no rules."""

    text: bytes
    at: datetime


@dataclass(slots=True)
class _Host:
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    robots_turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    next_at: float = 0.0  #: on the monotonic clock: the earliest start of the next request
    crawl_delay: float = 0.0  #: seconds, from robots.txt
    hold_until: datetime | None = None
    hold_reason: str | None = None
    robots: Robots | None = None
    robots_failed: tuple[float, str] | None = None  #: not asked again before; why
    touched: bool = False  #: asked, held or read since its row was last taken


class Manners:
    """What every request of the process must ask before it is sent.

    Neither a wrong wall clock nor a row from one can stop a host: a pause is never longer than its delay, a
    hold never longer than a day.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        ticks: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        patience: timedelta = PATIENCE,
        rng: random.Random | None = None,
    ) -> None:
        self.clock = clock
        self.ticks = ticks
        self._sleep = sleep
        self._patience = patience
        self._rng = rng or random.Random()  # noqa: S311
        self._hosts: dict[str, _Host] = {}

    def __deepcopy__(self, memo: object) -> Manners:
        """Scrapy copies its settings for every crawl; manners are shared or they are none."""
        return self

    @asynccontextmanager
    async def turn(
        self,
        host: str,
        *,
        delay: float,
        not_before: float = 0.0,
        stopped: Callable[[], bool] = lambda: False,
    ) -> AsyncIterator[None]:
        """The host's only request, to the end of the block; raises HostHeld where it is too far off.

        Waits for a hold, for `not_before` on the monotonic clock, for the requests before it and the pause
        after them: `delay` seconds, or the host's Crawl-delay where that is longer. Raises CrawlStopped where
        the crawl was `stopped` and there is something to wait for.
        """
        state = self._host(host)
        while True:
            await self._wait(lambda: max(self._held_seconds(host, state), not_before - self.ticks()), stopped)
            async with state.turn:
                await self._wait(lambda: state.next_at - self.ticks(), stopped)
                if self._held_seconds(host, state) > 0:
                    continue  # held by the answer to the request before this one
                try:
                    yield
                except AddressRefused:
                    raise  # nothing was sent
                except BaseException:
                    self._sent(state, delay)
                    raise
                self._sent(state, delay)
                return

    def _sent(self, state: _Host, delay: float) -> None:
        pause = max(delay, state.crawl_delay, MIN_DELAY)
        state.next_at = self.ticks() + pause * (1 + JITTER * self._rng.random())
        state.touched = True

    async def _wait(self, seconds: Callable[[], float], stopped: Callable[[], bool]) -> None:
        while (left := seconds()) > 0:
            if stopped():
                raise CrawlStopped
            await self._sleep(min(left, LOOK_EVERY))

    def hold(self, host: str, pause: timedelta, reason: str) -> datetime:
        """No request to the host for this long, a day at most; a longer hold that stands is kept."""
        state = self._host(host)
        until = self.clock() + min(pause, MAX_WAIT)
        if state.hold_until is None or state.hold_until < until:
            state.hold_until, state.hold_reason = until, one_line(reason)
        state.touched = True
        return state.hold_until

    def held_until(self, host: str) -> datetime | None:
        """Until when no request is sent to the host, where it is held now."""
        state = self._host(host)
        return state.hold_until if self._hold_seconds(state) > 0 else None

    def too_long(self, pause: timedelta) -> bool:
        """Whether a run does not wait that long."""
        return pause > self._patience

    # --- robots.txt: what `middleware.robots` knows of a host ----------------------------------------

    def robots_turn(self, host: str) -> asyncio.Lock:
        return self._host(host).robots_turn

    def robots(self, host: str) -> Robots | None:
        return self._host(host).robots

    def keep_robots(self, host: str, text: bytes) -> None:
        state = self._host(host)
        state.robots, state.robots_failed, state.touched = Robots(text=text, at=self.clock()), None, True

    def robots_failed(self, host: str) -> str | None:
        """Why robots.txt could not be read, where that was so lately that it is not asked for again."""
        failed = self._host(host).robots_failed
        return failed[1] if failed and failed[0] > self.ticks() else None

    def put_robots_off(self, host: str, pause: timedelta, reason: str) -> None:
        self._host(host).robots_failed = (self.ticks() + pause.total_seconds(), one_line(reason))

    def crawl_delay(self, host: str, seconds: float) -> None:
        state = self._host(host)
        state.crawl_delay = min(max(seconds, 0.0), MAX_CRAWL_DELAY.total_seconds())

    # --- rows -----------------------------------------------------------------------------------------

    def load(self, row: HostRow) -> None:
        """Take over what an earlier process knew; what this one knows is kept where it is stricter."""
        state = self._host(row.host)
        state.crawl_delay = max(state.crawl_delay, min(row.delay_ms / 1000, MAX_CRAWL_DELAY.total_seconds()))
        if row.next_allowed_at is not None:
            pause = (row.next_allowed_at - self.clock()).total_seconds()
            longest = max(state.crawl_delay, 1.0) * (1 + JITTER)
            state.next_at = max(state.next_at, self.ticks() + min(pause, longest))
        if row.hold_until is not None and row.hold_until > self.clock():
            self.hold(row.host, row.hold_until - self.clock(), row.hold_reason or "")
        if state.robots is None and row.robots_at is not None:
            state.robots = Robots(text=row.robots or b"", at=row.robots_at)

    def rows(self) -> list[HostRow]:
        """What is worth keeping of the hosts that were asked for something since it was last taken.

        Whoever takes it stores it, or gives it back with `not_kept`.
        """
        touched = [(host, state) for host, state in self._hosts.items() if state.touched]
        for _, state in touched:
            state.touched = False
        return [self._row(host, state) for host, state in touched]

    def not_kept(self, rows: Iterable[HostRow]) -> None:
        """These could not be stored: they are taken again."""
        for row in rows:
            self._host(row.host).touched = True

    def _row(self, host: str, state: _Host) -> HostRow:
        held = self._hold_seconds(state) > 0
        wait = max(0.0, state.next_at - self.ticks())
        return HostRow(
            host=host,
            next_allowed_at=self.clock() + timedelta(seconds=wait),
            delay_ms=round(state.crawl_delay * 1000),
            hold_until=state.hold_until if held else None,
            hold_reason=state.hold_reason if held else None,
            robots=state.robots.text if state.robots else None,
            robots_at=state.robots.at if state.robots else None,
        )

    def _host(self, host: str) -> _Host:
        return self._hosts.setdefault(host, _Host())

    def _hold_seconds(self, state: _Host) -> float:
        if state.hold_until is None:
            return 0.0
        left = (state.hold_until - self.clock()).total_seconds()
        if left > MAX_WAIT.total_seconds():  # the wall clock was put back
            state.hold_until = self.clock() + MAX_WAIT
        return min(left, MAX_WAIT.total_seconds())

    def _held_seconds(self, host: str, state: _Host) -> float:
        left = self._hold_seconds(state)
        if state.hold_until is not None and left > self._patience.total_seconds():
            until = state.hold_until.astimezone(UTC)
            raise HostHeld(f"{host} is held until {until:%Y-%m-%d %H:%M} UTC: {state.hold_reason}", until)
        return left


def manners_of(crawler: Crawler) -> Manners:
    """The process's manners; a crawl that was started without any (`scrapy crawl`) gets its own."""
    given = crawler.settings.get("MANNERS")
    if given is None:
        given = Manners(clock=lambda: datetime.now(UTC))
        crawler.settings.attributes["MANNERS"].value = given
    if not isinstance(given, Manners):
        raise TypeError("the setting MANNERS must be a crawler.middleware.manners.Manners")
    return given
