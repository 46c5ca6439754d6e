"""Acceptance: a year of press whose truth is known.  Is every first sight told once, and nothing else?

The whole line over real HTTP, a visit a day, every trouble of a year on the way: reprints, a site under
maintenance, one that answers 500, wrong charset labels, everything read again at the end. The generator says
what is true; levels, growth and targets are drawn independently, so verdicts and sums are judged by its figures.
"""

from collections import Counter
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
import stamina
from sqlalchemy import text

from alerts import send_pending
from monitor.reextract import reextract
from monitor.run import run_once
from tests.line.conftest import clock, line_over, write_config  # noqa: F401
from tests.press_site.faults import maintenance, server_error
from tests.press_site.press import ZONE, Press, channel_of
from tests.press_site.site import press_site

FIRST = date(2024, 7, 1)
NEWS = ("new_target", "new_figure")
PLACES = {
    "cqrb": ("cqrb_epaper", "epaper.cqrb.cn", "/html/cqrb/"),
    "today": ("cq_gov", "www.cq.gov.cn", "/ywdt/jrcq/"),
    "kjj": ("cq_gov", "kjj.cq.gov.cn", "/zwxx_176/tzgg/"),
    "cqcb": ("empire_json", "www.cqcb.com", "/hongguan/"),
}
TOLD = """
select c.kind, o.subject, o.indicator, o.period, o.measure, o.value, o.unit, o.status, b.value as before_value
from outbox d join change c on c.id = d.change_id
join observation o on o.id = coalesce(c.after_id, c.before_id) left join observation b on b.id = c.before_id
"""


def sources(site, folder):
    watched = [
        {
            "id": name,
            "adapter": adapter,
            "url": site.url(host, path),
            "allow_private": True,
            "recheck_days": 1,
            "publisher": name,
        }
        for name, (adapter, host, path) in PLACES.items()
    ]
    return [*watched, {"id": "reprints", "adapter": "folder", "url": str(folder), "publisher": "新华社"}]


def stories(press, day):
    for page in range(1, press.pages + 1):
        yield from press.edition("epaper.cqrb.cn", day, page)
    for host, path in (
        ("www.cq.gov.cn", "/ywdt/jrcq/"),
        ("kjj.cq.gov.cn", "/zwxx_176/tzgg/"),
        ("www.cqcb.com", "/hongguan/"),
    ):
        yield from press.on(channel_of(host, path), day)


def reprint(folder, press, day):
    """Another paper prints articles of the day, word for word."""
    for n, story in enumerate(list(stories(press, day))[:2]):
        file = folder / f"{day}-{n}.txt"
        file.write_text("\n".join([story.title, *story.writing.paragraphs]), "utf-8")
        file.with_suffix(".meta.yaml").write_text(f"published: {day}\npublisher: 新华社\n", "utf-8")


def trouble(site, number):
    """What goes wrong on the so many-th day; it passes."""
    gov, kjj, cqcb = "www.cq.gov.cn", "kjj.cq.gov.cn", "www.cqcb.com"
    site.faults = {}
    site.faults |= {(kjj, "/zwxx"): maintenance} if number % 30 in (1, 2) else {}
    site.faults |= {(cqcb, "/hongguan"): server_error} if number % 30 in (2, 3) else {}
    site.labels = {gov: "GBK, header says utf-8"} if number % 30 in (3, 4) else {}


def point(row):
    """Indicator and area, period, measure, side and value: what is told once."""
    side = "target" if row["status"] == "target" else "figure"
    value = Decimal(str(row["value"])).normalize()
    return row["subject"], row["indicator"], row["period"], str(row["measure"]), side, f"{value:f}"


def holds(row, truth):
    """Whether a message that judges is right, by the figures the generator drew."""
    if row["kind"] in ("target_met", "target_missed"):
        met = Decimal(row["value"]) >= Decimal(row["before_value"])
        place = (row["subject"], row["indicator"], row["period"])
        known = {point for point in truth if point[:3] == place and point[3] == "level"}
        return met is (row["kind"] == "target_met") and {p[4] for p in known} == {"target", "figure"}
    if row["kind"] == "discrepancy":
        return truth_contradicts(row, truth)
    return False


def truth_contradicts(row, truth):
    now = [
        p
        for p in truth
        if p[:2] == (row["subject"], row["indicator"].removesuffix("增速")) and p[3:5] == ("level", "figure")
    ]
    levels = {p[2]: Decimal(p[5]) for p in now}
    period = row["period"]
    a, b = levels.get(period), levels.get(str(int(period) - 1))
    if a is None or b is None:
        return False
    if row["measure"] == "growth":
        return abs((a / b - 1) * 100 - Decimal(row["value"])) > Decimal("0.04")
    return abs(a - b - Decimal(row["value"])) > Decimal("0.004")


@pytest.mark.parametrize("days", [5, pytest.param(365, marks=pytest.mark.soak)])
def test_every_first_sight_is_told_once_and_nothing_else(tmp_path, write_config, clock, days):  # noqa: F811
    folder = tmp_path / "reprints"
    folder.mkdir()
    last = FIRST + timedelta(days - 1)
    with (
        press_site(Press(first=FIRST, last=last, pages=1, articles=2)) as site,
        stamina.set_testing(True, attempts=1),
    ):
        alerts = {"channels": {"desk": {"url": "json://127.0.0.1:1"}}, "trouble": {"to": []}}
        file = write_config(*sources(site, folder), alerts=alerts)
        sent, truth = [], set()
        for number in range(days + 2):  # the last days only make good what was missed
            day = FIRST + timedelta(number)
            if day <= last:
                site.press.last = day
                trouble(site, number)
                truth |= {point(o) for story in stories(site.press, day) for o in story.observations}
                reprint(folder, site.press, day)
            else:
                site.faults, site.labels = {}, {}
            site.pages.forget()
            clock.now = datetime.combine(day, time(20, 30), ZONE).astimezone(UTC)
            with line_over(file, clock) as (config, line):
                run_once(config, line)
                send_pending(line.store, lambda *message: sent.append(message) or "taken", clock())
        with line_over(file, clock) as (_, line):
            assert list(reextract(line.store, line.extract, version="again", now=clock())) == []
            with closing(line.store.engine.connect()) as connection:
                rows = [dict(row) for row in connection.execute(text(TOLD)).mappings()]
            assert {row.state for row in line.store.messages()} == {"sent"}
            articles = len(list(line.store.kept_articles()))
    told = Counter(point(row) for row in rows if row["kind"] in NEWS)
    right = sum(1 for p in told if p in truth) + sum(
        holds(row, truth) for row in rows if row["kind"] not in NEWS
    )
    wrong = [row for row in rows if row["kind"] not in NEWS and not holds(row, truth)]
    missed = truth - told.keys()
    precision, recall = right / len(rows), (len(truth) - len(missed)) / len(truth)
    kinds = dict(Counter(row["kind"] for row in rows))
    print(f"\n{days} days, {articles} articles, {len(truth)} first sights, {len(rows)} alerts {kinds}")
    print(f"precision {precision:.4f}, recall {recall:.4f}, told twice {sum(told.values()) - len(told)}")
    for row in wrong[:20]:
        print("wrong:", row)
    for one in sorted(missed)[:20]:
        print("missed:", one)
    for one in sorted(told.keys() - truth)[:20]:
        print("not true:", one)
    assert set(told.values()) == {1}
    assert (precision, recall) == (1, 1)
