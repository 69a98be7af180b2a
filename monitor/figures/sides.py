"""What speaks for one metric or another: signs that are named alike for all metrics, each kept once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from config.words import Metric

METRICS: Final = (Metric.REQUESTS, Metric.HONORED, Metric.DECLINED, Metric.TRANSFERRED, Metric.ACTIVE,
                  Metric.WITHDRAWN, Metric.NOTIFIED, Metric.COST)  # fmt: skip


class Sides(NamedTuple):
    """`found`: signs, each with the metric that it speaks for; for every other metric it is one against.
    `own`: signs that each metric has by itself, in the order of `METRICS`."""

    found: Sequence[tuple[Metric, str]]
    own: Sequence[Sequence[str]]

    def of(self, metric: Metric) -> list[str]:
        """All signs of one metric, those of others with a minus sign; each once."""
        mine = [name if owner is metric else f"-{name}" for owner, name in self.found]
        return list(dict.fromkeys([*mine, *self.own[METRICS.index(metric)]]))
