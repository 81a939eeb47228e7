"""run.py: what it understands, what it does again and what it leaves be."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from django.urls import reverse

from starter import checks, cluster, data_folder, environment, site, suite
from starter.words import BAD_ARGUMENTS, DONE, ROOT, WRONG, Asked, Stop, understand

# ---- what is asked ----


def test_nothing_asked_is_the_demo_on_the_usual_port():
    asked = understand([], {})
    assert (asked.verb, asked.port, asked.regulation, asked.data) == ("", 8000, None, ROOT / "data")


@pytest.mark.parametrize(
    "words",
    [
        ["--data", "/tmp/elsewhere", "manage", "due"],
        ["--data=/tmp/elsewhere", "manage", "due"],
        ["manage", "--data", "/tmp/elsewhere", "due"],
        ["manage", "due", "--data=/tmp/elsewhere"],
    ],
    ids=" ".join,
)
def test_the_data_folder_may_stand_before_or_after_the_verb(words: list[str]):
    asked = understand(words, {})
    assert (asked.data, asked.verb, asked.rest) == (Path("/tmp/elsewhere"), "manage", ("due",))


def test_the_data_folder_may_come_from_the_environment_and_the_option_wins():
    there = {"YICHUANG_DATA": "/tmp/there"}
    assert understand(["check"], there).data == Path("/tmp/there")
    assert understand(["--data", "/tmp/here", "check"], there).data == Path("/tmp/here")


def test_regulation_and_port():
    asked = understand(["--regulation", "hefei", "--port=8123"], {})
    assert (asked.regulation, asked.port) == ("hefei", 8123)


def test_words_after_the_verb_belong_to_the_command():
    asked = understand(["manage", "replay", "x.xes", "--port", "1", "--report", "--regulation=a"], {})
    assert asked.rest == ("replay", "x.xes", "--port", "1", "--report", "--regulation=a")


def test_after_two_dashes_nothing_is_ours():
    assert understand(["test", "--", "--data", "x"], {}).rest == ("--", "--data", "x")


@pytest.mark.parametrize(
    "words",
    [
        ["fly"],
        ["--port", "x"],
        ["--port", "0"],
        ["--port", "65536"],
        ["--port"],
        ["--data"],
        ["--data", "--port"],
    ],
    ids=" ".join,
)
def test_what_makes_no_sense_ends_with_two(words: list[str]):
    with pytest.raises(Stop) as stop:
        understand(words, {})
    assert stop.value.code == BAD_ARGUMENTS


@pytest.mark.parametrize(
    ("words", "code"), [(["--help"], DONE), (["fly"], BAD_ARGUMENTS), (["check", "x"], 2)]
)
def test_exit_codes_of_the_program(words: list[str], code: int):
    done = subprocess.run(
        [sys.executable, str(ROOT / "run.py"), *words], check=False, capture_output=True, text=True
    )
    assert done.returncode == code
    assert "usage" in (done.stdout if code == DONE else done.stderr)


def test_an_old_python_is_told_so():
    text = (ROOT / "run.py").read_text(encoding="utf-8").replace("(3, 11)", "(3, 99)", 1)
    done = subprocess.run([sys.executable, "-c", text], check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "3.11 or newer" in done.stderr


# ---- the environment ----


@pytest.fixture
def requirements(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Locks and an environment of their own, already made but empty."""
    (tmp_path / "requirements").mkdir()
    for name in ("run", "test", "uv"):
        (tmp_path / f"requirements/{name}.txt").write_text(f"{name}==1", encoding="utf-8")
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").touch()
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / ".venv/bin/python")
    return tmp_path


def programs_that(monkeypatch: pytest.MonkeyPatch, *, fail: str = "") -> list[str]:
    """Instead of starting programs, note them; those whose words hold `fail` fail."""
    started: list[str] = []

    def run(words: list[str], **_details: object) -> subprocess.CompletedProcess[str]:
        started.append(" ".join(words))
        return subprocess.CompletedProcess(words, 1 if fail and fail in started[-1] else 0)

    monkeypatch.setattr(subprocess, "run", run)
    return started


