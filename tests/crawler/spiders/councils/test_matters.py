from __future__ import annotations

from datetime import date

import pytest

from crawler.spiders.councils import matters
from crawler.spiders.councils.legistar_api import Client
from tests.world.council import Matter

HARBOR = Client.of("harbor")


def test_a_matter_in_paragraphs_without_tabs() -> None:
    row = Matter(
        id=128, title="Letter from the Police\tCommissioner", file="2025-0128", name="Detainer\r\nresults"
    ).row()
    text = matters.matter_text(row, "First line\nof it.\r\n\r\nSecond\tparagraph.\f")  # type: ignore[arg-type]
    assert text.split("\n\n") == [
        "Detainer results",
        "Letter from the Police Commissioner",
        "File: 2025-0128",
        "Type: Report of Public Officer",
        "Status: Filed",
        "Body: City Council",
        "Requester: Police Commissioner",
        "Introduced: January 8, 2025",
        "First line of it.",
        "Second paragraph.",
    ]


def test_moving_stamps_are_no_part_of_what_it_says() -> None:
    one = Matter(id=1, title="x", version=1).row()
    other = {**Matter(id=1, title="x", version=2).row(), "MatterLastModifiedUtc": "2026-01-01T00:00:00"}
    assert matters.matter_text(one, "") == matters.matter_text(other, "")  # type: ignore[arg-type]


def test_half_characters_and_zeros_do_not_survive() -> None:
    text = matters.matter_text({"MatterTitle": "a\ud800b\x00c"}, "d\ud800e\x00")
    text.encode()
    assert "\x00" not in text


def test_title_and_day_fall_back() -> None:
    assert matters.title_of({"MatterName": None, "MatterTitle": "The whole text"}) == "The whole text"
    assert matters.filed_on({"MatterIntroDate": None, "MatterAgendaDate": "2025-01-08T00:00:00"}) == date(
        2025, 1, 8
    )
    assert matters.filed_on({"MatterIntroDate": "never"}) is None


def test_attachments_are_told_apart_by_address_and_made_absolute() -> None:
    rows = [
        {"MatterAttachmentId": 1, "MatterAttachmentName": "Letter", "MatterAttachmentHyperlink": "http://x.example/a.pdf"},
        {"MatterAttachmentId": 2, "MatterAttachmentName": "again", "MatterAttachmentHyperlink": "http://x.example/a.pdf"},
        {"MatterAttachmentId": 3, "MatterAttachmentName": None, "MatterAttachmentHyperlink": "/files/b.docx",
         "MatterAttachmentFileName": "b.docx"},
        {"MatterAttachmentId": 4, "MatterAttachmentHyperlink": "file:///etc/passwd"},
        {"MatterAttachmentId": None, "MatterAttachmentHyperlink": "http://x.example/c.pdf"},
        {"MatterAttachmentId": 6, "MatterAttachmentHyperlink": None},
    ]  # fmt: skip
    found = matters.attachments_of(rows, "https://webapi.example/v1/harbor")  # type: ignore[arg-type]
    assert [(paper.id, paper.url, paper.name) for paper in found] == [
        (1, "http://x.example/a.pdf", "Letter"),
        (3, "https://webapi.example/files/b.docx", "b.docx"),
    ]


@pytest.mark.parametrize(
    ("versions", "current", "expected"),
    [
        ([{"Key": "11", "Value": "1"}, {"Key": "12", "Value": "2"}], "1", "11"),  # the one the matter names
        ([{"Key": "11", "Value": "9"}, {"Key": "12", "Value": "10"}], "", "12"),  # as numbers
        (
            [{"Key": 5, "Value": "*"}, {"Key": 6, "Value": "A"}, {"Key": 7, "Value": "B"}],
            "",
            "7",
        ),  # * is the oldest
        ([{"Key": "../x", "Value": "1"}, {"Key": None, "Value": "2"}], "", None),
        ([], "1", None),
    ],
)
def test_which_text_is_the_newest(
    versions: list[dict[str, object]], current: str, expected: str | None
) -> None:
    assert matters.newest_text_key(versions, current) == expected  # type: ignore[arg-type]


def test_keys() -> None:
    assert matters.matter_key(HARBOR, 128) == "legistar:harbor:matter:128"
    assert matters.attachment_key(HARBOR, 128, 7) == "legistar:harbor:matter:128:attachment:7"
    assert matters.matter_of("legistar:harbor:matter:128") == 128
    assert matters.matter_of("legistar:harbor:matter:128:attachment:7") is None
    assert matters.matter_of("https://x.example/legistar:harbor:matter:128") is None
