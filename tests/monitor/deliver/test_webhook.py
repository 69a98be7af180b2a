"""Webhooks against a real HTTP server: what is signed and sent, and what each answer means."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from standardwebhooks import Webhook, WebhookVerificationError

from config.settings import Receiver, Secret
from config.words import ReceiverKind
from crawler.net.webhook import safe_session
from monitor.deliver import webhook
from monitor.deliver.deadline import Deadline
from monitor.deliver.retry import Answer
from tests.monitor.deliver import hookserver, mailserver, samples

SECRET = hookserver.SECRET


class Hook:
    def __init__(self, port: int, ledger: hookserver.Ledger) -> None:
        self.port = port
        self.ledger = ledger

    def post(
        self,
        path: str,
        *,
        seconds: float = 1.0,
        secrets: tuple[str, ...] = (SECRET,),
        allow: bool = True,
        now: datetime | None = None,
    ) -> Answer:
        receiver = Receiver(
            id="archive",
            kind=ReceiverKind.WEBHOOK,
            address=f"http://127.0.0.1:{self.port}{path}",
            secrets=tuple(Secret(secret) for secret in secrets),
            allow=(f"127.0.0.1:{self.port}",) if allow else (),
        )
        now = now or datetime.now(UTC)
        return webhook.post(samples.letter(), receiver, now, Deadline(seconds), safe_session)


@pytest.fixture
def hook() -> Iterator[Hook]:
    with hookserver.running() as (port, ledger):
        yield Hook(port, ledger)


@pytest.mark.parametrize("secret", [SECRET, "a plain secret of more than 24 bytes"])
def test_the_exact_bytes_are_signed(hook: Hook, secret: str) -> None:
    assert hook.post("/ok", secrets=(secret,)) == Answer(text="HTTP 204", acknowledged=True)

    ((headers, body),) = hook.ledger.at("/ok")
    key: str | bytes = secret if secret.startswith("whsec_") else secret.encode()
    verified = Webhook(key).verify(body, headers)
    assert verified == json.loads(body)
    assert verified["id"] == headers["webhook-id"] == samples.ALERT_ID
    assert verified["seq"] == 7
    assert headers["content-type"] == "application/json"


def test_two_secrets_sign_side_by_side_while_one_is_changed(hook: Hook) -> None:
    new = "whsec_" + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldY"
    hook.post("/ok", secrets=(new, SECRET))

    ((headers, body),) = hook.ledger.at("/ok")
    assert len(headers["webhook-signature"].split(" ")) == 2
    for secret in (new, SECRET):
        Webhook(secret).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook("whsec_" + "Q" * 32).verify(body, headers)


def test_a_receiver_that_checks_signature_and_time_takes_it(hook: Hook) -> None:
    assert hook.post("/strict").acknowledged
    assert hook.post("/strict", secrets=("whsec_" + "Q" * 32,)).text == "HTTP 401"

    late = datetime.now(UTC) - timedelta(minutes=6)
    assert hook.post("/strict", now=late).text == "HTTP 401"  # so the time must be the attempt's own


def test_a_slow_answer_within_the_time_is_one(hook: Hook) -> None:
    assert hook.post("/slow-200", seconds=5.0) == Answer(text="HTTP 200", acknowledged=True)
    assert len(hook.ledger.requests) == 1


def test_an_answer_before_the_message_was_read_is_a_failure_for_later(hook: Hook) -> None:
    answer = hook.post("/no-read")

    assert not answer.acknowledged
    assert not answer.permanent
    assert answer.text == "HTTP 413" or answer.text.startswith("no answer")


def test_a_repeat_has_the_same_id_and_bytes_and_its_own_timestamp(hook: Hook) -> None:
    hook.post("/flaky")
    time.sleep(1.1)
    hook.post("/flaky")
    assert hook.post("/flaky").acknowledged

    sent = hook.ledger.at("/flaky")
    assert {headers["webhook-id"] for headers, _ in sent} == {samples.ALERT_ID}
    assert len({body for _, body in sent}) == 1
    assert len({headers["webhook-timestamp"] for headers, _ in sent}) >= 2


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/200", Answer(text="HTTP 200", acknowledged=True)),
        ("/299", Answer(text="HTTP 299", acknowledged=True)),
        ("/html", Answer(text="HTTP 200", acknowledged=True)),  # 2xx: the body is not read as anything
        ("/400", Answer(text="HTTP 400")),
        ("/413", Answer(text="HTTP 413")),
        ("/500", Answer(text="HTTP 500")),
        ("/410", Answer(text="HTTP 410: the receiver wants no further message", off=True)),
        ("/busy", Answer(text="HTTP 429", retry_after=timedelta(minutes=30))),
        ("/redirect", Answer(text="HTTP 302: redirects are not followed")),
        ("/permanent-redirect", Answer(text="HTTP 308: redirects are not followed")),
        ("/timeout", Answer(text="no answer in time")),
        ("/drip", Answer(text="no answer in time")),
    ],
)
def test_what_an_answer_means(hook: Hook, path: str, answer: Answer) -> None:
    started = time.monotonic()

    assert hook.post(path) == answer
    assert time.monotonic() - started < 2
    assert hook.ledger.at("/ok") == []
    assert len(hook.ledger.requests) == 1


@pytest.mark.parametrize("path", ["/endless", "/bomb"])
def test_a_monstrous_reply_is_not_read(hook: Hook, path: str) -> None:
    assert hook.post(path).acknowledged


def test_taken_and_reset_is_no_acknowledgement(hook: Hook) -> None:
    answer = hook.post("/dropped")

    assert not answer.acknowledged
    assert not answer.permanent
    assert len(hook.ledger.at("/dropped")) == 1


def test_a_reply_that_repeats_our_headers_is_not_kept(hook: Hook) -> None:
    assert hook.post("/echo").text == "HTTP 500"


def test_plain_http_needs_a_word(hook: Hook) -> None:
    answer = hook.post("/ok", allow=False)

    assert answer.permanent
    assert hook.ledger.requests == []


def test_a_private_address_is_never_connected_to(hook: Hook) -> None:
    receiver = Receiver(
        id="archive", kind=ReceiverKind.WEBHOOK, address=f"https://localhost:{hook.port}/token-in-path"
    )
    answer = webhook.post(samples.letter(), receiver, datetime.now(UTC), Deadline(2), safe_session)

    assert not answer.acknowledged
    assert "token" not in answer.text
    assert hook.ledger.requests == []


def test_nobody_listening_is_for_later() -> None:
    answer = Hook(1, hookserver.Ledger()).post("/ok")

    assert not answer.acknowledged
    assert not answer.permanent
    assert "127.0.0.1" not in answer.text


def test_the_deadline_holds_under_tls(tmp_path: Path) -> None:
    ca, context = mailserver.certificates("127.0.0.1")
    ca.cert_pem.write_to_path(tmp_path / "ca.pem")

    def sessions(allow: object) -> requests.Session:
        session = safe_session(allow)  # type: ignore[arg-type]
        session.verify = str(tmp_path / "ca.pem")
        return session

    with hookserver.running(context) as (port, ledger):
        receiver = Receiver(
            id="archive",
            kind=ReceiverKind.WEBHOOK,
            address=f"https://127.0.0.1:{port}/drip",
            allow=(f"127.0.0.1:{port}",),
        )
        started = time.monotonic()
        answer = webhook.post(samples.letter(), receiver, datetime.now(UTC), Deadline(1), sessions)

    assert answer == Answer(text="no answer in time")
    assert time.monotonic() - started < 2
    ((headers, _),) = ledger.at("/drip")
    assert "webhook-signature" not in headers  # no secret was configured


@pytest.mark.parametrize("secret", ["", "  ", "whsec_", "whsec_%%%"])
def test_a_secret_that_cannot_sign_is_final_and_not_told(hook: Hook, secret: str) -> None:
    answer = hook.post("/ok", secrets=(secret,))

    assert answer.permanent
    assert "%%%" not in answer.text
    assert hook.ledger.requests == []
