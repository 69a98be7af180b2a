"""What a receiver was told before about the same thing, so that a message can follow it.

Only what is frozen counts, in the order of its numbers, so the answer for a message never changes.
"""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Connection, and_, not_, or_, select

from config.words import ChangeKind
from storage.records import Change
from storage.schema import alerts, changes, owed, points

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
    told = select(owed.c.alert_id).join(changes, changes.c.id == owed.c.change_id)
    if about.point is not None:
        told = told.join(points, points.c.id == changes.c.point_id)
    told = told.where(owed.c.receiver_id == receiver, owed.c.alert_id.is_not(None), same)
    gathered = or_(*(alerts.c.occasion.startswith(prefix) for prefix in _GATHERED))
    query = select(alerts.c.id).where(alerts.c.id.in_(told), not_(gathered))
    first = conn.execute(query.order_by(alerts.c.seq).limit(1)).scalars().all()
    newest = conn.execute(query.order_by(alerts.c.seq.desc()).limit(LONGEST - 1)).scalars().all()
    return list(dict.fromkeys([*first, *reversed(newest)]))


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
