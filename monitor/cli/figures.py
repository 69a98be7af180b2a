"""`figures`: what documents state, one figure a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from config.words import Metric
from monitor.cli import choices, desk
from monitor.cli.desk import ConfigOption, JsonOption, LimitOption, QuietOption, SinceOption

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.witnesses import Witnesses
    from storage.records import Json, StoredFigure

COLUMNS = ("id", "value", "what", "who says it", "about", "period", "certainty", "document", "link")


def figures(
    place: Annotated[list[str] | None, typer.Option("--place", help="A place and those below it.")] = None,
    agency: Annotated[str | None, typer.Option("--agency", help="As us-ma-boston/police.")] = None,
    metric: Annotated[Metric | None, typer.Option("--metric", help="What was counted.")] = None,
    party: Annotated[
        str | None, typer.Option("--party", help="Who says it: ice, us-ma-boston/police …")
    ] = None,
    since: SinceOption = None,
    held: Annotated[bool, typer.Option("--held", help="Only what waits for a person.")] = False,
    limit: LimitOption = 100,
    config: ConfigOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """What the documents state, newest first: the value, what was counted, who says it, when, how sure."""
    opened = desk.desk(config, json=json, quiet=quiet)
    catalogue = opened.settings.catalogue
    wanted_places = choices.places(catalogue, place)
    wanted_agency = choices.agency(catalogue, agency)
    wanted_party = choices.publisher(catalogue, party) if party is not None else None
    after = desk.moment(since, desk.clock(), opened.out.zone)

    from monitor import citation, witnesses
    from storage import documents, findings

    names = opened.names()
    with opened.store() as store, store.read() as conn:
        found = findings.find_figures(
            conn,
            place=wanted_places,
            agency=wanted_agency,
            metric=metric,
            party=wanted_party,
            since=after,
            held=held,
            limit=limit,
        )
        versions = {id_: documents.version(conn, id_) for id_ in {each.version_id for each in found}}
        witnessed = witnesses.of_figures(conn, [each.figure for each in found])
    records = [
        {**citation.cited(each, versions[each.version_id], names), **carried(told)}
        for each, told in zip(found, witnessed, strict=True)
    ]
    opened.out.rows(
        COLUMNS, (line(each, record) for each, record in zip(found, records, strict=True)), records
    )
    opened.out.say_if_cut(len(found), limit)
    if not found:
        opened.out.say("no figure waits for a person" if held else "no figures yet")


def carried(witnesses: Witnesses | None) -> dict[str, Json]:
    """How many carry what a figure says: `sources` are independent of each other, copies are one."""
    if witnesses is None:
        return {"sources": None, "documents": None}
    return {"sources": witnesses.sources, "documents": witnesses.documents}


def line(stored: StoredFigure, record: dict[str, Json]) -> Sequence[object]:
    """A figure as a row for people."""
    from monitor import citation

    subset = f", part: {record['subset']}" if record["subset"] else ""
    return (
        stored.id,
        citation.amount(stored.figure),
        f"{record['metric_text']}{subset}",
        record["party_name"],
        record["agency_name"] or record["place_name"],
        record["period"] or None,
        f"{record['certainty']}, held"
        if stored.fate.value in ("unsure", "unplaced")
        else record["certainty"],
        stored.document_id,
        record["url"],
    )
