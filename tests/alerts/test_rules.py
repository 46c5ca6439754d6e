from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr, ValidationError

from alerts import Calm, route
from alerts.rules import held_back, why_not
from monitor.config import Alerts, Channel, Route, When
from monitor.types import ChangeKind, Standing
from tests.alerts.made import change, told

CHANNELS = {
    "mail": Channel.model_construct(url=None, to=["a@example.org", "b@example.org"]),
    "slack": Channel.model_construct(url=None, to=[]),
}


def settings(*routes, channels=CHANNELS):
    return Alerts.model_construct(language="zh", channels=channels, routes=list(routes))


def test_without_routes_every_recipient_hears_of_a_new_headline_target():
    alerts = route([change()], settings())
    assert [(a.channel, a.recipient) for a in alerts] == [
        ("mail", "a@example.org"),
        ("mail", "b@example.org"),
        ("slack", ""),
    ]
    assert len({a.key for a in alerts}) == 3


def test_without_channels_nobody_hears():
    assert route([change()], settings(channels={})) == []


@pytest.mark.parametrize(
    "quiet",
    [
        change(ChangeKind.CONFIRMATION),
        change(ChangeKind.REFINEMENT),
        change(after=told(headline=False)),
        change(after=replace(told(), imported=True)),
        change(standing=Standing.SILENT),
        change(standing=Standing.WITHDRAWN),
    ],
    ids=["confirmation", "refinement", "not headline", "imported", "history put right", "withdrawn"],
)
def test_what_is_no_news_is_not_sent(quiet):
    assert route([quiet], settings()) == []


@pytest.mark.parametrize(
    ("when", "taken"),
    [
        (When(indicators=["rd_intensity"]), True),
        (When(indicators=["science"]), True),
        (When(indicators=["研发投入强度"]), True),
        (When(indicators=["gdp"]), False),
        (When(areas=["重庆市"]), True),
        (When(areas=["永川区"]), False),
        (When(sources=["cqrb"]), True),
        (When(sources=["other"]), False),
        (When(kinds=["new_figure"]), False),
    ],
)
def test_a_route_takes_what_it_asks_for(when, taken):
    one = Route(name="r", to=["slack"], when=when)
    assert bool(route([change()], settings(one), {"rd_intensity": ("science",)})) is taken


def test_two_routes_to_one_recipient_make_one_alert():
    routes = [Route(name=n, to=["slack"]) for n in "ab"]
    assert len(route([change()], settings(*routes))) == 1


def test_a_new_indicator_comes_with_its_figure_in_one_message():
    both = [change(ChangeKind.NEW_FIGURE), change(ChangeKind.NEW_INDICATOR)]
    asked = [
        Route(name="both", to=["slack"], when=When(kinds=["new_figure", "new_indicator"])),
        Route(name="figures", to=["mail"], when=When(kinds=["new_figure"])),
    ]
    sent = [(a.channel, a.change.kind) for a in route(both, settings(*asked)) if a.change]
    assert sorted(sent) == [("mail", "new_figure"), ("mail", "new_figure"), ("slack", "new_indicator")]


def test_the_key_stays_the_same_and_tells_changes_apart():
    first, again = (route([change()], settings())[0].key for _ in range(2))
    other = route([change(after=told("2.8", "2.8%以上"))], settings())[0].key
    assert first == again != other


CHINA = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("send", "quiet", "at", "due"),
    [
        ("immediately", "", "03:00", None),
        ("immediately", "22:00-07:00", "03:00", "20 07:00"),
        ("immediately", "22:00-07:00", "23:30", "21 07:00"),
        ("immediately", "22:00-07:00", "07:00", None),
        ("immediately", "12:00-13:30", "12:10", "20 13:30"),
        ("daily 08:30", "", "09:00", "21 08:30"),
        ("daily 08:30", "08:00-10:00", "07:00", "20 10:00"),
        ("weekly mon 08:30", "", "09:00", "24 08:30"),
    ],
)
def test_digests_and_quiet_hours_hold_until_their_moment(send, quiet, at, due):
    hour, minute = map(int, at.split(":"))
    now = datetime(2025, 2, 20, hour, minute, tzinfo=CHINA)
    chosen = Alerts.model_construct(
        channels=CHANNELS, routes=[Route(name="r", to=["slack"], send=send)], quiet=quiet
    )
    (alert,) = route([change()], chosen, now=now, zone=CHINA)
    held = alert.not_before and f"{alert.not_before.astimezone(CHINA):%d %H:%M}"
    assert held == due


def test_the_earlier_of_two_routes_to_one_recipient_counts():
    urgent, digest = Route(name="u", to=["slack"]), Route(name="d", to=["slack"], send="daily 08:30")
    now = datetime(2025, 2, 20, 9, tzinfo=CHINA)
    for routes in ([urgent, digest], [digest, urgent]):
        (alert,) = route([change()], settings(*routes), now=now, zone=CHINA)
        assert alert.not_before is None


