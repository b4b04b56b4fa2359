"""Who may act: the roles of officers, the reporter, and the system itself."""

from collections.abc import Mapping

from sp4n.frozen_dict import FrozenDict
from sp4n.labels import Label
from sp4n.model.officer import ROLE_LABELS

REPORTER = "reporter"
"""In a transition's `who` and in reasons: the reporter of the complaint."""

SYSTEM = "system"
"""In a transition's `who` and in reasons: the system itself, when a timer has run out."""

WHO_LABELS: Mapping[str, Label] = FrozenDict(
    {
        **{role.value: label for role, label in ROLE_LABELS.items()},
        REPORTER: Label(id="pelapor", en="the reporter"),
        SYSTEM: Label(id="sistem", en="the system"),
    }
)
"""How everybody who may act is called: the roles, the reporter and the system."""
