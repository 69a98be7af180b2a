"""A desk that sends: a real store, receivers of every sort, and a clock that is moved by hand."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection

from config.settings import Mail, Receiver, Secret, Settings, Subscription
from config.words import ReceiverKind
from monitor import alerts, subscriptions
from monitor.deliver import dispatcher
from storage import deliveries, findings, outbox, receivers
from storage.database import Store
from storage.records import Alert, Attempt, Change, Delivery, ReceiverRow, Version
from tests.monitor import world
from tests.monitor.deliver import hookserver
from tests.storage import world as stored_world

NOW = datetime(2026, 1, 27, 12, 0, tzinfo=UTC)


class Desk:
    """A store, receivers of every sort, and a clock that is moved by hand."""

    def __init__(self, store: Store, port: int, hooks: hookserver.Ledger, mail: Mail) -> None:
        self.store = store
        self.port = port
        self.hooks = hooks
        self.mail = mail
        self.now = NOW
        self.receivers: dict[str, Receiver] = {}
        self.subscriptions: tuple[Subscription, ...] = ()
        self.version: Version | None = None

    def clock(self) -> datetime:
        return self.now

    def hook(self, id_: str, path: str = "/ok") -> None:
        self.receivers[id_] = Receiver(
            id=id_,
            kind=ReceiverKind.WEBHOOK,
            address=f"http://127.0.0.1:{self.port}{path}",
            secrets=(Secret("a plain secret of more than 24 bytes"),),
            allow=(f"127.0.0.1:{self.port}",),
        )
        self.follow(id_)

    def mailbox(self, id_: str, address: str) -> None:
        self.receivers[id_] = Receiver(id=id_, kind=ReceiverKind.EMAIL, address=address)
        self.follow(id_)

    def follow(self, id_: str) -> None:
        self.subscriptions = (*self.subscriptions, Subscription(to=(id_,)))

    @property
    def settings(self) -> Settings:
        return Settings(
            catalogue=world.CATALOGUE,
            receivers=self.receivers,
            subscriptions=self.subscriptions,
            operator=next(iter(self.receivers), None),
            mail=self.mail,
        )

    def declare(self) -> None:
        kinds = {id_: found.kind.value for id_, found in subscriptions.receivers(self.settings).items()}
        self.store.transact(receivers.sync_receivers, kinds, self.now)

    def happens(self, key: str = "new:1", **more: Any) -> Change:
        """A change turns up, and is owed to whom the subscriptions say."""
        if self.version is None:
            self.declare()
            self.version = stored_world.stored(self.store)
            found = stored_world.findings(self.version, changes=(), owed=())
            self.store.transact(findings.record, found, self.now)
        change = stored_world.change(self.version, key, at=self.now, **more)
        owed = alerts.owed(change, self.settings, world.CATALOGUE, self.now)
        (made,) = self.store.transact(findings.record_changes, [change], owed, self.now)
        return made

    def gather(self, *, at_once: bool = False) -> list[Alert]:
        return dispatcher.gather(self.store, self.settings, self.clock, at_once=at_once)

    def send(self) -> list[Attempt]:
        return asyncio.run(
            dispatcher.dispatch_due(self.store, self.settings, self.clock, "me", jitter=lambda: 0.0)
        )

    def told(self, key: str = "new:1", **more: Any) -> Alert:
        """A change that is told: the alert, ready to be sent."""
        self.happens(key, **more)
        (alert,) = self.gather(at_once=True)
        return alert

    def told_to(self, receiver: str, key: str = "new:1") -> Alert:
        """What happened, as it is told to one receiver."""
        self.happens(key)
        (alert,) = [found for found in self.gather(at_once=True) if found.receiver == receiver]
        return alert

    def delivery(self, alert: Alert) -> Delivery:
        with self.store.read() as conn:
            return deliveries.deliveries(conn, alert.id)[-1]

    def alerts(self, receiver: str) -> list[Alert]:
        with self.store.read() as conn:
            return outbox.alerts(conn, receiver, 50)

    def delivery_of(self, id_: int) -> Delivery:
        with self.store.read() as conn:
            return deliveries.delivery(conn, id_)

    def tries(self, alert: Alert) -> list[Attempt]:
        with self.store.read() as conn:
            return deliveries.attempts(conn, self.delivery(alert).id)

    @staticmethod
    def copies(tx: Connection, alert: Alert, count: int) -> None:
        """So many further messages like this one, frozen in one transaction."""
        for n in range(count):
            id_ = str(uuid4())
            copy = replace(alert, id=id_, occasion=f"copy:{n}", body={**alert.body, "id": id_})
            outbox.freeze(tx, copy, [], NOW)

    def row(self, receiver: str) -> ReceiverRow:
        with self.store.read() as conn:
            return receivers.known(conn, receiver)

    def notices(self, receiver: str) -> list[str]:
        """What a receiver was told of the product itself."""
        return [found.subject for found in self.alerts(receiver) if found.body["type"] == "operator"]
