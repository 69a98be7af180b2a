"""A change in words: the one place that mail, terminal, web page and feed take their sentences from. Pure.

Sober, and never a bare number: who says it, what was counted, for which agency and period. Where
`before` of a change is another party's or another report's value, it is told as the other side.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from config.words import ChangeKind
from monitor import event_sentences, figure_sentences, phrases
from monitor.beside import (
    MAX_LINE,
    all_declined,
    hand_note,
    together,
    unheard_note,
    whole_place_note,
    zero_note,
)
from monitor.names import Names
from monitor.phrases import first_upper, number, one_line, plural
from monitor.year_before import compared
from storage.records import Change

__all__ = [
    "ACROSS",
    "all_declined",
    "and_more",
    "compared",
    "hand_note",
    "headline",
    "label",
    "line",
    "nothing_new",
    "sentence",
    "together",
    "unheard_note",
    "whole_place_note",
    "worked",
    "zero_note",
]

#: `before` is what somebody else says at the same time, not what was said earlier
ACROSS: Final = frozenset({ChangeKind.CONFLICTING, ChangeKind.CORROBORATED, ChangeKind.SETTLED})

_LABELS: Final = {
    ChangeKind.APPEARED: "Appeared",
    ChangeKind.NEW: "New",
    ChangeKind.CONFIRMED: "Confirmed",
    ChangeKind.CORROBORATED: "Agrees",
    ChangeKind.CONFLICTING: "Conflict",
    ChangeKind.SETTLED: "Settled",
    ChangeKind.REVISED: "Revised",
    ChangeKind.CORRECTED: "Corrected",
    ChangeKind.WITHDRAWN: "No longer found",
    ChangeKind.RETRACTED: "Our correction",
    ChangeKind.EDITED: "Edited",
    ChangeKind.GONE: "Gone",
    ChangeKind.RETURNED: "Returned",
    ChangeKind.FILED: "Filed",
    ChangeKind.OVERDUE: "Not seen yet",
    ChangeKind.FAILING: "Source failing",
    ChangeKind.RECOVERED: "Source works again",
    ChangeKind.RELEASE: "Data release",
}


def label(change: Change) -> str:
    """The kind in a word or two, as it stands before a headline."""
    if change.kind is ChangeKind.CONFLICTING and change.between_reports:
        return "Reports differ"
    if change.kind is ChangeKind.NEW and change.more.get("again"):
        return "Back"
    if change.kind is ChangeKind.NEW and change.more.get("grown"):
        return "Running total"
    if change.kind is ChangeKind.FAILING and event_sentences.is_set_aside(change):
        return "Set aside"
    if change.kind is ChangeKind.FILED and change.more.get("perhaps"):
        return "Perhaps filed"
    if change.kind is ChangeKind.OVERDUE and change.more.get("cannot_tell"):
        return "Cannot tell"
    return _LABELS[change.kind]


def sentence(change: Change, names: Names) -> str:
    """The change as one or two whole sentences, readable aloud."""
    told = _told(change)
    text = _SENTENCES[change.kind](change, names) if told else _incomplete(change, names)
    return first_upper(one_line(text, MAX_LINE))


def line(change: Change, names: Names) -> str:
    """Label and headline: the whole change where there is room for one line, as in a chat or a feed."""
    return one_line(f"{label(change)}: {headline(change, names)}")


def headline(change: Change, names: Names) -> str:
    """The change as a line that fits a subject: no closing stop, no label."""
    if not _told(change):
        return one_line(_incomplete(change, names).rstrip("."))
    brief = _HEADLINES.get(change.kind)
    text = brief(change, names) if brief else _SENTENCES[change.kind](change, names)
    return first_upper(one_line(text).rstrip("."))


#: what a sentence of these kinds is made of
NEEDS_AFTER: Final = frozenset(
    {
        ChangeKind.NEW,
        ChangeKind.CONFIRMED,
        ChangeKind.CORROBORATED,
        ChangeKind.CONFLICTING,
        ChangeKind.SETTLED,
        ChangeKind.REVISED,
        ChangeKind.CORRECTED,
    }
)
#: either side will do
NEEDS_ONE: Final = frozenset({ChangeKind.WITHDRAWN, ChangeKind.RETRACTED})


def _told(change: Change) -> bool:
    """Whether the values are there that the sentence of this kind is made of."""
    if change.kind in NEEDS_AFTER:
        return change.point is not None and change.after is not None
    if change.kind is ChangeKind.RETRACTED and change.duty_id is not None:
        return True
    if change.kind in NEEDS_ONE:
        return change.point is not None and (change.before or change.after) is not None
    return True


def _incomplete(change: Change, names: Names) -> str:
    return f"{_LABELS[change.kind]}: see {names.title(change.document_id)}."


def _retracted(change: Change, names: Names) -> str:
    of_duty = change.duty_id is not None
    return (event_sentences.not_filed if of_duty else figure_sentences.retracted)(change, names)


def _retracted_brief(change: Change, names: Names) -> str:
    of_duty = change.duty_id is not None
    return (event_sentences.not_filed_brief if of_duty else figure_sentences.retracted_brief)(change, names)


_SENTENCES: Final[Mapping[ChangeKind, Callable[[Change, Names], str]]] = {
    ChangeKind.APPEARED: event_sentences.appeared,
    ChangeKind.NEW: figure_sentences.new,
    ChangeKind.CONFIRMED: figure_sentences.confirmed,
    ChangeKind.CORROBORATED: figure_sentences.corroborated,
    ChangeKind.CONFLICTING: figure_sentences.conflicting,
    ChangeKind.SETTLED: figure_sentences.settled,
    ChangeKind.REVISED: figure_sentences.revised,
    ChangeKind.CORRECTED: figure_sentences.corrected,
    ChangeKind.WITHDRAWN: figure_sentences.withdrawn,
    ChangeKind.RETRACTED: _retracted,
    ChangeKind.EDITED: event_sentences.edited,
    ChangeKind.GONE: event_sentences.gone,
    ChangeKind.RETURNED: event_sentences.returned,
    ChangeKind.FILED: event_sentences.filed,
    ChangeKind.OVERDUE: event_sentences.overdue,
    ChangeKind.FAILING: event_sentences.failing,
    ChangeKind.RECOVERED: event_sentences.recovered,
    ChangeKind.RELEASE: event_sentences.release,
}
#: where the sentence is too long for a subject line
_HEADLINES: Final[Mapping[ChangeKind, Callable[[Change, Names], str]]] = {
    ChangeKind.NEW: figure_sentences.new_brief,
    ChangeKind.CONFIRMED: figure_sentences.new_brief,
    ChangeKind.CORROBORATED: figure_sentences.new_brief,
    ChangeKind.CONFLICTING: figure_sentences.conflicting_brief,
    ChangeKind.SETTLED: figure_sentences.settled_brief,
    ChangeKind.REVISED: figure_sentences.revised_brief,
    ChangeKind.CORRECTED: figure_sentences.corrected_brief,
    ChangeKind.WITHDRAWN: figure_sentences.new_brief,
    ChangeKind.RETRACTED: _retracted_brief,
    ChangeKind.APPEARED: event_sentences.document_brief,
    ChangeKind.EDITED: event_sentences.edited_brief,
    ChangeKind.GONE: event_sentences.gone_brief,
    ChangeKind.RETURNED: event_sentences.returned_brief,
    ChangeKind.RELEASE: event_sentences.release_brief,
    ChangeKind.FILED: event_sentences.filed_brief,
    ChangeKind.OVERDUE: event_sentences.overdue_brief,
}


# --- whole messages -------------------------------------------------------------------------------


def worked(working: int, total: int) -> str:
    """`41 of 43 sources worked`."""
    return f"{number(working)} of {plural(total, 'source')} worked"


def nothing_new(working: int, total: int) -> str:
    return f"Nothing new; {worked(working, total)}"


def and_more(text: str, others: int) -> str:
    """A subject for several changes: the first one, and how many more."""
    if others <= 0:
        return one_line(text)
    tail = f" (and {number(others)} more)"
    return one_line(text, phrases.MAX_SUBJECT - len(tail)) + tail
