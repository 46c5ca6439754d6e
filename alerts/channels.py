"""How does a message leave the house?  Mail and Slack by our own hand, everything else through Apprise."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

import httpx

from alerts.mail import TIMEOUT, mail_recipients, send_mail
from alerts.render import Message
from monitor.config import Channel
from monitor.errors import DeliveryError

__all__ = ["Send", "mail_recipients", "ping", "redacted", "sender", "slack_payload"]

Send = Callable[[str, str, Message, str], str]
"""(channel, recipient, message, id on the wire) -> the answer. Raises DeliveryError."""

SLACK_BLOCK, SLACK_BLOCKS = 3000, 45
"""Characters Slack allows in the text of one section block, and of its 50 blocks those for the changes."""
GONE = (400, 401, 403, 404, 410)
"""Answers of a web hook that no repetition will change."""
OPEN = ("from", "to", "mode", "overflow", "format", "method", "name", "host", "smtp", "reply")
"""Parameters of a channel's address that are no secrets."""
OWN = ("json", "jsons", "xml", "xmls", "form", "forms")
"""Web hooks of one's own."""
WEB = ("http", "https", *OWN)
"""Schemes where the host is a host; elsewhere it may be a token."""
IN_BYTES = ("wecombot", "dingtalk", "feishu", "lark")
"""Services that count their limit in bytes."""
NOISY = ("apprise", "httpx", "httpcore", "urllib3", "requests")
"""Libraries that log the addresses they ask for."""


def sender(channels: Mapping[str, Channel], timeout: float = TIMEOUT) -> Send:
    """A function that sends through the named channels. No answer it gives contains a secret.

    A message that is refused for its size goes out in brief, under the same id.
    """
    hush()

    def send(channel: str, recipient: str, message: Message, wire_id: str) -> str:
        if channel not in channels:
            raise DeliveryError(f"there is no channel `{channel}` in sources.yaml any more", permanent=True)
        way = Way(channels[channel].url.get_secret_value(), recipient, wire_id, timeout)
        try:
            try:
                return way.send(message)
            except DeliveryError as error:
                if not error.too_large or not message.brief:
                    raise
            short = f"<p>{_escaped(message.brief)}</p>".replace("\n", "<br>")
            return "in brief: " + way.send(Message(message.subject, message.brief, short))
        except DeliveryError as error:
            said = redacted(str(error), way.url)
            raise DeliveryError(said, permanent=error.permanent and not error.too_large) from None

    return send


def hush() -> None:
    """Keep the log lines of libraries away: they carry addresses with secrets."""
    for name in NOISY:
        quiet = logging.getLogger(name)
        quiet.propagate = False
        quiet.setLevel(logging.WARNING)
        if not quiet.handlers:
            quiet.addHandler(logging.NullHandler())


def ping(address: str, timeout: float = 10) -> None:
    """Tell a watcher elsewhere that a pass has ended. Raises DeliveryError without the address, a secret."""
    hush()
    try:
        answer = httpx.get(address, timeout=timeout)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise DeliveryError(f"the ping did not get through: {type(error).__name__}") from None
    if not answer.is_success:
        raise DeliveryError(f"the ping was answered by {answer.status_code}")


