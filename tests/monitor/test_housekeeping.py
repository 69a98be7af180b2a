"""What is done once a minute: each part by itself, and none of it in a loop of noise."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from config.settings import MIB, Secret
from monitor import duties, heartbeat, housekeeping, log
from storage import outbox
from storage.database import Store
from storage.errors import StoreDamaged, StoreGone
from storage.records import Alert
from tests.crawler.server import Wire, serving
from tests.monitor.newsroom import Newsroom
from tests.world.site import Site


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    made = Newsroom(tmp_path)
    yield made
    made.store.close()


def keep(room: Newsroom, stopped: str | None = None, *, well: bool = True) -> housekeeping.Kept:
    return housekeeping.keep(room.store, room.settings, room.clock, stopped, well=well)


def test_it_leaves_a_sign_of_life(room: Newsroom) -> None:
    assert heartbeat.last(room.store) is None
    keep(room)
    assert heartbeat.last(room.store) == room.time


def test_it_counts_how_the_store_is_doing(room: Newsroom) -> None:
    assert keep(room).tally.pending_versions == 0
    assert keep(room).changes == ()


def test_a_part_that_fails_costs_the_others_nothing(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(duties, "look", broken)
    log.configure()
    with caplog.at_level(logging.ERROR):
        keep(room, "only 3 MiB free beside the store")
    assert any(alert.occasion.startswith("disk:") for alert in alerts(room)), "what comes after was not done"


def test_a_store_that_is_gone_is_not_passed_over(room: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "watch.db").rename(tmp_path / "elsewhere.db")
    with pytest.raises(StoreGone):
        keep(room)


def test_a_full_disk_is_told_once_a_day(room: Newsroom) -> None:
    for _ in range(3):
        keep(room, "only 3 MiB free beside the store")
    assert len(alerts(room)) == 1
    assert alerts(room)[0].receiver == "box"
    room.wait(days=1)
    keep(room, "only 3 MiB free beside the store")
    assert len(alerts(room)) == 2


def test_the_disk_is_low_below_the_limit_only(room: Newsroom) -> None:
    daemon = room.settings.daemon
    roomy = replace(room.settings, daemon=replace(daemon, stop_fetching_below=1))
    tight = replace(room.settings, daemon=replace(daemon, stop_fetching_below=MIB**3))
    assert housekeeping.low_disk(room.store, roomy) is None
    assert "MiB free beside the store" in str(housekeeping.low_disk(room.store, tight))


def test_the_watchdog_hears_of_a_daemon_that_is_well_only(room: Newsroom) -> None:
    with Site() as dog:
        address = dog.put("/ping/abc", "ok")
        watched = replace(room.settings.daemon, watchdog=Secret(address))
        room.settings = replace(room.settings, daemon=watched)
        keep(room, well=False)
        assert dog.paths() == []
        keep(room)
        assert dog.paths() == ["/ping/abc"]


def test_a_watchdog_that_does_not_answer_is_no_trouble_of_the_daemons() -> None:
    assert heartbeat.ping(Secret("http://127.0.0.1:9/secret-id")) is not None
    with Site() as dog:
        assert heartbeat.ping(Secret(dog.put("/fine", "ok"))) is None
        assert heartbeat.ping(Secret(dog.say("/broken", 500))) == "it answered 500"
        moved = dog.say("/moved", 302, Location=dog.base + "/inside")
        heartbeat.ping(Secret(moved))
        assert "/inside" not in dog.paths(), "a watchdog is not followed elsewhere"


def test_a_watchdog_that_drips_its_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each byte comes in time, the whole never does: the rest of the round must not wait for it."""
    monkeypatch.setattr(heartbeat, "PING_S", 0.5)

    def drips(wire: Wire) -> None:
        wire.raw(b"HTTP/1.1 200 OK\r\nX: ")
        for _ in range(60):
            wire.raw(b"a")
            time.sleep(0.05)

    with serving({"/drips": drips}) as dog:
        started = time.monotonic()
        assert heartbeat.ping(Secret(f"{dog.base}/drips")) == heartbeat.LATE
        assert time.monotonic() - started < 2


def test_what_is_said_of_a_watchdog_has_no_address_in_it() -> None:
    trouble = heartbeat.ping(Secret("http://127.0.0.1:9/secret-id"))
    assert "secret-id" not in str(trouble)


def test_retention_runs_once_a_day(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    from storage import retention

    planned = []
    plan = retention.plan

    def noted(*args: object, **more: object) -> object:
        planned.append(room.time)
        return plan(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(retention, "plan", noted)
    keep(room)
    room.wait(hours=12)
    keep(room)
    assert len(planned) == 1
    room.time += timedelta(hours=13)
    keep(room)
    assert len(planned) == 2


def test_the_store_is_looked_over_once_a_day_and_damage_is_not_passed_over(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = []

    def verify(_: Store, *, quick: bool = False) -> None:
        looked.append(quick)
        if len(looked) == 2:
            raise StoreDamaged

    monkeypatch.setattr(Store, "verify", verify)
    keep(room)
    keep(room)
    assert looked == [False]
    room.wait(days=1)
    with pytest.raises(StoreDamaged):
        keep(room)
    assert looked == [False, True]


def alerts(room: Newsroom) -> list[Alert]:
    with room.store.read() as conn:
        return outbox.alerts(conn)
