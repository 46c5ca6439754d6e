"""Real SMTP and HTTP on this machine, both able to fail on cue."""

import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import respx
from pydantic import SecretStr

from alerts import route, send_pending, sender
from alerts.channels import slack_payload
from alerts.render import Message
from monitor.config import Alerts, Channel
from monitor.errors import DeliveryError
from storage import Store
from storage.engine import writing
from tests.alerts.made import change, told
from tests.alerts.receivers import hook_at, postbox_at

NOW = datetime(2025, 2, 20, 8, tzinfo=UTC)


@pytest.fixture
def postbox():
    with postbox_at() as box:
        yield box


@pytest.fixture
def receiver():
    with hook_at() as box:
        yield box


@pytest.fixture
def store(tmp_path):
    with Store(f"sqlite:///{tmp_path}/m.sqlite3") as store:
        yield store


def channels(**urls):
    made = {}
    for name, (url, *to) in urls.items():
        made[name] = Channel.model_construct(url=SecretStr(url), to=to)
    return made


def queue(store, known, *changes):
    settings = Alerts.model_construct(language="zh", channels=known, routes=[])
    with writing(store.engine) as connection:
        for alert in route(changes or [change()], settings):
            store.queue(connection, alert, None, NOW)


def states(store):
    return [(row.recipient, row.state, row.attempts) for row in store.messages()]


def test_a_mail_arrives_with_subject_quote_and_a_lasting_id(store, postbox):
    known = channels(mail=(f"mailto://127.0.0.1:{postbox.port}?from=m@example.org", "a@example.org"))
    queue(store, known)
    assert send_pending(store, sender(known), NOW).sent == 1
    ((to, mail),) = postbox.mails
    assert to == ["a@example.org"]
    assert mail["Subject"] == "【新目标】2025年研发投入强度 ≥2.73%（重庆市）"
    assert "【2.73%以上】" in mail.get_body(("plain",)).get_content()
    assert "<mark>2.73%以上</mark>" in mail.get_body(("html",)).get_content()
    assert mail["Message-ID"].endswith("@chongqing-indicator-monitor>")
    assert send_pending(store, sender(known), NOW).sent == 0


def test_changes_of_one_pass_come_in_one_mail(store, postbox):
    known = channels(mail=(f"mailto://127.0.0.1:{postbox.port}", "a@example.org"))
    queue(store, known, change(), change(after=told("7", "7%", indicator="基础研究投入占比", concept=None)))
    send_pending(store, sender(known), NOW)
    ((_, mail),) = postbox.mails
    assert mail["Subject"].endswith("等2项变化")


def test_one_refused_recipient_holds_up_nobody(store, postbox):
    postbox.refuse = {"b@example.org": "550 no such user", "c@example.org": "451 try later"}
    known = channels(
        mail=(f"mailto://127.0.0.1:{postbox.port}", "a@example.org", "b@example.org", "c@example.org")
    )
    queue(store, known)
    send_pending(store, sender(known), NOW)
    assert states(store) == [
        ("a@example.org", "sent", 1),
        ("b@example.org", "dead", 1),
        ("c@example.org", "failed", 1),
    ]
    assert [row.answer for row in store.messages(["dead", "failed"])] == ["550 no such user", "451 try later"]
    postbox.refuse = {}
    send_pending(store, sender(known), NOW + timedelta(minutes=2))
    assert [to for to, _ in postbox.mails] == [["a@example.org"], ["c@example.org"]]


def test_a_dead_server_costs_no_alert_and_each_arrives_once(store, postbox):
    closed = channels(mail=("mailto://127.0.0.1:1", "a@example.org"))
    queue(store, closed)
    assert send_pending(store, sender(closed), NOW).failed == 1
    (row,) = store.messages(["failed"])
    assert "127.0.0.1:1 cannot be reached" in row.answer
    known = channels(mail=(f"mailto://127.0.0.1:{postbox.port}", "a@example.org"))
    assert store.retry(NOW) == 1
    assert send_pending(store, sender(known), NOW).sent == 1
    assert send_pending(store, sender(known), NOW).sent == 0
    assert len(postbox.mails) == 1


def test_a_message_left_sending_by_a_crash_is_sent_again_under_the_same_id(store, postbox):
    known = channels(mail=(f"mailto://127.0.0.1:{postbox.port}", "a@example.org"))
    queue(store, known)
    died = sender(known)

    class Killed(BaseException):
        pass

    def send_and_die(*message):
        died(*message)
        raise Killed

    with pytest.raises(Killed):
        send_pending(store, send_and_die, NOW)
    assert send_pending(store, died, NOW + timedelta(minutes=1)).sent == 0
    assert send_pending(store, died, NOW + timedelta(minutes=11)).sent == 1
    assert len({mail["Message-ID"] for _, mail in postbox.mails}) == 1


def test_any_apprise_url_is_a_channel(store, receiver):
    known = channels(hook=(f"json://127.0.0.1:{receiver.port}/in",))
    queue(store, known)
    receiver.faults = [500]
    assert send_pending(store, sender(known), NOW).failed == 1
    assert send_pending(store, sender(known), NOW + timedelta(minutes=2)).sent == 1
    (post,) = receiver.posts
    assert post["title"].startswith("【新目标】")
    assert len(post["id"]) == 32


def test_an_unknown_service_is_given_up_with_a_reason(store):
    known = channels(odd=("nosuch://x",))
    queue(store, known)
    assert send_pending(store, sender(known), NOW).dead == 1


@respx.mock
def test_slack_gets_what_its_incoming_webhooks_document(store):
    url = "https://hooks.slack.com/services/T0/B0/secret"
    hook = respx.post(url).mock(return_value=httpx.Response(200, text="ok"))
    known = channels(slack=(url,))
    queue(store, known)
    assert send_pending(store, sender(known), NOW).sent == 1
    payload = json.loads(hook.calls[0].request.content)
    assert payload["text"].startswith("【新目标】")
    assert payload["blocks"][0]["type"] == "section"
    assert payload["blocks"][0]["text"]["type"] == "mrkdwn"
    assert payload["blocks"][-1]["elements"][0]["text"].startswith("id ")


def test_slack_limits_are_kept_and_its_control_characters_escaped():
    payload = slack_payload(
        Message("s" * 9000, "\n\n".join("<a&b>" + "x" * 9000 for _ in range(99)), ""), "1"
    )
    assert len(payload["text"]) <= 3000
    assert len(payload["blocks"]) <= 50
    assert all(len(block["text"]["text"]) <= 3000 for block in payload["blocks"][:-1])
    assert "&lt;a&amp;b&gt;" in payload["blocks"][0]["text"]["text"]


@respx.mock
def test_a_revoked_slack_hook_is_given_up():
    url = "https://hooks.slack.com/services/T0/B0/secret"
    respx.post(url).mock(return_value=httpx.Response(404, text="no_service"))
    with pytest.raises(DeliveryError, match="404 no_service") as error:
        sender(channels(slack=(url,)))("slack", "", Message("s", "t", ""), "1")
    assert error.value.permanent
