from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from config.settings import Mail
from monitor.deliver import email, webhook
from storage.database import Store
from tests.monitor.deliver import hookserver, mailserver
from tests.monitor.deliver.sending import NOW, Desk


@pytest.fixture(scope="module")
def mail_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Mail, mailserver.Ledger]]:
    ca, context = mailserver.certificates("127.0.0.1")
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    ca.cert_pem.write_to_path(path)
    with mailserver.running(tls=context) as (port, ledger):
        yield Mail(host="127.0.0.1", port=port, sender="Watch <w@example.org>", ca_file=path), ledger


@pytest.fixture
def desk(
    tmp_path: Path, mail_server: tuple[Mail, mailserver.Ledger], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Desk]:
    monkeypatch.setattr(webhook, "TOTAL_S", 1.0)
    monkeypatch.setattr(email, "TOTAL_S", 2.0)
    mail, ledger = mail_server
    ledger.taken.clear()
    with (
        Store.open(f"sqlite:///{tmp_path}/watch.db", create=True, now=NOW) as store,
        hookserver.running() as (port, hooks),
    ):
        yield Desk(store, port, hooks, mail)
