"""Which changes are worth somebody's attention, and whose?"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, tzinfo
from typing import NamedTuple

from alerts.channels import mail_recipients
from alerts.moment import moment, undone_by
from alerts.render import look_of, render
from alerts.wording import told_by
from monitor.config import Alerts, Channel, Route, When
from monitor.config.models import IMMEDIATELY
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

FIRSTS = (ChangeKind.NEW_INDICATOR, ChangeKind.NEW_TARGET, ChangeKind.NEW_FIGURE)
"""What one statement may be at once: told once, and best as a new indicator."""


class Calm(NamedTuple):
    """What is held back besides the routes."""

    silenced: Collection[str] = ()
    """Names of indicators and ids of sources nobody is to hear of now."""
    unreliable: Collection[str] = ()
    """Ids of sources of which nothing is told before somebody else says it too."""
    told: Collection[str] = ()
    """Keys of changes of which a message is sent or owed: what takes one back is told with it."""


NOTHING_HELD = Calm()


def route(
    changes: Iterable[Change],
    settings: Alerts,
    names: Mapping[str, Sequence[str]] | None = None,
    now: datetime | None = None,
    zone: tzinfo = UTC,
    calm: Calm = NOTHING_HELD,
) -> list[Alert]:
    """One alert for each change, channel and recipient that a route asks for; each once.

    A new indicator comes with its figure: who is told of both gets one message.

    Digests and quiet hours need `now` and the readers' `zone`; where two routes reach one recipient, the
    earlier moment counts.

    `names` are the further names and the group of a concept, by its id, so that a route may say
    `indicators: [science]` or use the Chinese name.
    """
    alerts: dict[tuple[str, str, str], Alert] = {}
    for change in changes:
        if held_back(change, calm, names or {}):
            continue
        undone = undone_by(change)
        undone = undone if undone and undone.key in calm.told else None
        back = undone is not None and undone.kind is ChangeKind.RETRACTION
        for one in matching(undone if undone and back else change, settings, names or {}):
            due, awaits = moment(change, one.send, settings, now, zone) if now else (None, "")
            for alert in _alerts(change, one, settings, undone):
                timed = replace(alert, not_before=due, awaits=awaits)
                about = told_by(change).key if change.kind in FIRSTS else alert.key
                place = (about, alert.channel, alert.recipient)
                alerts[place] = min(alerts.get(place, timed), timed, key=_urgency)
    return list(alerts.values())


def seconds(changes: Iterable[Change], unreliable: Collection[str]) -> set[str]:
    """Keys of the statements of unreliable sources that these changes are the second sighting of."""
    agree = (ChangeKind.CONFIRMATION, ChangeKind.REFINEMENT)
    return {
        change.before.key
        for change in changes
        if change.kind in agree and change.standing is not Standing.WITHDRAWN
        if change.after and change.before and change.before.source in unreliable
        if change.after.source != change.before.source
    }


def held_back(change: Change, calm: Calm, names: Mapping[str, Sequence[str]]) -> str:
    """Why nobody hears of a change whatever the routes say, in words; empty where nothing holds it back."""
    told = told_by(change)
    if told.source in calm.silenced:
        return f"the source {told.source} is silenced; `monitor silence` says until when"
    if _named(told.observation.indicator, told.observation.concept, calm.silenced, names):
        return f"{told.observation.indicator} is silenced; `monitor silence` says until when"
    if told.source in calm.unreliable:
        return f"the source {told.source} is marked unreliable: it waits until another source says so too"
    return ""


def recipients(channel: Channel) -> list[str]:
    """Whom a channel reaches, each with a message of its own; one that names nobody has only itself."""
    if channel.to:
        return channel.to
    url = channel.url.get_secret_value() if channel.url else ""
    return (mail_recipients(url) if url.startswith("mailto") else []) or [""]


def matching(change: Change, settings: Alerts, names: Mapping[str, Sequence[str]]) -> list[Route]:
    """The routes that take a change. Where no routes are written, every channel hears what is worth it."""
    return [one for one in routes_of(settings) if not why_not(change, one, names)]


def routes_of(settings: Alerts) -> list[Route]:
    """The routes as written, or the one that stands for none."""
    standard = Route.model_construct(
        name="default", to=list(settings.channels), when=When(), send=IMMEDIATELY
    )
    return settings.routes or ([standard] if settings.channels else [])


def why_not(change: Change, one: Route, names: Mapping[str, Sequence[str]]) -> str:
    """Why a route leaves a change alone, in words; empty where it takes it."""
    told = told_by(change)
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
    if when.status and o.status not in when.status:
        return f"the status {o.status} is not asked for"
    if o.confidence < when.least_confidence:
        return f"its confidence is {o.confidence:.2f}, less than {when.least_confidence:g}"
    return _too_small(change, when.least_change)


def _too_small(change: Change, least: float) -> str:
    """Why a difference is too small to be told; a first sight has none and is never too small."""
    if not least or change.before is None or change.after is None or not change.before.observation.value:
        return ""
    old, new = change.before.observation.value, change.after.observation.value
    percent = abs((new - old) / old * 100)
    return f"it differs by {percent:.2f} %, less than {least:g} %" if percent < least else ""


def _named(
    name: str, concept: str | None, wanted: Collection[str], names: Mapping[str, Sequence[str]]
) -> bool:
    known = {name, concept or "", *names.get(concept or "", ())}
    return any(word in known for word in wanted)


def _alerts(change: Change, one: Route, settings: Alerts, undone: Change | None) -> Iterator[Alert]:
    """The message about a change, for everybody the route reaches; and what it makes of the one it undoes."""
    look = look_of(settings)
    back = render(change, look, restored=True) if undone else None
    deleted = undone is not None and undone.kind is ChangeKind.RETRACTION
    message = back if back and deleted else render(change, look)
    for name in one.to:
        for recipient in recipients(settings.channels[name]):
            alert = Alert(
                key=key_of(change, name, recipient, "back" if deleted else ""),
                channel=name,
                recipient=recipient,
                subject=message.subject,
                text=message.text,
                html=message.html,
                change=change,
                topic=told_by(change).observation.indicator,
            )
            if undone and back:
                key = key_of(undone, name, recipient)
                said = replace(alert, key=key, subject=back.subject, text=back.text, html=back.html)
                alert = replace(alert, undoes=said)
            yield alert


def _urgency(alert: Alert) -> tuple[int, datetime, bool]:
    """What goes out at once, at the end of the visit, at a moment: in this order."""
    rank = 1 if alert.awaits else 2 if alert.not_before else 0
    indicator = alert.change is not None and alert.change.kind is ChangeKind.NEW_INDICATOR
    return rank, alert.not_before or datetime.min.replace(tzinfo=UTC), not indicator


def key_of(change: Change, channel: str, recipient: str, *more: str) -> str:
    """The same for ever for the same change and recipient, wherever in its article the words stand now."""
    return hashlib.sha256(
        "\x1f".join((change.key, channel, recipient, *filter(None, more))).encode()
    ).hexdigest()[:32]
