"""Is a notice told from an article?  Both ways: a report about maintenance is no maintenance notice."""

from __future__ import annotations

import pytest

from monitor.fetch.page_state import PageState, forward_of, page_state

REPORT = "轨道交通二号线今晚进行系统维护，暂停服务四小时，请市民提前安排出行。" * 20


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("<html><body><p>全市高新技术企业达到八千家</p></body></html>", PageState.OK),
        (f"<html><head><title>系统维护公告</title></head><body>{REPORT}</body></html>", PageState.OK),
        ('<meta name="ArticleTitle" content="通知"><p>网站维护中标结果公示</p>', PageState.OK),
        ("<META HTTP-EQUIV='REFRESH' CONTENT='0; URL=2026-03/02/001/node.htm'>", PageState.OK),
        ("<html><head></head><body>\n&nbsp;<script>var a='维护中';</script></body></html>", PageState.EMPTY),
        (" \n\t", PageState.EMPTY),
        (
            "<html><body><h2>网站升级维护中</h2><p>给您带来不便，敬请谅解</p></body></html>",
            PageState.MAINTENANCE,
        ),
        ("<html><body><center><h1>502 Bad Gateway</h1></center>nginx</body></html>", PageState.ERROR_PAGE),
        ("<html><body>对不起，您访问的页面不存在或已删除</body></html>", PageState.ERROR_PAGE),
        ("<html><body>您的访问过于频繁，请完成验证</body></html>", PageState.BOT_WALL),
        ("<html><script>document.cookie='__jsl_clearance_s=1'</script></html>", PageState.BOT_WALL),
        ("<html><meta http-equiv=refresh><script>$_ts=window['$_ts'];</script></html>", PageState.BOT_WALL),
    ],
)
def test_html(text: str, state: PageState) -> None:
    assert page_state(text, "text/html") is state


@pytest.mark.parametrize(
    ("text", "state"), [('{"newslist":[]}', PageState.OK), ("404", PageState.OK), ("", PageState.EMPTY)]
)
def test_other_types_are_only_ever_empty(text: str, state: PageState) -> None:
    assert page_state(text, "application/json") is state


@pytest.mark.parametrize(
    ("refresh", "target"),
    [
        (
            """<META HTTP-EQUIV="REFRESH" CONTENT='0; URL=2026-02/03/001/node.htm'>""",
            "2026-02/03/001/node.htm",
        ),
        ("""<meta http-equiv='refresh' content="0;url='/a/b.htm'">""", "/a/b.htm"),
        ("""<meta http-equiv=refresh content="1, url=/a">""", "/a"),
        ("""<meta http-equiv="refresh" content="300">""", ""),
        ("""<meta http-equiv="refresh" content="5;url=/">您访问的文章不存在，5秒后返回首页""", ""),
        ("""<meta http-equiv="refresh" content="0;url=/x">""" + "这一页有许多字可以读。" * 100, ""),
    ],
)
def test_only_a_page_with_nothing_to_read_sends_on(refresh: str, target: str) -> None:
    assert forward_of(f"<html><head>{refresh}</head></html>") == target
