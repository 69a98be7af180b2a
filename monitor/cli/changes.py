"""`changes`: what changed, in the words of the alert."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from config.words import ChangeKind
from monitor.cli import choices, desk
from monitor.cli.desk import ConfigOption, JsonOption, LimitOption, QuietOption, SinceOption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from config.settings import Settings
    from storage.database import Store
    from storage.records import Change

COLUMNS = ("id", "when", "kind", "what", "document")


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
    limit: LimitOption = 100,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """What changed, newest first, in the words of the alert."""
    opened = desk.desk(config, json=json, quiet=quiet)
    where = choices.places(opened.settings.catalogue, place)
    after = desk.moment(since, desk.clock(), opened.out.zone)

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
