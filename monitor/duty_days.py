"""The days of duties and what is known of each, for a calendar. Pure but for `read`, which asks the store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from config.catalogue import Duty
from config.settings import Settings
from config.words import Quiet
from monitor import duties, duty_telling, phrases, wording
from monitor.duties import State
from monitor.export_forms import Wanted
from monitor.names import Names
from monitor.phrases import day, first_upper, listing, one_line
from storage.records import Document, DutyPeriod

if TYPE_CHECKING:
    from storage.database import Store

MAX_SOURCES: Final = 10  #: named under one day
#: in a word or two, before the report's name
_SUMMARY: Final = {
    State.AWAITED: "Due",
    State.PERHAPS: "Perhaps filed",
    State.FILED: "Filed",
    State.OVERDUE: "Not seen yet",
    State.CANNOT_TELL: "Cannot tell",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarOf:
    """What makes the calendar itself."""

    store: str  #: id of the store
    title: str
    made_at: datetime  #: of the store: changes of its days are counted from there


@dataclass(frozen=True, kw_only=True, slots=True)
class Day:
    """One day of one duty, in words."""

    id: str  #: the same at each export
    on: date
    summary: str
    lines: Sequence[str]
    state: str
    changed_at: datetime
    url: str | None = None


def told(duty: Duty, period: DutyPeriod, document: Document | None, names: Names) -> Day:
    """The day on which a report is due, with what may be said of it and no more."""
    state = State(period.state)
    return Day(
        id=f"{duty.id}/{period.period}",
        on=period.due_on,
        summary=_summary(duty, period, state, names),
        lines=tuple(_lines(duty, period, state, names)),
        state=state.value,
        changed_at=period.changed_at,
        url=phrases.link(document.url) if document else None,
    )


def _summary(duty: Duty, period: DutyPeriod, state: State, names: Names) -> str:
    begins = _SUMMARY[state]
    if state is State.AWAITED and not duty.named_day:
        begins = "Asked for from today"
    report = first_upper(one_line(duty.report, 120))
    return f"{begins}: {report}, {names.place(duty.place)}{_period(period)}"


def _period(period: DutyPeriod) -> str:
    """`, for 2025`; nothing for what is due once, and so for no period."""
    words = phrases.duty_period(one_line(period.period, 40))
    return f", for {words}" if words else ""


def _lines(duty: Duty, period: DutyPeriod, state: State, names: Names) -> Iterator[str]:
    yield _state(duty, period, state, names)
    if period.filed_on is not None:
        yield f"Filed: {day(period.filed_on)}."
    yield f"Report: {one_line(duty.report, 300)}{_period(period)}."
    yield f"Law: {one_line(duty.law, 300)}."
    yield f"Who files it: {names.party(duty.filed_by)}. To whom: {one_line(duty.filed_to, 200)}."
    due = f"Due: {day(period.due_on)}." if duty.named_day else "The law names no day for it."
    if state is State.FILED:
        yield due
    else:
        yield f"{due} If it is not seen by {day(period.grace_until)}, we say so."
    if where := [names.source(source) for source in duty.sources[:MAX_SOURCES]]:
        yield f"Where it would appear: {listing(where)}."


def _state(duty: Duty, period: DutyPeriod, state: State, names: Names) -> str:
    """What is known, in the words of the alerts, and nothing of what is not."""
    at = period.changed_at
    if state is State.AWAITED:
        return "Not seen yet in the sources that we watch."
    if state is State.CANNOT_TELL and not any(source in names.sources for source in duty.sources):
        return "We cannot tell whether it has come: none of its sources is watched."
    if state in (State.OVERDUE, State.CANNOT_TELL):
        change = duty_telling.told(duty, period, (), at=at, run=0, baseline=False)
    else:
        # who at the desk said so is no part of a calendar that is handed on
        unsigned = replace(period, by=None, note=None)
        change = duty_telling.found(duty, unsigned, at=at, run=0, version=None, quiet=Quiet.NO)
    return wording.sentence(change, names)


# --- from the store -------------------------------------------------------------------------------


def read(store: Store, settings: Settings, wanted: Wanted, now: datetime) -> tuple[CalendarOf, list[Day]]:
    """Every known period of the duties that were asked for, and the next one of each, by day."""
    from monitor.deliver import gathering
    from storage import documents, facts
    from storage import duties as kept

    chosen = {duty.id: duty for duty in settings.duties.values() if _is_wanted(duty, wanted)}
    with store.read() as conn:
        made_at = datetime.fromisoformat(facts.get(conn, facts.MADE_AT) or now.isoformat())
        store_id = facts.get(conn, facts.STORE_ID) or ""
        periods = _with_next(chosen, kept.periods(conn, chosen), settings, now, made_at)
        if wanted.since is not None:
            first = wanted.since.date()
            periods = [period for period in periods if period.due_on >= first]
        known = documents.by_ids(conn, {each.document_id for each in periods if each.document_id})
    names = gathering.names(settings, known)
    days = [
        told(chosen[each.duty_id], each, known.get(each.document_id or 0), names)
        for each in sorted(periods, key=lambda each: (each.due_on, each.duty_id, each.period))
    ]
    return CalendarOf(store=store_id, title=_title(settings, wanted), made_at=made_at), days


def _is_wanted(duty: Duty, wanted: Wanted) -> bool:
    here = wanted.places is None or duty.place in wanted.places
    return here and (wanted.metric is None or not duty.metrics or wanted.metric in duty.metrics)


def _with_next(
    chosen: Mapping[str, Duty],
    stored: Sequence[DutyPeriod],
    settings: Settings,
    now: datetime,
    made_at: datetime,
) -> list[DutyPeriod]:
    """The stored periods, and those that are due about now where the daemon has not looked yet."""
    known = {(period.duty_id, period.period) for period in stored}
    coming = [
        period
        for duty in chosen.values()
        for period in duties.expected(
            duty, now.astimezone(duties.zone_of(duty, settings.catalogue, settings.zone)).date(), made_at
        )
        if (period.duty_id, period.period) not in known
    ]
    return [*stored, *coming]


def _title(settings: Settings, wanted: Wanted) -> str:
    where = listing([settings.catalogue.name(place) for place in wanted.asked])
    return "Reports due by law" + (f" in {where}" if where else "")
