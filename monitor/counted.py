"""What was counted, in plain words: a metric and a value as a clause and as a noun. Pure."""

from __future__ import annotations

from typing import Final, NamedTuple

from config.words import ICE, Metric, Qualifier
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


class _Clause(NamedTuple):
    """What the agency says of itself, what ICE says, what anybody else says.

    {n} amount, {s} plural ending, {were}, {people} so many people; {they} the one who speaks; {who} the
    agency as the one who does it, {whom} as the one to whom it is done.
    """

    own: str
    ice: str
    other: str


def _same(text: str) -> _Clause:
    return _Clause(text, text, text)


_CLAUSE: Final = {
    Metric.REQUESTS: _Clause(
        own="{they} received {n} ICE detainer request{s}",
        ice="{they} made {n} detainer request{s} to {whom}",
        other="{n} ICE detainer request{s} {were} made to {whom}",
    ),
    Metric.HONORED: _same("{who} honored {n} ICE detainer request{s}"),
    Metric.DECLINED: _same("{who} declined {n} ICE detainer request{s}"),
    Metric.TRANSFERRED: _Clause(
        own="{they} handed {people} over to ICE",
        ice="{who} handed {people} over to it",
        other="{who} handed {people} over to ICE",
    ),
    Metric.ACTIVE: _same("{who} had {n} ICE detainer{s} in force"),
    Metric.WITHDRAWN: _Clause(
        own="ICE withdrew {n} detainer{s} sent to {whom}",
        ice="{they} withdrew {n} detainer{s} sent to {whom}",
        other="ICE withdrew {n} detainer{s} sent to {whom}",
    ),
    Metric.NOTIFIED: _Clause(
        own="{they} told ICE of {n} release{s}",
        ice="{who} told it of {n} release{s}",
        other="{who} told ICE of {n} release{s}",
    ),
    Metric.COST: _same("ICE detainers cost {whom} {n}"),
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
    Metric.COST: ("dollars spent on ICE detainers", "by"),
}


def amount(side: Side, metric: Metric) -> str:
    return qualified(side.value, side.qualifier, metric)


def is_zero(side: Side) -> bool:
    return side.value == 0 and side.qualifier is Qualifier.EXACT


def clause(side: Side, point: Point, names: Names) -> str:
    """`they received 57 ICE detainer requests`: what one party says was counted."""
    speaker = names.speaker(side.party, side.document_id)
    agency = names.agency(point.agency, point.place)
    own = bool(point.agency) and side.party == point.agency
    form = _CLAUSE[point.metric]
    facts = {
        "n": _number(side, point.metric),
        "s": "" if side.value == 1 else "s",
        "were": "was" if side.value == 1 else "were",
        "people": _people(side),
        "they": speaker.they,
        "who": speaker.they if own else agency,
        "whom": speaker.them if own else agency,
    }
    # only our own words are the template; outside text stands in as a value, once
    template = form.own if own else form.ice if side.party == ICE else form.other
    return template.format(**facts)


def _number(side: Side, metric: Metric) -> str:
    if not is_zero(side):
        return amount(side, metric)
    return "nothing" if metric is Metric.COST else "no"


def _people(side: Side) -> str:
    if is_zero(side):
        return "no one"
    return f"{amount(side, Metric.TRANSFERRED)} {'person' if side.value == 1 else 'people'}"


def noun(point: Point, names: Names, speaker: str = "") -> str:
    """`ICE detainer requests to Boston police`; without the agency where it is the speaker itself."""
    text, preposition = _NOUN[point.metric]
    if point.agency and point.agency == speaker:
        return text
    return f"{text} {preposition} {names.agency(point.agency, point.place)}"


def speaker_of(side: Side, names: Names) -> Speaker:
    return names.speaker(side.party, side.document_id)
