"""The changes that stand in a feed, newest first, each with what became of it since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from config.settings import Settings, Subscription
from config.words import OPERATOR_KINDS, Certainty, ChangeKind
from monitor import subscriptions, told
from monitor.deliver import gathering
from monitor.export_forms import Wanted
from monitor.feed import Entry, FeedOf
from monitor.messages import AlertContext
from monitor.phrases import listing
from storage import facts, findings
from storage.database import Store
from storage.records import Change, Side

MAX_ENTRIES: Final = 200  #: readers ask often
#: read for as many entries: some are dropped because only the operator hears of them
_READ: Final = 4 * MAX_ENTRIES
_MAX_GONE: Final = 1000
_GONE: Final = (ChangeKind.WITHDRAWN, ChangeKind.RETRACTED)


def read(store: Store, settings: Settings, wanted: Wanted, now: datetime) -> tuple[FeedOf, list[Entry]]:
    """The feed of the changes that were asked for."""
    with store.read() as conn:
        found = findings.changes(
            conn,
            since=wanted.since,
            places=wanted.places,
            metric=wanted.metric,
            quiet_too=wanted.quiet_too,
            limit=_READ,
        )
        changes = [change for change in found if _is_told(change, settings, wanted)][:MAX_ENTRIES]
        oldest = min((change.at for change in changes), default=now)
        later = findings.changes(conn, since=oldest, kinds=_GONE, quiet_too=True, limit=_MAX_GONE)
        store_id, made_at = facts.get(conn, facts.STORE_ID) or "", facts.get(conn, facts.MADE_AT) or ""
    gone = {change.key: after for change in changes if (after := _gone(change, later)) is not None}
    context = gathering.context(store, [*changes, *gone.values()], settings, now)
    feed = FeedOf(
        store=store_id,
        made_on=made_at[:10],
        title=_title(settings, wanted),
        updated=datetime.fromisoformat(made_at),
        what=_what(wanted),
        public_url=settings.public_url,
        name=wanted.name,
    )
    return feed, [_entry(change, gone.get(change.key), context, settings) for change in changes]


def _is_told(change: Change, settings: Settings, wanted: Wanted) -> bool:
    """Whether it is for readers: what only the operator hears of is not, unless it was asked for."""
    everything = Subscription(
        to=(),
        places=tuple(wanted.places or ()),
        metrics=(wanted.metric,) if wanted.metric else (),
        kinds=frozenset(ChangeKind) - (frozenset() if wanted.quiet_too else OPERATOR_KINDS),
        certainty=Certainty.UNSURE,
    )
    if change.more.get("cannot_tell") and not wanted.quiet_too:
        return False
    return subscriptions.wants(everything, change, settings, settings.catalogue)


def _gone(change: Change, later: Sequence[Change]) -> Change | None:
    """The first change after this one that withdrew, or took back, a value that it tells."""
    if change.kind in _GONE or change.point is None:
        return None
    said = {(side.party, side.value) for side in _sides(change)}
    for after in reversed(later):
        was = after.before
        if was is None or (after.id or 0) <= (change.id or 0) or after.point != change.point:
            continue
        if (was.party, was.value) in said:
            return after
    return None


def _sides(change: Change) -> Iterator[Side]:
    """What the change says now: in a conflict, both sides."""
    if change.after is not None:
        yield change.after
    if change.before is not None and change.kind in (ChangeKind.CONFLICTING, ChangeKind.CORROBORATED):
        yield change.before


def _unsigned(change: Change) -> Change:
    """A feed is handed on: who at the desk decided, and the note to it, stay with those who were told."""
    signed = {"by", "note", "confirmed_by"} if {"by", "confirmed_by"} & set(change.more) else set()
    return replace(change, more={key: value for key, value in change.more.items() if key not in signed})


def _entry(change: Change, gone: Change | None, context: AlertContext, settings: Settings) -> Entry:
    def entry(one: Change) -> told.Entry:
        whole = told.completed(_unsigned(one), context.evidence)
        return told.entry(whole, (), context.evidence, context.names, settings.public_url)

    return Entry(told=entry(change), gone=entry(gone) if gone else None)


def _title(settings: Settings, wanted: Wanted) -> str:
    where = listing([settings.catalogue.name(place) for place in wanted.asked])
    return (
        "Detainer Watch: what changed"
        + (f" in {where}" if where else "")
        + (f" ({wanted.metric.value})" if wanted.metric else "")
    )


def _what(wanted: Wanted) -> str:
    """The part of the feed's id that says which changes it has; the whole feed is `changes`."""
    parts = [f"place={place}" for place in sorted(wanted.asked)]
    parts += [f"metric={wanted.metric.value}"] if wanted.metric else []
    return "/".join(["changes", *parts, *(["quiet"] if wanted.quiet_too else [])])
