"""Alerts to send: of every kind, and with hostile text in every place that text can come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from config.words import Certainty, ChangeKind, Hand, Metric, Qualifier
from monitor import alerts
from monitor.names import Names
from monitor.told import Evidence
from monitor.year_before import Earlier
from storage.records import Alert, Change, Document, FigureRef
from tests.monitor import world

ALERT_ID = "0f8a4c1e-5f0b-4a7e-9d0c-2b1a6f3c9e11"


def names(*documents: Document) -> Names:
    known = {document.id: document for document in documents or (world.document(), world.STORY)}
    return Names(
        catalogue=world.CATALOGUE,
        sources={world.SOURCE.id: world.SOURCE},
        duties={world.DUTY.id: world.DUTY},
        documents=known,
    )


def context(*documents: Document, **more: Any) -> alerts.AlertContext:
    named = names(*documents)
    before = world.POINT._replace(first="2024-01-01", last="2024-12-31")
    evidence = Evidence(
        documents=named.documents,
        versions={11: world.version(), 12: world.version(12, 2)},
        figures={
            FigureRef(11, 0): world.figure(),
            FigureRef(11, 1): world.figure(ordinal=1, metric=Metric.DECLINED),
            FigureRef(12, 0): world.figure(
                value=167, certainty=Certainty.LIKELY, why=("seen once in the table",), page=None
            ),
        },
        earlier={(before, world.POLICE): Earlier(15, Qualifier.EXACT, Hand.FIRST)},
    )
    facts: dict[str, Any] = {
        "names": named,
        "made_at": world.AT,
        "new_id": lambda: ALERT_ID,
        "evidence": evidence,
        "working": 41,
        "sources": 43,
        "failing": ("wbur-feed", "masslive-feed"),
        "public_url": "https://detainers.example.org",
    }
    return alerts.AlertContext(**{**facts, **more})


def made(changes: Sequence[Change], occasion: str = "run:9/1", *documents: Document, **more: Any) -> Alert:
    alert = alerts.make("desk", occasion, changes, context(*documents, **more))
    return replace(alert, seq=7)


def letter() -> Alert:
    """The letter: 57 requests, all declined."""
    return made([world.new(), world.declined()])


def every_kind() -> list[Change]:
    """A change of each kind, and of each way to tell it."""
    ice = world.side("ice", 198, hand=Hand.SECOND, document_id=2)
    duty: dict[str, Any] = {"point": None, "party": None, "duty_id": world.DUTY.id}
    source: dict[str, Any] = {"point": None, "party": None, "document_id": None, "source_id": world.SOURCE.id}
    document: dict[str, Any] = {"point": None, "party": None}
    overdue = {"period": "2025", "due_on": "2025-12-31"}
    kind = ChangeKind
    changes = [
        world.new(),
        world.declined(),
        world.new(after=world.side(value=0)),
        world.new(after=world.side(), before=world.side(value=44), more={"grown": True}),
        world.new(more={"again": True, "confirmed_by": "A. Editor"}),
        world.change(kind.CONFIRMED, after=world.side(), before=world.side(hand=Hand.SECOND)),
        world.change(kind.CORROBORATED, after=ice, before=world.side(), party="ice"),
        world.conflicting(),
        world.conflicting(between_reports=True, after=world.side(value=75), party=world.POLICE),
        world.change(kind.SETTLED, after=replace(ice, value=57), before=world.side(), party="ice"),
        world.change(kind.REVISED, after=world.side(value=61), before=world.side()),
        world.change(kind.CORRECTED, after=replace(ice, value=189), before=ice, party="ice"),
        world.change(kind.WITHDRAWN, before=world.side()),
        world.change(
            kind.RETRACTED, before=world.side(value=51), more={"right_value": 15, "by": "A. Editor"}
        ),
        world.change(
            kind.RETRACTED, before=world.side(value=287), more={"by": "A. Editor", "note": "a program"}
        ),
        world.change(kind.EDITED, **document, more={"sentence_before": "57", "sentence_after": "61"}),
        world.change(kind.GONE, **document, more={"carries_figure": True}),
        world.change(kind.RETURNED, **document),
        world.appeared(document_id=2),
        world.change(kind.FILED, **duty, more=overdue),
        world.change(kind.FILED, **duty, more={**overdue, "perhaps": True}),
        world.change(kind.OVERDUE, **duty, more={**overdue, "usual": "6 to 45 days after the due day"}),
        world.change(
            kind.OVERDUE, **duty, more={**overdue, "cannot_tell": True, "failing": ["boston-legistar"]}
        ),
        world.change(kind.FAILING, **source, more={"failures": 3, "reason": "timeout"}),
        world.change(kind.RECOVERED, **source),
        world.change(
            kind.RELEASE,
            **document,
            more={
                "counts": {"revised": 900, "new": 12},
                "movements": [
                    {
                        "place": "us-ma-boston",
                        "agency": world.POLICE,
                        "metric": "requests",
                        "kind": "closed",
                        "first": "2025-01-01",
                        "last": "2025-12-31",
                        "before": 57,
                        "after": 61,
                    }
                ],
            },
        ),
    ]
    return [replace(change, id=n, key=f"{change.key}:{n}") for n, change in enumerate(changes, 1)]


def hostile(text: str) -> Alert:
    """`text` wherever text comes from outside: title, publisher, address, quote, speaker, notes."""
    document = world.document(title=text, publisher=text, url=f"https://news.example.org/{text}")
    side = world.side(party=text, quote=text, hand=Hand.SECOND)
    changes = [
        world.new(after=side, party=text, point=world.POINT._replace(agency=text)),
        world.change(ChangeKind.FAILING, key="f", source_id=text, point=None, more={"reason": text}),
        world.change(
            ChangeKind.EDITED,
            key="e",
            point=None,
            more={"sentence_before": text, "sentence_after": text, "note": text, "place": text},
        ),
        world.appeared(key="a", document_id=1),
    ]
    figure = world.figure(why=(text,), certainty=Certainty.LIKELY, party=text, quote=text)
    basis = context(document)
    evidence = replace(basis.evidence, figures={FigureRef(11, 0): figure})
    alert = alerts.make("desk", "run:9/1", changes, replace(basis, evidence=evidence))
    return replace(alert, seq=1)
