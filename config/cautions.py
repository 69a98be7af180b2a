"""What is worth a line in a configuration that is right: things that probably were not meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from config.choosing import related
from config.settings import Settings
from config.words import ReceiverKind

MOST_NAMES = 5


def cautions(settings: Settings) -> Iterator[str]:
    yield from _silent_receivers(settings)
    yield from _empty_subscriptions(settings)
    yield from _unheard_sources(settings)
    yield from _same_addresses(settings)
    yield from _duties_without_sources(settings)


def _silent_receivers(settings: Settings) -> Iterator[str]:
    used = {id_ for subscription in settings.subscriptions for id_ in subscription.to}
    for id_, receiver in settings.receivers.items():
        if id_ not in used:
            gets = "only what breaks" if id_ == settings.operator else "nothing"
            yield f"receivers.{id_}: no subscription names it, so it gets {gets}"
        if receiver.kind is ReceiverKind.EMAIL and settings.mail and not settings.mail.tls:
            yield f"receivers.{id_}: its mail travels unencrypted (mail.tls is no)"


def _empty_subscriptions(settings: Settings) -> Iterator[str]:
    watched = {entry.place for entry in settings.sources.values()}
    for number, subscription in enumerate(settings.subscriptions, 1):
        for place in subscription.places:
            if not any(related(settings.catalogue, place, other) for other in watched):
                yield f"subscriptions[{number}]: no source is watched for {place}"


def _unheard_sources(settings: Settings) -> Iterator[str]:
    """Sources of places that no subscription follows."""
    if not settings.subscriptions or any(not one.places for one in settings.subscriptions):
        return
    followed = {place for one in settings.subscriptions for place in one.places}
    unheard = [
        id_
        for id_, entry in settings.sources.items()
        if not any(related(settings.catalogue, entry.place, place) for place in followed)
    ]
    if unheard:
        yield f"no subscription follows the places of: {_names(unheard)}"


def _same_addresses(settings: Settings) -> Iterator[str]:
    first: dict[tuple[str, str], str] = {}
    for id_, entry in settings.sources.items():
        other = first.setdefault((entry.kind, entry.address), id_)
        if other != id_:
            yield f"sources {other} and {id_} have the same address"


def _duties_without_sources(settings: Settings) -> Iterator[str]:
    blind = [
        id_
        for id_, duty in settings.duties.items()
        if not any(source in settings.sources for source in duty.sources)
    ]
    if blind:
        why = "nobody can tell whether these were filed, none of their sources is watched"
        yield f"duties: {why}: {_names(blind)}"


def _names(names: Iterable[str]) -> str:
    listed = list(names)
    more = f" and {len(listed) - MOST_NAMES} more" if len(listed) > MOST_NAMES else ""
    return ", ".join(listed[:MOST_NAMES]) + more
