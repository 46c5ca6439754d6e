"""A whole Chongqing on this machine, to try `monitor run` against:  python -m tests.press_site --days 30"""

from __future__ import annotations

import argparse
import threading
from datetime import date, timedelta
from pathlib import Path

from tests.press_site.press import Press
from tests.press_site.site import press_site

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.press_site", description=__doc__)
    parser.add_argument("--days", type=int, default=30, help="how many days up to today have been published")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=8765)
    wanted = parser.parse_args()
    today = date.today()
    press = Press(seed=wanted.seed, first=today - timedelta(wanted.days - 1), last=today)
    with press_site(press, wanted.port) as site:
        config = ROOT / "data" / "press-site.yaml"
        config.parent.mkdir(exist_ok=True)
        shipped = (ROOT / "sources.yaml").read_text("utf-8")
        config.write_text(site.sources(shipped, "sqlite:///data/press-site.sqlite3"), "utf-8")
        print(f"Serving {wanted.days} days of press on port {wanted.port}, for example")
        for host, path in (("epaper.cqrb.cn", "/html/cqrb/"), ("www.cq.gov.cn", "/ywdt/jrcq/")):
            print(f"  {site.url(host, path)}")
        print(f"In another terminal:  .venv/bin/monitor run --once --config {config.relative_to(ROOT)}")
        print("Stop with Ctrl-C.")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("\nStopped.")


if __name__ == "__main__":
    main()
