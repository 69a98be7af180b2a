from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from crawler.errors import AddressRefused, CrawlStopped, HostHeld
from crawler.middleware.manners import JITTER, MAX_CRAWL_DELAY, Manners
from storage.records import HostRow

START = datetime(2026, 1, 27, 12, tzinfo=UTC)
HOST = "a.example"


class Time:
    """A clock that goes on only while somebody sleeps."""

    def __init__(self) -> None:
        self.ticks = 1000.0
        self.shift = timedelta(0)  #: of the wall clock against the other

    def now(self) -> datetime:
        return START + timedelta(seconds=self.ticks - 1000) + self.shift

    async def sleep(self, seconds: float) -> None:
        self.ticks += seconds
        await asyncio.sleep(0)


def make(time: Time) -> Manners:
    return Manners(clock=time.now, ticks=lambda: time.ticks, sleep=time.sleep, rng=random.Random(1))


async def ask(
    manners: Manners, time: Time, *, host: str = HOST, delay: float = 1.0, takes: float = 0.5
) -> float:
    """Have a turn, and tell when it began."""
    async with manners.turn(host, delay=delay):
        began = time.ticks
        await time.sleep(takes)
    return began - 1000


def play(scene: Callable[[Manners, Time], Awaitable[None]]) -> None:
    async def whole() -> None:
        time = Time()
        await scene(make(time), time)

    asyncio.run(whole())


def test_a_pause_follows_every_answer() -> None:
    async def scene(manners: Manners, time: Time) -> None:
        began = [await ask(manners, time) for _ in range(5)]
        pauses = [later - sooner - 0.5 for sooner, later in pairwise(began)]
        assert all(1.0 <= pause <= 1.0 + JITTER + 1e-6 for pause in pauses)
        assert len({round(pause, 6) for pause in pauses}) > 1

    play(scene)


def test_other_hosts_are_not_held_up() -> None:
    async def scene(manners: Manners, time: Time) -> None:
        await ask(manners, time, takes=0)
        assert await ask(manners, time, host="b.example") == 0

    play(scene)


def test_even_without_a_delay_there_is_a_pause() -> None:
    async def scene(manners: Manners, time: Time) -> None:
        await ask(manners, time, delay=0, takes=0)
        assert await ask(manners, time, delay=0) > 0

    play(scene)


def test_only_one_request_is_open_at_a_time() -> None:
    async def scene(manners: Manners, time: Time) -> None:
        open_now = most = 0

        async def one() -> None:
            nonlocal open_now, most
            async with manners.turn(HOST, delay=0.1):
                open_now += 1
                most = max(most, open_now)
                await asyncio.sleep(0)
                open_now -= 1

        await asyncio.gather(*(one() for _ in range(10)))
        assert most == 1

    play(scene)


def test_a_crawl_delay_is_kept_and_capped() -> None:
    async def scene(manners: Manners, time: Time) -> None:
        manners.crawl_delay(HOST, 86_400)
        await ask(manners, time, takes=0)
        assert MAX_CRAWL_DELAY.total_seconds() <= await ask(manners, time) < 40

    play(scene)


def test_a_short_hold_is_waited_for() -> None:
    async def scene(manners: Manners, time: Time) -> None:
        manners.hold(HOST, timedelta(seconds=7), "status 429")
        assert await ask(manners, time) == pytest.approx(7)

    play(scene)


def test_a_long_hold_ends_the_request_at_once() -> None:
    async def scene(manners: Manners, time: Time) -> None:
        until = manners.hold(HOST, timedelta(hours=2), "status 429")
        with pytest.raises(HostHeld) as held:
            await ask(manners, time)
        assert held.value.until == until
        assert "14:00" in held.value.note
        assert time.ticks == 1000
        assert manners.held_until(HOST) == until

    play(scene)


def test_a_hold_is_a_day_at_most_and_never_cut_short() -> None:
    time = Time()
    manners = make(time)
    assert manners.hold(HOST, timedelta(days=365), "a year") == START + timedelta(days=1)
    manners.hold(HOST, timedelta(seconds=1), "a moment")
    assert manners.held_until(HOST) == START + timedelta(days=1)


