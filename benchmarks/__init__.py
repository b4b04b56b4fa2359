"""How fast sp4n is, beside the libraries that a user would take instead.

Run from the root of the repository, this writes `docs/reference/benchmarks.md` anew:

    .venv/bin/pip install --group benchmarks
    .venv/bin/python -m benchmarks
"""

__all__: list[str] = []