def test_requirements_are_installed_once_by_uv_with_hashes(
    requirements: Path, monkeypatch: pytest.MonkeyPatch
):
    started = programs_that(monkeypatch)
    environment.ensure("run")
    environment.ensure("run")
    assert len(started) == 2
    assert "pip install" in started[0]
    assert "uv pip install" in started[1]
    assert all("--require-hashes" in words for words in started)


def test_a_changed_lock_is_installed_again(requirements: Path, monkeypatch: pytest.MonkeyPatch):
    started = programs_that(monkeypatch)
    environment.ensure("run")
    (requirements / "requirements/run.txt").write_text("run==2", encoding="utf-8")
    environment.ensure("run")
    assert len(started) == 4


def test_who_has_the_requirements_of_the_tests_has_those_of_the_product(
    requirements: Path, monkeypatch: pytest.MonkeyPatch
):
    started = programs_that(monkeypatch)
    environment.ensure("test")
    environment.ensure("run")
    assert len(started) == 2


def test_without_uv_pip_installs_the_same_lock(requirements: Path, monkeypatch: pytest.MonkeyPatch):
    started = programs_that(monkeypatch, fail="-m uv")
    environment.ensure("run")
    assert started[-1].endswith("--require-hashes -r " + str(requirements / "requirements/run.txt"))
    assert "-m pip install" in started[-1]


def test_where_nothing_installs_them_the_run_ends(requirements: Path, monkeypatch: pytest.MonkeyPatch):
    programs_that(monkeypatch, fail="install")
    with pytest.raises(Stop, match="could not be installed"):
        environment.ensure("run")
    assert not (requirements / ".venv/.run.sha256").exists()


def test_a_debian_without_venv_is_told_the_one_line(requirements: Path, monkeypatch: pytest.MonkeyPatch):
    shutil.rmtree(requirements / ".venv")
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Stop, match=r"apt-get install -y python3\.\d+-venv"):
        environment.ensure("run")


# ---- the data folder ----


def test_the_data_folder_and_its_keys_are_their_owners_alone(tmp_path: Path):
    data_folder.ensure_folder(tmp_path / "data")
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "data/keys").stat().st_mode & 0o777 == 0o700


def test_secrets_of_the_settings_are_readable_by_their_owner_only(data_folder: Path):
    for name in ("secret", "personal"):
        key = data_folder / "keys" / name
        assert key.stat().st_mode & 0o777 == 0o600
        assert len(key.read_text(encoding="ascii")) == 96


def a_house(tmp_path: Path) -> Path:
    """A source tree with one migration and one catalogue."""
    for place in ("cases/migrations/0001_initial.py", "cases/locale/zh_Hans/LC_MESSAGES/django.po"):
        (tmp_path / place).parent.mkdir(parents=True)
        (tmp_path / place).write_text("# nothing\n", encoding="utf-8")
    return tmp_path


def test_the_mark_of_the_tables_changes_with_every_migration_and_lock(tmp_path: Path):
    house, lock = a_house(tmp_path), tmp_path / "run.txt"
    lock.write_text("django==5.2", encoding="utf-8")
    marks = [data_folder.tables_mark(house, [lock])]
    (house / "cases/migrations/0002_more.py").touch()
    marks.append(data_folder.tables_mark(house, [lock]))
    (house / "cases/migrations/0002_more.py").write_text("changed", encoding="utf-8")
    marks.append(data_folder.tables_mark(house, [lock]))
    lock.write_text("django==6.0", encoding="utf-8")
    marks.append(data_folder.tables_mark(house, [lock]))
    assert len(set(marks)) == 4
    assert all(0 < mark < 2**31 for mark in marks)


def test_the_mark_travels_with_the_database(tmp_path: Path):
    database = tmp_path / "yichuang.sqlite3"
    assert data_folder.mark_in(database) == 0
    assert not database.exists()
    data_folder.put_mark(database, 12345)
    shutil.copy(database, tmp_path / "restored")
    assert data_folder.mark_in(tmp_path / "restored") == 12345


