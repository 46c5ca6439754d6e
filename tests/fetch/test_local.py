"""Are files of a watched folder read by the same rules, each problem one clear line?"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from monitor.errors import FetchError
from monitor.fetch import Fetcher
from monitor.types import Page, Source

FOLDER = Source(id="s", adapter="folder")
TEXT = "全市高新技术企业达到八千家，\n同比增长百分之十九。\n"


def read(url: str | Path, **validators: str) -> Page:
    with Fetcher(now=lambda: datetime(2026, 3, 2, tzinfo=UTC)) as fetcher:
        return fetcher.fetch(str(url), FOLDER, **validators)


@pytest.mark.parametrize(
    ("charset", "name"), [("utf-8", "utf-8"), ("gbk", "gb18030"), ("utf-8-sig", "utf-8")]
)
def test_text_file(tmp_path: Path, charset: str, name: str) -> None:
    path = tmp_path / "新闻 1.txt"
    path.write_bytes(TEXT.encode(charset))
    page = read(path)
    assert (page.text, page.charset, page.content_type) == (TEXT, name, "text/plain")
    assert read(path.as_uri()).text == TEXT


def test_unchanged_file_is_not_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT)
    etag = read(path).etag
    assert read(path, etag=etag).not_modified
    path.write_text(TEXT.replace("八", "九"))
    os.utime(path, ns=(1, 1))
    assert not read(path, etag=etag).not_modified


@pytest.mark.parametrize(
    ("name", "kind"), [("a.pdf", "application/pdf"), ("a.PNG", "image/png"), ("a.jpeg", "image/jpeg")]
)
def test_scans_keep_their_bytes(tmp_path: Path, name: str, kind: str) -> None:
    magic = {
        "application/pdf": b"%PDF-1.7\n\0",
        "image/png": b"\x89PNG\r\n\x1a\n\0",
        "image/jpeg": b"\xff\xd8\xff\0",
    }
    (tmp_path / name).write_bytes(magic[kind])
    page = read(tmp_path / name)
    assert (page.content, page.text, page.content_type) == (magic[kind], "", kind)


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(40), r"named \.txt but holds a PNG picture.*rename it"),
        ("a.txt", b"%PDF-1.7\n\0", r"named \.txt but holds a PDF document.*rename it"),
        ("a.md", b"PK\x03\x04" + bytes(40), r"holds a ZIP archive or an Office document.*remove it"),
        ("a.txt", bytes(range(256)) * 8, "holds binary content"),
        ("a.txt", b" \n", "the file is empty"),
        ("a.txt", b"", "the file is empty"),
        ("a.txt", None, "No such file"),
    ],
    ids=["picture", "pdf", "archive", "noise", "blank", "empty", "missing"],
)
def test_each_problem_is_one_clear_line(
    tmp_path: Path, name: str, content: bytes | None, reason: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(FetchError, match=reason) as caught:
        read(tmp_path / name)
    assert "\n" not in str(caught.value)
    assert not caught.value.retriable


def test_directory_is_no_page(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="directory"):
        read(tmp_path)
