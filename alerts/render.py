"""What does a message look like, for one change and for several together?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
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
from jinja2.exceptions import TemplateError, TemplateSyntaxError

from alerts.wording import VERDICTS, marked, rows_of, subject_line, told_by
from monitor.config import Alerts
from monitor.errors import ConfigError
from monitor.types import DOUBTFUL, Change, ChangeKind, Measure, Observation, Statement, Status

WORDS = {
    "zh": {
        "note": "说明",
        "quote": "原文",
        "source": "来源",
        "more": "查看",
        "foot": "由重庆指标监测发出。查看全部变化：monitor changes；"
        "少收一些：monitor silence 或 sources.yaml 的 alerts。",
        "together": "等{n}项变化",
        "contents": "本次共{n}项：",
        "rest": "……其余见 {where}",
        "provisional": "暂定，最终数据可能不同",
        "check": "读取把握不大（{confidence:.2f}），请对照原文核对",
        "also": "另见",
    },
    "en": {
        "note": "Note",
        "quote": "Text",
        "source": "Source",
        "more": "More",
        "foot": "Sent by the Chongqing indicator monitor. All changes: monitor changes. To hear less: "
        "monitor silence, or alerts in sources.yaml.",
        "together": " and {n} changes in all",
        "contents": "{n} changes:",
        "rest": "… the rest: {where}",
        "provisional": "provisional; a final figure may differ",
        "check": "read with little confidence ({confidence:.2f}): please check the text",
        "also": "Also said by",
    },
}
LIMIT = 200_000
"""Characters of one mail; what does not fit is named in its table of contents."""
SHOWN = 8
"""Characters of a change's id that a person types."""
BOTH = (
    *VERDICTS,
    ChangeKind.CONFLICT,
    ChangeKind.REVISION,
    ChangeKind.TARGET_CHANGED,
    ChangeKind.DISCREPANCY,
)
"""Kinds that are proved by two quotes."""


EXAMPLE = Change(
    kind=ChangeKind.NEW_TARGET,
    after=Statement(
        observation=Observation(
            quote="2%",
            sentence="2%",
            subject="",
            indicator="",
            period="2025",
            status=Status.TARGET,
            measure=Measure.LEVEL,
            value=Decimal(2),
            unit="%",
        ),
        url="",
        publisher="",
        published=date.min,
    ),
)
"""What templates are tried with."""


class Look(NamedTuple):
    """How messages are to look."""

    language: str = "zh"
    folder: str = ""
    """The user's own templates; what is not there is taken from ours."""
    base_url: str = ""
    """Where the monitor's own pages can be reached."""


PLAIN = Look()
"""Chinese, our own templates, no links to pages of ours."""


class Message(NamedTuple):
    """What goes over the wire."""

    subject: str
    text: str
    html: str
    brief: str = ""
    """The least that still tells everything, for channels that refuse the size."""
    rest: str = ""
    """Where to look for what a channel cuts off."""


class Quote(NamedTuple):
    """The words as printed, and where."""

    lead: str
    mark: str
    tail: str
    told: Statement
    link: bool


def look_of(settings: Alerts) -> Look:
    """How the settings want messages to look."""
    return Look(settings.language, str(settings.templates or ""), settings.base_url)