def test_a_demo_is_loaded_only_where_there_is_no_centre(tmp_path: Path):
    database = tmp_path / "yichuang.sqlite3"
    assert not data_folder.has_centres(database)
    with sqlite3.connect(database) as connection:
        assert not data_folder.has_centres(database)
        connection.execute("CREATE TABLE centres_centre (code text)")
        assert not data_folder.has_centres(database)
        connection.execute("INSERT INTO centres_centre VALUES ('LZ')")
    connection.close()
    assert data_folder.has_centres(database)


@pytest.fixture
def prepared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """What the product is asked to do by `prepare`; it does nothing but open a centre."""
    asked: list[tuple[str, ...]] = []

    def run_product(_asked: Asked, *words: str, **_more: str) -> None:
        asked.append(words[2:])
        with sqlite3.connect(tmp_path / "yichuang.sqlite3") as connection:
            connection.execute("CREATE TABLE IF NOT EXISTS centres_centre (code text)")
            if "--demo" in words:
                connection.execute("INSERT INTO centres_centre VALUES ('LZ')")
        connection.close()
        if os.environ.get("POWER") == "gone":
            raise Stop("the power went")

    monkeypatch.setattr(data_folder, "run_product", run_product)
    monkeypatch.setattr(data_folder, "translate", lambda asked: None)
    monkeypatch.delenv("YICHUANG_DATABASE_URL", raising=False)
    return asked


def test_set_up_does_once_what_need_be_done_once(tmp_path: Path, prepared: list[tuple[str, ...]]):
    data_folder.prepare(Asked(data=tmp_path), site=False)
    data_folder.prepare(Asked(data=tmp_path), site=False)
    assert prepared == [("--tables",)]
    data_folder.prepare(Asked(data=tmp_path, regulation="hefei"), site=True)
    data_folder.prepare(Asked(data=tmp_path), site=True)
    assert prepared[1:] == [("--static", "--demo", "--regulation", "hefei")]


