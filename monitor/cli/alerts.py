"""`alerts`: what was sent, to whom, with which answer; sent once more; a test."""

from __future__ import annotations

import asyncio
import os
import time
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli import desk
from monitor.cli.desk import ConfigOption, Desk, JsonOption, LimitOption, QuietOption
from monitor.cli.exits import Exit
from monitor.errors import UnknownId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from storage.database import Store
    from storage.records import Alert, Attempt, Delivery

app = typer.Typer(
    help="What was sent, to whom, with which answer; send again, or a test.", no_args_is_help=True
)

COLUMNS = ("id", "made", "receiver", "subject", "state", "tries", "last answer")
RECENT = 1000  #: alerts among which a shortened id is looked for
LOG_LEVEL = 40  #: errors only: what was sent is the result of the command
PATIENCE_S = 30.0  #: for the daemon to send what was asked of it


@app.command("list")
def list_(
    to: Annotated[str | None, typer.Option("--to", help="Only those to this receiver.")] = None,
    limit: LimitOption = 50,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """The messages, newest first, each with the state of its last delivery."""
    opened = desk.desk(config, json=json, quiet=quiet)

    from storage import outbox

    with opened.store() as store, store.read() as conn:
        if to is not None:
            _known(conn, opened, to)
        found = [(alert, outbox.deliveries(conn, alert.id)) for alert in outbox.alerts(conn, to, limit)]
    rows = (
        (
            alert.id,
            alert.made_at,
            alert.receiver,
            alert.subject,
            rounds[-1].state.value if rounds else None,
            sum(each.attempts for each in rounds),
            rounds[-1].last_answer if rounds else None,
        )
        for alert, rounds in found
    )
    opened.out.rows(COLUMNS, rows, (_record(alert, rounds) for alert, rounds in found))
    opened.out.say_if_cut(len(found), limit)
    if not found:
        opened.out.say("no message yet")


@app.command()
def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The message's id, or how it begins.")],
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """One message as it was sent, each try, and the answers."""
    opened = desk.desk(config, json=json, quiet=quiet)

    from storage import outbox

    with opened.store() as store, store.read() as conn:
        alert = _alert(conn, id_)
        rounds = outbox.deliveries(conn, alert.id)
        tries = [(each, outbox.attempts(conn, each.id)) for each in rounds]
    if json:
        opened.out.value(
            _record(alert, rounds)
            | {
                "body": dict(alert.body),
                "attempts": [_try(one, each) for each, some in tries for one in some],
            }
        )
        return

    from monitor.deliver import rendering

    opened.out.heading(alert.subject)
    made = opened.out.cell(alert.made_at)
    opened.out.line(f"to {alert.receiver}, made {made}, for {alert.occasion}, number {alert.seq}")
    opened.out.line(f"id {alert.id}{f', corrects {alert.corrects}' if alert.corrects else ''}")
    opened.out.line()
    opened.out.line(rendering.plain(alert).rstrip())
    opened.out.line()
    rows = [
        (each.round, one.n, one.at, one.ms, one.acknowledged, one.answer)
        for each, some in tries
        for one in some
    ]
    opened.out.table(("round", "try", "when", "ms", "acknowledged", "answer"), rows)
    for each in rounds:
        until = f", next try {opened.out.cell(each.due_at)}" if each.state.value in ("due", "leased") else ""
        said = f" ({each.last_answer})" if each.last_answer else ""
        opened.out.line(f"round {each.round}: {each.state.value}{until}{said}")


@app.command()
def resend(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The message's id, or how it begins.")],
    to: Annotated[
        str | None, typer.Option("--to", help="Another receiver; it gets a copy with its own id.")
    ] = None,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Send a message once more, under the same id. A running daemon does it; without one, this command."""
    opened = desk.desk(config, json=json, quiet=quiet, secrets=True)

    from monitor import log
    from storage import outbox

    log.configure(level=LOG_LEVEL)
    with opened.store() as store:
        with store.read() as conn:
            alert = _alert(conn, id_)
            _known(conn, opened, to or alert.receiver)
        delivery = store.transact(outbox.resend, alert.id, to, desk.clock())
        ended = _sent(opened, store, delivery)
        with store.read() as conn:
            tries = outbox.attempts(conn, ended.id)
    _answer(opened, ended, tries)
    if ended.state.value != "delivered":
        raise typer.Exit(Exit.ATTENTION)


@app.command("test")
def send_test(
    receiver: Annotated[str, typer.Argument(help="A receiver of the configuration.")],
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Really send a message that says it is a test, and print what the receiver answered."""
    opened = desk.desk(config, json=json, quiet=quiet, secrets=True)

    from monitor import log
    from monitor.deliver import dispatcher

    log.configure(level=LOG_LEVEL)
    answer = dispatcher.test_alert(receiver, opened.settings, desk.clock)
    if json:
        opened.out.value({"receiver": receiver, "acknowledged": answer.acknowledged, "answer": answer.text})
    else:
        opened.out.line(f"{receiver}: {'accepted' if answer.acknowledged else 'not accepted'}: {answer.text}")
    if not answer.acknowledged:
        raise typer.Exit(Exit.ATTENTION)


# --- parts ----------------------------------------------------------------------------------------


def _alert(conn: Connection, wanted: str) -> Alert:
    """The message with this id, or the one whose id begins so."""
    from storage import outbox
    from storage.errors import NoSuchRow

    try:
        return outbox.alert(conn, wanted)
    except NoSuchRow:
        recent = outbox.alerts(conn, None, RECENT)
    begin = [alert for alert in recent if len(wanted) >= 4 and alert.id.startswith(wanted)]
    if len(begin) == 1:
        return begin[0]
    near = [alert.id for alert in begin[:3]] if begin else None
    raise UnknownId("alert", wanted, [alert.id for alert in recent], near=near)


def _known(conn: Connection, opened: Desk, receiver: str) -> None:
    """Raises UnknownId for a receiver that the store has never had."""
    from monitor import subscriptions
    from storage import outbox

    if outbox.receiver(conn, receiver) is None:
        known = {row.id for row in outbox.receiver_list(conn)} | set(subscriptions.receivers(opened.settings))
        raise UnknownId("receiver", receiver, known - {receiver})


def _sent(opened: Desk, store: Store, delivery: Delivery) -> Delivery:
    """The delivery after its try: by the daemon that owns the store, else by us."""
    from monitor.deliver import dispatcher
    from storage import leases, outbox

    if leases.owner_alive(store) is None:
        sending = dispatcher.dispatch_due(
            store, opened.settings, desk.clock, f"alerts, process {os.getpid()}"
        )
        asyncio.run(sending)
    until = time.monotonic() + PATIENCE_S
    while True:
        with store.read() as conn:
            now = outbox.delivery(conn, delivery.id)
        tried = now.attempts > delivery.attempts or now.state.value not in ("due", "leased")
        if tried or leases.owner_alive(store) is None or time.monotonic() > until:
            return now
        time.sleep(0.2)


def _answer(opened: Desk, delivery: Delivery, tries: Sequence[Attempt]) -> None:
    if opened.out.json:
        opened.out.value(_delivery(delivery) | {"attempts": [_try(one, delivery) for one in tries]})
        return
    said = f": {delivery.last_answer}" if delivery.last_answer else ""
    opened.out.line(f"{delivery.receiver}, round {delivery.round}: {delivery.state.value}{said}")


def _record(alert: Alert, rounds: Sequence[Delivery]) -> dict[str, object]:
    return {
        "id": alert.id,
        "made_at": alert.made_at,
        "receiver": alert.receiver,
        "occasion": alert.occasion,
        "seq": alert.seq,
        "subject": alert.subject,
        "corrects": alert.corrects,
        "deliveries": [_delivery(each) for each in rounds],
    }


def _delivery(delivery: Delivery) -> dict[str, object]:
    return {
        "id": delivery.id,
        "alert": delivery.alert_id,
        "receiver": delivery.receiver,
        "round": delivery.round,
        "state": delivery.state.value,
        "tries": delivery.attempts,
        "due_at": delivery.due_at,
        "ended_at": delivery.ended_at,
        "last_answer": delivery.last_answer,
    }


def _try(attempt: Attempt, delivery: Delivery) -> dict[str, object]:
    return {
        "round": delivery.round,
        "n": attempt.n,
        "at": attempt.at,
        "ms": attempt.ms,
        "answer": attempt.answer,
        "acknowledged": attempt.acknowledged,
    }
