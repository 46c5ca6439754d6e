"""Which changes are worth somebody's attention, and whose?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, tzinfo

from alerts.channels import mail_recipients
from alerts.render import render
from monitor.config import Alerts, Channel, Route, When, timing
from monitor.config.models import IMMEDIATELY, QUIET
from monitor.types import Alert, Change, ChangeKind, Standing

BY_DEFAULT = (
    ChangeKind.NEW_TARGET,
    ChangeKind.NEW_FIGURE,
    ChangeKind.TARGET_CHANGED,
    ChangeKind.TARGET_MET,
    ChangeKind.TARGET_MISSED,
    ChangeKind.REVISION,
    ChangeKind.CONFLICT,
    ChangeKind.DISCREPANCY,
    ChangeKind.RETRACTION,
)
"""What is told where nobody says otherwise; only of headline indicators."""

FIRSTS = (ChangeKind.NEW_TARGET, ChangeKind.NEW_FIGURE)


def route(
    changes: Iterable[Change],
    settings: Alerts,
    names: Mapping[str, Sequence[str]] | None = None,
    now: datetime | None = None,
    zone: tzinfo = UTC,
) -> list[Alert]:
    """One alert for each change, channel and recipient that a route asks for; each once.

    A new indicator comes with its figure: who is told of both gets one message.

    Digests and quiet hours need `now` and the readers' `zone`; where two routes reach one recipient, the
    earlier moment counts.

    `names` are the further names and the group of a concept, by its id, so that a route may say
    `indicators: [science]` or use the Chinese name.
    """
    alerts: dict[str, Alert] = {}
    introduced: set[tuple[str, str, str]] = set()
    for change in sorted(changes, key=lambda change: change.kind is not ChangeKind.NEW_INDICATOR):
        for one, _ in matching(change, settings, names or {}):
            for channel in one.to:
                for recipient in recipients(settings.channels[channel]):
                    about = (change.after.key if change.after else "", channel, recipient)
                    if change.kind is ChangeKind.NEW_INDICATOR:
                        introduced.add(about)
                    elif change.kind in FIRSTS and about in introduced:
                        continue
                    alert = _alert(change, channel, recipient, settings.language)
                    due = due_at(one.send, settings.quiet, now, zone) if now else None
                    if alert.key in alerts:
                        other = alerts[alert.key].not_before
                        due = min(due, other) if due and other else None
                    alerts[alert.key] = replace(alert, not_before=due)
    return list(alerts.values())


def due_at(send: str, quiet: str, now: datetime, zone: tzinfo) -> datetime | None:
    """When a message that comes up `now` may go out; None: at once. Quiet hours hold, they never drop."""
    due = now if send == IMMEDIATELY else timing(send).after(now, zone, "")
    if found := QUIET.fullmatch(quiet):
        start, end = time(int(found[1]), int(found[2])), time(int(found[3]), int(found[4]))
        clock = due.astimezone(zone).time()
        if start <= clock < end or (start > end and not end <= clock < start):
            due = timing(f"daily {end:%H:%M}").after(due, zone, "")
    return due if due > now else None


def recipients(channel: Channel) -> list[str]:
    """Whom a channel reaches, each with a message of its own; one that names nobody has only itself."""
    if channel.to:
        return channel.to
    url = channel.url.get_secret_value() if channel.url else ""
    return (mail_recipients(url) if url.startswith("mailto") else []) or [""]


def matching(change: Change, settings: Alerts, names: Mapping[str, Sequence[str]]) -> list[tuple[Route, str]]:
    """The routes that take a change. Where no routes are written, every channel hears what is worth it."""
    return [(one, "") for one in routes_of(settings) if not why_not(change, one, names)]


def routes_of(settings: Alerts) -> list[Route]:
    """The routes as written, or the one that stands for none."""
    standard = Route.model_construct(
        name="default", to=list(settings.channels), when=When(), send=IMMEDIATELY
    )
    return settings.routes or ([standard] if settings.channels else [])


def why_not(change: Change, one: Route, names: Mapping[str, Sequence[str]]) -> str:
    """Why a route leaves a change alone, in words; empty where it takes it."""
    told = change.after or change.before
    assert told is not None
    o, when = told.observation, one.when
    if change.kind is ChangeKind.CONFIRMATION:
        return "confirmations are recorded, never sent"
    if change.standing is not Standing.NEWS:
        return "it only puts history right: an article came late, was read again, or is no longer so"
    if told.imported:
        return "read by an import or backfill"
    if change.kind not in (when.kinds or BY_DEFAULT):
        return f"the kind {change.kind} is not asked for"
    if (
        not o.headline
        and when.headline is not False
        and not (when.indicators and _named(o.indicator, o.concept, when.indicators, names))
    ):
        return "not a headline indicator"
    if when.headline is False and o.headline:
        return "a headline indicator"
    if when.indicators and not _named(o.indicator, o.concept, when.indicators, names):
        return f"the indicator {o.indicator} is not asked for"
    if when.areas and o.subject not in when.areas:
        return f"{o.subject} is not asked for"
    if when.sources and told.source not in when.sources:
        return f"the source {told.source} is not asked for"
    return ""


def _named(name: str, concept: str | None, wanted: Sequence[str], names: Mapping[str, Sequence[str]]) -> bool:
    known = {name, concept or "", *names.get(concept or "", ())}
    return any(word in known for word in wanted)


def _alert(change: Change, channel: str, recipient: str, language: str) -> Alert:
    message = render(change, language)
    return Alert(
        key=key_of(change, channel, recipient),
        channel=channel,
        recipient=recipient,
        subject=message.subject,
        text=message.text,
        html=message.html,
        change=change,
    )


def key_of(change: Change, channel: str, recipient: str) -> str:
    """The same for ever for the same change and recipient, wherever in its article the words stand now."""
    return hashlib.sha256("\x1f".join((change.key, channel, recipient)).encode()).hexdigest()[:32]
