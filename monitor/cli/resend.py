"""`alerts resend`, `alerts replay`: messages once more, one, or all to one receiver since some time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli import desk, messages
from monitor.cli.desk import ConfigOption, Desk, JsonOption, QuietOption, YesOption
from monitor.cli.exits import Exit
from monitor.cli.output import ask

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from storage.database import Store
    from storage.records import Attempt, Delivery, ReceiverRow
    from storage.replays import Replayed

COLUMNS = ("number", "id", "made", "state", "subject", "to be sent")
BATCH = 200  #: messages queued in one transaction


def resend(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The message's id, or how it begins.")],
    to: Annotated[
        str | None, typer.Option("--to", help="Another receiver; it gets a copy with its own id.")
    ] = None,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Send a message once more, under the same id. A running daemon does it; without one, this command.

    Exit code 1: it was not accepted, and is tried again later.
    """
    opened = desk.desk(config, json=json, quiet=quiet, secrets=True)

    from monitor import log
    from storage import outbox

    log.configure(level=messages.LOG_LEVEL)
    with opened.store() as store:
        with store.read() as conn:
            alert = messages.alert_of(conn, id_)
            row = messages.configured_receiver(conn, opened, to or alert.receiver)
        delivery = store.transact(outbox.resend, alert.id, to, desk.clock())
        ended = messages.awaited(opened, store, delivery)
        with store.read() as conn:
            tries = outbox.attempts(conn, ended.id)
    _answer(opened, ended, tries)
    if ended.state.value != "delivered":
        _say_if_off(opened, row)
        raise typer.Exit(Exit.ATTENTION)


def replay(
    to: Annotated[str, typer.Option("--to", help="The receiver that lost what it had.")],
    since: Annotated[str, typer.Option("--since", help="A day (2026-01-26), or a span (7 days).")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be sent.")] = False,
    yes: YesOption = False,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Send all messages to a receiver since some time once more: same ids, same bytes, in order.

    Dead and cancelled ones too. What still waits is not queued twice. A running daemon sends them, behind
    what is new; without one, this command. Exit code 1: not all were accepted yet; they are tried again.
    """
    opened = desk.desk(config, json=json, quiet=quiet, secrets=not dry_run)

    from monitor import log
    from storage import replays

    log.configure(level=messages.LOG_LEVEL)
    now = desk.clock()
    moment = desk.moment(since, now, opened.out.zone) or now
    with opened.store() as store:
        with store.read() as conn:
            row = messages.configured_receiver(conn, opened, to)
            found = replays.since(conn, to, moment)
        again = [each for each in found if not each.waits]
        if dry_run:
            _show(opened, found)
            return
        if not again:
            _nothing(opened, to, len(found))
            return
        if not yes and not ask(_question(opened, to, again)):
            opened.out.say("nothing is queued")
            return
        _replayed(opened, store, row, again)


def _replayed(opened: Desk, store: Store, row: ReceiverRow, again: Sequence[Replayed]) -> None:
    from storage import outbox, receivers, replays
    from storage.leases import owner_alive

    queued: list[int] = []
    store.transact(receivers.wake, row.id)
    for start in range(0, len(again), BATCH):
        queued += store.transact(replays.queue, again[start : start + BATCH], desk.clock())
    by_daemon = owner_alive(store) is not None
    messages.sent_ourselves(opened, store, lambda: False)
    with store.read() as conn:
        states = [outbox.delivery(conn, id_).state.value for id_ in queued]
    delivered = states.count("delivered")
    if opened.out.json:
        opened.out.value({"receiver": row.id, "queued": len(queued), "delivered": delivered})
    else:
        told = "the daemon sends them" if by_daemon else f"{delivered:,} accepted"
        opened.out.line(f"{row.id}: {len(queued):,} messages queued once more; {told}")
    _say_if_off(opened, row)
    if not row.on or not (by_daemon or delivered == len(queued)):
        raise typer.Exit(Exit.ATTENTION)


def _show(opened: Desk, found: Sequence[Replayed]) -> None:
    rows = (
        (each.seq, each.alert_id, each.made_at, each.state.value, each.subject, not each.waits)
        for each in found
    )
    records = (
        {
            "seq": each.seq,
            "id": each.alert_id,
            "made_at": each.made_at,
            "round": each.round,
            "state": each.state.value,
            "subject": each.subject,
            "to_be_sent": not each.waits,
        }
        for each in found
    )
    opened.out.rows(COLUMNS, rows, records)
    if not found:
        opened.out.say("no message since then")


def _nothing(opened: Desk, to: str, found: int) -> None:
    if opened.out.json:
        opened.out.value({"receiver": to, "queued": 0, "delivered": 0})
    why = f"{found:,} messages since then are queued already" if found else "no message since then"
    opened.out.say(f"nothing to send: {why}")


def _question(opened: Desk, to: str, again: Sequence[Replayed]) -> str:
    first, last = again[0], again[-1]
    made = f"{_day(opened, first.made_at)} to {_day(opened, last.made_at)}"
    return f"Send {len(again):,} messages to {to} once more, numbers {first.seq} to {last.seq}, of {made}?"


def _day(opened: Desk, moment: datetime) -> str:
    return moment.astimezone(opened.out.zone).date().isoformat()


def _say_if_off(opened: Desk, row: ReceiverRow) -> None:
    if not row.on:
        opened.out.say(f"{row.id} is switched off: it is sent after `detainer-watch alerts on {row.id}`")


def _answer(opened: Desk, delivery: Delivery, tries: Sequence[Attempt]) -> None:
    if opened.out.json:
        tried = [messages.told_try(one, delivery) for one in tries]
        opened.out.value(messages.told_delivery(delivery) | {"attempts": tried})
        return
    said = f": {delivery.last_answer}" if delivery.last_answer else ""
    opened.out.line(f"{delivery.receiver}, round {delivery.round}: {delivery.state.value}{said}")
