"""Mail against a real SMTP server: what arrives, and what each answer of the server means."""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from config.settings import Mail, Receiver, Secret
from config.words import ReceiverKind
from monitor import messages
from monitor.deliver import bodies, email, rendering, smtp_client
from monitor.deliver.deadline import Deadline
from monitor.deliver.retry import Answer
from storage.records import Alert
from tests.monitor import world
from tests.monitor.deliver import mailserver, samples

SENDER = "Detainer Watch <alerts@watch.example.org>"
HOSTILE = [
    "a\r\nBcc: victim@example.org",
    "a\nX-Injected: yes",
    "a\u2028b\u2029c\x85d\x0be\x1cf",
    "a\x00b",
    "\u202e51 detainers\u202c",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\"><a href='javascript:alert(1)'>x</a>",
    "{{ 7*7 }} {% raw %} %s {0} {n}",
    "=?utf-8?q?=0d=0aBcc:_v@example.org?=",
    "\ud800 lone",
    "é" * 5000,
    "x" * 10_000,
    "." * 300 + "\n.\n",
    "</td></table></style><style>*{display:none}</style>",
    "",
]


class Post:
    """A mail server, and mail that is set up to go there."""

    seconds = 5.0

    def __init__(self, port: int, ledger: mailserver.Ledger, ca_file: Path) -> None:
        self.ledger = ledger
        self.mail = Mail(host="127.0.0.1", port=port, sender=SENDER, ca_file=ca_file)

    def send(self, to: str, alert: Alert | None = None, **more: object) -> Answer:
        receiver = Receiver(id="desk", kind=ReceiverKind.EMAIL, address=to)
        mail = replace(self.mail, **more)  # type: ignore[arg-type]
        return email.send(alert or samples.letter(), receiver, mail, Deadline(self.seconds), step_s=2)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ssl.SSLContext]:
    ca, context = mailserver.certificates("127.0.0.1")
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    ca.cert_pem.write_to_path(path)
    return path, context


@pytest.fixture
def post(authority: tuple[Path, ssl.SSLContext]) -> Iterator[Post]:
    ca_file, context = authority
    with mailserver.running(tls=context) as (port, ledger):
        yield Post(port, ledger, ca_file)


# --- what arrives ---------------------------------------------------------------------------------


def test_it_delivers_over_starttls_and_says_so(post: Post) -> None:
    answer = post.send("ok@example.org")

    assert answer == Answer(text="250 2.0.0 taken", acknowledged=True)
    assert post.ledger.secured == [True]
    (message,) = post.ledger.messages
    assert message["Message-ID"] == f"<{samples.ALERT_ID}@watch.example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Id"] == "<desk.detainer-watch.watch.example.org>"
    assert message["From"] == SENDER
    assert message["To"] == "ok@example.org"
    subject = " ".join(message["Subject"].split())
    assert subject == "New: Boston police say they received 57 ICE detainer requests in 2025"


def test_the_text_part_stands_alone(post: Post) -> None:
    post.send("ok@example.org")

    (message,) = post.ledger.messages
    part = message.get_body(("plain",))
    assert part is not None
    text = part.get_content()
    for expected in (
        "Boston police say they received 57 ICE detainer requests in 2025 and declined",
        "received *57* detainer",
        "https://records.example.org/letter-1.pdf#page=2",
        f"SHA-256 {11:064x}",
        "2026-01-27 14:50 UTC",
        "an increase of 280 percent",
        "First-hand",
        "message 7 to desk",
    ):
        assert expected in " ".join(text.split())
    assert all(len(line) <= 78 for line in text.splitlines() if "http" not in line and "SHA" not in line)


def test_the_number_is_marked_in_its_sentence(post: Post) -> None:
    post.send("ok@example.org")

    (message,) = post.ledger.messages
    part = message.get_body(("html",))
    assert part is not None
    page = html.document_fromstring(part.get_content())
    (marked,) = page.xpath("//p/b[contains(@style, '#ffe694')]")
    assert marked.text == "57"
    assert "received " in marked.getparent().text
    assert page.xpath("//a/@href") == [
        "https://records.example.org/letter-1.pdf#page=2",
        "https://detainers.example.org/changes/100",
    ]


def test_nothing_is_attached(post: Post) -> None:
    post.send("ok@example.org")

    (message,) = post.ledger.messages
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    assert list(message.iter_attachments()) == []
    assert message["Date"] == "Tue, 27 Jan 2026 14:55:00 +0000"


