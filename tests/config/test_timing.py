"""A schedule names moments in a zone; every one of them comes exactly once, whatever the clocks do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.config import timing

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))
EXPRESSIONS = st.sampled_from(
    ["every 30m", "every 1h", "every 2d", "daily 07:30", "daily 02:30", "0 7 * * 1-5"]
)


@given(MOMENTS, EXPRESSIONS, st.sampled_from([SHANGHAI, BERLIN]), st.text(max_size=5))
def test_a_slot_is_later_and_the_same_until_it_comes(
    now: datetime, expression: str, zone: ZoneInfo, name: str
) -> None:
    when = timing(expression)
    slot = when.after(now, zone, name, 60)
    assert slot > now
    assert when.after(slot - timedelta(milliseconds=1), zone, name, 60) == slot
    assert when.after(now + (slot - now) / 2, zone, name, 60) == slot


def test_daily_is_meant_in_the_zone() -> None:
    slot = timing("daily 07:30").after(datetime(2026, 1, 5, tzinfo=UTC), SHANGHAI, "cqrb")
    assert slot == datetime(2026, 1, 5, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize("start", [datetime(2026, 3, 26, tzinfo=UTC), datetime(2026, 10, 22, tzinfo=UTC)])
def test_daily_comes_once_a_day_when_clocks_change(start: datetime) -> None:
    moment, days = start, []
    while moment < start + timedelta(days=7):
        moment = timing("daily 02:30").after(moment, BERLIN, "x")
        days.append(moment.astimezone(BERLIN).date())
    assert len(days) == len(set(days))
    assert (days[-1] - days[0]).days == len(days) - 1


def test_weekdays_by_number_are_those_of_cron() -> None:
    sunday = timing("0 12 * * 0").after(datetime(2026, 1, 5, tzinfo=UTC), UTC, "x")
    assert sunday.strftime("%a") == "Sun"
    monday = timing("0 12 * * 1-5").after(datetime(2026, 1, 3, tzinfo=UTC), UTC, "x")
    assert monday.strftime("%a") == "Mon"


def test_sources_are_spread() -> None:
    now = datetime(2026, 1, 5, tzinfo=UTC)
    assert len({timing("daily 07:30").after(now, UTC, f"s{n}", 60) for n in range(20)}) > 10


@pytest.mark.parametrize(
    "wrong", ["", "hourly", "every 0m", "every m", "daily 25:00", "99 * * * *", "0 0 31 2 *"]
)
def test_what_is_no_schedule_says_what_to_write(wrong: str) -> None:
    with pytest.raises(
        ValueError, match="write `every 30m`, `daily 07:30`, `weekly mon 08:30` or a cron expression"
    ):
        timing(wrong)
