from __future__ import annotations

from dataclasses import replace

from storage import hosts
from storage.database import Store
from storage.records import HostRow
from tests.storage.world import HOUR, NOW


def host(name: str = "a.example", robots: bytes | None = b"User-agent: *") -> HostRow:
    return HostRow(
        host=name,
        next_allowed_at=NOW + HOUR,
        delay_ms=1500,
        hold_until=None,
        hold_reason=None,
        robots=robots,
        robots_at=NOW,
    )


def test_what_was_learnt_of_a_host_outlives_the_run(store: Store) -> None:
    store.transact(hosts.save, [host(), host("b.example", None)])
    changed = replace(host(), robots=b"User-agent: *\nDisallow: /x", delay_ms=3000)
    store.transact(hosts.save, [changed])
    with store.read() as conn:
        assert hosts.row(conn, "a.example") == changed
        assert hosts.row(conn, "c.example") is None
        assert hosts.rows(conn) == [changed, host("b.example", None)]
        assert hosts.rows(conn, ["b.example", "c.example"]) == [host("b.example", None)]


def test_a_host_belongs_to_one_process_whose_runs_share_it(store: Store) -> None:
    until = NOW + HOUR
    assert store.transact(hosts.claim, "a.example", "one", until, NOW)
    assert store.transact(hosts.claim, "a.example", "one", until, NOW)
    assert not store.transact(hosts.claim, "a.example", "two", until, NOW)
    store.transact(hosts.release, ["a.example"], "two")
    assert not store.transact(hosts.claim, "a.example", "two", until, NOW)
    store.transact(hosts.save, [host()])
    assert not store.transact(hosts.claim, "a.example", "two", until, NOW)
    store.transact(hosts.release, ["a.example"], "one")
    assert store.transact(hosts.claim, "a.example", "two", until, NOW)
    assert store.transact(hosts.claim, "a.example", "one", until + HOUR, until + HOUR / 2)


def test_a_longer_hold_stays(store: Store) -> None:
    store.transact(hosts.hold, "a.example", NOW + 2 * HOUR, "Retry-After")
    store.transact(hosts.hold, "a.example", NOW + HOUR, "less")
    with store.read() as conn:
        row = hosts.row(conn, "a.example")
    assert row is not None
    assert (row.hold_until, row.hold_reason, row.delay_ms) == (NOW + 2 * HOUR, "Retry-After", 0)
