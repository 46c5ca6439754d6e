"""How does a message leave the house?  Mail and Slack by our own hand, everything else through Apprise.

Mail is sent by smtplib because Apprise tells only that it failed: here the server's code decides whether to
try again, a Message-ID stays the same over all attempts, and three messages do not take eleven seconds.
Slack's incoming webhook is one POST, in the form Slack documents.
"""

from __future__ import annotations

import logging
import smtplib
import ssl
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from email.utils import formatdate
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

import httpx

from alerts.render import Message
from monitor.config import Channel
from monitor.errors import DeliveryError

Send = Callable[[str, str, Message, str], str]
"""(channel, recipient, message, id on the wire) -> the answer. Raises DeliveryError."""

TIMEOUT = 20.0
SLACK_BLOCK = 3000
"""Characters Slack allows in the text of one section block."""
PERMANENT_SMTP = range(500, 600)


def sender(channels: Mapping[str, Channel]) -> Send:
    """A function that sends through the named channels."""

    def send(channel: str, recipient: str, message: Message, wire_id: str) -> str:
        if channel not in channels:
            raise DeliveryError(f"there is no channel `{channel}` in sources.yaml any more", permanent=True)
        url = channels[channel].url.get_secret_value()
        parts = urlsplit(url)
        if parts.scheme in ("mailto", "mailtos"):
            return _mail(parts, recipient, message, wire_id)
        if parts.scheme in ("http", "https") and (parts.hostname or "").endswith("hooks.slack.com"):
            return _slack(url, message, wire_id)
        return _apprise(url, recipient, message)

    return send


def mail_recipients(url: str) -> list[str]:
    """Recipients a mail URL names itself."""
    return [to for many in parse_qs(urlsplit(url).query).get("to", ()) for to in many.split(",") if to]


def _mail(parts: SplitResult, recipient: str, message: Message, wire_id: str) -> str:
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    host, secure = parts.hostname or "localhost", parts.scheme == "mailtos"
    over_tls = secure and options.get("mode") == "ssl"
    port = parts.port or (465 if over_tls else 587 if secure else 25)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    sender_address = options.get("from") or (user if "@" in user else f"{user or 'monitor'}@{host}")
    to = recipient or ",".join(mail_recipients(f"?{parts.query}")) or sender_address
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = message.subject, sender_address, to
    mail["Date"], mail["Message-ID"] = formatdate(), f"<{wire_id}@chongqing-indicator-monitor>"
    mail.set_content(message.text)
    mail.add_alternative(message.html, subtype="html")
    try:
        context = ssl.create_default_context() if secure else None
        smtp = (
            smtplib.SMTP_SSL(host, port, timeout=TIMEOUT, context=context)
            if over_tls
            else smtplib.SMTP(host, port, timeout=TIMEOUT)
        )
        with smtp:
            if secure and not over_tls:
                smtp.starttls(context=context)
            if password:
                smtp.login(user, password)
            smtp.send_message(mail, sender_address, to.split(","))
    except smtplib.SMTPRecipientsRefused as error:
        code, answer = next(iter(error.recipients.values()))
        raise DeliveryError(f"{code} {_words(answer)}", permanent=code in PERMANENT_SMTP) from None
    except smtplib.SMTPAuthenticationError as error:
        raise DeliveryError(f"{error.smtp_code} the server does not accept user and password") from None
    except smtplib.SMTPResponseException as error:
        permanent = error.smtp_code in PERMANENT_SMTP
        raise DeliveryError(f"{error.smtp_code} {_words(error.smtp_error)}", permanent=permanent) from None
    except (OSError, smtplib.SMTPException) as error:
        raise DeliveryError(f"{host}:{port} cannot be reached: {error or type(error).__name__}") from None
    return "250 accepted"


def _words(answer: bytes | str) -> str:
    return (answer.decode(errors="replace") if isinstance(answer, bytes) else answer)[:300]


def slack_payload(message: Message, wire_id: str) -> dict[str, object]:
    """Incoming webhook payload: `text` for notifications, `blocks` for the channel; mrkdwn escapes & < >."""
    safe = message.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    pieces = [p for p in safe.split("\n\n") if p.strip()]
    blocks: list[dict[str, object]] = []
    for piece in pieces[:45]:
        head, _, rest = piece.partition("\n")
        bold = f"*{head}*\n{rest}" if head.startswith(("【", "[")) else piece
        blocks.append({"type": "section", "text": {"type": "mrkdwn", "text": bold[: SLACK_BLOCK - 1]}})
    blocks.append({"type": "context", "elements": [{"type": "mrkdwn", "text": f"id {wire_id}"}]})
    return {"text": message.subject[:SLACK_BLOCK], "blocks": blocks}


def _slack(url: str, message: Message, wire_id: str) -> str:
    try:
        answer = httpx.post(url, json=slack_payload(message, wire_id), timeout=TIMEOUT)
    except httpx.HTTPError as error:
        raise DeliveryError(f"Slack cannot be reached: {type(error).__name__}") from None
    if answer.status_code != httpx.codes.OK:
        permanent = answer.status_code in (400, 403, 404, 410)
        raise DeliveryError(f"{answer.status_code} {answer.text[:200]}", permanent=permanent)
    return answer.text[:200]


def _apprise(url: str, recipient: str, message: Message) -> str:
    import apprise

    logging.getLogger("apprise").setLevel(logging.CRITICAL)  # its log lines carry headers unmasked
    address = url.replace("{to}", recipient) if "{to}" in url else url
    target = apprise.Apprise()
    separator = "&" if "?" in address else "?"
    if not target.add(address if "overflow=" in address else f"{address}{separator}overflow=split"):
        raise DeliveryError("the URL is of no service Apprise knows", permanent=True)
    if not target.notify(title=message.subject, body=message.text):
        raise DeliveryError("the service did not take the message")
    return "accepted"
