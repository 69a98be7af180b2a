"""Who asked for what, and when it is due to them. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from config.catalogue import Catalogue, Duty, SourceEntry
from config.forms import WEEKDAYS
from config.settings import Digest, Receiver, Settings, Subscription
from config.words import USUAL_KINDS, Certainty, ChangeKind, ReceiverKind
from storage.records import Change, Series

#: receiver of everything where none is configured: the daemon's own terminal and log
TERMINAL: Final = "terminal"


def receivers(settings: Settings) -> Mapping[str, Receiver]:
    """Every address that an alert may go to: the configured ones, and always the terminal."""
    terminal = Receiver(id=TERMINAL, kind=ReceiverKind.TERMINAL, address="", zone=settings.zone)
    return {TERMINAL: terminal, **settings.receivers}


def subscriptions(settings: Settings) -> tuple[Subscription, ...]:
    """What was asked for; with no receiver configured, the terminal asks for all that is news."""
    return settings.subscriptions if settings.receivers else (Subscription(to=(TERMINAL,)),)


def operator(settings: Settings) -> str:
    """Who hears of what breaks: the one named, else the first receiver, else the terminal."""
    return settings.operator or next(iter(settings.receivers), TERMINAL)


def rhythms(receiver_id: str, settings: Settings) -> tuple[Digest, ...]:
    """The digests that a receiver asks for, each once."""
    asked = (each.when for each in subscriptions(settings) if receiver_id in each.to)
    return tuple(dict.fromkeys(when for when in asked if when is not None))


def places_of(receiver_id: str, settings: Settings) -> frozenset[str] | None:
    """The places that a receiver asks for, also by their agencies; None where it is all of them."""
    asked = [
        each.places or tuple(agency.partition("/")[0] for agency in each.agencies)
        for each in subscriptions(settings)
        if receiver_id in each.to
    ]
    return frozenset(place for places in asked for place in places) if all(asked) else None


def described(subscription: Subscription) -> str:
    """What a subscription asks for, in a line: `us-ma, ice, revised, at least 10 %; daily at 07:30`."""
    size = subscription.at_least
    parts = [
        *(subscription.places or ("everywhere",)),
        *subscription.agencies,
        *subscription.metrics,
        *subscription.parties,
        *_kinds_in_words(subscription),
        *([f"at least {float(size.amount):g}{' %' if size.percent else ''}"] if size else []),
        *(["sure"] if subscription.certainty is Certainty.SURE else []),
    ]
    return f"{', '.join(parts)}; {in_words(subscription.when) if subscription.when else 'at once'}"


def _kinds_in_words(subscription: Subscription) -> list[str]:
    """The kinds where they are not the usual ones."""
    if subscription.quiet_too:
        return ["everything"]
    more, fewer = sorted(subscription.kinds - USUAL_KINDS), USUAL_KINDS - subscription.kinds
    if not fewer:
        return [f"also {kind}" for kind in more]
    return [str(kind) for kind in sorted(subscription.kinds)]


def in_words(digest: Digest) -> str:
    """As the configuration has it: `daily at 07:30`."""
    day = "daily" if digest.weekday is None else f"weekly on {WEEKDAYS[digest.weekday]}"
    return f"{day} at {digest.at:%H:%M}"


def zone_of(receiver_id: str, settings: Settings) -> str:
    receiver = settings.receivers.get(receiver_id)
    return receiver.zone if receiver else settings.zone


def duty_of(change: Change, settings: Settings, catalogue: Catalogue) -> Duty | None:
    if change.duty_id is None:
        return None
    return settings.duties.get(change.duty_id) or catalogue.duties.get(change.duty_id)


def source_of(change: Change, settings: Settings, catalogue: Catalogue) -> SourceEntry | None:
    if change.source_id is None:
        return None
    return settings.sources.get(change.source_id) or catalogue.sources.get(change.source_id)


def place_of(change: Change, settings: Settings, catalogue: Catalogue) -> str | None:
    """The place that a change is about: its point's, else the one told with it, its duty's, its source's."""
    if change.point is not None:
        return change.point.place
    told = change.more.get("place")
    if isinstance(told, str) and told:
        return told
    if duty := duty_of(change, settings, catalogue):
        return duty.place
    source = source_of(change, settings, catalogue)
    return source.place if source else None