def test_a_hold_that_comes_while_others_queue_holds_them_too() -> None:
    async def scene(manners: Manners, time: Time) -> None:
        async def first() -> None:
            async with manners.turn(HOST, delay=0.1):
                await asyncio.sleep(0)
                manners.hold(HOST, timedelta(seconds=20), "status 503")

        _, began = await asyncio.gather(first(), ask(manners, time))
        assert began == pytest.approx(20)

    play(scene)


def test_a_wall_clock_that_is_put_back_does_not_lengthen_a_hold() -> None:
    time = Time()
    manners = make(time)
    manners.hold(HOST, timedelta(hours=20), "status 429")
    time.shift = -timedelta(days=300)
    until = manners.held_until(HOST)
    assert until is not None
    assert until - time.now() <= timedelta(days=1)


def test_a_stopped_crawl_waits_for_nothing() -> None:
    async def scene(manners: Manners, time: Time) -> None:
        manners.hold(HOST, timedelta(seconds=30), "status 429")
        with pytest.raises(CrawlStopped):
            async with manners.turn(HOST, delay=1, stopped=lambda: True):
                raise AssertionError("it had its turn")

    play(scene)


def test_the_next_in_line_goes_on_after_a_failure() -> None:
    async def scene(manners: Manners, time: Time) -> None:
        with pytest.raises(OSError, match="reset"):
            async with manners.turn(HOST, delay=1):
                raise OSError("reset")
        assert await ask(manners, time) >= 1  # it was sent: the pause is due

    play(scene)


def test_what_was_never_sent_leaves_no_trace() -> None:
    async def scene(manners: Manners, time: Time) -> None:
        with pytest.raises(AddressRefused):
            async with manners.turn(HOST, delay=1):
                raise AddressRefused("no")
        assert await ask(manners, time) == 0
        assert [row.host for row in manners.rows()] == [HOST]

    async def alone(manners: Manners, time: Time) -> None:
        with pytest.raises(AddressRefused):
            async with manners.turn(HOST, delay=1):
                raise AddressRefused("no")
        assert manners.rows() == []

    play(scene)
    play(alone)


def test_rows_carry_manners_to_another_process() -> None:
    async def scene(manners: Manners, time: Time) -> None:
        manners.crawl_delay(HOST, 5)
        manners.keep_robots(HOST, b"User-agent: *")
        await ask(manners, time, takes=0)
        manners.hold(HOST, timedelta(hours=1), "status 429")
        (row,) = manners.rows()
        other = make(time)
        other.load(row)
        assert other.held_until(HOST) == START + timedelta(hours=1)
        assert other.robots(HOST) == manners.robots(HOST)
        time.ticks += 3601
        await ask(other, time, takes=0)
        assert await ask(other, time, takes=0) - 3601 >= 5
        assert other.rows()[0].hold_until is None

    play(scene)


def test_a_row_from_a_wrong_clock_stops_nobody() -> None:
    async def scene(manners: Manners, time: Time) -> None:
        far = START + timedelta(days=4000)
        manners.load(
            HostRow(
                host=HOST,
                next_allowed_at=far,
                delay_ms=10**9,
                hold_until=None,
                hold_reason=None,
                robots=None,
                robots_at=None,
            )
        )
        assert await ask(manners, time) <= MAX_CRAWL_DELAY.total_seconds() * (1 + JITTER)

    play(scene)


def test_a_loaded_row_is_not_written_back_unasked() -> None:
    time = Time()
    manners = make(time)
    manners.load(
        HostRow(
            host=HOST,
            next_allowed_at=None,
            delay_ms=0,
            hold_until=None,
            hold_reason=None,
            robots=None,
            robots_at=None,
        )
    )
    assert manners.rows() == []


def test_a_copy_of_the_settings_shares_the_manners() -> None:
    manners = make(Time())
    assert deepcopy({"MANNERS": manners})["MANNERS"] is manners


def test_a_row_is_taken_once_unless_it_could_not_be_kept() -> None:
    async def scene(manners: Manners, time: Time) -> None:
        await ask(manners, time, takes=0)
        rows = manners.rows()
        assert [row.host for row in rows] == [HOST]
        assert manners.rows() == []
        manners.not_kept(rows)
        assert [row.host for row in manners.rows()] == [HOST]
        manners.hold(HOST, timedelta(hours=1), "status 429")
        assert [row.hold_reason for row in manners.rows()] == ["status 429"]

    play(scene)
