"""`review`: what waits for a person, and a person's word on it."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli import desk
from monitor.cli.desk import ConfigOption, Desk, JsonOption, LimitOption, QuietOption, YesOption
from monitor.cli.output import ask
from monitor.errors import Refused, UnknownId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from config.words import ReviewVerdict
    from storage.database import Store
    from storage.records import Change, StoredFigure

app = typer.Typer(help="What waits for a person, and a person's word on it.", no_args_is_help=True)

COLUMNS = ("id", "value", "what", "who says it", "about", "period", "why it waits", "sentence", "document")
NOBODY = "nobody"
MAX_WORDS = 1000  #: characters of a note
MAX_VALUE = 2**53  #: what every reader of our JSON can hold

IdArgument = Annotated[
    int, typer.Argument(metavar="ID", min=1, max=2**62, help="A figure's id, from `figures`.")
]
ByOption = Annotated[
    str | None, typer.Option("--by", help="Who says so; else the name you are logged in with.")
]
NoteOption = Annotated[str, typer.Option("--note", help="Why, for the record.")]


@app.command("list")
def list_(
    limit: LimitOption = 100,
    said: Annotated[bool, typer.Option("--said", help="What people have said so far, instead.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """The figures that are held, and why."""
    opened = desk.desk(config, json=json, quiet=quiet)
    if said:
        _list_said(opened, limit)
        return

    from monitor import citation
    from storage import documents, findings

    with opened.store() as store, store.read() as conn:
        found = findings.find_figures(conn, held=True, limit=limit)
        versions = {id_: documents.version(conn, id_) for id_ in {each.version_id for each in found}}
    names = opened.names()
    records = [citation.cited(each, versions[each.version_id], names) for each in found]
    rows = (
        (
            each.id,
            citation.amount(each.figure),
            record["metric_text"],
            record["party_name"],
            record["agency_name"] or record["place_name"] or None,
            record["period"] or None,
            _why(each),
            each.figure.quote,
            each.document_id,
        )
        for each, record in zip(found, records, strict=True)
    )
    opened.out.rows(COLUMNS, rows, records)
    opened.out.say_if_cut(len(found), limit)
    if not found:
        opened.out.say("nothing waits for a person")


def _why(held: StoredFigure) -> str:
    doubt = "no place or no period" if held.fate.value == "unplaced" else "unsure"
    return "; ".join((doubt, *held.figure.why))


def _list_said(opened: Desk, limit: int) -> None:
    from storage import reviews

    with opened.store() as store, store.read() as conn:
        found = reviews.recent(conn, limit)
    columns = ("id", "when", "by", "verdict", "metric", "value", "corrected", "document", "note")
    rows = [
        (
            each.id,
            each.at,
            each.by,
            each.verdict.value,
            each.metric.value,
            each.value,
            each.corrected,
            each.document_id,
            each.note,
        )
        for each in found
    ]
    opened.out.rows(columns, rows, (dict(zip(columns, row, strict=True)) for row in rows))


@app.command()
def confirm(
    id_: IdArgument,
    by: ByOption = None,
    note: NoteOption = "",
    yes: YesOption = False,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """The reading is right: it counts from now on, and is told as any other."""
    from config.words import ReviewVerdict

    _say(desk.desk(config, json=json, quiet=quiet), id_, ReviewVerdict.CONFIRMED, None, by, note, yes)


@app.command()
def reject(
    id_: IdArgument,
    by: ByOption = None,
    note: NoteOption = "",
    yes: YesOption = False,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """The text does not say this: what was told is taken back from those who got it."""
    from config.words import ReviewVerdict

    _say(desk.desk(config, json=json, quiet=quiet), id_, ReviewVerdict.REJECTED, None, by, note, yes)


@app.command()
def correct(
    id_: IdArgument,
    value: Annotated[
        int, typer.Option("--value", min=0, max=MAX_VALUE, help="The number that the text says.")
    ],
    by: ByOption = None,
    note: NoteOption = "",
    yes: YesOption = False,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """The text says another number: that one stands, and who was told otherwise hears it."""
    from config.words import ReviewVerdict

    _say(desk.desk(config, json=json, quiet=quiet), id_, ReviewVerdict.CORRECTED, value, by, note, yes)


# --- saying it ------------------------------------------------------------------------------------


def _say(
    opened: Desk, id_: int, verdict: ReviewVerdict, value: int | None, by: str | None, note: str, yes: bool
) -> None:
    """Tell what would follow, ask, then do it."""
    from monitor import log, review
    from storage import findings
    from storage.errors import NoSuchRow

    log.configure(level=40)
    name, words = _name(by), _cleaned(note)
    with opened.store() as store:
        _declare(opened, store)
        try:
            with store.read() as conn:
                figure = findings.figure(conn, id_)
            seen = review.foresee(
                store, opened.settings, desk.clock, id_, verdict, value, by=name, note=words
            )
        except NoSuchRow:
            raise UnknownId("figure", str(id_)) from None
        if not opened.out.json:
            _tell(opened, store, figure, verdict, value, seen)
        if not yes and not ask("Say so?"):
            raise Refused("nothing was said")
        acts: dict[str, Callable[[], list[Change]]] = {
            "confirmed": lambda: review.confirm(store, opened.settings, desk.clock, id_, by=name, note=words),
            "rejected": lambda: review.reject(store, opened.settings, desk.clock, id_, by=name, note=words),
            "corrected": lambda: review.correct(
                store, opened.settings, desk.clock, id_, value or 0, by=name, note=words
            ),
        }
        made = acts[verdict.value]()
        _done(opened, store, verdict, made)


def _name(by: str | None) -> str:
    try:
        name = _cleaned(by if by is not None else getpass.getuser())
    except (KeyError, OSError, ImportError):
        name = ""
    if not name:
        raise typer.BadParameter("say who you are", param_hint="--by")
    return name[:100]


def _cleaned(text: str) -> str:
    from monitor.phrases import one_line, storable

    return one_line(storable(text), MAX_WORDS)


def _declare(opened: Desk, store: Store) -> None:
    """Without a daemon, the store may not know yet to whom a change is owed."""
    from monitor import declared, subscriptions
    from storage import leases, outbox

    with store.read() as conn:
        known = {row.id for row in outbox.receiver_list(conn)}
    if not set(subscriptions.receivers(opened.settings)) <= known and leases.owner_alive(store) is None:
        declared.declare(store, opened.settings, desk.clock())


def _tell(
    opened: Desk,
    store: Store,
    figure: StoredFigure,
    verdict: ReviewVerdict,
    value: int | None,
    seen: Sequence[Change],
) -> None:
    from monitor import citation
    from monitor.cli import changes as changes_

    out, names = opened.out, opened.names()
    told = citation.reading(figure.figure, names)
    out.say(f"“{figure.figure.quote}”")
    out.say(f"{figure.title or figure.url}")
    when = f", {told['period']}" if told["period"] else ""
    out.say(
        f"read as: {citation.amount(figure.figure)} {told['metric_text']}{when}, says {told['party_name']}"
    )
    out.say(f"{verdict.value}{f': {value:,}' if value is not None else ''}. What follows:")
    entries = changes_.told(store, seen, opened.settings)
    for change, entry in zip(seen, entries, strict=True):
        out.say(f"  {entry['label']}: {entry['sentence']} → {_to(opened, change)}")
    if not seen:
        out.say("  nothing is told to anybody")


def _to(opened: Desk, change: Change) -> str:
    from monitor import alerts

    owed = alerts.owed(change, opened.settings, opened.settings.catalogue, desk.clock())
    return ", ".join(each.receiver for each in owed) or NOBODY


def _done(opened: Desk, store: Store, verdict: ReviewVerdict, made: Sequence[Change]) -> None:
    from monitor.cli import changes as changes_
    from storage import leases

    entries = changes_.told(store, made, opened.settings)
    if opened.out.json:
        opened.out.value({"verdict": verdict.value, "changes": entries})
    else:
        opened.out.line(f"{verdict.value}; {len(made)} {'change' if len(made) == 1 else 'changes'}")
    told = any(_to(opened, change) != NOBODY for change in made)
    if told and leases.owner_alive(store) is None:
        opened.out.say("the daemon is not running: it sends what is owed when it runs")
