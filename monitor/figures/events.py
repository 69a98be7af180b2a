"""Events that a text dates ("the law took effect on May 1"), by which it tells other times."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from monitor.figures.candidates import Line
from monitor.figures.days import Days, Mention
from monitor.figures.time_marks import is_until, kind_of

BEFORE: Final = 80  #: characters before a date in which its event may be told
AFTER: Final = 60
MOST: Final = 40  #: events of a document that are kept

#: words of events; those of one line may stand for each other
_KINSHIP: Final = (
    "law laws act statute bill ordinance measure legislation amendment referendum initiative",
    "order orders ordered ruling ruled rules decision decided opinion injunction judgment decree verdict "
    "court judge enjoined settlement settled",
    "policy policies directive memo memorandum guidance change changed changes switch switched practice "
    "stopped ceased quit halted dropped rescinded revoked suspended resumed resumption moratorium protocol "
    "reform",
    "agreement program programme contract partnership deal pact joined unit enrolled",
    "office sworn elected election inaugurated inauguration became appointed hired took-over job term "
    "tenure inaugural administration",
    "vote voted votes adopted adoption passed passage approved approval enacted resolution",
    "signed signing signature",
    "began begun begin beginning start started starts launched launch opened opening created inception "
    "rollout introduced",
    "ended end expired expiration closed closing termination terminated",
    "lawsuit suit filed complaint sued",
    "effect force effective implemented implementation",
    "virus pandemic outbreak covid lockdown hurricane flood storm fire shooting killing murder arrest raid "
    "arrival arrived",
)
_KIN: Final[dict[str, int]] = {word: i for i, line in enumerate(_KINSHIP) for word in line.split()}
_WORD: Final = re.compile(r"[a-z]+")
_STOP: Final = re.compile(r"[;:]|\b(?:but|while|whereas)\b")
_SAID: Final = re.compile(
    r"\b(?:said|told|wrote|posted|published|released|obtained|testified|updated|data|as of)\b[^,;]{0,25}$"
)


def told_in(low: str) -> frozenset[str]:
    """The words of events in a piece of text."""
    return frozenset(word for word in _WORD.findall(low) if word in _KIN)


@dataclass(frozen=True, slots=True)
class Event:
    """A time at which something came to pass, and the words that tell what."""

    line: int
    days: Days
    words: frozenset[str]


class Events:
    """The dated events of a document; found only where some phrase asks for them."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines

    @cached_property
    def all(self) -> tuple[Event, ...]:
        found: list[Event] = []
        for index, line in enumerate(self._lines):
            for mention in line.times:
                event = _event(index, line.sentence.low, mention)
                if event:
                    found.append(event)
            if len(found) >= MOST:
                break
        return tuple(found)

    def like(self, words: Iterable[str], index: int, start: int | None = None) -> list[tuple[Days, str]]:
        """The events that words may mean, the likeliest first, with how well they match."""
        asked = frozenset(words)
        kin = {_KIN[word] for word in asked}
        ranked = []
        for event in self.all:
            if event.line > index + 3:
                continue
            same = len(asked & event.words)
            alike = len(kin & {_KIN[w] for w in event.words})
            if (asked and not alike) or (not asked and event.line > index):
                continue  # without a word of it, nothing to come is meant
            near = index - event.line if event.line <= index else 6 + event.line - index
            ranked.append((-min(same, 2), -min(alike, 2), near, event))
        ranked.sort(key=lambda one: one[:3])
        found: dict[str, tuple[Days, str]] = {}
        for same, alike, _near, event in ranked:
            how = "same word" if same else "like word" if alike else "any event"
            found.setdefault(event.days.label, (event.days, how))
        return list(found.values())[:2]


def _event(index: int, low: str, mention: Mention) -> Event | None:
    days = mention.days
    if days is None or kind_of(days) not in ("day", "month", "running"):
        return None
    if is_until(low, mention) or _SAID.search(low[max(0, mention.start - 50) : mention.start]):
        return None
    before = _STOP.split(low[max(0, mention.start - BEFORE) : mention.start])[-1]
    after = _STOP.split(low[mention.end : mention.end + AFTER])[0]
    words = told_in(before + mention.text + after)
    if not words:
        return None
    return Event(index, days, words)
