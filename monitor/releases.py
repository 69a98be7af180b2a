"""What a version's changes amount to: single changes, or one data release. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from config.words import ChangeKind, DocumentKind, Quiet
from monitor.book import Book
from monitor.comparison import ComparisonRules, Mode, More, VersionContext
from monitor.telling import Telling
from storage.records import Change, Json


def gathered(
    telling: Telling, book: Book, version: VersionContext, rules: ComparisonRules
) -> tuple[Change, ...]:
    """The changes of the version as they are recorded: one release for a file with very many of them."""
    changes = telling.changes
    live = version.mode in (Mode.LIVE, Mode.REVIEW)
    if version.kind is DocumentKind.FILE and len(changes) > rules.release_above:
        release = _release(telling, changes, version, rules)
        book.announced_by(frozenset(change.key for change in changes), release.key)
        changes = (release,)
    elif live and version.edit is not None and not _tells_the_edit(changes):
        changes = (*changes, _edited(telling, version))
    if live and version.appeared is not None:
        key = f"appeared:{version.appeared}"
        changes = (telling.of_document(ChangeKind.APPEARED, key, {}), *changes)
    return changes


def _tells_the_edit(changes: Sequence[Change]) -> bool:
    return any(change.kind in (ChangeKind.REVISED, ChangeKind.CORRECTED) for change in changes)


def _edited(telling: Telling, version: VersionContext) -> Change:
    edit = version.edit
    more: More = {}
    if edit is not None:
        more = {"sentence_before": edit.sentence_before, "sentence_after": edit.sentence_after}
        if edit.correction_note:
            more["note"] = "the text now carries a correction note"
    return telling.of_document(ChangeKind.EDITED, f"edited:{version.document}:{version.id}", more)


def _release(
    telling: Telling, changes: Sequence[Change], version: VersionContext, rules: ComparisonRules
) -> Change:
    moves = sorted((change for change in changes if _moved(change)), key=lambda c: (-abs(_step(c)), c.key))
    large = [change for change in moves if _share(change) >= rules.small_movement]
    counts: dict[str, Json] = {kind.value: n for kind, n in Counter(c.kind for c in changes).items()}
    counts["moved"] = len(large)
    counts["moved little"] = len(moves) - len(large)
    more: More = {
        "counts": counts,
        "movements": [_movement(change) for change in large[: rules.release_movements]],
    }
    release = telling.of_document(ChangeKind.RELEASE, f"release:{version.document}:{version.id}", more)
    if all(change.quiet is Quiet.REREAD for change in changes):
        return replace(release, quiet=Quiet.REREAD)
    return replace(release, quiet=Quiet.DIGEST) if version.routine and _routine(changes) else release


def of_withdrawals(
    changes: Sequence[Change], kinds: Mapping[int, DocumentKind], rules: ComparisonRules
) -> tuple[Change, ...]:
    """Withdrawals as they are recorded: the many rows that left one file are one release."""
    by_document: dict[int | None, list[Change]] = {}
    for change in changes:
        by_document.setdefault(change.document_id, []).append(change)
    told: list[Change] = []
    for document, left in by_document.items():
        many = document is not None and kinds.get(document) is DocumentKind.FILE
        if not many or len(left) <= rules.release_above:
            told += left
            continue
        whole = replace(
            left[0], kind=ChangeKind.RELEASE, point=None, party=None, before=None,
            key=f"release:{document}:withdrawn:{left[0].at.isoformat(timespec='seconds')}",
            more={"counts": {ChangeKind.WITHDRAWN.value: len(left)}},
        )  # fmt: skip
        told.append(whole)
    return tuple(told)


def _routine(changes: Sequence[Change]) -> bool:
    return all(change.kind is ChangeKind.NEW or change.quiet is not Quiet.NO for change in changes)


def _moved(change: Change) -> bool:
    """Whether it is one party's number that went from one value to another."""
    one_party = change.other_party is None and not change.between_reports
    return one_party and change.before is not None and change.after is not None and _step(change) != 0


def _step(change: Change) -> int:
    return change.after.value - change.before.value if change.before and change.after else 0


def _share(change: Change) -> float:
    before = change.before.value if change.before else 0
    return abs(_step(change)) / before if before else 1.0


def _movement(change: Change) -> Json:
    point, before, after = change.point, change.before, change.after
    if point is None or before is None or after is None:
        return {}
    return {
        "place": point.place,
        "agency": point.agency,
        "metric": point.metric.value,
        "kind": point.kind.value,
        "first": point.first,
        "last": point.last,
        "party": change.party,
        "before": before.value,
        "after": after.value,
    }
