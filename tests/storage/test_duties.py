from __future__ import annotations

from dataclasses import replace
from datetime import date

from storage import duties
from storage.database import Store
from storage.records import DutyPeriod
from tests.storage import world
from tests.storage.world import NOW

LETTER = DutyPeriod(
    duty_id="trust-act",
    period="2025",
    due_on=date(2025, 12, 31),
    grace_until=date(2026, 2, 14),
    state="awaited",
    document_id=None,
    changed_at=NOW,
)


def test_a_period_is_one_row_and_filed_once(store: Store) -> None:
    document = world.stored(store).document_id
    store.transact(duties.save, LETTER)
    store.transact(duties.save, replace(LETTER, state="overdue"))
    filed = replace(LETTER, state="filed", document_id=document)
    store.transact(duties.save, filed)
    store.transact(duties.save, replace(LETTER, state="overdue"))
    earlier = replace(LETTER, period="2024", due_on=date(2024, 12, 31))
    store.transact(duties.save, earlier)
    with store.read() as conn:
        assert duties.get(conn, "trust-act", "2025") == filed
        assert duties.get(conn, "trust-act", "2023") is None
        assert duties.periods(conn) == [earlier, filed]
        assert duties.periods(conn, ["trust-act"], open_only=True) == [earlier]
        assert duties.periods(conn, ["other"]) == []
