#!/usr/bin/env python3
"""Everything that one starts here: set-up, the demo, the tests, the checks, the commands.

Standard library only: this file makes the environment in which the others are installed.
`python3 run.py --help` says what there is; docs/architecture of the entry points is a contract.
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036 (an older Python shall read this sentence, not a traceback)
    sys.exit("Yichuang needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")

import contextlib
import ctypes
import fcntl
import hashlib
import importlib.util
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parent
SOURCE = ROOT / "src" / "yichuang"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
VERBS = ("test", "check", "bench", "manage")
DONE, WRONG, BAD_ARGUMENTS = 0, 1, 2
USAGE = """\
usage: python3 run.py [--regulation NAME] [--port N] [--data DIR] [VERB ...]

  (none)                the demo: set-up, tables, demo centre, site and worker on 127.0.0.1:8000
  test [pytest args]    the whole suite on SQLite and on PostgreSQL (--sqlite, --postgresql: on one)
  check                 style, types, import contracts, templates, translations, migrations
  bench [NAME]          the benchmarks, one JSON object a line
  manage COMMAND ...    any management command; `manage help` lists them

  --regulation NAME     the local regulation of the demo centre
  --port N              where the site listens (8000)
  --data DIR            the data folder (data/; or the variable YICHUANG_DATA)
"""


class Stop(Exception):  # noqa: N818 (a way out, not an error)
    """The run ends here: a sentence for people, and the exit code."""

    def __init__(self, sentence: str, code: int = WRONG) -> None:
        super().__init__(sentence)
        self.code = code


# ---- what was asked ----


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line, understood."""

    verb: str = ""
    rest: tuple[str, ...] = ()
    regulation: str | None = None
    port: int = 8000
    data: Path = ROOT / "data"
    help: bool = False


@dataclass(slots=True)
class _Options:
    """What was found so far while the command line is read."""

    found: dict[str, str] = field(default_factory=dict)
    rest: list[str] = field(default_factory=list)


def understand(arguments: Sequence[str], environment: Mapping[str, str]) -> Asked:
    """Read the command line. Raises Stop with code 2 where it makes no sense.

    Our options may stand before the verb or after it; after the verb only `--data` is ours, for every
    other word belongs to pytest, the benchmark or the management command. After `--` nothing is ours.
    """
    verb, options = "", _Options()
    words = list(arguments)
    while words:
        word = words.pop(0)
        name, _, value = word.partition("=")
        ours = ("--data",) if verb else ("--data", "--port", "--regulation")
        if word == "--":
            options.rest += [word, *words] if verb else words
            break
        if name in ours:
            if not value and (not words or words[0].startswith("-")):
                raise Stop(f"{name} wants a value.\n\n{USAGE}", BAD_ARGUMENTS)
            options.found[name] = value or words.pop(0)
        elif verb:
            options.rest.append(word)
        elif word in ("-h", "--help", "help"):
            return Asked(help=True)
        elif word in VERBS:
            verb = word
        else:
            raise Stop(f"What is {word!r}?\n\n{USAGE}", BAD_ARGUMENTS)
    return _asked(verb, options, environment)


def _asked(verb: str, options: _Options, environment: Mapping[str, str]) -> Asked:
    port = options.found.get("--port", "8000")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise Stop(f"--port wants a number from 1 to 65535, not {port!r}.", BAD_ARGUMENTS)
    folder = options.found.get("--data") or environment.get("YICHUANG_DATA") or ROOT / "data"
    return Asked(
        verb=verb,
        rest=tuple(options.rest),
        regulation=options.found.get("--regulation"),
        port=int(port),
        data=Path(folder).expanduser().resolve(),
    )


def say(sentence: str) -> None:
    """Set-up speaks on standard error only."""
    print(sentence, file=sys.stderr, flush=True)


# ---- the environment ----


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


def _lock(name: str) -> Path:
    return ROOT / "requirements" / f"{name}.txt"


def _is_installed(name: str) -> bool:
    return is_stamped(VENV / f".{name}.sha256", hashlib.sha256(_lock(name).read_bytes()).hexdigest())


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
    uv = [str(PYTHON), "-m", "uv", "pip", "install", "-q", "--require-hashes", "-r", str(_lock(name))]
    here = {**os.environ, "VIRTUAL_ENV": str(VENV)}
    tries = ([[*pip, str(_lock("uv"))], uv], [[*pip, str(_lock(name))]])
    for steps in tries:
        if all(
            subprocess.run(step, check=False, env=here, stdout=sys.stderr).returncode == 0 for step in steps
        ):
            break
        say("That did not work; trying with pip alone …" if steps is tries[0] else "")
    else:
        raise Stop("The requirements could not be installed; what pip says stands above.")
    stamp = VENV / f".{name}.sha256"
    stamp.write_text(hashlib.sha256(_lock(name).read_bytes()).hexdigest(), encoding="utf-8")


