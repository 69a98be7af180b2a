"""`changes`: what changed, in the words of the alert."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from config.words import ChangeKind
from monitor.cli import choices, desk
from monitor.cli.desk import ConfigOption, Desk, JsonOption, LimitOption, QuietOption, SinceOption

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from config.settings import Settings
    from monitor.dry_run import Told
    from storage.database import Store
    from storage.records import Change

COLUMNS = ("id", "when", "kind", "what", "document")
TOLD_COLUMNS = ("id", "when", "told", "why", "kind", "what")


def changes(
    since: SinceOption = None,
    kind: Annotated[list[ChangeKind] | None, typer.Option("--kind", help="One or more kinds.")] = None,
    place: Annotated[list[str] | None, typer.Option("--place", help="A place and those below it.")] = None,
    quiet_too: Annotated[
        bool,
        typer.Option(
            "--quiet-too", help="Also what was told to nobody at once: background, baseline, history."
        ),
    ] = False,
    receiver: Annotated[
        str | None,
        typer.Option("--for", help="What this receiver would have been told, when and why; sends nothing."),
    ] = None,
    limit: LimitOption = 100,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """What changed, newest first, in the words of the alert."""
    opened = desk.desk(config, json=json, quiet=quiet)
    where = choices.places(opened.settings.catalogue, place)
    after = desk.moment(since, desk.clock(), opened.out.zone)
    if receiver is not None:
        choices.receiver(opened.settings, receiver)
        _for(opened, receiver, after, kind or None, where, limit)
        return

    from storage import findings

    with opened.store() as store:
        with store.read() as conn:
            found = findings.changes(
                conn, since=after, kinds=kind or None, places=where, quiet_too=quiet_too, limit=limit
            )
        entries = told(store, found, opened.settings)
    rows = (line(change, entry) for change, entry in zip(found, entries, strict=True))
    opened.out.rows(COLUMNS, rows, entries)
    opened.out.say_if_cut(len(found), limit)
    if not found:
        more = "" if quiet_too else "; --quiet-too shows first looks, background and history as well"
        opened.out.say(f"nothing changed {'since then' if after else 'yet'}{more}")


def _for(
    opened: Desk,
    receiver: str,
    after: datetime | None,
    kinds: Sequence[ChangeKind] | None,
    where: Sequence[str] | None,
    limit: int,
) -> None:
    """A dry run of the receiver's subscriptions over what was found."""
    from monitor import dry_run

    with opened.store() as store:
        with store.read() as conn:
            found = dry_run.changes(
                conn, receiver, opened.settings, since=after, kinds=kinds, places=where, limit=limit
            )
        entries = told(store, [each.change for each in found], opened.settings)
    rows = (
        (each.change.id, each.change.at, each.when, each.why, entry["label"], entry["sentence"])
        for each, entry in zip(found, entries, strict=True)
    )
    opened.out.rows(
        TOLD_COLUMNS,
        rows,
        (_dry(each) | {"change": entry} for each, entry in zip(found, entries, strict=True)),
    )
    opened.out.say_if_cut(len(found), limit)
    if not found:
        opened.out.say(f"{receiver} would have been told nothing{' since then' if after else ''}")


def _dry(each: Told) -> dict[str, object]:
    return {
        "told": each.when,
        "due_at": each.telling.due_at,
        "digest": each.digest,
        "subscription": each.telling.subscription,
        "why": each.why,
        "muted_until": each.mute.until if each.mute else None,
        "mute": each.mute.id if each.mute else None,
    }


def told(store: Store, found: Sequence[Change], settings: Settings) -> list[dict[str, object]]:
    """Each change as an alert tells it: the entry of the webhook's body."""
    from monitor import told as telling
    from monitor.deliver import gathering

    context = gathering.context(store, found, settings, desk.clock())
    return [
        dict(
            telling.entry(
                telling.completed(change, context.evidence),
                (),
                context.evidence,
                context.names,
                settings.public_url,
            )
        )
        for change in found
    ]


def line(change: Change, entry: dict[str, object]) -> Sequence[object]:
    """A change as a row for people."""
    told = f"{entry['label']} ({change.quiet.value})" if change.quiet else entry["label"]
    return (change.id, change.at, told, entry["sentence"], change.document_id)
