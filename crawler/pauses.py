"""The pause that a server asks for: Retry-After, as sites and receivers of alerts send it. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

#: more seconds than anybody means; what a header may ask for at all
ENDLESS: Final = timedelta(seconds=10**9)


def retry_after(value: str | None, now: datetime | None, longest: timedelta = ENDLESS) -> timedelta | None:
    """What the header asks for, at most `longest`; None where past, zero, absent or unreadable."""
    text = (value or "").strip()[:100]
    if text.isascii() and text.isdigit():
        seconds = int(text[:12])
        return min(timedelta(seconds=seconds), longest) if seconds else None
    if not text or now is None:
        return None
    try:
        until = parsedate_to_datetime(text)
        pause = (until if until.tzinfo else until.replace(tzinfo=UTC)) - now
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return min(pause, longest) if pause > timedelta(0) else None
