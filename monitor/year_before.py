"""The comparison of a figure with that of the year before, in words and in percent. Pure.

Only what the same party says is compared, and only what is told at the same hand: a letter's number
beside last year's hearsay is no trend. A percentage needs a base that carries it.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from config.words import Hand, Metric, Qualifier
from monitor import phrases
from monitor.counted import speaker_of
from monitor.names import Names, Speaker
from monitor.phrases import first_upper
from monitor.points import is_unnamed
from monitor.values import agree
from storage.records import Point, Side

BASE: Final = 10  #: a share of fewer than this is noise that reads like news

_BOUNDS: Final = (Qualifier.AT_LEAST, Qualifier.AT_MOST)
_TIMES: Final = {2: "twice", **{n: f"{word} times" for n, word in enumerate(
    ("three", "four", "five", "six", "seven", "eight", "nine", "ten"), 3)}}  # fmt: skip
#: ratios of a decrease that have a name of their own
_SHARES: Final = ((0.1, "a tenth"), (0.2, "a fifth"), (0.25, "a quarter"), (1 / 3, "a third"), (0.5, "half"))


class Earlier(NamedTuple):
    """What a party says at the point a year before."""

    value: int
    qualifier: Qualifier
    hand: Hand


def compared(side: Side, point: Point, earlier: Earlier | None, names: Names) -> str:
    """The comparison with the year before, by the same party; '' where there can be none."""
    before = phrases.year_before(point)
    if before is None or not side.party or is_unnamed(side.party):
        return ""
    speaker = speaker_of(side, names)
    when = names.period_name(before, side.party)
    if earlier is None:
        return f"What {speaker.name} said for {when} is not known here."
    then = _amount(earlier.value, earlier.qualifier, point.metric)
    said = f"{_said(speaker, earlier.hand, side.hand)} {then} for {when}"
    difference = _difference(side, earlier, point.metric)
    if not difference:
        return f"{first_upper(said)}."
    now = names.period_name(point, side.party).partition(" (")[0]
    return f"{first_upper(said)}; the number for {now} is {difference}."


def _said(speaker: Speaker, then: Hand, now: Hand) -> str:
    if then is now:
        return f"{speaker.name} said"
    if then is Hand.FIRST:
        return f"in a document of {speaker.own}, {speaker.name} said"
    return f"{speaker.name} {'were' if speaker.plural else 'was'} reported to have said"


def _amount(value: int, qualifier: Qualifier, metric: Metric) -> str:
    if value == 0 and qualifier is Qualifier.EXACT and metric is not Metric.COST:
        return "none"
    return phrases.qualified(value, qualifier, metric)


def _difference(side: Side, earlier: Earlier, metric: Metric) -> str:
    """`up by 42: nearly four times as many, an increase of 280 percent`; '' where a bound hides it."""
    if side.qualifier in _BOUNDS or earlier.qualifier in _BOUNDS:
        return ""
    rough = Qualifier.APPROX in (side.qualifier, earlier.qualifier)
    now, before = side.value, earlier.value
    if now == before or (rough and agree(side, earlier)):
        return "about the same" if rough else "the same"
    by = phrases.qualified(abs(now - before), Qualifier.APPROX if rough else Qualifier.EXACT, metric)
    way = "up" if now > before else "down"
    words = [piece for piece in (_ratio(now, before, metric), _percent(now, before, rough=rough)) if piece]
    return f"{way} by {by}{': ' if words else ''}{', '.join(words)}"


def _ratio(now: int, before: int, metric: Metric) -> str:
    """`nearly four times as many`; '' where it would say less than the difference does."""
    many = "much" if metric is Metric.COST else "many"
    if before == 0 or now == 0:
        return ""
    if now >= 1.9 * before:
        times = _multiple(now / before)
        return f"{times} as {many}" if times else ""
    near = min(_SHARES, key=lambda share: abs(share[0] - now / before))
    if abs(near[0] - now / before) > 0.02:
        return ""
    exact = abs(near[0] * before - now) < 1e-9
    return f"{'' if exact else 'about '}{near[1]} as {many}"


def _multiple(ratio: float) -> str:
    """In words up to ten times; what lies between two of them is told by the nearer one."""
    whole = round(ratio)
    if whole > 10:
        return "more than ten times"
    if abs(ratio - whole) < 1e-9:
        return _TIMES[whole]
    if ratio < whole:
        return f"nearly {_TIMES[whole]}" if whole - ratio <= 0.25 else f"more than {_TIMES[whole - 1]}"
    return f"more than {_TIMES[whole]}"


def _percent(now: int, before: int, *, rough: bool) -> str:
    if before < BASE or rough:
        return ""
    share = 100 * abs(now - before) / before
    number = "less than 1" if share < 1 else phrases.number(round(share))
    return f"{'an increase' if now > before else 'a decrease'} of {number} percent"
