"""The site's server: the product is read once, then forked into the processes that answer.

`run.py` starts it; production may too, behind a balancer that speaks TLS.
"""

from __future__ import annotations

import gc
import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import MPServer as Server


def main(arguments: Sequence[str]) -> int:
    """Serve until told to end."""
    parser = ArgumentParser(prog="yichuang.serving", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--threads", type=int, default=64, help="of each process; a live screen holds one")
    asked = parser.parse_args(arguments)
    gc.disable()  # while modules are read nothing becomes garbage
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yichuang.settings")
    from django.urls import get_resolver  # noqa: PLC0415 (settings must be named first)

    from yichuang.wsgi import application  # noqa: PLC0415 (as above)

    assert get_resolver().url_patterns  # the pages are read before the fork, not by the first who asks
    server = Server(
        "yichuang.wsgi:application",
        address=asked.host,
        port=asked.port,
        interface=Interfaces.WSGI,
        workers=asked.processes,
        blocking_threads=asked.threads,
        websockets=False,
        respawn_failed_workers=True,
        log_level=LogLevels.error,
    )
    gc.freeze()  # what is read once is shared by all processes, and never looked through again
    gc.enable()
    server.serve(target_loader=lambda *_: application, wrap_loader=False)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
