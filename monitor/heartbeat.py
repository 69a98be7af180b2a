"""Signs of life: a fact in the store that `status` reads, and a word to the operator's watchdog."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from config.settings import Secret
    from storage.database import Store

FACT: Final = "heartbeat"  #: ISO time
STALE_AFTER: Final = timedelta(minutes=3)  #: it is written once a minute
PING_S: Final = 5.0  #: seconds a watchdog may take in all
LATE: Final = "no answer in time"


def beat(store: Store, now: datetime) -> None:
    from storage import facts

    store.transact(facts.put, FACT, now.isoformat())


def last(store: Store) -> datetime | None:
    """When the daemon last said that it lives; None if it never did."""
    from storage import facts

    with store.read() as conn:
        text = facts.get(conn, FACT)
    return datetime.fromisoformat(text) if text else None


def ping(watchdog: Secret) -> str | None:
    """Ask the watchdog's address once; what went wrong, or None.

    The operator wrote this address, so its own host and port may be private; it is never followed elsewhere.
    """
    import requests

    from config.reach import host_and_port
    from crawler.errors import FetchError
    from crawler.net.webhook import safe_session
    from monitor.deliver.deadline import Deadline
    from monitor.deliver.webhook import watch

    url, deadline = watchdog.reveal(), Deadline(PING_S)
    try:
        with deadline, safe_session((host_and_port(url),)) as session:
            watch(session, url, deadline)
            answer = session.get(url, timeout=PING_S, allow_redirects=False, stream=True)
            answer.close()
    except (requests.RequestException, FetchError) as error:
        # its text may hold the address, which is a secret
        return LATE if deadline.over else type(error).__name__
    if deadline.over:  # cut within the headers, which then look as if they ended there
        return LATE
    return None if answer.ok else f"it answered {answer.status_code}"
