"""When is a source due next?  An interval, `daily 07:30`, `weekly mon 08:30` or cron -> the moments."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apscheduler.triggers.cron import CronTrigger

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
EVERY = re.compile(r"every\s+(\d+)\s*([smhd])")
DAILY = re.compile(r"daily\s+(\d{1,2}):(\d{2})")
WEEKLY = re.compile(r"weekly\s+(mon|tue|wed|thu|fri|sat|sun)\s+(\d{1,2}):(\d{2})")
DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun")
CHANGE = timedelta(hours=3)
"""Longer than any change of clocks."""
ADVICE = "write `every 30m`, `daily 07:30`, `weekly mon 08:30` or a cron expression like `0 7 * * mon-fri`"


@dataclass(frozen=True, slots=True)
class Timing:
    """A schedule: either an interval or what a cron expression names."""

    every: timedelta | None
    cron: str = ""

    def after(self, moment: datetime, zone: tzinfo, name: str, jitter: int = 0) -> datetime:
        """The first slot later than `moment`, in UTC. `name` spreads sources so that they do not all
        start in one second: by any part of an interval, by at most `jitter` seconds after a named time.
        """
        spread = zlib.crc32(name.encode())
        if self.every:
            length = self.every.total_seconds()
            phase = spread % length
            passed = (moment.timestamp() - phase) // length
            return datetime.fromtimestamp((passed + 1) * length + phase, UTC)
        late = timedelta(seconds=spread % jitter if jitter else 0)
        return self._named(moment - late, zone) + late

    def _named(self, moment: datetime, zone: tzinfo) -> datetime:
        """The first named moment later than `moment`, in UTC.

        Slots are sought on the zone's wall clock: one in an hour that is skipped comes when that hour would
        have been, one in an hour that is repeated comes the first time.
        """
        shift = moment.astimezone(zone).utcoffset() != (moment - CHANGE).astimezone(zone).utcoffset()
        wall = (moment - CHANGE if shift else moment).astimezone(zone).replace(tzinfo=UTC)
        trigger = _trigger(self.cron, wall)
        while True:
            wall += timedelta(microseconds=1)
            slot: datetime | None = trigger.get_next_fire_time(None, wall)
            if slot is None:
                raise ValueError(f"`{self.cron}` names no moment that will ever come; {ADVICE}")
            wall, found = slot, datetime.combine(slot.date(), slot.time(), zone).astimezone(UTC)
            if found > moment:
                return found


def timing(expression: str) -> Timing:
    """Reads a schedule expression. Raises ValueError with what to write instead."""
    text = expression.strip().lower()
    if found := EVERY.fullmatch(text):
        seconds = int(found[1]) * UNITS[found[2]]
        if not seconds:
            raise ValueError(f"`{expression}` is no interval; {ADVICE}")
        return Timing(timedelta(seconds=seconds))
    if found := DAILY.fullmatch(text):
        hour, minute = int(found[1]), int(found[2])
        if hour > 23 or minute > 59:
            raise ValueError(f"`{expression}`: there is no {hour}:{minute:02}; {ADVICE}")
        return Timing(None, f"{minute} {hour} * * *")
    if found := WEEKLY.fullmatch(text):
        day, hour, minute = found[1], int(found[2]), int(found[3])
        if hour > 23 or minute > 59:
            raise ValueError(f"`{expression}`: there is no {hour}:{minute:02}; {ADVICE}")
        return Timing(None, f"{minute} {hour} * * {day}")
    if len(text.split()) != 5:
        raise ValueError(f"`{expression}` is no schedule; {ADVICE}")
    try:
        when = Timing(None, _named_days(text))
        when.after(datetime(2025, 1, 1, tzinfo=UTC), UTC, "")
    except ValueError as wrong:
        reason = str(wrong).split(";")[0]
        raise ValueError(f"`{expression}` is no cron expression ({reason}); {ADVICE}") from None
    return when


def _trigger(cron: str, start: datetime) -> CronTrigger:
    from apscheduler.triggers.cron import CronTrigger  # slow to import, and only some schedules need it

    # Without an end it would look for 31 February until the year 9999.
    fields = dict(zip(("minute", "hour", "day", "month", "day_of_week"), cron.split(), strict=True))
    return CronTrigger(**fields, timezone=UTC, end_date=start + timedelta(days=1500))


def _named_days(cron: str) -> str:
    """Weekdays by name: cron counts from Sunday, APScheduler's numbers count from Monday."""
    *rest, days = cron.split()
    if days != "*" and not days.startswith("*/"):
        days = re.sub(r"(?<![\w/])[0-7](?!\w)", lambda found: DAYS[int(found[0])], days)
        days = re.sub(r"\bsun-(?=\w)", "sun,mon-", days)
    return " ".join([*rest, days])
