"""A change of each kind in each way that it is told, by name: `sentences.txt` has what is said of it.

python -m tests.monitor.golden      # writes the file anew; read the difference aloud before you keep it
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from config.words import ChangeKind, Hand, Metric, PeriodKind, Qualifier
from monitor import wording
from monitor.names import Names
from storage.records import Change, Point, Side
from tests.monitor import world
from tests.monitor.deliver import samples

FILE = Path(__file__).with_name("sentences.txt")
KIND = ChangeKind
PAPER = world.document(3, publisher="The Harbor Paper", title="ICE: Boston got “167” detainers")
NAMES = samples.names(world.document(), world.STORY, PAPER)
NOBODY = "unnamed@us-ma-boston"

BPD = world.side()
HERALD = world.side(hand=Hand.SECOND, document_id=2)  #: what Boston police say, by the Herald
HARBOR = world.side(value=60, hand=Hand.SECOND, document_id=3)
ICE = world.side("ice", 167, hand=Hand.SECOND, document_id=2)
MAYOR = world.side("the mayor", 44, hand=Hand.SECOND, document_id=3)
UNNAMED = world.side(NOBODY, 60, hand=Hand.SECOND, document_id=3)


def point(metric: Metric = Metric.REQUESTS, first: str = "2025-01-01", last: str = "2025-12-31") -> Point:
    return world.POINT._replace(metric=metric, first=first, last=last)


SINCE = world.POINT._replace(kind=PeriodKind.RUNNING, first="2025-01-20", last="")
ON_A_DAY = Point("us-ma-boston", world.POLICE, Metric.ACTIVE, PeriodKind.DAY, "2026-05-01", "2026-05-01")
WHOLE_PLACE = world.POINT._replace(agency="")


def new(side: Side = BPD, at: Point = world.POINT, **more: Any) -> Change:
    return world.new(after=side, point=at, party=side.party, **more)


def change(kind: ChangeKind, **more: Any) -> Change:
    return world.change(kind, **more)


def of_document(kind: ChangeKind, **more: Any) -> Change:
    return change(kind, point=None, party=None, **more)


def of_duty(kind: ChangeKind, **more: Any) -> Change:
    facts = {"period": "2025", "due_on": "2025-12-31", **more}
    about = facts.pop("document", None)
    return change(kind, point=None, party=None, document_id=about, duty_id=world.DUTY.id, more=facts)


def of_source(kind: ChangeKind, **more: Any) -> Change:
    facts: dict[str, Any] = {"point": None, "party": None, "document_id": None, "version_id": None}
    return change(kind, **{**facts, "source_id": world.SOURCE.id, **more})


def named() -> Iterator[tuple[str, Change]]:
    yield from _figures()
    yield from _metrics()
    yield from _periods()
    yield from _moves()
    yield from _conflicts()
    yield from _ends()
    yield from _documents()
    yield from _duties_and_sources()


def _figures() -> Iterator[tuple[str, Change]]:
    yield "new, first-hand", new()
    yield "new, by a paper", new(HERALD)
    yield "new, by ICE", new(ICE)
    yield "new, one", new(replace(BPD, value=1))
    yield "new, none", new(replace(BPD, value=0))
    yield "new, many", new(replace(BPD, value=1204))
    yield "new, about", new(replace(HERALD, value=60, qualifier=Qualifier.APPROX))
    yield "new, at least", new(replace(ICE, value=100, qualifier=Qualifier.AT_LEAST))
    yield "new, at most one", new(replace(HERALD, value=1, qualifier=Qualifier.AT_MOST))
    yield "new, nobody named", new(UNNAMED)
    yield "new, no agency named", new(ICE, WHOLE_PLACE)
    yield "new, a person", new(MAYOR)
    yield "new, several people", new(replace(MAYOR, party="city officials"))
    yield "new, confirmed by a person", new(more={"confirmed_by": "A. Editor"})
    yield "new, back", new(more={"again": True})


def _metrics() -> Iterator[tuple[str, Change]]:
    for metric in Metric:
        if metric is not Metric.REQUESTS and metric is not Metric.ACTIVE:
            yield f"{metric.value}, own", new(at=point(metric))
            yield f"{metric.value}, by ICE", new(ICE, point(metric))
            yield f"{metric.value}, none", new(replace(BPD, value=0), point(metric))
    yield "active, own", new(at=ON_A_DAY)
    yield "active, one, by ICE", new(replace(ICE, value=1), ON_A_DAY)


def _periods() -> Iterator[tuple[str, Change]]:
    yield "a quarter", new(at=point(first="2025-04-01", last="2025-06-30"))
    yield "a half", new(at=point(first="2025-07-01", last="2025-12-31"))
    yield "a month", new(at=point(first="2024-02-01", last="2024-02-29"))
    yield "some months", new(at=point(first="2024-11-01", last="2025-02-28"))
    yield "some days", new(at=point(first="2025-01-20", last="2025-11-03"))
    yield "years together", new(at=point(first="2020-01-01", last="2024-12-31"))
    fiscal = world.POINT._replace(kind=PeriodKind.FISCAL, first="2019-01-01", last="2019-12-31")
    yield "a fiscal year of unknown start", new(at=fiscal)
    yield "a running total", new(replace(ICE, as_of=date(2025, 11, 1)), SINCE)


def _moves() -> Iterator[tuple[str, Change]]:
    grown = replace(ICE, value=6947, as_of=date(2025, 12, 4))
    earlier = replace(ICE, value=6025, as_of=date(2025, 11, 1))
    yield "a running total grew", new(grown, SINCE, before=earlier, more={"grown": True})
    yield "confirmed", change(KIND.CONFIRMED, after=BPD, before=HERALD)
    about = replace(HARBOR, qualifier=Qualifier.APPROX)
    yield "confirmed, more exactly", change(KIND.CONFIRMED, after=BPD, before=about)
    yield "revised", change(KIND.REVISED, after=replace(BPD, value=61), before=BPD)
    yield "revised, by a paper", change(KIND.REVISED, after=replace(HERALD, value=61), before=BPD)
    yield "revised, a person", change(KIND.REVISED, after=replace(MAYOR, value=45), before=MAYOR)
    was = replace(HARBOR, value=57)
    yield "corrected", change(KIND.CORRECTED, after=HARBOR, before=was)
    own = {"stands": 57, "stands_hand": "first"}
    yield "corrected, the letter stands", change(KIND.CORRECTED, after=HARBOR, before=was, more=own)
    others = {"stands": 57, "stands_hand": "second"}
    yield "corrected, others stand", change(KIND.CORRECTED, after=HARBOR, before=was, more=others)


def _conflicts() -> Iterator[tuple[str, Change]]:
    conflict, both = KIND.CONFLICTING, {"between_reports": True}
    yield "two parties", change(conflict, after=ICE, before=BPD, party="ice", other_party=world.POLICE)
    yield "two parties in one text", change(conflict, after=ICE, before=HERALD)
    yield "two reports", change(conflict, after=HARBOR, before=HERALD, **both)
    yield "a report and a letter", change(conflict, after=HARBOR, before=BPD, **both)
    yield "a letter and a report", change(conflict, after=BPD, before=HARBOR, **both)
    yield "nobody named, and a letter", change(conflict, after=UNNAMED, before=BPD, party=NOBODY, **both)
    yield "two letters", change(conflict, after=replace(BPD, value=61), before=BPD, **both)
    yield "agrees", change(KIND.CORROBORATED, after=replace(ICE, value=57), before=BPD)
    about = replace(ICE, value=60, qualifier=Qualifier.APPROX)
    yield "agrees roughly", change(KIND.CORROBORATED, after=about, before=BPD)
    yield "settled", change(KIND.SETTLED, after=replace(ICE, value=57), before=BPD)
    yield "settled roughly", change(KIND.SETTLED, after=about, before=BPD)


def _ends() -> Iterator[tuple[str, Change]]:
    by = {"by": "A. Editor"}
    yield "withdrawn, the letter", change(KIND.WITHDRAWN, before=BPD)
    yield "withdrawn, the last report", change(KIND.WITHDRAWN, before=HARBOR)
    yield "retracted", change(KIND.RETRACTED, before=replace(BPD, value=287), more=by)
    right = {**by, "right_value": 15, "note": "the 1 is a 7"}
    yield "retracted, with the right value", change(KIND.RETRACTED, before=BPD, more=right)
    elsewhere = {**by, "right_point": [*point(Metric.HONORED)]}
    yield "retracted, rightly of another point", change(KIND.RETRACTED, before=BPD, after=BPD, more=elsewhere)


def _documents() -> Iterator[tuple[str, Change]]:
    yield "appeared", of_document(KIND.APPEARED)
    yield "edited", of_document(KIND.EDITED)
    yield "edited, with a note", of_document(KIND.EDITED, document_id=3, more={"note": "x"})
    yield "gone", of_document(KIND.GONE)
    yield "gone, with a figure", of_document(KIND.GONE, more={"carries_figure": True})
    yield "returned", of_document(KIND.RETURNED)
    counts = {"revised": 900, "new": 12, "moved": 10, "moved little": 890}
    yield "data release", of_document(KIND.RELEASE, more={"counts": counts})
    yield "data release, rows gone", of_document(KIND.RELEASE, more={"counts": {"withdrawn": 25}})


def _duties_and_sources() -> Iterator[tuple[str, Change]]:
    yield "filed", of_duty(KIND.FILED, document=1)
    yield "filed late", of_duty(KIND.FILED, document=1, days_after=1)
    yield "filed in time", of_duty(KIND.FILED, document=1, days_after=-3)
    yield "filed, by a person's word", of_duty(KIND.FILED, by="A. Editor", note="it came by mail")
    yield "not filed after all", of_duty(KIND.RETRACTED, document=1, by="A. Editor")
    yield "perhaps filed", of_duty(KIND.FILED, document=1, perhaps=True)
    yield "overdue", of_duty(KIND.OVERDUE)
    yield "overdue, no day named", of_duty(KIND.OVERDUE, no_day=True, period="2025-H1")
    yield "overdue, perhaps there", of_duty(KIND.OVERDUE, document=1, perhaps=True)
    yield "overdue, a quarter", of_duty(KIND.OVERDUE, period="2025-Q3", usual="6 to 45 days later")
    yield "cannot tell", of_duty(KIND.OVERDUE, cannot_tell=True, failing=["boston-legistar"])
    yield "cannot tell, two", of_duty(KIND.OVERDUE, cannot_tell=True, failing=["one", "another"])
    yield "failing", of_source(KIND.FAILING, more={"failures": 3, "reason": "timeout"})
    reason = "version 3 of document 2 could not be compared (KeyError) and was set aside"
    yield "set aside", of_source(KIND.FAILING, version_id=3, more={"reason": reason})
    yield "recovered", of_source(KIND.RECOVERED)


def told(names: Names = NAMES) -> str:
    """All of them as the file has them: name, subject, sentence."""
    parts = (
        f"# {name}\n{wording.line(each, names)}\n{wording.sentence(each, names)}\n" for name, each in named()
    )
    return "\n".join(parts)


if __name__ == "__main__":
    FILE.write_text(told(), encoding="utf-8")
