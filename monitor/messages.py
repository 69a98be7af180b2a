"""The message made of what is owed: ordered, said once, frozen as JSON. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from config.words import ChangeKind, Metric, Qualifier
from monitor import digest_sentences, wording
from monitor.digests import Due
from monitor.first_look import FIGURES, Present, recent, summed_up
from monitor.names import Names
from monitor.phrases import listing, number, one_line, plural
from monitor.told import Entry, Evidence, background, completed, entry, place_of, standing
from storage.records import Alert, Change, Json

SCHEMA: Final = 1  #: of the body: docs/webhook.schema.json
MAX_ENTRIES: Final = 200  #: lines of one message; the rest is counted
MAX_FAILING: Final = 10  #: sources named in a digest

#: the type of a message, by the first word of its occasion
KINDS: Final = {
    "run": "changes",
    "digest": "digest",
    "mute": "digest",
    "baseline": "baseline",
    "correction": "correction",
    "operator": "operator",
    "dead": "operator",
    "off": "operator",
    "failing": "operator",
    "left": "operator",
    "reminder": "operator",
    "disk": "operator",
    "test": "test",
}
#: types of messages that follow none, and that none follows
GATHERED: Final = frozenset({"digest", "baseline"})
#: which kind is the headline of a message
ORDER: Final = (
    ChangeKind.RETRACTED,
    ChangeKind.CONFLICTING,
    ChangeKind.REVISED,
    ChangeKind.CORRECTED,
    ChangeKind.WITHDRAWN,
    ChangeKind.NEW,
    ChangeKind.CONFIRMED,
    ChangeKind.RELEASE,
    ChangeKind.APPEARED,
    ChangeKind.FILED,
    ChangeKind.OVERDUE,
    ChangeKind.SETTLED,
    ChangeKind.CORROBORATED,
    ChangeKind.EDITED,
    ChangeKind.FAILING,
    ChangeKind.GONE,
    ChangeKind.RETURNED,
    ChangeKind.RECOVERED,
)
_ONE_LINE: Final = (Metric.REQUESTS, Metric.DECLINED, Metric.HONORED)


@dataclass(frozen=True, kw_only=True)
class AlertContext:
    """What a message is made of beside its changes."""

    names: Names
    made_at: datetime
    new_id: Callable[[], str]  #: a fresh UUID each time
    evidence: Evidence = field(default_factory=Evidence)
    present: Present | None = None  #: of a first look: what each party says when it is over
    background: Sequence[Change] = ()  #: earlier periods in the same versions as the changes that are told
    working: int = 0  #: sources that worked
    sources: int = 0  #: sources that are watched
    failing: Sequence[str] = ()  #: ids of those that did not work
    public_url: str | None = None
    due: Due | None = None  #: of a digest: what it covers
    zone: str = "UTC"  #: the receiver's
    remarks: Sequence[str] = ()  #: lines about the whole message, from elsewhere
    standing: Sequence[Change] = ()  #: what still stands open
    thread: Sequence[str] = ()  #: ids of the messages that this one follows, see `leading`


def leading(occasion: str, changes: Sequence[Change], context: AlertContext) -> Change | None:
    """The change that heads the message of this occasion; None where it is about many things at once."""
    if _kind_of(occasion) in GATHERED:
        return None
    lines = _lines([completed(change, context.evidence) for change in changes], context.evidence)
    return lines[0].first if lines else None


def make(receiver: str, occasion: str, changes: Sequence[Change], context: AlertContext) -> Alert:
    """The message to one receiver about all that is owed to it on one occasion; `seq` comes at freezing.

    The changes are ordered by weight, the latest period first; requests that were all declined are
    one line; earlier periods stand under the headline. An empty digest says that nothing is new.
    """
    kind = _kind_of(occasion)
    told = summed_up(changes, context.present) if kind == "baseline" else list(changes)
    told = [completed(change, context.evidence) for change in told]
    lines = _lines(told, context.evidence)
    shown = lines[:MAX_ENTRIES]
    if kind == "digest":
        shown = _by_place(shown, context.names)
    entries = [
        entry(line.first, line.also, context.evidence, context.names, context.public_url) for line in shown
    ]
    headline = _headline(kind, lines, context)
    return _freeze(
        receiver,
        occasion,
        context,
        subject=_subject(kind, occasion, headline, lines, context),
        headline=headline,
        summary=_summary(kind, len(changes) - len(told), context),
        entries=entries,
        background=[
            background(completed(change, context.evidence), context.names)
            for change in context.background[:MAX_ENTRIES]
        ],
        left_out=len(lines) - len(shown),
        standing=[standing(change, context.names) for change in context.standing],
    )


def _by_place(lines: Sequence[_Line], names: Names) -> list[_Line]:
    """Place by place in the order of their names, the newest first; what has no place last."""
    newest = sorted(lines, key=lambda line: (line.first.at, line.first.id or 0), reverse=True)
    places = {line.first.key: place_of(line.first) for line in lines}
    return sorted(
        newest,
        key=lambda line: (not places[line.first.key], names.place(places[line.first.key]).casefold()),
    )


def notice(receiver: str, occasion: str, headline: str, lines: Sequence[str], context: AlertContext) -> Alert:
    """A message that is about no change: a test, or word to the operator about the product itself."""
    headline = one_line(headline)
    return _freeze(
        receiver,
        occasion,
        context,
        subject=headline,
        headline=headline,
        summary=[one_line(line, 500) for line in lines],
        entries=[],
        background=[],
        left_out=0,
    )


def _freeze(
    receiver: str,
    occasion: str,
    context: AlertContext,
    *,
    subject: str,
    headline: str,
    summary: Sequence[str],
    entries: Sequence[Entry],
    background: Sequence[Entry],
    left_out: int,
    standing: Sequence[Entry] = (),
) -> Alert:
    id_ = context.new_id()
    corrects = occasion.partition(":")[2].partition("/")[0] if occasion.startswith("correction:") else None
    body: dict[str, Json] = {
        "schema": SCHEMA,
        "type": _kind_of(occasion),
        "id": id_,
        "seq": 0,
        "made_at": context.made_at.isoformat(),
        "receiver": receiver,
        "occasion": one_line(occasion, 500),
        "subject": subject,
        "headline": headline,
        "summary": list(summary),
        "changes": list(entries),
        "background": list(background),
        "left_out": left_out,
        "standing": list(standing),
        "covers": _covers(context.due),
        "corrects": corrects,
        "thread": [*(id_ for id_ in context.thread if id_ != corrects), *([corrects] if corrects else [])],
    }
    return Alert(
        id=id_,
        receiver=receiver,
        occasion=occasion,
        made_at=context.made_at,
        seq=0,
        subject=subject,
        body=body,
        corrects=corrects,
    )


def _covers(due: Due | None) -> Json:
    return {"from": due.since.isoformat(), "to": due.at.isoformat()} if due else None


def _kind_of(occasion: str) -> str:
    return KINDS.get(occasion.partition(":")[0], "changes")


@dataclass(frozen=True, slots=True)
class _Line:
    """A change, and those that say the same thing and need no line of their own."""

    first: Change
    also: tuple[Change, ...] = ()


def _lines(changes: Sequence[Change], evidence: Evidence) -> list[_Line]:
    """What says one thing is told once; the weightiest first, then the latest period."""
    ordered = sorted(changes, key=lambda change: (change.id or 0, change.key))
    ordered.sort(key=lambda change: recent(change)[:2], reverse=True)
    ordered.sort(key=lambda change: (ORDER.index(change.kind), change.between_reports))
    hosts = _declined_all(ordered)
    hosts |= _newly_appeared([change for change in ordered if change.key not in hosts], evidence)
    also: dict[str, list[Change]] = {}
    for change in ordered:
        if change.key in hosts:
            also.setdefault(hosts[change.key], []).append(change)
    return [_Line(change, tuple(also.get(change.key, ()))) for change in ordered if change.key not in hosts]


def _declined_all(changes: Sequence[Change]) -> dict[str, str]:
    """Declined that equals requests, and honored 0 beside it, by one party in one text: key -> host's key."""
    groups: dict[tuple[object, ...], dict[Metric, Change]] = {}
    for change in changes:
        side, point = change.after, change.point
        if change.kind is ChangeKind.CORRECTED:
            continue  # what a publisher changed is told of each number by itself
        if side is not None and point is not None and side.qualifier is Qualifier.EXACT:
            place = (change.kind, side.party, side.version_id, point._replace(metric=Metric.REQUESTS))
            groups.setdefault(place, {}).setdefault(point.metric, change)
    hosts: dict[str, str] = {}
    for group in groups.values():
        requests, declined, honored = (group.get(metric) for metric in _ONE_LINE)
        if requests is None or declined is None or not 0 < _value(requests) == _value(declined):
            continue
        hosts[declined.key] = requests.key
        if honored is not None and _value(honored) == 0:
            hosts[honored.key] = requests.key
    return hosts


