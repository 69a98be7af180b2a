"""Chats over real HTTP: what each service is sent, where a message may go, and what an answer means."""

from __future__ import annotations

import ast
import importlib
import inspect
import json
import logging
import re
import ssl
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
import trustme

from config import chats
from config.settings import Receiver
from config.words import ReceiverKind
from crawler.net.webhook import safe_session
from monitor.deliver import chat, chat_requests
from monitor.deliver.chat_services import SERVICES
from monitor.deliver.deadline import Deadline
from monitor.deliver.retry import Answer
from tests.monitor.deliver import chatserver, hookserver, samples

TOKEN = "abcdefGHIJKLMNOPqrstuvwx"
#: how people write each service; {} is host and port of one's own server
ADDRESSES = {
    "slack": f"slack://T1JJ3T3L2/A1BRTD4JD/{TOKEN}",
    "slack, a bot": f"slack://xoxb-123456789012-123456789012-{TOKEN}/#news",
    "slack, as it shows it": f"https://hooks.slack.com/services/T1JJ3T3L2/A1BRTD4JD/{TOKEN}",
    "teams": f"workflows://prod-01.westus.logic.azure.com:443/643e69f83c8944/{TOKEN}",
    "teams, as it shows it": "https://prod-01.westus.logic.azure.com:443/workflows/643e69f83c8944/triggers"
    f"/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig={TOKEN}",
    "discord": f"discord://1234567890123/{TOKEN}",
    "discord, as it shows it": f"https://discord.com/api/webhooks/1234567890123/{TOKEN}",
    "telegram": "tgram://123456789:abcdefg_hijklmnop/12315544",
    "ntfy.sh": "ntfy://detainers",
    "ntfy": "ntfys://ntfy.example.org/detainers",
    "matrix": "matrixs://syt_token@matrix.example.org/!abc:example.org",
    "mattermost": "mmosts://chat.example.org/3ccdd113474722377935511fc85d3dd4",
    "rocket.chat": "rockets://web/token@chat.example.org/#news",
    "zulip": "zulip://bot@newsroom/a6bzpa7cxfnahtxxxxxxxxxxxxxxxxxx/news",
    "google chat": f"gchat://workspace/key/{TOKEN}",
    "google chat, as it shows it": f"https://chat.googleapis.com/v1/spaces/ws/messages?key=k&token={TOKEN}",
    "nextcloud talk": "nctalks://user:pass@cloud.example.org/roomid",
    "signal": "signals://signal.example.org/+15551112222/+15553334444",
    "gotify": f"gotifys://push.example.org/{TOKEN}",
    "pushover": f"pover://{'u' * 30}@{'a' * 30}",
    "json": "jsons://hooks.example.org/detainers",
}
HOSTILE = "@everyone <!channel> <@U1> [click](https://evil.example/) **b** _i_ <b>x</b> & @room <users/all>"


@pytest.fixture
def server() -> Iterator[chatserver.Chats]:
    with chatserver.running() as chats:
        yield chats


@contextmanager
def moody() -> Iterator[tuple[int, hookserver.Ledger]]:
    """The server whose moods go by the path; what a chat gets is no webhook's body."""
    with hookserver.running() as (port, ledger):
        yield port, ledger
        ledger.misfits.clear()


def receiver(address: str, *allow: str) -> Receiver:
    return Receiver(id="newsroom", kind=ReceiverKind.CHAT, address=address, allow=allow)


def post(to: Receiver, *, seconds: float = 5.0, sessions: Any = safe_session, alert: Any = None) -> Answer:
    found = alert or samples.letter()
    return chat.post(found, to, datetime.now(UTC), Deadline(seconds), sessions)


# --- the services ---------------------------------------------------------------------------------


def test_configuration_and_delivery_know_the_same_services() -> None:
    assert set(SERVICES) == set(chats.SERVICES)
    assert set(chats.PAGES.values()) <= set(SERVICES)


@pytest.mark.parametrize("schema", SERVICES)
def test_a_service_is_the_one_that_the_library_means(schema: str) -> None:
    service = SERVICES[schema]
    kind = getattr(importlib.import_module(f"apprise.plugins.{service.module}"), service.plugin)
    names = [kind.protocol, kind.secure_protocol]
    assert schema in [name for each in names for name in ((each,) if isinstance(each, str) else each or ())]
    longest = kind.body_maxlen if isinstance(kind.body_maxlen, int) else 40000
    assert service.limit <= longest


