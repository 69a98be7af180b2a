"""Tables whose columns are told by blanks, lines of pairs, and rows named by a place's bare name."""

from __future__ import annotations

from datetime import date

from config.shipped import shipped_catalogue
from monitor.figures.reader import ReaderContext, read
from tests.monitor.figures.test_cells import _found
from tests.monitor.figures.world import figures, told


def _places(text: str, title: str = "", publisher: str = "A county review") -> set[tuple[str, int, str]]:
    context = ReaderContext(
        catalogue=shipped_catalogue(), publisher=publisher, title=title, official=True,
        published=date(2024, 3, 1),
    )  # fmt: skip
    return {(f.metric.value, f.value, f.place_text) for f in read(text, context) if f.subset is None}


def test_a_head_that_spans_columns_belongs_to_each_of_them() -> None:
    text = (
        "Boston jail and ICE compared\n\n"
        "                  Jail (calendar year)    ICE (federal fiscal year)\n"
        "                  2018      2019          FY18      FY19\n"
        "Detainers           88        97           120       131\n"
        "Released to ICE     40        41            44        45\n"
    )
    assert told(text)[:4] == [
        ("requests", 88, "2018"),
        ("requests", 97, "2019"),
        ("requests", 120, "FY2018"),
        ("requests", 131, "FY2019"),
    ]
    assert {f.party for f in figures(text) if f.period_label.startswith("FY")} == {"ice"}


def test_rows_named_by_a_month_are_months_of_the_year_above() -> None:
    text = (
        "ICE detainers at the Boston jail, 2017\n\n"
        "Month      Received   Honored\n"
        "January          3         0\n"
        "February         5         1\n"
    )
    assert told(text) == [
        ("requests", 3, "2017-01"),
        ("honored", 0, "2017-01"),
        ("requests", 5, "2017-02"),
        ("honored", 1, "2017-02"),
    ]


def test_rows_of_bare_county_names_are_those_counties() -> None:
    text = (
        "Georgia sheriffs: ICE detainers in calendar year 2023\n\n"
        "County      Detainers   Picked up by ICE\n"
        "Gwinnett        812          640\n"
        "Cobb            455          371\n"
    )
    assert _places(text) == {
        ("requests", 812, "Gwinnett County, GA"), ("transferred", 640, "Gwinnett County, GA"),
        ("requests", 455, "Cobb County, GA"), ("transferred", 371, "Cobb County, GA"),
    }  # fmt: skip


def test_dotted_leaders_pair_places_with_a_stock() -> None:
    text = (
        "ICE detainers on March 1, 2019, by Texas county\n\n"
        "Harris ......... 958     Denton ......... 150\n"
        "Hidalgo ........ 502     Collin ......... 126\n"
    )
    assert ("active", 502, "Hidalgo County, TX") in _places(text)
    assert len(_places(text)) >= 3


def test_pairs_of_years_count_what_the_line_above_says() -> None:
    text = "Boston Police Department\n\nICE detainers received\n2018: 14     2019: 21     2020: 4\n"
    assert told(text) == [("requests", 14, "2018"), ("requests", 21, "2019"), ("requests", 4, "2020")]


def test_rows_by_charge_are_parts() -> None:
    text = (
        "ICE detainers at the Boston jail, 2018\n\n"
        "Top charge       Detainers   Honored\n"
        "Assault               12         0\n"
        "Larceny                9         0\n"
        "Total                 21         0\n"
    )
    assert told(text) == [("requests", 21, "2018"), ("honored", 0, "2018")]


def test_columns_that_count_alike_are_held_for_review() -> None:
    text = "Boston\n\nYear | ICE requests | ICE holds\n2018 | 12 | 9\n2019 | 8 | 7\n"
    assert "sure" not in {f.certainty.value for f in figures(text)}


def test_rows_named_by_quarters_hours_or_numbered_classes_are_rows() -> None:
    text = (
        "ICE detainers at the Boston jail\n\n"
        " Quarter   Received   Declined\n"
        " Q1 2022         64          3\n"
        " Q2 2022         88          1\n"
    )
    assert told(text) == [
        ("requests", 64, "2022-Q1"),
        ("declined", 3, "2022-Q1"),
        ("requests", 88, "2022-Q2"),
        ("declined", 1, "2022-Q2"),
    ]
    for first, second in (("0600–1400", "1400–2200"), ("1 (felony)", "2 (misdemeanor)")):
        shifts = f"ICE detainers, 2021\n\n{'':16}Jan    Feb\n{first:16} 11     14\n{second:16}  6      4\n"
        assert [c.number.value for c in _found(shifts) if c.cell is not None] == [11, 14, 6, 4]


def test_a_field_among_rows_keeps_its_own_number() -> None:
    text = (
        "ICE detainers\n\n"
        "      2014 ......... 548\n"
        "      2015 (8 mos.)  402\n"
        "Honored from February 4 on: 343\n"
        "    by borough: Bronx 158, Queens 149\n"
        "Lodged ............. 767\n"
    )
    found = {c.number.value: c.cell.label for c in _found(text) if c.cell is not None}
    assert found[343] == "honored from february 4 on"
    assert (found[158], found[149], found[767]) == ("bronx", "queens", "lodged")
