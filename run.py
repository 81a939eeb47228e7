#!/usr/bin/env python3
"""Everything that one starts here: the demo, the tests, the checks, the benchmarks, the commands.

Standard library only. `python3 run.py --help` says what there is; what it is made of lies in starter/.
This file is written so that an old Python reads as far as the sentence that it is too old.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (see above)
    sys.exit("Yichuang needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")

import os

from starter import checks, commands, site, suite
from starter.words import DONE, USAGE, Stop, say, understand

VERBS = {
    "": site.serve,
    "test": suite.test,
    "check": checks.check,
    "bench": commands.bench,
    "manage": commands.manage,
}


def main() -> int:
    """Understand the command line, and do it."""
    try:
        asked = understand(sys.argv[1:], os.environ)
        if asked.help:
            print(USAGE, end="")
            return DONE
        return VERBS[asked.verb](asked)
    except Stop as stop:
        say(str(stop))
        return stop.code
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
