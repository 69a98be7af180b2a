"""What the daemon does once a minute besides crawling: signs of life, withdrawals, health, duties, retention.

Each part is tried by itself: one that fails is logged, and the others are done.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from config.settings import MIB, Settings
from monitor import heartbeat, log
from storage.errors import StoreGone, Transient, Unopenable
from storage.records import Change

if TYPE_CHECKING:
    from storage.database import Store
    from storage.tallies import StoreTally

Clock = Callable[[], datetime]
Part = Callable[["Store", Settings, Clock], Sequence[Change]]

PRUNE_EVERY: Final = timedelta(days=1)
PRUNED: Final = "pruned at"  #: fact: ISO time of the last retention


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What came of one round."""

    tally: StoreTally
    changes: tuple[Change, ...]


def low_disk(store: Store, settings: Settings) -> str | None:
    """Why nothing should be fetched now: the disk is nearly full. None where there is room."""
    if store.path is None:
        return None
    free = shutil.disk_usage(store.path.parent).free
    if free >= settings.daemon.stop_fetching_below:
        return None
    return f"only {free // MIB} MiB free beside the store"


def keep(
    store: Store, settings: Settings, clock: Clock, fetching_stopped: str | None, *, well: bool = True
) -> Kept:
    """One round. `well`: the daemon's other work goes on too, so the watchdog may hear that it lives.

    Raises only where the store is gone or cannot be used.
    """
    from storage import tallies

    changes = tuple(_done(store, settings, clock, fetching_stopped, well))
    with store.read() as conn:
        return Kept(tally=tallies.of_store(conn), changes=changes)


def _done(
    store: Store, settings: Settings, clock: Clock, fetching_stopped: str | None, well: bool
) -> Iterator[Change]:
    from monitor import duties, findings, health, lookback

    parts: tuple[tuple[str, Part], ...] = (
        ("heartbeat", lambda store, settings, clock: _beat(store, settings, clock, well)),
        ("withdrawals", findings.withdraw),
        ("health", health.look),
        ("duties", duties.look),
        ("copies", lookback.look),
        ("retention", _prune),
        ("check-up", _check_up),
        ("disk", lambda store, settings, clock: _tell_of_disk(store, settings, clock, fetching_stopped)),
    )
    for name, part in parts:
        try:
            yield from part(store, settings, clock)
        except (StoreGone, Unopenable):
            raise
        except Transient as error:  # busy or full: said once, tried again at the next round
            log.logger("housekeeping").warning("housekeeping.put_off", part=name, reason=str(error))
        except Exception:  # one part's border: the others are done
            log.logger("housekeeping").exception("housekeeping.failed", part=name)


def _beat(store: Store, settings: Settings, clock: Clock, well: bool) -> Sequence[Change]:
    heartbeat.beat(store, clock())
    if settings.daemon.watchdog is not None and well:
        trouble = heartbeat.ping(settings.daemon.watchdog)
        if trouble:
            log.logger("housekeeping").warning("watchdog.unreached", reason=trouble)
    return ()


def _prune(store: Store, settings: Settings, clock: Clock) -> Sequence[Change]:
    from storage import facts, retention

    now = clock()
    with store.read() as conn:
        last = facts.get(conn, PRUNED)
        if last is not None and now - datetime.fromisoformat(last) < PRUNE_EVERY:
            return ()
        planned = retention.plan(conn, now, settings.daemon.keep_other_news)
    gone = store.transact(retention.prune, planned)
    store.transact(facts.put, PRUNED, now.isoformat())
    if gone.versions or gone.fetches:
        log.logger("housekeeping").info("store.pruned", versions=gone.versions, fetches=gone.fetches)
    return ()


def _check_up(store: Store, _settings: Settings, clock: Clock) -> Sequence[Change]:
    from storage import checkup

    if checkup.check_up(store, clock()):
        log.logger("housekeeping").info("store.checked")
    return ()


def _tell_of_disk(
    store: Store, settings: Settings, clock: Clock, fetching_stopped: str | None
) -> Sequence[Change]:
    """A full disk is told to the operator, once a day for as long as it lasts."""
    from monitor.deliver import dispatcher

    if fetching_stopped is not None:
        now = clock()
        dispatcher.notify_operator(
            store,
            settings,
            now,
            f"disk:{now.date().isoformat()}",
            "Nothing is fetched: the disk is nearly full",
            [f"There is {fetching_stopped}.", "Alerts still go out. Free some space; fetching then goes on."],
        )
    return ()
