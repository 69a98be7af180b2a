"""`reread`: what today's reader sees otherwise in what is stored; nobody is alerted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli import desk
from monitor.cli.desk import ConfigOption, Desk, JsonOption, QuietOption, SinceOption
from monitor.cli.exits import Exit
from monitor.errors import UnknownId

if TYPE_CHECKING:
    from monitor.reread import Difference
    from storage.database import Store
    from storage.records import Figure

COLUMNS = ("document", "version", "", "value", "what", "who says it", "period", "certainty", "sentence")
TELL_EVERY = 500  #: versions between two remarks on how far it is


def reread(
    since: SinceOption = None,
    source: Annotated[str | None, typer.Option("--source", help="Only documents that it listed.")] = None,
    apply: Annotated[
        bool, typer.Option("--apply", help="Let today's readings of all versions count; not beside a daemon.")
    ] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Read what is stored with today's reader and catalogue, and say what is seen otherwise. Alerts nobody.

    Exit code 1: there are differences, and they were not applied.
    """
    opened = desk.desk(config, json=json, quiet=quiet)
    after = desk.moment(since, desk.clock(), opened.out.zone)
    if apply and (since is not None or source is not None):
        raise typer.BadParameter(
            "all versions are read again: leave out --since and --source", param_hint="--apply"
        )
    if source is not None and source not in opened.settings.sources:
        raise UnknownId("source", source, opened.settings.sources)

    from monitor import reread as again

    with opened.store() as store:
        found = list(
            again.differences(
                store, opened.settings, since=after, source_id=source, progress=lambda n: _far(opened, n)
            )
        )
        if apply:
            _apply(opened, store)
    _print(opened, found, applied=apply)
    if found and not apply:
        raise typer.Exit(Exit.ATTENTION)


def _far(opened: Desk, count: int) -> None:
    if count % TELL_EVERY == 0:
        opened.out.say(f"{count:,} versions")


def _apply(opened: Desk, store: Store) -> None:
    from monitor import reread as again
    from storage import leases

    with leases.own(store):
        count = again.take_over(store, opened.settings, desk.clock, lambda n: _far(opened, n))
    opened.out.say(f"applied: {count:,} versions were read again; nobody is told")


def _print(opened: Desk, found: list[Difference], *, applied: bool) -> None:
    from monitor import citation

    names = opened.names()
    if opened.out.json:
        opened.out.value(
            {
                "applied": applied,
                "differences": [
                    {
                        "document": each.version.document_id,
                        "version": each.version.seq,
                        "title": each.title,
                        "read_by_then": each.version.read_by,
                        "read_by_now": each.read_by,
                        "gone": [citation.reading(figure, names) for figure in each.gone],
                        "seen": [citation.reading(figure, names) for figure in each.seen],
                    }
                    for each in found
                ],
            }
        )
        return

    def row(each: Difference, sign: str, figure: Figure) -> tuple[object, ...]:
        told = citation.reading(figure, names)
        return (
            each.version.document_id,
            each.version.seq,
            sign,
            citation.amount(figure),
            told["metric_text"],
            told["party_name"],
            told["period"] or None,
            figure.certainty.value,
            figure.quote,
        )

    rows = [
        row(each, sign, figure)
        for each in found
        for sign, figures in (("gone", each.gone), ("seen", each.seen))
        for figure in figures
    ]
    if rows:
        opened.out.table(COLUMNS, rows)
    else:
        opened.out.say("today's reader sees the same")