def test_a_quote_that_moved_in_its_article_is_not_told_again():
    moved = change(after=told(start=90, quote="2.73％以上"))
    assert route([moved], settings())[0].key == route([change()], settings())[0].key


def test_a_mail_url_that_names_several_makes_one_alert_each():
    known = {"mail": Channel.model_construct(url=SecretStr("mailto://h?to=a@x.org,b@x.org"), to=[])}
    assert [a.recipient for a in route([change()], settings(channels=known))] == ["a@x.org", "b@x.org"]


@pytest.mark.parametrize("wrong", [{"send": "sometimes"}, {"send": "daily 25:00"}])
def test_a_moment_that_is_none_is_refused(wrong):
    with pytest.raises(ValidationError, match="write `every 30m`"):
        Route(name="r", to=["mail"], **wrong)


def test_hours_that_are_none_are_refused():
    with pytest.raises(ValidationError, match="22:00-07:00"):
        Alerts(quiet="at night")


def figures(old, new, kind=ChangeKind.REVISION, **fields):
    return change(kind, told(new, f"{new}家", "家", **fields), told(old, f"{old}家", "家", **fields))


@pytest.mark.parametrize(
    ("when", "new", "taken"),
    [
        (When(least_change=5), "8400", True),
        (When(least_change=5), "8399", False),
        (When(least_change=5), "7600", True),
        (When(status=["target"]), "9000", True),
        (When(status=["actual", "estimate"]), "9000", False),
    ],
)
def test_a_route_asks_for_a_status_and_a_least_difference(when, new, taken):
    one = Route(name="r", to=["slack"], when=when)
    assert bool(route([figures("8000", new)], settings(one))) is taken


@pytest.mark.parametrize(
    ("when", "taken"),
    [(When(), True), (When(least_confidence=0.6), False), (When(least_confidence=0.5), True)],
)
def test_a_route_may_ask_for_a_confident_reading(when, taken):
    one = Route(name="r", to=["slack"], when=when)
    assert (not why_not(change(after=told(confidence=0.55)), one, {})) is taken


def test_a_first_sight_is_never_too_small():
    one = Route(name="r", to=["slack"], when=When(least_change=50))
    assert route([change()], settings(one))


NOW = datetime(2025, 2, 20, 9, tzinfo=CHINA)


def test_every_pass_waits_for_the_end_of_the_visit_and_gives_way_to_what_is_urgent():
    urgent, passing = Route(name="u", to=["slack"]), Route(name="p", to=["slack"], send="every pass")
    (alert,) = route([change()], settings(passing), now=NOW, zone=CHINA)
    assert (alert.awaits, alert.not_before) == ("cqrb", None)
    for routes in ([urgent, passing], [passing, urgent]):
        (alert,) = route([change()], settings(*routes), now=NOW, zone=CHINA)
        assert alert.awaits == ""
    digest = Route(name="d", to=["slack"], send="daily 08:30")
    (alert,) = route([change()], settings(digest, passing), now=NOW, zone=CHINA)
    assert alert.awaits == "cqrb"


@pytest.mark.parametrize(
    ("one", "held"),
    [
        (figures("8000", "8400"), "21 11:00"),
        (change(ChangeKind.RETRACTION, before=told()), "21 11:00"),
        (figures("8000", "8400", ChangeKind.TARGET_CHANGED), None),
        (change(), None),
    ],
    ids=["edit", "deleted", "announced anew", "first sight"],
)
def test_an_edit_in_place_must_stand_until_the_next_look(one, held):
    one = replace(one, after=None) if one.kind is ChangeKind.RETRACTION else one
    (alert,) = route([one], settings(Route(name="r", to=["slack"])), now=NOW, zone=CHINA)
    assert (alert.not_before and f"{alert.not_before.astimezone(CHINA):%d %H:%M}") == held


@pytest.mark.parametrize(
    ("calm", "said"),
    [
        (Calm(silenced={"cqrb"}), "the source cqrb is silenced"),
        (Calm(silenced={"rd_intensity"}), "研发投入强度 is silenced"),
        (Calm(silenced={"science"}), "研发投入强度 is silenced"),
        (Calm(unreliable={"cqrb"}), "marked unreliable"),
        (Calm(silenced={"gdp"}, unreliable={"other"}), ""),
    ],
)
def test_what_is_held_back_is_told_to_nobody(calm, said):
    names = {"rd_intensity": ("研发投入强度", "science")}
    assert said in held_back(change(), calm, names)
    assert bool(route([change()], settings(), names, calm=calm)) is not bool(said)


def test_a_channel_that_is_not_there_is_refused_for_troubles_too():
    with pytest.raises(ValidationError, match="`trouble` names the channel `pager`"):
        Alerts(trouble={"to": ["pager"]})
