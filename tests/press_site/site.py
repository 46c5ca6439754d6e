"""The stand-in put together: pages, validators, faults and labels behind one server."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import yaml

from tests.press_site.faults import LABELS
from tests.press_site.pages import Pages
from tests.press_site.press import Press, Story
from tests.press_site.server import Reply, Request, Server, serving

META = re.compile(r"<meta [^>]*charset=[\"']?[\w-]+[\"']?[^>]*>", re.I)
HOST = re.compile(r"https?://((?:[\w-]+\.)+(?:cn|com))(?=/|$)")


class PressSite:
    """All of it at `http://<real host>.localhost:<port>/`; switches are plain attributes.

    `faults` maps (host, beginning of the path) to what answers there instead; `labels` maps a host to one of
    faults.LABELS; `validators` turns ETag and 304 on.
    """

    def __init__(self, press: Press, server: Server) -> None:
        self.press, self.server = press, server
        self.pages = Pages(press, off_site=f"http://elsewhere.localhost:{server.port}")
        self.faults: dict[tuple[str, str], Callable[[Request], Reply]] = {}
        self.labels: dict[str, str] = {}
        self.validators = True
        self.robots = "User-agent: *\nAllow: /\n"
        server.answer = self.answer

    def answer(self, request: Request) -> Reply:
        for (host, start), fault in self.faults.items():
            if request.host == host and request.path.startswith(start):
                return fault(request)
        if request.path == "/robots.txt":
            return Reply(self.robots.encode(), content_type="text/plain")
        page = self.pages.page(request.host, request.path)
        if page is None:
            return Reply(b"<html><body><h1>404 Not Found</h1></body></html>", 404)
        body, kind = self._written(page, request)
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.validators and request.headers.get("if-none-match") == tag:
            return Reply(status=304, headers={"ETag": tag})
        return Reply(body, content_type=kind, headers={"ETag": tag} if self.validators else {})

    def _written(self, page: str, request: Request) -> tuple[bytes, str]:
        """The page as bytes and its content type; the sites name no charset in the header."""
        if page.startswith("{"):
            return page.encode(), "application/json"
        if request.host not in self.labels:
            return page.encode(), "text/html"
        charset, kind, meta = LABELS[self.labels[request.host]]
        label = f'<meta http-equiv="Content-Type" content="text/html; charset={meta}">' if meta else ""
        return META.sub(label, page).encode(charset, "xmlcharrefreplace"), kind

    def url(self, host: str, path: str = "/") -> str:
        return f"http://{host}.localhost:{self.server.port}{path}"

    def url_of(self, story: Story) -> str:
        return self.url(story.host, self.pages.url_of(story))

    def sources(self, text: str, database: str) -> str:
        """A sources.yaml that watches the stand-in instead, in a database apart, and tells nobody."""
        config = yaml.safe_load(text)
        config.pop("alerts", None)
        config["database"] = database
        for source in config["sources"]:
            source["url"] = HOST.sub(lambda found: self.url(found[1], ""), source["url"])
            source["allow_private"] = True
        return str(yaml.safe_dump(config, allow_unicode=True, sort_keys=False))

    def edit(self, story: Story, *paragraphs: str) -> None:
        """Change an article in silence."""
        self.press.edit(story, *paragraphs)
        self.pages.forget()

    def delete(self, story: Story) -> None:
        self.pages.gone.add(story.number)
        self.pages.forget()

    def drift(self, *hosts: str) -> None:
        """Change the markup of these hosts, as a redesign does."""
        self.pages.drift |= set(hosts)
        self.pages.forget()


@contextmanager
def press_site(press: Press, port: int = 0) -> Iterator[PressSite]:
    with serving(lambda _: Reply(), port) as server:
        yield PressSite(press, server)
