"""What stands beside a figure: its zero, its hand, who has not been heard, what is one line with it. Pure."""

from __future__ import annotations

from collections.abc import Collection

from config.words import DHS, ICE, Hand, Metric
from monitor.counted import clause, is_zero, speaker_of
from monitor.figure_sentences import according
from monitor.names import Names, Speaker
from monitor.phrases import first_upper, one_line
from monitor.points import between_parties
from storage.records import Point, Side

MAX_LINE = 900  #: characters of a sentence


def zero_note(side: Side) -> str:
    return "The zero is stated in the document; it is not a missing number." if is_zero(side) else ""


def hand_note(side: Side, names: Names) -> str:
    """Whether the document is the speaker's own."""
    return hand_in_words(side.hand, names.told_by(side.document_id))


def hand_in_words(hand: Hand, told_by: str) -> str:
    """`told_by`: who published the document; '' where nobody knows."""
    if hand is Hand.FIRST:
        return "First-hand: the document was issued or filed by those who say it."
    return f"Second-hand: as reported by {told_by}." if told_by else "Second-hand: reported by somebody else."


def whole_place_note(point: Point, names: Names) -> str:
    """No agency is named: the number is not held against that of any one agency."""
    if point.agency:
        return ""
    return f"No agency is named; the number is taken to be for {names.within(point.place)} as a whole."


def unheard_note(side: Side, point: Point, heard: Collection[str], names: Names) -> str:
    """Who else would know the number of requests, and has not been heard on it. `heard`: those who were."""
    if point.metric is not Metric.REQUESTS or not point.agency or not between_parties(point):
        return ""
    federal = (ICE, DHS)
    if side.party == point.agency and not any(party in heard for party in federal):
        return _unheard(names.speaker(ICE))
    if side.party in federal and point.agency not in heard:
        return _unheard(names.speaker(point.agency))
    return ""


def _unheard(speaker: Speaker) -> str:
    name = first_upper(speaker.name)
    return f"{name} {speaker.have} not been heard on this in the sources that we watch."


# --- requests that were all declined --------------------------------------------------------------


def together(requests: Side, point: Point, names: Names) -> str:
    """Requests and declined that are the same number, and honored 0 beside them, as one line."""
    speaker = speaker_of(requests, names)
    text = f"{speaker.says} {clause(requests, point, names)} {names.period(point, requests.party)}"
    which = _which(requests)
    if requests.party == point.agency:
        text = f"{text} and {which}"
    else:
        text = f"{text}, and that {names.agency(point.agency, point.place)} {which}"
    return first_upper(one_line(f"{text}{according(requests, names)}.", MAX_LINE))


def all_declined(requests: Side, point: Point, names: Names) -> str:
    """The same as a sentence of its own, to follow one that says what changed."""
    speaker = speaker_of(requests, names)
    own = requests.party == point.agency
    who = speaker.they if own else names.agency(point.agency, point.place)
    return f"{first_upper(speaker.name)} also {speaker.say} {who} {_which(requests)}."


def _which(requests: Side) -> str:
    return "declined it" if requests.value == 1 else "declined all of them"
