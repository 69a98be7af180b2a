"""`duties`: reports that a law orders, how each stands, and a person's word on one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli import desk, saying
from monitor.cli.desk import ConfigOption, JsonOption, QuietOption, YesOption
from monitor.cli.saying import ByOption, NoteOption
from monitor.errors import UnknownId

if TYPE_CHECKING:
    from datetime import date

    from config.catalogue import Duty
    from monitor.cli.desk import Desk

app = typer.Typer(help="Reports that a law orders, and a person's word on one.", no_args_is_help=True)

COLUMNS = ("duty", "for", "how it stands", "due", "usual until", "document", "report")

DutyArgument = Annotated[str, typer.Argument(metavar="DUTY", help="The duty's id, from `duties list`.")]
PeriodArgument = Annotated[str, typer.Argument(metavar="PERIOD", help="2025, 2025-Q1 … from `duties list`.")]


@app.command("list")
def list_(
    place: Annotated[
        list[str] | None, typer.Option("--place", help="A place and those below it; may be repeated.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Also those that were filed.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Each report that is watched for: the last period and the next, and how they stand."""
    opened = desk.desk(config, json=json, quiet=quiet)

    from monitor import duty_standing
    from monitor.cli import choices

    places = choices.places(opened.settings.catalogue, place)
    with opened.store() as store, store.read() as conn:
        found = duty_standing.look(conn, opened.settings, desk.clock())
    shown = [
        each
        for each in found
        if (places is None or each.duty.place in places) and (every or each.period.state != "filed")
    ]
    rows = (
        (
            each.duty.id,
            each.period.period,
            each.told,
            each.period.due_on if each.duty.named_day else "no day named",
            each.period.grace_until,
            each.period.document_id,
            each.duty.report,
        )
        for each in shown
    )
    opened.out.rows(COLUMNS, rows, (each.record() for each in shown))
    if not opened.settings.duties:
        opened.out.say("no report is watched for at these places")


@app.command()
def filed(
    duty: DutyArgument,
    period: PeriodArgument,
    document: Annotated[
        str | None,
        typer.Option("--document", help="The paper: a document's id or address, if it is here."),
    ] = None,
    on: Annotated[
        str | None, typer.Option("--on", help="The day it was filed, as 2026-01-12; else the paper's own.")
    ] = None,
    by: ByOption = None,
    note: NoteOption = "",
    yes: YesOption = False,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """This report has come: it is filed, and told as any other."""
    opened = desk.desk(config, json=json, quiet=quiet)
    _say(opened, duty, period, True, document, _day(on), by, note, yes)


@app.command()
def reopen(
    duty: DutyArgument,
    period: PeriodArgument,
    by: ByOption = None,
    note: NoteOption = "",
    yes: YesOption = False,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """What was taken for this report is not it: it is awaited again, and who was told otherwise hears it."""
    _say(desk.desk(config, json=json, quiet=quiet), duty, period, False, None, None, by, note, yes)


def _say(
    opened: Desk,
    id_: str,
    period: str,
    filed: bool,
    document: str | None,
    on: date | None,
    by: str | None,
    note: str,
    yes: bool,
) -> None:
    from monitor import duty_words, log
    from monitor.cli import choices

    log.configure(level=40)
    duty = _duty(opened, id_)
    who, words = saying.name(by), saying.cleaned(note)
    with opened.store() as store:
        with store.read() as conn:
            paper = choices.document(conn, document) if document is not None else None
        word = duty_words.Word(
            duty=duty,
            period=period,
            by=who,
            note=words,
            filed=filed,
            document_id=paper.id if paper else None,
            on=on,
        )
        made = saying.say(
            opened,
            store,
            lambda tx: duty_words.said(tx, opened.settings, word, desk.clock()),
            yes=yes,
            tell=lambda: opened.out.say(f"{duty.report} ({duty.law}), {period}"),
        )
        said = "filed" if filed else "awaited again"
        saying.done(opened, store, made, said, {"duty": duty.id, "period": period, "said": said})


def _duty(opened: Desk, id_: str) -> Duty:
    duty = opened.settings.duties.get(id_)
    if duty is None:
        raise UnknownId("duty", id_, opened.settings.duties)
    return duty


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    from config.forms import parse_date

    try:
        return parse_date(text)
    except ValueError as mistake:
        raise typer.BadParameter(str(mistake), param_hint="--on") from None
