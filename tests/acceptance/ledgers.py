"""What must be true of a town's store and of its receivers' ledgers, whatever was killed on the way."""

from __future__ import annotations

import re
from collections import Counter
from datetime import UTC, datetime

from storage import documents, findings, outbox, sources
from storage.bodies import hash_of
from storage.database import Store
from tests.acceptance.town import Town


def received(town: Town) -> Counter[str]:
    """How often each alert's id came, over both receivers."""
    mailed = (re.search(r"[0-9a-f-]{36}", str(message["Message-ID"])) for message in town.mails())
    return Counter(town.hook.ids) + Counter(found[0] for found in mailed if found)


def acknowledged(town: Town) -> set[str]:
    """Alerts of which the store knows that their receiver has them."""
    rows = town.rows(
        "SELECT DISTINCT d.alert_id FROM attempts a JOIN deliveries d ON d.id = a.delivery_id"
        " WHERE a.acknowledged"
    )
    return {row["alert_id"] for row in rows}


def check(town: Town) -> None:
    """Nothing is lost, half-written, held or still to do; each alert came; all came of it once each."""
    assert town.value("PRAGMA integrity_check") == "ok"
    assert town.rows("PRAGMA foreign_key_check") == []
    with (
        Store.open(f"sqlite:///{town.store}", create=False, now=datetime.now(UTC)) as store,
        store.read() as conn,
    ):
        for document in documents.search(conn, limit=1000):
            kept = documents.versions(conn, document.id)
            assert [version.seq for version in kept] == list(range(1, len(kept) + 1)), document.url
            for version in kept:
                assert hash_of(documents.raw(conn, version.id)) == version.raw_hash
                assert hash_of(documents.text(conn, version.id).encode()) == version.text_hash
        assert documents.pending(conn, 10) == []
        assert sources.unended(conn) == 0
        assert not any(row.running for row in sources.rows(conn))
        queue = outbox.queue_counts(conn)
        assert (queue["due"], queue["leased"], queue["dead"]) == (0, 0, 0)
        alerts = {alert.id: alert for alert in outbox.alerts(conn, limit=1000)}
        found = [change.id for change in findings.changes(conn, quiet_too=True, limit=1000)]
    assert town.rows("SELECT * FROM leases") == []
    assert set(received(town)) == set(alerts)
    told = town.rows("SELECT receiver_id, change_id FROM owed WHERE alert_id IS NOT NULL")
    unsaid = town.rows("SELECT * FROM owed WHERE alert_id IS NULL")
    assert unsaid == []
    assert sorted(row["change_id"] for row in told if row["receiver_id"] == "archive") == sorted(
        id_ for id_ in found if id_ is not None
    )
    for receiver in ("archive", "city-desk"):
        numbers = sorted(alert.seq for alert in alerts.values() if alert.receiver == receiver)
        assert numbers == list(range(1, len(numbers) + 1)), "sequence numbers have a hole"
