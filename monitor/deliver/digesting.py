"""Digests: at the receiver's hour, also when nothing happened; never twice, and one for all that were missed.

How far a receiver was told is written down in the transaction that freezes the message, so a crash
between the two does not exist, and an outage of any length ends in one digest.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from config.choosing import related
from config.settings import Digest, Settings
from config.words import SourceState
from monitor import digest_sentences, digests, messages, phrases, still_open, subscriptions
from monitor import waiting as waiting_readings
from monitor.deliver import gathering
from monitor.digests import Due
from monitor.messages import AlertContext
from storage import digests as kept
from storage import documents, held, mutes, outbox, receivers, sources
from storage.database import Store
from storage.records import Alert, Change, MuteEnd, SourceRow

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, kw_only=True, slots=True)
class _Plan:
    """When a receiver gets digests, and what for."""

    receiver: str
    zone: str
    rhythms: tuple[Digest, ...]
    operator: bool  #: what waits for a person, and lesser things that break, are told to it
    reader: bool  #: asked for digests itself: gets one also when nothing is new

    @property
    def occasions(self) -> frozenset[str]:
        """What of its owed rows waits for the hour of a digest of its own."""
        own = frozenset(digests.occasion(rhythm) for rhythm in self.rhythms) if self.reader else frozenset()
        return own | ({digests.FOR_OPERATOR} if self.operator else frozenset())


def make(
    store: Store, settings: Settings, now: datetime, *, patient: bool, awake_since: datetime | None = None
) -> list[Alert]:
    """Freeze every digest whose hour has come. The new alerts.

    `patient`: one that is due waits, as long as changes have to settle, for findings that are pending;
    one that was missed while nobody was awake also for a first look at the sources.
    """
    plans = _plans(settings)
    with store.read() as conn:
        progress = kept.progress(conn)
        there = receivers.receiver_list(conn)
        waiting = {to: _of_digests(names) for to, names in kept.occasions(conn).items()}
        ends = mutes.ended(conn, now)
    on = {row.id for row in there if row.on}
    _follow(store, plans, set(progress), {row.id for row in there}, now)
    made: list[Alert] = []
    for receiver in sorted(on & set(subscriptions.receivers(settings))):
        plan = plans.get(receiver)
        orphans = waiting.get(receiver, frozenset()) - (plan.occasions if plan else frozenset())
        if plan is not None and receiver in progress:
            due = digests.due(plan.rhythms, plan.zone, progress[receiver][0], now)
            if due is not None and not (patient and _unsettled(store, settings, due, now, awake_since)):
                made += _digest(store, settings, plan, due, orphans if plan.reader else (), now)
                ends.pop(receiver, None)
        if plan is None or not plan.reader:
            made += _left_over(store, settings, receiver, orphans, now)
            made += _unmuted(store, settings, receiver, ends.get(receiver, ()), now)
    return made


def _plans(settings: Settings) -> dict[str, _Plan]:
    operator = subscriptions.operator(settings)
    plans = {}
    for receiver in subscriptions.receivers(settings):
        own = subscriptions.rhythms(receiver, settings)
        if own or receiver == operator:
            plans[receiver] = _Plan(
                receiver=receiver,
                zone=subscriptions.zone_of(receiver, settings),
                rhythms=own or (digests.OPERATOR_DIGEST,),
                operator=receiver == operator,
                reader=bool(own),
            )
    return plans


def _follow(
    store: Store, plans: Mapping[str, _Plan], known: set[str], there: set[str], now: datetime
) -> None:
    """Who gets digests now, and did not before, has no past that could be told."""
    for receiver in sorted((set(plans) & there) - known):
        store.transact(kept.begin, receiver, now)
    if known - set(plans):
        store.transact(kept.end, known - set(plans))


def _of_digests(occasions: Collection[str]) -> frozenset[str]:
    return frozenset(each for each in occasions if digests.is_digest(each))


def _unsettled(
    store: Store, settings: Settings, due: Due, now: datetime, awake_since: datetime | None
) -> bool:
    start = max(due.at, awake_since or due.at)
    if now >= start + settings.daemon.settle:
        return False
    with store.read() as conn:
        if documents.pending(conn, 1):
            return True
        return start > due.at and any(
            row.state is SourceState.ACTIVE and row.next_due_at <= start and not row.failures
            for row in sources.rows(conn)
        )


# --- one digest -----------------------------------------------------------------------------------


def _digest(
    store: Store, settings: Settings, plan: _Plan, due: Due, orphans: Collection[str], now: datetime
) -> list[Alert]:
    """The messages of one digest: one, or more where there is very much to tell."""
    occasion = f"{'digest' if plan.reader else 'operator'}:{due.name}"
    under = (due.waited & plan.occasions) | set(orphans)
    under |= {digests.FOR_OPERATOR} if plan.operator else frozenset()
    with store.read() as conn:
        changes = kept.waiting(conn, plan.receiver, under)
        ends = mutes.ended(conn, now).get(plan.receiver, [])
        word = held.waiting(conn, kept.progress(conn)[plan.receiver][1]) if plan.operator else None
        standing = still_open.look(conn, plan.receiver, settings, now, {each.key for each in changes})
        working, failing = _sources(conn, settings, plan, due)
    if not plan.reader and not changes and not ends and not (word and word.new):
        store.transact(kept.advance, plan.receiver, due.at)
        return []
    remarks = [
        *(digest_sentences.unmuted(end, plan.receiver, plan.zone, gathering.names(settings)) for end in ends),
        *([digest_sentences.held(word.total, word.new)] if word and word.total else []),
        *(waiting_readings.newest(word, gathering.names(settings)) if word else ()),
    ]

    def told(context: AlertContext) -> AlertContext:
        return replace(
            context,
            due=due,
            zone=plan.zone,
            remarks=remarks,
            standing=standing if plan.reader else (),
            working=working,
            sources=working + len(failing),
            failing=failing,
        )

    parts = list(_parts(store, settings, plan, occasion, changes, told, now))
    return store.transact(
        kept.freeze,
        parts,
        now,
        told_to=due.at,
        held_to=word.last if word else None,
        unmuted=[end.mute.id for end in ends if end.mute.id is not None],
    )


def _parts(
    store: Store,
    settings: Settings,
    plan: _Plan,
    occasion: str,
    changes: Sequence[Change],
    told: Callable[[AlertContext], AlertContext],
    now: datetime,
) -> Iterator[tuple[Alert, list[int]]]:
    for number, start in enumerate(range(0, max(1, len(changes)), messages.MAX_ENTRIES)):
        some = changes[start : start + messages.MAX_ENTRIES]
        context = told(gathering.context(store, some, settings, now))
        named = f"{occasion}+{number + 1}" if number else occasion
        if number:
            context = replace(context, remarks=(), standing=())
        ids = [change.id for change in some if change.id is not None]
        if some or plan.reader:
            yield messages.make(plan.receiver, named, some, context), ids
        else:
            headline, *lines = context.remarks
            yield messages.notice(plan.receiver, named, headline, lines, context), ids


def _sources(conn: Connection, settings: Settings, plan: _Plan, due: Due) -> tuple[int, tuple[str, ...]]:
    """How many sources of the receiver's places worked since the last digest, and those that did not."""
    places = subscriptions.places_of(plan.receiver, settings) if plan.reader else None
    rows = [
        row
        for row in sources.rows(conn)
        if row.state is SourceState.ACTIVE and (places is None or _related(row, places, settings))
    ]
    failing = tuple(row.id for row in rows if not digests.worked(row, due.since, due.at))
    return len(rows) - len(failing), failing


