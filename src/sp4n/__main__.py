"""``python -m sp4n``: the command line; see `sp4n.commandline`."""

import sys

from sp4n.commandline import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
