"""Publication dates as feeds, sitemaps and council systems write them.

A date that cannot be read is None, never now: a guessed date would turn old news into new.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Final

EARLIEST_YEAR: Final = 1990  #: feeds that say 0000 or 1970 mean "unknown"
LATEST_YEAR: Final = 2100
MAX_LENGTH: Final = 64  #: of a date worth looking at

MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
#: the zone names of RFC 822, and those of the United States beyond it
ZONES: Final = {
    "z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6,
    "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10, "ast": -4, "adt": -3,
}  # fmt: skip

_CLOCK = (
    r"(?:[T\s,]+(?:at\s+)?(?P<hour>\d{1,2}):(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:\.\d+)?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?)?"
)
_ZONE = r"\s*(?P<zone>[A-Za-z]{1,5})?\s*(?P<offset>[+-]\d{1,2}(?::?\d{2})?)?\s*(?:\([^()]*\))?"
#: Tue, 07 Jan 2025 10:00:00 GMT · Mon,6 Jan 25 9:5:1 GMT+9
_DAY_FIRST = re.compile(
    rf"(?:[A-Za-z]+\.?,?\s*)?(?P<day>\d{{1,2}})[\s-]+(?P<month>[A-Za-z]{{3,9}})\.?,?[\s-]+"
    rf"(?P<year>\d{{4}}|\d{{2}}){_CLOCK}{_ZONE}"
)
#: January 7, 2025 · Tue, Jan. 7, 2025 at 9:05 AM EST
_MONTH_FIRST = re.compile(
    rf"(?:[A-Za-z]+\.?,\s*)?(?P<month>[A-Za-z]{{3,9}})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+"
    rf"(?P<year>\d{{4}}){_CLOCK}{_ZONE}"
)
#: 2025-01-07 · 2025-01-07T10:00:00.03Z · 2025-01-07 10:00 +0000
_ISO = re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}}){_CLOCK}{_ZONE}")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")


@dataclass(frozen=True, slots=True)
class Published:
    """When something was published: the day as people at the place read it, and the moment behind it."""

    day: date
    at: datetime  #: aware, UTC; the day's start at the place where only a day was given


def read_date(text: object, zone: tzinfo) -> Published | None:
    """The date that a listing states, or None. A date without a zone is read in `zone`."""
    if not isinstance(text, str) or len(text) > MAX_LENGTH:
        return None
    words = text.strip()
    if _EPOCH.fullmatch(words):
        return _published(datetime.fromtimestamp(int(words[:10]), UTC), zone)
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _ISO):
        found = pattern.fullmatch(words)
        if found:
            return _from_parts(found, zone)
    return None


def _from_parts(found: re.Match[str], zone: tzinfo) -> Published | None:
    try:
        month = MONTHS.get(found["month"][:3].lower()) or int(found["month"])
        moment = datetime(_year(found["year"]), month, int(found["day"]))  # noqa: DTZ001 - zone follows
        if found["hour"] is None:
            return _published(moment.replace(tzinfo=zone), zone)
        moment += timedelta(
            hours=_hour(int(found["hour"]), found["half"]),
            minutes=int(found["minute"]),
            seconds=int(found["second"] or 0),
        )
        return _published(moment.replace(tzinfo=_zone(found["zone"], found["offset"]) or zone), zone)
    except (ValueError, OverflowError):
        return None


def _year(text: str) -> int:
    return int(text) + 2000 if len(text) == 2 else int(text)


def _hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    return hour % 12 + (12 if half.lower().startswith("p") else 0)


def _zone(name: str | None, offset: str | None) -> tzinfo | None:
    """The zone that a date names; None where it names none that we know."""
    if offset:
        sign = -1 if offset[0] == "-" else 1
        digits = offset[1:].replace(":", "")
        hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
        return timezone(sign * timedelta(hours=hours, minutes=minutes))
    known = ZONES.get((name or "").lower())
    return None if known is None else timezone(timedelta(hours=known))


def _published(moment: datetime, zone: tzinfo) -> Published | None:
    local = moment.astimezone(zone)
    if not EARLIEST_YEAR <= local.year <= LATEST_YEAR:
        return None
    return Published(local.date(), moment.astimezone(UTC))
