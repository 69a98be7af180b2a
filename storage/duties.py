"""Reports that a law orders: one row per duty and period, so that each is overdue once and filed once."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import Connection, select

from storage.records import DutyPeriod
from storage.schema import duty_periods
from storage.upserts import upsert

_COLUMNS: Final = [column.name for column in duty_periods.c]
_CLOSED: Final = "filed"


def save(tx: Connection, period: DutyPeriod, *, reopen: bool = False) -> None:
    """Write the state of a duty's period; a filed one is opened again by a person only, by no late writer."""
    known = get(tx, period.duty_id, period.period)
    if known is not None and known.state == _CLOSED and period.state != _CLOSED and not reopen:
        return
    row = {name: getattr(period, name) for name in _COLUMNS} | {"refused": list(period.refused) or None}
    tx.execute(upsert(tx, duty_periods, _COLUMNS), row)


def get(conn: Connection, duty_id: str, period: str) -> DutyPeriod | None:
    query = select(duty_periods).where(duty_periods.c.duty_id == duty_id, duty_periods.c.period == period)
    found = conn.execute(query).one_or_none()
    return None if found is None else _period(found)


def periods(
    conn: Connection, duty_ids: Collection[str] | None = None, *, open_only: bool = False
) -> list[DutyPeriod]:
    """By due day; of all duties or of these, all periods or those not filed yet."""
    query = select(duty_periods).order_by(
        duty_periods.c.due_on, duty_periods.c.duty_id, duty_periods.c.period
    )
    if duty_ids is not None:
        query = query.where(duty_periods.c.duty_id.in_(list(duty_ids)))
    if open_only:
        query = query.where(duty_periods.c.state != _CLOSED)
    return [_period(row) for row in conn.execute(query)]


def _period(row: Any) -> DutyPeriod:
    values = {name: getattr(row, name) for name in _COLUMNS}
    return DutyPeriod(**values | {"refused": tuple(row.refused or ())})