def _newly_appeared(changes: Sequence[Change], evidence: Evidence) -> dict[str, str]:
    """A document that appeared joins the first line about a figure in it, or in its attachments."""
    about: dict[int, str] = {}
    for change in changes:
        if change.point is not None and change.document_id is not None:
            about.setdefault(change.document_id, change.key)
            document = evidence.documents.get(change.document_id)
            if document is not None and document.parent_id is not None:
                about.setdefault(document.parent_id, change.key)
    return {
        change.key: about[change.document_id]
        for change in changes
        if change.kind is ChangeKind.APPEARED and change.document_id in about
    }


def _value(change: Change) -> int:
    return change.after.value if change.after else -1


# --- headline, subject, summary -------------------------------------------------------------------


def _headline(kind: str, lines: Sequence[_Line], context: AlertContext) -> str:
    if kind == "baseline":
        return _first_look(lines)
    if lines:
        return wording.headline(lines[0].first, context.names)
    return wording.nothing_new(context.working, context.sources)


def _first_look(lines: Sequence[_Line]) -> str:
    kinds = [line.first.kind for line in lines]
    parts = []
    if figures := sum(kind in FIGURES for kind in kinds):
        parts.append(f"newest figures of {number(figures)} series")
    if disputes := kinds.count(ChangeKind.CONFLICTING):
        parts.append(plural(disputes, "open dispute"))
    if overdue := kinds.count(ChangeKind.OVERDUE):
        parts.append(f"{plural(overdue, 'report')} not seen yet")
    if others := len(kinds) - figures - disputes - overdue:
        parts.append(plural(others, "other finding" if parts else "finding"))
    return f"First look at new sources: {listing(parts) if parts else 'nothing to tell'}"


