"""The daemon as a user starts it, over three acts of the Boston story: mailbox, signed webhook, silence."""

from __future__ import annotations

import json
from typing import Any

from tests.acceptance import ledgers
from tests.acceptance.office import Office
from tests.acceptance.processes import until
from tests.acceptance.town import EARLIER, REPLY, REPRINT, Town


def test_a_letter_is_told_a_reprint_is_not_a_conflict_and_a_revision_are(
    town: Town, plain_office: Office
) -> None:
    town.configure(every="1 second")
    town.publish(EARLIER)
    daemon = plain_office.daemon()
    assert until(lambda: len(town.mail.taken) == 1 and len(town.hook.taken) == 1), daemon.tail()

    # act two: the letter, then a paper that repeats it
    town.file(57, 9001)
    assert until(lambda: any(key.startswith("new:") and "2025" in key for key in town.told())), daemon.tail()
    assert until(lambda: len(town.mail.taken) >= 2), daemon.tail()
    told = len(town.hook.taken), len(town.mail.taken)
    address = town.publish(REPRINT)
    assert until(lambda: read(town, address)), daemon.tail()
    assert until_quiet(town), daemon.tail()
    assert (len(town.hook.taken), len(town.mail.taken)) == told

    # act three
    town.publish(REPLY)
    assert until(lambda: kinds(town, "2025").count("conflicting") == 1), daemon.tail()
    town.file(61, 9002, corrected=True)
    assert until(lambda: kinds(town, "2025").count("revised") >= 1), daemon.tail()
    assert until(lambda: until_quiet(town)), daemon.tail()
    assert daemon.stop() == 0

    ledgers.check(town)
    told_keys = town.told()
    assert len(told_keys) == len(set(told_keys))
    assert kinds(town, "requests,2025") == ["new", "conflicting", "revised"]
    assert set(ledgers.received(town).values()) == {1}
    check_bodies(town)
    assert subjects(town)[0].startswith("First look at new sources")
    assert any("57" in subject for subject in subjects(town)[1:])
    assert any(subject.startswith("Conflict: ICE says 167") for subject in subjects(town))
    assert any("61, before 57" in subject for subject in subjects(town))
    assert "Traceback" not in daemon.log


def check_bodies(town: Town) -> None:
    """What the webhook got is signed, is numbered, and says who said it."""
    for number, taken in enumerate(town.hook.taken, start=1):
        assert taken.signed
        assert taken.body["id"] == taken.id
        assert taken.body["seq"] == number
    lines: list[dict[str, Any]] = [change for taken in town.hook.taken for change in taken.body["changes"]]
    conflict = next(line for line in lines if line["kind"] == "conflicting" and "2025" in line["key"])
    assert (conflict["now"]["value"], conflict["other"]["value"]) == (167, 57)
    assert conflict["now"]["party"]["id"] == "ice"
    assert "167" in conflict["now"]["quote"]["text"]
    revised = next(line for line in lines if line["kind"] == "revised")
    assert (revised["now"]["value"], revised["before"]["value"]) == (61, 57)
    assert revised["now"]["document"]["page"] == 2
    assert not any("5,700" in json.dumps(line) for line in lines), "a reader's comment was taken for a figure"


def kinds(town: Town, about: str) -> list[str]:
    return [key.partition(":")[0] for key in town.told() if about in key]


def subjects(town: Town) -> list[str]:
    return [" ".join(str(message["Subject"]).split()) for message in town.mails()]


def read(town: Town, address: str) -> bool:
    """Whether the page's version was compared."""
    return bool(
        town.rows(
            "SELECT 1 FROM versions v JOIN documents d ON d.id = v.document_id"
            " WHERE d.url = ? AND v.state = 'done'",
            address,
        )
    )


def until_quiet(town: Town) -> bool:
    """Wait until nothing is owed, due or on its way."""
    return until(
        lambda: (
            not town.value("SELECT count(*) FROM owed WHERE alert_id IS NULL")
            and not town.value("SELECT count(*) FROM deliveries WHERE state IN ('due', 'leased')")
            and not town.value("SELECT count(*) FROM versions WHERE state = 'pending'")
        )
    )
