"""What is wrong with the monitor itself?  Looks at sources, outbox and disk, and owes the messages."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path

from alerts.troubles import Spell, Trouble, follow, tell_troubles
from monitor.config import Config
from storage import Store
from storage.convert import stamp
from storage.tables import TroubleRow

LATE = timedelta(hours=1)
"""A message due longer ago than this is stuck."""
HOPELESS = 5
"""Attempts after which a message that fails is worth a word, about half an hour."""
RECENT = timedelta(days=1)
LAYOUT = ("layout changed", "unexpected")
"""States of a visit that say that the site is built otherwise now."""


def watch(config: Config, store: Store, now: datetime, *, free_mb: int, jumped: int = 0) -> int:
    """Notice what is wrong and what is over, and owe the messages about it; how many those are.

    `free_mb`: room left for the database; `jumped`: seconds by which the clock was set since last asked.
    """
    known = [_spell(row) for row in store.troubles()]
    lasting = {spell.name for spell in known if spell.over_at is None}
    found = [*_sources(config, store, lasting), *_messages(store, now)]
    if free_mb < config.alerts.trouble.free_mb:
        found.append(Trouble(kind="disk", count=free_mb))
    if jumped:
        found.append(Trouble(kind="clock", count=jumped))
    remind = timedelta(hours=config.alerts.trouble.remind_hours)
    kept, said = follow(found, known, remind, now)
    alerts = tell_troubles(said, config.alerts, now, config.zone)
    if kept != known:
        store.note_troubles([_row(spell) for spell in kept], alerts, now)
    return len(alerts)


def free_space(config: Config) -> int:
    """MB left where the database is, or here where it is on a server."""
    address = config.database.get_secret_value()
    folder = Path(address.removeprefix("sqlite:///")).parent if address.startswith("sqlite:///") else Path()
    return shutil.disk_usage(folder if folder.exists() else ".").free // 2**20


def _sources(config: Config, store: Store, lasting: Collection[str]) -> list[Trouble]:
    states = store.source_states()
    found = []
    for settings in config.sources:
        state = states.get(settings.id)
        if state is None or not settings.enabled or not state.failures:
            continue
        layout = state.state in LAYOUT
        enough = state.failures >= config.alerts.trouble.failures or f"source {settings.id}" in lasting
        if layout or enough:
            kind = "layout" if layout else "failing"
            said = f"{state.state}: {state.message}"[:500]
            found.append(Trouble(kind=kind, about=settings.id, count=state.failures, detail=said))
    return found


def _messages(store: Store, now: datetime) -> list[Trouble]:
    found = []
    rows = store.messages(("queued", "failed", "dead"))
    waiting = [row for row in rows if row.state != "dead"]
    stuck = [row for row in waiting if row.attempts >= HOPELESS or _read(row.next_attempt_at) < now - LATE]
    dead = [row for row in rows if row.state == "dead" and _read(row.next_attempt_at) > now - RECENT]
    for kind, some in (("outbox", stuck), ("dead", dead)):
        if some:
            said = {f"{row.channel} {row.recipient}: {row.answer}".strip() for row in some}
            found.append(Trouble(kind=kind, count=len(some), detail="\n".join(sorted(said)[:5])))
    return found


def _spell(row: TroubleRow) -> Spell:
    told, over = (text and _read(text) for text in (row.told_at, row.over_at))
    return Spell(name=row.name, since=_read(row.since), told_at=told or None, over_at=over or None)


def _row(spell: Spell) -> dict[str, str | None]:
    row: dict[str, str | None] = {"name": spell.name, "since": stamp(spell.since)}
    row["told_at"] = stamp(spell.told_at) if spell.told_at else None
    return row | {"over_at": stamp(spell.over_at) if spell.over_at else None}


def _read(text: str) -> datetime:
    return datetime.fromisoformat(text)
