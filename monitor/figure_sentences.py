"""Sentences of changes that are about a figure: who says what, and what stood before. Pure."""

from __future__ import annotations

from config.words import Hand, Metric, Qualifier
from monitor import phrases
from monitor.counted import amount, clause, is_zero, noun, speaker_of
from monitor.facts import word
from monitor.names import Names
from monitor.phrases import first_upper, one_line, period_of
from storage.records import Change, Point, Side


def _parts(change: Change) -> tuple[Point, Side]:
    side = change.after or change.before
    assert change.point is not None  # noqa: S101  # `_told` was asked before
    assert side is not None  # noqa: S101
    return change.point, side


def _says(side: Side, point: Point, names: Names) -> str:
    """`Boston police say 57 ICE detainer requests were made to them in 2025, according to …`."""
    speaker = speaker_of(side, names)
    text = f"{speaker.says} {clause(side, point, names)} {period_of(point, side.as_of)}"
    return text + _according(side, names)


def _according(side: Side, names: Names) -> str:
    if side.hand is Hand.FIRST or not side.party or side.party.startswith("unnamed@"):
        return ""
    told_by = names.publisher(side.document_id)
    return f", according to {told_by}" if told_by else ", at second hand"


def _short(side: Side, point: Point, names: Names) -> str:
    return f"{speaker_of(side, names).says} {amount(side, point.metric)}"


def new(change: Change, names: Names) -> str:
    point, side = _parts(change)
    text = f"{_says(side, point, names)}."
    if change.more.get("grown") and change.before:
        text += f" It is a running total, {amount(change.before, point.metric)} when last told."
    if change.more.get("again"):
        text += " This figure had gone, and stands again."
    if by := word(change, "confirmed_by"):
        text += f" The reading was confirmed by {by}."
    return text


def new_brief(change: Change, names: Names) -> str:
    point, side = _parts(change)
    speaker = speaker_of(side, names)
    what = f"{amount(side, point.metric)} {noun(point, names, side.party)}"
    return f"{speaker.says} {what} {period_of(point, side.as_of)}"


def confirmed(change: Change, names: Names) -> str:
    point, side = _parts(change)
    return (
        f"{_says(side, point, names)}. This is the first document of their own for it."
        if (speaker_of(side, names).plural)
        else f"{_says(side, point, names)}. This is the first document of its own for it."
    )


def corroborated(change: Change, names: Names) -> str:
    point, side = _parts(change)
    other = change.before
    agrees = f" {first_upper(speaker_of(other, names).says)} the same." if other else " Another party agrees."
    return f"{_says(side, point, names)}.{agrees}"


def conflicting(change: Change, names: Names) -> str:
    point, side = _parts(change)
    other = change.before
    if change.between_reports:
        text = f"Reports differ on one figure: {_says(side, point, names)}"
        if other is None:
            return f"{text}; another report has another value."
        return f"{text}; another has {amount(other, point.metric)}{_according(other, names)}."
    if other is None:
        return f"{_says(side, point, names)}. Another party says otherwise."
    return f"{_says(side, point, names)}; {_short(other, point, names)}{_according(other, names)}."


def conflicting_brief(change: Change, names: Names) -> str:
    point, side = _parts(change)
    other = change.before
    what = f"{noun(point, names)} {period_of(point, side.as_of)}"
    if other is None:
        return f"{_short(side, point, names)}, others differ: {what}"
    if change.between_reports:
        values = f"{amount(side, point.metric)} or {amount(other, point.metric)}"
        return f"{speaker_of(side, names).says} {values}: {what}"
    return f"{_short(side, point, names)}, {_short(other, point, names)}: {what}"


def settled(change: Change, names: Names) -> str:
    point, side = _parts(change)
    other = change.before
    text = f"{_says(side, point, names)}."
    if other is None:
        return f"{text} This no longer contradicts another party."
    return f"{text} {first_upper(_short(other, point, names))}; the two no longer contradict each other."


def revised(change: Change, names: Names) -> str:
    point, side = _parts(change)
    speaker = speaker_of(side, names)
    text = f"{speaker.name} now {speaker.say} {clause(side, point, names)} {period_of(point, side.as_of)}"
    text += _according(side, names)
    if change.before:
        text += f"; before, {speaker.they} said {amount(change.before, point.metric)}"
    return f"{text}."


def revised_brief(change: Change, names: Names) -> str:
    point, side = _parts(change)
    speaker = speaker_of(side, names)
    now = f"{speaker.name} now {speaker.say} {amount(side, point.metric)}"
    before = f", before {amount(change.before, point.metric)}" if change.before else ""
    return f"{now}{before}: {noun(point, names, side.party)} {period_of(point, side.as_of)}"


def corrected(change: Change, names: Names) -> str:
    point, side = _parts(change)
    told_by = names.publisher(side.document_id) or "the publisher"
    speaker = speaker_of(side, names)
    what = f"{clause(side, point, names)} {period_of(point, side.as_of)}"
    text = f"{told_by} changed its text: it now has it that {speaker.says} {what}"
    if change.before:
        text += f"; before, it had {amount(change.before, point.metric)}"
    return f"{text}.{_still_stands(change, point, speaker.plural)}"


