"""One alert as one message of a chat: short, whole in itself, never longer than the service takes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.words import ChangeKind
from monitor.deliver import bodies, chat_text
from monitor.deliver.chat_services import SERVICES
from tests.monitor import world
from tests.monitor.deliver import samples

KINDS = sorted({id(service.dialect): name for name, service in SERVICES.items()}.values())


def size(message: chat_text.Message) -> int:
    return len(message.title.encode()) + len(message.text.encode())


def test_it_says_who_what_in_which_words_and_where_to_check() -> None:
    alert = samples.letter()
    (change,) = bodies.parts(alert.body, "changes")
    said = chat_text.message(alert, SERVICES["json"])
    assert said.title == alert.subject
    assert said.text.splitlines() == [
        bodies.text(change, "sentence"),
        *bodies.texts(change, "notes"),
        "“In calendar year 2025 the Department received 57 detainer requests; all 57 were declined.”",
        "Letter of the commissioner on detainer requests (Boston Police Department, January 20, 2026), "
        "page 2",
        "https://records.example.org/letter-1.pdf#page=2",
        "Saved 2026-01-27 14:50 UTC, SHA-256 000000000000…",
        "https://detainers.example.org/changes/100",
        "",
        "Alert 0f8a4c1e.",
    ]


def test_both_sides_of_a_conflict_are_there() -> None:
    text = chat_text.message(samples.made([world.conflicting()]), SERVICES["ntfy"]).text
    assert text.count("SHA-256") == 2
    assert "The other side: " in text


@pytest.mark.parametrize("name", KINDS)
def test_what_does_not_fit_is_counted_with_how_to_read_it(name: str) -> None:
    service = SERVICES[name]
    said = chat_text.message(samples.made(samples.every_kind()), service)
    assert size(said) <= service.limit
    assert "left out here: detainer-watch alerts show 0f8a4c1e" in said.text


@pytest.mark.parametrize("name", KINDS)
def test_it_fits_to_the_byte(name: str) -> None:
    """However much room there is, down to where only the headline and the foot have any."""
    alert = samples.hostile("*" * 90)
    for limit in range(1000, 1400, 17):
        service = replace(SERVICES[name], limit=limit)
        assert size(chat_text.message(alert, service)) <= limit


def test_many_changes_are_a_few_in_full_and_headlines() -> None:
    service = replace(SERVICES["json"], limit=50_000)
    text = chat_text.message(samples.made(samples.every_kind()), service).text
    assert text.count("\n– ") == len(samples.made(samples.every_kind()).body["changes"]) - 5  # type: ignore[arg-type]
    assert "left out" not in text


@pytest.mark.parametrize("name", [*KINDS, "pover"])
def test_a_doubt_is_never_what_was_cut(name: str) -> None:
    alert = samples.made([world.conflicting()])
    said = chat_text.message(alert, SERVICES[name]).text
    assert "Not a sure reading: please check it against the document" in said


def test_a_correction_names_what_it_corrects() -> None:
    change = world.change(ChangeKind.RETRACTED, before=world.side(value=51), more={"right_value": 15})
    alert = samples.made([change], "correction:1234abcd-0000-4000-8000-000000000000")
    assert "Alert 0f8a4c1e, corrects 1234abcd." in chat_text.message(alert, SERVICES["json"]).text


@pytest.mark.parametrize("name", KINDS)
@settings(max_examples=8, deadline=None)
@given(text=st.text(max_size=300))
def test_whatever_a_document_says_the_message_fits(name: str, text: str) -> None:
    service = SERVICES[name]
    said = chat_text.message(samples.hostile(text), service)
    assert size(said) <= service.limit
    assert "\x00" not in said.text


@pytest.mark.parametrize("name", ["discord", "mmost", "zulip", "workflows"])
@given(text=st.text(alphabet="\\`*_~[]<>|#@ab!()", max_size=40))
@settings(max_examples=60, deadline=None)
def test_no_mark_of_markdown_is_left_alone(name: str, text: str) -> None:
    escaped = SERVICES[name].dialect.escape(text)
    plain = escaped.replace("\u200b", "")
    at = 0
    while at < len(plain):
        if plain[at] == "\\":
            at += 2
            continue
        assert plain[at] not in "`*_~[]<>|#"
        at += 1
    assert "@" not in escaped.replace("@\u200b", "")


def test_an_address_in_a_link_is_only_an_address() -> None:
    url = "https://news.example.org/@everyone/[a](b)*c*?x=1&y=2"
    for service in SERVICES.values():
        linked = service.dialect.link(url)
        if service.dialect is not SERVICES["json"].dialect:
            assert "@everyone" not in linked
            assert "[a](b)" not in linked
