"""Parts of a whole that grammar or a sum tells, and wholes that look alike."""

from __future__ import annotations

from datetime import date

import pytest

from config.shipped import shipped_catalogue
from config.words import Metric
from monitor.figures import candidates, partitions, reader, sentences
from monitor.figures.periods import Clock


def _line(text: str) -> candidates.Line:
    return candidates.lines(sentences.split(text), Clock(date(2024, 5, 2)))[0]


def _of_requests(text: str, value: int) -> bool:
    line = _line(text)
    number = next(n for n in line.numbers if n.value == value)
    return partitions.of_requests(line.sentence.low, number)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Forty of the detainers went to two prisons.", 40),
        ("ICE sent 12 of its 80 detainers by mail.", 12),
        ("Of the 140 detainers, the prisons reported 91.", 91),
        ("For the other 18 counties, the auditor found 260 detainers.", 260),
        ("In the remaining jails there were 33 detainers.", 33),
    ],
)
def test_requests_out_of_the_requests_are_a_part(text: str, value: int) -> None:
    assert _of_requests(text, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Polk County accounted for 60 of the detainers.", 60),
        ("ICE lodged 140 detainers in 2019.", 140),
        ("Of those, 84 were detainers.", 84),
        ("It received all 31 of the detainers by fax.", 31),
    ],
)
def test_a_county_s_own_share_and_a_whole_are_no_part(text: str, value: int) -> None:
    assert not _of_requests(text, value)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ICE filed 19 detainers in 2022: eleven at Benton, five at Lowell and three at Irvine.", 3),
        ("We logged 90 detainers, 70 from ICE and 20 from elsewhere.", 2),
        ("They got 19: eleven in 2020, five in 2021 and three in 2022.", 0),
        ("Of 20 detainers 12 were honored and 8 were not.", 0),
        ("We logged 90 detainers, 70 from ICE and 30 from elsewhere.", 0),
    ],
)
def test_places_that_sum_up_to_the_count_before_them_are_parts(text: str, parts: int) -> None:
    assert len(partitions.listed(_line(text))) == parts


@pytest.mark.parametrize("label", ["rest of the state", "all others", "remaining counties"])
def test_what_is_left_of_a_whole_is_a_part(label: str) -> None:
    assert partitions.of_label(label)


def test_the_smaller_of_two_wholes_of_one_speaker_place_and_year_is_not_told() -> None:
    text = (
        "The Polk County sheriff's office received 412 ICE detainers in 2023, the sheriff said. "
        "The jail had 38 ICE detainers in 2023 on drug cases, the sheriff said."
    )
    context = reader.ReaderContext(
        catalogue=shipped_catalogue(), publisher="", place=None, published=date(2024, 5, 2), official=False
    )
    told = {f.value for f in reader.read(text, context) if f.metric is Metric.REQUESTS and not f.subset}
    assert told == {412}
