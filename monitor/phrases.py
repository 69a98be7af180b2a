"""Numbers, days, periods and names as people read them; and outside text made harmless. Pure."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from config.words import Metric, PeriodKind, Qualifier
from storage.records import Point

MAX_SUBJECT: Final = 200  #: characters of a header value or a title; mail clients show far fewer
MAX_URL: Final = 2000  #: characters; longer addresses are cut by clients, so they are no links

_QUALIFIED: Final = {
    Qualifier.EXACT: "{}",
    Qualifier.APPROX: "about {}",
    Qualifier.AT_LEAST: "at least {}",
    Qualifier.AT_MOST: "at most {}",
}
_ORDINALS: Final = ("first", "second", "third", "fourth")
_PARTS: Final = {3: "quarter", 6: "half"}  #: of a year, by their months
_MONTHS: Final = (
    "Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.",
)  # fmt: skip
#: printable, and yet no part of an address
_UNQUOTED: Final = re.compile(r"[ \"'<>^`{|}]")
_BLANKS: Final = re.compile(r"\s+")
#: categories that never reach a line: controls, bidi and zero-width formats, surrogates, unassigned
_UNPRINTED: Final = frozenset({"Cc", "Cf", "Cs", "Cn", "Co"})
_BREAKS: Final = frozenset({"Zl", "Zp"})


def one_line(text: str, limit: int = MAX_SUBJECT) -> str:
    """`text` as one printable line of at most `limit` characters; never raises, whatever is in it."""
    text = text[: limit * 8]
    if text.isprintable():  # most are: of all blanks only the space is
        return cut(_BLANKS.sub(" ", text).strip(), limit)
    kept: list[str] = []
    for char in text:
        category = unicodedata.category(char)
        if category in _BREAKS or char in "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85":
            kept.append(" ")
        elif category not in _UNPRINTED:
            kept.append(char)
    return cut(_BLANKS.sub(" ", "".join(kept)).strip(), limit)


def cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def storable(text: str) -> str:
    """`text` as JSON and every store can hold it: no NUL, no lone surrogate; all else as it is."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def link(url: str, page: int | None = None) -> str | None:
    """`url` as it may stand in a link (http or https, no user info, quoted), else None."""
    if len(url) > MAX_URL or not url.isprintable() or "\\" in url:
        return None
    url = _UNQUOTED.sub(lambda found: f"%{ord(found[0]):02X}", url)
    try:
        parts = urlsplit(url)
        safe = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return None
    if not safe:
        return None
    return url if page is None or parts.fragment else f"{url.removesuffix('#')}#page={page}"


def number(value: int) -> str:
    return f"{value:,}"


def qualified(value: int, qualifier: Qualifier, metric: Metric | None = None) -> str:
    """`at least 1,204`; dollars where it is a cost."""
    text = f"${number(value)}" if metric is Metric.COST else number(value)
    return _QUALIFIED[qualifier].format(text)


def day(when: date) -> str:
    return f"{calendar.month_name[when.month]} {when.day}, {when.year}"


def month(when: date) -> str:
    return f"{calendar.month_name[when.month]} {when.year}"


def short_day(when: date) -> str:
    """`Jan. 26, 2026`: for citations and asides, with the months as newspapers shorten them."""
    return f"{_MONTHS[when.month - 1]} {when.day}, {when.year}"


