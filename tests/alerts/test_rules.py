from dataclasses import replace

import pytest

from alerts import route
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


def test_the_key_stays_the_same_and_tells_changes_apart():
    first, again = (route([change()], settings())[0].key for _ in range(2))
    other = route([change(after=told("2.8", "2.8%以上"))], settings())[0].key
    assert first == again != other
