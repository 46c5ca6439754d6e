"""Does every example in docs/alerts.md work?"""

import re
from pathlib import Path

import apprise
import pytest
import yaml

from monitor.config import Alerts

DOC = (Path(__file__).parents[2] / "docs/alerts.md").read_text("utf-8")
ADDRESSES = re.findall(r"^\| [^|`]+ \| `(\w+://[^`]+)` \|$", DOC, re.MULTILINE)


@pytest.mark.parametrize("url", ADDRESSES, ids=lambda url: url.split(":")[0])
def test_every_address_is_of_a_known_service(url):
    assert apprise.Apprise().add(url)


def test_the_examples_are_settings():
    assert len(ADDRESSES) == 8
    channels, routes = re.findall(r"```yaml\n(.*?)```", DOC, re.DOTALL)
    written = yaml.safe_load(channels + routes)["alerts"]
    for channel in written["channels"].values():
        channel["url"] = "json://localhost"
    assert [route.send for route in Alerts(**written).routes] == [
        "immediately",
        "daily 08:30",
        "every pass",
        "weekly mon 08:30",
    ]
