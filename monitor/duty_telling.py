"""The changes that tell of a report: filed, perhaps filed, overdue, or that we cannot tell. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from config.catalogue import Duty
from config.words import ChangeKind, Quiet
from monitor.filing import State
from storage.records import Change, DutyPeriod, Json


def told(
    duty: Duty,
    period: DutyPeriod,
    blind: Sequence[str],
    *,
    at: datetime,
    run: int,
    baseline: bool,
    usual: str = "",
) -> Change:
    """The change that says an open period is overdue, or that we cannot tell."""
    cannot = period.state == State.CANNOT_TELL
    more: dict[str, Json] = {"cannot_tell": True, "failing": list(blind)} if cannot else {}
    if usual and not cannot:
        more["usual"] = usual
    if period.document_id is not None:
        more["perhaps"] = True
    return Change(
        key=f"cannot-tell:{duty.id}:{period.period}" if cannot else overdue_key(duty.id, period.period),
        kind=ChangeKind.OVERDUE,
        at=at,
        run_id=run,
        quiet=Quiet.BASELINE if baseline and not cannot else Quiet.NO,
        duty_id=duty.id,
        document_id=period.document_id,
        more=_facts(duty, period) | more,
    )


def overdue_key(duty_id: str, period: str) -> str:
    """The key of the change by which it was said."""
    return f"overdue:{duty_id}:{period}"


def found(
    duty: Duty, period: DutyPeriod, *, at: datetime, run: int, version: int | None, quiet: Quiet
) -> Change:
    """The change that says a report was filed, or perhaps was."""
    perhaps = period.state != State.FILED
    more: dict[str, Json] = {"perhaps": True} if perhaps else {}
    if period.by:
        more |= {"by": period.by, "note": period.note or ""}
    if period.filed_on is not None:
        more["filed_on"] = period.filed_on.isoformat()
        late = (period.filed_on - period.due_on).days
        if late > 0 and duty.named_day and not perhaps:
            more["days_after"] = late
    # a person has taken back an earlier one: that one's key is spent
    again = f":{period.document_id or period.changed_at.isoformat()}" if period.refused or period.by else ""
    return Change(
        key=f"{'perhaps' if perhaps else 'filed'}:{duty.id}:{period.period}{again}",
        kind=ChangeKind.FILED,
        at=at,
        run_id=run,
        quiet=quiet,
        version_id=version,
        document_id=period.document_id,
        duty_id=duty.id,
        more=_facts(duty, period) | more,
    )


def taken_back(duty: Duty, period: DutyPeriod, more: Mapping[str, Json], *, at: datetime, run: int) -> Change:
    """The change that says that what was taken for a report is not it. `more`: by whom, who heard of it."""
    return Change(
        key=f"retracted:{duty.id}:{period.period}:{at.isoformat()}",
        kind=ChangeKind.RETRACTED,
        at=at,
        run_id=run,
        document_id=period.document_id,
        duty_id=duty.id,
        more={**_facts(duty, period), **more},
    )


def _facts(duty: Duty, period: DutyPeriod) -> dict[str, Json]:
    facts: dict[str, Json] = {
        "place": duty.place,
        "period": period.period,
        "due_on": period.due_on.isoformat(),
    }
    return facts if duty.named_day else facts | {"no_day": True}


def usual(kept: Sequence[DutyPeriod]) -> str:
    """When it came in earlier years, counted from its day, to follow `it came`; '' where nobody knows."""
    delays = sorted((each.filed_on - each.due_on).days for each in kept if each.filed_on)
    if not delays:
        return ""
    if delays[-1] <= 0:
        return "by that day"
    shortest, longest = max(delays[0], 0), delays[-1]
    span = f"{longest}" if shortest == longest else f"{shortest} to {longest}"
    return f"{span} {'day' if span == '1' else 'days'} after that day"
