"""The laboratory: what a policy does with complaints and cases, and what another one would do."""

__all__: list[str] = []
