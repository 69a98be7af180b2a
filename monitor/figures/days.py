"""A span of days: what a period is once it is worked out, and how it is written short."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from config.words import PeriodKind

_MONTHS: Final = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
                  "october", "november", "december")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Days:
    """A period in days. `fiscal` and `running` as in `PeriodKind`; `label` is the short form for people."""

    kind: PeriodKind
    first: date
    last: date | None
    label: str
    worked_out: bool = False


@dataclass(frozen=True, slots=True)
class Pointer:
    """A time that is told by another one: "since then", "in the two years before", "the first quarter".

    `kind` is "since" (from that time on), "before" and "after" (`first` units on its either side), "shift"
    (as long a time, so many units on; with `last`, from a day, a unit of them beside it),
    "months" (the months `first` to `last` of its year), "same" (the same
    months of the year `first`), "ordinal" (the quarter, half or year of that number), "nth year" (the year of
    that number, of several; -1 is the last), "like" (as long a time right before, -1, or after), "rest" (to
    the end of its year), "part" (its first or, below 0, last units), "to" (from `day` to that time), "until"
    (from that time to `day`). `event`: it is an event that the text dates.
    """

    kind: str
    first: int = 0
    last: int = 0
    unit: str = "month"
    day: date | None = None
    event: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase of time. `days` is None where it points to nothing known; `shift` or `pointer` where it points
    to another time."""

    start: int
    end: int
    days: Days | None
    text: str
    shift: int | None = None  #: years before (-1), same (0) or after (+1) the period last spoken of
    point: bool = False  #: one day, or "now": when something was said, or a stock counted
    pointer: Pointer | None = None

    @property
    def by_word(self) -> bool:
        """Whether it names no time itself: an event ("since the law"), or a number alone ("the second")."""
        return self.pointer is not None and (self.pointer.event or self.pointer.kind == "ordinal")


@dataclass(frozen=True, slots=True)
class Clock:
    """What relative words are resolved against; no date: they stay unresolved."""

    published: date | None
    fiscal_start: int | None = None  #: the month in which fiscal years begin, where that is known
    year_start: int | None = None  #: the month in which any year of the document begins, where it says so
    year_begins: bool = False  #: such a year is named by the calendar year in which it begins
    federal: bool = False  #: the document counts in federal fiscal years


def month_number(text: str) -> int:
    return next(i for i, name in enumerate(_MONTHS, 1) if name.startswith(text[:3]))


def a_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def year(value: int, worked_out: bool = False) -> Days:
    return Days(PeriodKind.CLOSED, date(value, 1, 1), date(value, 12, 31), str(value), worked_out)


def fiscal(value: int, start: int | None, worked_out: bool = False) -> Days:
    label = f"FY{value}"
    if start is None or start == 1:
        kind = PeriodKind.FISCAL if start is None else PeriodKind.CLOSED
        return Days(kind, date(value, 1, 1), date(value, 12, 31), label, worked_out)
    end_month = start - 1
    return Days(PeriodKind.CLOSED, date(value - 1, start, 1), last_of(value, end_month), label, worked_out)


def reckoned(value: int, clock: Clock) -> Days:
    """A year as the document reckons its years: from January, or as it says."""
    if clock.year_start is None or clock.year_start == 1:
        return year(value)
    begin = value if clock.year_begins else value - 1
    first = date(begin, clock.year_start, 1)
    last = last_of(begin + 1, clock.year_start - 1)
    return Days(PeriodKind.CLOSED, first, last, label_of(first, last))


def units_on(day: date, count: int, unit: str) -> date | None:
    """The day so many days, weeks, months or years later."""
    if unit in ("day", "week"):
        try:
            found = day + timedelta(days=count * (7 if unit == "week" else 1))
        except OverflowError:
            return None
        return found if 1980 <= found.year <= 2049 else None
    return months_on(day, count * {"month": 1, "quarter": 3, "half": 6, "year": 12}[unit])


def quarter(value: int, number: int) -> Days:
    first = 3 * number - 2
    return Days(PeriodKind.CLOSED, date(value, first, 1), last_of(value, first + 2), f"{value}-Q{number}")


def label_of(first: date, last: date) -> str:
    """The shortest usual label of a closed range."""
    whole_months = first.day == 1 and last == last_of(last.year, last.month)
    if whole_months and (first.month, last.month) == (1, 12) and first.year == last.year:
        return str(first.year)
    if whole_months and (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}"
    if whole_months:
        return f"{first:%Y-%m}/{last:%Y-%m}"
    return first.isoformat() if first == last else f"{first}/{last}"


def closed(first: date, last: date, worked_out: bool = False) -> Days | None:
    if last < first or first.year < 1980 or last.year > 2049:
        return None
    kind = PeriodKind.DAY if first == last else PeriodKind.CLOSED
    return Days(kind, first, last, label_of(first, last), worked_out)


def to_come(days: Days, now: date | None) -> bool:
    """Whether a span ends after the month of the document, so that nothing can be counted for all of it. A
    year is often named before it is over, however it is reckoned, and so is the last of several."""
    named = days.label == str(days.first.year) or days.label.startswith("FY")
    if now is None or days.last is None or named or days.last <= last_of(now.year, now.month):
        return False
    later = months_on(days.first, 12)
    if later is None or days.first > now:
        return True
    a_year, several = days.last + timedelta(days=1) == later, later <= days.last
    return not a_year and not (several and days.last.year == now.year)


def running(first: date, until: date | None, worked_out: bool = True) -> Days:
    label = f"{first}/{until}" if until else f"{first}/.."
    return Days(PeriodKind.RUNNING, first, None, label, worked_out)


def shifted(days: Days, years: int) -> Days | None:
    """The same period so many years on; a running total becomes the whole year."""
    if years == 0:
        return days
    if days.label.startswith("FY"):
        start = days.first.month if days.kind is PeriodKind.CLOSED else None
        return fiscal(int(days.label[2:]) + years, start, True)
    if days.kind is PeriodKind.RUNNING or days.last is None or days.last.year == days.first.year:
        if days.kind is PeriodKind.CLOSED and days.label != str(days.first.year):
            return _moved(days, years)
        return year(days.first.year + years, True)
    return _moved(days, years)


def _moved(days: Days, years: int) -> Days | None:
    last = days.last or days.first
    first = a_day(days.first.year + years, days.first.month, days.first.day)
    if last == last_of(last.year, last.month) and 1980 <= last.year + years <= 2049:
        moved: date | None = last_of(last.year + years, last.month)
    else:
        moved = a_day(last.year + years, last.month, last.day)
    return closed(first, moved, True) if first and moved else None


def months_on(day: date, months: int) -> date | None:
    """The same day so many months later, or the last day of a shorter month."""
    at = day.year * 12 + day.month - 1 + months
    if not 1980 * 12 <= at < 2050 * 12:
        return None
    return a_day(at // 12, at % 12 + 1, day.day) or last_of(at // 12, at % 12 + 1)


def months_of(value: int, first: int, last: int) -> Days | None:
    """So many months of one year: a quarter, a half, a month."""
    if not (1 <= first <= last <= 12 and 1980 <= value <= 2049):
        return None
    if last - first == 2 and first % 3 == 1:
        return quarter(value, first // 3 + 1)
    return closed(date(value, first, 1), last_of(value, last))