@pytest.mark.parametrize("name", ADDRESSES)
def test_one_alert_is_one_message_of_the_service(name: str, server: chatserver.Chats) -> None:
    to = receiver(ADDRESSES[name])

    assert chats.parse_chat(to.address) == to.address
    assert chat.problem(to) is None
    assert post(to, sessions=server.sessions) == Answer(text="HTTP 200", acknowledged=True)
    told = [each for each in server.posts if "57 ICE detainer requests" in json.dumps(each.body)]
    assert len(told) == 1
    assert all(each.url.startswith("https://") for each in server.posts)
    assert "declined all of them" in json.dumps(told[0].body)


@pytest.mark.parametrize(
    ("name", "key", "room"),
    [
        ("slack, a bot", "channel", "#news"),
        ("rocket.chat", "channel", "#news"),
        ("telegram", "chat_id", 12315544),
        ("ntfy", "topic", "detainers"),
        ("ntfy.sh", "topic", "detainers"),
        ("zulip", "to", "news"),
        ("signal", "recipients", ["+15553334444"]),
    ],
)
def test_it_goes_to_the_room_of_the_address(
    name: str, key: str, room: object, server: chatserver.Chats
) -> None:
    post(receiver(ADDRESSES[name]), sessions=server.sessions)
    assert server.posts[-1].body[key] == room


@pytest.mark.parametrize("name", ADDRESSES)
def test_outside_text_pings_nobody_and_hides_no_link(name: str, server: chatserver.Chats) -> None:
    post(receiver(ADDRESSES[name]), sessions=server.sessions, alert=samples.hostile(HOSTILE))
    texts = "\n".join(_texts([each.body for each in server.posts]))
    unescaped = re.sub(r"\\.", "", texts)
    service = name.partition(",")[0]

    assert "57 ICE detainer requests" in texts
    if service in ("ntfy", "ntfy.sh", "gotify", "json", "pushover", "signal"):
        assert "@everyone <!channel>" in texts  # plain text all through: it stays as it is
        return
    assert "@everyone" not in texts
    assert "@room" not in texts
    if service == "matrix":  # plain text, but a room's name in it calls everybody
        return
    assert not re.search(r"<[!@u]", unescaped)
    if service == "telegram":
        assert "<b>x" not in texts
    if service in ("teams", "discord", "mattermost", "rocket.chat", "zulip", "nextcloud talk"):
        assert "[click" not in unescaped
        assert "**b" not in unescaped


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def test_the_library_reaches_the_network_in_no_other_way() -> None:
    """Its modules that we use name `requests` only to call it, and import nothing else that connects."""
    other = {"socket", "subprocess", "smtplib", "ftplib", "http", "urllib3", "httpx", "websocket", "asyncio"}
    for service in set(SERVICES.values()):
        module = importlib.import_module(f"apprise.plugins.{service.module}")
        tree = ast.parse(inspect.getsource(module))
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                assert not other & {name.name.split(".")[0] for name in node.names}, module
            if isinstance(node, ast.ImportFrom) and node.level == 0:
                assert (node.module or "").split(".")[0] not in {*other, "requests"}, module


def test_every_module_of_the_library_that_is_loaded_has_the_stand_in(server: chatserver.Chats) -> None:
    for address in ADDRESSES.values():
        post(receiver(address), sessions=server.sessions)
    wrong = [
        name
        for name, module in sys.modules.items()
        if name.startswith("apprise.plugins") and getattr(module, "requests", None) is requests
    ]
    assert wrong == []


# --- addresses ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["json", "ntfy", "gotify", "mmost", "rocket", "matrix"])
def test_a_server_of_ones_own_needs_a_word(kind: str, server: chatserver.Chats) -> None:
    where = f"127.0.0.1:{server.port}"
    rest = {"rocket": f"web/token@{where}/#news", "matrix": f"token@{where}/!a:b"}
    to = f"{kind}://{rest.get(kind, where + '/3ccdd113474722377935511fc85d3dd4')}"

    assert post(receiver(to)) == Answer(text="plain http is not allowed for this receiver", permanent=True)
    assert server.posts == []
    assert post(receiver(to, where)).acknowledged
    assert server.posts


def test_no_address_outside_the_allowed_set_is_connected_to(server: chatserver.Chats) -> None:
    answer = post(receiver(f"jsons://127.0.0.1:{server.port}/"))
    assert "loopback" in answer.text
    assert not answer.acknowledged
    assert server.posts == []


def test_a_name_that_means_a_private_address_is_refused() -> None:
    def sessions(allow: Any) -> requests.Session:
        return safe_session(allow, lookup=lambda host, port: ["10.0.0.7"])

    assert "private" in post(receiver(ADDRESSES["slack"]), sessions=sessions).text


