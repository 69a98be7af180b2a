"""What a number counts: from the noun it stands before and the act that its clause speaks of.

    the department   received   15 detainer requests          ASK  + detainers  -> requests 15
    the department   rejected   all 57 detainer requests      DECLINE + all     -> declined 57, requests 57
    12               were       honored                       subject of HONOR  -> honored 12
    ICE              came for   90                            object of HAND    -> transferred 90

A number whose noun is none of ours, or whose clause does none of these acts, is refused: a wrong figure
is worse than a missing one.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from config.words import Certainty, Metric
from monitor.figures import captions, guards, lexicon, subsets
from monitor.figures.lexicon import Act, Event
from monitor.figures.numbers import Number
from monitor.figures.scene import Reading, Refusal, Scene, Verdicts

_METRIC: Final = {
    Act.ASK: Metric.REQUESTS, Act.HONOR: Metric.HONORED, Act.HOLD: Metric.HONORED,
    Act.DECLINE: Metric.DECLINED,
    Act.HAND: Metric.TRANSFERRED, Act.LIFT: Metric.WITHDRAWN, Act.TELL: Metric.NOTIFIED,
    Act.FREE: Metric.DECLINED,
}  # fmt: skip
_OBJECT_GAP: Final = re.compile(
    r"(?:\s+(?:none|neither|not|on|with|to|for|of|by|all|any|every|every one|each|only|just|a|total|the|"
    r"another|an|additional|ice|it|up|over|"
    r"custody|in|as|many|about|nearly|them|him|us|its|their|these|those|such|out|even|exactly|some|more|"
    r"than|at|least|roughly|"
    r"civil|detainers?|requests?|holds?|against|because|alone|also|him|more|still|notice|release|ice's))*\s+"
)
_SUBJECT_GAP: Final = re.compile(
    r"(?:[\s,]+(?:that|which|who|whom|were|was|had|been|have|has|are|is|being|and|then|later|all|also|"
    r"ultimately|eventually|"
    r"subsequently|actually|recorded|reported|listed|counted|as|to|of|them|people|\w+ly|ice|it|they|he|she|"
    r"then|in|the|end|agency|department|sheriff|jail|county|"
    r"city|police|so|far|got|get|had|for|from|with|detainers?|federal|agents|officers|immigration|"
    r"concerned|by|officials|these|those|we))*[\s,]*"
)
_RELATIVE: Final = re.compile(r"\s+(?:that|which)\s+[a-z' -]{3,45}\s+")
#: '12 of the 57 detainers': what follows the 12
_OF_BASE: Final = re.compile(
    rf",?\s+(?:of|out of)\s+(?:the\s+|those\s+|its\s+|these\s+|all\s+)"
    rf"?[0-9][0-9,]*(?:\s+(?:{lexicon.STRONG}|{lexicon.WEAK}|{lexicon.PERSON})\b)?"
)
_NEXT_WORD: Final = re.compile(r"[ \n]+([a-z][a-z'-]*)")
#: words that may follow a number that stands alone
_BARE_NEXT: Final = frozenset(
    [
        "in",
        "for",
        "from",
        "to",
        "were",
        "was",
        "had",
        "have",
        "has",
        "been",
        "of",
        "and",
        "or",
        "during",
        "last",
        "that",
        "who",
        "whom",
        "which",
        "by",
        "on",
        "since",
        "as",
        "at",
        "with",
        "the",
        "this",
        "is",
        "are",
        "did",
        "came",
        "went",
        "against",
        "compared",
        "between",
        "through",
        "under",
        "after",
        "before",
        "while",
        "but",
        "when",
        "so",
        "over",
        "not",
        "never",
        "no",
        "came",
        "left",
        "all",
        "got",
        "would",
        "could",
        "wound",
        "ended",
        "made",
        "walked",
        "been",
        "a",
        "an",
        "it",
        "they",
        "he",
        "ice",
        "agents",
        "despite",
        "because",
        "where",
        "per",
        "out",
        "then",
        "up",
        "down",
        "into",
        "until",
        "than",
        "more",
        "fewer",
        "less",
        "without",
        "there",
        "later",
        "each",
        "altogether",
        "total",
        "so",
        "still",
        "remain",
        "remained",
        "remains",
        "being",
        "within",
        "a",
        "ago",
        "earlier",
        "this",
        "that",
        "these",
        "such",
        "said",
        "also",
        "only",
        "again",
        "too",
        "now",
        "just,",
        "there,",
        "does",
        "do",
        "include",
        "included",
        "includes",
        "apiece",
        "according",
        "again",
        "today",
        "resulted",
        "result",
        "led",
        "ago",
        "across",
        "among",
        "through",
        "throughout",
        "if",
        "based",
        "it's",
        "that's",
        "put",
    ]
)


def decide(scene: Scene) -> Verdicts:
    """What each number of the sentence counts; those that count nothing of ours with the reason."""
    verdicts = Verdicts()
    stop = guards.sentence(scene.low) or guards.question(scene.sentence.text, scene.numbers)
    for index, number in enumerate(scene.numbers):
        why = stop or number.refused or guards.number(scene.low, number)
        if why:
            verdicts.refusals.append(Refusal(number, why))
            continue
        readings, why = _one(scene, index, number)
        verdicts.readings.extend(readings)
        if not readings:
            verdicts.refusals.append(Refusal(number, why))
    return verdicts


def head_of(low: str, number: Number) -> tuple[str, int]:
    """The noun after a number and where it ends: strong, weak, person, times, them, bare or other."""
    at = number.end + (1 if low[number.end : number.end + 1] in "*+" else 0)
    footnote = re.match(r"[¹²³⁴⁵⁶⁷⁸⁹⁰*†‡]+|\[[0-9a-z]\]|-plus|\+", low[number.end :])
    at = number.end + footnote.end() if footnote else at
    if base := _OF_BASE.match(low, at):
        return "them", base.end()
    for kind, pattern in lexicon.heads():
        if match := pattern.match(low, at):
            return kind, match.end()
    match = _NEXT_WORD.match(low, at)
    if match is None:
        return "bare", at
    word = match[1]
    if word in _BARE_NEXT or any(e.start == match.start(1) for e in _event_starts(low, match.start(1))):
        return "bare", at
    return "other", at


def _event_starts(low: str, at: int) -> list[Event]:
    window = lexicon.events(low[at : at + 40])
    return [Event(e.act, e.start + at, e.end + at, e.negated, e.passive) for e in window if e.start == 0]


def _one(scene: Scene, index: int, number: Number) -> tuple[list[Reading], str]:
    head, end = head_of(scene.low, number)
    if number.money:
        return _cost(scene, number)
    if head == "other":
        return [], "counts something else"
    lone = number.form in ("words", "single") and number.value == 1 and head == "bare"
    if lone and not re.match(r"\s+(?:was|were|had been|in (?:19|20)\d\d)", scene.low[end:]):
        return [], "'one' alone"
    if number.form == "both" and head == "bare":
        return [], "'both' counts what was named"
    counted = _counted_subject(scene, number)
    if counted:
        return counted, ""
    if not (scene.topic or scene.about or (scene.ice and _handles(scene))):
        return [], "nothing here speaks of detainers"
    if head in ("strong", "weak"):
        return _detainers(scene, index, number, head, end)
    if head == "person":
        return _people(scene, index, number, end)
    return _alone(scene, index, number, head, end)


def _handles(scene: Scene) -> bool:
    held = any(event.act is Act.HOLD for event in scene.events) and _for_ice(scene.low)
    asked = bool(_ASKED_TO_HOLD.search(scene.low))
    return held or asked or any(event.act in (Act.HAND, Act.TELL) for event in scene.events)


_ASKED_TO_HOLD: Final = re.compile(
    r"\bice\b[^.;]{0,30}\b(?:asked|requested|wanted|sought)"
    r"\b[^.;]{0,40}\bto (?:hold|keep|detain)\b"
)


_COUNTED: Final = re.compile(
    r"\b(?:number|count|total|tally) of ([^.;:]{4,110}?),?\s+(?:was|were|is|had been|stood at|reached|rose "
    r"to|fell to|dropped to|climbed to|"
    r"came to|totall?ed|grew to|jumped to)\s+(?:only |just |a mere )?$"
)


def _counted_subject(scene: Scene, number: Number) -> list[Reading]:
    """'The number of inmates on whom ICE placed detainers was 535': the subject names what is counted."""
    match = _COUNTED.search(scene.low[max(0, number.left - 150) : number.left])
    if match is None:
        return []
    metric = captions.metric_of(match[1], scene.about)
    return (
        [
            _make(
                scene,
                number,
                metric,
                Certainty.SURE,
                f"'the number of {match[1][:40]}'",
                stock=metric is Metric.ACTIVE,
            )
        ]
        if metric
        else []
    )


def _acts(scene: Scene, index: int, number: Number, end: int, head: str = "") -> list[tuple[float, Event]]:
    """The acts that may be done to the number, the likeliest first."""
    found: list[tuple[float, Event]] = []
    left, right = scene.clause(number.start)
    earlier = [n for n in scene.numbers[:index] if not n.refused and not _quantifies(scene, n, number)]
    before_number = max((n.end for n in earlier), default=0)
    after_number = min(
        (n.left for n in scene.numbers[index + 1 :] if not n.refused and not _base(scene, n)),
        default=len(scene.low),
    )
    for event in scene.events:
        if event.end <= number.left and event.start >= left - 1:
            gap = scene.low[event.end : number.left] + " "
            direct = bool(_OBJECT_GAP.fullmatch(gap)) and event.start >= before_number
            near = len(gap) <= 50 and event.end >= before_number and "," not in gap
            score = (
                3.0
                if direct and not event.passive
                else 2.0
                if direct
                else 1.2
                if near and not event.passive
                else 0.0
            )
        elif event.start >= end and event.end <= max(right, end + 2):
            gap = scene.low[end : event.start]
            direct = bool(_SUBJECT_GAP.fullmatch(gap)) and event.end <= after_number + 1
            direct = direct or (
                event.end <= after_number + 1 and event.act is not Act.ASK and bool(_RELATIVE.fullmatch(gap))
            )
            if (
                direct
                and head == "strong"
                and not event.passive
                and not gap.startswith(" that")
                and re.search(r"\b(?:and|it|they|he|she|we)\b", gap)
            ):
                direct = False
            score = 2.8 if direct else 1.0 if len(gap) <= 45 and event.end <= after_number else 0.0
        else:
            continue
        if score:
            score += 0.4 if event.act is not Act.ASK else -1.5 if event.weak else 0.0
            found.append((score - 0.001 * _distance(event, number, end), event))
    return sorted(found, key=lambda pair: (-pair[0], pair[1].start))


def _quantifies(scene: Scene, one: Number, other: Number) -> bool:
    """'none of the 57': the first number only says how many of the second."""
    return one.form == "zero" and bool(
        re.fullmatch(r"\s+of\s+(?:the |those |these |its )?", scene.low[one.end : other.left])
    )


def _distance(event: Event, number: Number, end: int) -> int:
    return number.left - event.end if event.end <= number.left else event.start - end


def _base(scene: Scene, number: Number) -> bool:
    """Whether a number is what another one is a part of: 12 of the 57."""
    return bool(
        re.search(
            r"\b(?:of|out of) (?:the |those |these |its |all )?$",
            scene.low[max(0, number.left - 16) : number.left],
        )
    )


def _metric_of(event: Event, number: Number) -> Metric | None:
    if event.act is Act.HONOR and event.negated and number.form != "zero":
        return Metric.DECLINED
    if (
        event.act in (Act.HOLD, Act.HAND, Act.TELL, Act.LIFT, Act.ASK)
        and event.negated
        and number.form != "zero"
    ):
        return None
    if event.act is Act.DECLINE and event.negated and number.form != "zero":
        return None
    return _METRIC[event.act]


def _make(
    scene: Scene, number: Number, metric: Metric, certainty: Certainty, why: str, **more: bool
) -> Reading:
    part = None if metric is Metric.COST else subsets.of(scene.low, number, metric)
    return Reading(metric, number.value, number.qualifier, number, certainty, why, subset=part, **more)


def _detainers(scene: Scene, index: int, number: Number, head: str, end: int) -> tuple[list[Reading], str]:
    """A number before a noun that is a detainer."""
    noun = scene.low[number.end : end]
    acts = _acts(scene, index, number, end, head)
    sure = Certainty.SURE if head == "strong" else Certainty.LIKELY
    if _base(scene, number) and any(
        n.end <= number.left and n.value and _of_base(scene, n, number) for n in scene.numbers
    ):
        return [_make(scene, number, Metric.REQUESTS, sure, "the whole of which another number is part")], ""
    special = _by_noun(scene, number, noun, head)
    if special:
        return special, ""
    outcome = next(((s, e) for s, e in acts if e.act is not Act.ASK and s > 1.5), None)
    ask = next(((s, e) for s, e in acts if e.act is Act.ASK), None)
    if outcome and not (ask and ask[0] > outcome[0] + 0.3):
        event = outcome[1]
        metric = (
            Metric.DECLINED
            if event.act is Act.LIFT and _local_lift(scene, event)
            else _metric_of(event, number)
        )
        if event.act is Act.HOLD and head == "strong" and not number.whole:
            metric = Metric.HONORED
        if metric is None:
            return [], "the act is denied"
        quantifier = _NONE_OF.search(scene.low[: number.left][-24:])
        if quantifier and metric is Metric.HONORED:
            metric = Metric.DECLINED
        elif quantifier and not quantifier.group().startswith("any"):
            return [], "none of them; the zero counts"
        readings = [_make(scene, number, metric, sure, f"'{_words(scene, event)}' said of them")]
        if (number.whole or _base(scene, number)) and number.value:
            readings += [
                _make(scene, number, Metric.REQUESTS, sure, "all of them, so that many came", implied=True)
            ]
        return readings, ""
    if ask and ask[1].negated and number.form != "zero" and not ask[1].weak:
        return [], "said not to have been"
    if number.form == "zero" and not (
        ask
        and re.search(
            r"receiv|had|were|was|got|been|sent|lodged|issued|placed|filed|seen|presented|have",
            _words(scene, ask[1]),
        )
    ):
        return [], "none, but nothing says that they were counted"
    if not ask and _MIGHT.search(scene.low[: number.left][-50:]):
        return [], "said of what might be"
    if ask or head == "strong" or number.whole:
        certainty = sure if ask and not ask[1].weak else Certainty.LIKELY
        why = f"'{_words(scene, ask[1])}'" if ask else "detainers, with no act said"
        return [_make(scene, number, Metric.REQUESTS, certainty, why)], ""
    return [], "no act that makes them detainers"


_NONE_OF: Final = re.compile(r"\b(?:none|not one|neither|any|no one) of (?:the |those |these |its )?$")
_MIGHT: Final = re.compile(r"\b(?:may|can|could|would|should|must|shall|might|will|let)\b[^.;]{0,30}$")


def _of_base(scene: Scene, one: Number, base: Number) -> bool:
    """Whether one number is told as a part of another: '12 of the 57'."""
    return bool(
        re.fullmatch(
            r",?\s+(?:of|out of)\s+(?:the |those |its |these |all )?", scene.low[one.end : base.left]
        )
    )


def _words(scene: Scene, event: Event) -> str:
    return scene.low[event.start : event.end][:60]


def _local_lift(scene: Scene, event: Event) -> bool:
    return bool(re.match(r"\s+by the (?:county|sheriff|jail|city|department)", scene.low[event.end :]))


_STOCK: Final = re.compile(
    r"\b(?:currently|at present|right now|just now|as of|today|at the moment|still|remain(?:s|ed)? in|"
    r"presently|now has|now have|are in|"
    r"on any given|this morning|sit in|are being held|outstanding|pending|active|on the books)\b"
)


def _by_noun(scene: Scene, number: Number, noun: str, head: str) -> list[Reading]:
    """Nouns that tell the metric by themselves: refusals, transfers, active detainers."""
    if re.search(r"\b(?:active|outstanding|open|pending)\b", noun) and head == "strong":
        return [_make(scene, number, Metric.ACTIVE, Certainty.LIKELY, "detainers called active", stock=True)]
    if head != "weak":
        return []
    for pattern, metric in (
        (r"refusals|rejections", Metric.DECLINED),
        (r"handovers?|transfers?|pickups?", Metric.TRANSFERRED),
        (r"release-date notices|notices?|notifications?", Metric.NOTIFIED),
    ):
        if re.search(rf"\b(?:{pattern})\s*$", noun) and not re.search(r"notices of detention", noun):
            return [_make(scene, number, metric, Certainty.LIKELY, f"'{noun.strip()}'")]
    if re.search(r"\breleases?\s*$", noun):
        told = re.search(r"\b(?:notif\w+|told|alert\w+|inform\w+)\b[^;]*$", scene.low[: number.left][-60:])
        return (
            [_make(scene, number, Metric.NOTIFIED, Certainty.LIKELY, "ICE was told of them")] if told else []
        )
    return []


@cache
def _on_people() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{lexicon.STRONG}|holds?|such forms)\s+(?:(?!released|transferred)\w+\s+){{0,3}}?(?:on|"
        rf"against|for|naming|upon)\s+"
        r"(?:the\s+|some\s+|about\s+|nearly\s+|more than\s+|at least\s+|another\s+|all\s+)*$"
    )


@cache
def _with_detainer() -> re.Pattern[str]:
    return re.compile(
        rf"[\s,]*(?:[\w'-]+\s+){{0,6}}?(?:with|had|have|has|having|carr(?:y|ied|ying)|under|subject(?:ed)? "
        rf"to|wearing|facing|on|for|each with|flagged (?:with|for))\s+"
        rf"(?:an?\s+|the\s+|such\s+|active\s+|some\s+)?(?:{lexicon.STRONG}|(?:such\s+)?holds?|detainer)"
    )


def _people(scene: Scene, index: int, number: Number, end: int) -> tuple[list[Reading], str]:
    """A number before a noun that is people."""
    low = scene.low
    acts = _acts(scene, index, number, end)
    if _on_people().search(low[: number.left]):
        return [_make(scene, number, Metric.REQUESTS, Certainty.SURE, "detainers were placed on them")], ""
    best = next((event for score, event in acts if event.act is not Act.ASK and score > 1.3), None)
    carried = _with_detainer().match(low, end)
    if any(e.start < number.start < e.end and e.act is Act.DECLINE for e in scene.events):
        return [_make(scene, number, Metric.DECLINED, Certainty.SURE, "let go in spite of detainers")], ""
    if _asked_for(low, number):
        return [_make(scene, number, Metric.REQUESTS, Certainty.LIKELY, "ICE asked for them")], ""
    if carried and not (best and best.act in (Act.FREE, Act.DECLINE, Act.TELL, Act.HAND)):
        later = [e for e in scene.events if e.start >= carried.end() and e.act is Act.HAND and not e.negated]
        others = [n for n in scene.numbers if n.start > number.end and not n.refused]
        if later and not (others and others[0].start < later[0].start):
            return _handed(scene, number, later[0])
    if best and best.act is Act.HAND and not best.negated | (number.form == "zero"):
        return _handed(scene, number, best)
    if best and best.act is Act.HAND and number.form == "zero":
        return _handed(scene, number, best)
    released = re.search(
        r"\b(?:to|with) (?:ice|immigration|federal|agents|the agency|u\.s\. imm|dhs|homeland|its custody|"
        r"the feds)\b",
        low[end : end + 60],
    )
    if released and re.search(
        r"\b(?:released?|gave|given|sent|surrendered|delivered|passed|put|moved)\b[^,;]{0,40}$",
        low[: number.left],
    ):
        return [_make(scene, number, Metric.TRANSFERRED, Certainty.SURE, "released to ICE")], ""
    if re.search(
        r"\b(?:notif\w+|told|alerted|informed)\b[^;]{0,110}\breleases? of\s+(?:\w+\s+){0,2}$",
        low[: number.left],
    ):
        return [_make(scene, number, Metric.NOTIFIED, Certainty.SURE, "ICE was told of their release")], ""
    if best and best.act is Act.TELL and (scene.topic or scene.ice):
        return [_make(scene, number, Metric.NOTIFIED, Certainty.LIKELY, "ICE was told of them")], ""
    if best and best.act in (Act.DECLINE, Act.FREE) and _despite(low, number, end):
        return [_make(scene, number, Metric.DECLINED, Certainty.SURE, "let go in spite of detainers")], ""
    if best and best.act is Act.HOLD and _for_ice(low):
        if re.search(r"\bare (?:\w+ )?(?:held|being held|kept)\b", low) or _STOCK.search(low):
            return [_make(scene, number, Metric.ACTIVE, Certainty.LIKELY, "people held now", stock=True)], ""
        return [_make(scene, number, Metric.HONORED, Certainty.LIKELY, "kept for ICE")], ""
    if carried:
        return _carriers(scene, number, carried)
    return [], "people, and no act of ours done to them"


def _asked_for(low: str, number: Number) -> bool:
    before = low[max(0, number.left - 110) : number.left]
    return bool(
        re.search(
            r"\b(?:ask|asked|asks|requested|wanted|sought|request)\b[^,;]{0,70}\bto (?:hold|keep|detain)"
            r"\s+(?:\w+\s+){0,2}$",
            before,
        )
        or re.search(
            r"\b(?:ice|agency|agents|federal \w+|immigration \w+)\b[\w\s,']{0,40}\b(?:asked|sought|wanted|"
            r"requested)\b[\w\s']{0,25}$",
            before,
        )
    )


def _handed(scene: Scene, number: Number, event: Event) -> tuple[list[Reading], str]:
    if not (scene.ice or scene.topic or scene.about):
        return [], "handed to somebody else"
    if re.search(r"\b(?:county|state) (?:jail|prison)s? (?:to|from)\b", scene.low) and not scene.ice:
        return [], "handed to somebody else"
    sure = Certainty.SURE if scene.ice else Certainty.LIKELY
    return [_make(scene, number, Metric.TRANSFERRED, sure, f"'{_words(scene, event)}'")], ""


def _despite(low: str, number: Number, end: int) -> bool:
    around = low[max(0, number.left - 120) : end + 160]
    return bool(
        re.search(
            r"\b(?:despite|in spite of|instead of|rather than|without|in defiance of|in the face of|"
            r"notwithstanding|over|even though|although)\b[^;]{0,70}\bdetainers?",
            around,
        )
        or re.search(r"\bdetainers?\b[^;]{0,40}\b(?:released|freed|let go|ignored|disregarded)", around)
        or re.search(r"\b(?:who|whom|with|on whom)\b[^;]{0,50}\bdetainers?", low[end : end + 90])
    )


def _for_ice(low: str) -> bool:
    return bool(
        re.search(
            r"\b(?:for|because|on behalf of|by request of|at the request of)\b[^;]{0,40}\b(?:ice|"
            r"immigration|federal|homeland)\b",
            low,
        )
        or re.search(
            rf"\b(?:on|under|pursuant to|because of|based on|on the strength of|solely on|for|due to)"
            rf"\s+(?:an?\s+|the\s+|such\s+|civil\s+|its\s+)*(?:{lexicon.STRONG}|detainer)",
            low,
        )
        or re.search(r"\b(?:ice|immigration|federal)\b[^;]{0,30}\b(?:asked|requested|wanted)\b", low)
    )


def _carriers(scene: Scene, number: Number, carried: re.Match[str]) -> tuple[list[Reading], str]:
    low = scene.low
    words = carried.group()
    now = re.search(r"\b(?:has|have|carry|are|is|with)\b", words) and (
        _STOCK.search(low)
        or re.search(r"\b(?:there (?:are|were)|are|is) (?:\w+ ){0,2}$", low[: number.left][-24:])
        or re.search(r"\b(?:have|has|carry)\b", words)
    )
    if now:
        return [
            _make(scene, number, Metric.ACTIVE, Certainty.LIKELY, "people who have detainers now", stock=True)
        ], ""
    if re.search(r"\b(?:had|carried)\b", words) or re.search(r"\b(?:booked|jailed|arrested)\b", low):
        return [_make(scene, number, Metric.REQUESTS, Certainty.LIKELY, "people who had detainers")], ""
    return [
        _make(scene, number, Metric.REQUESTS, Certainty.UNSURE, "people with detainers, of no clear time")
    ], ""


def _alone(scene: Scene, index: int, number: Number, head: str, end: int) -> tuple[list[Reading], str]:
    """A number with no noun of its own: the act must tell, and the talk be of detainers."""
    acts = _acts(scene, index, number, end)
    if _on_people().search(scene.low[: number.left]) and not _base(scene, number):
        return [_make(scene, number, Metric.REQUESTS, Certainty.LIKELY, "detainers were placed on them")], ""
    if head == "times" and re.search(
        r"\b(?:ask|asked|asks|requested|wanted|sought)\b[^;]{0,40}\b(?:hold|keep|detain)",
        scene.low[: number.left],
    ):
        return [_make(scene, number, Metric.REQUESTS, Certainty.LIKELY, "times that ICE asked")], ""
    listed = _under_label(scene, number)
    if listed:
        return [listed], ""
    if not acts:
        return [], "stands alone, no act"
    score, event = acts[0]
    if event.weak or score < (
        0.9 if head == "times" and event.act in (Act.TELL, Act.DECLINE, Act.HONOR, Act.HAND) else 2.2
    ):
        return [], "stands alone, and no act close enough"
    if _base(scene, number):
        if number.whole and event.act is not Act.ASK:
            return _base_whole(scene, number, event)
        return [], "the whole of which another number is part"
    if event.act is Act.FREE and not _despite(scene.low, number, end):
        return [], "let go, and not said to be in spite of a detainer"
    if event.act is Act.HOLD and not (_for_ice(scene.low) or scene.topic):
        return [], "held for no said reason"
    if event.act is Act.ASK and not (
        scene.topic
        or re.search(r"\b(?:requests?|holds?|forms?|faxes)\b", scene.low)
        or _strong_ask(scene, event)
    ):
        return [], "no noun, and the act is a common one"
    metric = _metric_of(event, number)
    if metric is None:
        return [], "the act is denied"
    if number.form == "zero" and event.act is Act.ASK:
        return [_make(scene, number, metric, Certainty.UNSURE, "none received, of what is not said")], ""
    return [_make(scene, number, metric, Certainty.LIKELY, f"alone with '{_words(scene, event)}'")], ""


def _under_label(scene: Scene, number: Number) -> Reading | None:
    """'ICE detainers: 15 in 2024, 11 in 2023', 'Detainers: 2024: 15, 2023: 11'."""
    label = re.match(r"[^:]{5,80}:\s", scene.low)
    if (
        label is None
        or label.end() > number.left
        or any(not n.refused and n.start < label.end() for n in scene.numbers)
    ):
        return None
    after = re.match(r"\s+(?:in|for|during)\s+(?:fy\s?)?(?:19|20)\d\d\b", scene.low[number.end :])
    before = re.search(r"\b(?:19|20)\d\d:\s*$", scene.low[: number.left])
    metric = captions.metric_of(label.group(), scene.about) if after or before else None
    return _make(scene, number, metric, Certainty.LIKELY, "listed under its label") if metric else None


def _strong_ask(scene: Scene, event: Event) -> bool:
    return scene.about and _words(scene, event) in (
        "received",
        "lodged",
        "issued",
        "logged",
        "got",
        "documented",
    )


def _base_whole(scene: Scene, number: Number, event: Event) -> tuple[list[Reading], str]:
    """'acted on none of the 57', 'did not honor any of the 57'."""
    quantifier = scene.low[max(0, number.left - 24) : number.left]
    none = re.search(r"\b(?:none|not one|neither|any|no one) of (?:the |those |these |its )?$", quantifier)
    metric = _METRIC[event.act]
    if none and (event.act is Act.HONOR or (event.act is Act.HOLD)):
        metric = Metric.DECLINED
    elif none:
        return [], "none of them; the zero counts"
    readings = [_make(scene, number, metric, Certainty.LIKELY, f"'{_words(scene, event)}' said of all")]
    return [
        *readings,
        _make(
            scene, number, Metric.REQUESTS, Certainty.LIKELY, "the whole of which it is said", implied=True
        ),
    ], ""


_COST: Final = re.compile(r"\b(?:reimburs\w+|billed|invoice\w*|cost(?:s|ing)?|spent|paid by ice|charged)\b")


def _cost(scene: Scene, number: Number) -> tuple[list[Reading], str]:
    if not re.search(r"\breimburs\w+|\bcost the (?:county|city|state|department)", scene.low):
        return [], "money"
    if (
        _COST.search(scene.low)
        and scene.topic
        and re.search(
            r"\breimburs\w+|\bhold(?:ing)? (?:\w+ ){0,4}(?:detainer|ice)|\bdetainers?\b[^.]{0,40}\bcost|"
            r"\bcost\b[^.]{0,40}\bdetainers?",
            scene.low,
        )
    ):
        return [_make(scene, number, Metric.COST, Certainty.LIKELY, "dollars for detainers")], ""
    return [], "money"
