"""Office hours, and the time that is worked in them; `sp4n.workdays` hands their names on."""

__all__: list[str] = []
