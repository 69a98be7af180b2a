from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from config.settings import WATCH_WORDS
from config.words import Verdict
from crawler.spiders.councils import legistar_api as api
from crawler.spiders.councils.legistar_api import Client
from tests.world.odata import compiled


def test_a_client_s_name_leads_to_the_api_and_a_whole_address_stands_for_itself() -> None:
    assert Client.of("boston").base == "https://webapi.legistar.com/v1/boston"
    assert Client.of("http://127.0.0.1:99/v1/Harbor/") == Client("harbor", "http://127.0.0.1:99/v1/Harbor")


def test_a_query_is_encoded_once_and_its_token_comes_last() -> None:
    url = Client.of("boston").url(
        "matters", "se cret", filter="substringof('O''Brien & co',MatterTitle)", top=1000
    )
    assert url == (
        "https://webapi.legistar.com/v1/boston/matters?$filter=substringof('O''Brien%20%26%20co',MatterTitle)"
        "&$top=1000&token=se%20cret"
    )
    assert parse_qs(urlsplit(url).query)["$filter"] == ["substringof('O''Brien & co',MatterTitle)"]


def test_filters_hold_few_words_each_and_no_word_that_another_one_covers() -> None:
    filters = api.word_filters(WATCH_WORDS)
    assert all(text.count("substringof") <= api.WORDS_A_QUERY * len(api.FIELDS) for text in filters)
    assert "immigration hold" not in " ".join(filters)
    assert "substringof('immigration',MatterTitle)" in " ".join(filters)


def test_filters_are_odata_3_and_bounded_by_the_last_change() -> None:
    since = datetime(2025, 1, 5, 10, tzinfo=UTC)
    (text,) = api.word_filters(["Trust Act", "O'Brien"], since)
    assert text.endswith(") and MatterLastModifiedUtc ge datetime'2025-01-05T10:00:00'")
    test = compiled(text)
    row = {"MatterTitle": "Letter under the Trust Act", "MatterLastModifiedUtc": "2025-01-06T00:00:00.03"}
    assert test(row)
    assert not test({**row, "MatterLastModifiedUtc": "2025-01-04T00:00:00"})
    assert not test({**row, "MatterTitle": "Parks"})


@pytest.mark.parametrize(
    ("status", "body", "verdict"),
    [
        (200, b"[]", None),
        (200, b"  ", Verdict.EMPTY),
        (400, b'{"Message": "The query is not valid"}', Verdict.MISCONFIGURED),
        (403, b"", Verdict.BLOCKED),
        (
            500,
            b"LegistarConnectionString setting is not set up in InSite for client: x",
            Verdict.MISCONFIGURED,
        ),
        (500, b"The cast to value type 'System.Int32' failed", Verdict.MISSING),
        (500, b"An error has occurred.", Verdict.SERVER_ERROR),
        (503, b"", Verdict.SERVER_ERROR),
        (429, b"", Verdict.RATE_LIMITED),
        (404, b"", Verdict.MISSING),
        (410, b"", Verdict.GONE),
        (418, b"", Verdict.STATUS),
    ],
)
def test_what_an_answer_means(status: int, body: bytes, verdict: Verdict | None) -> None:
    found = api.trouble(status, body)
    assert (found and found.verdict) == verdict


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2014-05-24T04:10:20.03", datetime(2014, 5, 24, 4, 10, 20, 30000, tzinfo=UTC)),
        ("2024-09-26T00:00:00", datetime(2024, 9, 26, tzinfo=UTC)),
        ("2024-12-13T01:07:23.6670000", datetime(2024, 12, 13, 1, 7, 23, 667000, tzinfo=UTC)),
        ("soon", None),
        (None, None),
        (7, None),
    ],
)
def test_stamps(text: object, expected: datetime | None) -> None:
    assert api.stamp({"MatterLastModifiedUtc": text}, "MatterLastModifiedUtc") == expected  # type: ignore[dict-item]


def test_rows_of_a_wrong_shape_are_left_out() -> None:
    value = [
        {"MatterId": 1},
        {"MatterId": "2"},
        {"MatterId": None},
        {"MatterId": True},
        {"MatterId": -1},
        [],
        "x",
        7,
    ]
    assert [row["MatterId"] for row in api.rows(value, "MatterId")] == [1]  # type: ignore[arg-type]
    assert list(api.rows({"MatterId": 1}, "MatterId")) == []
