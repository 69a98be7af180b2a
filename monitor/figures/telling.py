"""Which findings a reading tells: each once, the better of two that say the same, none that is mere guess."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from config.words import Metric, Qualifier
from monitor.figures.candidates import Candidate
from monitor.figures.days import Days
from monitor.figures.paper import Choice
from monitor.figures.parties import Speaker
from monitor.figures.places import Spot
from monitor.figures.sentences import Sentence

TOLD: Final = 0.35  #: what is less likely than this, all parts together, is no figure at all
#: a text without one reading that is as likely as this tells no figure: its readings are chance finds in a
#: text about something else (of those right on the labelled texts fewer than one in a hundred is lost)
GROUNDED: Final = 0.55
NEAR: Final = 0.06  #: an approximate value this near to an exact one is the same, rounded
BETTER: Final = 0.2  #: how much likelier a repeat must be to take the place of the first telling


@dataclass(frozen=True, slots=True)
class Finding:
    """A number that was found to be a figure, with all that was worked out about it."""

    candidate: Candidate
    metric: Metric
    subset: str | None
    chance: float  #: that it is a figure of that metric, and whole or part as told
    period: Choice[Days]
    place: Choice[Spot]
    speaker: Choice[Speaker]
    why: str
    proof: Sentence | None = None  #: where another sentence than the number's own says it

    @property
    def value(self) -> int:
        return self.candidate.number.value

    @property
    def likely(self) -> float:
        """The chance that metric, period and place are all right."""
        return self.chance * self.period.chance * self.place.chance


@dataclass(frozen=True, slots=True)
class Untold:
    """A finding that is not told, and why."""

    finding: Finding
    why: str


def told(findings: Sequence[Finding]) -> tuple[list[Finding], list[Untold]]:
    """The findings to tell, in the order of the text, and those that are not told."""
    likely = [one for one in findings if one.likely >= TOLD]
    untold = [
        Untold(one, "metric, period and place together too doubtful") for one in findings if one.likely < TOLD
    ]
    if not any(one.likely >= GROUNDED for one in likely):
        return [], untold + [Untold(one, "nothing in the text is surer than this") for one in likely]
    kept: dict[tuple[object, ...], Finding] = {}
    for one in likely:
        known = kept.get(key := _key(one))
        if known is None or one.likely > known.likely + BETTER:
            kept[key] = one
    dated, exact, wholes = _indexes(kept.values())
    contradicted = _contradicted(kept.values())
    chosen: list[Finding] = []
    for one in likely:
        if kept[_key(one)] is not one:
            untold.append(Untold(one, "told elsewhere in the text"))
        elif _shadowed(one, dated, exact, wholes):
            untold.append(Untold(one, "told better elsewhere in the text"))
        elif id(one) in contradicted:
            untold.append(Untold(one, "a larger whole of the same kind is likelier"))
        else:
            chosen.append(one)
    chosen.sort(key=lambda one: (one.candidate.start, one.metric))
    return chosen, untold


_Group = tuple[str, str, str]


def _group(finding: Finding) -> _Group:
    place, days = finding.place.value, finding.period.value
    return finding.metric.value, place.id if place else "", days.label if days else ""


def _key(finding: Finding) -> tuple[object, ...]:
    return (*_group(finding), finding.value, finding.subset is not None)


#: of these one speaker tells one whole for a place and a period
_SINGLE: Final = frozenset([Metric.REQUESTS, Metric.TRANSFERRED, Metric.DECLINED])


def _contradicted(findings: Iterable[Finding]) -> frozenset[int]:
    """The findings that are smaller than another one of the same metric, place, period and speaker, and less
    likely: parts that were not seen to be parts, or no figures at all."""
    largest: dict[tuple[object, ...], Finding] = {}
    smaller: list[tuple[Finding, tuple[object, ...]]] = []
    for one in findings:
        if one.subset is not None or one.metric not in _SINGLE or not one.period.value:
            continue
        if one.candidate.number.qualifier is not Qualifier.EXACT:
            continue
        who = one.speaker.value
        key = (*_group(one), (who.id or who.text) if who else "")
        smaller.append((one, key))
        if key not in largest or one.value > largest[key].value:
            largest[key] = one
    return frozenset(
        id(one) for one, key in smaller if one.value < largest[key].value and one.likely < largest[key].likely
    )


def _indexes(
    findings: Iterable[Finding],
) -> tuple[set[tuple[str, str, int]], dict[_Group, list[int]], set[tuple[_Group, int]]]:
    """Values that have a period; exact whole values of each point, sorted; whole values of each point."""
    dated: set[tuple[str, str, int]] = set()
    exact: dict[_Group, list[int]] = {}
    wholes: set[tuple[_Group, int]] = set()
    for finding in findings:
        group = _group(finding)
        if group[2]:
            dated.add((group[0], group[1], finding.value))
        if finding.subset is None:
            wholes.add((group, finding.value))
            if finding.candidate.number.qualifier is Qualifier.EXACT:
                insort(exact.setdefault(group, []), finding.value)
    return dated, exact, wholes


def _shadowed(
    finding: Finding,
    dated: set[tuple[str, str, int]],
    exact: Mapping[_Group, Sequence[int]],
    wholes: set[tuple[_Group, int]],
) -> bool:
    """Whether another figure says the same better: with its period, as the whole, or not rounded."""
    group, value = _group(finding), finding.value
    if not group[2] and (group[0], group[1], value) in dated:
        return True
    if finding.subset is not None:
        return (group, value) in wholes
    if finding.candidate.number.qualifier is Qualifier.EXACT:
        return False
    values = exact.get(group, ())
    at = bisect_left(values, value)
    return any(abs(other - value) <= max(other, value) * NEAR for other in values[max(0, at - 1) : at + 1])
