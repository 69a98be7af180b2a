"""What every command starts with: options they all share, the checked settings, the opened store."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from monitor.cli.output import Output

if TYPE_CHECKING:
    from config.settings import Settings
    from storage.database import Store

ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        help="Configuration file; else $DETAINER_WATCH_CONFIG, else ./detainer-watch.yaml, else the shipped defaults.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON value instead of a table.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No remarks on stderr.")]


def clock() -> datetime:
    """The one place where a command asks what time it is."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class Desk:
    settings: Settings
    out: Output

    @contextmanager
    def store(self, *, create: bool = False, migrate: bool = False) -> Iterator[Store]:
        """The store, open; a command that only reads never creates one. Raises `StoreError`."""
        from storage.database import Store

        store = Store.open(self.settings.daemon.store, create=create, now=clock(), migrate=migrate)
        try:
            yield store
        finally:
            store.close()


def desk(config: Path | None, *, json: bool = False, quiet: bool = False, secrets: bool = False) -> Desk:
    """Settings read and checked, output ready. `secrets`: this command really sends something.

    Raises `config.errors.ConfigMistakes` with every mistake of the file.
    """
    from config import loading

    found = loading.find(config, os.environ, Path.cwd())
    settings = loading.load(found, os.environ, resolve_secrets=secrets)
    out = Output(json=json, quiet=quiet, zone=ZoneInfo(settings.zone))
    for warning in settings.warnings if secrets else ():
        out.say(f"warning: {warning}")
    return Desk(settings, out)


def moment(text: str | None, now: datetime, zone: ZoneInfo, option: str = "--since") -> datetime | None:
    """A time that a person typed: 2026-01-26, 2026-01-26T10:00, or a span like `3 days`. None stays None."""
    if text is None:
        return None
    from config.durations import parse_duration

    try:
        when = datetime.fromisoformat(text)
        when = when if when.tzinfo else when.replace(tzinfo=zone)
    except ValueError:
        try:
            when = now - parse_duration(text)
        except ValueError:
            raise typer.BadParameter(f"{text!r} is no date (2026-01-26) and no span (3 days)", param_hint=option) from None
    if when > now:
        raise typer.BadParameter(f"{text!r} lies in the future", param_hint=option)
    return when.astimezone(UTC)
