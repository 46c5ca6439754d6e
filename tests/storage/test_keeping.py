"""Is everything kept once: versions, reprints, names, visits, and nothing by halves?"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from monitor.diff import diff
from monitor.errors import Outdated, StorageError
from monitor.types import Article, Change, ChangeKind, Observation, Standing
from storage import Store
from tests.diff.test_timeline import read
from tests.storage.feed import NOW, feed, page_of

WORDS = "全市高新技术企业达到七千余家，比上年增长近两成，科技型企业总量稳步增加。" * 6


def article(name: str, day: str = "2024-01-23", publisher: str = "日报", text: str = "") -> Article:
    return Article(
        url=f"https://press.test/{name}",
        publisher=publisher,
        published=date.fromisoformat(day),
        text=text or name,
    )


def kinds(changes: list[Change], standing: Standing = Standing.NEWS) -> list[str]:
    return sorted(change.kind.value for change in changes if change.standing is standing)


SAID = [read("7565家", "2023", "stock"), read("58524户", "2023", "flow")]


def test_an_edit_takes_back_and_corrects(either: Store) -> None:
    feed(either, article("a", text="first"), SAID)
    changes = feed(either, article("a", text="second"), [read("7655家", "2023", "stock")])
    assert kinds(changes) == ["retraction", "revision"]
    [point] = either.series("stock")
    assert [point.figure.observation.quote] if point.figure else [] == ["7655家"]
    assert either.series("flow") == []
    back = feed(either, article("a", text="first"), SAID)
    assert kinds(back) == ["new_figure", "revision"]
    [point] = either.series("stock")
    assert point.figure
    assert point.figure.observation.quote == "7565家"


def test_a_deleted_article_leaves_history_standing(either: Store) -> None:
    feed(either, article("a"), SAID)
    either.mark_gone("https://press.test/a", NOW)
    assert len(either.series("stock")) == 1
    with either.engine.connect() as connection:
        marked = connection.exec_driver_sql("select deleted_at from v_history").scalars().all()
    assert set(marked) == {"2026-01-05T08:00:00.000000+00:00"}


def test_reprints_are_one_voice_with_many_links(either: Store) -> None:
    papers = ["晚报", "日报", "晨报", "商报", "时报"]
    for number, publisher in enumerate(papers):
        text = WORDS + f"（{publisher}记者）"
        feed(either, article(str(number), f"2024-01-2{number}", publisher, text), SAID)
    feed(
        either, article("own", "2024-01-29", "统计局", "高新技术企业7565家。" + "别的话题与数字。" * 40), SAID
    )
    [point] = either.series("stock")
    assert len(point.links) == 6
    assert sorted({s.voice for s in point.statements}) == ["晚报", "统计局"]
    assert point.voices == 2


def misread(text: str, every: int) -> str:
    """As a scanner gives it: lines cut short, and every so many characters a wrong one."""
    noisy = "".join("口" if place % every == every - 1 else sign for place, sign in enumerate(text))
    return "\n".join(noisy[start : start + 17] for start in range(0, len(noisy), 17))


@pytest.mark.parametrize("every", [12, 25, 60])
def test_a_scan_and_its_web_page_are_one_voice(either: Store, every: int) -> None:
    story, elsewhere = (written(topic) for topic in ("高新技术企业", "嘉陵江"))
    feed(either, article("page", "2024-01-23", "日报", misread(elsewhere + story, every)), SAID)
    feed(either, article("web", "2024-01-24", "日报网", story), SAID)
    feed(either, article("another", "2024-01-24", "晨报", written("永川区")), SAID)
    [point] = either.series("stock")
    assert [s.voice for s in point.statements] == ["日报", "日报", "晨报"]


def written(topic: str) -> str:
    """An article of 600 characters on a topic, unlike those on others."""
    drawn, signs = (
        random.Random(topic),
        "的一是在有人这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学",
    )
    return "".join(drawn.choice([topic, *signs]) for _ in range(600))


def test_the_earliest_paper_is_the_voice_though_it_came_last(either: Store) -> None:
    feed(either, article("b", "2024-01-24", "晨报", WORDS), SAID)
    feed(either, article("a", "2024-01-23", "日报", WORDS), SAID)
    [point] = either.series("stock")
    assert {s.voice for s in point.statements} == {"日报"}


def test_different_articles_are_different_voices(either: Store) -> None:
    feed(either, article("a", "2024-01-23", "日报", WORDS), SAID)
    other = "截至去年底，全市累计培育高新技术企业7565家，覆盖电子、汽车与装备制造等多个行业。" * 5
    feed(either, article("b", "2024-01-23", "晨报", other), SAID)
    [point] = either.series("stock")
    assert point.voices == 2


def test_merged_names_are_told_as_one(either: Store) -> None:
    feed(either, article("a"), [read("7565家", "2023", "国家高企")])
    feed(either, article("b", "2024-02-23", "晨报"), [read("7565家", "2023", "高企数量")])
    feed(either, article("c", "2024-02-24", "晚报"), [read("7600家", "2023", "高企数量")])
    assert either.merge("高企数量", "国家高企", NOW) == 2
    assert [len(point.statements) for point in either.series("国家高企")] == [3]
    assert kinds(either.changes(), Standing.SILENT) == ["confirmation", "conflict"]
    again = feed(either, article("d", "2024-02-25", "时报"), [read("7565家", "2023", "高企数量")])
    assert kinds(again, Standing.SILENT) == ["confirmation"]


def test_merging_an_unknown_name_says_so(store: Store) -> None:
    with pytest.raises(StorageError, match="没有的名字"):
        store.merge("没有的名字", "国家高企", NOW)


def test_names_show_what_may_be_the_same(store: Store) -> None:
    def named(name: str) -> list[Observation]:
        said = [read("7565家", "2023", name), read("9123家", "2024", name)]
        return [replace(observation, headline=True) for observation in said]

    feed(store, article("a"), named("国家高新技术企业数"))
    feed(store, article("b"), named("国家高新技术企业数量"))
    feed(store, article("c"), named("高企"))
    feed(store, article("d"), [replace(read("7565家", "2023", "职业院校"), headline=True)])
    like = {name.name: set(name.like) for name in store.open_names()}
    assert like["国家高新技术企业数"] == {"国家高新技术企业数量", "高企"}
    assert like["职业院校"] == set()


def test_what_another_process_wrote_in_between_is_not_overlooked(either: Store) -> None:
    mine = article("a")
    history = either.history(mine, SAID)
    with Store(either.engine.url.render_as_string(hide_password=False)) as another:
        feed(another, article("b"), SAID)
    changes = diff(mine, SAID, history)
    with pytest.raises(Outdated, match="another process"):
        either.save(page=page_of(mine), article=mine, source="s", observations=SAID, changes=changes, now=NOW)


def test_visits_add_up_to_the_state_of_a_source(either: Store) -> None:
    at = datetime(2026, 1, 5, 8, 0, tzinfo=UTC)
    either.record_visit("cqrb", at=at, links=4, articles=2, changes=7, next_visit=at + timedelta(hours=1))
    either.record_visit("cqrb", at=at + timedelta(hours=1), state="unreachable", message="timed out")
    either.record_visit("cqrb", at=at + timedelta(hours=2), state="unreachable", message="timed out")
    state = either.source_states()["cqrb"]
    assert (state.failures, state.state, state.message) == (2, "unreachable", "timed out")
    assert state.last_success == state.last_new == "2026-01-05T08:00:00.000000+00:00"
    assert state.last_visit == "2026-01-05T10:00:00.000000+00:00"


def test_known_pages_and_their_validators(either: Store) -> None:
    mine = article("a")
    page = replace(page_of(mine), etag='"v1"', last_modified="Mon, 05 Jan 2026 08:00:00 GMT")
    assert not either.known(page.url, page.sha256)
    assert either.validators(page.url) == ("", "")
    either.save(page=page, article=mine, source="s", observations=[], changes=[], now=NOW)
    assert either.known(page.url, page.sha256)
    assert either.validators(page.url) == ('"v1"', "Mon, 05 Jan 2026 08:00:00 GMT")


def test_changes_by_filter(either: Store) -> None:
    feed(either, article("a"), SAID)
    feed(either, article("b", "2024-02-23", "晨报"), [read("力争8000家", "2024", "stock")])
    assert [c.kind for c in either.changes(since=date(2024, 2, 23))] == [ChangeKind.NEW_TARGET]
    assert [c.kind for c in either.changes(until=date(2024, 1, 23), indicator="flow")] == [
        ChangeKind.NEW_FIGURE
    ]
    assert either.changes(area="永川区") == either.changes(source="another") == []
    assert len(either.changes(kinds=[ChangeKind.NEW_FIGURE])) == 2


def test_one_change_by_the_beginning_of_its_key(either: Store) -> None:
    first, second = feed(either, article("a"), SAID)
    assert either.change(first.key[:8]) is not None
    assert either.change(second.key) == next(c for c in either.changes() if c.key == second.key)
    assert either.change("") is None
    assert either.change("%") is None


def test_a_wrong_address_gets_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="is no database address"):
        Store("data/monitor.sqlite3")
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StorageError, match="cannot be opened"):
        Store(f"sqlite:///{tmp_path}/file/monitor.sqlite3")
