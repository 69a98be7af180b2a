"""What the head of a table says of each column: what it counts, or which period it is for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from config.words import Metric
from monitor.figures import captions, periods
from monitor.figures.periods import Clock, Days

_SHORT_MONTH = re.compile(r"(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?[-' ]+'?(\d\d)\b")


@dataclass
class Head:
    """`metrics` and `days` by column; a table has the one across and the other down."""

    metrics: dict[int, Metric]
    days: dict[int, Days]
    label: int = 0  #: column that names the row
    period: int | None = None  #: column that holds the row's period
    agency: int | None = None
    subsets: dict[int, str] = field(default_factory=dict)
    heading: str = ""
    texts: tuple[str, ...] = ()
    doubled: frozenset[int] = frozenset()  #: columns that count the same as another one


def as_period(low: str, around: str) -> str:
    """A bare year under a heading that speaks of fiscal years is a fiscal year; 'dec-19' is a month."""
    low = _SHORT_MONTH.sub(r"\1 20\2", low)
    fiscal = re.search(r"\bfiscal\b|\bfy\b", around) and not re.search(r"\bcalendar\b", around)
    if re.fullmatch(r"\s*(?:19|20)\d\d\s*\*?\s*", low) and fiscal:
        return "fy " + low.strip(" *")
    return low


def period(text: str, clock: Clock) -> Days | None:
    """The period that a cell names; two dates joined by a dash or by "to" are one."""
    mentions = [m for m in periods.find(text, clock) if m.days]
    if len(mentions) == 2:
        (one, first), (two, last) = ((m, m.days) for m in mentions)
        joined = re.fullmatch(r"\s*(?:-|–|—|to|through|thru)\s*", text[one.end : two.start])
        if joined and first and last and last.last:
            return periods.closed(first.first, last.last)
    return mentions[0].days if mentions else None


def is_period(text: str, clock: Clock) -> bool:
    bare = re.sub(
        r"\b(?:totals?|ytd|year to date|to date|calendar|federal|fiscal|year|cy|fy)\b|[*()]", "", text
    )
    found = [m for m in periods.find(text, clock) if m.days]
    return bool(found) and sum(m.end - m.start for m in found) >= len(bare.strip()) * 0.5


def read(texts: tuple[str, ...], caption: str, clock: Clock, about: bool) -> Head | None:
    """The head of a table; None where its columns are none of ours."""
    if not any(texts):
        return Head({}, {}) if about or captions.names_detainers(caption) else None
    days = _days(texts, caption, clock)
    if days and len(days) >= max(1, (len(texts) - 1) // 2):
        return Head({}, days, heading=texts[0], texts=texts)
    metrics = {i: metric for i, text in enumerate(texts) if (metric := captions.metric_of(text, about))}
    if not metrics:
        return None
    rest = [i for i in range(len(texts)) if i not in metrics]
    label = next((i for i in rest if not re.search(r"\b(?:rank|no\.?|#)\b|#", texts[i])), 0)
    period_ = next(
        (i for i in rest if re.search(r"\b(?:year|fy|period|date|quarter|month|fiscal|time)\b", texts[i])),
        None,
    )
    agency = next((i for i in rest if re.search(r"\b(?:agency|department|facility|jail)\b", texts[i])), None)
    subsets = {i: part for i in metrics if (part := captions.part_of(texts[i]))}
    whole = [i for i in metrics if i not in subsets]
    for metric in set(metrics.values()):  # of columns that count alike, the one that says so is the whole
        alike = [i for i in whole if metrics[i] is metric]
        main = [i for i in alike if re.search(r"\bdetainers?\b|\ball\b|\btotal\b", texts[i])]
        if len(alike) > 1 and len(main) == 1:
            subsets.update({i: texts[i][:120] for i in alike if i not in main})
    whole = [i for i in metrics if i not in subsets]
    doubled = frozenset(
        i
        for i in whole
        if any(j != i and metrics[j] is metrics[i] and _party(texts[j]) == _party(texts[i]) for j in whole)
    )
    return Head(metrics, {}, label, period_, agency, subsets, texts[label], texts, doubled)


def _party(text: str) -> str:
    """Who a head says that its column is from."""
    match = re.search(r"\b(?:ice|dhs|sheriff|jail|county|police)(?:'s)?\b", text)
    return match.group().removesuffix("'s") if match else ""


def _days(texts: tuple[str, ...], caption: str, clock: Clock) -> dict[int, Days]:
    found: dict[int, Days] = {}
    for i, text in enumerate(texts):
        if not i:
            continue
        bare = re.sub(r"\([^)]*\)|\b(?:ice|sheriff|dhs|jail|county|police|total)\b", "", text).strip()
        named = as_period(bare, text if re.search(r"fiscal|calendar", text) else caption)
        if is_period(named, clock) and (days := period(named, clock)):
            found[i] = days
    return found