def test_half_a_demo_is_loaded_again_from_the_start(
    tmp_path: Path, prepared: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("POWER", "gone")
    with pytest.raises(Stop):
        data_folder.prepare(Asked(data=tmp_path), site=True)
    assert data_folder.has_centres(tmp_path / "yichuang.sqlite3")
    monkeypatch.delenv("POWER")
    data_folder.prepare(Asked(data=tmp_path), site=True)
    data_folder.prepare(Asked(data=tmp_path), site=True)
    assert prepared == [("--tables", "--static", "--demo")] * 2


def test_a_server_is_asked_every_time(
    tmp_path: Path, prepared: list[tuple[str, ...]], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("YICHUANG_DATABASE_URL", "postgresql://somewhere/x")
    for _ in range(2):
        data_folder.prepare(Asked(data=tmp_path), site=False)
    assert prepared == [("--tables",)] * 2


def test_a_catalogue_is_stale_until_it_is_compiled_and_again_when_it_changes(tmp_path: Path):
    catalogue = a_house(tmp_path) / "cases/locale/zh_Hans/LC_MESSAGES/django.po"
    assert data_folder.stale_translations(tmp_path) == [catalogue]
    compiled = catalogue.with_suffix(".mo")
    compiled.touch()
    assert data_folder.stale_translations(tmp_path) == []
    os.utime(compiled, (1, 1))
    assert data_folder.stale_translations(tmp_path) == [catalogue]


# ---- site, tests, checks ----


def test_a_port_that_is_taken_is_said_before_anything_is_installed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(site, "_answers", lambda port: True)
    with pytest.raises(Stop, match="--port 8124"):
        site.serve(Asked(port=8123))


def test_the_tests_run_on_both_engines_or_on_one():
    words, engines = suite.pytest_words(Asked(verb="test", rest=("-k", "due")))
    assert words[-2:] == ["-k", "due"]
    assert engines == {"--sqlite", "--postgresql"}
    words, engines = suite.pytest_words(Asked(verb="test", rest=("--postgresql", "tests/cases")))
    assert words[-1:] == ["tests/cases"]
    assert engines == {"--postgresql"}


@pytest.mark.parametrize(
    ("codes", "ours"),
    [
        ({"SQLite": 0, "PostgreSQL": 0}, DONE),
        ({"SQLite": 0, "PostgreSQL": 1}, WRONG),
        ({"SQLite": 5}, WRONG),
        ({"SQLite": 4, "PostgreSQL": 4}, BAD_ARGUMENTS),
    ],
)
def test_the_verdict_over_both_engines(codes: dict[str, int], ours: int):
    assert suite.verdict(codes) == ours


def test_without_a_server_the_suite_says_so_and_fails_only_in_continuous_integration(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(suite, "ensure", lambda name: None)
    monkeypatch.setattr(suite, "translate", lambda asked: None)
    monkeypatch.setattr(suite, "postgresql_programs", lambda: None)
    monkeypatch.setattr(suite, "_suite", lambda *details: subprocess.Popen(["true"]))
    monkeypatch.delenv("CI", raising=False)
    assert suite.test(Asked(verb="test")) == DONE
    assert "No PostgreSQL server" in capfd.readouterr().err
    monkeypatch.setenv("CI", "1")
    with pytest.raises(Stop, match="CI"):
        suite.test(Asked(verb="test"))


def test_checks_tell_who_failed_and_what_it_said(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
):
    monkeypatch.setattr(checks, "ensure", lambda name: None)
    monkeypatch.setattr(
        checks, "checks", lambda: {"good": ["true"], "bad": ["sh", "-c", "echo because; exit 3"]}
    )
    assert checks.check(Asked(verb="check")) == WRONG
    said = capfd.readouterr()
    assert "ok     good" in said.out
    assert "FAILED bad" in said.out
    assert "because" in said.out
    assert said.err == "Failed: bad\n"


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def children_of(pid: int) -> set[str]:
    """The programs that a process has started, and those that they have."""
    found = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,args="], check=True, capture_output=True, text=True
    ).stdout
    rows = [line.split(None, 2) for line in found.splitlines()]
    own = {int(row[0]): row[2] for row in rows if int(row[1]) == pid and "<defunct>" not in row[2]}
    return set(own.values()).union(*(children_of(each) for each in own))


@pytest.mark.slow
def test_the_site_and_its_worker_start_and_end_together(tmp_path: Path):
    port = a_free_port()
    words = [sys.executable, str(ROOT / "run.py"), "--data", str(tmp_path / "data"), "--port", str(port)]
    here = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    with subprocess.Popen(words, env=here, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == f"Yichuang: http://127.0.0.1:{port}/\n"
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{reverse('accounts:sign_in')}") as page:
            assert "<html" in page.read().decode()
        until = time.monotonic() + 30
        while (
            not any("manage.py work" in child for child in children_of(run.pid)) and time.monotonic() < until
        ):
            time.sleep(0.1)
        started = children_of(run.pid)
        assert {"manage.py work", "yichuang.serving"} <= {
            part for child in started for part in PARTS if part in child
        }
        run.send_signal(signal.SIGTERM)
        assert run.wait(30) == DONE
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


PARTS = ("manage.py work", "yichuang.serving")


@pytest.mark.slow
def test_a_throw_away_cluster_leaves_nothing_behind():
    programs = cluster.postgresql_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed")
    with cluster.throw_away_cluster(programs) as address:
        folder = Path(address.partition("host=")[2])
        assert folder.exists()
        asked = ["psql", "-h", str(folder), "-U", "yichuang", "-d", "postgres", "-Atc", "SHOW lc_ctype"]
        done = subprocess.run(
            [str(programs / asked[0]), *asked[1:]], check=True, capture_output=True, text=True
        )
        assert done.stdout.strip() == "C.UTF-8"
    assert not folder.exists()
