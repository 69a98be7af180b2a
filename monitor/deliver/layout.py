"""What stands in a message and in which order, for mail as text, mail as HTML and the terminal alike.

They differ in looks only: each shows every field of these values, in this order.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from config.words import ChangeKind
from monitor import phrases
from monitor.deliver import bodies
from monitor.deliver.bodies import Body, part, parts, text, texts
from storage.records import Alert

IN_FULL: Final = 22  #: changes told in full in one message
MAX_HEADING: Final = 220  #: characters of a sentence that may head its change
_MISREAD: Final = "We had read"
#: types whose messages are about more than the change they begin with
_TITLED: Final = frozenset({"digest", "baseline", "operator", "test"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where it says so, and what proves our copy."""

    title: str
    url: str | None
    saved: str
    digest: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Voice:
    """Who says which number, in which words."""

    says: str  #: `Boston police say`
    amount: str
    lead_in: str  #: what stands before the quote in its document
    quote: tuple[str, str, str]  #: before, at and after the number
    lead_out: str
    source: Source | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    kind: str
    label: str
    place: str
    heading: str
    text: str  #: the change in whole sentences, where they are too long for a heading
    facts: tuple[tuple[str, str], ...]
    voices: tuple[Voice, ...]
    source: Source | None  #: of a change that is no figure
    notes: tuple[str, ...]
    link: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    title: str  #: '' where the first change is title enough
    lead: tuple[str, ...]
    stories: tuple[Story, ...]
    in_short: tuple[str, ...]
    earlier: tuple[str, ...]
    standing: tuple[str, ...]  #: what is open still, of a digest
    left_out: str
    foot: str
    id: str


def page(alert: Alert, in_full: int = IN_FULL) -> Page:
    """The alert, with the first `in_full` changes told in full."""
    body = bodies.body_of(alert)
    changes = parts(body, "changes")
    left_out = body.get("left_out")
    return Page(
        title=bodies.shown(alert.subject) if text(body, "type") in _TITLED or not changes else "",
        lead=tuple(texts(body, "summary")),
        stories=tuple(_story(change) for change in changes[:in_full]),
        in_short=tuple(text(change, "headline") for change in changes[in_full:]),
        earlier=tuple(text(item, "sentence") for item in parts(body, "background")),
        standing=tuple(text(item, "sentence") for item in parts(body, "standing")),
        left_out=_left_out(left_out) if isinstance(left_out, int) and left_out else "",
        foot=f"Detainer Watch, message {alert.seq} to {bodies.shown(alert.receiver)}, "
        f"{phrases.moment(alert.made_at)}",
        id=bodies.shown(alert.id),
    )


def _left_out(count: int) -> str:
    return f"{phrases.plural(count, 'further change')} of this occasion: see `detainer-watch changes`."


def _story(change: Body) -> Story:
    ours = text(change, "kind") == ChangeKind.RETRACTED
    voices = tuple(_voice(_MISREAD if ours else name, side) for name, side in bodies.sides(change))
    sentence = text(change, "sentence")
    short = len(sentence) <= MAX_HEADING
    notes = tuple(texts(change, "notes"))
    return Story(
        kind=text(change, "kind"),
        label=text(change, "label"),
        place=text(part(change, "place"), "name"),
        heading=sentence if short else text(change, "headline"),
        text="" if short else sentence,
        facts=tuple(_facts(change, notes)),
        voices=voices,
        source=None if voices else _source(part(change, "document")),
        notes=notes,
        link=bodies.href(change.get("link")),
    )


def _facts(change: Body, notes: tuple[str, ...]) -> list[tuple[str, str]]:
    """Who, what and when, each where the change has it."""
    period = part(change, "period")
    when = [phrases.first_upper(text(period, "text"))]
    how = text(period, "how")
    if how and not any(how in note for note in notes):  # else a note says it
        when.append(how)
    facts = [
        ("Agency", text(part(change, "agency"), "name")),
        ("Counted", text(part(change, "metric"), "text")),
        ("Period", ". ".join(piece.rstrip(".") for piece in when if piece)),
    ]
    return [(name, value) for name, value in facts if value]


def _voice(name: str, side: Body) -> Voice:
    quote = side.get("quote")
    context = part(side, "quote")
    says = text(side, "says")
    return Voice(
        # what we misread was said by nobody
        says=name if name == _MISREAD else f"{name}: {says}" if name == "Before" else says,
        amount=text(side, "text"),
        lead_in=text(context, "before"),
        quote=bodies.quote_parts(quote),
        lead_out=text(context, "after"),
        source=_source(part(side, "document")),
    )


def _source(document: Body) -> Source | None:
    if not document:
        return None
    return Source(
        title=bodies.where(document),
        url=bodies.href(document.get("url")),
        saved=bodies.saved(document),
        digest=bodies.digest(document),
    )
