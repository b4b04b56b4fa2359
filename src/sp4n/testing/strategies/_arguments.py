"""What the strategies share: checked arguments, and codes that can't be real."""

from hypothesis import strategies as st
from hypothesis.errors import InvalidArgument


def check_range(least: int, most: int, name: str, lowest: int, highest: int) -> None:
    """Refuse bounds that are crossed or lie outside what the value itself allows."""
    if not lowest <= least <= most <= highest:
        raise InvalidArgument(
            f"{name}: need {lowest} <= least <= most <= {highest}, got {least} and {most}"
        )


def made_up_codes(letter: str, most: int = 9_999) -> st.SearchStrategy[str]:
    """Give codes such as ``X-0001``; shrinks to number 1."""
    return st.integers(1, most).map(lambda n: f"{letter}-{n:04d}")
