"""Spans of time and sizes as people write them: `6 hours`, `500 MiB`."""

from __future__ import annotations

import re
from datetime import timedelta

#: ten years: nothing that a configuration says lasts longer, and arithmetic with dates stays safe
LONGEST = timedelta(days=3660)
#: one PiB
LARGEST = 1 << 50

DURATION_FORMS = "such as 30 seconds, 10 minutes, 6 hours, 1 day or 2 weeks"
DURATION_PATTERN = (
    r"[1-9][0-9]{0,8} ?(?:ms|s|m|min|h|d|w"
    r"|millisecond|second|minute|hour|day|week|milliseconds|seconds|minutes|hours|days|weeks)"
)
SIZE_FORMS = "such as 500 MiB or 2 GiB"
SIZE_PATTERN = r"[1-9][0-9]{0,8} (KiB|MiB|GiB)"

_SECONDS = {"week": 604_800, "day": 86_400, "hour": 3_600, "minute": 60, "second": 1}
_BYTES = {"GiB": 1 << 30, "MiB": 1 << 20, "KiB": 1 << 10}
_DURATION = re.compile(r"([0-9]+) ?([a-z]+)")
_SHORT = {
    "ms": "millisecond",
    "s": "second",
    "m": "minute",
    "min": "minute",
    "h": "hour",
    "d": "day",
    "w": "week",
}
_SIZE = re.compile(SIZE_PATTERN)


def parse_duration(text: str) -> timedelta:
    """The span that the words say. Raises ValueError, with the allowed forms, for anything else."""
    match = _DURATION.fullmatch(text)
    if match is None or re.fullmatch(DURATION_PATTERN, text) is None:
        raise ValueError(f"no span of time, {DURATION_FORMS}")
    unit = _SHORT.get(match[2], match[2].removesuffix("s"))
    if unit == "millisecond":
        return timedelta(milliseconds=int(match[1]))
    seconds = int(match[1]) * _SECONDS[unit]
    if seconds > LONGEST.total_seconds():
        raise ValueError("longer than ten years")
    return timedelta(seconds=seconds)


def format_duration(span: timedelta) -> str:
    """The same span in the largest unit that tells it exactly."""
    if span % timedelta(seconds=1):
        return f"{span // timedelta(milliseconds=1)} milliseconds"
    seconds = int(span.total_seconds())
    for unit, length in _SECONDS.items():
        if unit != "week" and seconds and seconds % length == 0:
            count = seconds // length
            return f"{count} {unit}{'' if count == 1 else 's'}"
    return "0 seconds"


def parse_size(text: str) -> int:
    """The bytes that the words say. Raises ValueError, with the allowed forms, for anything else."""
    match = _SIZE.fullmatch(text)
    if match is None:
        raise ValueError(f"no size, {SIZE_FORMS}")
    size = int(text.partition(" ")[0]) * _BYTES[match[1]]
    if size > LARGEST:
        raise ValueError("larger than a pebibyte")
    return size


def format_size(size: int) -> str:
    """The size in the largest unit that tells it exactly, else in bytes."""
    for unit, length in _BYTES.items():
        if size and size % length == 0:
            return f"{size // length} {unit}"
    return f"{size} bytes"
