"""Sentences of changes that are about a figure: who says what, and what stood before. Pure."""

from __future__ import annotations

from config.words import Hand, Qualifier
from monitor import phrases
from monitor.counted import amount, clause, noun, speaker_of
from monitor.facts import stated_point, word
from monitor.names import Names
from monitor.phrases import first_upper, stopped
from monitor.points import is_unnamed
from storage.records import Change, Point, Side


def _parts(change: Change) -> tuple[Point, Side]:
    side = change.after or change.before
    assert change.point is not None  # noqa: S101  # `_told` was asked before
    assert side is not None  # noqa: S101
    return change.point, side


def _counted(side: Side, point: Point, names: Names) -> str:
    """`they received 57 ICE detainer requests in 2025`."""
    return f"{clause(side, point, names)} {names.period(point, side.party, side.as_of)}"


def says(side: Side, point: Point, names: Names) -> str:
    """`Boston police say they received 57 ICE detainer requests in 2025, according to …`."""
    return _bare(side, point, names) + according(side, names)


def _bare(side: Side, point: Point, names: Names) -> str:
    return f"{speaker_of(side, names).says} {_counted(side, point, names)}"


def according(side: Side, names: Names) -> str:
    """Whose text it is that tells what somebody else says; nothing where the speaker's own words do."""
    if side.hand is Hand.FIRST or not side.party or is_unnamed(side.party):
        return ""
    if names.publisher(side.document_id) == speaker_of(side, names).name:
        return ""
    told_by = names.told_by(side.document_id)
    return f", according to {told_by}" if told_by else ", as others report"


def _short(side: Side, point: Point, names: Names) -> str:
    return f"{speaker_of(side, names).says} {amount(side, point.metric)}"


def _same(one: Side, other: Side) -> bool:
    return (one.value, one.qualifier) == (other.value, other.qualifier)


def _from_them(side: Side, names: Names) -> str:
    """A paper of the speaker's own, to follow "in" or "from": `a document of their own`."""
    return f"a document of {speaker_of(side, names).own}"


# --- one party ------------------------------------------------------------------------------------


def new(change: Change, names: Names) -> str:
    point, side = _parts(change)
    text = f"{says(side, point, names)}."
    if change.more.get("grown") and change.before:
        until = f" as of {phrases.day(change.before.as_of)}" if change.before.as_of else " when last told"
        text += f" This is a running total; it was {amount(change.before, point.metric)}{until}."
    if change.more.get("again") and not change.more.get("confirmed_by"):
        text += " The number had disappeared, and is back."
    if by := word(change, "confirmed_by"):
        text += stopped(f" The reading was checked and confirmed by {by}")
    return text


def new_brief(change: Change, names: Names) -> str:
    point, side = _parts(change)
    return _bare(side, point, names)


def confirmed(change: Change, names: Names) -> str:
    """The first paper of the party itself; what was known of it until then came from others."""
    point, side = _parts(change)
    speaker = speaker_of(side, names)
    text = f"{speaker.says} in {_from_them(side, names)} that {_counted(side, point, names)}."
    was = change.before
    if was is None:
        return f"{text} Until now it was known only from others."
    told_by = names.publisher(was.document_id)
    if not _same(was, side):
        return f"{text} Until now {told_by or 'others'} had reported {amount(was, point.metric)}."
    among = f", {told_by} among them" if told_by and told_by != speaker.name else ""
    return f"{text} Until now it was known only from others{among}."


def revised(change: Change, names: Names) -> str:
    point, side = _parts(change)
    speaker = speaker_of(side, names)
    text = f"{speaker.name} now {speaker.say} {_counted(side, point, names)}{according(side, names)}"
    if change.before:
        was = amount(change.before, point.metric)
        text += (
            f"; before, {speaker.they} said {was}" if speaker.is_body else f"; the number before was {was}"
        )
    return f"{text}."


