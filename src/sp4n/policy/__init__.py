"""The policy: what a city decides, as one value, loadable from TOML without running code."""

from sp4n.policy.changes import HandlingChange, Load, Move
from sp4n.policy.clock_changes import ClockChange, ClockCount
from sp4n.policy.comparison import Comparison
from sp4n.policy.directory_file import directory_from_data, load_directory
from sp4n.policy.findings import Finding, Severity
from sp4n.policy.loader import load_policy, policy_from_data
from sp4n.policy.part_changes import PartChange
from sp4n.policy.parts import with_limits
from sp4n.policy.policy import Policy, PolicyError
from sp4n.policy.sample_city import sample_complaints, sample_policy
from sp4n.policy.sample_export_file import sample_export
from sp4n.policy.sample_lives import sample_cases
from sp4n.policy.simulation import Outcome, SimulatedClock, Simulation

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
    "sample_cases",
    "sample_complaints",
    "sample_export",
    "sample_policy",
    "with_limits",
]