def test_the_certificate_is_checked_whatever_the_library_thinks() -> None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(tls)
    with chatserver.running(tls) as server:
        answer = post(receiver(f"jsons://127.0.0.1:{server.port}/", *server.allow))
    assert answer.text == "the certificate was refused"


def test_no_proxy_of_the_environment_is_used(
    server: chatserver.Chats, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    assert post(receiver(f"json://127.0.0.1:{server.port}/", *server.allow)).acknowledged


def test_outside_a_delivery_nothing_is_sent(server: chatserver.Chats) -> None:
    to = receiver(f"json://127.0.0.1:{server.port}/", *server.allow)
    plugin = chat._plugin(to, SERVICES["json"])

    assert plugin.notify(body="hello") is False
    assert server.posts == []


def test_deliveries_side_by_side_keep_to_their_own_servers() -> None:
    with chatserver.running() as one, chatserver.running() as other:
        tos = [receiver(f"json://127.0.0.1:{each.port}/{each.port}", *each.allow) for each in (one, other)]
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(post, tos * 12))
        assert all(answer.acknowledged for answer in answers)
        for server in (one, other):
            assert [each.url for each in server.posts] == [
                f"http://127.0.0.1:{server.port}/{server.port}"
            ] * 12


@pytest.mark.parametrize(
    ("address", "allow", "said"),
    [
        ("json://hooks.example.org/x", (), "plain http is not safe; use https, or say allow"),
        ("jsons://127.0.0.1/x", (), "no public address; if it is meant, say allow"),
        ("gotifys://push.example.org:9999/token", (), "port 9999 is unusual"),
        ("matrix://token@matrix.lan/!a:b", ("matrix.lan:80",), None),
        ("ntfy://detainers", (), None),
        ("ntfy://ntfy.lan/detainers", (), "no public address"),
        ("jsons://[2001:4860::1]/x", (), None),
    ],
)
def test_the_check_says_what_allow_must_say(address: str, allow: tuple[str, ...], said: str | None) -> None:
    problem = chat.problem(receiver(address, *allow))
    assert (said is None and problem is None) or (said is not None and said in str(problem))


def test_no_broken_answer_makes_the_library_below_log_the_address(caplog: pytest.LogCaptureFixture) -> None:
    with moody() as (port, _), caplog.at_level(logging.WARNING):
        to = receiver(f"json://127.0.0.1:{port}/garbled", f"127.0.0.1:{port}")
        post(to)
    assert "garbled" not in caplog.text


# --- answers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/200", Answer(text="HTTP 200", acknowledged=True)),
        ("/404", Answer(text="HTTP 404")),
        ("/500", Answer(text="HTTP 500")),
        ("/410", Answer(text="HTTP 410: the receiver wants no further message", off=True)),
        ("/busy", Answer(text="HTTP 429", retry_after=timedelta(minutes=30))),
        ("/redirect", Answer(text="HTTP 302: redirects are not followed")),
        ("/permanent-redirect", Answer(text="HTTP 308: redirects are not followed")),
        ("/timeout", Answer(text="no answer in time")),
        ("/drip", Answer(text="no answer in time")),
    ],
)
def test_what_an_answer_means(path: str, answer: Answer) -> None:
    with moody() as (port, ledger):
        started = time.monotonic()
        to = receiver(f"json://127.0.0.1:{port}{path}", f"127.0.0.1:{port}")
        assert post(to, seconds=1) == answer
        assert time.monotonic() - started < 3
        assert len(ledger.requests) == 1  # no second try, and no redirect


@pytest.mark.parametrize("path", ["/endless", "/bomb"])
def test_a_monstrous_reply_is_not_read(path: str) -> None:
    with moody() as (port, _):
        assert post(receiver(f"json://127.0.0.1:{port}{path}", f"127.0.0.1:{port}")).acknowledged


def test_a_service_that_says_no_with_200_has_not_taken_it(server: chatserver.Chats) -> None:
    chatserver_yes, chatserver.YES["ok"] = chatserver.YES["ok"], False
    try:
        answer = post(receiver(ADDRESSES["slack, a bot"]), sessions=server.sessions)
    finally:
        chatserver.YES["ok"] = chatserver_yes
    assert answer == Answer(text="HTTP 200, but the service did not take the message")


