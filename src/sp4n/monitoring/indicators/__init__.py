"""Indicators: what is measured of complaints. Their names are handed on by `sp4n.monitoring`.

Cases are read by `observing`, an export by `observing_export`, into a `snapshot`. `measures` and
`clock_measures` work out each `indicator` of one, by its `definitions`.
"""

__all__: list[str] = []
