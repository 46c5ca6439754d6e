"""How does a message become mail?  By smtplib, because there the server's own answer can be read.

Apprise tells only that mail failed: here the server's code decides whether to try again, a Message-ID stays
the same over all attempts, and three messages do not take eleven seconds.
"""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from alerts.render import Message
from monitor.errors import DeliveryError

TIMEOUT = 20.0
TOO_LARGE = (552, 523)
"""Exceeded storage or message size (RFC 5321, RFC 7504 neighbours as servers use them)."""


def mail_recipients(url: str) -> list[str]:
    """Recipients a mail URL names itself."""
    return [to for many in parse_qs(urlsplit(url).query).get("to", ()) for to in many.split(",") if to]


def send_mail(
    parts: SplitResult, recipient: str, message: Message, wire_id: str, timeout: float = TIMEOUT
) -> str:
    """Send to one recipient; the server's answer. Raises DeliveryError."""
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    host, port = parts.hostname or "localhost", _port(parts, options)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    sender = options.get("from") or (user if "@" in user else f"{user or 'monitor'}@{host}")
    to = recipient or ",".join(mail_recipients(f"?{parts.query}")) or sender
    mail = _letter(message, sender, to, wire_id)
    try:
        with _connected(parts, host, port, options, timeout) as smtp:
            if password:
                smtp.login(user, password)
            smtp.send_message(mail, sender, to.split(","))
    except smtplib.SMTPRecipientsRefused as error:
        code, answer = next(iter(error.recipients.values()))
        raise _refused(code, answer) from None
    except smtplib.SMTPAuthenticationError as error:
        raise DeliveryError(f"{error.smtp_code} the server does not accept user and password") from None
    except smtplib.SMTPResponseException as error:
        raise _refused(error.smtp_code, error.smtp_error) from None
    except (OSError, smtplib.SMTPException) as error:
        reason = str(error) or type(error).__name__
        raise DeliveryError(f"{host}:{port} cannot be reached: {reason}") from None
    return "250 accepted"


def _letter(message: Message, sender: str, to: str, wire_id: str) -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["To"] = message.subject, sender, to
    mail["Date"], mail["Message-ID"] = formatdate(), f"<{wire_id}@chongqing-indicator-monitor>"
    mail.set_content(message.text)
    mail.add_alternative(message.html, subtype="html")
    return mail


def _over_tls(parts: SplitResult, options: dict[str, str]) -> bool:
    return parts.scheme == "mailtos" and options.get("mode") == "ssl"


def _port(parts: SplitResult, options: dict[str, str]) -> int:
    usual = 465 if _over_tls(parts, options) else 587 if parts.scheme == "mailtos" else 25
    return parts.port or usual


def _connected(
    parts: SplitResult, host: str, port: int, options: dict[str, str], timeout: float
) -> smtplib.SMTP:
    if parts.scheme != "mailtos":
        return smtplib.SMTP(host, port, timeout=timeout)
    context = ssl.create_default_context()
    if _over_tls(parts, options):
        return smtplib.SMTP_SSL(host, port, timeout=timeout, context=context)
    smtp = smtplib.SMTP(host, port, timeout=timeout)
    try:
        smtp.starttls(context=context)
    except (OSError, smtplib.SMTPException):
        smtp.close()
        raise
    return smtp


def _refused(code: int, answer: bytes | str) -> DeliveryError:
    words = (answer.decode(errors="replace") if isinstance(answer, bytes) else answer)[:300]
    return DeliveryError(f"{code} {words}", permanent=500 <= code < 600, too_large=code in TOO_LARGE)
