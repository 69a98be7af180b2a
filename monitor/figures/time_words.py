"""The pieces of which phrases of time are made, and what a rule for such phrases is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from monitor.figures.days import Clock, Days, Pointer

MONTH: Final = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?|"
    r"sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
YEAR: Final = r"(?:19[89]\d|20[0-4]\d)"
#: a month, with its day and year where they stand there
MONTH_DAY_YEAR: Final = (
    rf"(?P<{{0}}m>{MONTH})(?:\s+(?P<{{0}}d>\d{{{{1,2}}}})(?!\d)(?:st|nd|rd|th)?)?(?:,?\s+(?:of\s+)"
    rf"?(?P<{{0}}y>{YEAR})\b)?"
)
#: before the month or year that a span lasts to
END_OF: Final = r"(?:(?:and\s+including\s+)?the\s+(?:very\s+)?(?:end|close|last\s+day)\s+of\s+)?"
TO: Final = rf"\s*(?:through|thru|to|until|till|and|up\sto(?:\s+and\s+including)?|[-–—])\s*{END_OF}"
WEEKDAY: Final = r"(?:(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
COUNT: Final = (
    r"(?P<n>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty-four|"
    r"twenty|eighteen|sixteen|fifteen|thirteen|fourteen)"
)
ORDINAL: Final = r"(?P<q>first|second|third|fourth|last|final|1st|2nd|3rd|4th)"
WHOSE: Final = (
    r"(?P<whose>this(?:\s+calendar)?\s+(?:year|one)|the\s+(?:current|present)\s+year|last\s+year|that(?:\s+same)?\s+year|"
    r"the\s+(?:next|following)\s+year|the\s+(?:same\s+)?year\s+before|the\s+(?:previous|prior|preceding)\s+year|the\s+(?:same\s+)?year)"
)
FISCAL: Final = (
    r"(?:the\s+|state\s+|federal\s+|city\s+|county\s+)*"
    r"(?:fiscal(?:\s+years?)?(?:\s+\(fy\))?|fy|budget\s+year|sfy|ffy)"
)
ENDING: Final = (
    r"(?:\s*,?\s+(?:that|which))?(?:\s+for\s+us)?\s*,?\s+(?:(?:ended|ending|ends|closed|closing)(?:\s+(?:on|in|with))?|"
    r"(?:over|complete|finished|completed)\s+(?:on|in)|(?:ran|running|runs)\s+(?:to|through|until)|to|through)\s+"
)
SPAN: Final = (
    r"(?:year(?:'s)?|period|stretch|span|time(?:frame|\s+frame|\s+span)?|interval|window|"
    r"(?:[\w-]+\s+)?(?:months|years|weeks|quarters)|dates|month|week|quarter|half)"
)


class Unfit(Enum):
    """What a rule tells of words that it does not understand after all; the rules below it are tried."""

    UNFIT = "unfit"


UNFIT: Final = Unfit.UNFIT
Resolved = Days | Pointer | Unfit | None
Resolve = Callable[[re.Match[str], Clock], Resolved]
ANY: Final[tuple[str, ...]] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A way to name a time. `words`: folded pieces of text of which one must stand in a sentence for the rule
    to be tried; `shift`: the years by which it points back from the time spoken of; `months` and `years`: how
    many names of months and years in four digits it takes at least."""

    source: str
    resolve: Resolve
    words: tuple[str, ...]
    shift: int | None = None
    month: bool = False
    year: bool = False
    months: int = 0
    years: int = 0
