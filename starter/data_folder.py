"""The data folder: keys, tables, static files, the demo; done only when something changed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from starter.environment import alone, is_stamped, lock_of, run_product
from starter.words import SOURCE, Asked, say

LOADING = ".demo-loading"  # stands while the demo is loaded


def digest_of(files: Iterable[Path], *, with_content: bool = True) -> str:
    """One hash over files: their places and, unless told otherwise, what stands in them."""
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(str(file).encode() + b"\0")
        if with_content:
            digest.update(file.read_bytes() + b"\0")
        else:
            about = file.stat()
            digest.update(f"{about.st_size} {about.st_mtime_ns}\0".encode())
    return digest.hexdigest()


def stale_translations(source: Path = SOURCE) -> list[Path]:
    """The catalogues (.po) whose compiled form (.mo) is missing or older."""
    found = []
    for catalogue in source.glob("*/locale/*/LC_MESSAGES/django.po"):
        compiled = catalogue.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime_ns < catalogue.stat().st_mtime_ns:
            found.append(catalogue)
    return sorted(found)


def translate(asked: Asked) -> None:
    """Compile the translations that changed."""
    if stale_translations():
        run_product(asked, "-m", "yichuang.translations")


def ensure_folder(data: Path) -> None:
    """The data folder and its keys belong to their owner alone."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    (data / "keys").mkdir(exist_ok=True, mode=0o700)


def tables_mark(source: Path = SOURCE, locks: Iterable[Path] | None = None) -> int:
    """A number for the state of all migrations, ours and the libraries'; never 0."""
    files = [*source.glob("*/migrations/[0-9]*.py"), *(locks or [lock_of("run")])]
    relative = sorted(f"{file.parent.parent.name}/{file.name}" for file in files)
    content = b"".join(hashlib.sha256(file.read_bytes()).digest() for file in sorted(files))
    digest = hashlib.sha256("\n".join(relative).encode() + content).digest()
    return int.from_bytes(digest[:4], "big") >> 1 or 1


def mark_in(database: Path) -> int:
    """The mark that the embedded database bears; 0 where there is none. It travels with the file."""
    if not database.exists():
        return 0
    with contextlib.closing(sqlite3.connect(database, timeout=20)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def has_centres(database: Path) -> bool:
    """Whether the embedded database holds a centre already: then no demo is loaded into it."""
    if not database.exists():
        return False
    with contextlib.closing(sqlite3.connect(database, timeout=20)) as connection:
        try:
            return connection.execute("SELECT 1 FROM centres_centre LIMIT 1").fetchone() is not None
        except sqlite3.OperationalError:  # no such table yet
            return False


def put_mark(database: Path, mark: int) -> None:
    """Write the mark into the embedded database."""
    with contextlib.closing(sqlite3.connect(database, timeout=20)) as connection:
        connection.execute(f"PRAGMA user_version = {mark:d}")


def clear_half_a_demo(data: Path) -> None:
    """Take away a database whose demo was being loaded when the power went.

    Nothing else can be in it: a demo is loaded only into a database without a centre, before the site starts.
    """
    if (data / LOADING).exists():
        for ending in ("", "-wal", "-shm"):
            (data / f"yichuang.sqlite3{ending}").unlink(missing_ok=True)
        (data / LOADING).unlink()


def prepare(asked: Asked, *, site: bool) -> None:
    """Bring the data folder up to date: keys, tables, calendar; for a site static files and demo.

    The embedded database says itself whether its tables are those of this code. Of a server that is
    asked every time.
    """
    ensure_folder(asked.data)
    translate(asked)
    database, mark = asked.data / "yichuang.sqlite3", tables_mark()
    embedded = not os.environ.get("YICHUANG_DATABASE_URL")
    with alone(asked.data / ".setup.lock"):
        if embedded:
            clear_half_a_demo(asked.data)
        words = []
        if not embedded or mark_in(database) != mark:
            words.append("--tables")
        if site:
            words += _site_words(asked, has_centres=embedded and has_centres(database))
        if words:
            say("Preparing the data folder …")
            loading = asked.data / LOADING
            if embedded and "--demo" in words:
                loading.touch()
            run_product(asked, "-m", "yichuang.setting_up", *words, YICHUANG_DEMO="1" if site else "")
            loading.unlink(missing_ok=True)
        if embedded and "--tables" in words:
            put_mark(database, mark)
        if "--static" in words:
            (asked.data / ".static.sha256").write_text(_static_digest(), encoding="utf-8")


def _static_digest() -> str:
    """Over the static files of the packages, by size and time, and the lock of the libraries that bring theirs."""
    files = [file for file in SOURCE.glob("*/static/**/*") if file.is_file()]
    return digest_of([*files, lock_of("run")], with_content=False)


def _site_words(asked: Asked, *, has_centres: bool) -> list[str]:
    """What the site needs besides the tables."""
    words = []
    if not is_stamped(asked.data / ".static.sha256", _static_digest()):
        words.append("--static")
    if not has_centres and (SOURCE / "demo/management/commands/load_demo.py").exists():
        words += ["--demo", *(["--regulation", asked.regulation] if asked.regulation else [])]
    return words
