"""Settings that every test shares."""

import os

from hypothesis import HealthCheck, settings

# How long an example takes says more about the machine than about the code.
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

settings.register_profile("workbench", _PATIENT)
settings.register_profile("ci", _PATIENT, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "workbench")
