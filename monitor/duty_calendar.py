"""Days of duties as an iCalendar file (RFC 5545): the same days give the same bytes. Pure.

An event keeps its UID for good; what is known of it changes its text, its SEQUENCE and its DTSTAMP, so that a
calendar program that reads the file again shows the day as it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Final

from monitor.duty_days import CalendarOf, Day
from monitor.phrases import one_line

if TYPE_CHECKING:
    from icalendar import Event

MAX_LINE: Final = 1000
REFRESH: Final = timedelta(days=1)  #: how often a program that follows the file may ask for it


def ics(calendar: CalendarOf, days: Sequence[Day]) -> bytes:
    """The calendar, folded and escaped, with an all-day event a day."""
    from icalendar import Calendar

    made = Calendar()
    made.add("prodid", "-//Detainer Watch//Duties//EN")
    made.add("version", "2.0")
    title = one_line(calendar.title)
    made.add("name", title)
    made.add("x-wr-calname", title)
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for day in days:
        made.add_component(_event(calendar, day))
    written: bytes = made.to_ical()
    return written


def _event(calendar: CalendarOf, day: Day) -> Event:
    from icalendar import Event

    changed = day.changed_at.astimezone(UTC).replace(microsecond=0)
    event = Event()
    event.add("uid", f"{day.id}@{calendar.store}.detainer-watch.invalid")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", max(0, (changed - calendar.made_at) // timedelta(minutes=1)))
    event.add("dtstart", day.on)
    event.add("dtend", day.on + timedelta(days=1))
    event.add("summary", one_line(day.summary, MAX_LINE))
    event.add("description", "\n".join(one_line(line, MAX_LINE) for line in day.lines))
    event.add("categories", [one_line(day.state)])
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # nobody is busy on it
    if day.url:
        event.add("url", day.url)
    return event
