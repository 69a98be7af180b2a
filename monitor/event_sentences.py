"""Sentences of changes that are about a document, a duty or a source. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from monitor.facts import stated_day, word
from monitor.names import Names
from monitor.phrases import listing, number, one_line
from storage.records import Change


def appeared(change: Change, names: Names) -> str:
    where = names.publisher(change.document_id)
    text = f"A document that may hold detainer figures appeared: “{names.title(change.document_id)}”"
    return f"{text}, published by {where}." if where else f"{text}."


def appeared_brief(change: Change, names: Names) -> str:
    where = names.publisher(change.document_id)
    return f"“{names.title(change.document_id)}”" + (f" by {where}" if where else "")


def edited(change: Change, names: Names) -> str:
    note = word(change, "note")
    text = f"“{names.title(change.document_id)}” was edited in a sentence about detainers"
    where = names.publisher(change.document_id)
    text += f" ({where})." if where else "."
    return text + (f" It carries a correction note: {note}" if note else "")


def gone(change: Change, names: Names) -> str:
    carries = " A figure that we told hangs on it." if change.more.get("carries_figure") else ""
    kept = " Our saved copy is kept."
    return f"“{names.title(change.document_id)}” is no longer at its address.{carries}{kept}"


def gone_brief(change: Change, names: Names) -> str:
    return f"“{names.title(change.document_id)}” is no longer at its address"


def returned(change: Change, names: Names) -> str:
    return f"“{names.title(change.document_id)}” is at its address again."


def _duty(change: Change, names: Names) -> str:
    duty = names.duties.get(change.duty_id or "") or names.catalogue.duties.get(change.duty_id or "")
    if duty is None:
        return f"the report {one_line(change.duty_id or 'of a law', 80)}"
    period = word(change, "period_text") if "period_text" in change.more else word(change, "period")
    report = one_line(duty.report, 150).removeprefix("The ").removeprefix("the ")
    text = f"the {report} ({one_line(duty.law, 100)}, {names.place(duty.place)})"
    return f"{text} for {period}" if period else text


def filed(change: Change, names: Names) -> str:
    document = f": “{names.title(change.document_id)}”" if change.document_id is not None else ""
    if change.more.get("perhaps"):
        text = f"A document that is perhaps {_duty(change, names)} was seen{document}."
        return f"{text} Its words fit; its kind and its filer do not prove it."
    days = change.more.get("days_after")
    late = ""
    if isinstance(days, int) and (due_on := stated_day(change, "due_on")):
        late = f", {number(days)} {'day' if days == 1 else 'days'} after it was due ({due_on})"
    by = f" {by} says so." if (by := word(change, "by")) else ""
    note = f" Note: {note}" if (note := word(change, "note")) else ""
    return f"{_duty(change, names)} has been filed{late}{document}.{by}{note}"


def filed_brief(change: Change, names: Names) -> str:
    return _duty(change, names)


def overdue(change: Change, names: Names) -> str:
    named = not change.more.get("no_day")
    due = f", due {due_on}," if named and (due_on := stated_day(change, "due_on")) else ""
    if change.more.get("cannot_tell"):
        failing = change.more.get("failing")
        sources = [one_line(str(name), 64) for name in failing] if isinstance(failing, list) else []
        why = (
            f"{listing(sources)} {'is' if len(sources) == 1 else 'are'} failing"
            if sources
            else "a source is failing"
        )
        return f"We cannot tell whether {_duty(change, names)}{due} has come: {why}."
    text = f"{_duty(change, names)}{due} has not been seen yet in the sources that we watch."
    if not named:
        return f"{text} The law names no day for it."
    if change.more.get("perhaps") and change.document_id is not None:
        text += f" “{names.title(change.document_id)}” may be it; its kind and its filer do not prove it."
    return text + (f" In earlier years it came {usual}." if (usual := word(change, "usual")) else "")


def overdue_brief(change: Change, names: Names) -> str:
    named = not change.more.get("no_day")
    due = f", due {due_on}" if named and (due_on := stated_day(change, "due_on")) else ""
    return f"{_duty(change, names)}{due}"


def failing(change: Change, names: Names) -> str:
    failures = change.more.get("failures")
    often = f" {number(failures)} times in a row" if isinstance(failures, int) and failures > 1 else ""
    reason = f": {text}" if (text := word(change, "reason")) else ""
    return f"The source {names.source(change.source_id)} failed{often}{reason}."


def recovered(change: Change, names: Names) -> str:
    return f"The source {names.source(change.source_id)} works again."


def release(change: Change, names: Names) -> str:
    where = names.publisher(change.document_id)
    counts = change.more.get("counts")
    text = f"A new release of “{names.title(change.document_id)}”" + (f" ({where})" if where else "")
    if isinstance(counts, Mapping) and counts:
        parts = [_counted(kind, count) for kind, count in counts.items()]
        return f"{text} brings changes: {listing(parts)}."
    return f"{text} brings many changes at once."


def _counted(kind: str, count: object) -> str:
    """`12 revised`, for the counts of a release."""
    return f"{number(count) if isinstance(count, int) else 'some'} {one_line(kind, 40)}"
