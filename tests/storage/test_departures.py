from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event

from config.words import ChangeKind, Verdict
from storage import departures, documents, findings
from storage.database import Store
from storage.records import Change, Run
from tests.storage.world import HOUR, NOW, begin, declare, seen


@pytest.fixture
def run(store: Store) -> Run:
    declare(store, "feed", "mirror")
    return begin(store)


def look(store: Store, run: Run, key: str, verdict: Verdict, hours: int = 0) -> int:
    item = seen(key, verdict=verdict, at=NOW + hours * HOUR)
    [made] = store.transact(documents.record_seen, run.id, [item], NOW)
    return made.document_id


def tell(store: Store, run: Run, document_id: int, kind: ChangeKind, key: str) -> None:
    change = Change(key=key, kind=kind, at=NOW, run_id=run.id, document_id=document_id)
    store.transact(findings.record_changes, [change], [], NOW)


def untold(store: Store, source: str = "feed") -> list[tuple[int, bool, int | None]]:
    with store.read() as conn:
        return [
            (each.document.id, each.document.gone_since is not None, each.told_gone_in)
            for each in departures.untold(conn, source)
        ]


def test_a_document_that_went_is_told_once(store: Store, run: Run) -> None:
    look(store, run, "https://a/here", Verdict.UNCHANGED)
    gone = look(store, run, "https://a/gone", Verdict.GONE)
    assert untold(store) == [(gone, True, None)]
    tell(store, run, gone, ChangeKind.GONE, "gone:1")
    assert untold(store) == []


def test_one_that_came_back_names_the_run_in_which_it_was_told_gone(store: Store, run: Run) -> None:
    gone = look(store, run, "https://a/gone", Verdict.GONE)
    tell(store, run, gone, ChangeKind.GONE, "gone:1")
    other = begin(store, "mirror")
    look(store, other, "https://a/gone", Verdict.UNCHANGED, 1)
    assert untold(store) == [(gone, False, run.id)]
    assert untold(store, "mirror") == [(gone, False, run.id)]
    tell(store, other, gone, ChangeKind.RETURNED, "returned:1")
    assert untold(store) == []


def test_going_twice_is_two_departures(store: Store, run: Run) -> None:
    gone = look(store, run, "https://a/gone", Verdict.GONE)
    tell(store, run, gone, ChangeKind.GONE, "gone:1")
    tell(store, run, gone, ChangeKind.RETURNED, "returned:1")
    assert untold(store) == [(gone, True, None)]
    tell(store, run, gone, ChangeKind.GONE, "gone:2")
    assert untold(store) == []
    look(store, run, "https://a/gone", Verdict.UNCHANGED, 1)
    assert untold(store) == [(gone, False, run.id)]


def test_one_that_went_and_came_back_unnoticed_is_not_told(store: Store, run: Run) -> None:
    look(store, run, "https://a/gone", Verdict.GONE)
    look(store, run, "https://a/gone", Verdict.UNCHANGED, 1)
    assert untold(store) == []


def test_other_changes_of_a_document_say_nothing_of_its_being_there(store: Store, run: Run) -> None:
    gone = look(store, run, "https://a/gone", Verdict.GONE)
    tell(store, run, gone, ChangeKind.GONE, "gone:1")
    tell(store, run, gone, ChangeKind.EDITED, "edited:1")
    assert untold(store) == []
    assert untold(store, "mirror") == []


def test_it_looks_at_those_that_went_only(sqlite_store: Store) -> None:
    with sqlite_store.read() as conn:
        asked: list[tuple[str, Any]] = []
        event.listen(
            conn, "before_cursor_execute", lambda _c, _cur, sql, values, *_: asked.append((sql, values))
        )
        departures.untold(conn, "feed")
        plans = [
            row[3]
            for sql, values in list(asked)
            for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
        ]
    walked = [plan for plan in plans if plan.startswith("SCAN")]
    assert [plan.split()[-1] for plan in walked] == ["ix_documents_gone", "ix_changes_gone"], plans
