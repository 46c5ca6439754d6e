"""What does a message look like, for one change and for several together?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    StrictUndefined,
    select_autoescape,
)

from alerts.wording import difference, marked, period_of, subject_line, value_of
from monitor.types import Change

WORDS = {
    "zh": {"before": "此前：", "now": "现在：", "note": "说明：", "quote": "原文：", "source": "来源："},
    "en": {"before": "Before: ", "now": "Now: ", "note": "Note: ", "quote": "Text: ", "source": "Source: "},
}
FOOT = {
    "zh": "由重庆指标监测发出。查看全部变化：monitor changes；调整提醒：sources.yaml 的 alerts。",
    "en": "Sent by the Chongqing indicator monitor. All changes: monitor changes. "
    "To hear less, edit alerts in sources.yaml.",
}
MORE = {"zh": "等{n}项变化", "en": " and {n} changes in all"}
LIMIT = 200_000
"""Characters of one mail; what does not fit is counted and left to `monitor changes`."""


class Message(NamedTuple):
    """What goes over the wire."""

    subject: str
    text: str
    html: str


@lru_cache(maxsize=4)
def _templates(folder: str) -> Environment:
    own = PackageLoader("alerts", "templates")
    loader = ChoiceLoader([FileSystemLoader(folder), own]) if folder else own
    return Environment(
        loader=loader, autoescape=select_autoescape(["html.j2"]), undefined=StrictUndefined, trim_blocks=False
    )


def render(change: Change, language: str = "zh", folder: Path | None = None) -> Message:
    """One change as a subject, a text and a piece of HTML. `folder` may hold the user's own templates."""
    told = change.after or change.before
    assert told is not None
    before = change.before if change.after is not None else None
    said = ""
    if before is not None:
        old = before.observation
        when = period_of(old.period, language)
        said = f"{value_of(old)} · {when} · {before.publisher} {before.published}"
    fields = {
        "change": change,
        "told": told,
        "subject": subject_line(change, language),
        "before": said,
        "now": value_of(told.observation),
        "gap": difference(change),
        "quote": marked(told.observation.sentence, told.observation.quote),
        "w": WORDS[language],
        "id": change.key[:8],
        "link": told.url.startswith(("http://", "https://")),
    }
    templates = _templates(str(folder) if folder else "")
    text = templates.get_template("change.txt.j2").render(fields)
    return Message(fields["subject"], text, templates.get_template("change.html.j2").render(fields))  # type: ignore[arg-type]


def compose(parts: Sequence[Message], language: str = "zh", folder: Path | None = None) -> Message:
    """Several changes as one message, the first of them in the subject."""
    subject = parts[0].subject
    if len(parts) > 1:
        subject += MORE[language].format(n=len(parts))
    texts: list[str] = []
    htmls: list[str] = []
    size = 0
    for part in parts:
        size += len(part.text) + len(part.html)
        if size > LIMIT:
            texts.append("…")
            break
        texts.append(part.text)
        htmls.append(part.html)
    html = (
        _templates(str(folder) if folder else "")
        .get_template("mail.html.j2")
        .render(parts=htmls, foot=FOOT[language], language=language)
    )
    return Message(subject, "\n\n".join(texts) + f"\n\n--\n{FOOT[language]}\n", html)
