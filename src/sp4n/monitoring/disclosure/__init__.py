"""Disclosure: hiding small numbers, so that no figure tells of one person."""

__all__: list[str] = []
