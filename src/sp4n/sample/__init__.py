"""The sample city: a made-up "Kota Contoh", its complaints, their lives, and an export."""

from sp4n.sample.city import sample_complaints, sample_policy
from sp4n.sample.export import sample_export
from sp4n.sample.lives import sample_cases

__all__ = ["sample_cases", "sample_complaints", "sample_export", "sample_policy"]
