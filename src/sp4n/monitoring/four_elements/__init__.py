"""The four elements by which an agency is judged. Their names are handed on by `sp4n.monitoring`.

Follow-up time is an indicator; `reviews`, `activity` and `action_plan` are counted here. A
`scorecard` joins the four `elements` by their weights and ranks agencies by it, and `scoring` makes
those of many agencies at once.
"""

__all__: list[str] = []
