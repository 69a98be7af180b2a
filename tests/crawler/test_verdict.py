from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twisted.python.failure import Failure

from config.words import Verdict as V
from crawler.errors import AddressRefused, CrawlStopped, HostHeld, Incomplete, TimedOut, TooLarge, Unreachable
from crawler.verdict import WANTED, Answer, judge, of_failure

NOW = datetime(2026, 1, 27, 12, tzinfo=UTC)
LONG = (
    "<p>" + "The department received 15 ICE detainer requests in 2024, the commissioner wrote. " * 60 + "</p>"
)


def html(body: str, *, title: str = "Detainers rose", status: int = 200, **headers: str) -> Answer:
    page = f"<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>"
    return Answer(
        status=status,
        body=page.encode(),
        headers={"content-type": "text/html", **{k.replace("_", "-"): v for k, v in headers.items()}},
        url="https://a.example/story",
        at=NOW,
    )


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (100, V.STATUS), (199, V.STATUS), (204, V.EMPTY), (205, V.EMPTY), (206, V.TRUNCATED),
        (300, V.REDIRECT), (304, V.STATUS), (305, V.REDIRECT), (400, V.STATUS), (401, V.BLOCKED),
        (402, V.PAYWALL), (403, V.BLOCKED),
        (404, V.MISSING), (406, V.STATUS), (407, V.STATUS), (408, V.STATUS), (410, V.GONE), (418, V.STATUS),
        (429, V.RATE_LIMITED), (451, V.BLOCKED), (500, V.SERVER_ERROR), (503, V.SERVER_ERROR),
        (599, V.SERVER_ERROR), (600, V.STATUS), (999, V.STATUS),
    ],
)  # fmt: skip
def test_a_status_settles_it_whatever_the_body_says(status: int, verdict: V) -> None:
    judged = judge(html(LONG, status=status))
    assert judged.verdict is verdict
    assert str(status) in judged.note
    assert not judged.good


def test_unchanged_only_where_it_was_asked() -> None:
    assert judge(Answer(status=304, conditional=True)).verdict is V.UNCHANGED
    assert judge(Answer(status=304, conditional=True)).good
    assert judge(Answer(status=304)).verdict is V.STATUS


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504])
def test_what_may_pass_is_marked_so(status: int) -> None:
    assert judge(html("x", status=status)).transient


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 501])
def test_what_stays_is_not(status: int) -> None:
    assert not judge(html("x", status=status)).transient


def test_a_pause_is_cut_to_a_day_and_says_so() -> None:
    judged = judge(html("x", status=429, retry_after="31536000"))
    assert judged.retry_after == timedelta(days=1)
    assert "365 days" in judged.note
    assert judge(html("x", status=503, retry_after="7")).retry_after == timedelta(seconds=7)


NO_DOCUMENT = [
    (html("<h1>Checking your browser</h1>", title="Just a moment..."), V.CHALLENGE),
    (html("<script src='/cdn-cgi/challenge-platform/h.js'></script>"), V.CHALLENGE),
    (html("<script src='/_Incapsula_Resource?SWJIYLWA=1'></script>"), V.CHALLENGE),
    (html("<script src='https://geo.captcha-delivery.com/c.js'></script>"), V.CHALLENGE),
    (html("<div id='px-captcha'></div>", title="Access to this page has been denied"), V.CHALLENGE),
    (html("Enable JavaScript and cookies to continue"), V.CHALLENGE),
    (html("no", status=403, cf_mitigated="challenge"), V.CHALLENGE),
    (html("Checking", title="Just a moment...", status=503), V.CHALLENGE),
    (html(LONG, cf_mitigated="challenge"), V.CHALLENGE),
    (html("<h1>Page not found</h1><p>Sorry.</p>", title="Herald"), V.MISSING),
    (html("<p>Try the search.</p>" * 30, title="Page Not Found | Boston Herald"), V.MISSING),
    (html("<p>Sorry.</p>", title="404 - File or directory not found."), V.MISSING),
    (html("<p>The page you requested could not be found.</p>"), V.MISSING),
    (html("<p>This story is no longer available.</p>"), V.MISSING),
    (html("x", title="Error establishing a database connection"), V.SOFT_ERROR),
    (html("<h1>500 Internal Server Error</h1>", title=""), V.SOFT_ERROR),
    (html("<p>We are down for maintenance. Be back soon.</p>"), V.SOFT_ERROR),
    (html("<p>ORA-12541: no listener</p>"), V.SOFT_ERROR),
    (html("<form>Sign in <input name=p type=password></form>", title="Log in"), V.LOGIN),
    (html("<p>Police said 15.</p><p>Subscribe to continue reading.</p>"), V.PAYWALL),
    (html('<script>{"isAccessibleForFree": "False"}</script><p>Police said.'), V.PAYWALL),
    (html('<meta http-equiv="refresh" content="0;url=/x">moved'), V.REDIRECT),
    (html("", title=""), V.OK),  # a shell: extraction finds it empty
    (Answer(status=200, body=b""), V.EMPTY),
    (Answer(status=200, body=b" \r\n\t"), V.EMPTY),
]  # fmt: skip


@pytest.mark.parametrize(("answer", "verdict"), NO_DOCUMENT)
def test_a_page_that_is_no_document(answer: Answer, verdict: V) -> None:
    assert judge(answer, "document").verdict is verdict