def revised_brief(change: Change, names: Names) -> str:
    point, side = _parts(change)
    speaker = speaker_of(side, names)
    now = f"{speaker.name} now {speaker.say} {amount(side, point.metric)}"
    return f"{now}{_before(change, point)}: {_what(point, side, names, side.party)}"


def _before(change: Change, point: Point) -> str:
    return f", before {amount(change.before, point.metric)}" if change.before else ""


def _what(point: Point, side: Side, names: Names, speaker: str = "") -> str:
    """`ICE detainer requests to Boston police in 2025`."""
    return f"{noun(point, names, speaker)} {names.period(point, side.party, side.as_of)}"


def corrected(change: Change, names: Names) -> str:
    point, side = _parts(change)
    told_by = names.publisher(side.document_id) or "The publisher"
    text = f"{told_by} changed its text. It now reports that {_bare(side, point, names)}"
    if change.before:
        text += f"; before, it had {amount(change.before, point.metric)}"
    return f"{text}.{_still_stands(change, point, side, names)}"


def _still_stands(change: Change, point: Point, side: Side, names: Names) -> str:
    """What others, or the party itself, still say, where one report alone went another way."""
    value = change.more.get("stands")
    if not isinstance(value, int) or isinstance(value, bool):
        return ""
    number = phrases.qualified(value, Qualifier.EXACT, point.metric)
    if change.more.get("stands_hand") == Hand.FIRST:
        speaker = speaker_of(side, names)
        return f" In a document of {speaker.own}, {speaker.name} still {speaker.say} {number}."
    return f" Other reports still have {number}."


def corrected_brief(change: Change, names: Names) -> str:
    point, side = _parts(change)
    told_by = names.publisher(side.document_id) or "The publisher"
    now = f"{told_by} now has {amount(side, point.metric)}"
    return f"{now}{_before(change, point)}: {_what(point, side, names)}"


def withdrawn(change: Change, names: Names) -> str:
    """Gone from where it stood. Of a party's own paper, whose word ended, others may still tell."""
    _, side = _parts(change)
    text = f"{new_brief(change, names)}{according(side, names)}: that is no longer found where it stood."
    if side.hand is Hand.FIRST:
        own = _from_them(side, names)
        return f"{text} Two checks of {own} did not find it; reports by others may still have it."
    return f"{text} Two checks did not find it, and no independent source that we watch still has it."


def retracted(change: Change, names: Names) -> str:
    """We were wrong, and say so first."""
    point, wrong = _misread(change)
    by = word(change, "by")
    text = f"We made a mistake: we told you that {says(wrong, point, names)}."
    text += f" {by} checked the document and found that we had misread it." if by else " We had misread it."
    right = change.after if change.before and change.after else None
    value = change.more.get("right_value")
    elsewhere = stated_point(change, "right_point")
    if right is not None and elsewhere is not None:
        text += f" What it says is this: {says(right, elsewhere, names)}."
    elif right is not None:
        text += f" It says {amount(right, point.metric)}."
    elif isinstance(value, int) and not isinstance(value, bool):
        text += f" It says {phrases.qualified(value, Qualifier.EXACT, point.metric)}."
    else:
        text += " Please disregard that number."
    return text + (stopped(f" Note: {note}") if (note := word(change, "note")) else "")


def retracted_brief(change: Change, names: Names) -> str:
    point, wrong = _misread(change)
    return f"we misread {amount(wrong, point.metric)}: {_what(point, wrong, names)}"


def _misread(change: Change) -> tuple[Point, Side]:
    wrong = change.before or change.after
    assert change.point is not None  # noqa: S101  # `_told` was asked before
    assert wrong is not None  # noqa: S101
    return change.point, wrong


# --- two sides ------------------------------------------------------------------------------------


def corroborated(change: Change, names: Names) -> str:
    point, side = _parts(change)
    other = change.before
    if other is None:
        return f"{says(side, point, names)}. Another party says the same."
    text = f"{_beside(side, other, point, names)}."
    if _same(side, other):
        return f"{text} {first_upper(speaker_of(other, names).says)} the same{according(other, names)}."
    return f"{text} {first_upper(_short(other, point, names))}{according(other, names)}; the two agree."


