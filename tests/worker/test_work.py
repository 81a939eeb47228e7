"""`manage work`: each duty in its turn; one that fails stops no other; asked to end, it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import datetime

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from yichuang.worker.management.commands import work
from yichuang.worker.queries import Ready, ready_duties
from yichuang.worker.rules.duties import DUTIES, Duty
from yichuang.worker.rules.rhythm import LONGEST_PAUSE, pause_seconds


class Told:
    """A duty that does what the test says: counts, or errors, one after the other; then nothing."""

    def __init__(self, *does: int | Exception) -> None:
        self.does, self.times = list(does), 0

    def __call__(self, *, now: datetime) -> int:
        assert now.tzinfo is not None
        self.times += 1
        step = self.does.pop(0) if self.does else 0
        if isinstance(step, Exception):
            raise step
        return step


@pytest.fixture
def duties(monkeypatch):
    def set_up(**works: Told) -> None:
        ready = [Ready(Duty(f"yichuang.{name}.commands.do", 1), each) for name, each in works.items()]
        monkeypatch.setattr(work, "ready_duties", lambda: ready)

    return set_up


@pytest.mark.django_db
def test_once_goes_round_until_nothing_is_due(duties, capsys):
    """The sweep makes a document, the document a message: all is done when the command ends."""
    first, second = Told(2, 1), Told(0, 5)
    duties(cases=first, documents=second)
    with translation.override("en"):
        call_command("work", once=True)
    assert (first.does, second.does) == ([], [])
    told = capsys.readouterr().out
    assert "yichuang.cases.commands.do: 2 done." in told
    assert told.endswith("Nothing is due any more.\n")


@pytest.mark.django_db
def test_what_one_duty_makes_for_an_earlier_one_is_done_too(duties):
    left = [0]

    def early(*, now: datetime) -> int:
        done, left[0] = left[0], 0
        return done

    late = Told(1)

    def making(*, now: datetime) -> int:
        done = late(now=now)
        left[0] += done
        return done

    duties(outbox=early, cases=making)
    call_command("work", once=True)
    assert left == [0]


@pytest.mark.django_db
def test_a_duty_that_fails_is_said_and_the_others_go_on(duties, capsys):
    bad, good = Told(ZeroDivisionError("planted")), Told(1)
    duties(cases=bad, outbox=good)
    with translation.override("en"), pytest.raises(CommandError, match="1 duties failed") as ended:
        call_command("work", once=True)
    assert ended.value.returncode == 1
    assert good.does == []
    assert "yichuang.cases.commands.do failed (ZeroDivisionError: planted)" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_duty_without_end_is_an_error(duties, monkeypatch):
    monkeypatch.setattr(work, "MOST_ROUNDS", 5)
    duties(cases=Told(*[1] * 10))
    with translation.override("en"), pytest.raises(CommandError, match="never comes to an end"):
        call_command("work", once=True)


@pytest.mark.parametrize(
    ("every", "done", "failures", "pause"),
    [
        pytest.param(2, 0, 0, 2, id="nothing to do: in its own time"),
        pytest.param(2, 7, 0, 0, id="there may be more: at once"),
        pytest.param(2, 0, 1, 4, id="failed once"),
        pytest.param(2, 0, 3, 16, id="failed three times on end"),
        pytest.param(30, 0, 60, LONGEST_PAUSE, id="fails for ever: every five minutes"),
    ],
)
def test_pauses(every, done, failures, pause):
    assert pause_seconds(every=every, done=done, failures=failures) == pause


def test_every_duty_is_there():
    assert [ready.duty for ready in ready_duties()] == list(DUTIES)


def test_a_package_that_is_not_there_yet_is_left_out_aloud(caplog):
    with translation.override("en"):
        assert ready_duties([Duty("yichuang.meetings.commands.dance", 1)]) == []
        assert "yichuang.meetings.commands.dance is left out" in caplog.text


def test_a_misspelt_duty_is_an_error_of_ours():
    with pytest.raises(AttributeError):
        ready_duties([Duty("yichuang.outbox.commands.drian", 1)])


def test_asked_to_end_it_ends_after_the_duty_at_hand(tmp_path):
    """A whole process on a file of its own: it migrates, works, is told SIGTERM, and gives 0."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "yichuang.settings",
        "YICHUANG_DATA": str(tmp_path),
        "PYTHONUNBUFFERED": "1",
    }
    environment.pop("YICHUANG_DATABASE_URL", None)
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], env=environment, check=True, timeout=300)
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "work"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert worker.stdout is not None
        assert "后台程序启动" in worker.stdout.readline()
        worker.send_signal(signal.SIGTERM)
        out, err = worker.communicate(timeout=30)
    finally:
        worker.kill()
    assert worker.returncode == 0
    assert "失败" not in err
    assert out.endswith("已停止。\n")