def _still_stands(change: Change, point: Point, plural: bool) -> str:
    """What others, or the party itself, still say, where one report alone went another way."""
    value = change.more.get("stands")
    if not isinstance(value, int) or isinstance(value, bool):
        return ""
    number = phrases.qualified(value, Qualifier.EXACT, point.metric)
    if change.more.get("stands_hand") == Hand.FIRST:
        return f" A document of {'their' if plural else 'its'} own still has {number}."
    return f" Other reports still have {number}."


def corrected_brief(change: Change, names: Names) -> str:
    point, side = _parts(change)
    told_by = names.publisher(side.document_id) or "The publisher"
    now = f"{told_by} now has {amount(side, point.metric)}"
    before = f", before {amount(change.before, point.metric)}" if change.before else ""
    return f"{now}{before}: {noun(point, names)} {period_of(point, side.as_of)}"


def withdrawn(change: Change, names: Names) -> str:
    point, side = _parts(change)
    text = f"No longer in the sources that carried it: {_says(side, point, names)}"
    return f"{text}. It was looked for twice; no independent source that we watch still has it."


def withdrawn_brief(change: Change, names: Names) -> str:
    return f"No longer found: {new_brief(change, names)}"


def retracted(change: Change, names: Names) -> str:
    point = change.point
    wrong = change.before or change.after
    assert point is not None  # noqa: S101  # `_told` was asked before
    assert wrong is not None  # noqa: S101
    text = f"We told you: {_says(wrong, point, names)}. That reading was wrong"
    text += f", as found by {by}." if (by := word(change, "by")) else "."
    right = change.after if change.before and change.after else None
    value = change.more.get("right_value")
    if right is not None:
        text += f" The document says {amount(right, point.metric)}."
    elif isinstance(value, int) and not isinstance(value, bool):
        text += f" The document says {phrases.qualified(value, Qualifier.EXACT, point.metric)}."
    else:
        text += " Please disregard it."
    return text + (f" Note: {note}" if (note := word(change, "note")) else "")


def retracted_brief(change: Change, names: Names) -> str:
    point = change.point
    wrong = change.before or change.after
    assert point is not None  # noqa: S101  # `_told` was asked before
    assert wrong is not None  # noqa: S101
    return f"we misread {amount(wrong, point.metric)} {noun(point, names)} {period_of(point, wrong.as_of)}"


# --- what stands beside a figure ---


def compared(side: Side, point: Point, earlier: tuple[int, Qualifier] | None, names: Names) -> str:
    """The comparison with the year before, by the same party; '' where there can be none."""
    before = phrases.year_before(point)
    if before is None:
        return ""
    speaker = speaker_of(side, names)
    if earlier is None:
        return f"What {speaker.name} said for the year before is not known here."
    value, qualifier = earlier
    text = f"For the year before ({period_of(before).removeprefix('in ')}), {speaker.name} said "
    text += phrases.qualified(value, qualifier, point.metric)
    if qualifier is not Qualifier.EXACT or side.qualifier is not Qualifier.EXACT:
        return f"{text}."
    return f"{text}; {_difference(side.value, value, point.metric)}."


def _difference(now: int, before: int, metric: Metric) -> str:
    if now == before:
        return "this is the same number"
    by = phrases.qualified(abs(now - before), Qualifier.EXACT, metric)
    # a share of a few is noise that reads like news
    share = f" ({(now - before) / before:+.0%})" if before >= 10 else ""
    return (
        f"this is {by} {'more' if now > before else 'fewer' if metric is not Metric.COST else 'less'}{share}"
    )


def zero_note(side: Side) -> str:
    return "The zero is stated in the document; it is not a missing number." if is_zero(side) else ""


def hand_note(side: Side, names: Names) -> str:
    """Whether the document is the speaker's own."""
    return hand_in_words(side.hand, names.publisher(side.document_id))


def hand_in_words(hand: Hand, told_by: str) -> str:
    """`told_by`: who published the document; '' where nobody knows."""
    if hand is Hand.FIRST:
        return "First-hand: the document was issued or filed by those who say it."
    return f"Second-hand: as reported by {told_by}." if told_by else "Second-hand: reported by somebody else."


def together(requests: Side, point: Point, names: Names) -> str:
    """Requests and declined that are the same number, and honored 0 beside them, as one line."""
    speaker = speaker_of(requests, names)
    which = _which(requests, point, names)
    text = f"{speaker.says} {clause(requests, point, names)} {period_of(point, requests.as_of)}, and {which}"
    return first_upper(one_line(f"{text}{_according(requests, names)}.", 900))


def all_declined(requests: Side, point: Point, names: Names) -> str:
    """The same as a sentence of its own, to follow one that says what changed."""
    speaker = speaker_of(requests, names)
    return f"{first_upper(speaker.name)} also {speaker.say} {_which(requests, point, names)}."


def _which(requests: Side, point: Point, names: Names) -> str:
    if requests.value == 1:
        return "it was declined"
    they = speaker_of(requests, names).they
    who = they if requests.party == point.agency else names.agency(point.agency, point.place)
    return f"that {who} declined all of them"