# ---- the data folder, translations, tables, static files ----


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


def _product(asked: Asked, *words: str, **more: str) -> None:
    """Run a module of the product as part of set-up. Raises Stop where it fails."""
    step = [str(PYTHON), "-W", "ignore", *words]
    done = subprocess.run(
        step, check=False, cwd=ROOT, env=product_environment(asked, **more), stdout=sys.stderr
    )
    if done.returncode:
        raise Stop(f"Set-up stopped at: {' '.join(words)}")


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
        _product(asked, "-m", "yichuang.translations")


def ensure_folder(data: Path) -> None:
    """The data folder and its keys belong to their owner alone."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    (data / "keys").mkdir(exist_ok=True, mode=0o700)


def tables_mark(source: Path = SOURCE, locks: Iterable[Path] | None = None) -> int:
    """A number for the state of all migrations, ours and the libraries'; never 0."""
    files = [*source.glob("*/migrations/[0-9]*.py"), *(locks or [_lock("run")])]
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
        words = []
        if not embedded or mark_in(database) != mark:
            words.append("--tables")
        if site:
            words += _site_words(asked, has_centres=embedded and has_centres(database))
        if words:
            say("Preparing the data folder …")
            _product(asked, "-m", "yichuang.setting_up", *words, YICHUANG_DEMO="1" if site else "")
        if embedded and "--tables" in words:
            put_mark(database, mark)
        if "--static" in words:
            (asked.data / ".static.sha256").write_text(_static_digest(), encoding="utf-8")


def _static_digest() -> str:
    """Over the static files of the packages, by size and time, and the lock of the libraries that bring theirs."""
    files = [file for file in SOURCE.glob("*/static/**/*") if file.is_file()]
    return digest_of([*files, _lock("run")], with_content=False)


def _site_words(asked: Asked, *, has_centres: bool) -> list[str]:
    """What the site needs besides the tables."""
    words = []
    if not is_stamped(asked.data / ".static.sha256", _static_digest()):
        words.append("--static")
    if not has_centres and (SOURCE / "demo/management/commands/load_demo.py").exists():
        words += ["--demo", *(["--regulation", asked.regulation] if asked.regulation else [])]
    return words


# ---- the demo: site and worker ----