def redacted(text: str, url: str) -> str:
    """Text without any secret of the address: passwords, tokens, header and query values."""
    parts = urlsplit(url)
    place, _, host = parts.netloc.rpartition("@")
    secrets = [url, *(value for name, value in parse_qsl(parts.query) if name not in OPEN)]
    secrets += [part for part in place.split(":")[1:] if parts.scheme.startswith("mailto")]
    if not parts.scheme.startswith("mailto"):
        secrets += [*place.split(":"), *parts.path.split("/")]
        secrets += [] if parts.scheme in WEB else host.split(":")
    for secret in sorted({*secrets, *map(unquote, secrets)}, key=len, reverse=True):
        if len(secret) > 3:
            text = text.replace(secret, "***")
    return text


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@dataclass(frozen=True)
class Way:
    """One channel's address on the way to one recipient."""

    url: str
    recipient: str
    wire_id: str
    timeout: float

    def send(self, message: Message) -> str:
        parts = urlsplit(self.url)
        if parts.scheme in ("mailto", "mailtos"):
            return send_mail(parts, self.recipient, message, self.wire_id, self.timeout)
        if _is_slack(parts):
            return self._slack(message)
        return self._apprise(message)

    def _slack(self, message: Message) -> str:
        try:
            answer = httpx.post(self.url, json=slack_payload(message, self.wire_id), timeout=self.timeout)
        except httpx.HTTPError as error:
            raise DeliveryError(f"Slack cannot be reached: {type(error).__name__}") from None
        if answer.status_code != httpx.codes.OK:
            raise _web_refusal(answer.status_code, answer.text[:200])
        return answer.text[:200]

    def _apprise(self, message: Message) -> str:
        import apprise

        target = apprise.Apprise()
        if not target.add(self._address()):
            raise DeliveryError("the URL is of no service Apprise knows", permanent=True)
        service, scheme = target[0], urlsplit(self.url).scheme
        room = service.body_maxlen // (3 if scheme in IN_BYTES else 1)
        if not service.title_maxlen:  # then the title goes on top of the text
            room -= len(message.subject) + 2
        result = target.notify(
            title=message.subject[: service.title_maxlen or None],
            body=shortened(message, room),
            body_format=apprise.NotifyFormat.TEXT,
            timeout=self.timeout,
            log_level=logging.WARNING,
        )
        if not result:
            said = "; ".join(entry.message for one in result for entry in one.logs()) or result.status.name
            code = re.search(r"error=(\d{3})\b", said)
            raise _web_refusal(int(code[1]) if code else 0, said[:300])
        return "accepted"

    def _address(self) -> str:
        """With the recipient, and for web hooks of one's own with the id as a field of the payload."""
        address = self.url.replace("{to}", self.recipient)
        if urlsplit(address).scheme in OWN:
            address += f"{'&' if '?' in address else '?'}:id={self.wire_id}"
        return address


def _is_slack(parts: SplitResult) -> bool:
    return parts.scheme in ("http", "https") and parts.path.startswith("/services/")


def _web_refusal(code: int, said: str) -> DeliveryError:
    words = said if str(code) in said or not code else f"{code} {said}"
    return DeliveryError(
        words, permanent=code in GONE, too_large=code == httpx.codes.REQUEST_ENTITY_TOO_LARGE
    )


def shortened(message: Message, limit: int) -> str:
    """The text within a channel's limit; what is cut off is one link away."""
    if len(message.text) <= limit:
        return message.text
    rest = message.rest or "…"
    return message.text[: max(0, limit - len(rest) - 2)].rstrip() + f"\n{rest}"


def slack_payload(message: Message, wire_id: str) -> dict[str, object]:
    """Incoming webhook payload: `text` for notifications, `blocks` for the channel; mrkdwn escapes & < >."""
    blocks: list[dict[str, object]] = []
    pieces = [piece for piece in message.text.split("\n\n") if piece.strip()]
    for piece in pieces[:SLACK_BLOCKS]:
        head, _, rest = _escaped(piece).partition("\n")
        text = f"*{head}*\n{rest}" if head.startswith(("【", "[")) else _escaped(piece)
        blocks.append(_section(text))
    if len(pieces) > SLACK_BLOCKS:
        blocks.append(_section(_escaped(message.rest or "…")))
    blocks.append({"type": "context", "elements": [{"type": "mrkdwn", "text": f"id {wire_id}"}]})
    return {"text": message.subject[:SLACK_BLOCK], "blocks": blocks}


def _section(text: str) -> dict[str, object]:
    short = text if len(text) < SLACK_BLOCK else text[: SLACK_BLOCK - 2] + "…"
    return {"type": "section", "text": {"type": "mrkdwn", "text": short}}
