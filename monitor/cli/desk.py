"""What every command starts with: options they all share, the checked settings, the opened store."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from monitor.cli.output import Output

if TYPE_CHECKING:
    from config.settings import Settings
    from monitor.names import Names
    from storage.database import Store
    from storage.records import Document

ConfigOption = Annotated[
    Path | None,
    typer.Option(
        "--config",
        help="Configuration file; else $DETAINER_WATCH_CONFIG, else ./detainer-watch.yaml, "
        "else the shipped defaults.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON value instead of a table.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="No remarks on stderr.")]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Go ahead without asking.")]
SinceOption = Annotated[str | None, typer.Option("--since", help="A day (2026-01-26), or a span (7 days).")]
LimitOption = Annotated[int, typer.Option("--limit", min=1, max=100_000, help="At most so many rows.")]


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

    def names(self, documents: Mapping[int, Document] | None = None) -> Names:
        """What ids are called under this configuration."""
        from monitor.names import Names

        known = self.settings
        return Names(
            catalogue=known.catalogue, sources=known.sources, duties=known.duties, documents=documents or {}
        )


def desk(config: Path | None, *, json: bool = False, quiet: bool = False, secrets: bool = False) -> Desk:
    """Settings read and checked, output ready. `secrets`: this command really sends something.

    Raises `config.errors.ConfigMistakes` with every mistake of the file.
    """
    from config import loading

    found = loading.find(config, os.environ, _folder())
    settings = loading.load(found, os.environ, resolve_secrets=secrets)
    if not secrets:
        settings = _with_store(settings)
    out = Output(json=json, quiet=quiet, zone=ZoneInfo(settings.zone))
    for warning in settings.warnings if secrets else ():
        out.say(f"warning: {warning}")
    return Desk(settings, out)


def _folder() -> Path:
    """Where we stand; a folder that was deleted meanwhile still has a name that nothing is found under."""
    try:
        return Path.cwd()
    except OSError:
        return Path()


def _with_store(settings: Settings) -> Settings:
    """The one secret that a reading command needs too: where the store is."""
    from config.secrets import is_reference

    if not is_reference(settings.daemon.store):
        return settings
    from config.running import resolved_store

    store = resolved_store(settings.daemon.store, settings.path, os.environ)
    return replace(settings, daemon=replace(settings.daemon, store=store))


def moment(text: str | None, now: datetime, zone: tzinfo, option: str = "--since") -> datetime | None:
    """A time that a person typed: 2026-01-26, 2026-01-26T10:00, or a span like `3 days`. None stays None."""
    if text is None:
        return None
    when = _day_or_time(text, zone) or _ago(text, now)
    if when is None:
        raise typer.BadParameter(
            f"{text[:60]!r} is no day (2026-01-26) and no span (3 days)", param_hint=option
        )
    if when > now:
        raise typer.BadParameter(f"{text[:60]!r} lies in the future", param_hint=option)
    return when


def _day_or_time(text: str, zone: tzinfo) -> datetime | None:
    try:
        when = datetime.fromisoformat(text)
        return (when if when.tzinfo else when.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _ago(text: str, now: datetime) -> datetime | None:
    from config.durations import parse_duration

    try:
        return now - parse_duration(text)
    except ValueError:
        return None
