"""How much has the daemon done since it started?  Prometheus counters of its own registry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, ProcessCollector

if TYPE_CHECKING:
    from monitor.visit import Visit


class Counts:
    """What /metrics shows."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        own = self.registry
        self.visits = Counter("monitor_visits", "Visits ended, by state.", ["source", "state"], registry=own)
        self.articles = Counter("monitor_articles", "New or changed articles read.", ["source"], registry=own)
        self.observations = Counter("monitor_observations", "Observations read.", ["source"], registry=own)
        self.changes = Counter("monitor_changes", "Changes told, by kind.", ["kind"], registry=own)
        self.outbox = Gauge("monitor_outbox", "Messages by state.", ["state"], registry=own)
        self.oldest = Gauge("monitor_oldest_alert_seconds", "Age of the oldest unsent alert.", registry=own)
        self.since_look = Gauge(
            "monitor_since_last_pass_seconds", "Since due sources were looked for.", registry=own
        )

    def visited(self, ended: Visit) -> None:
        self.visits.labels(ended.source, ended.state).inc()
        self.articles.labels(ended.source).inc(ended.articles)
        self.observations.labels(ended.source).inc(ended.observations)
        for change in ended.changes:
            self.changes.labels(change.kind.value).inc()
