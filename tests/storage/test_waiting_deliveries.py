"""What waits is found without looking at all that was ever sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, event

from storage import deliveries, receivers
from storage.database import Store
from tests.storage.world import NOW

LOOKS: dict[str, Callable[[Connection], object]] = {
    "how many": receivers.waiting,
    "what is due": lambda conn: deliveries.due(conn, NOW, 500, ["desk", "archive"], ["late"]),
    "what to ask with": lambda conn: deliveries.probes(conn, "desk", NOW),
}


@pytest.mark.parametrize("look", LOOKS.values(), ids=list(LOOKS))
def test_it_is_found_by_the_index_of_what_waits(
    sqlite_store: Store, look: Callable[[Connection], object]
) -> None:
    asked: list[tuple[str, Any]] = []
    with sqlite_store.read() as conn:
        event.listen(
            conn, "before_cursor_execute", lambda _c, _cur, sql, with_, *_: asked.append((sql, with_))
        )
        look(conn)
        plans = [
            row[3]
            for sql, values in list(asked)
            for row in conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
        ]
    tables = [plan for plan in plans if " deliveries " in plan or " alerts " in plan]
    assert tables, plans
    assert all("ix_deliveries_waiting" in plan or "(id=?)" in plan for plan in tables), plans
