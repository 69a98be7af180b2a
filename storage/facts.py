"""What the store knows of itself: its id, and how many sources it held (the guard against an empty start)."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection, select

from storage.schema import facts
from storage.upserts import upsert

STORE_ID: Final = "store id"
MADE_AT: Final = "made at"
SOURCES: Final = "sources"  #: how many were declared when they were last taken over from the configuration


def get(conn: Connection, name: str) -> str | None:
    return conn.execute(select(facts.c.value).where(facts.c.name == name)).scalar_one_or_none()


def put(tx: Connection, name: str, value: str) -> None:
    tx.execute(upsert(tx, facts, ["name", "value"]), {"name": name, "value": value})
