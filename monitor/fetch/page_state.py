"""Is this what the site meant to publish, or what it shows when it cannot?  Asked before anything is read."""

from __future__ import annotations

import re
from enum import StrEnum

SHORT = 600
"""Characters of visible text below which a page may be a notice instead of content."""


class PageState(StrEnum):
    """What an answer with a success status really is. A changed layout is found later, by the adapter."""

    OK = "ok"
    EMPTY = "empty"
    ERROR_PAGE = "error page"
    MAINTENANCE = "maintenance"
    BOT_WALL = "bot wall"


NOTICES = {
    PageState.BOT_WALL: re.compile(
        r"__jsl_clearance|acw_sc__v2|cf-chl-|challenge-platform|_Incapsula_|\$_ts\b|"
        r"安全验证|人机验证|滑动验证|完成验证|访问过于频繁|访问频率|请求被拦截|"
        r"Just a moment\.\.\.|Access Denied",
        re.I,
    ),
    PageState.MAINTENANCE: re.compile(
        r"(?:系统|网站|平台|服务器?)(?:正在|临时|例行)?(?:升级)?维护|维护中|停机维护|升级改造中|暂停(?:服务|访问)|"
        r"under maintenance",
        re.I,
    ),
    PageState.ERROR_PAGE: re.compile(
        r"\b(?:404|500|502|503|504)\b|页面(?:不存在|找不到|已删除|丢失)|(?:找不到|无法访问)(?:该|此)?(?:页面|网页)|"
        r"(?:访问|请求)的(?:页面|内容|地址|资源)不存在|服务器(?:内部)?错误|系统(?:错误|繁忙|异常)|出错了|"
        r"Not Found|Internal Server Error|Bad Gateway|Service Unavailable",
        re.I,
    ),
}
CONTENT = re.compile(r"ArticleTitle|id=[\"']?ozoom|founder-content|createPage\(|trs_paper_default", re.I)
"""Markup that only real content of the watched platforms carries."""
INVISIBLE = re.compile(r"<(script|style|noscript)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>|&nbsp;|\s+", re.I | re.S)
FORWARDS = re.compile(r"http-equiv\s*=\s*[\"']?refresh|<i?frame\b", re.I)


FORWARD = re.compile(
    r"""<meta\s[^>]*http-equiv\s*=\s*["']?refresh\b[^>]*?content\s*=\s*(["'])\s*[01]\s*[;,]\s*url\s*=\s*["']?(.*?)["']?\s*\1""",
    re.I,
)
"""A page that sends on at once. One that waits some seconds is to be read: something is gone, it says."""


def forward_of(text: str) -> str:
    """Where a page with nothing to read sends its readers by a meta refresh; empty where it does not."""
    found = FORWARD.search(text[:4096])
    return found[2].strip() if found and len(INVISIBLE.sub("", text)) < SHORT else ""


def page_state(text: str, content_type: str) -> PageState:
    """The state of a page answered with success. Only text and HTML can be anything but OK."""
    if not text.strip():
        return PageState.EMPTY
    if "html" not in content_type or CONTENT.search(text):
        return PageState.OK
    visible = INVISIBLE.sub("", text)
    if len(visible) >= SHORT:
        return PageState.OK
    for state, notice in NOTICES.items():
        # A wall is a script with nothing to see; a notice is words, so scripts must not speak for it.
        if notice.search(text if state is PageState.BOT_WALL else visible_words(text)):
            return state
    return PageState.OK if visible or FORWARDS.search(text) else PageState.EMPTY


def visible_words(text: str) -> str:
    """The words of a page, tags and scripts replaced by spaces."""
    return INVISIBLE.sub(" ", text)
