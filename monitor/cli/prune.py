"""`prune`: drop what is old and nobody's evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli import desk
from monitor.cli.desk import ConfigOption, JsonOption, QuietOption

if TYPE_CHECKING:
    from collections.abc import Mapping

_WHY = {
    "figure": "its document has a figure",
    "review": "a person spoke of it",
    "change": "a change stands on it",
    "official": "an official source, with a watch word",
    "newest": "one of the last two of its document",
}


def prune(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go; remove nothing.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Remove old failed fetches, and old texts that are no evidence; say what went, what stayed, and why."""
    opened = desk.desk(config, json=json, quiet=quiet)

    from storage import retention

    with opened.store() as store:
        with store.read() as conn:
            planned = retention.plan(conn, desk.clock(), opened.settings.daemon.keep_other_news)
        if dry_run:
            went = {"fetches": planned.fetches, "versions": len(planned.versions)}
            kept: Mapping[str, int] = planned.kept
        else:
            done = store.transact(retention.prune, planned)
            went = {
                "fetches": done.fetches,
                "versions": done.versions,
                "bodies": done.bodies,
                "bytes": done.size,
            }
            kept = done.kept
    if json:
        record = {"dry_run": dry_run, "older_than": planned.before, "went": went, "kept": dict(kept)}
        opened.out.value(record)
        return
    verb = "would go" if dry_run else "went"
    opened.out.line(f"Older than {opened.out.cell(planned.before)}:")
    rows: list[tuple[object, ...]] = [(verb, name, count) for name, count in went.items()]
    rows += [("stays", f"versions: {_WHY.get(reason, reason)}", count) for reason, count in kept.items()]
    opened.out.table(("what", "which", "how many"), rows)