@pytest.mark.parametrize(
    ("contact", "header"),
    [
        (None, None),
        ("https://desk.example.org/help", None),
        ("desk@example.org", "<mailto:desk@example.org?subject=No%20more%20alerts%20to%20desk>"),
    ],
)
def test_who_may_be_asked_to_stop_is_told_where_there_is_somebody(
    contact: str | None, header: str | None
) -> None:
    receiver = Receiver(id="desk", kind=ReceiverKind.EMAIL, address="a@example.org")
    message = email.compose(samples.letter(), receiver, Mail(host="x", port=25, sender=SENDER), contact)

    assert message["List-Unsubscribe"] == header


def test_a_long_thread_is_folded_and_still_whole() -> None:
    ids = [f"{n:08}-5f0b-4a7e-9d0c-2b1a6f3c9e11" for n in range(11)]
    letter = samples.letter()
    message = _parsed(replace(letter, body={**letter.body, "thread": [*ids, "a\r\nBcc: <v@x>"]}))

    followed = message["References"].split()
    assert followed == [f"<{id_}@watch.example.org>" for id_ in [*ids, "aBccvx"]]
    assert message["In-Reply-To"] == followed[-1]
    assert message["Bcc"] is None


def test_whatever_the_text_it_arrives_whole(post: Post) -> None:
    alerts = [samples.hostile(text) for text in HOSTILE]

    assert all(post.send("ok@example.org", alert).acknowledged for alert in alerts)
    for message, alert in zip(post.ledger.messages, alerts, strict=True):
        assert tuple(part.replace("\r\n", "\n") for part in _bodies(message)) == rendering.both(alert)


def test_the_same_alert_is_the_same_bytes_each_time() -> None:
    mail = Mail(host="x", port=25, sender=SENDER)
    receiver = Receiver(id="desk", kind=ReceiverKind.EMAIL, address="a@example.org")
    first, second = (email.compose(samples.letter(), receiver, mail).as_bytes() for _ in range(2))

    assert first == second


def test_a_correction_follows_what_it_corrects() -> None:
    alert = samples.made(samples.every_kind()[13:14], "correction:aaaa-bbbb")
    receiver = Receiver(id="desk", kind=ReceiverKind.EMAIL, address="a@example.org")
    message = email.compose(alert, receiver, Mail(host="x", port=25, sender=SENDER))

    assert message["In-Reply-To"] == message["References"] == "<aaaa-bbbb@watch.example.org>"


@pytest.mark.parametrize("change", samples.every_kind(), ids=lambda change: f"{change.kind}-{change.id}")
def test_every_kind_makes_a_mail(change: object) -> None:
    alert = samples.made([change])  # type: ignore[list-item]
    message = _parsed(alert)

    assert message["Subject"].strip() == alert.subject
    text, page = _bodies(message)
    (entry,) = bodies.parts(alert.body, "changes")
    assert bodies.text(entry, "sentence")[:30] in " ".join(text.split())
    assert len(page) > 500


def test_a_long_mail_stays_under_what_clients_show() -> None:
    many = [world.new(key=f"k{n}", id=n) for n in range(messages.MAX_ENTRIES)]
    text, page = _bodies(_parsed(samples.made(many)))

    assert len(page.encode()) < 100 * 1024
    for shown in (text, page.partition("<body")[2]):
        assert shown.count("57 ICE detainer requests") == len(many)


# --- hostile text ---------------------------------------------------------------------------------


def _parsed(alert: Alert) -> EmailMessage:
    receiver = Receiver(id="desk", kind=ReceiverKind.EMAIL, address="a@example.org")
    raw = email.compose(alert, receiver, Mail(host="x", port=25, sender=SENDER)).as_bytes()
    assert all(len(line) < 998 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert b"\0" not in raw
    parsed = message_from_bytes(raw, policy=policy.default)
    assert isinstance(parsed, EmailMessage)
    return parsed


def _bodies(message: EmailMessage) -> tuple[str, str]:
    parts = [message.get_body((kind,)) for kind in ("plain", "html")]
    text, page = (part.get_content() if part else "" for part in parts)
    return text, page


def _shapes(page: str) -> set[tuple[object, ...]]:
    """The elements there are, each with its attributes."""
    return {(e.tag, *sorted(e.attrib)) for e in html.document_fromstring(page).iter() if e.tag != "a"}


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text(text: str) -> None:
    plain = _parsed(samples.hostile("harmless"))
    message = _parsed(samples.hostile(text))

    assert message.keys() == plain.keys()
    _, page = _bodies(message)
    _, harmless = _bodies(plain)
    assert _shapes(page) <= _shapes(harmless)
    for link in html.document_fromstring(page).xpath("//@href"):
        assert link.startswith(("https://news.example.org/", "https://detainers.example.org/"))
    assert not html.document_fromstring(page).xpath("//img|//script|//link|//style|//iframe|//@src")


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(alphabet=st.characters(), max_size=80),
            # what the email package itself takes for encoded, or for a place to fold
            st.sampled_from(
                ["=?utf-8?q?=0d=0aBcc:_x@y.z?=", "=?", "?=", "utf-8?b?DQo=", "\r\n", ": ", "@", "<", "=\0?"]
            ),
        ),
        max_size=8,
    ).map("".join)
)
def test_no_text_can_break_a_header(text: str) -> None:
    receiver = Receiver(id="desk", kind=ReceiverKind.EMAIL, address="a@example.org")
    alert = replace(samples.letter(), subject=text)
    message = email.compose(alert, receiver, Mail(host="x", port=25, sender=SENDER))
    head = message.as_bytes().partition(b"\r\n\r\n")[0]
    parsed = message_from_bytes(head, policy=policy.default)

    assert list(parsed.keys()) == list(message.keys())
    assert all(len(line) < 998 for line in head.split(b"\r\n"))
    assert len(str(parsed["Subject"])) <= 210


