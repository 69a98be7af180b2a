"""`alerts`: what was sent, to whom, with which answer; a test. Sending again is in `resend`, who gets
them in `receivers`."""

from __future__ import annotations

from typing import Annotated

import typer

from monitor.cli import desk, messages, receivers, resend
from monitor.cli.desk import ConfigOption, JsonOption, LimitOption, QuietOption
from monitor.cli.exits import Exit

app = typer.Typer(
    help="What was sent, to whom, with which answer; who gets it; send again, or a test.",
    no_args_is_help=True,
)

COLUMNS = ("id", "made", "receiver", "subject", "state", "tries", "last answer")


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
            messages.known_receiver(conn, opened, to)
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
    opened.out.rows(COLUMNS, rows, (messages.told_alert(alert, rounds) for alert, rounds in found))
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
        alert = messages.alert_of(conn, id_)
        rounds = outbox.deliveries(conn, alert.id)
        tries = [(each, outbox.attempts(conn, each.id)) for each in rounds]
    if json:
        opened.out.value(
            messages.told_alert(alert, rounds)
            | {
                "body": dict(alert.body),
                "attempts": [messages.told_try(one, each) for each, some in tries for one in some],
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

    log.configure(level=messages.LOG_LEVEL)
    answer = dispatcher.test_alert(receiver, opened.settings, desk.clock)
    if json:
        opened.out.value({"receiver": receiver, "acknowledged": answer.acknowledged, "answer": answer.text})
    else:
        opened.out.line(f"{receiver}: {'accepted' if answer.acknowledged else 'not accepted'}: {answer.text}")
    if not answer.acknowledged:
        raise typer.Exit(Exit.ATTENTION)


app.command()(resend.resend)
app.command()(resend.replay)
app.command()(receivers.receivers)
app.command("on")(receivers.on)
