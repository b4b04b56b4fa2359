"""``python -m sp4n``: the command ``sp4n`` where it is not on the path; see `sp4n.commandline`."""

import sys

from sp4n.commandline import main

if __name__ == "__main__":
    sys.exit(main())
