"""Commands that write: files, a person's word, copies of the store, messages."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import warcio.cli
from pytest_httpserver import HTTPServer

from config import loading
from config.words import DocumentKind, RunKind, Verdict
from monitor.cli import desk
from monitor.declared import declare
from monitor.deliver import dispatcher
from storage import documents, leases, sources
from storage.database import Store
from storage.records import Seen
from tests.monitor.cli.conftest import FORMULA, Office
from tests.monitor.deliver import chatserver


@contextmanager
def opened(office: Office) -> Iterator[Store]:
    with Store.open(f"sqlite:///{office.store}", create=False, now=desk.clock()) as store:
        yield store


# --- files ----------------------------------------------------------------------------------------


def test_what_cannot_be_added_is_said_though_quiet(office: Office) -> None:
    (office.folder / "noise.bin").write_bytes(bytes(range(256)) * 8)
    done = office("add", str(office.folder / "noise.bin"), "--quiet")
    assert done.code == 1
    assert "nothing was stored" in done.err


def test_what_is_added_keeps_its_about(office: Office) -> None:
    (office.folder / "a.txt").write_text("Boston police received about 60 ICE detainer requests in 2023.")
    assert "  about 60 requests, 2023" in office("add", str(office.folder / "a.txt")).out


def test_the_bytes_of_a_version_are_those_that_were_fetched(office: Office) -> None:
    target = office.folder / "page.html"
    assert office("show", "1", "--version", "1", "--raw", str(target)).code == 0
    assert b"received a total of 15 ICE detainers" in target.read_bytes()
    hash_ = office("show", "1", "--json").json["versions"][0]["sha256"]
    assert hashlib.sha256(target.read_bytes()).hexdigest() == hash_


def unpacked(office: Office, *command: str) -> Path:
    """The evidence that a command packs, as a third person has it on disk."""
    target = office.folder / "proof.zip"
    assert office(*command, "--evidence", str(target)).code == 0
    folder = office.folder / "proof"
    with zipfile.ZipFile(target) as packed:
        packed.extractall(folder)
    return folder


def test_the_evidence_can_be_checked_without_us(office: Office) -> None:
    """By sha256sum, by the script that comes with it in a bare interpreter, and by warcio's own check."""
    folder = unpacked(office, "show", "3")
    summed = subprocess.run(
        ["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, text=True, check=True
    )
    assert summed.stdout.count(": OK") == 8
    run = [sys.executable, "-I", "-S", "check.py"]
    checked = subprocess.run(run, cwd=folder, capture_output=True, text=True, check=True)
    assert checked.stdout.endswith("everything is as it says\n")
    assert "57 stands in: 'In 2025 the Boston Police Department received" in checked.stdout
    with pytest.raises(SystemExit) as ended:
        warcio.cli.main(["check", str(folder / "record.warc")])
    assert ended.value.code == 0
    (folder / "version-1" / "text.txt").write_text("In 2025 it was 58")
    changed = subprocess.run(run, cwd=folder, capture_output=True, text=True, check=False)
    assert changed.returncode != 0
    assert "was changed" in changed.stderr


def test_the_evidence_holds_all_versions_or_the_one_that_was_asked_for(office: Office) -> None:
    folder = unpacked(office, "show", "1")
    assert sorted(path.name for path in folder.glob("version-*")) == ["version-1", "version-2"]
    chain = json.loads((folder / "chain.json").read_bytes())
    assert [change["kind"] for change in chain["changes"]] == ["new", "corrected"]
    office("show", "1", "--version", "1", "--evidence", str(office.folder / "one.zip"))
    with zipfile.ZipFile(office.folder / "one.zip") as packed:
        names = packed.namelist()
        chain = json.loads(packed.read("chain.json"))
    assert next(name for name in names if "/" in name) == "version-1/original.txt"
    assert not any(name.startswith("version-2") for name in names)
    assert [version["packed"] for version in chain["versions"]] == [True, False]
    assert [change["kind"] for change in chain["changes"]] == ["new"]


def test_the_same_evidence_is_the_same_file(office: Office) -> None:
    for name in ("a.zip", "b.zip"):
        office("show", "3", "--evidence", str(office.folder / name))
    assert (office.folder / "a.zip").read_bytes() == (office.folder / "b.zip").read_bytes()


def test_evidence_without_the_bytes_says_so(office: Office) -> None:
    with closing(sqlite3.connect(office.store)) as db:
        db.execute("UPDATE versions SET raw_hash = ? WHERE id = 1", ("0" * 64,))
        db.commit()
    done = office("show", "1", "--evidence", str(office.folder / "proof.zip"))
    assert done.code == 5
    assert "the bytes as fetched of version 1 are not kept any more" in done.err
    with zipfile.ZipFile(office.folder / "proof.zip") as packed:
        assert "version-1/original.txt" not in packed.namelist()
        assert "not kept any more" in packed.read("README.txt").decode()


def test_what_is_not_kept_any_more_has_an_exit_code_of_its_own(office: Office) -> None:
    document = office("show", "https://globe.example.org/gone", "--json").json["id"]
    done = office("show", str(document), "--raw", str(office.folder / "x"))
    assert done.code == 5
    assert not (office.folder / "x").exists()


def test_bytes_that_no_text_could_be_made_of_can_be_opened_by_a_person(office: Office) -> None:
    deadly, now = b"%PDF-1.7 that kills its reader", desk.clock()
    failed = Seen(
        key="https://globe.example.org/packet.pdf",
        url="https://globe.example.org/packet.pdf",
        kind=DocumentKind.FILE,
        at=now,
        verdict=Verdict.UNREADABLE,
        quarantined="crashed: signal 11",
        raw=deadly,
        raw_hash=hashlib.sha256(deadly).hexdigest(),
    )
    with opened(office) as store:
        run = store.transact(
            sources.begin_run,
            kind=RunKind.BY_HAND,
            source_id=None,
            owner="me",
            now=now,
            lease_until=now + timedelta(hours=1),
        )
        assert run is not None
        store.transact(documents.record_seen, run.id, [failed], now)
    target = office.folder / "packet.pdf"
    assert office("show", failed.key, "--raw", str(target)).code == 0
    assert target.read_bytes() == deadly
    assert office("show", failed.key, "--evidence", str(office.folder / "x.zip")).code == 5


@pytest.mark.parametrize(
    "command", [("export",), ("show", "1", "--raw"), ("show", "1", "--evidence")], ids=" ".join
)
def test_a_file_is_never_written_over(office: Office, command: tuple[str, ...]) -> None:
    target = office.folder / "kept.csv"
    target.write_text("mine")
    done = office(*command, str(target))
    assert done.code == 2
    assert "--force" in done.err
    assert target.read_text() == "mine"
    assert office(*command, str(target), "--force").code == 0
    assert target.read_bytes() != b"mine"


@pytest.mark.parametrize("target", ["/dev/full", "/tmp", "/nonexistent/x.csv"])
def test_what_is_no_file_is_refused(office: Office, target: str) -> None:
    done = office("export", target, "--force")
    assert done.code == 2
    assert target in done.err


def test_nothing_is_left_beside_an_export(office: Office) -> None:
    before = {path.name for path in office.folder.iterdir()}
    office("export", str(office.folder / "figures.csv"))
    left = {path.name for path in office.folder.iterdir()} - before
    assert {name for name in left if not name.startswith("watch.db")} == {"figures.csv"}


# --- a person's word ------------------------------------------------------------------------------


def test_a_person_is_told_what_follows_before_it_is_said(office: Office) -> None:
    done = office("review", "reject", "5", "--by", "Ann", stdin=b"n\n")
    assert done.code == 2
    assert "Our correction" in done.err
    assert "nothing was said" in done.err
    assert office("review", "list", "--said").rows == []


def test_nobody_to_ask_is_no_yes(office: Office) -> None:
    done = office("review", "reject", "5", "--by", "Ann")
    assert done.code == 2
    assert "--yes" in done.err


def test_a_rejected_figure_is_taken_back(office: Office) -> None:
    done = office("review", "reject", "5", "--by", "Ann", "--note", "a misprint", stdin=b"y\n")
    assert done.code == 0
    said = office("review", "list", "--said", "--json").json
    assert [(word["by"], word["verdict"], word["value"], word["note"]) for word in said] == [
        ("Ann", "rejected", 19, "a misprint")
    ]
    assert "[retracted]" in office("series", "us-ma-boston").out


def test_a_corrected_figure_stands_with_the_persons_value(office: Office) -> None:
    done = office("review", "correct", "3", "--value", "61", "--by", "Ann", "--yes", "--json")
    assert done.code == 0
    assert done.json["changes"][0]["kind"] == "retracted"
    assert "2025\t61 (was 57)" in office("series", "us-ma-boston").out


# --- reading again --------------------------------------------------------------------------------


def test_reading_again_with_the_same_reader_finds_nothing_and_keeps_the_ledger(office: Office) -> None:
    before = office("series", "us-ma-boston").out
    changes = office("changes", "--quiet-too").out
    assert office("reread").code == 0
    assert office("reread", "--apply").code == 0
    assert office("series", "us-ma-boston").out == before
    assert office("changes", "--quiet-too").out == changes


def test_another_catalogue_that_reads_otherwise_is_reported_then_applied(office: Office) -> None:
    with opened(office) as store:
        store.transact(_misread)
    done = office("reread", "--json")
    assert done.code == 1
    assert [
        (each["document"], each["gone"][0]["value"], each["seen"][0]["value"])
        for each in done.json["differences"]
    ] == [(2, 189, 198)]
    assert office("reread", "--apply").code == 0
    assert office("reread").code == 0
    assert "198 ≠" in office("series", "us-ma-boston").out


def _misread(tx: object) -> None:
    """As if an older reader had turned two digits round."""
    from dataclasses import replace

    from sqlalchemy import Connection

    from storage import findings

    assert isinstance(tx, Connection)
    version = documents.versions(tx, 2)[0]
    read = findings.figures(tx, version.id)
    wrong = [replace(each, figure=replace(each.figure, value=189)) for each in read]
    findings.reread(tx, version.id, "reader/0+old", wrong)


def test_reading_again_is_not_applied_beside_a_daemon(office: Office) -> None:
    with opened(office) as store, leases.own(store):
        done = office("reread", "--apply")
    assert done.code == 3
    assert "owned by another process" in done.err


# --- the store ------------------------------------------------------------------------------------


def test_a_backup_comes_back(office: Office) -> None:
    copy = office.folder / "copy.db"
    assert office("backup", str(copy)).code == 0
    office("review", "reject", "5", "--by", "Ann", "--yes")
    assert office("restore", str(copy), "--yes").code == 0
    assert office("review", "list", "--said").rows == []
    assert (office.folder / "watch.db.replaced").exists()


def test_a_backup_is_proved_and_never_written_over(office: Office) -> None:
    copy = office.folder / "copy.db"
    assert office("backup", str(copy)).code == 0
    assert office("backup", str(copy)).code == 2
    proved = office("backup", str(copy), "--verify", "--json").json
    assert proved["rows"]["figures"] == 5
    data = bytearray(copy.read_bytes())
    data[len(data) // 2 :] = os.urandom(len(data) - len(data) // 2)
    copy.write_bytes(data)
    assert office("backup", str(copy), "--verify").code == 4
    assert office("restore", str(copy), "--yes").code == 4


def test_a_store_in_use_is_not_replaced(office: Office) -> None:
    copy = office.folder / "copy.db"
    office("backup", str(copy))
    with opened(office) as store, leases.own(store):
        done = office("restore", str(copy), "--yes")
    assert done.code == 4
    assert "stop it first" in done.err


def test_pruning_keeps_the_evidence(office: Office) -> None:
    planned = office("prune", "--dry-run", "--json").json
    assert planned["went"]["versions"] == 0
    assert planned["kept"] == {"figure": 4}
    done = office("prune", "--json").json
    assert done["went"]["fetches"] == planned["went"]["fetches"]
    assert len(office("figures", "--json").json) == 4


# --- messages -------------------------------------------------------------------------------------


def test_a_test_message_to_the_terminal_is_shown(reading_room: Office) -> None:
    done = reading_room("alerts", "test", "terminal")
    assert done.code == 0
    assert "This is a test." in done.err
    assert "accepted" in done.out


def test_a_test_that_nobody_takes_needs_a_person(office: Office) -> None:
    office.config.write_text(
        "daemon: {store: watch.db}\n"
        "mail: {server: 'localhost:1', from: a@example.org, tls: no}\n"
        "receivers: {desk: {email: desk@example.org}}\n"
        "subscriptions: [{to: desk}]\n"
    )
    done = office("alerts", "test", "desk")
    assert done.code == 1
    assert "not accepted" in done.out


def test_a_test_reaches_a_chat(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    with chatserver.running() as chats:
        monkeypatch.setenv("NEWSROOM", f"ntfy://127.0.0.1:{chats.port}/secret-topic")
        office.config.write_text(
            f"daemon: {{store: watch.db}}\n"
            f"receivers: {{newsroom: {{chat: env:NEWSROOM, allow: ['127.0.0.1:{chats.port}']}}}}\n"
            "subscriptions: [{to: newsroom}]\n"
        )
        done = office("alerts", "test", "newsroom")
        (post,) = chats.posts
    assert (done.code, done.out) == (0, "newsroom: accepted: HTTP 200\n")
    assert post.body["topic"] == "secret-topic"
    assert post.body["message"].startswith("This is a test.")
    assert "secret-topic" not in done.out + done.err


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("tgram://123456789:abcdefg_hijklmnop/1/2", "names 2 rooms"),
        ("slack://nothing-like-it", "Apprise cannot read it as an address of Slack"),
        ("dbus://", "`dbus://` is no chat service"),
    ],
)
def test_a_chat_that_cannot_be_reached_is_a_mistake(
    office: Office, monkeypatch: pytest.MonkeyPatch, address: str, said: str
) -> None:
    monkeypatch.setenv("NEWSROOM", address)
    office.config.write_text("daemon: {store: watch.db}\nreceivers: {newsroom: {chat: env:NEWSROOM}}\n")
    done = office("check")
    assert done.code == 2
    assert "receivers.newsroom.chat: " in done.err
    assert said in done.err


def test_a_chat_without_the_library_is_told_in_a_line(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSROOM", "ntfy://detainers")
    monkeypatch.setitem(sys.modules, "apprise", None)  # as where the extra was left out
    office.config.write_text("daemon: {store: watch.db}\nreceivers: {newsroom: {chat: env:NEWSROOM}}\n")
    done = office("check")
    assert done.code == 2
    assert done.err.count("\n") <= 2
    assert "chats need the Apprise library" in done.err
    assert "pip install 'detainer-watch[chat]'" in done.err
    assert office("figures").code == 0  # what sends nothing needs no library


def test_a_message_is_listed_shown_and_sent_again(
    office: Office, httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESK_SECRET", "a secret of more than twenty-four characters")
    office.config.write_text(
        "daemon: {store: watch.db}\n"
        f"receivers: {{desk: {{webhook: '{httpserver.url_for('/hook')}', secret: env:DESK_SECRET, "
        f"allow: ['{httpserver.host}:{httpserver.port}']}}}}\n"
        "subscriptions: [{to: desk, places: [us-ma-boston]}]\n"
    )
    settings = loading.load(office.config, os.environ)
    with opened(office) as store:
        declare(store, settings, desk.clock())
        made = dispatcher.gather(store, settings, desk.clock, at_once=True)
    assert made
    waiting = office("alerts", "list", "--json").json
    assert {alert["deliveries"][0]["state"] for alert in waiting} == {"due"}

    httpserver.expect_request("/hook").respond_with_data("no", status=500)
    failed = office("alerts", "resend", made[0].id[:13])
    assert failed.code == 1

    httpserver.clear()
    httpserver.expect_request("/hook").respond_with_data("ok")
    sent = office("alerts", "resend", made[0].id)
    assert (sent.code, sent.out.startswith("desk, round 1: delivered")) == (0, True)
    shown = office("alerts", "show", made[0].id)
    assert made[0].subject in shown.out
    assert "round 1: delivered" in shown.out
    tries = office("alerts", "show", made[0].id, "--json").json["attempts"]
    assert [each["acknowledged"] for each in tries] == [False, True]
    assert "secret" not in shown.out


def test_a_feed_and_a_calendar_are_written_by_their_ending(office: Office) -> None:
    done = office("export", str(office.folder / "changes.atom"), "--place", "us-ma", "--metric", "requests")
    assert (done.code, done.out.endswith("changes\n")) == (0, True)
    assert b"(requests)</title>" in (office.folder / "changes.atom").read_bytes()
    done = office("export", str(office.folder / "duties.ics"), "--json")
    assert done.json["format"] == "ics"
    assert done.json["rows"] == (office.folder / "duties.ics").read_bytes().count(b"BEGIN:VEVENT") > 0
    again = office("export", str(office.folder / "duties.ics"))
    assert (again.code, "exists; say --force" in again.err) == (2, True)


@pytest.mark.parametrize(
    ("form", "begins"),
    [("csv", "id,"), ("json", "{"), ("atom", "<?xml"), ("ics", "BEGIN:VCALENDAR\r\n")],
)
def test_an_export_goes_into_a_pipe(reading_room: Office, form: str, begins: str) -> None:
    done = reading_room("export", "-", "--format", form)
    assert done.code == 0
    assert done.out.startswith(begins)
    assert not (reading_room.folder / "-").exists()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("-",), "say --format"),
        (("x.ics", "--table", "points"), "no table"),
        (("x.csv", "--quiet-too"), "only a feed"),
    ],
)
def test_what_an_export_cannot_be_is_said(reading_room: Office, args: tuple[str, ...], said: str) -> None:
    done = reading_room("export", *args)
    assert done.code == 2
    assert said in done.err


def test_a_title_that_is_a_formula_stays_a_title_in_json(office: Office) -> None:
    target = office.folder / "f.json"
    office("export", str(target))
    titles = {figure["title"] for figure in json.loads(target.read_text())["figures"]}
    assert FORMULA in titles
