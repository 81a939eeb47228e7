"""The default verb: the demo, site and worker."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import time

from starter.children import child, end, ended_by_signals
from starter.data_folder import prepare
from starter.environment import ensure, product_environment
from starter.words import DONE, PYTHON, WRONG, Asked, Stop


def server_words(asked: Asked) -> list[str]:
    """How the site is started."""
    return [str(PYTHON), "-m", "yichuang.serving", "--port", str(asked.port)]


def serve(asked: Asked) -> int:
    """The demo: set-up, then site and worker until one of them ends or somebody ends us."""
    if _answers(asked.port):
        raise Stop(
            f"Port {asked.port} is taken. Choose another: python3 run.py --port {asked.port + 1}", WRONG
        )
    ensure("run")
    prepare(asked, site=True)
    environment = product_environment(asked, YICHUANG_DEMO="1", PYTHONWARNINGS="ignore")
    parts, aside = [child(server_words(asked), environment)], list[subprocess.Popen[bytes]]()
    try:
        with ended_by_signals():
            _wait_for_port(asked.port, parts[0])
            print(f"Yichuang: http://127.0.0.1:{asked.port}/", flush=True)
            _print_accounts(asked)
            parts.append(child([str(PYTHON), "manage.py", "work"], environment))
            if not (asked.data / "fonts/complete").exists():  # pages do without them until then
                aside.append(child([str(PYTHON), "manage.py", "cut_fonts"], environment))
            while all(part.poll() is None for part in parts):
                time.sleep(0.2)
    except KeyboardInterrupt:
        return DONE
    finally:
        end([*aside, *parts])
    raise Stop("The site or its worker ended by itself; what it said stands above.")


def _answers(port: int) -> bool:
    with contextlib.closing(socket.socket()) as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _wait_for_port(port: int, server: subprocess.Popen[bytes], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not _answers(port):
        if server.poll() is not None or time.monotonic() > until:
            raise Stop("The site did not start; what it said stands above.")
        time.sleep(0.05)


def _print_accounts(asked: Asked) -> None:
    """What the demo wrote down of its accounts when it was loaded."""
    accounts = asked.data / "demo-accounts.txt"
    if accounts.exists():
        print(accounts.read_text(encoding="utf-8"), flush=True)
