"""How sure a fact is, in words."""

from collections.abc import Mapping

from sp4n.labels import Label
from sp4n.workdays.decree import Sureness

__all__ = ["SURENESS_LABELS"]

SURENESS_LABELS: Mapping[Sureness, Label] = {
    "verified": Label(id="terverifikasi", en="verified"),
    "secondary": Label(id="sumber sekunder", en="secondary source"),
    "own choice": Label(id="pilihan kami", en="own choice"),
}
"""What each sureness is called."""
