"""The policy: what a city decides, as one value, loadable from TOML without running code."""

from typing import TYPE_CHECKING

from sp4n.doors import opened_late

if TYPE_CHECKING:
    from sp4n.findings import Finding, Severity
    from sp4n.model.directory_data import directory_from_data
    from sp4n.policy.lab.changes import ClockChange, ClockCount, HandlingChange, Load, Move
    from sp4n.policy.lab.comparison import Comparison
    from sp4n.policy.lab.part_changes import PartChange
    from sp4n.policy.lab.simulation import SimulatedClock, SimulatedItem, Simulation
    from sp4n.policy.loader import load_directory, load_policy, policy_from_data
    from sp4n.policy.policy import Policy
    from sp4n.policy.reorganising import OfficeChange, Reorganisation
    from sp4n.reader import PolicyError

__all__ = [
    "ClockChange",
    "ClockCount",
    "Comparison",
    "Finding",
    "HandlingChange",
    "Load",
    "Move",
    "OfficeChange",
    "PartChange",
    "Policy",
    "PolicyError",
    "Reorganisation",
    "Severity",
    "SimulatedClock",
    "SimulatedItem",
    "Simulation",
    "directory_from_data",
    "load_directory",
    "load_policy",
    "policy_from_data",
]

_HOMES = {
    "sp4n.findings": ("Finding", "Severity"),
    "sp4n.model.directory_data": ("directory_from_data",),
    "sp4n.policy.lab.changes": ("ClockChange", "ClockCount", "HandlingChange", "Load", "Move"),
    "sp4n.policy.lab.comparison": ("Comparison",),
    "sp4n.policy.lab.part_changes": ("PartChange",),
    "sp4n.policy.lab.simulation": ("SimulatedClock", "SimulatedItem", "Simulation"),
    "sp4n.policy.loader": ("load_directory", "load_policy", "policy_from_data"),
    "sp4n.policy.policy": ("Policy",),
    "sp4n.policy.reorganising": ("OfficeChange", "Reorganisation"),
    "sp4n.reader": ("PolicyError",),
}
__getattr__ = opened_late(__name__, _HOMES)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
