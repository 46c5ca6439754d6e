"""Is every sentence of the project our own?  Facts of the real press pages carry over, their sentences do not."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.extract.catalogue import load
from tests.conftest import ROOT

LENGTH = 12
LEFT_OVER = 4
"""Letters that may stand beside a name and still make no sentence."""
OFFICIAL = (
    "智能网联新能源汽车产业集群",  # of the clusters the city's plan names
    "支持科技创新和制造业发展的主要政策",  # what the tax authority calls a group of its reliefs,
    "支持科技创新和制造业发展",  # and its short form
)
HAN = re.compile("[一-鿿]+")
NO_TEXTS = {"data", "__pycache__"}


def runs(text: str) -> Iterator[str]:
    """Han letters in a row, line breaks dropped."""
    yield from HAN.findall(re.sub(r"\s*\n\s*", "", text))


def copied(text: str, theirs: frozenset[str]) -> Iterator[str]:
    """Stretches that stand in a real page as they stand here."""
    for run in runs(text):
        at = 0
        while at + LENGTH <= len(run):
            end = at + LENGTH
            if run[at:end] not in theirs:
                at += 1
                continue
            while end < len(run) and run[end + 1 - LENGTH : end + 1] in theirs:
                end += 1
            yield run[at:end]
            at = end


def names() -> re.Pattern[str]:
    known = [*OFFICIAL, *(HAN.findall(name)[0] for name in load().names if HAN.match(name))]
    return re.compile("|".join(sorted(known, key=len, reverse=True)))


def files() -> Iterator[Path]:
    for folder, inner, found in os.walk(ROOT):
        inner[:] = [name for name in inner if name not in NO_TEXTS and (name == ".ci" or name[0] != ".")]
        yield from (Path(folder, name) for name in found)


@pytest.fixture(scope="module")
def theirs(shared: Path) -> frozenset[str]:
    pages = [page.read_text("utf-8") for page in sorted((shared / "seeds").glob("*.txt"))]
    assert len(pages) == 5
    return frozenset(
        run[i : i + LENGTH] for page in pages for run in runs(page) for i in range(len(run) + 1 - LENGTH)
    )


def test_no_sentence_of_a_real_page_stands_in_the_project(theirs: frozenset[str]) -> None:
    known, found = names(), list[str]()
    for file in files():
        try:
            text = file.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        for words in copied(text, theirs):
            found += [f"{file.relative_to(ROOT)}: {words}"] * (len(known.sub("", words)) > LEFT_OVER)
    assert found == []


def test_a_copy_would_be_found(shared: Path, theirs: frozenset[str]) -> None:
    page = next((shared / "seeds").glob("*.txt")).read_text("utf-8")
    longest = max(runs(page), key=len)
    assert list(copied(f"我们说：{longest[:8]}\n  {longest[8:]}。", theirs)) == [longest]
