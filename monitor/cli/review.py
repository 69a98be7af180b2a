"""`review`: what waits for a person, and a person's word on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Metric, Qualifier, ReviewVerdict
from monitor.cli import desk, saying
from monitor.cli.desk import ConfigOption, Desk, JsonOption, LimitOption, QuietOption, YesOption
from monitor.cli.saying import ByOption, NoteOption
from monitor.errors import UnknownId

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from storage.database import Store
    from storage.records import PutRight, Review, StoredFigure

app = typer.Typer(help="What waits for a person, and a person's word on it.", no_args_is_help=True)

COLUMNS = ("id", "reading", "why it waits", "could belong to", "sentence", "age", "document")
MAX_VALUE = 2**53  #: what every reader of our JSON can hold
REASONS = ("no place", "no period", "unsure")
ORDERS = ("likeliest", "oldest", "newest")

IdsArgument = Annotated[
    list[int],
    typer.Argument(metavar="ID…", min=1, max=2**62, help="Readings by id, from `review list` or `figures`."),
]


@app.command("list")
def list_(
    place: Annotated[
        list[str] | None, typer.Option("--place", help="A place and those below it; may be repeated.")
    ] = None,
    reason: Annotated[
        str | None, typer.Option("--reason", help=f"Only those that wait for: {', '.join(REASONS)}.")
    ] = None,
    order: Annotated[str, typer.Option("--order", help=f"{', '.join(ORDERS)} first.")] = "likeliest",
    limit: LimitOption = 100,
    skip: Annotated[int, typer.Option("--skip", min=0, max=10**9, help="Leave out so many first.")] = 0,
    said: Annotated[bool, typer.Option("--said", help="What people have said so far, instead.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """The readings that are held: why each waits, and which points it could belong to."""
    opened = desk.desk(config, json=json, quiet=quiet)
    if said:
        _list_said(opened, limit)
        return

    from monitor.cli import choices, waiting_rows
    from storage import held

    with opened.store() as store, store.read() as conn:
        found = held.readings(
            conn,
            places=choices.places(opened.settings.catalogue, place),
            reason=held.Reason(_one_of(reason, REASONS, "reason")) if reason else None,
            order=held.Order(_one_of(order, ORDERS, "order")),
            limit=limit,
            skip=skip,
        )
        records = waiting_rows.records(conn, found, opened.names(), desk.clock())
        waits = held.count(conn)
    rows = (tuple(record[name] for name in waiting_rows.SHOWN) for record in records)
    opened.out.rows(COLUMNS, rows, records)
    opened.out.say_if_cut(len(found), limit)
    if not waits:
        opened.out.say("nothing waits for a person")


def _one_of(text: str, known: Sequence[str], what: str) -> str:
    if text not in known:
        raise UnknownId(what, text, near=known)
    return text


def _list_said(opened: Desk, limit: int) -> None:
    from storage import reviews

    with opened.store() as store, store.read() as conn:
        found = reviews.recent(conn, limit)
    records = [_said(each) for each in found]
    opened.out.rows(tuple(_SAID), (tuple(record[name] for name in _SAID) for record in records), records)
    opened.out.say_if_cut(len(found), limit)


_SAID = ("id", "when", "by", "verdict", "metric", "value", "corrected", "document", "note")


def _said(word: Review) -> dict[str, object]:
    from monitor.cli import waiting_rows

    return {
        "id": word.id,
        "when": word.at,
        "by": word.by,
        "verdict": word.verdict.value,
        "metric": word.metric.value,
        "value": word.value,
        "corrected": waiting_rows.put_right(word.corrected) or None,
        "document": word.document_id,
        "note": word.note,
    }


@app.command()
def show(
    id_: Annotated[int, typer.Argument(metavar="ID", min=1, max=2**62, help="A reading's id.")],
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """One reading: what stands around its sentence, how each part was decided, what people said of it."""
    opened = desk.desk(config, json=json, quiet=quiet)

    from monitor.cli import waiting_rows

    with opened.store() as store, store.read() as conn:
        figure = _figure(store, id_)
        record = waiting_rows.whole(conn, figure, opened.names(), desk.clock())
    record["words"] = [_said(each) for each in record["words"]]
    if json:
        opened.out.value(record)
        return
    for line in waiting_rows.lines(record):
        opened.out.line(line)


@app.command()
def confirm(
    ids: IdsArgument,
    by: ByOption = None,
    note: NoteOption = "",
    yes: YesOption = False,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """The reading is right: it counts from now on, and is told as any other."""
    _say(desk.desk(config, json=json, quiet=quiet), ids, ReviewVerdict.CONFIRMED, {}, by, note, yes)


@app.command()
def reject(
    ids: IdsArgument,
    by: ByOption = None,
    note: NoteOption = "",
    yes: YesOption = False,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """The text does not say this: what was told is taken back from those who got it."""
    _say(desk.desk(config, json=json, quiet=quiet), ids, ReviewVerdict.REJECTED, {}, by, note, yes)


@app.command()
def correct(
    ids: IdsArgument,
    value: Annotated[
        int | None, typer.Option("--value", min=0, max=MAX_VALUE, help="The number that the text says.")
    ] = None,
    qualifier: Annotated[str | None, typer.Option("--qualifier", help=f"{', '.join(Qualifier)}.")] = None,
    metric: Annotated[
        str | None, typer.Option("--metric", help=f"What it counts: {', '.join(Metric)}.")
    ] = None,
    period: Annotated[
        str | None, typer.Option("--period", help="When: 2024, FY2025, 2025-Q1, 2024-07-01..2025-06-30 …")
    ] = None,
    place: Annotated[str | None, typer.Option("--place", help="Where: a place's id.")] = None,
    agency: Annotated[
        str | None, typer.Option("--agency", help="Whose: an agency's id; `none` is the whole place.")
    ] = None,
    party: Annotated[
        str | None, typer.Option("--party", help="Who says it: an agency's or party's id, or words.")
    ] = None,
    by: ByOption = None,
    note: NoteOption = "",
    yes: YesOption = False,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """The text says it otherwise: that stands, and who was told the wrong thing hears it."""
    typed = {
        "value": value,
        "qualifier": qualifier,
        "metric": metric,
        "period": period,
        "place": place,
        "agency": agency,
        "party": party,
    }
    given = {key: each for key, each in typed.items() if each is not None}
    if not given:
        raise typer.BadParameter(f"say what is right: {', '.join(f'--{key}' for key in typed)}")
    if value is not None and len(set(ids)) > 1:
        raise typer.BadParameter("one number is right for one reading", param_hint="--value")
    _say(desk.desk(config, json=json, quiet=quiet), ids, ReviewVerdict.CORRECTED, given, by, note, yes)


# --- saying it ------------------------------------------------------------------------------------


def _say(
    opened: Desk,
    ids: Sequence[int],
    verdict: ReviewVerdict,
    given: Mapping[str, object],
    by: str | None,
    note: str,
    yes: bool,
) -> None:
    """The same word on each of these readings: all of them or none."""
    from monitor import log, review
    from monitor.cli import putting_right

    log.configure(level=40)
    who, words = saying.name(by), saying.cleaned(note)
    with opened.store() as store:
        figures = [_figure(store, id_) for id_ in dict.fromkeys(ids)]
        rights = {
            each.id: putting_right.read(opened, store, each, given) if given else None for each in figures
        }
        act = review.act(opened.settings, desk.clock, rights, verdict, by=who, note=words)
        made = saying.say(opened, store, act, yes=yes, tell=lambda: _tell(opened, figures, verdict, rights))
        record: dict[str, object] = {"verdict": verdict.value, "ids": [each.id for each in figures]}
        saying.done(opened, store, made, verdict.value, record)


def _figure(store: Store, id_: int) -> StoredFigure:
    from storage import figures
    from storage.errors import NoSuchRow

    try:
        with store.read() as conn:
            return figures.figure(conn, id_)
    except NoSuchRow:
        raise UnknownId("figure", str(id_)) from None


def _tell(
    opened: Desk,
    figures: Sequence[StoredFigure],
    verdict: ReviewVerdict,
    rights: Mapping[int, PutRight | None],
) -> None:
    from monitor.cli import waiting_rows

    for figure in figures:
        opened.out.say(f"“{figure.figure.quote}”")
        opened.out.say(f"{figure.title or figure.url}")
        opened.out.say(f"read as: {waiting_rows.reading(figure.figure, opened.names())}")
        if verdict is ReviewVerdict.CONFIRMED and (lacks := waiting_rows.lacks(figure.figure)):
            how = f"`review correct {figure.id} --{lacks} …`"
            opened.out.say(f"it has no {lacks}, and counts once it has one: {how}")
        told = waiting_rows.put_right(rights[figure.id])
        opened.out.say(f"{verdict.value}{f': {told}' if told else ''}")
