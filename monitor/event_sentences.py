"""Sentences of changes that are about a document, a duty or a source. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from config.words import ChangeKind
from monitor import phrases
from monitor.facts import stated_day, word
from monitor.names import Names
from monitor.phrases import first_upper, listing, number, one_line, plural, stopped
from storage.records import Change


def _document(change: Change, names: Names) -> str:
    """`“Letter of the commissioner”, published by Boston police,`: closed by a comma where it has one."""
    where = names.publisher(change.document_id)
    title = names.title(change.document_id)
    return f"{title}, published by {where}," if where else title


def document_brief(change: Change, names: Names) -> str:
    where = names.publisher(change.document_id)
    return names.title(change.document_id) + (f", published by {where}" if where else "")


def appeared(change: Change, names: Names) -> str:
    return stopped(f"A document that may hold detainer figures appeared: {document_brief(change, names)}")


def edited(change: Change, names: Names) -> str:
    note = " It now carries a correction note." if change.more.get("note") else ""
    return f"{_document(change, names)} was edited in a sentence about detainers.{note}"


def edited_brief(change: Change, names: Names) -> str:
    note = ", with a correction note" if change.more.get("note") else ""
    return f"{names.title(change.document_id)} was edited in a sentence about detainers{note}"


def gone(change: Change, names: Names) -> str:
    carries = change.more.get("carries_figure")
    kept = "It carries a figure that we know; our" if carries else "Our"
    return f"{_document(change, names)} is no longer at its address. {kept} saved copy is kept."


def gone_brief(change: Change, names: Names) -> str:
    return f"{names.title(change.document_id)} is no longer at its address"


def returned(change: Change, names: Names) -> str:
    return f"{_document(change, names)} is at its address again."


def returned_brief(change: Change, names: Names) -> str:
    return f"{names.title(change.document_id)} is at its address again"


# --- duties ---------------------------------------------------------------------------------------


def _duty(change: Change, names: Names) -> str:
    duty = names.duties.get(change.duty_id or "") or names.catalogue.duties.get(change.duty_id or "")
    period = phrases.duty_period(word(change, "period"))
    about = f" for {period}" if period else ""
    if duty is None:
        return f"the report {one_line(change.duty_id or 'of a law', 80)}{about}"
    report = one_line(duty.report, 150).removeprefix("The ").removeprefix("the ")
    return f"the {report} ({one_line(duty.law, 100)}, {names.place(duty.place)}){about}"


def filed(change: Change, names: Names) -> str:
    title = f": {names.title(change.document_id)}" if change.document_id is not None else ""
    if change.more.get("perhaps"):
        text = stopped(f"A document was seen that may be {_duty(change, names)}{title}")
        return f"{text} Its words fit, but neither its kind nor who filed it proves it; we go on waiting."
    text = stopped(f"{_duty(change, names)} has been filed{_late(change)}{title}")
    if by := word(change, "by"):
        text += f" So says {by}."
    return text + (stopped(f" Note: {note}") if (note := word(change, "note")) else "")


def _late(change: Change) -> str:
    """How long after its day it came; nothing where the law names no day or that is not known."""
    days, due_on = change.more.get("days_after"), stated_day(change, "due_on")
    if not isinstance(days, int) or isinstance(days, bool) or not due_on:
        return ""
    if days <= 0:
        return f", {'on the day' if days == 0 else 'before'} it was due ({due_on})"
    return f", {plural(days, 'day')} after it was due ({due_on})"


def filed_brief(change: Change, names: Names) -> str:
    return _duty(change, names)


def not_filed(change: Change, names: Names) -> str:
    """What was taken for a report is not it."""
    perhaps = "may have been" if change.more.get("perhaps") else "had been"
    text = f"We told you that {_duty(change, names)} {perhaps} filed. That was wrong"
    text += f", as found by {by}." if (by := word(change, "by")) else "."
    if change.document_id is not None:
        text += stopped(f" This document is not that report: {names.title(change.document_id)}")
    return text + (stopped(f" Note: {note}") if (note := word(change, "note")) else "")


def not_filed_brief(change: Change, names: Names) -> str:
    return f"not filed after all: {_duty(change, names)}"


def overdue(change: Change, names: Names) -> str:
    named = not change.more.get("no_day")
    due = f", due {due_on}," if named and (due_on := stated_day(change, "due_on")) else ""
    if change.more.get("cannot_tell"):
        failing = change.more.get("failing")
        sources = [one_line(str(name), 64) for name in failing] if isinstance(failing, list) else []
        are = "is" if len(sources) == 1 else "are"
        why = f"{listing(sources)} {are} failing" if sources else "a source is failing"
        return f"We cannot tell whether {_duty(change, names)}{due} has come: {why}."
    text = f"{_duty(change, names)}{due} has not been seen yet in the sources that we watch."
    if not named:
        return f"{text} The law names no day for it."
    if change.more.get("perhaps") and change.document_id is not None:
        text += stopped(f" One document may be it, which nothing proves: {names.title(change.document_id)}")
    return text + (stopped(f" In earlier years it came {usual}") if (usual := word(change, "usual")) else "")


def overdue_brief(change: Change, names: Names) -> str:
    named = not change.more.get("no_day")
    due = f", due {due_on}" if named and (due_on := stated_day(change, "due_on")) else ""
    return f"{_duty(change, names)}{due}"


# --- sources --------------------------------------------------------------------------------------


def _source(change: Change, names: Names) -> str:
    return f"The source {name}" if (name := names.source(change.source_id)) else "A source"


def is_set_aside(change: Change) -> bool:
    """Whether it is no source that fails but one version of a document that could not be compared."""
    return change.version_id is not None


def failing(change: Change, names: Names) -> str:
    if is_set_aside(change):
        return stopped(first_upper(word(change, "reason") or "a version could not be compared"))
    failures = change.more.get("failures")
    fails = "is failing"
    if isinstance(failures, int) and failures > 1:
        fails = f"failed {number(failures)} times in a row"
    reason = word(change, "reason")
    return stopped(f"{_source(change, names)} {fails}" + (f": {reason}" if reason else ""))


def recovered(change: Change, names: Names) -> str:
    return f"{_source(change, names)} works again."


# --- data releases --------------------------------------------------------------------------------

#: how many of each kind, in words that follow a number
_OF_KIND: Final = {
    ChangeKind.NEW.value: "new",
    ChangeKind.REVISED.value: "revised",
    ChangeKind.CORRECTED.value: "corrected",
    ChangeKind.CONFIRMED.value: "confirmed",
    ChangeKind.CORROBORATED.value: "in agreement with another party",
    ChangeKind.CONFLICTING.value: "in conflict",
    ChangeKind.SETTLED.value: "no longer in conflict",
    ChangeKind.WITHDRAWN.value: "no longer there",
}


def release(change: Change, names: Names) -> str:
    counts = change.more.get("counts")
    if isinstance(counts, Mapping) and set(counts) == {ChangeKind.WITHDRAWN.value}:
        return f"{_document(change, names)} no longer has {_count(counts)} that it had."
    text = f"A new release of {_document(change, names)} changes many numbers at once"
    told = _told(counts) if isinstance(counts, Mapping) else []
    moves = _moves(counts) if isinstance(counts, Mapping) else ""
    return f"{text}{': ' if told else ''}{listing(told) if told else ''}.{moves}"


def release_brief(change: Change, names: Names) -> str:
    counts = change.more.get("counts")
    told = _told(counts) if isinstance(counts, Mapping) else []
    return names.title(change.document_id) + (f": {listing(told)}" if told else "")


def _count(counts: Mapping[str, object]) -> str:
    gone = counts[ChangeKind.WITHDRAWN.value]
    return plural(gone, "number") if isinstance(gone, int) else "numbers"


def _told(counts: Mapping[str, object]) -> list[str]:
    """`900 revised`, `12 new`: the most first."""
    whole = {kind: count for kind, count in counts.items() if isinstance(count, int) and kind in _OF_KIND}
    ordered = sorted(whole.items(), key=lambda each: (-each[1], each[0]))
    return [f"{number(count)} {_OF_KIND[kind]}" for kind, count in ordered if count > 0]


def _moves(counts: Mapping[str, object]) -> str:
    """Of numbers that moved, how many moved by enough to be looked at."""
    large, little = counts.get("moved"), counts.get("moved little")
    if not isinstance(large, int) or not isinstance(little, int) or not little:
        return ""
    return f" Of those that moved, {number(large)} did by 2 percent or more and {number(little)} by less."
