"""Is nothing lost, asked for twice or taken for silence when sites are visited again and again?"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import stamina
from sqlalchemy import func, select
from typer.testing import CliRunner

from monitor.cli import app
from monitor.run import Line, run_once
from monitor.sites import ocr
from monitor.visit import Visit
from storage.sql import TABLES
from tests.line.conftest import Clock, line_over
from tests.press_site.faults import not_found_as_success, redirect, server_error
from tests.press_site.press import Press
from tests.press_site.server import Reply, Request
from tests.press_site.site import PressSite, press_site

DAY = date(2026, 2, 3)
MORNING = datetime(2026, 2, 3, 0, 30, tzinfo=UTC)  # 08:30 in 重庆
PAPER, GOV = "epaper.cqrb.cn", "www.cq.gov.cn"
WriteConfig = Callable[..., Path]


@pytest.fixture
def site() -> Iterator[PressSite]:
    with (
        press_site(Press(first=DAY - timedelta(2), last=DAY, pages=4, articles=2)) as site,
        stamina.set_testing(True, attempts=1),
    ):
        yield site


@pytest.fixture
def clock() -> Clock:
    clock = Clock()
    clock.now = MORNING
    return clock


def paper(site: PressSite, **more: Any) -> dict[str, Any]:
    about = {"id": "cqrb", "adapter": "cqrb_epaper", "url": site.url(PAPER, "/html/cqrb/")}
    return about | {"allow_private": True, "publisher": "重庆日报", "schedule": "daily 08:20"} | more


def column(site: PressSite, **more: Any) -> dict[str, Any]:
    about = {"id": "today", "adapter": "cq_gov", "url": site.url(GOV, "/ywdt/jrcq/"), "allow_private": True}
    return about | more


def once(file: Path, clock: Clock) -> Visit:
    """A pass as `monitor run --once` makes it: nothing is remembered but the database."""
    with line_over(file, clock) as (config, line):
        (visit,) = run_once(config, line)
        return visit


def addresses(file: Path, clock: Clock) -> list[str]:
    with line_over(file, clock) as (_, line):
        return [article.url for article, *_ in line.store.kept_articles()]


def rows(line: Line) -> dict[str, int]:
    with line.store.engine.connect() as connection:
        counted = select(func.count())
        return {name: connection.scalar(counted.select_from(table)) or 0 for name, table in TABLES.items()}


def asked(site: PressSite, path: str = "") -> list[Request]:
    return [
        request for request in site.server.requests if path in request.path and "robots" not in request.path
    ]


@pytest.mark.parametrize(("what", "path"), [(paper, "node.htm"), (column, "index_")])
def test_after_a_pause_everything_since_is_read(
    write_config: WriteConfig, clock: Clock, what: Callable[..., dict[str, Any]], path: str
) -> None:
    """Twelve days away: more than the three editions or the one list page a visit looks at."""
    press = Press(first=DAY - timedelta(30), last=DAY, pages=2, articles=2)
    with press_site(press) as site:
        file = write_config(what(site))
        once(file, clock)
        before = set(addresses(file, clock))
        press.last += timedelta(days=12)
        site.pages.forget()
        clock.now += timedelta(days=12)
        site.server.requests.clear()
        once(file, clock)
        stories = [s for d in press.days() for n in (1, 2) for s in press.edition(PAPER, d, n)]
        stories = stories if what is paper else press.listed_at(GOV, "/ywdt/jrcq/")
        new = {site.url_of(story) for story in stories if story.listed > DAY}
        assert asked(site, path)
        assert new <= set(addresses(file, clock))
        assert not [url for url in before if url not in addresses(file, clock)]
        site.server.requests.clear()
        once(file, clock)
        assert len(asked(site, path)) <= 3


def test_a_broken_page_costs_no_article_of_the_others(
    site: PressSite, write_config: WriteConfig, clock: Clock
) -> None:
    file = write_config(paper(site))
    broken = f"/cqrb/{DAY:%Y-%m/%d}/002/node.htm"
    site.faults[PAPER, broken] = server_error
    visit = once(file, clock)
    assert (visit.articles, visit.state) == (3 * 4 * 2 + 3 - 2, "error")
    assert visit.failures == (f"{site.url(PAPER, broken)}: HTTP 500",)
    site.faults.clear()
    assert once(file, clock).articles == 2
    kept = addresses(file, clock)
    assert len(kept) == len(set(kept)) == 3 * 4 * 2 + 3


def test_one_page_nobody_can_read_keeps_its_source_failing_for_three_days_only(
    site: PressSite, write_config: WriteConfig, clock: Clock
) -> None:
    file = write_config(paper(site))
    story = site.press.edition(PAPER, DAY, 1)[0]
    site.faults[PAPER, site.pages.url_of(story)] = lambda _: Reply(b"<html><body><p>xyz</p></body></html>")
    visits = []
    for _ in range(6):
        visits.append(once(file, clock))
        clock.now += timedelta(days=1)
        site.press.last += timedelta(days=1)
        site.pages.forget()
    assert [visit.state for visit in visits] == ["layout changed"] * 3 + ["ok"] * 3
    assert visits[-1].message == "1 cannot be read: monitor sources --unread"
    answer = CliRunner().invoke(app, ["sources", "--unread", "-f", "json", "-c", str(file)])
    (told,) = json.loads(answer.stdout)
    assert (told["source"], told["state"], told["url"]) == ("cqrb", "layout changed", site.url_of(story))
    assert told["since"].startswith("2026-02-03")
    site.faults.clear()
    assert once(file, clock).message == ""
    assert site.url_of(story) in addresses(file, clock)
    assert (
        json.loads(CliRunner().invoke(app, ["sources", "--unread", "-f", "json", "-c", str(file)]).stdout)
        == []
    )


def test_a_picture_without_words_is_recognised_once_a_day_only(
    write_config: WriteConfig, clock: Clock, press: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = list[str]()
    monkeypatch.setattr(ocr, "text_of_picture", lambda _, url: (seen.append(url) or "", "OCR"))
    (press / "2026-02-03.png").write_bytes(b"\x89PNG\r\n\x1a\n and so on")
    file = write_config({"id": "inbox", "adapter": "folder", "url": str(press)})
    states = []
    for hours in (0, 1, 18, 2):
        clock.now += timedelta(hours=hours)
        states.append((once(file, clock).state, len(seen)))
    assert states == [("empty", 1), ("empty", 1), ("empty", 1), ("empty", 2)]


def test_a_page_that_failed_and_then_was_deleted_is_forgotten(
    site: PressSite, write_config: WriteConfig, clock: Clock
) -> None:
    file = write_config(paper(site))
    story = site.press.edition(PAPER, DAY, 1)[0]
    site.faults[PAPER, site.pages.url_of(story)] = server_error
    once(file, clock)
    site.faults.clear()
    site.delete(story)  # from the list too; so it is the first visit of a day that asks again
    clock.now += timedelta(days=1)
    once(file, clock)
    with line_over(file, clock) as (_, line):
        assert line.store.unread() == []


def test_a_second_pass_is_answered_not_modified_and_writes_its_visit_only(
    site: PressSite, write_config: WriteConfig, clock: Clock
) -> None:
    file = write_config(paper(site))
    with line_over(file, clock) as (config, line):
        run_once(config, line)
        clock.now += timedelta(hours=16)  # the first visit of a day looks at articles again
        before, known = rows(line), len(site.server.requests)
    with line_over(file, clock) as (config, line):
        (visit,) = run_once(config, line)
        after = rows(line)
    again = [r for r in site.server.requests[known:] if "2026-02/04" not in r.path and "robots" not in r.path]
    assert (visit.state, visit.articles) == ("ok", 0)
    assert len(again) == 2 + 27  # the editions of two days and all articles; today's is not out yet
    assert all("if-none-match" in request.headers for request in again)
    assert {name for name in after if after[name] != before[name]} == {"visit"}


def test_a_list_is_asked_for_whole_again_after_a_day(
    site: PressSite, write_config: WriteConfig, clock: Clock
) -> None:
    file = write_config(column(site, recheck_days=0))
    for hours in (0, 1, 20, 1):
        clock.now += timedelta(hours=hours)
        once(file, clock)
    lists = asked(site, "/ywdt/jrcq/")
    conditional = ["if-none-match" in r.headers for r in lists if r.path == "/ywdt/jrcq/"]
    assert conditional == [False, True, False, True]


def test_a_list_stays_open_until_all_it_leads_to_was_read(
    site: PressSite, write_config: WriteConfig, clock: Clock
) -> None:
    file = write_config(column(site))
    story = site.press.listed_at(GOV, "/ywdt/jrcq/")[0]
    site.faults[GOV, site.pages.url_of(story)] = lambda _: Reply(status=404)
    assert once(file, clock).state == "ok"
    site.faults[GOV, site.pages.url_of(story)] = not_found_as_success
    assert once(file, clock).state == "error page"
    site.faults.clear()
    assert once(file, clock).articles == 1
    assert not once(file, clock).articles


def test_one_article_is_known_by_one_address_wherever_its_site_sends_the_reader(
    site: PressSite, write_config: WriteConfig, clock: Clock
) -> None:
    """http and https, www and not: here the host without www. sends everybody to the other."""
    bare = "cq.gov.cn"
    file = write_config(column(site, url=site.url(bare, "/ywdt/jrcq/")))
    site.faults[bare, "/ywdt/"] = lambda request: redirect(site.url(GOV, request.path))(request)
    first = once(file, clock).articles
    kept = addresses(file, clock)
    assert len(kept) == first > 5
    assert all(url.startswith(site.url(bare, "/ywdt/jrcq/")) for url in kept)
    site.press.last += timedelta(days=1)
    site.pages.forget()
    site.faults.clear()
    clock.now += timedelta(hours=1)
    new = once(file, clock).articles
    assert 0 < new == len(addresses(file, clock)) - first


def test_a_paper_not_out_yet_is_no_failure_and_is_looked_for_again_the_same_morning(
    site: PressSite, write_config: WriteConfig, clock: Clock
) -> None:
    file = write_config(paper(site))
    site.press.last = DAY - timedelta(days=1)
    visit = once(file, clock)
    assert (visit.state, visit.failures) == ("ok", ())
    with line_over(file, clock) as (_, line):
        row = line.store.source_states()["cqrb"]
    assert "the edition of 2026-02-03 is not there yet" in row.message
    assert (row.state, row.failures) == ("ok", 0)
    assert row.next_visit == "2026-02-03T01:00:00.000000+00:00"
    site.press.last = DAY
    site.pages.forget()
    clock.now += timedelta(minutes=30)
    assert once(file, clock).articles == 9
    with line_over(file, clock) as (_, line):
        row = line.store.source_states()["cqrb"]
    assert (row.message, row.next_visit) == ("", "2026-02-04T00:20:00.000000+00:00")


def test_an_edit_is_a_new_version_and_a_deletion_is_noted(
    site: PressSite, write_config: WriteConfig, clock: Clock
) -> None:
    file = write_config(paper(site))
    edited, deleted = site.press.edition(PAPER, DAY, 1)
    once(file, clock)
    site.edit(edited, "本报讯 （记者 某某）改写后，全市测试产值增长7.5%。")
    site.delete(deleted)
    clock.now += timedelta(hours=16)
    visit = once(file, clock)
    assert (visit.state, visit.articles) == ("ok", 1)
    with line_over(file, clock) as (_, line):
        url = site.url_of(edited)
        assert edited.writing.paragraphs[-1] in line.store.snapshot(url, 1).text
        assert "改写后" in line.store.snapshot(url).text
        with line.store.engine.connect() as connection:
            gone = select(TABLES["article"].c.url).where(TABLES["article"].c.gone_at.is_not(None))
            assert list(connection.scalars(gone)) == [site.url_of(deleted)]


@pytest.mark.parametrize(
    ("body", "state"),
    [
        ("<ul class=tab-item></ul><p>网站标识码：5000000001</p>", "empty"),
        (
            '<div data-app="list">列表</div><script>createPage(3, 0, "index", "html");</script>',
            "layout changed",
        ),
    ],
)
def test_a_list_without_articles_is_told_with_its_reason(
    site: PressSite, write_config: WriteConfig, clock: Clock, body: str, state: str
) -> None:
    file = write_config(column(site))
    site.faults[GOV, "/ywdt/jrcq/"] = lambda _: Reply(f"<html><body>{body}</body></html>".encode())
    visit = once(file, clock)
    assert visit.state == state
    assert "no article on the list page" in visit.failures[0]
    assert once(file, clock).state == state
    with line_over(file, clock) as (_, line):
        assert line.store.source_states()["today"].failures == 2


def test_many_failures_are_one_line_on_the_row(
    site: PressSite, write_config: WriteConfig, clock: Clock
) -> None:
    file = write_config(paper(site))
    site.faults[PAPER, f"/cqrb/{DAY:%Y-%m/%d}/001/content"] = server_error
    site.faults[PAPER, f"/cqrb/{DAY:%Y-%m/%d}/002/content"] = server_error
    assert len(once(file, clock).failures) == 4
    with line_over(file, clock) as (_, line):
        message = line.store.source_states()["cqrb"].message
    assert message.count("HTTP 500") == 3
    assert message.endswith("; and 1 more")


def test_too_few_articles_are_told_only_where_they_could_be_counted(
    site: PressSite, write_config: WriteConfig, clock: Clock
) -> None:
    file = write_config(column(site, expect=[3, 5]))
    assert "expected" in once(file, clock).failures[0]
    file = write_config(column(site, expect=[3, None]))
    assert [once(file, clock).state for _ in range(2)] == ["ok", "ok"]