def conflicting(change: Change, names: Names) -> str:
    point, side = _parts(change)
    other = change.before
    if change.between_reports:
        return _reports(point, side, other, names)
    if other is None:
        return f"{says(side, point, names)}. Another party says otherwise."
    return f"{_beside(side, other, point, names)}; {_short(other, point, names)}{according(other, names)}."


def _beside(side: Side, other: Side, point: Point, names: Names) -> str:
    """The first of two sides; where one text tells both, that is said once, after the other."""
    by = according(side, names)
    return _bare(side, point, names) + ("" if by == according(other, names) else by)


def _reports(point: Point, side: Side, other: Side | None, names: Names) -> str:
    """One party, two values told of it; or one value that a text gives in nobody's name."""
    text = f"Reports differ: {_reported(point, side, names)}"
    if other is None:
        return f"{text}; another report has another number."
    number = amount(other, point.metric)
    if other.hand is side.hand is Hand.FIRST:
        return f"{text}; another document of {speaker_of(other, names).own} says {number}."
    if other.hand is Hand.FIRST:
        return f"{text}; {speaker_of(other, names).says} {number} in {_from_them(other, names)}."
    told_by = names.publisher(other.document_id)
    if not told_by or told_by == names.publisher(side.document_id):
        told_by = "another report"
    return f"{text}; {told_by} has {number}."


def _reported(point: Point, side: Side, names: Names) -> str:
    speaker = speaker_of(side, names)
    if side.hand is Hand.FIRST:
        return f"{speaker.says} in {_from_them(side, names)} that {_counted(side, point, names)}"
    told_by = names.publisher(side.document_id)
    if is_unnamed(side.party) or not told_by or told_by == speaker.name:
        return _bare(side, point, names)
    return f"{told_by} has it that {_bare(side, point, names)}"


def conflicting_brief(change: Change, names: Names) -> str:
    point, side = _parts(change)
    other = change.before
    what = _what(point, side, names)
    if other is None:
        return f"{_short(side, point, names)}, others differ: {what}"
    if change.between_reports and Hand.FIRST in (side.hand, other.hand) and side.hand is not other.hand:
        return f"{_teller(side, point, names)}, {_teller(other, point, names)}: {what}"
    if change.between_reports and side.party == other.party:
        values = f"{amount(side, point.metric)} or {amount(other, point.metric)}"
        return f"{speaker_of(side, names).says} {values}: {what}"
    return f"{_short(side, point, names)}, {_short(other, point, names)}: {what}"


def _teller(side: Side, point: Point, names: Names) -> str:
    """`Boston police say 57` in a paper of their own; of a report, `The Harbor Paper has 60`."""
    told_by = names.publisher(side.document_id)
    if side.hand is Hand.FIRST or is_unnamed(side.party) or not told_by:
        return _short(side, point, names)
    return f"{told_by} has {amount(side, point.metric)}"


def settled(change: Change, names: Names) -> str:
    point, side = _parts(change)
    other = change.before
    if other is None:
        return f"{says(side, point, names)}. This no longer contradicts another party."
    text = f"{_beside(side, other, point, names)}."
    said = "the same" if _same(side, other) else amount(other, point.metric)
    speaker = first_upper(speaker_of(other, names).says)
    return f"{text} {speaker} {said}{according(other, names)}: the two no longer contradict each other."


def settled_brief(change: Change, names: Names) -> str:
    point, side = _parts(change)
    other = change.before
    what = _what(point, side, names)
    if other is None:
        return f"{_short(side, point, names)}, no longer contradicted: {what}"
    if _same(side, other):
        both = f"{speaker_of(side, names).name} and {speaker_of(other, names).name}"
        return f"{both} now both say {amount(side, point.metric)}: {what}"
    return f"{_short(side, point, names)}, {_short(other, point, names)}, no contradiction any more: {what}"