def die_with_me() -> None:
    """In a child on Linux: end when the parent ends, however it ends."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def _child(words: Sequence[str], environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """A part of the product that runs beside us. A Ctrl-C reaches us alone; we end the child."""
    return subprocess.Popen(
        words, cwd=ROOT, env=dict(environment), start_new_session=True, preexec_fn=die_with_me
    )


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
    parts = [_child(server_words(asked), environment)]
    try:
        with ended_by_signals():
            _wait_for_port(asked.port, parts[0])
            print(f"Yichuang: http://127.0.0.1:{asked.port}/", flush=True)
            _print_accounts(asked)
            if (SOURCE / "worker/management/commands/work.py").exists():
                parts.append(_child([str(PYTHON), "manage.py", "work"], environment))
            while all(part.poll() is None for part in parts):
                time.sleep(0.2)
    except KeyboardInterrupt:
        return DONE
    finally:
        end(parts)
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


@contextlib.contextmanager
def ended_by_signals() -> Iterator[None]:
    """Within, a SIGTERM or SIGHUP ends us as a Ctrl-C does: in order."""

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def end(parts: Iterable[subprocess.Popen[bytes]], seconds: float = 10) -> None:
    """End children: asked first, and made to after some seconds."""
    living = [part for part in parts if part.poll() is None]
    for part in living:
        part.terminate()
    until = time.monotonic() + seconds
    for part in living:
        try:
            part.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(part.pid, signal.SIGKILL)
            part.wait()


# ---- the tests ----


def postgresql_programs() -> Path | None:
    """The folder of the newest installed PostgreSQL server, 15 or later; None without one."""
    found = {
        int(f.parent.parent.name): f.parent for f in Path("/usr/lib/postgresql").glob("[0-9]*/bin/postgres")
    }
    if found and max(found) >= 15:
        return found[max(found)]
    on_path = shutil.which("postgres")
    return Path(on_path).parent if on_path and shutil.which("initdb") else None


@contextlib.contextmanager
def throw_away_cluster(programs: Path) -> Iterator[str]:
    """The address of a PostgreSQL server made for this run; nothing is left of it afterwards.

    PostgreSQL refuses to run as root; then it runs as the user `postgres` that its package made.
    It listens in its own folder only, and does not wait for disks.
    """
    folder = Path(tempfile.mkdtemp(prefix="yichuang-pg-"))
    folder.chmod(0o755)  # its owner shall enter; inside, the cluster keeps to itself
    as_whom = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    if as_whom:
        shutil.chown(folder, "postgres", "postgres")
    cluster, log = folder / "cluster", folder / "log"
    initdb = [programs / "initdb", "-D", cluster, "-U", "yichuang", "-A", "trust", "-E", "UTF8", "--no-sync"]
    options = {"listen_addresses": "", "unix_socket_directories": str(folder), "fsync": "off"} | {
        "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "80", "shared_buffers": "64MB"
    }  # fmt: skip
    words = [programs / "postgres", "-D", cluster, *(f"--{name}={value}" for name, value in options.items())]
    here = {**os.environ, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    server: subprocess.Popen[bytes] | None = None
    try:
        subprocess.run(
            [*map(str, initdb), "--locale=C.UTF-8"],
            check=True,
            cwd=folder,
            env=here,
            stdout=subprocess.DEVNULL,
            **as_whom,
        )  # type: ignore[call-overload]
        with log.open("wb") as out:
            server = subprocess.Popen(
                [*map(str, words)], cwd=folder, env=here, stdout=out, stderr=out,
                start_new_session=True, preexec_fn=die_with_me, **as_whom,
            )  # type: ignore[call-overload]  # fmt: skip
        _wait_for_cluster(programs, folder, log)
        yield f"postgresql://yichuang@/postgres?host={folder}"
    finally:
        if server is not None and server.poll() is None:
            server.send_signal(signal.SIGQUIT)
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for_cluster(programs: Path, folder: Path, log: Path) -> None:
    for _ in range(200):
        ready = [str(programs / "pg_isready"), "-q", "-h", str(folder)]
        if subprocess.run(ready, check=False).returncode == 0:
            return
        time.sleep(0.05)
    raise Stop(
        f"The throw-away PostgreSQL did not start:\n{log.read_text(encoding='utf-8', errors='replace')}"
    )


def pytest_words(asked: Asked) -> tuple[list[str], set[str]]:
    """How pytest is called, and on which engines."""
    engines = {"--sqlite", "--postgresql"}
    wanted = engines & set(asked.rest) or engines
    rest = [word for word in asked.rest if word not in engines and word != "--"]
    return [str(PYTHON), "-m", "pytest", *rest], wanted


def test(asked: Asked) -> int:
    """The suite on both engines at the same time; what PostgreSQL's run says is shown afterwards."""
    ensure("test")
    translate(asked)
    words, engines = pytest_words(asked)
    programs = postgresql_programs()
    if "--postgresql" in engines and programs is None:
        say("No PostgreSQL server (15 or newer) is installed: the suite does not run on it.")
        if os.environ.get("CI"):
            raise Stop("Where CI is set that is a failure: apt-get install -y postgresql")
        engines.discard("--postgresql")
    with contextlib.ExitStack() as stack:
        stack.enter_context(ended_by_signals())
        runs: dict[str, subprocess.Popen[bytes]] = {}
        said = stack.enter_context(tempfile.TemporaryFile())
        if "--postgresql" in engines and programs is not None:
            address = stack.enter_context(throw_away_cluster(programs))
            aside = {"stdout": said, "stderr": subprocess.STDOUT} if "--sqlite" in engines else {}
            runs["PostgreSQL"] = _suite(words, asked, address, **aside)
        if "--sqlite" in engines:
            say("On SQLite:")
            runs["SQLite"] = _suite(words, asked, "")
        stack.callback(end, list(runs.values()))
        return _verdict(runs, said)


def _suite(words: Sequence[str], asked: Asked, address: str, **where: object) -> subprocess.Popen[bytes]:
    environment = product_environment(asked, YICHUANG_DATABASE_URL=address)
    del environment["DJANGO_SETTINGS_MODULE"]  # the tests have settings of their own
    del environment["YICHUANG_DATA"]  # and a data folder of their own
    return subprocess.Popen(words, cwd=ROOT, env=environment, **where)  # type: ignore[call-overload, no-any-return]


