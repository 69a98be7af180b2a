"""Column types that mean the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from sqlalchemy import BigInteger, DateTime, Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

#: row ids: 64 bits on both, and an alias of the rowid on SQLite
Id = BigInteger().with_variant(Integer(), "sqlite")


def storable(text: str) -> str:
    """The text without what no database column takes: NUL and lone surrogates become U+FFFD."""
    if "\x00" in text:
        text = text.replace("\x00", "\ufffd")
    if text.isascii():
        return text
    return text.encode("utf-8", "replace").decode() if _has_surrogate(text) else text


def _has_surrogate(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def storable_tree(value: object) -> object:
    """`storable` for every text within JSON; enum members become their values."""
    match value:
        case Enum():
            return value.value
        case str():
            return storable(value)
        case dict():
            return {storable(str(key)): storable_tree(item) for key, item in value.items()}
        case list() | tuple():
            return [storable_tree(item) for item in value]
        case _:
            return value


class Words(TypeDecorator[str]):
    """Text from anywhere. A value can always be stored; an enum member is stored as its value."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else storable(str(value))


class Instant(TypeDecorator[datetime]):
    """A moment: TIMESTAMPTZ, or on SQLite a UTC text of fixed width, so that texts sort as times do.

    Naive times are refused; what comes out is aware and in UTC.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Text())
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone cannot be stored: {value!r}")
        value = value.astimezone(UTC)
        return value.isoformat(timespec="microseconds")[:26] + "Z" if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if isinstance(value, str):
            return datetime.fromisoformat(value)
        found: datetime = value
        return found.astimezone(UTC)


class Json(TypeDecorator[Any]):
    """A JSON value: JSONB, or TEXT on SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(Text())
        from sqlalchemy.dialects.postgresql import JSONB  # a tenth of a second that SQLite need not pay

        return dialect.type_descriptor(JSONB(none_as_null=True))

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if value is None:
            return None
        value = storable_tree(value)
        if dialect.name == "sqlite":
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        return value

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return json.loads(value) if isinstance(value, str) and dialect.name == "sqlite" else value
