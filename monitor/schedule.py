"""Which sources are due, and who visits them?  APScheduler is the clock; the truth is in the database."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from apscheduler.events import EVENT_JOB_ERROR, JobExecutionEvent
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from alerts import check_templates, look_of, ping, send_pending, sender
from monitor import heap
from monitor.config import Config, SourceSettings, load, timing
from monitor.counts import Counts
from monitor.errors import ConfigError, MonitorError
from monitor.extract import catalogue
from monitor.fetch import USER_AGENT, Fetcher
from monitor.reader import reader_of
from monitor.run import Line, known_indicators, names_of, open_line, unreliable, visit_and_note
from monitor.troubles import free_space, watch
from storage.backup import backup
from storage.lock import only_daemon

TICK = 5.0
"""Seconds between two looks at what is due."""
PATIENCE = 8.0
"""Seconds an article in hand has to be finished when the daemon is told to stop."""
ENOUGH = 60.0
"""Seconds after which sending gives way; the rest goes out at the next tick."""
JUMP = 5.0
"""Seconds by which wall clock and steady clock may part before the clock is taken to have been set."""
log = structlog.get_logger()


class Daemon:
    """Visits each source when it is due, sends what is owed, and copies the database; until told to stop."""

    def __init__(
        self,
        file: Path,
        config: Config,
        *,
        only: list[str] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        tick: float = TICK,
        fetcher: Fetcher | None = None,
    ) -> None:
        self.file, self.config, self.only, self.now, self.tick = file, config, set(only or ()), now, tick
        agent = config.user_agent or USER_AGENT
        self.fetcher = fetcher or Fetcher(user_agent=agent, pace=config.pace, shared=config.turns)
        self.counts = Counts()
        self.started = now()
        self.last_look = now()
        self.failure: BaseException | None = None
        self.visiting: set[str] = set()
        self.sending = self.passes = False
        """Whether a message is on its way, and whether a visit has ended since the last ping."""
        self.jumped = 0
        """Seconds by which the clock was set, until somebody is told."""
        self.line: Line
        self._looking = threading.Lock()
        self._stop, self._reload = threading.Event(), threading.Event()
        workers = {"default": ThreadPoolExecutor(32), "clock": ThreadPoolExecutor(4)}
        defaults = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
        self.scheduler = BackgroundScheduler(timezone=UTC, executors=workers, job_defaults=defaults)

    def run(self) -> None:
        """Until SIGTERM, SIGINT or `stop`. Raises StorageError if another daemon is at work."""
        heap.share()
        self.line = open_line(self.config, self.fetcher.fetch, self.now)
        with closing(self.fetcher), closing(self.line.store), only_daemon(self.line.store.engine):
            self._begin()
            try:
                self._wait()
            finally:
                self._end()
        if self.failure:
            raise self.failure

    def stop(self, *_: object) -> None:
        self._stop.set()

    def reload(self, *_: object) -> None:
        self._reload.set()

    def sources(self) -> list[SourceSettings]:
        """Those that are watched."""
        return [s for s in self.config.sources if (s.id in self.only if self.only else s.enabled)]

    def look(self) -> None:
        """Begin a visit to every source that is due; after downtime each is due once."""
        with self._looking:
            self.last_look = now = self.now()
            busy = set(self.visiting)  # before the states are read, or a visit that ends now begins again
            states = self.line.store.source_states()
            for settings in self.sources():
                state = states.get(settings.id)
                due = datetime.fromisoformat(state.next_visit) if state and state.next_visit else now
                slot = timing(settings.schedule).after(now, self.config.zone, settings.id, self.config.jitter)
                if due > slot:  # the clock was set back, or the schedule is another now
                    self.line.store.plan(settings.id, slot)
                if due <= now and settings.id not in busy:
                    self.visiting.add(settings.id)
                    name = f"visit {settings.id} {now.timestamp()}"
                    self.scheduler.add_job(self._visit, args=[settings], id=name, replace_existing=True)

    def _visit(self, settings: SourceSettings) -> None:
        begun = time.monotonic()
        try:
            ended = visit_and_note(settings.source(), self.config, self.line, self._stop.is_set)
        except MonitorError as refused:
            log.error("visit broken off", source=settings.id, reason=str(refused))
            return
        finally:
            self.visiting.discard(settings.id)
        self.passes = True
        self.counts.visited(ended)
        say = log.info if not ended.failures else log.warning
        counted = {"links": ended.links, "articles": ended.articles, "observations": ended.observations}
        counted |= {"changes": len(ended.changes)}
        took = round(time.monotonic() - begun, 3)
        say("visit", source=ended.source, state=ended.state, **counted, seconds=took, failures=ended.failures)

    def _deliver(self) -> None:
        settings, begun = self.config.alerts, time.monotonic()
        enough = lambda: self._stop.is_set() or time.monotonic() - begun > ENOUGH  # noqa: E731
        self.sending = True
        try:
            send = sender(settings.channels)
            ended = send_pending(self.line.store, send, self.now(), look_of(settings), enough)
        except MonitorError as refused:
            log.error("alerts not sent", reason=str(refused))
            return
        finally:
            self.sending = False
        if any((ended.sent, ended.failed, ended.dead)):
            log.info("alerts", sent=ended.sent, failed=ended.failed, given_up=ended.dead)

    def _watch_itself(self) -> None:
        jumped, self.jumped = self.jumped, 0
        try:
            watch(self.config, self.line.store, self.now(), free_mb=free_space(self.config), jumped=jumped)
            if self.passes and (address := self.config.alerts.ping.get_secret_value()):
                self.passes = False
                ping(address)
        except MonitorError as refused:
            log.error("not all is well", reason=str(refused))

    def _back_up(self) -> None:
        settings = self.config.backup
        assert settings is not None
        try:
            copy = backup(self.config.database.get_secret_value(), settings.folder, self.now(), settings.keep)
        except MonitorError as refused:
            log.error("no backup", reason=str(refused))
        else:
            log.info("backup", file=str(copy))
        self._plan_backup()

    def _plan_backup(self) -> None:
        if self.config.backup:
            slot = timing(self.config.backup.schedule).after(self.now(), self.config.zone, "backup")
            self.scheduler.add_job(self._back_up, "date", run_date=slot, id="backup", replace_existing=True)

    def _prune(self) -> None:
        if self.config.keep_pages_days is None:
            return
        try:
            dropped = self.line.store.drop_evidence(self.now() - timedelta(days=self.config.keep_pages_days))
        except MonitorError as refused:
            log.error("old pages not dropped", reason=str(refused))
        else:
            log.info("old pages", dropped=dropped)

    def _begin(self) -> None:
        self.scheduler.add_listener(self._broken, EVENT_JOB_ERROR)
        every: dict[str, Any] = {"trigger": "interval", "executor": "clock"}
        self.scheduler.add_job(self.look, seconds=self.tick, id="look", next_run_time=self._clock(), **every)
        self.scheduler.add_job(self._deliver, seconds=self.tick, id="deliver", **every)
        self.scheduler.add_job(self._watch_itself, seconds=self.tick * 12, id="watch", **every)
        self.scheduler.add_job(self._prune, hours=24, id="prune", next_run_time=self._clock(), **every)
        self._plan_backup()
        self.scheduler.start()
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, self.stop)
            signal.signal(signal.SIGHUP, self.reload)
        log.info("watching", sources=[settings.id for settings in self.sources()])

    def _wait(self) -> None:
        """Watch over the clock: a look is due every few steady seconds, wherever the hands are set."""
        steady, wall = time.monotonic(), self._clock()
        while not self._stop.wait(0.2):
            parted = (self._clock() - wall).total_seconds() - (time.monotonic() - steady)
            if abs(parted) > JUMP:
                log.warning("the clock was set", seconds=round(parted))
                self.jumped += round(parted)
                steady, wall = time.monotonic(), self._clock()
                for name in ("look", "deliver", "watch"):
                    self.scheduler.modify_job(name, next_run_time=wall)
            if self._reload.is_set():
                self._reload.clear()
                self._read_again()

    def _read_again(self) -> None:
        """Settings and catalogue from their files; if either is wrong everything stays as it was."""
        try:
            new = load(self.file)
            check_templates(look_of(new.alerts))
            catalogue.load.cache_clear()
            known = known_indicators(new)
        except ConfigError as wrong:
            log.error("the settings are not taken; the old ones stay", problems=str(wrong).splitlines())
            return
        if new.database.get_secret_value() != self.config.database.get_secret_value():
            log.error("the settings are not taken: another database needs a restart")
            return
        self.config = new
        self.line.store.concepts = dict(known.concepts)
        self.line = replace(
            self.line,
            alerts=new.alerts,
            extract=reader_of(new, known, self.line.store, self.now),
            zone=new.zone,
            names=names_of(known),
            unreliable=unreliable(new),
        )
        self.fetcher.user_agent, self.fetcher.manners.pace = new.user_agent or USER_AGENT, new.pace
        self._plan_backup()
        log.info("settings read again", sources=[settings.id for settings in self.sources()])

    def _end(self) -> None:
        """Let articles in hand be finished; what is not within PATIENCE is rolled back by the database."""
        self._stop.set()
        log.info("stopping")
        self.scheduler.shutdown(wait=False)
        until = time.monotonic() + PATIENCE
        while (self.visiting or self.sending) and time.monotonic() < until:
            time.sleep(0.05)
        left = sorted(self.visiting)
        if (left or self.sending) and threading.current_thread() is threading.main_thread():
            log.warning("stopped in the middle; it is taken again", sources=left, sending=self.sending)
            os._exit(0)

    def _broken(self, failed: JobExecutionEvent) -> None:
        """A fault of the program stops it loudly."""
        self.failure = failed.exception
        log.error("fault", reason=repr(failed.exception), trace=failed.traceback)
        self._stop.set()

    @staticmethod
    def _clock() -> datetime:
        return datetime.now(UTC)


def overdue(daemon: Daemon, grace: timedelta) -> list[str]:
    """Sources whose visit should have begun longer ago than `grace`."""
    states, late = daemon.line.store.source_states(), daemon.now() - grace
    return [
        settings.id
        for settings in daemon.sources()
        if (state := states.get(settings.id)) is not None
        and state.next_visit
        and datetime.fromisoformat(state.next_visit) < late
    ]