@pytest.mark.parametrize(
    "answer",
    [
        html(LONG),
        html(LONG, title="Page not found: how ICE hid its detainer data"),
        html(LONG, title="404 detainers in one year"),
        html(LONG, title="Page not found"),  # whatever the title says: this is an article
        html(LONG + "<p>Subscribe to continue reading. Log in. <input type=password></p>"),
        html(LONG + "<p>The page you requested could not be found, the site of the agency said.</p>"),
        html(LONG + '<script>{"isAccessibleForFree": false}</script>'),
        html(LONG + "<script src='/cdn-cgi/challenge-platform/scripts/jsd/main.js'></script>"),
        html("<p>15 detainers.</p>", title="Maintenance workers union on detainers"),
        html("<p>Police received 15 requests in 2024.</p>"),
    ],
)
def test_a_document_passes_though_it_has_such_words(answer: Answer) -> None:
    assert judge(answer, "document").verdict is V.OK


PDF, PNG, ZIP = b"%PDF-1.7\n1 0 obj", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, b"PK\x03\x04" + b"\0" * 50
RSS, JSON, CSV = b"<?xml version='1.0'?><rss><channel/></rss>", b'{"a": 1}', b"year,requests\n2024,15\n"


@pytest.mark.parametrize(
    ("body", "declared", "wanted", "verdict"),
    [
        (PDF, "application/pdf", "document", V.OK),
        (PDF, "text/html", "document", V.OK),
        (PDF, None, "pdf", V.OK),
        (b"junk" * 100 + PDF, "application/pdf", "pdf", V.OK),
        (PDF, "application/pdf", "html", V.WRONG_TYPE),
        (b"<html><body>Something</body></html>", "application/pdf", "any", V.WRONG_TYPE),
        (b"<html><body>Something</body></html>", "application/octet-stream", "html", V.OK),
        (b"<html><body>Something</body></html>", None, "document", V.OK),
        (PNG, "text/html", "any", V.WRONG_TYPE),
        (PNG, "image/png", "any", V.WRONG_TYPE),
        (ZIP, "application/pdf", "any", V.WRONG_TYPE),
        (b"\x1f\x8b\x08" + b"\0" * 50, "text/html", "any", V.WRONG_TYPE),
        (b"\x1f\x8b\x08" + b"\0" * 50, "application/x-gzip", "sitemap", V.OK),
        (RSS, "application/rss+xml", "feed", V.OK),
        (RSS, "text/html", "feed", V.OK),
        (JSON, "application/json", "feed", V.OK),
        (b"<html><body>Something</body></html>", "application/rss+xml", "feed", V.WRONG_TYPE),
        (b"<html><body>Something</body></html>", "application/json", "json", V.WRONG_TYPE),
        (CSV, "text/csv", "csv", V.OK),
        (CSV, "text/csv", "document", V.OK),
    ],
)
def test_the_first_bytes_decide_the_type(body: bytes, declared: str | None, wanted: str, verdict: V) -> None:
    headers = {"content-type": declared} if declared else {}
    judged = judge(Answer(status=200, body=body, headers=headers, url="https://a.example/x"), wanted)
    assert judged.verdict is verdict
    assert judged.media_type


def test_being_sent_to_the_front_page_is_missing() -> None:
    def sent(asked: str, came: str) -> V:
        body = html(LONG).body
        return judge(Answer(status=200, body=body, url=came, asked_url=asked)).verdict

    assert sent("https://a.example/2025/story", "https://www.a.example/") is V.MISSING
    assert sent("https://a.example/2025/story", "https://a.example/index.html") is V.MISSING
    assert sent("https://a.example/2025/story", "https://a.example/2025/story-2") is V.OK
    assert sent("http://a.example/", "https://a.example/") is V.OK
    assert sent("https://t.example/x", "https://a.example/") is V.OK  # a shortener


@pytest.mark.parametrize(
    ("error", "verdict", "transient"),
    [
        (AddressRefused("no"), V.REFUSED, False),
        (Unreachable("no"), V.UNREACHABLE, True),
        (Unreachable("certificate", transient=False), V.UNREACHABLE, False),
        (TimedOut("late"), V.TIMEOUT, True),
        (Incomplete("half"), V.TRUNCATED, True),
        (TooLarge("big"), V.TOO_LARGE, False),
        (HostHeld("held", NOW), V.RATE_LIMITED, False),
        (CrawlStopped(), V.UNREACHABLE, False),
        (KeyError("bug\nhere"), V.PROTOCOL, False),
    ],
)
def test_a_failure_has_a_verdict(error: Exception, verdict: V, transient: bool) -> None:
    for told in (error, Failure(error)):  # type: ignore[no-untyped-call]
        judged = of_failure(told)
        assert (judged.verdict, judged.transient) == (verdict, transient)
        assert "\n" not in judged.note


@given(st.binary(max_size=400), st.integers(100, 999), st.sampled_from(sorted(WANTED)), st.text(max_size=40))
def test_no_answer_breaks_it(body: bytes, status: int, wanted: str, header: str) -> None:
    headers = {"content-type": header, "retry-after": header, "cf-mitigated": header}
    first = judge(
        Answer(status=status, body=body, headers=headers, url=header, asked_url="x" + header, at=NOW), wanted
    )
    again = judge(
        Answer(status=status, body=body, headers=headers, url=header, asked_url="x" + header, at=NOW), wanted
    )
    assert first == again
    assert first.note.isprintable()


@pytest.mark.parametrize(
    "trap", [b"<", b"<script>", b"<!--", b"<h1 ", b"<input ", b"<title", b"<p>page not ", b"<meta "]
)
def test_hostile_markup_is_judged_in_linear_time(trap: bytes) -> None:
    body = b"<html>" + trap * (2_000_000 // len(trap))
    started = time.monotonic()
    judge(Answer(status=200, body=body, headers={"content-type": "text/html"}))
    assert time.monotonic() - started < 1
