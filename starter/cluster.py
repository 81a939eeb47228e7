"""A PostgreSQL server that lives as long as a run of the tests."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from starter.children import die_with_me
from starter.words import Stop


def postgresql_programs() -> Path | None:
    """The folder of the newest installed PostgreSQL server, 15 or later; None without one."""
    found = {
        int(f.parent.parent.name): f.parent for f in Path("/usr/lib/postgresql").glob("[0-9]*/bin/postgres")
    }
    if found and max(found) >= 15:
        return found[max(found)]
    on_path = shutil.which("postgres")
    return Path(on_path).parent if on_path and shutil.which("initdb") else None


INITDB = ["-D", "cluster", "-U", "yichuang", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
OPTIONS = {
    "listen_addresses": "",  # a socket in its own folder, and nothing else
    "max_connections": "80",
    "shared_buffers": "128MB",
}
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@contextlib.contextmanager
def throw_away_cluster(programs: Path, *, durable: bool = False) -> Iterator[str]:
    """The address of a PostgreSQL server made for this run; nothing is left of it afterwards.

    durable: it waits for the disk at each commit, as in production, so that measures are honest.
    PostgreSQL refuses to run as root; then it runs as the user `postgres` that its package made.
    """
    folder = Path(tempfile.mkdtemp(prefix="yichuang-pg-"))
    as_whom: dict[str, Any] = {}
    if os.geteuid() == 0:
        as_whom = {"user": "postgres", "group": "postgres", "extra_groups": []}
        shutil.chown(folder, "postgres", "postgres")
    folder.chmod(0o755)  # the tests enter as somebody else; the cluster inside keeps to itself
    options = [f"--{name}={value}" for name, value in (OPTIONS | ({} if durable else CARELESS)).items()]
    words = [str(programs / "postgres"), "-D", "cluster", "-k", str(folder), *options]
    here = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    log = folder / "log"
    server: subprocess.Popen[bytes] | None = None
    try:
        with log.open("wb") as out:
            told: dict[str, Any] = {"cwd": folder, "env": here, "stdout": out, "stderr": out, **as_whom}
            made = subprocess.run([str(programs / "initdb"), *INITDB], check=False, **told)
            if made.returncode == 0:
                server = subprocess.Popen(words, start_new_session=True, preexec_fn=die_with_me, **told)
        if server is None or not _is_ready(programs, folder):
            raise Stop("The throw-away PostgreSQL did not start:\n" + log.read_text(errors="replace"))
        yield f"postgresql://yichuang@/postgres?host={folder}"
    finally:
        if server is not None and server.poll() is None:
            server.send_signal(signal.SIGQUIT)
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _is_ready(programs: Path, folder: Path) -> bool:
    """Whether the server answers within ten seconds."""
    for _ in range(200):
        if (
            subprocess.run([str(programs / "pg_isready"), "-q", "-h", str(folder)], check=False).returncode
            == 0
        ):
            return True
        time.sleep(0.05)
    return False
