"""Is a message lost, or told twice under another id, if the program is killed while it sends?"""

import subprocess
import sys
from collections import Counter

import pytest

from storage import Store
from tests.alerts.test_delivery import postbox  # noqa: F401


@pytest.mark.parametrize("lives", [15, pytest.param(200, marks=pytest.mark.soak)])
def test_killed_while_sending(tmp_path, postbox, lives):  # noqa: F811
    url = f"sqlite:///{tmp_path}/m.sqlite3"
    command = [sys.executable, "-m", "tests.alerts.sending", url, str(postbox.port), str(lives), "7"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    killed = int(done.stdout)
    with Store(url) as store:
        rows = store.messages()
    assert {row.state for row in rows} == {"sent"}
    found = lives // 5 * 10
    assert len(rows) == 2 * found
    told = Counter((to[0], mail["Message-ID"]) for to, mail in postbox.mails)
    bodies = Counter((to[0], mail.get_body(("plain",)).get_content()) for to, mail in postbox.mails)
    assert len(bodies) == len(told)  # a repeat is the same message under the same id
    for to in ("a@example.org", "b@example.org"):
        said = "".join(body for at, body in bodies if at == to)
        assert all(f"{2020 + i}年研发投入强度" in said for i in range(found))
    print(f"killed {killed}; messages {len(told)}, repeated {sum(told.values()) - len(told)}, lost 0")
