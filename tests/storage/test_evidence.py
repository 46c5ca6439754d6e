"""Can what a site said be shown again, byte for byte, and asked for again without being sent again?"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date, timedelta

import pytest

from monitor.errors import StorageError
from monitor.types import Article, Page
from storage import Store
from tests.storage.feed import NOW, page_of

URL = "https://press.test/a"


def article(text: str, published: str = "2026-01-03", url: str = URL) -> Article:
    return Article(url=url, publisher="日报", published=date.fromisoformat(published), text=text)


def page(words: str, url: str = URL, charset: str = "utf-8") -> Page:
    content = f"<p>{words}</p>".encode(charset)
    about = {"etag": f'"{words}"', "headers": {"content-type": "text/html", "etag": f'"{words}"'}}
    sha = hashlib.sha256(content).hexdigest()
    return replace(page_of(article(words, url=url)), content=content, sha256=sha, charset=charset, **about)


def save(
    store: Store, words: str, published: str = "2026-01-03", url: str = URL, charset: str = "utf-8"
) -> None:
    page_ = page(words, url, charset)
    read = article(words, published, url)
    store.save(page=page_, article=read, source="cqrb", observations=[], changes=[], now=NOW)


def test_every_version_gives_back_its_bytes_and_headers(either: Store) -> None:
    save(either, "八千家", charset="gb18030")
    save(either, "九千家")
    first, newest = either.snapshot(URL, 1), either.snapshot(URL)
    assert (first.content, first.text) == ("<p>八千家</p>".encode("gb18030"), "<p>八千家</p>")
    assert newest.content == "<p>九千家</p>".encode()
    assert newest.headers == {"content-type": "text/html", "etag": '"九千家"'}
    assert newest.sha256 == hashlib.sha256(newest.content).hexdigest()
    assert newest.fetched_at == page("九千家").fetched_at


@pytest.mark.parametrize(("name", "version"), [("https://press.test/none", None), (URL, 7), ("4711", None)])
def test_unknown_article_is_one_clear_line(either: Store, name: str, version: int | None) -> None:
    save(either, "八千家")
    with pytest.raises(StorageError, match="no article kept under"):
        either.snapshot(name, version)


def test_bytes_are_dropped_after_the_retention_and_words_stay(either: Store) -> None:
    save(either, "八千家")
    fetched = page("八千家").fetched_at
    assert either.drop_evidence(fetched) == 0
    assert either.drop_evidence(fetched + timedelta(seconds=1)) == 1
    assert either.drop_evidence(fetched + timedelta(days=900)) == 0
    with pytest.raises(StorageError, match="retention"):
        either.snapshot(URL)
    assert [kept.text for kept, _, _ in either.kept_articles()] == ["八千家"]


def test_list_page_is_remembered_by_its_newest_validators_only(either: Store) -> None:
    for words in ("one", "two", "two"):
        either.note([page(words, "https://press.test/list")])
    assert either.validators("https://press.test/list") == ('"two"', "")
    with either.engine.connect() as connection:
        assert connection.exec_driver_sql("select count(*) from page").scalar() == 1


def test_recent_articles_are_those_still_there(either: Store) -> None:
    for name, day in (("a", "2026-01-01"), ("b", "2026-01-02"), ("c", "2026-01-03")):
        save(either, name, day, f"https://press.test/{name}")
    either.mark_gone("https://press.test/c", NOW)
    assert [link.url[-1] for link in either.recent("cqrb", date(2026, 1, 2))] == ["b"]
    assert either.recent("other", date(2026, 1, 2)) == []
