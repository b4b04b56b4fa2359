"""Monitoring: how well a city handles complaints, in figures that carry their definition."""

from sp4n.monitoring.figures import Share, Spread
from sp4n.monitoring.period import Period

__all__ = ["Period", "Share", "Spread"]
