"""A number in prose at a glance: its token, its noun, its clause, and the acts that reach it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from config.words import Metric
from monitor.figures import guards
from monitor.figures.candidates import Candidate
from monitor.figures.clauses import clause, governors, group_of, head_of, local, summed
from monitor.figures.views import Trigger, View

FAR: Final = 30  #: words: as far as not at all
#: senses that make the plainest sentence one of other things
_FOREIGN: Final = frozenset(["evict", "maybe", "wrong", "share", "change", "vote", "287g", "deport", "law"])


#: numbers that deny the act themselves, and words that leave open of how many it is denied
_NONE: Final = frozenset(["no", "not", "none", "nobody", "neither", "never", "nil", "zero", "0", "one"])
_MOMENTS: Final = frozenset(["<p>", "end", "start", "beginning", "still"])
_HEDGES_WORDS: Final = (
    "all every only just yet more fewer less until unless always merely don't doesn't won't wouldn't can't "
    "cannot couldn't do does any"
)
_HEDGES: Final = frozenset(_HEDGES_WORDS.split())
_HOLDS: Final = frozenset(["hold", "holds", "held", "keep", "kept", "detain", "detained"])


@dataclass(frozen=True, slots=True)
class Glance:
    """One number in prose: its line, its token, its noun, its clause and what governs it there."""

    seen: View
    i: int
    noun: str
    after: int  #: index after the noun
    sort: str
    clause: tuple[int, int, int, int]
    governors: dict[str, Trigger]
    local: Metric | None


class Reached(NamedTuple):
    """An act as it stands to a number."""

    trigger: Trigger
    inside: bool  #: the number's clause
    inner: bool  #: the part of it between commas
    kind: str
    slot: str
    gap: int
    around: bool


def glance(seen: View, candidate: Candidate) -> Glance:
    """A number of a line."""
    i = seen.at(candidate.number.start)
    noun, after = head_of(seen.tokens, i)
    found = governors(seen, i)
    return Glance(seen, i, noun, after, group_of(noun), clause(seen, i), found, local(seen, i, found))


def near(gap: float) -> str:
    """A distance in words as one of a few."""
    return _STEPS[max(0, int(gap))] if gap < len(_STEPS) else "6"


#: names of distances: 0, 1, 2-3, 4-6, 7-11, 12-19
_STEPS: Final = "01223334444455555555"


def plainly(glance: Glance) -> tuple[str, Metric] | None:
    """The schoolbook sentences: 'police received 15 detainers', '12 people were handed over to ICE', 'the
    county declined 40'; nothing denied, possible, asked or of another kind in the clause."""
    seen, papers = glance.seen, glance.sort in ("detainer", "paper")
    left, right, _a, _b = glance.clause
    if guards.question(seen.line.sentence.text):
        return None
    after = seen.tokens[glance.i + 1 : glance.i + 2]
    bare = glance.noun == "bare" or any(token.word == "filed" for token in after)  # no act by itself
    if bare and (metric := summed(seen, glance.i) or summed(seen, glance.i, changed=True)) is not None:
        return "count", metric
    if any(sense in _FOREIGN for t in seen.tokens[left + 1 : right] for sense in t.senses):
        return None
    for name in ("participle", "object", "subject"):
        act = glance.governors.get(name)
        if (
            act is None
            or not act.strong
            or act.noun
            or act.modal
            or (act.negated and not _refused(glance, act))
        ):
            continue
        if name == "participle":
            return name, act.metric
        given = not act.passive or (papers and act.metric is Metric.REQUESTS)  # "was handed 12 requests"
        fits = given if name == "object" else act.passive or act.metric is Metric.TRANSFERRED
        if fits and (papers or act.metric is not Metric.REQUESTS or _asked_after(glance, act)):
            return name, act.metric
    return None


def _asked_after(glance: Glance, act: Trigger) -> bool:
    """Whether people are counted that were asked for over a stretch of time: "ICE named 12 inmates in 2019".
    Of one day it would be those that are there."""
    tokens = glance.seen.tokens
    if glance.sort != "person" or any(t.word in _MOMENTS for t in tokens):
        return False
    left, right, _a, _b = glance.clause
    if not any("detainer" in t.senses or t.word in _HOLDS for t in tokens[act.at : act.last + 1]):
        return False  # "received 12 people"
    timed = any(t.word == "<t>" for t in tokens[left + 1 : right])
    return timed and not any(t.metric is Metric.ACTIVE for t in glance.seen.triggers)


def _refused(glance: Glance, act: Trigger) -> bool:
    """Whether a denied act is a plain refusal of the number's things: "did not honor 12"; "not all 12
    were honored" is none, nor is the "none" that denies the act."""
    seen = glance.seen
    token = seen.tokens[glance.i]
    counted = seen.line.sentence.low[token.start : token.end]
    if act.metric is not Metric.DECLINED or counted.split(" ")[0] in _NONE:
        return False
    left, right, _a, _b = glance.clause
    return not any(t.word in _HEDGES for t in seen.tokens[left + 1 : right])


def acts(glance: Glance) -> list[Reached]:
    """The acts around a number that may say what it counts; how near and on which side."""
    left, right, inner_left, inner_right = glance.clause
    i = glance.i
    found: list[Reached] = []
    for trigger in glance.seen.triggers:
        side = "<" if trigger.at < i else ">"
        strength = "act" if trigger.strong else "hint"
        found.append(
            Reached(
                trigger, left < trigger.at < right, inner_left < trigger.at < inner_right,
                f"{strength}{side}", f"{side}{strength}", gap(trigger, i), trigger.at < i < trigger.last,
            )
        )  # fmt: skip
    return found


def acts_for(reached: Sequence[Reached], metric: Metric) -> Iterator[str]:
    """How the acts around a number speak for a metric: how near, on which side, of it or of another."""
    gaps: dict[str, int] = {}
    nearest: dict[str, tuple[int, bool]] = {}
    for act in reached:
        mine = act.trigger.metric is metric
        if not (act.inside or mine):
            continue
        kind = act.kind if mine else f"-{act.kind}"
        where = kind if act.inside else f"far {kind}"
        gaps[where] = min(act.gap, gaps.get(where, FAR))
        if act.around:
            yield f"{kind} around"
        if not act.inside:
            continue
        if mine:
            for bend in act.trigger.bends:
                yield f"{kind} {bend}"
            if act.inner:
                yield f"{kind} inner"
        known = nearest.get(act.slot)
        if known is None or act.gap < known[0] or (act.gap == known[0] and mine):
            nearest[act.slot] = (act.gap, mine)
    for kind, apart in gaps.items():
        yield f"{kind} {near(apart)}"
    for slot, found in nearest.items():
        yield f"{'' if found[1] else '-'}nearest {slot}"


def gap(trigger: Trigger, i: int) -> int:
    """Words between an act and a number; none where its phrase stands around it: 'handed 412 people over'."""
    if trigger.at < i < trigger.last:
        return 0
    return i - trigger.last if trigger.last < i else abs(trigger.at - i)
