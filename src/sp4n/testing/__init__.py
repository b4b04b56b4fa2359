"""The testing kit: Hypothesis strategies for the values of this library.

It needs Hypothesis (``pip install 'sp4n[testing]'``); without it, importing this module raises
`MissingExtra`. `sp4n` itself never imports it.
"""

from sp4n.errors import MissingExtra

try:
    import hypothesis as _hypothesis  # noqa: F401  # asked for here, so that its absence has a name
except ImportError:
    raise MissingExtra("testing") from None

from sp4n.testing import strategies

__all__ = ["strategies"]
