"""How each duty stands, in words: for `duties list`, `status` and `check`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from config.catalogue import Duty
from config.due import written
from config.settings import Settings
from monitor import duties
from monitor.filing import State
from storage import duties as kept
from storage import sources
from storage.records import DutyPeriod, Json

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, kw_only=True, slots=True)
class DutyStanding:
    """One period of one duty today."""

    duty: Duty
    period: DutyPeriod
    blind: Sequence[str]  #: its sources that do not work
    watched: Sequence[str]  #: its sources that this configuration watches

    @property
    def told(self) -> str:
        """`awaited`, `perhaps filed`, `cannot tell: boston-legistar is failing` …"""
        match self.period.state:
            case State.CANNOT_TELL if not self.watched:
                return "cannot tell: no source of it is watched"
            case State.CANNOT_TELL:
                names = ", ".join(self.blind) or "a source of it"
                return f"cannot tell: {names} {'are' if len(self.blind) > 1 else 'is'} failing"
            case State.AWAITED if not self.watched:
                return "awaited; no source of it is watched"
            case State.PERHAPS:
                return f"perhaps filed: see document {self.period.document_id}"
            case State.FILED:
                day = f" on {self.period.filed_on}" if self.period.filed_on else ""
                return f"filed{day}{f', says {self.period.by}' if self.period.by else ''}"
            case State.OVERDUE if not self.duty.named_day:
                return "not seen yet"
            case state:
                return str(state)

    def record(self) -> dict[str, Json]:
        duty, period = self.duty, self.period
        return {
            "duty": duty.id,
            "period": period.period,
            "state": period.state,
            "told": self.told,
            "place": duty.place,
            "report": duty.report,
            "law": duty.law,
            "filed_by": duty.filed_by,
            "filed_to": duty.filed_to,
            "rule": written(duty.due),
            "named_day": duty.named_day,
            "due": period.due_on.isoformat(),
            "usual_until": period.grace_until.isoformat(),
            "sources": list(self.watched),
            "failing": list(self.blind),
            "document": period.document_id,
            "filed_on": period.filed_on.isoformat() if period.filed_on else None,
            "by": period.by,
            "note": period.note,
            "since": period.changed_at.isoformat(),
        }


def look(conn: Connection, settings: Settings, now: datetime) -> list[DutyStanding]:
    """Each period of each configured duty as it stands now, by due day; those not looked for yet too."""
    rows = {row.id: row for row in sources.rows(conn)}
    found = []
    for duty in settings.duties.values():
        zone = duties.zone_of(duty, settings.catalogue, settings.zone)
        today = now.astimezone(zone).date()
        watched = [rows[id_] for id_ in duty.sources if id_ in rows and id_ in settings.sources]
        known = {each.period: each for each in kept.periods(conn, [duty.id])}
        awaited = {each.period: each for each in duties.expected(duty, today, now)}
        for period in {**awaited, **known}.values():
            state, blind = duties.judge(period, watched, today, zone)
            configured = any(id_ in settings.sources for id_ in duty.sources)
            unseen = not configured and state is State.CANNOT_TELL
            found.append(
                DutyStanding(
                    duty=duty,
                    period=replace(period, state=state) if unseen else period,
                    blind=blind,
                    watched=[id_ for id_ in duty.sources if id_ in settings.sources],
                )
            )
    return sorted(found, key=lambda each: (each.period.due_on, each.duty.id))


def announced(settings: Settings, now: datetime) -> list[str]:
    """A line a duty without the store: when it is due next, and where it would appear."""
    lines = []
    for duty in settings.duties.values():
        today = now.astimezone(duties.zone_of(duty, settings.catalogue, settings.zone)).date()
        coming = [each for each in duties.expected(duty, today, now) if each.due_on > today]
        when = f"{coming[-1].period} due {coming[-1].due_on}" if coming else "no more due"
        where = ", ".join(id_ for id_ in duty.sources if id_ in settings.sources)
        lines.append(f"{duty.id} ({written(duty.due)}; {when}): {where or 'no source of it is watched'}")
    return lines
