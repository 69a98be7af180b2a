"""Every phrase of time that is understood, the longer ones first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from monitor.figures.event_rules import early_rules, event_rules, shift_rules
from monitor.figures.fiscal_rules import fiscal_parts, fiscal_rules
from monitor.figures.part_rules import parts_rules
from monitor.figures.relative_rules import relative_rules
from monitor.figures.span_rules import ranges_rules, since_rules
from monitor.figures.time_words import MONTH_DAY_YEAR, Rule
from monitor.figures.year_rules import plain_rules


@dataclass(frozen=True, slots=True)
class Compiled:
    pattern: re.Pattern[str]
    rule: Rule


@cache
def rules() -> tuple[Compiled, ...]:
    """Every rule, the longer phrases first."""
    a, b = MONTH_DAY_YEAR.format("a"), MONTH_DAY_YEAR.format("b")
    every = (
        *early_rules(a),
        *fiscal_parts(),
        *ranges_rules(a, b),
        *fiscal_rules(),
        *parts_rules(a),
        *since_rules(a),
        *event_rules(),
        *shift_rules(),
        *relative_rules(a),
        *plain_rules(a),
    )
    return tuple(Compiled(re.compile(rf"(?<![\w-])(?:{rule.source})(?!\w)"), rule) for rule in every)
