"""`alerts receivers`, `alerts on`: how those who get alerts fare; one that was switched off, on again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli import desk, messages
from monitor.cli.desk import ConfigOption, Desk, JsonOption, QuietOption

if TYPE_CHECKING:
    from collections.abc import Iterator

    from storage.records import ReceiverRow

COLUMNS = ("receiver", "kind", "state", "since", "waiting", "dead", "last taken", "next try", "why")


def receivers(
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Who gets alerts, and how each fares: on, failing, off, or left; what waits for it, what is dead."""
    opened = desk.desk(config, json=json, quiet=quiet)
    found = list(_found(opened))
    rows = ([*record.values()] for record in found)
    opened.out.rows(COLUMNS, rows, found)


def on(
    receiver: Annotated[str, typer.Argument(help="A receiver of the configuration.")],
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Send to a receiver again that was switched off, or fails: all that was kept for it, in order.

    A running daemon sends it; without one, the next daemon does, or `alerts resend`.
    """
    opened = desk.desk(config, json=json, quiet=quiet)

    from storage import receivers as rows

    with opened.store() as store:
        with store.read() as conn:
            before = messages.configured_receiver(conn, opened, receiver)
            waiting = rows.waiting(conn).get(receiver, 0)
        store.transact(rows.switch_on, receiver, desk.clock())
    if json:
        opened.out.value({"receiver": receiver, "was_on": before.on, "waiting": waiting})
        return
    was = "was on already; it is tried at once" if before.on else "is on again"
    opened.out.line(f"{receiver} {was}; {waiting:,} messages wait for it")


def _found(opened: Desk) -> Iterator[dict[str, object]]:
    from monitor import subscriptions
    from storage import receivers as rows

    with opened.store() as store, store.read() as conn:
        waiting, dead = rows.waiting(conn), rows.dead(conn)
        known = rows.receiver_list(conn)
    configured = subscriptions.receivers(opened.settings)
    for row in known:
        left = row.id not in configured
        yield _record(row, left=left, waiting=waiting.get(row.id, 0), dead=dead.get(row.id, 0))
    for id_ in sorted(configured.keys() - {row.id for row in known}):
        why = "the daemon has not taken it up yet"
        yield {
            "id": id_,
            "kind": configured[id_].kind.value,
            "state": "new",
            "since": None,
            "waiting": 0,
            "dead": 0,
            "last_taken": None,
            "next_try": None,
            "why": why,
        }


def _record(row: ReceiverRow, *, left: bool, waiting: int, dead: int) -> dict[str, object]:
    from monitor.deliver import outages

    failing = row.on and outages.failing(row)
    state = "left" if left else "off" if not row.on else "failing" if failing else "on"
    return {
        "id": row.id,
        "kind": row.kind,
        "state": state,
        "since": row.failing_since or row.since if failing else row.since,
        "waiting": waiting,
        "dead": dead,
        "last_taken": row.taken_at,
        "next_try": _next_try(row, failing=failing) if not left else None,
        "why": f"{row.failures} tries in a row failed" if failing else row.reason,
    }


def _next_try(row: ReceiverRow, *, failing: bool) -> object:
    from monitor.deliver import outages

    if not row.on:
        return None
    probe = outages.next_probe(row) if failing else None
    return max((at for at in (probe, row.held_until) if at is not None), default=None)
