"""Which changes are worth somebody's attention, and whose?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from alerts.render import render
from monitor.config import Alerts, Channel, Route, When
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


def route(
    changes: Iterable[Change], settings: Alerts, names: Mapping[str, Sequence[str]] | None = None
) -> list[Alert]:
    """One alert for each change, channel and recipient that a route asks for; each once.

    `names` are the further names and the group of a concept, by its id, so that a route may say
    `indicators: [science]` or use the Chinese name.
    """
    alerts: dict[str, Alert] = {}
    for change in changes:
        for one, _ in matching(change, settings, names or {}):
            for channel in one.to:
                for recipient in recipients(settings.channels[channel]):
                    alert = _alert(change, channel, recipient, settings.language)
                    alerts.setdefault(alert.key, alert)
    return list(alerts.values())


def recipients(channel: Channel) -> list[str]:
    """Whom a channel reaches; one without `to` has itself as its only recipient."""
    return channel.to or [""]


def matching(change: Change, settings: Alerts, names: Mapping[str, Sequence[str]]) -> list[tuple[Route, str]]:
    """The routes that take a change. Where no routes are written, every channel hears what is worth it."""
    routes = settings.routes or (
        [Route(name="default", to=list(settings.channels), when=When())] if settings.channels else []
    )
    return [(one, "") for one in routes if not why_not(change, one, names)]


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
    """The same for ever for the same change and recipient: what was said where, against what."""
    parts = [str(change.kind), channel, recipient]
    for told in (change.after, change.before):
        if told is not None:
            o = told.observation
            parts += [told.url, str(o.start), o.quote, o.subject, o.indicator, o.period, str(o.status)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]
