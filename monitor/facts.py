"""The kind-specific facts of a change, read out of its free part without trusting it. Pure."""

from __future__ import annotations

from monitor import phrases
from monitor.phrases import one_line
from storage.records import Change


def word(change: Change, key: str) -> str:
    value = change.more.get(key)
    return one_line(value, 300) if isinstance(value, str) else ""


def stated_day(change: Change, key: str) -> str:
    text = word(change, key)
    when = phrases.iso_day(text)
    return phrases.day(when) if when else text
