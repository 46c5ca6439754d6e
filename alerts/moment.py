"""When may a message go out?  At once, with a digest, when a visit ends, never in quiet hours."""

from __future__ import annotations

from datetime import datetime, time, timedelta, tzinfo

from alerts.wording import told_by
from monitor.config import Alerts, timing
from monitor.config.models import EVERY_PASS, IMMEDIATELY, QUIET
from monitor.types import Change, ChangeKind

SAID = (ChangeKind.NEW_FIGURE, ChangeKind.NEW_TARGET, ChangeKind.CONFIRMATION, ChangeKind.REFINEMENT)
"""What a statement is that was deleted and comes back."""


def due_at(send: str, quiet: str, now: datetime, zone: tzinfo) -> datetime | None:
    """When a message that comes up `now` may go out; None: at once. Quiet hours hold, they never drop."""
    due = now if send in (IMMEDIATELY, EVERY_PASS) else timing(send).after(now, zone, "")
    if found := QUIET.fullmatch(quiet):
        start, end = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
        clock = due.astimezone(zone).time()
        if start <= clock < end or (start > end and not end <= clock < start):
            due = timing(f"daily {end:%H:%M}").after(due, zone, "")
    return due if due > now else None


def moment(
    change: Change, send: str, settings: Alerts, now: datetime, zone: tzinfo
) -> tuple[datetime | None, str]:
    """When a route lets a change go out, None: at once; and the source whose visit must end first, if any."""
    lasting = _settled_at(change, settings, now)
    due = due_at(send, settings.quiet, lasting, zone) or (lasting if lasting > now else None)
    return due, told_by(change).source if send == EVERY_PASS and lasting == now else ""


def _settled_at(change: Change, settings: Alerts, now: datetime) -> datetime:
    """When a change counts as lasting: an edit in place may be undone at the next look, all else is news."""
    edit = change.kind is ChangeKind.RETRACTION or (
        change.kind is ChangeKind.REVISION
        and change.after is not None
        and change.before is not None
        and change.after.url == change.before.url
    )
    return now + timedelta(hours=settings.settle_hours) if edit else now


def undone_by(change: Change) -> Change | None:
    """The edit that this change takes back, if there was one: B to A undoes A to B, A that A is gone."""
    if change.after is None:
        return None
    if change.kind is ChangeKind.REVISION and change.before:
        return Change(kind=ChangeKind.REVISION, after=change.before, before=change.after)
    return (
        Change(kind=ChangeKind.RETRACTION, after=None, before=change.after) if change.kind in SAID else None
    )
