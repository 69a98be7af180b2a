"""`status`: is it alive, does anything need you."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli import desk
from monitor.cli.desk import ConfigOption, JsonOption, QuietOption
from monitor.cli.exits import Exit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.cli.output import Output
    from monitor.standing import Standing
    from storage.records import Delivery, ReceiverRow, SourceRow


def status(
    sources: Annotated[bool, typer.Option("--sources", help="A row for each source.")] = False,
    duties: Annotated[bool, typer.Option("--duties", help="Reports that are awaited or overdue.")] = False,
    deliveries: Annotated[bool, typer.Option("--deliveries", help="Messages that wait or are dead.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Whether the daemon is alive, when each source last worked, what is held, dead, overdue; the disk.

    Exit code 3: the daemon is not alive. 1: something needs you. 0: all is well.
    """
    opened = desk.desk(config, json=json, quiet=quiet)

    from monitor.standing import look

    with opened.store() as store:
        standing = look(store, opened.settings, desk.clock())
    if json:
        opened.out.value(_json(standing))
    else:
        _print(opened.out, standing)
        every = (sources, duties, deliveries)
        for asked, section in zip(every, (_sources, _duties, _deliveries), strict=True):
            if asked:
                opened.out.line()
                section(opened.out, standing)
    if not standing.alive:
        raise typer.Exit(Exit.ELSEWHERE)
    if standing.needs:
        raise typer.Exit(Exit.ATTENTION)


def _print(out: Output, standing: Standing) -> None:
    beat = f"; last sign of life {out.cell(standing.beat_at)}" if standing.beat_at else ""
    if standing.alive:
        out.line(f"The daemon is alive: {standing.owner}{beat}.")
    elif standing.owner:
        out.line(f"The daemon hangs: {standing.owner}{beat}.")
    else:
        out.line(f"The daemon is not running{beat}.")
    worked = [row for row in standing.sources if row.last_ok_at is not None]
    newest = max((row.last_ok_at for row in worked if row.last_ok_at), default=None)
    last = f"; last good run {out.cell(newest)}" if newest else ""
    out.line(
        f"Sources: {len(worked)} of {len(standing.sources) + len(standing.undeclared)} have worked{last}."
    )
    out.line(
        f"Figures held: {standing.held}. Versions to compare: {standing.tally.pending_versions}. "
        f"Deliveries waiting: {standing.tally.due_deliveries}, dead: {len(standing.dead)}. "
        f"Reports overdue: {len(standing.overdue)}."
    )
    free = (
        "on a database server"
        if standing.free is None
        else f"{standing.free / 2**30:,.1f} GiB free beside it"
    )
    if standing.mutes:
        out.line(f"Mutes in force: {standing.mutes} (`mute list`).")
    out.line(f"Store: {standing.store}, {free}.")
    for need in standing.needs:
        out.line(f"! {need}")


def _sources(out: Output, standing: Standing) -> None:
    from monitor.standing import failing, trouble

    rows: list[Sequence[object]] = [
        (
            row.id,
            "failing" if failing(row) else "running" if row.running else row.state.value,
            row.last_ok_at,
            row.last_new_at,
            row.next_due_at,
            trouble(row) or None,
        )
        for row in standing.sources
    ]
    rows += [
        (id_, "new", None, None, None, "the daemon has not taken it up yet") for id_ in standing.undeclared
    ]
    out.table(("source", "state", "last good run", "last new", "next due", "trouble"), rows)


def _duties(out: Output, standing: Standing) -> None:
    rows = [
        (each.duty.id, each.period.period, each.told, each.period.due_on, each.period.grace_until)
        for each in standing.duties
    ]
    out.table(("duty", "period", "how it stands", "due", "usual until"), rows)


def _deliveries(out: Output, standing: Standing) -> None:
    rows = [
        (
            each.alert_id,
            each.receiver,
            each.round,
            each.state.value,
            each.attempts,
            each.due_at,
            each.last_answer,
        )
        for each in (*standing.dead, *standing.waiting)
    ]
    out.table(("alert", "receiver", "round", "state", "tries", "due", "last answer"), rows)


def _json(standing: Standing) -> dict[str, object]:
    return {
        "alive": standing.alive,
        "owner": standing.owner,
        "heartbeat": standing.beat_at,
        "needs": standing.needs,
        "store": standing.store,
        "free_bytes": standing.free,
        "held": standing.held,
        "mutes": standing.mutes,
        "pending_versions": standing.tally.pending_versions,
        "set_aside": standing.tally.set_aside,
        "overdue": len(standing.overdue),
        "sources": [_source(row) for row in standing.sources],
        "undeclared_sources": list(standing.undeclared),
        "duties": [each.record() for each in standing.duties],
        "deliveries": {
            "waiting": [_delivery(each) for each in standing.waiting],
            "dead": [_delivery(each) for each in standing.dead],
        },
        "receivers_off": [
            {"id": row.id, "reason": row.reason, "since": row.since, "waiting": _waits(standing, row)}
            for row in standing.receivers_off
        ],
        "receivers_failing": [
            {
                "id": row.id,
                "failures": row.failures,
                "since": row.failing_since,
                "waiting": _waits(standing, row),
            }
            for row in standing.receivers_failing
        ],
    }


def _waits(standing: Standing, row: ReceiverRow) -> int:
    return standing.waiting_for.get(row.id, 0)


def _source(row: SourceRow) -> dict[str, object]:
    from monitor.standing import failing

    return {
        "id": row.id,
        "state": row.state.value,
        "failing": failing(row),
        "running": row.running,
        "in_baseline": row.baseline_run is None,
        "last_ok_at": row.last_ok_at,
        "last_new_at": row.last_new_at,
        "next_due_at": row.next_due_at,
        "failures": row.failures,
        "empties": row.empties,
        "reason": row.reason,
    }


def _delivery(each: Delivery) -> dict[str, object]:
    return {
        "alert": each.alert_id,
        "receiver": each.receiver,
        "round": each.round,
        "state": each.state.value,
        "tries": each.attempts,
        "due_at": each.due_at,
        "last_answer": each.last_answer,
    }
