"""What can be read here?  The feed of changes, and one page a change: where the links in messages lead."""

from __future__ import annotations

from datetime import datetime, timedelta

from alerts import look_of
from alerts.feed import atom
from alerts.render import compose, render
from monitor.config import Alerts
from storage import Store

RECENT = timedelta(days=92)


def feed(store: Store, settings: Alerts, now: datetime) -> bytes:
    """The changes of the last three months as Atom."""
    return atom(store.changes(since=(now - RECENT).date()), look_of(settings)).encode()


def change_page(store: Store, settings: Alerts, beginning: str) -> bytes | None:
    """One change with its proof and who else says so, as its mail shows it; None where there is none."""
    found = store.change(beginning) if beginning else None
    if found is None:
        return None
    look = look_of(settings)
    return compose([render(found, look, also=store.repeats(found))], look).html.encode()
