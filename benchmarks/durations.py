"""Short times in words."""

__all__ = ["in_words"]

_UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns"))


def in_words(seconds: float) -> str:
    """Say a time with three digits, in the unit that suits it.

    >>> in_words(0.0000123456)
    '12.3 µs'
    """
    size, unit = next((one for one in _UNITS if abs(seconds) >= one[0]), _UNITS[-1])
    number = float(f"{seconds / size:.3g}")
    return f"{number:g} {unit}"
