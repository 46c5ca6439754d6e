"""What does each address of the stand-in show?  Host and path -> the page, by our own templates."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from tests.press_site.press import Press, Story, channel_of

PER_PAGE = 20
PAGE_NAMES = ("要闻", "时事", "经济", "区县", "科技", "民生", "文旅", "专版")
SITE_NAMES = {"kjj": "重庆市科学技术局", "jjxxw": "重庆市经济和信息化委员会", "tjj": "重庆市统计局"}
EDITION_OF_CQRB = re.compile(
    r"/(?:html/)?cqrb/(\d{4}-\d\d/\d\d)/(\d{3})/(?:node|content_(?:rb_)?(\d+))\.htm$"
)
EDITION_OF_FOUNDER = re.compile(r"/html/(\d{6}/\d\d)/(?:node_(\d{3})|content_(\d+))\.html$")
EMPIRE_LIST = re.compile(r"(/(?:[\w-]+/)+)(?:index(?:_(\d+))?\.json|(?:index\.html)?)$")
EMPIRE_ARTICLE = re.compile(r"(/(?:[\w-]+/)+)(\d{4}-\d\d-\d\d)/(\d+)(?:_pc)?\.html$")
GOV_LIST = re.compile(r"(/(?:[\w-]+/)+)(?:index(?:_(\d+))?\.html)?$")
GOV_ARTICLE = re.compile(r"(/(?:[\w-]+/)+)\d{6}/t(\d{8})_(\d+)(_wap|_app)?\.html$")


def _environment() -> Environment:
    templates = FileSystemLoader(Path(__file__).parent / "templates")
    environment = Environment(loader=templates, autoescape=False)
    environment.filters |= {
        "path": lambda d: f"{d:%Y-%m/%d}",
        "digits": lambda d: f"{d:%Y%m%d}",
        "month": lambda d: f"{d:%Y%m}",
        "han": lambda d: f"{d.year}年{d.month:02}月{d.day:02}日",
        "weekday": lambda d: "一二三四五六日"[d.weekday()],
        "stamp": lambda d: f"{d:%Y-%m-%d %H:%M}",
        "day": lambda d: f"{d:%Y-%m-%d}",
        "clock": lambda d: f"{d:%m-%d %H:%M}",
        "gov_href": lambda s: f"./{s.listed:%Y%m}/t{s.listed:%Y%m%d}_{s.number}.html",
    }
    return environment


class Pages:
    """The pages of all sites. `drift` names hosts whose markup has changed under the reader's feet."""

    def __init__(self, press: Press, off_site: str = "http://elsewhere.localhost:1") -> None:
        self.press, self.off_site = press, off_site
        self.drift: set[str] = set()
        self.gone: set[int] = set()
        self._environment = _environment()
        self._cached = lru_cache(500)(self._page)

    def page(self, host: str, path: str) -> str | None:
        """The page at `path` of `host`; None where there is none."""
        return self._cached(host, path.partition("?")[0])

    def forget(self) -> None:
        """Show what was changed since: edits, deletions, drift."""
        self._cached.cache_clear()

    def url_of(self, story: Story) -> str:
        """The path of an article's page."""
        day = story.listed
        if story.host == "epaper.cqrb.cn":
            return f"/cqrb/{day:%Y-%m/%d}/{story.column}/content_rb_{story.number}.htm"
        if story.host.startswith("epaper."):
            return f"/html/{day:%Y%m/%d}/content_{story.number}.html"
        if story.host in ("www.cqrb.cn", "www.cqcb.com"):
            return f"{story.column}{day}/{story.number}_pc.html"
        return f"{story.column}{day:%Y%m}/t{day:%Y%m%d}_{story.number}.html"

    def _page(self, host: str, path: str) -> str | None:
        if host == "epaper.cqrb.cn":
            return self._cqrb(host, path)
        if host.startswith("epaper."):
            return self._founder(host, path)
        if host in ("www.cqrb.cn", "www.cqcb.com"):
            return self._empire(host, path)
        return self._gov(host if host.count(".") > 2 or host.startswith("www.") else f"www.{host}", path)

    def _show(self, template: str, host: str, **values: object) -> str:
        body_id = "app-main" if host in self.drift else "ozoom"
        return self._environment.get_template(template).render(host=host, body_id=body_id, **values)

    def _cqrb(self, host: str, path: str) -> str | None:
        if path in ("/html/cqrb/", "/"):
            issues = [day for day in self.press.days() if day not in self.press.no_issue]
            return self._show("rb_entry.html", host, day=issues[-1])
        match = EDITION_OF_CQRB.match(path)
        if not match:
            return None
        day, page = datetime.strptime(match[1], "%Y-%m/%d").date(), int(match[2])
        return self._edition("rb", host, day, page, match[3])

    def _founder(self, host: str, path: str) -> str | None:
        if path in ("/html/index.html", "/"):
            return self._show("founder_entry.html", host, day=self.press.last)
        match = EDITION_OF_FOUNDER.match(path)
        if not match:
            return None
        day = datetime.strptime(match[1], "%Y%m/%d").date()
        if match[2]:
            return self._edition("founder", host, day, int(match[2]), None)
        for page in range(1, self.press.pages + 1):
            if found := self._edition("founder", host, day, page, match[3]):
                return found
        return None

    def _edition(self, style: str, host: str, day: date, page: int, number: str | None) -> str | None:
        stories = self.press.edition(host, day, page)
        if not stories:
            return None
        about = {
            "day": day,
            "page": page,
            "page3": f"{page:03}",
            "pages": self.press.pages,
            "names": PAGE_NAMES,
        }
        about |= {
            "page_name": PAGE_NAMES[(page - 1) % 8],
            "stories": [s for s in stories if s.number not in self.gone],
        }
        if number is None:
            return self._show(f"{style}_node.html", host, **about)
        story = self._find(stories, int(number))
        return self._show(f"{style}_article.html", host, s=story, **about) if story else None

    def _empire(self, host: str, path: str) -> str | None:
        if match := EMPIRE_ARTICLE.match(path):
            stories = self.press.on(channel_of(host, match[1]), date.fromisoformat(match[2]))
            story = self._find(stories, int(match[3]))
            return self._show("empire_article.html", host, s=story) if story else None
        if match := EMPIRE_LIST.match(path):
            stories, pages = self._list_page(host, match[1], int(match[2] or 1) - 1)
            template = "empire_index.json" if path.endswith(".json") else "empire_channel.html"
            prefix = "/www" if host == "www.cqrb.cn" else ""
            return (
                self._show(template, host, stories=stories, pages=pages, prefix=prefix) if stories else None
            )
        return None

    def _gov(self, host: str, path: str) -> str | None:
        if match := GOV_ARTICLE.match(path):
            channel = channel_of(host, match[1])
            story = self._find(
                self.press.on(channel, datetime.strptime(match[2], "%Y%m%d").date()), int(match[3])
            )
            template = (
                "gov_wap.html"
                if match[4]
                else "gov_news.html"
                if channel.style == "news"
                else "gov_open.html"
            )
            return self._show(template, host, s=story, **self._about(host, match[1])) if story else None
        if match := GOV_LIST.match(path):
            page = int(match[2] or 0)
            stories, pages = self._list_page(host, match[1], page)
            if not stories:
                return self._show("gov_stub.html", host)
            about = self._about(host, match[1]) | {"page": page, "pages": pages, "total": pages * PER_PAGE}
            return self._show(
                "gov_list.html",
                host,
                stories=stories,
                off_site=self.off_site,
                drift=host in self.drift,
                **about,
            )
        return None

    def _about(self, host: str, column: str) -> dict[str, object]:
        site = SITE_NAMES.get(host.split(".")[0], "重庆市人民政府网")
        return {"site_name": site, "column_name": "栏目", "style": channel_of(host, column).style}

    def _list_page(self, host: str, column: str, page: int) -> tuple[list[Story], int]:
        stories = [s for s in self.press.listed(channel_of(host, column)) if s.number not in self.gone]
        return stories[page * PER_PAGE : (page + 1) * PER_PAGE], -(-len(stories) // PER_PAGE)

    def _find(self, stories: tuple[Story, ...], number: int) -> Story | None:
        return next((s for s in stories if s.number == number and number not in self.gone), None)
