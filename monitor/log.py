"""Structured logs: one bounded, scrubbed line an event, on stderr.

Events are dotted names with facts beside them: `log.info("fetch.refused", source="x", reason="loopback")`.
Records of Scrapy, Twisted and the standard library come out the same way, from WARNING up.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any, TextIO

import structlog

MAX_VALUE = 500  #: characters of one value; a scraped title can be megabytes long

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
_SECRETS = (
    (
        re.compile(r"(?i)([?&;](?:token|key|apikey|api_key|secret|password|sig|signature)=)[^&\s\"']+"),
        r"\1***",
    ),
    (re.compile(r"(://)[^/\s@:]+:[^/\s@]+@"), r"\1***@"),
    (re.compile(r"(?i)\b(whsec_)[A-Za-z0-9+/=_-]+"), r"\1***"),
    (re.compile(r"(?i)(authorization\W{1,4}(?:basic|bearer)\s+)\S+"), r"\1***"),
)

Event = MutableMapping[str, Any]


def scrub(text: str) -> str:
    """One line, without control characters, without what looks like a secret, cut at MAX_VALUE."""
    text = _CONTROL.sub(" ", text[: MAX_VALUE * 4])
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text if len(text) <= MAX_VALUE else text[: MAX_VALUE - 1] + "…"


def _scrubbed(_logger: object, _name: str, event: Event) -> Event:
    for key, value in event.items():
        if key == "exception" and isinstance(value, str):
            event[key] = "\n".join(scrub(line) for line in value.splitlines()[-60:])
        elif isinstance(value, str):
            event[key] = scrub(value)
        elif not isinstance(value, int | float | bool | None) and key not in ("exc_info", "_record"):
            event[key] = scrub(str(value))
    return event


def configure(stream: TextIO | None = None, *, level: int = logging.INFO) -> None:
    """Send all logging to `stream` (stderr): coloured on a terminal, `key=value` lines elsewhere."""
    out = stream if stream is not None else sys.stderr
    renderer: Any = (
        structlog.dev.ConsoleRenderer(pad_event_to=24)
        if out.isatty()
        else structlog.processors.LogfmtRenderer(
            key_order=["timestamp", "level", "event"], bool_as_flag=False
        )
    )
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _scrubbed,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(out)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("detainer_watch").setLevel(level)


def logger(part: str, **facts: object) -> structlog.stdlib.BoundLogger:
    """The log of one part of the product, with facts that every line of it carries."""
    log: structlog.stdlib.BoundLogger = structlog.get_logger(f"detainer_watch.{part}")
    return log.bind(**facts) if facts else log


def counts(facts: Mapping[str, int]) -> dict[str, int]:
    """Only the counts that are not zero: a line says what happened."""
    return {name: number for name, number in facts.items() if number}
