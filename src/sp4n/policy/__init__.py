"""The policy: what a city decides, as one value, loadable from TOML without running code."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sp4n.findings import Finding, Severity
    from sp4n.model.directory_data import directory_from_data
    from sp4n.policy.lab.changes import HandlingChange, Load, Move
    from sp4n.policy.lab.clock_changes import ClockChange, ClockCount
    from sp4n.policy.lab.comparison import Comparison
    from sp4n.policy.lab.part_changes import PartChange
    from sp4n.policy.lab.simulation import Outcome, SimulatedClock, Simulation
    from sp4n.policy.loader import load_directory, load_policy, policy_from_data
    from sp4n.policy.policy import Policy
    from sp4n.reader import PolicyError

__all__ = [
    "ClockChange",
    "ClockCount",
    "Comparison",
    "Finding",
    "HandlingChange",
    "Load",
    "Move",
    "Outcome",
    "PartChange",
    "Policy",
    "PolicyError",
    "Severity",
    "SimulatedClock",
    "Simulation",
    "directory_from_data",
    "load_directory",
    "load_policy",
    "policy_from_data",
]

_HOMES = {
    "sp4n.findings": ("Finding", "Severity"),
    "sp4n.model.directory_data": ("directory_from_data",),
    "sp4n.policy.lab.changes": ("HandlingChange", "Load", "Move"),
    "sp4n.policy.lab.clock_changes": ("ClockChange", "ClockCount"),
    "sp4n.policy.lab.comparison": ("Comparison",),
    "sp4n.policy.lab.part_changes": ("PartChange",),
    "sp4n.policy.lab.simulation": ("Outcome", "SimulatedClock", "Simulation"),
    "sp4n.policy.loader": ("load_directory", "load_policy", "policy_from_data"),
    "sp4n.policy.policy": ("Policy",),
    "sp4n.reader": ("PolicyError",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Import a name from where it is when it is first asked for (PEP 562)."""
    home = _HOME_OF.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    value: object = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
