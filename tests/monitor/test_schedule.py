"""What to start now, whom to leave alone, when to wake."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from config.words import SourceKind, SourceState
from monitor import schedule
from storage.records import SourceRow
from tests.monitor.newsroom import START, source


def due(id_: str, late: float = 0) -> SourceRow:
    """A source that has been due for so many seconds."""
    return SourceRow(
        id=id_,
        state=SourceState.ACTIVE,
        baseline_run=None,
        next_due_at=START - timedelta(seconds=late),
        last_ok_at=None,
        last_new_at=None,
        usual_gap_s=None,
        failures=0,
        empties=0,
        reason=None,
        running=False,
    )


SOURCES = {name: source(name) for name in ("one", "two", "three")}


def chosen(*rows: SourceRow, **more: object) -> list[str]:
    return [each.id for each in schedule.choose(rows, SOURCES, **{"running": (), **more})]  # type: ignore[arg-type]


def test_the_longest_overdue_starts_first() -> None:
    assert chosen(due("one", 5), due("two", 90), due("three", 40)) == ["two", "three", "one"]


def test_no_more_than_the_limit_run_at_once() -> None:
    assert chosen(due("one", 5), due("two", 90), limit=1) == ["two"]
    assert chosen(due("one", 5), due("two", 90), running=["three"], limit=2) == ["two"]
    assert chosen(due("one", 5), running=["two", "three"], limit=2) == []


def test_what_runs_already_is_not_started_again() -> None:
    assert chosen(due("one"), running=["one"]) == []


def test_one_host_has_one_crawl_at_a_time() -> None:
    twin = replace(SOURCES["one"], id="twin", address="https://one.example.org/other")
    both = {**SOURCES, "twin": twin}
    assert [each.id for each in schedule.choose([due("one", 9), due("twin", 5)], both, ())] == ["one"]
    assert schedule.choose([due("twin")], both, ["one"]) == []


def test_a_source_that_left_the_configuration_is_not_started() -> None:
    assert chosen(due("gone"), due("one")) == ["one"]


def test_a_source_that_left_while_it_runs_still_counts_as_one() -> None:
    assert chosen(due("one"), running=["gone"], limit=1) == []


def test_resting_sources_are_left_alone() -> None:
    assert chosen(due("one"), due("two"), resting={"one"}) == ["two"]


@pytest.mark.parametrize(
    ("kind", "address", "host"),
    [
        (SourceKind.LEGISTAR, "boston", "webapi.legistar.com"),
        (SourceKind.LEGISTAR, "http://127.0.0.1:8000/v1/boston", "127.0.0.1"),
        (SourceKind.FEED, "https://News.Example.org:8443/feed", "news.example.org"),
    ],
)
def test_the_host_of_a_source_is_where_it_is_listed(kind: SourceKind, address: str, host: str) -> None:
    found = schedule.host_of(replace(SOURCES["one"], kind=kind, address=address))
    assert found.partition(":")[0] == host


def test_an_address_that_cannot_be_read_holds_up_no_other_source() -> None:
    broken = replace(SOURCES["one"], id="broken", address="https://news..example.org/feed")
    both = {**SOURCES, "broken": broken}
    rows = [due("broken", 90), due("one", 5)]
    assert [each.id for each in schedule.choose(rows, both, ())] == ["broken", "one"]


class Ticks:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_what_breaks_down_rests_longer_each_time_up_to_an_hour() -> None:
    ticks = Ticks()
    pauses = schedule.Pauses(ticks)
    spans = []
    for _ in range(9):
        pauses.broke("one")
        began = ticks.now
        while "one" in pauses.resting():
            ticks.now += 30
        spans.append(ticks.now - began)
    assert spans == [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]
    pauses.worked("one")
    pauses.broke("one")
    ticks.now += 60
    assert pauses.resting() == set()


def test_what_is_held_is_tried_again_after_seconds() -> None:
    ticks = Ticks()
    pauses = schedule.Pauses(ticks)
    pauses.held("one")
    assert pauses.resting() == {"one"}
    ticks.now += schedule.HELD_PAUSE.total_seconds()
    assert pauses.resting() == set()


def test_wake_ups_are_coalesced_and_none_is_lost() -> None:
    async def main() -> None:
        wakes = schedule.Wakes(("tick", "find"))
        for _ in range(3):
            wakes.wake("tick")
        await asyncio.wait_for(wakes.wait("tick"), 1)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(wakes.wait("tick"), 0.02)
        wakes.wake_all()
        await asyncio.wait_for(asyncio.gather(wakes.wait("tick"), wakes.wait("find")), 1)

    asyncio.run(main())


def test_the_scheduler_only_wakes() -> None:
    async def main() -> list[str]:
        woken: list[str] = []
        waker = schedule.scheduler(woken.append, {"tick": timedelta(seconds=0.05)})
        waker.start()
        async with asyncio.timeout(10):
            while len(woken) < 2:
                await asyncio.sleep(0.01)
        waker.shutdown(wait=False)
        return woken

    assert set(asyncio.run(main())) == {"tick"}
