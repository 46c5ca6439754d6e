"""Are the examples of docs/history.md what the program does?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from monitor.diff import History, statements_of, tell
from monitor.types import Article, Change, ChangeKind
from tests.diff.test_timeline import SENSES, article_on, read

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "history.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"## (\w+[^\n]*)\n[^`]*```\n(.*?)```", TEXT, flags=re.S))


@pytest.mark.parametrize("title", EXAMPLES)
def test_example(title: str) -> None:
    lines = [line.partition(" → ") for line in EXAMPLES[title].strip().splitlines()]
    articles: list[Article] = []
    said = []
    for number, (printed, _, _) in enumerate(lines):
        day, publisher, period, words = printed.split()
        articles.append(article_on(number, day, publisher))
        said += statements_of(articles[-1], [read(words, period, "stock")])
    meant: dict[str, list[str]] = {article.url: [] for article in articles}
    for change in tell(said, History(concepts=SENSES)).changes:
        assert change.after
        meant[change.after.url].append(_words(change))
    assert [sorted(told) for told in meant.values()] == [sorted(means.split(", ")) for _, _, means in lines]


def _words(change: Change) -> str:
    return f"{change.kind} provisionally" if change.provisional else str(change.kind)


@pytest.mark.parametrize("kind", ChangeKind)
def test_every_kind_is_explained(kind: ChangeKind) -> None:
    assert kind.value in TEXT