@lru_cache(maxsize=4)
def _templates(folder: str) -> Environment:
    own = PackageLoader("alerts", "templates")
    loader = ChoiceLoader([FileSystemLoader(folder), own]) if folder else own
    return Environment(
        loader=loader,
        autoescape=select_autoescape(["html.j2"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def check_templates(look: Look) -> None:
    """Raises ConfigError where the user's templates are not there, cannot be read or cannot be filled."""
    if look.folder and not Path(look.folder).is_dir():
        raise ConfigError(
            f"alerts: templates: there is no folder {look.folder}; make it or leave the key out"
        )
    compose([render(EXAMPLE, look), render_trouble("subject", ["line"], look)], look)


def _filled(look: Look, name: str, fields: Mapping[str, object]) -> str:
    try:
        return _templates(look.folder).get_template(name).render(fields)
    except TemplateError as wrong:
        line = f":{wrong.lineno}" if isinstance(wrong, TemplateSyntaxError) else ""
        raise ConfigError(f"{look.folder}/{name}{line}: {wrong.message}; mend the template") from None


def render(
    change: Change, look: Look = PLAIN, *, restored: bool = False, also: Sequence[Statement] = ()
) -> Message:
    """One change as a subject, a text and a piece of HTML.

    `restored`: the change takes back another that nobody was told of yet; both are told as one.
    `also`: statements elsewhere that say the same.
    """
    told = told_by(change)
    short = change.key[:SHOWN]
    notes = [] if change.kind in (*VERDICTS, ChangeKind.CONFLICT) or restored else [change.note]
    notes += [WORDS[look.language]["provisional"]] if change.provisional else []
    sure = min(one.observation.confidence for one in (change.after, change.before) if one)
    notes += [WORDS[look.language]["check"].format(confidence=sure)] if sure < DOUBTFUL else []
    fields = {
        "change": change,
        "told": told,
        "subject": subject_line(change, look.language, restored),
        "rows": rows_of(change, look.language, restored),
        "note": "；".join(filter(None, notes)),
        "quotes": _quotes(change)[: 1 if restored else 2],
        "also": also,
        "w": WORDS[look.language],
        "id": short,
        "page": f"{look.base_url}/changes/{short}" if look.base_url else "",
    }
    text, html = (_filled(look, name, fields).strip() for name in ("change.txt.j2", "change.html.j2"))
    return Message(subject_line(change, look.language, restored), text, html)


def render_trouble(subject: str, lines: Sequence[str], look: Look = PLAIN) -> Message:
    """A message about the monitor itself."""
    html = _filled(look, "trouble.html.j2", {"subject": subject, "lines": lines}).strip()
    return Message(subject, "\n".join([subject, *lines]), html)


def _quotes(change: Change) -> list[Quote]:
    said = [change.after, change.before if change.kind in BOTH or change.after is None else None]
    return [
        Quote(
            *marked(told.observation.sentence, told.observation.quote),
            told=told,
            link=told.url.startswith(("http://", "https://")),
        )
        for told in said
        if told is not None
    ]


def compose(parts: Sequence[Message], look: Look = PLAIN, topics: Sequence[str] = ()) -> Message:
    """Several changes as one message, the first of them in the subject; those of one topic stand together.

    `topics` names the topic of each part.
    """
    words = WORDS[look.language]
    named = list(topics) or [""] * len(parts)
    groups = {
        topic: [part for part, own in zip(parts, named, strict=True) if own == topic] for topic in named
    }
    together = [part for group in groups.values() for part in group]
    subject = parts[0].subject + (words["together"].format(n=len(parts)) if len(parts) > 1 else "")
    contents = [part.subject for part in together] if len(parts) > 1 else []
    where = f"{look.base_url}/feed.atom" if look.base_url else "monitor changes"
    texts, fitting, size = [], [], 0
    for part in together:
        size += len(part.text) + len(part.html)
        if size > LIMIT:
            texts.append(words["rest"].format(where=where))
            break
        texts.append(part.text)
        fitting.append(part.html)
    head = (
        [words["contents"].format(n=len(contents)), *(f"· {line}" for line in contents)] if contents else []
    )
    fields = {"parts": fitting, "contents": contents, "subject": subject, "w": words}
    html = _filled(look, "mail.html.j2", fields | {"language": look.language})
    text = "\n\n".join(["\n".join(head), *texts] if head else texts)
    brief = "\n".join([*(head or [parts[0].subject]), words["rest"].format(where=where)])
    return Message(
        subject, f"{text}\n\n--\n{words['foot']}\n", html, brief, words["rest"].format(where=where)
    )
