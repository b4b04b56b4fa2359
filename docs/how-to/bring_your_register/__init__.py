"""An importer for the register of a made-up application, to copy from; see the page beside it."""
