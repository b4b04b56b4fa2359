"""The command line: the only room that reads a clock, files and standard input by itself.

Exit codes: 0 fine, 1 findings or an input that was refused, 2 wrong usage. With ``--json`` each
command prints one JSON document on standard output; a refusal is ``{"error": {…}}`` there.
"""

from sp4n.commandline.entry import main

__all__ = ["main"]
