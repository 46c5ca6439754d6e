"""What lies in this directory?  Text, Markdown, HTML, PDF and pictures of pages that somebody puts there.

What is known of a file beside its text, in order of trust:
- front matter: YAML between two lines `---` at its top
- a sidecar `NAME.meta.yaml` beside it
- its name, for the day: `2025-02-20 ….txt`, or as papers name their pages: cqrb20250220001.pdf
Keys: published, publisher, area, title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from selectolax.lexbor import LexborHTMLParser

from monitor.errors import ReadError
from monitor.sites.body import find_body
from monitor.sites.meta import day_of_url, published_of, publisher_of, title_of
from monitor.types import Article, Fetch, Link, Page, Source

OPTIONS = {"body": object}
SUFFIXES = {".txt", ".md", ".html", ".htm", ".pdf", ".png", ".jpg", ".jpeg"}
_PAGE_OF_DAY = re.compile(r"(?<!\d)((?:19|20)\d{6})\d{2,3}(?!\d)")
_NO_DAY = "no day of publication; write `published: 2025-02-20` into {sidecar}"
KEYS = {"published", "publisher", "area", "title"}
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*\r?\n", re.DOTALL)


def discover(source: Source, fetch: Fetch, today: date) -> Iterator[Link]:
    """Every readable file below the directory, by name."""
    folder = Path(source.url)
    if not folder.is_dir():
        raise ReadError(f"no such folder; create it or correct `url` of source {source.id}", url=source.url)
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in SUFFIXES and path.is_file() and not hidden:
            yield Link(url=str(path), title=path.stem, published=_day_of_name(path.stem))


def read(page: Page, link: Link, source: Source) -> Article:
    """The file as an article; the text of .txt and .md is kept as it stands. Raises ReadError."""
    front = _FRONT.match(page.text)
    text = page.text[front.end() :] if front else page.text
    about = _parse(front[1], page.url) if front else _sidecar(Path(page.url))
    html = Path(page.url).suffix.lower() in (".html", ".htm") or page.content_type == "text/html"
    title, publisher, reader = str(about.get("title", "")), str(about.get("publisher", "")), "plain text"
    author = dateline = ""
    published = _day(about.get("published"), page.url) or _day_of_name(Path(page.url).stem) or link.published
    picture = page.content_type.startswith("image/")
    if published is None and (picture or page.content_type == "application/pdf"):
        raise ReadError(_NO_DAY.format(sidecar=f"{Path(page.url).stem}.meta.yaml"), url=page.url)
    if page.content_type == "application/pdf":
        from monitor.sites.pdf import text_of_pdf

        text, reader = text_of_pdf(page.content, page.url)
    elif picture:
        from monitor.sites.ocr import text_of_picture

        text, reader = text_of_picture(page.content, page.url)
    elif html:
        tree = LexborHTMLParser(text)
        title = title or title_of(tree)
        publisher = publisher or publisher_of(tree)
        published = published or published_of(tree, page.url)
        wanted = source.options.get("body", ())
        lines, reader, author, dateline = find_body(tree, [wanted] if isinstance(wanted, str) else wanted)
        text = "\n".join(lines if title and title in lines[:3] else [title, *lines]).strip()
    if not text.strip():
        raise ReadError("the file holds no text", url=page.url, state="empty")
    if published is None:
        top = ", or at the file's top between lines ---"
        raise ReadError(_NO_DAY.format(sidecar=f"{Path(page.url).stem}.meta.yaml") + top, url=page.url)
    return Article(
        url=link.url,
        publisher=publisher or source.publisher,
        published=published,
        text=text,
        title=title or _first_line(text),
        area=str(about.get("area", "")) or source.area,
        reader=reader,
        author=author,
        dateline=dateline,
    )


def _day_of_name(stem: str) -> date | None:
    found = _PAGE_OF_DAY.search(stem)
    return day_of_url(stem) or (day_of_url(found[1]) if found else None)


def _first_line(text: str) -> str:
    return next((line.strip("# \u3000") for line in text.splitlines() if line.strip("# \u3000")), "")[:80]


def _sidecar(path: Path) -> dict[str, Any]:
    beside = path.with_name(path.stem + ".meta.yaml")
    try:
        return _parse(beside.read_text("utf-8"), str(beside))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"cannot be read: {error}", url=str(beside)) from error


def _parse(text: str, url: str) -> dict[str, Any]:
    try:
        about = yaml.safe_load(text) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        raise ReadError(f"what is said of the file is not YAML{where}", url=url) from error
    except ValueError as error:  # YAML reads 2025-02-30 as a date, and there is none
        raise ReadError(
            f"published: there is no such day ({error}); write it as 2025-02-20", url=url
        ) from error
    if not isinstance(about, dict):
        raise ReadError("expected `published: 2025-02-20` and the like, a key a line", url=url)
    if unknown := set(map(str, about)) - KEYS:
        raise ReadError(f"unknown key {sorted(unknown)[0]!r}; known are {', '.join(sorted(KEYS))}", url=url)
    return about


def _day(value: Any, url: str) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise ReadError(f"published: {value!r} is no date; write it as 2025-02-20", url=url) from None