def test_told_to_wait_it_waits_in_the_store_and_not_here(server: chatserver.Chats) -> None:
    server.answers.append((429, {"Retry-After": "60", "X-RateLimit-Remaining": "0",
                                 "X-RateLimit-Reset": str(int(time.time()) + 60)}))  # fmt: skip
    started = time.monotonic()
    answer = post(receiver(ADDRESSES["discord"]), sessions=server.sessions)

    assert answer == Answer(text="HTTP 429", retry_after=timedelta(minutes=1))
    assert time.monotonic() - started < 3


def test_where_the_library_is_gone_the_message_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "apprise.plugins.gotify", None)
    chat._loaded.cache_clear()
    answer = post(receiver(ADDRESSES["gotify"]))
    assert answer == Answer(text="chats need the Apprise library: pip install 'detainer-watch[chat]'")


def test_discord_loads_nothing_that_a_document_links_to(server: chatserver.Chats) -> None:
    post(receiver(ADDRESSES["discord"]), sessions=server.sessions)
    assert server.posts[0].body["flags"] == 4  # suppress embeds


def test_a_stop_cuts_what_is_on_the_way() -> None:
    with moody() as (port, _):
        deadline = Deadline(30)
        threading.Timer(0.3, deadline.abort).start()
        to = receiver(f"json://127.0.0.1:{port}/drip", f"127.0.0.1:{port}")
        answer = chat.post(samples.letter(), to, datetime.now(UTC), deadline, safe_session)
    assert not answer.acknowledged


# --- secrets --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"slack://{TOKEN}", "cannot read it as an address of Slack"),
        (f"tgram://123456789:{TOKEN}/111/222", "names 2 rooms; give each a receiver"),
        (f"matrixs://user:{TOKEN}@matrix.example.org/!a:b", "a token, and no password"),
        (f"matrixs://{TOKEN}", "a token, and no password"),
        (f"matrixs://{TOKEN}@matrix.example.org/", "a token, and no password"),
        (f"tgram://123456789:{TOKEN}/", "names no room"),  # else whoever wrote to the bot
        (f"slack://xoxb-123456789012-123456789012-{TOKEN}/", "names no room"),  # else #general
        (f"mmosts://{TOKEN}@chat.example.org/{TOKEN}?mode=bot", "names no room"),
        (f"nctalks://user:{TOKEN}@cloud.example.org/", "names no room"),
        ("zulip://bot@newsroom/a6bzpa7cxfnahtxxxxxxxxxxxxxxxxxx/", "names no room"),
        ("signals://signal.example.org/+15551112222/", "names no room"),
        ("ntfys://ntfy.example.org/", "names no room"),  # else a topic of that name on ntfy.sh
        (f"matrixs://{TOKEN}@matrix.example.org/!a:b/!c:d", "names 2 rooms"),
        (f"mailto://{TOKEN}@example.org", "`mailto://` is no chat service"),
        (f"syslog://{TOKEN}", "`syslog://` is no chat service"),
        (f"file:///{TOKEN}", "`file://` is no chat service"),
        (f"https://hooks.example.org/{TOKEN}", "use `webhook`"),
        (f"discord://1234567890123/{TOKEN}?template=/etc/passwd", "says `template`"),
        (f"discord://1234567890123/{TOKEN}?Verify=no", "says `verify`"),
        (TOKEN, "as Apprise writes it"),
    ],
)
def test_an_address_that_cannot_be_used_is_said_without_its_secret(address: str, said: str) -> None:
    problem = chat.problem(receiver(address))
    assert problem is not None
    assert said in problem
    assert TOKEN not in problem
    assert post(receiver(address)) == Answer(text=problem, permanent=True)


def test_no_log_and_no_answer_holds_the_address(
    server: chatserver.Chats, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("apprise").setLevel(logging.DEBUG)
        for status in (200, 500):
            server.answers.append((status, {}))
            answer = post(receiver(ADDRESSES["discord"]), sessions=server.sessions)
            assert TOKEN not in answer.text
        post(receiver(f"gotify://127.0.0.1:1/{TOKEN}", "127.0.0.1:1"))
    assert TOKEN not in "".join(
        record.getMessage() for record in caplog.records if record.name.startswith(("apprise", "monitor"))
    )


@pytest.mark.parametrize("name", ["matrix", "slack, a bot"])
def test_nothing_is_kept_on_disk(name: str) -> None:
    to = receiver(ADDRESSES[name])
    plugin = chat._plugin(to, SERVICES[chats.schema(to.address)])
    assert plugin.store.mode.value == "memory"
    assert plugin.asset.storage_path is None


def test_the_stand_in_is_only_in_the_library() -> None:
    assert requests.post is not chat_requests.STAND_IN.post
    assert sys.modules["crawler.net.webhook"].requests is requests