def _verdict(runs: Mapping[str, subprocess.Popen[bytes]], said: object) -> int:
    codes = {engine: runs[engine].wait() for engine in sorted(runs, reverse=True)}
    if len(runs) == 2:
        say("On PostgreSQL:")
        said.seek(0)  # type: ignore[attr-defined]
        sys.stdout.buffer.write(said.read())  # type: ignore[attr-defined]
        sys.stdout.flush()
    for engine, code in codes.items():
        say(f"{engine}: {'passed' if code == 0 else f'failed (pytest says {code})'}")
    if set(codes.values()) == {0}:
        return DONE
    return BAD_ARGUMENTS if set(codes.values()) == {4} else WRONG


# ---- the checks ----


def checks() -> dict[str, list[str]]:
    """Every check by its name; the slowest first."""
    python, tools = str(PYTHON), VENV / "bin"
    found = {
        "types": [str(tools / "mypy")],
        "style": [str(tools / "ruff"), "check", "."],
        "form": [str(tools / "ruff"), "format", "--check", "."],
        "imports": [str(tools / "lint-imports")],
        "templates": [str(tools / "djlint"), "src", "--lint", "--quiet"],
        "translations": [python, "-m", "yichuang.translations", "--check"],
        "migrations": [python, "manage.py", "makemigrations", "--check", "--dry-run"],
        "settings": [python, "manage.py", "check", "--fail-level", "WARNING"],
    }
    if not any(SOURCE.glob("*/templates/**/*.html")):
        del found["templates"]  # djlint takes it ill
    return found


def check(asked: Asked) -> int:
    """All checks, two at a time; of those that fail, what they say."""
    if asked.rest:
        raise Stop(f"check takes no arguments.\n\n{USAGE}", BAD_ARGUMENTS)
    ensure("test")
    failed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="yichuang-check-") as folder, ended_by_signals():
        here = product_environment(asked, YICHUANG_DATA=folder, YICHUANG_DATABASE_URL="")
        waiting, running = list(checks().items()), list[tuple[str, float, subprocess.Popen[str]]]()
        try:
            while waiting or running:
                while waiting and len(running) < 2:
                    name, words = waiting.pop(0)
                    running.append(
                        (name, time.monotonic(), _check(words, here, Path(folder) / f"{name}.out"))
                    )
                for name, since, process in [part for part in running if part[2].poll() is not None]:
                    running.remove((name, since, process))
                    said = (Path(folder) / f"{name}.out").read_text(encoding="utf-8", errors="replace")
                    failed += _report(name, process.returncode, time.monotonic() - since, said)
                time.sleep(0.02)
        finally:
            end([process for *_, process in running])  # type: ignore[misc]
    say(f"Failed: {', '.join(sorted(failed))}" if failed else "All checks passed.")
    return WRONG if failed else DONE


def _check(words: Sequence[str], environment: Mapping[str, str], out: Path) -> subprocess.Popen[str]:
    with out.open("w", encoding="utf-8") as file:
        return subprocess.Popen(
            words,
            cwd=ROOT,
            env=dict(environment),
            stdout=file,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )


def _report(name: str, code: int, seconds: float, said: str) -> list[str]:
    print(f"{'ok    ' if code == 0 else 'FAILED'} {name} ({seconds:.1f} s)", flush=True)
    if code:
        print(said, flush=True)
    return [name] if code else []


# ---- the others ----


def manage(asked: Asked) -> int:
    """Any management command, in this process' place, so that its exit code and signals are its own."""
    ensure("run")
    prepare(asked, site=False)
    words = [str(PYTHON), str(ROOT / "manage.py"), *(asked.rest or ("help",))]
    os.execve(PYTHON, words, product_environment(asked))  # noqa: S606 (files are named from where the caller stands)


def bench(asked: Asked) -> int:
    """The benchmarks; their numbers on standard output, one JSON object a line."""
    ensure("test")
    prepare(asked, site=False)
    programs = postgresql_programs()
    with contextlib.ExitStack() as stack:
        stack.enter_context(ended_by_signals())
        address = ""
        if programs is None:
            say("No PostgreSQL server (15 or newer) is installed: the benchmarks run on SQLite alone.")
        else:
            address = stack.enter_context(throw_away_cluster(programs))
        here = product_environment(asked, YICHUANG_BENCH_POSTGRESQL=address)
        return subprocess.run(
            [str(PYTHON), "-m", "benchmarks", *asked.rest], check=False, cwd=ROOT, env=here
        ).returncode


def main(arguments: Sequence[str]) -> int:
    """Understand the command line, and do it."""
    try:
        asked = understand(arguments, os.environ)
        if asked.help:
            print(USAGE, end="")
            return DONE
        return {"": serve, "test": test, "check": check, "bench": bench, "manage": manage}[asked.verb](asked)
    except Stop as stop:
        say(str(stop))
        return stop.code
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
