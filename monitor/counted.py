"""What was counted, in plain words: a metric and a value as a clause and as a noun. Pure."""

from __future__ import annotations

from typing import Final

from config.words import Metric, Qualifier
from monitor.names import Names, Speaker
from monitor.phrases import qualified
from storage.records import Point, Side

#: for lists and headings
METRIC_TEXT: Final = {
    Metric.REQUESTS: "ICE detainer requests made to the agency",
    Metric.HONORED: "ICE detainer requests honored",
    Metric.DECLINED: "ICE detainer requests declined",
    Metric.TRANSFERRED: "people handed over to ICE",
    Metric.ACTIVE: "ICE detainers in force on one day",
    Metric.WITHDRAWN: "ICE detainers withdrawn by ICE",
    Metric.NOTIFIED: "releases that ICE was told of",
    Metric.COST: "dollars spent on ICE detainers",
}

#: {n} amount, {s} plural ending, {were}, {people}; {they} and {them} the agency
_CLAUSE: Final = {
    Metric.REQUESTS: "{n} ICE detainer request{s} {were} made to {them}",
    Metric.HONORED: "{they} honored {n} ICE detainer request{s}",
    Metric.DECLINED: "{they} declined {n} ICE detainer request{s}",
    Metric.TRANSFERRED: "{they} handed {n} {people} over to ICE",
    Metric.ACTIVE: "{n} ICE detainer{s} {were} in force at {them}",
    Metric.WITHDRAWN: "ICE withdrew {n} detainer{s} sent to {them}",
    Metric.NOTIFIED: "{they} told ICE of {n} release{s}",
    Metric.COST: "ICE detainers cost {them} {n}",
}
#: the same without a number: {of} is ` to Boston police`, or nothing where it speaks of itself
_NOUN: Final = {
    Metric.REQUESTS: ("ICE detainer requests", "to"),
    Metric.HONORED: ("ICE detainer requests honored", "by"),
    Metric.DECLINED: ("ICE detainer requests declined", "by"),
    Metric.TRANSFERRED: ("people handed over to ICE", "by"),
    Metric.ACTIVE: ("ICE detainers in force", "at"),
    Metric.WITHDRAWN: ("detainers withdrawn by ICE", "sent to"),
    Metric.NOTIFIED: ("releases that ICE was told of", "by"),
    Metric.COST: ("spent on ICE detainers", "by"),
}


def amount(side: Side, metric: Metric) -> str:
    return qualified(side.value, side.qualifier, metric)


def is_zero(side: Side) -> bool:
    return side.value == 0 and side.qualifier is Qualifier.EXACT


def clause(side: Side, point: Point, names: Names) -> str:
    """`57 ICE detainer requests were made to them`: what one party says was counted."""
    one = side.value == 1 and side.qualifier is Qualifier.EXACT
    speaker = names.speaker(side.party, side.document_id)
    agency = names.agency(point.agency, point.place)
    own = bool(point.agency) and side.party == point.agency
    facts = {
        "n": "no" if is_zero(side) and point.metric is not Metric.COST else amount(side, point.metric),
        "s": "" if one else "s",
        "were": "was" if one else "were",
        "people": "person" if one else "people",
        "they": speaker.they if own else agency,
        "them": speaker.them if own else agency,
    }
    # only our own words are the template; outside text stands in as a value, once
    return _CLAUSE[point.metric].format(**facts)


def noun(point: Point, names: Names, speaker: str = "") -> str:
    """`ICE detainer requests to Boston police`; without the agency where it is the speaker itself."""
    text, preposition = _NOUN[point.metric]
    if point.agency and point.agency == speaker:
        return text
    return f"{text} {preposition} {names.agency(point.agency, point.place)}"


def speaker_of(side: Side, names: Names) -> Speaker:
    return names.speaker(side.party, side.document_id)