def iso_day(text: str) -> date | None:
    """A day of a `Point`, which holds them as ISO text."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def moment(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def listing(items: Sequence[str]) -> str:
    """`a, b and c`."""
    return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


def first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def stopped(text: str) -> str:
    """`text` with one full stop at its end, whatever it ended with."""
    return text if text.endswith((".", "!", "?", ".”", "!”", "?”", "…")) else f"{text.rstrip(' ,;:')}."


def plural(count: int, noun: str) -> str:
    """`1 change`, `2 changes`."""
    return f"{number(count)} {noun}" if count == 1 else f"{number(count)} {noun}s"


def period_of(point: Point, as_of: date | None = None, fiscal_start: int | None = None) -> str:
    """When a point is, to follow a clause: `in 2025`, `on May 1, 2026`, `since January 20, 2025`.

    `fiscal_start`: the month in which the fiscal years begin of those who count; twelve months from
    there on are told as that year, with its months beside it.
    """
    first = iso_day(point.first)
    if point.kind is PeriodKind.RUNNING and first is not None:
        return f"since {day(first)}" + (f" (as of {day(as_of)})" if as_of else "")
    lead, name = _told(point, fiscal_start)
    return f"{lead} {name}"


def period_name(point: Point, fiscal_start: int | None = None) -> str:
    """The same as a name, to follow "for": `2025`, `the first half of 2025`, `May 1, 2026`."""
    return _told(point, fiscal_start)[1]


def _told(point: Point, fiscal_start: int | None) -> tuple[str, str]:
    first, last = iso_day(point.first), iso_day(point.last)
    if point.kind is PeriodKind.FISCAL and first is not None:
        return "in", f"fiscal year {first.year} (its first month is not known)"
    if point.kind is PeriodKind.DAY and first is not None:
        return "on", day(first)
    if point.kind is PeriodKind.CLOSED and first is not None and last is not None:
        return _closed(first, last, fiscal_start)
    if point.kind is PeriodKind.RUNNING and first is not None:
        return "in", f"the time since {day(first)}"
    return "in", "a period that is not known"


def _closed(first: date, last: date, fiscal_start: int | None) -> tuple[str, str]:
    if first == last:
        return "on", day(first)
    if first.day != 1 or (last + timedelta(days=1)).day != 1:
        return "from", _through(first, last, day, f"{calendar.month_name[first.month]} {first.day}")
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months % 12 == 0 and first.month == 1:
        return ("in", str(first.year)) if months == 12 else ("from", f"{first.year} through {last.year}")
    if months in _PARTS and first.month % months == 1:
        return "in", f"the {_ORDINALS[first.month // months]} {_PARTS[months]} of {first.year}"
    if months == 1:
        return "in", month(first)
    spelled = _through(first, last, month, calendar.month_name[first.month])
    if months == 12 and first.month == fiscal_start:
        return "in", f"fiscal year {last.year} ({spelled})"
    return "from", spelled


def _through(first: date, last: date, told: Callable[[date], str], short: str) -> str:
    """`March through May 2025`, `July 1, 2018, through June 30, 2019`: both ends are in it."""
    if first.year == last.year:
        return f"{short} through {told(last)}"
    return f"{told(first)}{',' if told is day else ''} through {told(last)}"


def duty_period(text: str) -> str:
    """The period of a duty as people say it; what is no usual short form stands as it is."""
    if found := re.fullmatch(r"(\d{4})-Q([1-4])", text):
        return f"the {_ORDINALS[int(found[2]) - 1]} quarter of {found[1]}"
    if found := re.fullmatch(r"(\d{4})-H([12])", text):
        return f"the {_ORDINALS[int(found[2]) - 1]} half of {found[1]}"
    if found := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", text):
        return f"{calendar.month_name[int(found[2])]} {found[1]}"
    if found := re.fullmatch(r"(\d{4}-\d{2})\.\.(\d{4}-\d{2})", text):
        return f"{duty_period(found[1])} to {duty_period(found[2])}"
    if found := re.fullmatch(r"FY(\d{4})", text):
        return f"fiscal year {found[1]}"
    return "" if iso_day(text) else text  # what is due once is named by its day, and is for no period


def year_before(point: Point) -> Point | None:
    """The point of the same series one year earlier; None where no such thing can be named."""
    first, last = iso_day(point.first), iso_day(point.last)
    if point.kind is not PeriodKind.CLOSED or first is None or last is None:
        return None
    if first.year <= 1 or last - first > timedelta(days=366):
        return None
    return point._replace(first=_a_year_back(first).isoformat(), last=_a_year_back(last).isoformat())


def _a_year_back(when: date) -> date:
    # month ends stay month ends: February 28, 2025 comes a year after February 29, 2024
    end = calendar.monthrange(when.year, when.month)[1] == when.day
    last = calendar.monthrange(when.year - 1, when.month)[1]
    return date(when.year - 1, when.month, last if end else min(when.day, last))