def _subject(kind: str, occasion: str, headline: str, lines: Sequence[_Line], context: AlertContext) -> str:
    if kind == "digest":
        title = digest_sentences.title(context.due, occasion.partition(":")[2], context.zone)
        return wording.and_more(f"{title}: {headline}", len(lines) - 1)
    if kind == "baseline" or not lines:
        return one_line(headline)
    return wording.and_more(f"{wording.label(lines[0].first)}: {headline}", len(lines) - 1)


def _summary(kind: str, left: int, context: AlertContext) -> list[str]:
    """Lines about the whole message: how the sources fare in a digest, what a first look leaves out."""
    text = list(context.remarks)
    if kind == "baseline" and left > 0:
        stand = "stands" if left == 1 else "stand"
        text.append(f"{plural(left, 'earlier or settled finding')} of these series {stand} in the store.")
    return [*_span(context), *text] if kind == "digest" else text


def _span(context: AlertContext) -> list[str]:
    """What a digest covers, and how the sources fared."""
    text = digest_sentences.covers(context.due, context.zone)
    text.append(f"{wording.worked(context.working, context.sources)}.")
    if context.failing:
        names = [context.names.source(id_) for id_ in context.failing[:MAX_FAILING]]
        more = len(context.failing) - len(names)
        text.append(f"Not working: {listing([*names, f'{number(more)} more'] if more else names)}.")
    return text
