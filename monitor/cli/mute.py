"""`mute`, `unmute`: a place or a series that nobody, or one receiver, wants to hear of for a while."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Metric
from monitor.cli import choices, desk
from monitor.cli.desk import ConfigOption, Desk, JsonOption, QuietOption
from monitor.errors import UnknownId

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from storage.records import Mute

COLUMNS = ("id", "place", "agency", "metric", "for", "until", "muted", "by", "note")
LIST = "list"  #: is no place
MAX_WORDS = 500  #: characters of a note


def mute(
    place: Annotated[
        str, typer.Argument(metavar="PLACE|list", help="A place, with those below it; or `list`.")
    ] = LIST,
    span: Annotated[str | None, typer.Option("--for", help="How long, as 2 weeks or 12 hours.")] = None,
    agency: Annotated[str | None, typer.Option("--agency", help="Only the figures of this agency.")] = None,
    metric: Annotated[Metric | None, typer.Option("--metric", help="Only this metric.")] = None,
    to: Annotated[str | None, typer.Option("--to", help="Only for this receiver; else for all.")] = None,
    by: Annotated[str | None, typer.Option("--by", help="Who says so; else your login name.")] = None,
    note: Annotated[str, typer.Option("--note", help="Why, for the record.")] = "",
    past_too: Annotated[bool, typer.Option("--all", help="With list: those that are over, too.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Send nothing about a place or a series for a while; what is kept back is counted and told at the end.

    What breaks, and corrections of what was sent already, are told all the same.
    """
    opened = desk.desk(config, json=json, quiet=quiet)
    if place == LIST:
        _list(opened, past_too=past_too)
        return
    if span is None:
        raise typer.BadParameter("for how long? as --for '2 weeks'", param_hint="--for")
    now = desk.clock()
    wanted = _wanted(opened, place, agency, metric, to, now, _span(span), by, note)

    from storage import mutes

    with opened.store() as store:
        made = store.transact(mutes.mute, wanted)
    if json:
        opened.out.value(_record(made, 0))
    else:
        opened.out.line(f"{made.id}: {_told(opened, made)}")
        opened.out.say(f"`detainer-watch unmute {made.id}` ends it")


def unmute(
    id_: Annotated[int, typer.Argument(metavar="ID", min=1, max=2**62, help="As `mute list` shows it.")],
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """End a mute before its time; who missed something is told how much."""
    opened = desk.desk(config, json=json, quiet=quiet)

    from storage import mutes
    from storage.errors import NoSuchRow

    with opened.store() as store:
        try:
            ended = store.transact(mutes.unmute, id_, desk.clock())
        except NoSuchRow:
            with store.read() as conn:
                near = [str(each.id) for each in mutes.mutes(conn)[:5]]
            raise UnknownId("mute", str(id_), near=near) from None
        with store.read() as conn:
            kept = mutes.counts(conn).get(id_, 0)
    if json:
        opened.out.value(_record(ended, kept))
    else:
        opened.out.line(f"{ended.id}: {_told(opened, ended)}; {kept:,} changes were muted")


def _list(opened: Desk, *, past_too: bool) -> None:
    from storage import mutes

    with opened.store() as store, store.read() as conn:
        found = mutes.mutes(conn, None if past_too else desk.clock())
        counts = mutes.counts(conn)
    rows = (
        (
            each.id,
            each.place,
            each.agency or None,
            each.metric or None,
            each.receiver or "everybody",
            each.until,
            counts.get(each.id or 0, 0),
            each.by,
            each.note or None,
        )
        for each in found
    )
    opened.out.rows(COLUMNS, rows, (_record(each, counts.get(each.id or 0, 0)) for each in found))
    if not found:
        opened.out.say("nothing is muted")


def _wanted(
    opened: Desk,
    place: str,
    agency: str | None,
    metric: Metric | None,
    to: str | None,
    now: datetime,
    span: timedelta,
    by: str | None,
    note: str,
) -> Mute:
    """The mute, every name checked."""
    import getpass

    from storage.records import Mute

    choices.places(opened.settings.catalogue, [place])
    choices.agency(opened.settings.catalogue, agency)
    if agency is not None and not opened.settings.catalogue.covers(place, agency.partition("/")[0]):
        raise typer.BadParameter(f"{agency} is no agency of {place}", param_hint="--agency")
    if to is not None:
        choices.receiver(opened.settings, to)
    return Mute(
        place=place,
        agency=agency or "",
        metric=metric.value if metric else "",
        receiver=to or "",
        made_at=now,
        until=now + span,
        by=(by or getpass.getuser())[:MAX_WORDS],
        note=note[:MAX_WORDS],
    )


def _span(text: str) -> timedelta:
    from config.durations import parse_duration

    try:
        return parse_duration(text)
    except ValueError as why:
        raise typer.BadParameter(f"{text[:60]!r}: {why}", param_hint="--for") from None


def _told(opened: Desk, mute: Mute) -> str:
    names = opened.names()
    what = ", ".join(
        part
        for part in (names.place(mute.place), mute.agency and names.party(mute.agency), mute.metric)
        if part
    )
    return f"{what}: muted for {mute.receiver or 'everybody'} until {opened.out.cell(mute.until)}"


def _record(mute: Mute, kept: int) -> dict[str, object]:
    return {
        "id": mute.id,
        "place": mute.place,
        "agency": mute.agency or None,
        "metric": mute.metric or None,
        "receiver": mute.receiver or None,
        "made_at": mute.made_at,
        "until": mute.until,
        "by": mute.by,
        "note": mute.note,
        "muted": kept,
    }
