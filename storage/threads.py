"""What a receiver was told before about the same thing, so that a message can follow it.

Only what is frozen counts, in the order of its numbers, so the answer for a message never changes.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Connection, and_, not_, or_, select

from config.words import ChangeKind
from storage.records import Change
from storage.schema import alerts, changes, owed, points
from storage.upserts import chunks

LONGEST: Final = 10  #: messages that a thread names: the first, and the newest
#: messages about many things at once, which nothing follows
_GATHERED: Final = ("digest:", "baseline:")
_SOURCE_KINDS: Final = (ChangeKind.FAILING, ChangeKind.RECOVERED)


def earlier(conn: Connection, receiver: str, about: Change) -> list[str]:
    """Ids of the receiver's messages that told of the same as `about`: the series of its point, else its
    duty, its document or its source. The first one, and the newest of the others, in order.
    """
    same = _same(about)
    if same is None:
        return []
    found = select(changes.c.id).where(same)
    if about.point is not None:
        found = found.join(points, points.c.id == changes.c.point_id)
    told: dict[int, str] = {}
    # in two steps, each by an index: a receiver may have had very many messages about other things
    for some in chunks(conn.execute(found).scalars().all()):
        mine = and_(owed.c.receiver_id == receiver, owed.c.change_id.in_(some))
        query = select(alerts.c.seq, alerts.c.id).join(owed, owed.c.alert_id == alerts.c.id).where(mine)
        gathered = or_(*(alerts.c.occasion.startswith(prefix) for prefix in _GATHERED))
        told |= {row.seq: row.id for row in conn.execute(query.where(not_(gathered)))}
    ids = [told[seq] for seq in sorted(told)]
    return ids if len(ids) <= LONGEST else [ids[0], *ids[1 - LONGEST :]]


def _same(about: Change) -> Any:
    point = about.point
    if point is not None:
        return and_(
            points.c.place_id == point.place,
            points.c.agency_id == point.agency,
            points.c.metric == point.metric,
        )
    if about.duty_id is not None:
        return changes.c.duty_id == about.duty_id
    if about.document_id is not None:
        return and_(changes.c.document_id == about.document_id, changes.c.point_id.is_(None))
    if about.source_id is not None and about.kind in _SOURCE_KINDS:
        return and_(changes.c.source_id == about.source_id, changes.c.kind.in_(_SOURCE_KINDS))
    return None
