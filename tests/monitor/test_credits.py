"""Whose text it is, as the text says itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.credits import MAX_NAME, credited
from tests.monitor.copied_texts import MARLOW

STORY = "Police got 57 detainers last year, the department said."


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        (MARLOW.wire, "Associated Press"),
        (f"By The Associated Press\n\n{STORY}", "Associated Press"),
        (f"By A REPORTER | Associated Press\n\n{STORY}", "Associated Press"),
        (f"A photographer, Associated Press\n\n{STORY}", ""),
        (f"A photographer | AP\n\nAssociated Press\n\n{STORY}", ""),
        (f"BOSTON (Reuters) - {STORY}", "Reuters"),
        (f"(The Center Square) – {STORY}", "The Center Square"),
        (f"{STORY}\n\nThis story was originally published by CalMatters and is used here.", "CalMatters"),
        (f"{STORY}\n\nThis article first appeared in the Riverton Ledger.", "the Riverton Ledger"),
        (
            f"{STORY}\n\nThis article is republished from The Conversation under a licence.",
            "The Conversation",
        ),
        (f"{STORY}\n\nRepublished with permission from Arizona Mirror.", "Arizona Mirror"),
        (f"{STORY}\n\nThis story was produced by The Marshall Project.", "The Marshall Project"),
        (f"{STORY}\n\nCopyright 2026 The Associated Press. All rights reserved.", "Associated Press"),
        (f"{STORY}\n\n© 2026 Riverton Courier. All rights reserved.", ""),
        (f"{STORY}\n\nThe Associated Press contributed to this report.", ""),
        (f"(AP Photo)\n\n{STORY}", ""),
        (f"{STORY} According to the Associated Press, so did others.", ""),
        (f"The agency (ICE) - that is its short name. {STORY}", ""),
        (f"{STORY}\n\nThis report was published in March.", ""),
        (f"{STORY}\n\nThis report was published on Tuesday by the police.", ""),
        (f"BOSTON (WBUR) — {STORY}", ""),
        (STORY, ""),
        ("", ""),
    ],
)
def test_a_credit_is_read_and_help_is_none(text: str, whose: str) -> None:
    assert credited(text, "Riverton Courier") == whose


@pytest.mark.parametrize("publisher", ["Associated Press", "The Associated Press", "AP", "apnews.com"])
def test_its_own_publisher_is_no_credit(publisher: str) -> None:
    assert credited(MARLOW.wire, publisher) == ""


def test_a_known_service_is_told_by_one_name() -> None:
    assert credited(f"By the AP\n\n{STORY}", "x") == credited(f"(AP) — {STORY}", "x") == "Associated Press"


@given(st.text(max_size=400), st.text(max_size=30))
def test_any_text_gives_one_short_line(text: str, publisher: str) -> None:
    for told in (text, f"This story was published by {text}"):
        name = credited(told, publisher)
        assert len(name) <= MAX_NAME
        assert name == "" or (name.isprintable() and "\n" not in name)
