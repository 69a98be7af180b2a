"""One connection for many messages, against a real SMTP server that closes it, loses it or is slow."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from config.settings import Mail, Secret
from monitor.deliver import mail_line, smtp_client
from monitor.deliver.deadline import Deadline
from monitor.deliver.mail_line import Letter, MailLine
from monitor.deliver.retry import Answer
from tests.monitor.deliver import mailserver

CONTENT = b"Subject: x\r\n\r\nbody\r\n"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    ca, context = mailserver.certificates("127.0.0.1")
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    ca.cert_pem.write_to_path(path)
    return path, context


class Lines:
    def __init__(self, authority: tuple[Path, ssl.SSLContext]) -> None:
        self.ca_file, self.context = authority

    @contextmanager
    def to(self, most: int = 50, **server: Any) -> Iterator[tuple[MailLine, mailserver.Ledger]]:
        """A line to a server of a certain kind, with the right account."""
        with mailserver.running(tls=self.context, **server) as (port, ledger):
            account: dict[str, Any] = {"user": mailserver.USER, "password": Secret(mailserver.PASSWORD)}
            mail = Mail(host="127.0.0.1", port=port, sender="w@example.org", ca_file=self.ca_file)
            if server.get("login"):
                mail = replace(mail, **account)
            with closing(MailLine(mail, step_s=2, most=most)) as line:
                yield line, ledger


@pytest.fixture
def lines(authority: tuple[Path, ssl.SSLContext]) -> Lines:
    return Lines(authority)


def send(line: MailLine, mood: str = "ok", *, seconds: float = 5.0, content: bytes = CONTENT) -> Answer:
    letter = Letter(sender="w@example.org", recipient=f"{mood}@example.org", content=content)
    return line.send(letter, Deadline(seconds))


def test_it_logs_in_once_and_clears_the_connection_between_messages(lines: Lines) -> None:
    with lines.to(login=True) as (line, ledger):
        assert all(send(line).acknowledged for _ in range(5))

    assert (ledger.connections, ledger.logins, ledger.resets) == (1, 1, 4)


def test_a_no_to_one_message_leaves_the_connection_to_the_next(lines: Lines) -> None:
    with lines.to() as (line, ledger):
        answers = [send(line, mood) for mood in ("permfail", "ok", "tempfail", "datafail", "datatemp", "ok")]

    assert [answer.acknowledged for answer in answers] == [False, True, False, False, False, True]
    assert [answer.permanent for answer in answers] == [True, False, False, True, False, False]
    assert ledger.connections == 1


@pytest.mark.parametrize("says_so", [False, True], ids=["without a word", "by a 421"])
def test_a_server_that_closes_after_some_messages_fails_none(lines: Lines, says_so: bool) -> None:
    with lines.to(tired=2, says_so=says_so) as (line, ledger):
        answers = [send(line) for _ in range(5)]

    assert all(answer.acknowledged for answer in answers)
    assert ledger.by_connection == [1, 1, 2, 2, 3]


def test_421_closes_it_and_the_next_message_has_a_fresh_one(lines: Lines) -> None:
    with lines.to() as (line, ledger):
        busy = send(line, "busy")
        after = send(line)

    assert busy == Answer(text="421 4.3.2 shutting down")
    assert after.acknowledged
    assert ledger.connections == 2


def test_what_may_have_been_taken_is_not_sent_again_over_a_fresh_one(lines: Lines) -> None:
    with lines.to() as (line, ledger):
        assert send(line).acknowledged
        dropped = send(line, "drop")
        after = send(line)

    assert not dropped.acknowledged
    assert after.acknowledged
    assert len(ledger.taken) == 3  # the one that was dropped was taken once


def test_a_message_that_is_cut_off_at_its_deadline_takes_the_connection_along_and_no_other(
    lines: Lines,
) -> None:
    with lines.to() as (line, ledger):
        assert send(line).acknowledged
        late = send(line, "hang", seconds=0.5)
        after = send(line)

    assert late == Answer(text="no answer in time")
    assert after.acknowledged
    assert ledger.connections == 2


def test_a_deadline_that_is_over_cuts_no_later_exchange(lines: Lines) -> None:
    with lines.to() as (line, ledger):
        letter = Letter(sender="w@example.org", recipient="ok@example.org", content=CONTENT)
        past = Deadline(5)
        assert line.send(letter, past).acknowledged
        past.abort()
        assert send(line).acknowledged

    assert ledger.connections == 1


def test_only_so_many_messages_go_over_one(lines: Lines) -> None:
    with lines.to(most=2) as (line, ledger):
        assert all(send(line).acknowledged for _ in range(5))

    assert ledger.by_connection == [1, 1, 2, 2, 3]


def test_the_bound_on_what_a_server_says_is_each_messages_own(
    lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp_client, "MAX_ANSWERS", 600)
    with lines.to() as (line, ledger):
        assert all(send(line).acknowledged for _ in range(20))

    assert ledger.connections == 1


def test_a_server_that_cannot_be_reached_is_no_messages_fault(lines: Lines) -> None:
    nowhere = MailLine(Mail(host="127.0.0.1", port=1, sender="w@example.org", ca_file=lines.ca_file))
    answer = nowhere.ready(Deadline(2))

    assert answer is not None
    assert "ConnectionRefused" in answer.text
    assert not answer.permanent


def test_a_sender_that_the_server_refuses_is_the_accounts_trouble(lines: Lines) -> None:
    with lines.to() as (line, _):
        letter = Letter(sender="stranger@example.org", recipient="ok@example.org", content=CONTENT)
        answer = line.send(letter, Deadline(5))

    assert answer.refused_login
    assert not answer.permanent  # the operator can mend it, and then it goes out
    assert answer.text == "the sender was refused: 553 5.7.1 not your address"


def test_a_message_beyond_the_servers_size_is_final(lines: Lines) -> None:
    with lines.to() as (line, _):
        answer = send(line, content=b"x" * 78 + b"\r\n" + b"y" * 34_000_000, seconds=20)

    assert answer.permanent
    assert answer.text.startswith("552")


def test_lines_that_smtp_itself_would_read_arrive_whole(lines: Lines) -> None:
    content = b"Subject: x\r\n\r\n.\r\n..\r\n.x\r\nlast\r\n"
    with lines.to() as (line, ledger):
        assert send(line, content=content).acknowledged

    assert ledger.taken == [content]


def test_a_password_beyond_ascii_logs_in(lines: Lines, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mailserver, "PASSWORD", "pässwörd — beyond")
    with lines.to(login=True) as (line, ledger):
        assert send(line).acknowledged

    assert ledger.logins == 1


def test_the_patience_for_the_answer_to_a_whole_message_fits_into_a_lease() -> None:
    from monitor.deliver import email, sender

    assert mail_line.STEP_S < mail_line.DOT_S < email.TOTAL_S < sender.LEASE.total_seconds()