def series_of(change: Change, settings: Settings, catalogue: Catalogue) -> Series | None:
    """What has to be muted for the change not to be told. That a source breaks is told whatever its place."""
    place = place_of(change, settings, catalogue)
    if place is None or change.kind in (ChangeKind.FAILING, ChangeKind.RECOVERED):
        return None
    point = change.point
    return Series(
        places=catalogue.enclosing(place),
        agency=point.agency if point else "",
        metric=point.metric.value if point else "",
    )


def wants(subscription: Subscription, change: Change, settings: Settings, catalogue: Catalogue) -> bool:
    """Whether the change is of what the subscription asks for; quietness is another question.

    Agencies, metrics and parties narrow figures; a document or a duty is left alone by them as far as
    it may be about what was asked for.
    """
    place = place_of(change, settings, catalogue)
    duty = duty_of(change, settings, catalogue)
    source = source_of(change, settings, catalogue)
    return (
        _wants_kind(subscription, change)
        and _wants_place(subscription, place, catalogue)
        and _wants_agency(subscription, change, (place, duty, source), catalogue)
        and _wants_metric(subscription, change, duty)
        and _wants_party(subscription, change)
        and _wants_size(subscription, change)
        and _wants_certainty(subscription, change)
    )


def _wants_kind(subscription: Subscription, change: Change) -> bool:
    if change.kind in subscription.kinds:
        return True
    # a document that carries a figure and goes is news to whoever wants the usual news
    hangs = change.kind in (ChangeKind.GONE, ChangeKind.RETURNED) and bool(change.more.get("carries_figure"))
    return hangs and subscription.kinds >= USUAL_KINDS


def _wants_place(subscription: Subscription, place: str | None, catalogue: Catalogue) -> bool:
    if not subscription.places:
        return True
    return place is not None and any(catalogue.covers(outer, place) for outer in subscription.places)


def _wants_metric(subscription: Subscription, change: Change, duty: Duty | None) -> bool:
    if not subscription.metrics:
        return True
    if change.point is not None:
        return change.point.metric in subscription.metrics
    return duty is None or not duty.metrics or any(metric in subscription.metrics for metric in duty.metrics)


def _wants_agency(
    subscription: Subscription,
    change: Change,
    around: tuple[str | None, Duty | None, SourceEntry | None],
    catalogue: Catalogue,
) -> bool:
    if not subscription.agencies:
        return True
    if change.point is not None:
        return change.point.agency in subscription.agencies
    place, duty, source = around
    named = duty.filed_by if duty else source.publisher if source else ""
    if catalogue.agency(named) is not None:  # it is one agency's own
        return named in subscription.agencies
    return place is not None and any(
        catalogue.covers(place, agency.partition("/")[0]) for agency in subscription.agencies
    )


def _wants_party(subscription: Subscription, change: Change) -> bool:
    if not subscription.parties or change.point is None:
        return True
    sides = [side.party for side in (change.before, change.after) if side is not None]
    return any(party in subscription.parties for party in (change.party, change.other_party, *sides))


#: kinds that tell of one number and another
_MOVEMENTS: Final = (ChangeKind.REVISED, ChangeKind.CORRECTED, ChangeKind.CONFLICTING)


def _wants_size(subscription: Subscription, change: Change) -> bool:
    """Whether the two numbers are far enough apart; what has no two numbers always is."""
    size = subscription.at_least
    if size is None or change.kind not in _MOVEMENTS or change.before is None or change.after is None:
        return True
    before, after = change.before.value, change.after.value
    apart = abs(after - before)
    if not size.percent:
        return apart >= size.amount
    # of two parties none came before the other: per cent of the smaller number, whoever spoke first
    base = min(before, after) if change.kind is ChangeKind.CONFLICTING else before
    return apart * 100 >= size.amount * base and apart > 0


def _wants_certainty(subscription: Subscription, change: Change) -> bool:
    """A change is as sure as the less sure of its readings; what a person confirmed is sure."""
    if subscription.certainty is not Certainty.SURE or change.more.get("confirmed_by"):
        return True
    return all(side.certainty is not Certainty.LIKELY for side in (change.before, change.after) if side)


def local(moment: datetime, zone: str) -> tuple[date, int]:
    """Day and hour of `moment` on the receiver's clock."""
    there = moment.astimezone(ZoneInfo(zone))
    return there.date(), there.hour
