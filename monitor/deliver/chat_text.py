"""An alert as one short message of a chat: what is said, by whom, in which words, and where to check. Pure.

What does not fit is counted, with how to read it; a message is never split, so that a repeat is never half
a repeat. Every piece of text goes through the service's escape.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from monitor import phrases
from monitor.deliver.bodies import Body, href, part, parts, quote_parts, sides, text, texts, where
from monitor.deliver.chat_services import Service
from monitor.phrases import cut, number
from storage.records import Alert

MAX_QUOTE: Final = 300
SHORT_HASH: Final = 12  #: digits of a SHA-256: enough to find the copy
SHORT_ID: Final = 8  #: of an alert's id, as `alerts show` takes it
IN_FULL: Final = 5  #: changes told with quote and source; the others by their headline


@dataclass(frozen=True, slots=True)
class Message:
    title: str  #: empty where the service shows none
    text: str


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines that are told together."""

    lines: Sequence[str]
    short: bool = False  #: one of a list, with no empty line between


def message(alert: Alert, service: Service) -> Message:
    """The alert in at most `service.limit` bytes."""
    escape = service.dialect.escape
    subject = text(alert.body, "subject") or phrases.one_line(alert.subject)
    title = escape(subject) if service.titled else ""
    head = [] if service.titled else [service.dialect.strong(escape(subject))]
    room = service.limit - _size([title])
    return Message(title, "\n".join(_fitted(head, list(_blocks(alert.body, service)), alert, service, room)))


def _fitted(
    head: list[str], blocks: Sequence[_Block], alert: Alert, service: Service, room: int
) -> list[str]:
    """As many blocks as fit, then what was left out and the alert's id."""
    left = alert.body.get("left_out")
    more = left if isinstance(left, int) else 0
    lines, before = list(head), _Block(head)
    for done, block in enumerate(blocks):
        rest = len(blocks) - done
        gap = [""] if lines and not (block.short and before.short) else []
        longer = [*lines, *gap, *block.lines]
        if _size([*longer, *_foot(alert, service, more + rest - 1)]) <= room:
            lines, before = longer, block
            continue
        foot = _foot(alert, service, more + rest)
        if done == 0:
            lines = [*lines, *_cut(block.lines, room - _size([*lines, "", *foot]))]
        return [*lines, *foot]
    return [*lines, *_foot(alert, service, more)]


def _foot(alert: Alert, service: Service, more: int) -> list[str]:
    id_ = alert.id[:SHORT_ID]
    corrects = f", corrects {alert.corrects[:SHORT_ID]}" if alert.corrects else ""
    said = f"Alert {id_}{corrects}."
    if more:
        said += f" … {number(more)} more left out here: detainer-watch alerts show {id_}"
    return ["", service.dialect.escape(said)]


def _cut(block: Sequence[str], room: int) -> list[str]:
    """The first lines that fit; a line is left out whole, since half an escape is none."""
    kept: list[str] = []
    for line in block:
        if _size([*kept, line, "…"]) > room:
            break
        kept.append(line)
    return [*kept, "…"] if kept else []


def _size(lines: Sequence[str]) -> int:
    return len("\n".join(lines).encode())


# --- what is told ---------------------------------------------------------------------------------


def _blocks(body: Body, service: Service) -> Iterator[_Block]:
    escape = service.dialect.escape
    if summary := texts(body, "summary"):
        yield _Block([escape(line) for line in summary])
    for place, change in enumerate(parts(body, "changes")):
        if place < IN_FULL:
            yield _Block(_change(change, service))
        else:
            yield _Block([escape(f"– {text(change, 'headline')}")], short=True)
    if still := parts(body, "standing"):
        yield _Block([escape("Still open:"), *(escape(f"– {text(item, 'sentence')}") for item in still)])


def _change(change: Body, service: Service) -> list[str]:
    """Sentence and notes before quotes and sources: a doubt is never what was cut."""
    escape = service.dialect.escape
    lines = [escape(line) for line in (text(change, "sentence"), *texts(change, "notes"))]
    found = list(sides(change))
    for name, side in found:
        lines += _side(name, side, service)
    if not found:
        lines += _document(part(change, "document"), service)
    if link := href(change.get("link")):
        lines.append(service.dialect.link(link))
    return lines


def _side(name: str, side: Body, service: Service) -> list[str]:
    escape = service.dialect.escape
    lines = [escape(f"{name}: {text(side, 'says')} {text(side, 'text')}")] if name else []
    if quote := "".join(quote_parts(side.get("quote"))).strip():
        lines.append(escape(f"“{cut(quote, MAX_QUOTE)}”"))
    return lines + _document(part(side, "document"), service)


def _document(document: Body, service: Service) -> list[str]:
    if not document:
        return []
    link = href(document.get("url"))
    pieces = [service.dialect.escape(where(document)), service.dialect.link(link) if link else ""]
    return [piece for piece in (*pieces, service.dialect.escape(_saved(document))) if piece]


def _saved(document: Body) -> str:
    """`Saved 2026-01-27 14:50 UTC, SHA-256 3f0a1b2c3d4e…`."""
    at, digest = text(document, "saved_at"), text(document, "sha256")
    when = [f"saved {phrases.moment(datetime.fromisoformat(at))}"] if at else []
    return phrases.first_upper(", ".join(when + ([f"SHA-256 {digest[:SHORT_HASH]}…"] if digest else [])))
