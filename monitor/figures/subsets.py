"""Parts: whether a number counts only some of the whole, and in which words the text names them."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from config.words import Metric
from monitor.figures.numbers import Number

LONGEST: Final = 120  #: characters of a part's name

_NAMED: Final = (
    r"charged with|accused of|convicted of|convicted on|arrested (?:for|on)|facing|wanted for|booked "
    r"(?:for|on)|with (?!(?:[\w-]+ ){0,3}(?:detainers?|holds?|ice|immigration))(?:an? |no |any |at least "
    r"one |prior |pending |criminal |felony |serious |violent |judicial |a judge's )|"
    r"who (?:had|were|was|have) (?:been )?(?:charged|convicted|accused|a |no |prior|arrested)|from "
    r"(?:mexico|guatemala|honduras|el salvador|brazil|colombia|ecuador|the dominican|haiti|venezuela)|"
    r"for (?:assault|murder|homicide|rape|drug|dui|drunken|driving|domestic|theft|robbery|burglary|"
    r"weapons?|traffic|sex|felony|misdemeanor|violent|crimes)|of (?:murder|homicide|assault|rape)|"
    r"had (?:a |an |no |prior |pending |at least )?(?:criminal|felony|conviction|prior|charges?|record|"
    r"judge|judicial|warrant)|were (?:charged|convicted|men|women|accused|citizens of|nationals)|women|"
    r"men\b|concern(?:ed)?|involv(?:ed|ing)|"
    r"came (?:from|by)|arrived (?:by|on|at)|sent by (?:fax|e-?mail)"
)
_PARTITIVE: Final = (
    r"\b(?:including|among (?:them|those|these)|of (?:those|these|them|whom|which)|such as|"
    r"broken down|by reason)\b[^.;]{0,60}$"
)


@cache
def _named() -> re.Pattern[str]:
    return re.compile(
        rf"(?:[\s,]+(?:of (?:them|those|these|the \w+|whom|which)|people|persons?|inmates|individuals|"
        rf"detainers?|requests?|were|was|are|that|who|which|detainees|men|ice|immigration))"
        rf"*[\s,]+(?:{_NAMED})"
    )


@cache
def _partitive() -> re.Pattern[str]:
    return re.compile(_PARTITIVE)


def of(low: str, number: Number, metric: Metric) -> str | None:
    """The words that name the part which the number counts; None where it is a whole."""
    match = _named().match(low, number.end)
    if match and metric is not Metric.COST:
        # to the end of the phrase: the part's name as the text has it
        stop = re.search(r"[;.,)]|\s(?:and|but|while)\s[0-9]", low[match.end() :])
        end = match.end() + (stop.start() if stop else len(low) - match.end())
        words = re.sub(
            r"^[\s,]*(?:of (?:them|those|these|whom|which)|people|persons?|inmates|individuals|detainers?|"
            r"requests?|were|was|are|that|who|which|\s)*",
            "",
            low[number.end : end],
        )
        return words.strip()[:LONGEST] or low[number.end : end].strip()[:LONGEST]
    if _partitive().search(low[max(0, number.left - 70) : number.left]) and metric in (
        Metric.REQUESTS,
        Metric.ACTIVE,
    ):
        return low[number.end : number.end + 60].strip(" ,.;:")[:LONGEST] or "part"
    if (
        metric is Metric.REQUESTS
        and not number.whole
        and re.match(
            r"\s+of (?:the|those|these|its)"
            r"\s+(?:\w+\s+){0,2}(?:detainers?|"
            r"requests?|holds?)\b",
            low[number.end :],
        )
    ):
        return low[number.end : number.end + 60].strip(" ,.;:")[:LONGEST]
    before = low[max(0, number.left - 60) : number.left]
    if re.search(r"\bincluding (?:\w+ ){0,4}$", before):
        return low[number.end : number.end + 60].strip(" ,.;:")[:LONGEST] or "part"
    return None
