"""The environment of the product: made once, and again when its lock changes."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from starter.children import die_with_me
from starter.words import PYTHON, ROOT, VENV, Asked, Stop, say


def is_stamped(stamp: Path, digest: str) -> bool:
    """Whether the stamp says that this was done already."""
    return stamp.exists() and stamp.read_text(encoding="utf-8") == digest


@contextlib.contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Only one run sets up at a time; the others wait for it."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def ensure(name: str) -> None:
    """The environment holds what requirements/NAME.txt locks (`run` or `test`).

    The lock of the tests holds that of the product, so that its stamp serves for both.
    """
    locks = {"run": ("run", "test"), "test": ("test",)}[name]
    if PYTHON.exists() and any(_is_installed(lock) for lock in locks):
        return
    with alone(ROOT / ".venv.lock"):
        if not PYTHON.exists():
            _make_environment()
        if not _is_installed(name):
            _install(name)


def lock_of(name: str) -> Path:
    return ROOT / "requirements" / f"{name}.txt"


def _is_installed(name: str) -> bool:
    return is_stamped(VENV / f".{name}.sha256", hashlib.sha256(lock_of(name).read_bytes()).hexdigest())


def _make_environment() -> None:
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise Stop(
            f"This Python has no venv. Install it, then start again:\n\n  apt-get install -y python{version}-venv\n"
        )
    say("Making the environment in .venv …")
    done = subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=False, stdout=sys.stderr)
    if done.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        raise Stop("The environment could not be made; what venv says stands above.")


def _install(name: str) -> None:
    """Install a lock by uv; where uv cannot be had, or cannot do it, by pip: slower, the same lock."""
    say(f"Installing requirements/{name}.txt …")
    pip = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r"]
    uv = [str(PYTHON), "-m", "uv", "pip", "install", "-q", "--require-hashes", "-r", str(lock_of(name))]
    here = {**os.environ, "VIRTUAL_ENV": str(VENV)}
    by_uv, by_pip = [[*pip, str(lock_of("uv"))], uv], [[*pip, str(lock_of(name))]]

    def work(steps: list[list[str]]) -> bool:
        return all(
            subprocess.run(step, check=False, env=here, stdout=sys.stderr).returncode == 0 for step in steps
        )

    if not work(by_uv):
        say("That did not work; trying with pip alone …")
        if not work(by_pip):
            raise Stop("The requirements could not be installed; what pip says stands above.")
    stamp = VENV / f".{name}.sha256"
    stamp.write_text(hashlib.sha256(lock_of(name).read_bytes()).hexdigest(), encoding="utf-8")


def product_environment(asked: Asked, **more: str) -> dict[str, str]:
    """The variables under which the product's own code runs."""
    paths = [str(ROOT / "src"), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "yichuang.settings",
        "PYTHONPATH": os.pathsep.join(paths),
        "YICHUANG_DATA": str(asked.data),
        **more,
    }


def run_product(asked: Asked, *words: str, **more: str) -> None:
    """Run a module of the product as part of set-up. Raises Stop where it fails."""
    step = [str(PYTHON), "-W", "ignore", *words]
    here = product_environment(asked, **more)
    done = subprocess.run(step, check=False, cwd=ROOT, env=here, stdout=sys.stderr, preexec_fn=die_with_me)
    if done.returncode:
        raise Stop(f"Set-up stopped at: {' '.join(words)}")
