"""What a person types to put a reading right, checked: ids with their nearest names, periods by form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import typer

from config.words import Hand, Metric, Qualifier
from monitor.cli import choices
from monitor.errors import UnknownId

if TYPE_CHECKING:
    from config.catalogue import Catalogue
    from monitor.cli.desk import Desk
    from storage.database import Store
    from storage.records import Figure, Period, PutRight, StoredFigure

WHOLE = "none"  #: no agency: the whole place


def read(opened: Desk, store: Store, stored: StoredFigure, given: Mapping[str, object]) -> PutRight:
    """What of this reading is put right. Raises UnknownId with the nearest ids, BadParameter for a period."""
    from storage.records import PutRight

    catalogue, figure = opened.settings.catalogue, stored.figure
    typed = {key: str(value) for key, value in given.items()}
    place, agency = _where(catalogue, figure, typed.get("place"), typed.get("agency"))
    party = choices.publisher(catalogue, typed["party"]) if "party" in typed else None
    here = PutRight(place=place, agency=agency, party=party).applied(figure)
    period, label = _when(catalogue, here, typed.get("period"))
    value, qualifier, metric = given.get("value"), typed.get("qualifier"), typed.get("metric")
    return PutRight(
        value=value if isinstance(value, int) else None,
        qualifier=Qualifier(_known("qualifier", qualifier, Qualifier)) if qualifier else None,
        metric=Metric(_known("metric", metric, Metric)) if metric else None,
        place=place,
        agency=agency,
        party=party,
        hand=_hand(store, stored, party) if party is not None else None,
        period=period,
        period_label=label,
    )


def _known(what: str, text: str, words: type[Metric] | type[Qualifier]) -> str:
    known = [word.value for word in words]
    if text not in known:
        raise UnknownId(what, text, known)
    return text


def _where(
    catalogue: Catalogue, figure: Figure, place: str | None, agency: str | None
) -> tuple[str | None, str | None]:
    """Place and agency fit each other: an agency brings its place, another place leaves the agency behind."""
    if agency == WHOLE:
        agency = ""
    elif agency is not None:
        choices.agency(catalogue, agency)
        home = agency.partition("/")[0]
        if place not in (None, home):
            raise typer.BadParameter(f"{agency} is an agency of {home}", param_hint="--agency")
        return home, agency
    if place is None:
        return None, agency
    if place not in catalogue.places:
        raise UnknownId("place", place, catalogue.places)
    return place, agency if agency is not None or figure.place == place else ""


def _when(catalogue: Catalogue, figure: Figure, text: str | None) -> tuple[Period | None, str]:
    if text is None:
        return None, ""
    from monitor import typed

    start = typed.fiscal_start(catalogue, figure.party, figure.agency, figure.place)
    try:
        return typed.period(text, start)
    except ValueError as mistake:
        raise typer.BadParameter(str(mistake), param_hint="--period") from None


def _hand(store: Store, stored: StoredFigure, party: str) -> Hand:
    """First where the document is the party's own."""
    from storage import documents

    with store.read() as conn:
        document = documents.document(conn, stored.document_id)
    own = document.publisher == party
    return Hand.FIRST if own and document.official else Hand.SECOND
