"""A small world for the reader's tests: two cities, two counties, and the federal parties."""

from __future__ import annotations

from datetime import date

from config.catalogue import Agency, Catalogue, Party, Place
from config.words import AgencyKind
from monitor.figures.reader import ReaderContext, read
from storage.records import Figure

ZONE = "America/New_York"


def _place(id_: str, name: str, within: str | None, *agencies: Agency, fiscal: int | None = None) -> Place:
    return Place(id=id_, name=name, within=within, zone=ZONE, fiscal_start=fiscal, agencies=agencies)


WORLD = Catalogue(
    places={
        place.id: place
        for place in (
            _place("us", "United States", None),
            _place("us-ma", "Massachusetts", "us"),
            _place(
                "us-ma-boston",
                "Boston, MA",
                "us-ma",
                Agency(
                    id="us-ma-boston/police",
                    name="Boston Police Department",
                    kind=AgencyKind.POLICE,
                    aliases=("BPD", "Boston police"),
                    titles=("police commissioner",),
                ),
            ),
            _place(
                "us-ma-suffolk-county",
                "Suffolk County, MA",
                "us-ma",
                Agency(
                    id="us-ma-suffolk-county/sheriff",
                    name="Suffolk County Sheriff's Department",
                    kind=AgencyKind.JAIL,
                    titles=("sheriff",),
                ),
            ),
        )
    },
    parties={
        "ice": Party(
            id="ice", name="ICE", aliases=("U.S. Immigration and Customs Enforcement",), fiscal_start=10
        ),
        "dhs": Party(id="dhs", name="DHS", aliases=("Department of Homeland Security",)),
        "trac": Party(id="trac", name="TRAC"),
    },
    revision="test",
)


def context(
    *,
    publisher: str = "The Harbor Gazette",
    place: str | None = "us-ma-boston",
    published: date | None = date(2026, 1, 27),
    official: bool = False,
    title: str = "",
) -> ReaderContext:
    return ReaderContext(
        catalogue=WORLD, publisher=publisher, place=place, published=published, official=official, title=title
    )


def figures(text: str, **more: object) -> tuple[Figure, ...]:
    return read(text, context(**more))  # type: ignore[arg-type]


def told(text: str, **more: object) -> list[tuple[str, int, str]]:
    """(metric, value, period) of each whole that a text tells, in order."""
    return [(f.metric.value, f.value, f.period_label) for f in figures(text, **more) if f.subset is None]


def counts(text: str, **more: object) -> set[tuple[str, int]]:
    """(metric, value) of each whole that a text tells."""
    return {(metric, value) for metric, value, _period in told(text, **more)}