# --- what the server says -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mood", "answer"),
    [
        ("tempfail", Answer(text="451 4.7.1 come again later")),
        ("busy", Answer(text="421 4.3.2 shutting down")),
        ("permfail", Answer(text="550 5.1.1 no such mailbox", permanent=True)),
        ("datafail", Answer(text="554 5.6.0 not wanted", permanent=True)),
        ("datatemp", Answer(text="452 4.3.1 disk full")),
    ],
)
def test_4xx_is_for_later_and_5xx_is_final(post: Post, mood: str, answer: Answer) -> None:
    assert post.send(f"{mood}@example.org") == answer
    assert post.ledger.taken == []


def test_greylisting_is_taken_at_the_second_try(post: Post) -> None:
    assert not post.send("greylist@example.org").acknowledged
    assert post.send("greylist@example.org").acknowledged


def test_a_server_that_takes_and_drops_has_not_acknowledged(post: Post) -> None:
    first = post.send("drop@example.org")
    second = post.send("drop@example.org")

    assert not first.acknowledged
    assert not first.permanent
    assert not second.acknowledged
    ids = {message["Message-ID"] for message in post.ledger.messages}
    assert len(post.ledger.taken) == 2
    assert len(ids) == 1


@pytest.mark.parametrize("mood", ["hang", "drip"])
def test_a_server_that_never_answers_the_dot_is_cut_off(post: Post, mood: str) -> None:
    post.seconds = 1.0
    started = time.monotonic()
    answer = post.send(f"{mood}@example.org")

    assert answer == Answer(text="no answer in time")
    assert time.monotonic() - started < 6


def test_half_an_answer_to_the_dot_is_no_acknowledgement(post: Post) -> None:
    answer = post.send("half@example.org")

    assert not answer.acknowledged
    assert "ended within an answer" in answer.text


def test_an_endless_answer_is_bounded(post: Post) -> None:
    answer = post.send("noise@example.org")

    assert not answer.acknowledged
    assert len(answer.text) < 300


def test_nobody_listening_is_for_later(post: Post) -> None:
    answer = post.send("ok@example.org", port=1)

    assert not answer.acknowledged
    assert not answer.permanent


def test_a_name_that_nobody_knows_is_for_later(post: Post) -> None:
    answer = post.send("ok@example.org", host="nowhere.invalid")

    assert not answer.acknowledged
    assert not answer.permanent


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (["554 5.7.1 go away\r\n"], "554 5.7.1 go away"),
        (["421 4.7.0 too many\r\n"], "421 4.7.0 too many"),
        (["220 hi\r\n", "250-x\r\n250 STARTTLS\r\n", "554 5.3.3 broken\r\n"], "554 5.3.3 broken"),
        (["220 hi\r\n", "250-x\r\n250 STARTTLS\r\n", "220 go\r\n250 injected\r\n"], ""),
        (["220 hi\r\n", "500 what?\r\n"], "500 what?"),
        (["what is this?\r\n"], "-1 is this?"),
    ],
    ids=["554 at first", "421 at first", "no TLS after all", "words before TLS", "no EHLO", "no SMTP"],
)
def test_what_is_said_before_any_message_is_final_for_none(
    authority: tuple[Path, ssl.SSLContext], answers: list[str], told: str
) -> None:
    with mailserver.scripted(*answers) as (port, asked):
        post = Post(port, mailserver.Ledger(), authority[0])
        answer = post.send("ok@example.org", user="watch", password=Secret("s3cret"))

    assert told in answer.text
    assert not answer.acknowledged
    assert not answer.permanent
    assert not any(line.startswith(("AUTH", "MAIL")) for line in asked)


