"""Indicators: what is measured of complaints. Their names are handed on by `sp4n.monitoring`.

Cases are read by `observing`, an export by `observing_export`, into a `snapshot`. `measures` and
`clock_measures` work figures out of one, `reporting` for a period and for groups, `tabulating`
writes them as rows. `suppression` hides small numbers, by the `ledger` of all that is shown and the
`protection` of what may not be worked out of it.
"""

__all__: list[str] = []
