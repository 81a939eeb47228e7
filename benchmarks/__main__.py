"""`python -m benchmarks [NAME]`: every benchmark, or one, on each engine, each in a process and data folder of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence

WRONG, BAD_ARGUMENTS = 1, 2
ENGINES = {"case": ("sqlite", "postgresql"), "due": ("",), "deemed": ("sqlite", "postgresql")}


def main(arguments: Sequence[str]) -> int:
    """Run what was asked for; 0 if all of it ran."""
    if len(arguments) > 1 or not set(arguments) <= set(ENGINES):
        sys.stderr.write(f"usage: run.py bench [{'|'.join(ENGINES)}]\n")
        return BAD_ARGUMENTS
    codes = [_run(name, engine) for name in arguments or ENGINES for engine in ENGINES[name]]
    return WRONG if any(codes) else 0


def _run(name: str, engine: str) -> int:
    server = os.environ.get("YICHUANG_BENCH_POSTGRESQL", "")
    if engine == "postgresql" and not server:
        sys.stderr.write(f"{name}: no PostgreSQL server; SQLite alone.\n")
        return 0
    with tempfile.TemporaryDirectory(prefix="yichuang-bench-") as folder:
        here = {**os.environ, "YICHUANG_DATA": folder, "DJANGO_SETTINGS_MODULE": "yichuang.settings"}
        here["PYTHONPATH"] = os.pathsep.join(["src", ".", here.get("PYTHONPATH", "")])
        here.pop("YICHUANG_DATABASE_URL", None)
        if engine == "postgresql":
            here["YICHUANG_DATABASE_URL"] = server
        return subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False, env=here).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