def _related(row: SourceRow, places: Collection[str], settings: Settings) -> bool:
    source = settings.sources.get(row.id)
    return source is None or any(related(settings.catalogue, source.place, place) for place in places)


# --- beside the hours of digests --------------------------------------------------------------------


def _left_over(
    store: Store, settings: Settings, receiver: str, waiting: Collection[str], now: datetime
) -> list[Alert]:
    """What waited for a digest of somebody who asks for none any more."""
    made: list[Alert] = []
    while waiting:
        with store.read() as conn:
            some = kept.waiting(conn, receiver, waiting, messages.MAX_ENTRIES)
            day, _ = subscriptions.local(now, subscriptions.zone_of(receiver, settings))
            occasion = outbox.next_occasion(conn, receiver, f"digest:{day.isoformat()}")
        if not some:
            break
        alert = messages.make(receiver, occasion, some, gathering.context(store, some, settings, now))
        frozen = store.transact(kept.freeze, [(alert, [each.id for each in some if each.id])], now)
        if not frozen:
            break
        made += frozen
    return made


def _unmuted(
    store: Store, settings: Settings, receiver: str, ends: Sequence[MuteEnd], now: datetime
) -> list[Alert]:
    """A line for who gets no digest in which it could stand."""
    if not ends:
        return []
    zone = subscriptions.zone_of(receiver, settings)
    lines = [digest_sentences.unmuted(end, receiver, zone, gathering.names(settings)) for end in ends]
    ids = [end.mute.id for end in ends if end.mute.id is not None]
    with store.read() as conn:
        occasion = outbox.next_occasion(conn, receiver, f"mute:{max(ids)}")
    context = gathering.context(store, (), settings, now)
    headline = phrases.plural(sum(end.changes for end in ends), "change") + " muted until now"
    alert = messages.notice(receiver, occasion, headline, lines, context)
    return store.transact(kept.freeze, [(alert, [])], now, unmuted=ids)
