"""Does a printed page say the same as its text: as a PDF set in columns, and as a picture of it?"""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from monitor import sites
from monitor.errors import ReadError
from monitor.extract import extract
from monitor.fetch.local import read_local
from monitor.sites import ocr
from monitor.sites.columns import Piece, text_of
from monitor.types import Article, Source
from tests.conftest import ROOT
from tests.sites.broadsheet import as_pdf, as_png, font_file

needs_ocr = pytest.mark.skipif(
    find_spec("rapidocr") is None, reason="the extra `ocr` is not installed: pip install '.[ocr]'"
)
needs_font = pytest.mark.skipif(font_file() is None, reason="no CJK font: apt install fonts-noto-cjk")


def headlines(text: str, day: date) -> Counter[tuple[object, ...]]:
    article = Article(url="u", publisher="p", published=day, text=text)
    return Counter(
        (o.indicator, o.subject, o.period, o.status, o.measure, o.comparator, o.value, o.unit)
        for o in extract(article)
        if o.headline
    )


def read(folder: Path, name: str, content: bytes, source: Source | None = None) -> Article:
    (folder / name).write_bytes(content)
    source = source or Source(id="inbox", adapter="folder", url=str(folder), publisher="重庆日报")
    now = datetime(2026, 3, 1, tzinfo=UTC)
    (link,) = [k for k in sites.discover(source, read_local, now.date()) if k.url.endswith(name)]
    return sites.read(read_local(link.url, now), link, source)


def kept_part(folder: Path, texts: dict[str, tuple[str, date]], make: str) -> tuple[int, int]:
    """How many headline observations of the texts are read from their pages too, and how many there are."""
    there = same = 0
    for name, (text, day) in texts.items():
        if make == "pdf":
            content = as_pdf(text)
        else:
            font = font_file()
            assert font is not None
            content = as_png(text, font)
        digest = hashlib.sha256(name.encode()).hexdigest()[:6]
        article = read(folder, f"{day} {digest}.{make}", content)
        assert article.published == day
        wanted, found = headlines(text, day), headlines(article.text, day)
        there, same = there + wanted.total(), same + (wanted & found).total()
    return same, there


def own_texts() -> dict[str, tuple[str, date]]:
    """Prose of the demo pages; what a person laid out by hand in them stays out."""
    texts = {}
    for file in sorted((ROOT / "examples" / "press").glob("*.md")):
        _, _, text = file.read_text("utf-8").rpartition("---\n")
        texts[file.stem] = (text, date.fromisoformat(file.stem[:10]))
    return texts


def real_texts(shared: Path) -> dict[str, tuple[str, date]]:
    about = yaml.safe_load((shared / "gold" / "documents.yaml").read_text("utf-8"))
    texts = {d["id"]: (shared / "seeds" / f"{d['id']}.txt").read_text("utf-8") for d in about}
    return {d["id"]: (texts[d["id"]], date.fromisoformat(str(d["published"]))) for d in about}


def test_a_pdf_in_columns_says_what_its_text_says(tmp_path: Path) -> None:
    same, there = kept_part(tmp_path, own_texts(), "pdf")
    assert there >= 10
    assert same == there


def test_pdfs_of_the_real_pages_keep_ninety_five_of_a_hundred(tmp_path: Path, shared: Path) -> None:
    same, there = kept_part(tmp_path, real_texts(shared), "pdf")
    print(f"\nPDF: {same} of {there} headline observations")
    assert same / there >= 0.95


@needs_ocr
@needs_font
def test_a_picture_says_what_its_text_says(tmp_path: Path) -> None:
    name, text = next(iter(own_texts().items()))
    same, there = kept_part(tmp_path, {name: text}, "png")
    assert same / there >= 0.85


def test_without_the_extra_a_picture_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda _: None)
    picture = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + bytes(64)
    with pytest.raises(ReadError, match=r"pip install '\.\[ocr\]'") as error:
        read(tmp_path, "2026-02-03.png", picture)
    assert error.value.state == "needs ocr"


@pytest.mark.parametrize("name", ["page.png", "page.pdf"])
def test_of_a_page_without_a_day_that_is_said_before_anything_is_recognised(
    tmp_path: Path, name: str
) -> None:
    content = b"\x89PNG\r\n\x1a\n" if name.endswith("png") else b"%PDF-1.7"
    with pytest.raises(ReadError, match=r"write `published: 2025-02-20` into page\.meta\.yaml$"):
        read(tmp_path, name, content + bytes(64))


def test_a_broken_pdf_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="is no readable PDF"):
        read(tmp_path, "2026-02-03.pdf", b"%PDF-1.7 and nothing more")


def test_the_name_a_paper_gives_its_page_tells_the_day(tmp_path: Path) -> None:
    article = read(
        tmp_path, "cqrb20260203001.pdf", as_pdf("# 头条\n\n去年全市测试产值达到12亿元，增长3.5%。")
    )
    assert (article.published, article.title, article.reader) == (date(2026, 2, 3), "头条", "PDF text")


def column(x: float, *lines: str, y: float = 100, size: float = 10, width: float = 0) -> list[Piece]:
    return [
        Piece(x, y + 14 * n, x + (width or size * len(line)), y + 14 * n + size, line)
        for n, line in enumerate(lines)
    ]


LEFT = ("甲甲甲甲甲甲甲甲甲甲", "乙乙乙乙乙乙乙乙乙乙", "丙丙丙丙丙丙丙丙丙丙")
RIGHT = ("丁丁丁丁丁丁丁丁丁丁", "戊戊戊戊戊戊戊戊戊戊", "己己己己。")


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([*column(120, *RIGHT), *column(0, *LEFT)], "".join(LEFT + RIGHT)),
        (
            [*column(30, "通栏标题一二三四", y=70, size=20), *column(120, *RIGHT), *column(0, *LEFT)],
            "# 通栏标题一二三四\n\n" + "".join(LEFT + RIGHT),
        ),
        (
            [
                *column(0, *LEFT),
                *column(120, *RIGHT),
                *column(20, "中间的大标题横过两栏", y=160, size=18),
                *column(0, *LEFT, y=200),
                *column(120, *RIGHT, y=200),
            ],
            "".join(LEFT + RIGHT) + "\n\n# 中间的大标题横过两栏\n\n" + "".join(LEFT + RIGHT),
        ),
        (
            column(0, "第一段的第一行文字") + column(0, "第二行。", y=114) + column(20, "第二段缩进", y=128),
            "第一段的第一行文字第二行。\n\n第二段缩进",
        ),
        (
            [
                *column(0, "指标", "出口", "进口", "合计", width=30),
                *column(120, "亿元", "12", "13", "25", width=20),
                *column(200, "增长", "1%", "2%", "3%", width=20),
            ],
            "指标\t亿元\t增长\n\n出口\t12\t1%\n\n进口\t13\t2%\n\n合计\t25\t3%",
        ),
        ([], ""),
    ],
    ids=["two columns", "headline above", "headline between", "paragraphs", "table", "nothing"],
)
def test_the_order_of_a_printed_page(pieces: list[Piece], text: str) -> None:
    assert text_of(pieces) == text
    assert text_of(pieces[::-1]) == text
