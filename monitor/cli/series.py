"""`series`: all points of a place, a column a party."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Metric
from monitor.cli import choices, desk
from monitor.cli.desk import ConfigOption, Desk, JsonOption, QuietOption
from monitor.cli.output import speaks_unicode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.cli.output import Output
    from monitor.names import Names
    from monitor.series import Series

#: the signs of a cell where a terminal has only ASCII
_IN_ASCII = str.maketrans({"≠": "!=", "≥": ">=", "≤": "<="})


def series(
    place: Annotated[str, typer.Argument(help="A place id, as us-ma-boston.")],
    metric: Annotated[Metric | None, typer.Option("--metric", help="What was counted.")] = None,
    agency: Annotated[str | None, typer.Option("--agency", help="As us-ma-boston/police.")] = None,
    chart: Annotated[
        bool | None,
        typer.Option("--chart/--no-chart", help="Draw it under the table: the default on a terminal."),
    ] = None,
    csv: Annotated[bool, typer.Option("--csv", help="CSV: a line for each party at each point.")] = False,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """A table a series, a column a party, oldest first; `-` where nobody said anything, 0 where they said 0.

    ~ about, ≥ at least, ≤ at most; ≠ another party says otherwise.
    On a terminal each series is drawn as well.
    """
    opened = desk.desk(config, json=json, quiet=quiet)
    choices.places(opened.settings.catalogue, [place])
    choices.agency(opened.settings.catalogue, agency)
    if csv and json:
        raise typer.BadParameter("choose --csv or --json", param_hint="--csv")

    from monitor import series as drawn
    from monitor import witnesses
    from storage import ledger

    names = opened.names()
    with opened.store() as store, store.read() as conn:
        claims = ledger.series(conn, place, metric, agency)
        disputes = ledger.load(conn, points={claim.point for claim in claims}).disputes
        witnessed = witnesses.look(conn, claims)
    found = drawn.tables(claims, list(disputes.values()), witnessed)
    if json:
        opened.out.value([as_json(each, names) for each in found])
    elif csv:
        from monitor import sheets

        sheets.write(sys.stdout, drawn.COLUMNS, (row for each in found for row in drawn.flat(each)))
    else:
        _show(opened.out, found, names, chart=sys.stdout.isatty() if chart is None else chart)
    if not found:
        opened.out.say(f"nobody has said anything of {names.place(place)} yet{_below(opened, place)}")


def _below(opened: Desk, place: str) -> str:
    """A series is of one place: where its towns are watched, the remark names them."""
    inner = [each for each in opened.settings.places if each.startswith(f"{place}-")]
    return f"; within it are watched: {', '.join(inner)}" if inner else ""


def _show(out: Output, found: Sequence[Series], names: Names, *, chart: bool) -> None:
    from monitor.counted import METRIC_TEXT

    in_ascii = not speaks_unicode()
    for number, each in enumerate(found):
        if number:
            out.line()
        whose = names.party(each.agency) if each.agency else names.place(each.place)
        out.heading(f"{whose}: {METRIC_TEXT[each.metric]}")
        columns = ["period", *(names.party(party) for party in each.parties)]
        rows = [[row.period, *(cell.text if cell else None for cell in row.cells)] for row in each.rows]
        if in_ascii:
            rows = [[text.translate(_IN_ASCII) if text else None for text in row] for row in rows]
        out.table(columns, rows)
        if chart:
            _draw(out, each, columns[1:], in_ascii=in_ascii)


def _draw(out: Output, series: Series, parties: Sequence[str], *, in_ascii: bool) -> None:
    """The chart, which has its own colours: what comes from outside was cleaned when it was drawn."""
    from monitor.chart import Look, lines

    look = Look(width=out.width(), colour=out.coloured(), ascii=in_ascii)
    if drawn := lines(series, parties, look):
        out.line()
        sys.stdout.write("\n".join(drawn) + "\n")


def as_json(series: Series, names: Names) -> dict[str, object]:
    from monitor.counted import METRIC_TEXT

    return {
        "place": series.place,
        "place_name": names.place(series.place),
        "agency": series.agency,
        "agency_name": names.party(series.agency) if series.agency else "",
        "metric": series.metric.value,
        "metric_text": METRIC_TEXT[series.metric],
        "parties": [{"id": party, "name": names.party(party)} for party in series.parties],
        "points": [
            {
                "period": row.period,
                "kind": row.point.kind.value,
                "first": row.point.first,
                "last": row.point.last or None,
                "disputed": row.disputed,
                "said": {
                    party: cell.facts if cell else None
                    for party, cell in zip(series.parties, row.cells, strict=True)
                },
            }
            for row in series.rows
        ],
    }
