"""A list of two hundred articles that never change, in a process of its own: prints its port."""

from __future__ import annotations

import sys

from tests.press_site.server import Reply, Request, serving
from tests.press_site.writing import AREAS

MANY = 200
LIST = "".join(f'<li><a href="/{n}.html">第{n}篇文章的标题</a> 2026-01-05</li>' for n in range(MANY))


def answer(asked: Request) -> Reply:
    if asked.path == "/robots.txt":
        return Reply(b"User-agent: *\nAllow: /\n", content_type="text/plain")
    tag = {"ETag": f'"{asked.path}"'}
    if asked.headers.get("if-none-match") == tag["ETag"]:
        return Reply(status=304, headers=tag)
    number = int(asked.path.strip("/").removesuffix(".html") or 0)
    said = f"<p>{2010 + number // 20}年，{AREAS[number % 20]}新能源汽车产量达到{1000 + number}辆。</p>"
    body = f"<ul>{LIST}</ul>" if asked.path == "/" else f"<h1>第{number}篇文章的标题</h1><div>{said}</div>"
    return Reply(f"<!doctype html><body>{body}</body>".encode(), headers=tag)


if __name__ == "__main__":
    with serving(answer) as server:
        print(server.port, flush=True)
        sys.stdin.read()
