"""Does `monitor try` show every step of a place, known or not, and keep nothing?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from monitor.cli import app
from tests.line.test_visits import WriteConfig
from tests.press_site.faults import maintenance
from tests.press_site.press import Press
from tests.press_site.server import Reply
from tests.press_site.site import PressSite, press_site

GOV, COLUMN = "www.cq.gov.cn", "/ywdt/jrcq/"


@pytest.fixture
def site() -> Iterator[PressSite]:
    today = date.today()
    with press_site(
        Press(first=today - timedelta(3), last=today + timedelta(1), pages=2, articles=1)
    ) as site:
        yield site


def tried(place: str, *more: str, fails: bool = False) -> dict[str, Any]:
    answer = CliRunner().invoke(app, ["try", place, "--json", *more])
    assert answer.exit_code == int(fails), answer.output
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write_config: WriteConfig) -> None:
    """Where a sources.yaml lies that watches something else, without pauses."""
    monkeypatch.chdir(tmp_path)
    write_config({"id": "inbox", "adapter": "folder", "url": "inbox"})


def test_of_a_list_the_newest_article_is_read(site: PressSite, tmp_path: Path) -> None:
    found = tried(site.url(GOV, COLUMN), "--adapter", "cq_gov")
    stories = site.press.listed_at(GOV, COLUMN)
    assert len(found["links"]) == len(stories)
    newest = next(s for s in stories if str(s.number) in found["article"]["url"])
    assert newest.listed == site.press.last
    assert found["article"]["title"] == newest.title
    quotes = {o["quote"] for o in found["observations"]}
    assert quotes <= {o["quote"] for o in newest.observations}
    assert quotes
    assert [page["charset"] for page in found["fetched"]] == ["utf-8", "utf-8"]
    assert [file.name for file in tmp_path.iterdir()] == ["sources.yaml"]


def test_an_article_of_a_site_nobody_knows_is_read_as_such(site: PressSite) -> None:
    story = site.press.listed_at(GOV, COLUMN)[0]
    site.labels[GOV] = "GBK, header says utf-8"
    found = tried(site.url_of(story))
    assert (found["adapter"], found["links"]) == ("html_list", [])
    assert found["article"]["title"] == story.title
    assert found["article"]["published"] == str(story.published.date())
    assert found["fetched"][0]["charset"] == "gb18030"


def test_a_source_is_tried_by_its_name_and_its_site_by_any_address(
    site: PressSite, write_config: WriteConfig, tmp_path: Path
) -> None:
    paper = {"id": "cqrb", "adapter": "cqrb_epaper", "url": site.url("epaper.cqrb.cn", "/html/cqrb/")}
    file = write_config(paper | {"allow_private": True, "publisher": "重庆日报"})
    found = tried("cqrb", "--config", str(file))
    assert len(found["links"]) == 2
    again = tried(found["links"][1]["url"], "--config", str(file))
    assert (again["adapter"], again["article"]["publisher"]) == ("cqrb_epaper", "重庆日报")
    assert not list(tmp_path.glob("*.sqlite3"))


def test_a_feed_is_known_by_its_looks(site: PressSite) -> None:
    story = site.press.listed_at(GOV, COLUMN)[0]
    entry = f"<item><title>一条</title><link>{site.url_of(story)}</link></item>"
    feed = f'<?xml version="1.0"?><rss version="2.0"><channel><title>快讯</title>{entry}</channel></rss>'
    site.faults[GOV, "/feed"] = lambda _: Reply(feed.encode(), content_type="application/rss+xml")
    found = tried(site.url(GOV, "/feed"))
    assert (found["adapter"], found["article"]["title"]) == ("rss", story.title)


def test_a_page_without_a_day_is_shown_with_the_complaint_what_is_missing(site: PressSite) -> None:
    page = "<html><body><div class=content><p>去年，全市测试产值增长7.5%，比上年快。</p></div></body></html>"
    site.faults[GOV, "/a.html"] = lambda _: Reply(page.encode())
    found = tried(site.url(GOV, "/a.html"), fails=True)
    assert found["observations"]
    assert "no day of publication" in found["failures"][0]


def test_what_fails_is_one_line_and_an_exit_code(site: PressSite) -> None:
    site.faults[GOV, "/"] = maintenance
    answer = CliRunner().invoke(app, ["try", site.url(GOV, "/")])
    assert answer.exit_code == 1
    assert "shows: maintenance" in answer.stderr
    answer = CliRunner().invoke(app, ["try", "nobody"])
    assert "`nobody` is no address, no file and no source" in str(answer.exception)


@pytest.mark.parametrize("place", ["htp://www.cq.gov.cn/ywdt/", "www.cq.gov.cn/ywdt/"])
def test_an_address_without_its_beginning_is_told_how_to_be_written(place: str) -> None:
    answer = CliRunner().invoke(app, ["try", place])
    assert str(answer.exception).endswith("write addresses as https://www.cq.gov.cn/ywdt/")


@pytest.mark.parametrize(
    ("place", "complaint"),
    [
        ("http://127.0.0.1:1/", "Connection refused"),
        ("http://", "the address names no host"),
        (
            "https://nobody.invalid/",
            "no such host: nobody.invalid; is it spelled right, and the network there?",
        ),
    ],
)
def test_a_place_that_does_not_answer_is_told_once(place: str, complaint: str) -> None:
    (failure,) = tried(place, fails=True)["failures"]
    assert complaint in failure


def test_a_broken_file_is_not_taken_for_a_folder(tmp_path: Path) -> None:
    (tmp_path / "2026-02-05.pdf").write_bytes(b"%PDF-1.4 and nothing more")
    (failure,) = tried("2026-02-05.pdf", fails=True)["failures"]
    assert "is no readable PDF" in failure


def test_figures_are_marked_in_the_text_for_a_person(
    site: PressSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = site.press.listed_at(GOV, COLUMN)[0]
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    answer = CliRunner().invoke(app, ["try", site.url_of(story)])
    for truth in story.observations:
        assert f"m{truth['quote']}\x1b[0m" in answer.stdout