def test_without_starttls_nothing_is_sent(authority: tuple[Path, ssl.SSLContext]) -> None:
    with mailserver.running(tls=None) as (port, ledger):
        post = Post(port, ledger, authority[0])
        answer = post.send("ok@example.org", user="watch", password=Secret("s3cret"))

        assert answer == Answer(text="the server offers no STARTTLS; nothing was sent")
        assert ledger.tries == {}
        assert ledger.logins == 0


def test_without_tls_only_where_the_configuration_says_so(authority: tuple[Path, ssl.SSLContext]) -> None:
    with mailserver.running(tls=None) as (port, ledger):
        post = Post(port, ledger, authority[0])

        assert post.send("ok@example.org", tls=False).acknowledged
        refused = post.send("ok@example.org", tls=False, user="watch", password=Secret("s3cret"))
        assert not refused.acknowledged
        assert ledger.logins == 0


def test_a_strange_certificate_is_refused(post: Post) -> None:
    answer = post.send("ok@example.org", ca_file=None)

    assert answer.text.startswith("the certificate was refused")
    assert post.ledger.tries == {}


def test_a_certificate_for_another_name_is_refused(tmp_path: Path) -> None:
    ca, context = mailserver.certificates("mail.example.org")
    ca.cert_pem.write_to_path(tmp_path / "ca.pem")
    with mailserver.running(tls=context) as (port, ledger):
        answer = Post(port, ledger, tmp_path / "ca.pem").send("ok@example.org")

    assert answer.text.startswith("the certificate was refused")
    assert ledger.taken == []


def test_an_expired_certificate_is_refused(tmp_path: Path) -> None:
    ca, context = mailserver.certificates("127.0.0.1", until=datetime.now(UTC) - timedelta(days=1))
    ca.cert_pem.write_to_path(tmp_path / "ca.pem")
    with mailserver.running(tls=context) as (port, ledger):
        answer = Post(port, ledger, tmp_path / "ca.pem").send("ok@example.org")

    assert answer.text.startswith("the certificate was refused")
    assert "expired" in answer.text
    assert ledger.taken == []


@pytest.mark.parametrize("without", [("PLAIN",), ("PLAIN", "LOGIN")], ids=["LOGIN", "none"])
def test_it_logs_in_as_the_server_can(
    authority: tuple[Path, ssl.SSLContext], without: tuple[str, ...]
) -> None:
    with mailserver.running(tls=authority[1], login=True, without=without) as (port, ledger):
        post = Post(port, ledger, authority[0])
        right = Secret(mailserver.PASSWORD)
        answer = post.send("ok@example.org", user=mailserver.USER, password=right)

    assert answer.acknowledged == (len(without) == 1)
    assert answer.refused_login == (len(without) == 2)
    assert "we can PLAIN and LOGIN" in answer.text or answer.acknowledged


def test_tls_from_the_start(authority: tuple[Path, ssl.SSLContext], monkeypatch: pytest.MonkeyPatch) -> None:
    with mailserver.running(tls=authority[1], implicit=True) as (port, ledger):
        monkeypatch.setattr(smtp_client, "IMPLICIT_TLS", port)  # port 465 is not for tests to take

        assert Post(port, ledger, authority[0]).send("ok@example.org").acknowledged
        assert len(ledger.taken) == 1


def test_it_logs_in_over_tls(authority: tuple[Path, ssl.SSLContext]) -> None:
    with mailserver.running(tls=authority[1], login=True) as (port, ledger):
        post = Post(port, ledger, authority[0])
        right = Secret(mailserver.PASSWORD)

        assert post.send("ok@example.org", user=mailserver.USER, password=right).acknowledged


def test_a_refused_login_is_the_accounts_trouble_and_never_tells_the_password(
    authority: tuple[Path, ssl.SSLContext],
) -> None:
    with mailserver.running(tls=authority[1], login=True) as (port, ledger):
        post = Post(port, ledger, authority[0])
        wrong = post.send("ok@example.org", user=mailserver.USER, password=Secret("hunter2-marked"))
        none = post.send("ok@example.org")

    assert wrong.refused_login
    assert wrong.retry_after is not None
    assert "hunter2" not in wrong.text
    assert none.refused_login
    assert none.text.startswith("530")


def test_a_mailbox_that_no_server_takes_is_final(post: Post) -> None:
    answer = post.send("пример@example.org")

    assert answer.permanent
    assert post.ledger.tries == {}
