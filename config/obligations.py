"""Duties: reports that a law orders, the catalogue's and a person's own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from config import keys
from config.catalogue import Due, Duty, Every
from config.records import Key, Values
from config.shapes import Notes
from config.sourcing import World

USUAL_GRACE = timedelta(days=30)

_NEEDED: tuple[Key[object], ...] = (
    keys.PLACE_OF, keys.LAW, keys.REPORT, keys.FILED_BY, keys.FILED_TO, keys.METRICS, keys.DUE,
)  # fmt: skip


def duty(
    values: Values, world: World, sources: Collection[str], notes: Notes, base: Duty | None = None
) -> Duty | None:
    """The duty that the keys declare, upon the catalogue's where `base` is given; None after a mistake."""
    id_ = values.get(keys.DUTY_ID)
    if base is None:
        for key in _NEEDED:
            if not values.given(key):
                notes.mistake(values.at, f"`{key.name}` is missing", key.about)
    _check(values, world, sources, notes)
    start = base or _bare(id_ or "", values)
    if id_ is None or start is None:
        return None
    found = replace(
        start,
        place=values.get(keys.PLACE_OF) or start.place,
        law=values.get(keys.LAW) or start.law,
        report=values.get(keys.REPORT) or start.report,
        filed_by=values.get(keys.FILED_BY) or start.filed_by,
        filed_to=values.get(keys.FILED_TO) or start.filed_to,
        metrics=values.get(keys.METRICS) or start.metrics,
        due=_due(values, start.due, notes),
        grace=values.get(keys.GRACE) or start.grace,
        sources=tuple(name.text for name in values.get(keys.DUTY_SOURCES) or ()) or start.sources,
        first_period=values.get(keys.FIRST_PERIOD) or start.first_period,
        named_day=_either(values.get(keys.NAMED_DAY), start.named_day),
    )
    return _recognised(found, values.get(keys.RECOGNISE))


def _due(values: Values, start: Due, notes: Notes) -> Due:
    due = values.get(keys.DUE) or start
    covers = values.get(keys.COVERS)
    if covers is None:
        return replace(due, year_starts=start.year_starts) if due.every is Every.YEAR else due
    if due.every is not Every.YEAR:
        hint = f"`due` says that this one covers a {due.every}" if due.on is None else "this one comes once"
        notes.mistake(values.spot(keys.COVERS), "only a yearly report covers a year", hint)
    return replace(due, year_starts=covers)


def _either(said: bool | None, start: bool) -> bool:
    return start if said is None else said


def _bare(id_: str, values: Values) -> Duty | None:
    due = values.get(keys.DUE)
    if due is None:
        return None
    return Duty(
        id=id_, place="", law="", report="", filed_by="", filed_to="", metrics=(), sources=(),
        due=due, grace=USUAL_GRACE,
    )  # fmt: skip


def _recognised(found: Duty, how: Values | None) -> Duty:
    if how is None:
        return found
    return replace(
        found,
        recognise_types=how.get(keys.TYPES) or found.recognise_types,
        recognise_filers=how.get(keys.FILERS) or found.recognise_filers,
        recognise_words=how.get(keys.PHRASES) or found.recognise_words,
    )


def _check(values: Values, world: World, sources: Collection[str], notes: Notes) -> None:
    place = values.get(keys.PLACE_OF)
    if place is not None and place not in world.places:
        notes.unknown(values.spot(keys.PLACE_OF), "place", place, world.places)
    filer = values.get(keys.FILED_BY)
    if filer is not None and "/" in filer and filer not in world.agencies:
        notes.unknown(values.spot(keys.FILED_BY), "agency", filer, world.agencies)
    for source in values.get(keys.DUTY_SOURCES) or ():
        if source.text not in sources:
            notes.unknown(source.at, "source", source.text, frozenset(sources))
