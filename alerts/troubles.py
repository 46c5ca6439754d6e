"""Is the monitor itself well, and who hears if not?  Told when it begins, once a day, and when it is over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from alerts.moment import due_at
from alerts.render import look_of, render_trouble
from alerts.rules import recipients
from monitor.config import Alerts
from monitor.config.models import IMMEDIATELY
from monitor.types import Alert

CALM = timedelta(hours=6)
"""A trouble that comes back sooner after the last word about it is not told again yet."""
FORGOTTEN = timedelta(days=2)
"""After so long a trouble that is over is a new one when it comes back."""
WHAT = {
    "zh": {
        "failing": "来源 {about} 连续{count}次访问失败",
        "layout": "来源 {about} 的版式可能已变",
        "outbox": "{count}条提醒到期后仍未送出",
        "dead": "{count}条提醒被拒收，不再重试",
        "disk": "磁盘只剩{count} MB",
        "clock": "系统时钟跳变了{count}秒",
    },
    "en": {
        "failing": "source {about} failed {count} times in a row",
        "layout": "the layout of source {about} has probably changed",
        "outbox": "{count} alerts are due and not sent",
        "dead": "{count} alerts were refused and given up",
        "disk": "only {count} MB of disk are left",
        "clock": "the clock was set by {count} seconds",
    },
}
ADVICE = {
    "zh": {
        "failing": "查看：monitor sources",
        "layout": "请打开该页面核对，再查看：monitor sources",
        "outbox": "查看：monitor alerts list --failed",
        "dead": "查看：monitor alerts list --failed；重发：monitor alerts retry",
        "disk": "请腾出空间；monitor prune 可清除旧网页",
        "clock": "请检查时间同步；各来源按新时间访问，不会漏访",
    },
    "en": {
        "failing": "Look: monitor sources",
        "layout": "Open the page and compare; then look: monitor sources",
        "outbox": "Look: monitor alerts list --failed",
        "dead": "Look: monitor alerts list --failed; send again: monitor alerts retry",
        "disk": "Make room; monitor prune drops old pages",
        "clock": "Check time synchronisation; no visit is left out",
    },
}
PHASES = {
    "zh": {"begun": "【监测故障】", "still": "【仍未恢复】", "over": "【已恢复】"},
    "en": {"begun": "[Trouble] ", "still": "[Still in trouble] ", "over": "[Well again] "},
}
SINCE = {"zh": "自 {:%Y-%m-%d %H:%M} 起", "en": "since {:%Y-%m-%d %H:%M}"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something wrong with the monitor itself."""

    kind: str
    """`failing`, `layout`, `outbox`, `dead`, `disk` or `clock`."""
    about: str = ""
    """Id of the source."""
    count: int = 0
    detail: str = ""
    """What exactly was said: the failure, the address."""

    @property
    def name(self) -> str:
        """The same for as long as one thing is wrong, in whatever way."""
        return f"source {self.about}" if self.about else self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """What is remembered of one trouble: when it began, when last a word was said, when it was over."""

    name: str
    since: datetime
    told_at: datetime | None = None
    over_at: datetime | None = None

    @property
    def was_told(self) -> bool:
        return self.told_at is not None and self.told_at >= self.since


Said = tuple[str, Spell, Trouble | None]
"""`begun`, `still` or `over`; how long; what is wrong, None where nothing is any more."""


def follow(
    found: Sequence[Trouble], known: Iterable[Spell], remind: timedelta, now: datetime
) -> tuple[list[Spell], list[Said]]:
    """What is to be remembered from now on, and what is to be said: phase, spell, and what is wrong."""
    before = {spell.name: spell for spell in known}
    kept: list[Spell] = []
    said: list[Said] = []
    for trouble in found:
        spell = before.pop(trouble.name, None)
        if spell is None or spell.over_at:
            spell = Spell(name=trouble.name, since=now, told_at=spell.told_at if spell else None)
        phase = "still" if spell.was_told else "begun"
        if spell.told_at is None or now - spell.told_at >= (remind if spell.was_told else CALM):
            spell = Spell(name=spell.name, since=spell.since, told_at=now)
            said.append((phase, spell, trouble))
        kept.append(spell)
    for spell in before.values():
        if spell.over_at is None:
            told = spell.was_told and spell.name.startswith("source ")
            spell = Spell(
                name=spell.name, since=spell.since, told_at=now if told else spell.told_at, over_at=now
            )
            if told:
                said.append(("over", spell, None))
        if spell.over_at and now - spell.over_at < FORGOTTEN:
            kept.append(spell)
    return kept, said


def tell_troubles(said: Iterable[Said], settings: Alerts, now: datetime, zone: tzinfo) -> list[Alert]:
    """The messages about them, one for each recipient."""
    places = list(settings.channels) if settings.trouble.to is None else settings.trouble.to
    due = due_at(IMMEDIATELY, settings.quiet, now, zone)
    alerts = []
    for phase, spell, trouble in said:
        subject, lines = _words(phase, spell, trouble, settings.language, zone)
        message = render_trouble(subject, lines, look_of(settings))
        for channel in places:
            for recipient in recipients(settings.channels[channel]):
                about = "\x1f".join((phase, spell.name, now.isoformat(), channel, recipient))
                alerts.append(
                    Alert(
                        key=hashlib.sha256(about.encode()).hexdigest()[:32],
                        channel=channel,
                        recipient=recipient,
                        subject=subject,
                        text=message.text,
                        html=message.html,
                        topic="monitor",
                        not_before=due,
                    )
                )
    return alerts


def _words(
    phase: str, spell: Spell, trouble: Trouble | None, language: str, zone: tzinfo
) -> tuple[str, list[str]]:
    since = SINCE[language].format(spell.since.astimezone(zone))
    if trouble is None:
        return PHASES[language][phase] + spell.name.removeprefix("source "), [since]
    what = WHAT[language][trouble.kind].format(about=trouble.about, count=trouble.count)
    lines = [trouble.detail, since, ADVICE[language][trouble.kind]]
    return PHASES[language][phase] + what, [line for line in lines if line]
