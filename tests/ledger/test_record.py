"""Filing acts: one by one, many at once, declared later, in a simulation. CASE-001, CASE-012."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import RuleBroken
from yichuang.ledger.commands import record, record_many, rectify
from yichuang.ledger.models import Entry
from yichuang.ledger.queries import entries_of, latest, standing_entries_of
from yichuang.ledger.rules.filing import Filing
from yichuang.ledger.rules.leaf import entry_text, leaf_hash

CASE = "case:LZ20261102000001"
SHANGHAI = ZoneInfo("Asia/Shanghai")


def chen(at: datetime | None = None, **details) -> Acting:
    """Chen at window 6, now unless said otherwise."""
    return Acting(
        actor="chen",
        centre="LZ",
        at=at or timezone.now(),
        roles=frozenset({"window"}),
        place="window:6",
        **details,
    )


@pytest.fixture
def clock(monkeypatch):
    """The server's clock, set by hand: Monday, 2 November 2026, 09:30 in Shanghai."""
    shown = [datetime(2026, 11, 2, 9, 30, tzinfo=SHANGHAI)]
    monkeypatch.setattr(timezone, "now", lambda: shown[0].astimezone(UTC))
    return shown


@pytest.mark.django_db
def test_an_act_is_on_file_with_person_role_place_and_time(clock):
    entry = record(by=chen(), subject=CASE, act="accepted", facts={"copies": 3})
    kept = Entry.objects.get()
    assert (kept.actor, kept.roles, kept.place) == ("chen", "window", "window:6")
    assert (kept.subject, kept.act, kept.facts, kept.format) == (CASE, "accepted", {"copies": 3}, 1)
    assert kept.happened_at == kept.recorded_at == clock[0]
    assert str(kept.legal_day) == "2026-11-02"
    assert kept.leaf_hash == entry.leaf_hash
    assert len(bytes.fromhex(kept.salt)) == 16


@pytest.mark.django_db
def test_back_dating_is_impossible(clock):
    """CASE-001: a moment that is only asserted, and not declared, counts for nothing."""
    last_week = clock[0] - timedelta(days=7)
    entry = record(by=chen(last_week), subject=CASE, act="accepted")
    assert entry.happened_at == clock[0]
    assert str(entry.legal_day) == "2026-11-02"


@pytest.mark.django_db
def test_an_earlier_moment_is_declared_and_both_stand(clock):
    earlier = clock[0] - timedelta(days=3)
    entry = record(by=chen(earlier, declared=True), subject=CASE, act="accepted")
    assert (entry.happened_at, entry.recorded_at, entry.declared) == (earlier, clock[0], True)
    assert str(entry.legal_day) == "2026-10-30"


@pytest.mark.django_db
@pytest.mark.parametrize("ahead", [timedelta(seconds=1), timedelta(days=30)], ids=str)
def test_nothing_is_declared_ahead_of_its_time(clock, ahead):
    with pytest.raises(RuleBroken, match="moment_in_future"):
        record(by=chen(clock[0] + ahead, declared=True), subject=CASE, act="accepted")
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_in_a_simulation_the_time_is_the_logs(clock):
    then = datetime(2011, 3, 29, 23, 30, tzinfo=ZoneInfo("Europe/Amsterdam"))
    by = chen(then, simulated=True, time_zone="Europe/Amsterdam")
    entry = record(by=by, subject=CASE, act="accepted")
    assert (entry.happened_at, entry.recorded_at, entry.declared) == (then, clock[0], False)
    assert str(entry.legal_day) == "2011-03-29"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("began", "legal_day"),
    [("23:59:30", "2026-11-02"), ("23:50:00", "2026-11-03")],
    ids=["a request over midnight keeps its day", "a page that lay open does not"],
)
def test_over_midnight(clock, began, legal_day):
    clock[0] = datetime(2026, 11, 3, 0, 0, 5, tzinfo=SHANGHAI)
    at = datetime.fromisoformat(f"2026-11-02T{began}").replace(tzinfo=SHANGHAI)
    assert str(record(by=chen(at), subject=CASE, act="accepted").legal_day) == legal_day


@pytest.mark.django_db
@pytest.mark.parametrize("file", ["one", "many"])
def test_no_personal_number_enters(file):
    filings = [Filing(chen(), CASE, "corrected", {"reason": "申请人 11010519491231002X 更正"})]
    if file == "many":
        filings.insert(0, Filing(chen(), CASE, "accepted"))
    with pytest.raises(RuleBroken, match="personal_number_in_entry"), transaction.atomic():
        record_many(filings)
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_entry_is_never_filed_alone():
    for alone in (lambda: record(by=chen(), subject=CASE, act="seen"), lambda: record_many([])):
        with pytest.raises(AssertionError, match="part of the transaction"):
            alone()


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_was_never_filed():
    with transaction.atomic():
        record(by=chen(), subject=CASE, act="accepted")
        transaction.set_rollback(True)
    assert not Entry.objects.exists()


@pytest.mark.django_db
def test_many_at_once_are_as_one_by_one(django_assert_num_queries):
    filings = [Filing(chen(), f"case:LZ2026{n:06}", "deemed_accepted", {"n": n}) for n in range(60)]
    with django_assert_num_queries(1):
        entries = record_many(filings)
    for filing, entry in zip(filings, entries, strict=True):
        assert (entry.subject, entry.facts, entry.roles) == (filing.subject, filing.facts, "window")
    kept = list(Entry.objects.order_by("id"))
    assert [entry.leaf_hash for entry in kept] == [entry.leaf_hash for entry in entries]
    assert len({entry.salt for entry in kept}) == 60
    for entry in kept[:3]:
        assert entry.leaf_hash == _recomputed(entry)


def _recomputed(entry: Entry) -> str:
    names = (
        "centre", "subject", "act", "legal_day", "happened_at", "recorded_at", "declared", "actor", "roles",
        "place", "facts", "salt",
    )  # fmt: skip
    superseded = entry.supersedes.leaf_hash if entry.supersedes else None
    return leaf_hash(entry_text(supersedes=superseded, **{name: getattr(entry, name) for name in names}))


@pytest.mark.django_db
def test_a_mistake_is_rectified_and_both_remain():
    """Chen wrote two copies for three; Gu approves the rectification."""
    wrong = record(by=chen(), subject=CASE, act="received", facts={"copies": 2})
    record(by=chen(), subject=CASE, act="accepted")
    right = rectify(entry=wrong, by=chen(), reason="数错份数", approver="gu", facts={"copies": 3})
    assert [e.act for e in entries_of(CASE)] == ["received", "accepted", "received"]
    assert [e.act for e in standing_entries_of(CASE)] == ["accepted", "received"]
    assert latest(CASE, "received") == right
    assert right.facts == {"copies": 3, "reason": "数错份数", "approver": "gu", "rectifies": "received"}
    assert right.leaf_hash == _recomputed(Entry.objects.get(pk=right.pk))


@pytest.mark.django_db
def test_taken_back_and_nothing_stands():
    wrong = record(by=chen(), subject=CASE, act="accepted")
    back = rectify(entry=wrong, by=chen(), reason="误点", approver="gu")
    assert back.act == "taken_back"
    assert not standing_entries_of(CASE).exists()
    assert latest(CASE, "accepted") is None
    with pytest.raises(RuleBroken, match="nothing_stands_there"):
        rectify(entry=back, by=chen(), reason="又改", approver="gu", facts={})


@pytest.mark.django_db
def test_a_mistake_is_rectified_once_then_its_rectification():
    wrong = record(by=chen(), subject=CASE, act="received", facts={"copies": 2})
    first = rectify(entry=wrong, by=chen(), reason="数错", approver="gu", facts={"copies": 4})
    with pytest.raises(RuleBroken, match="already_rectified"):
        rectify(entry=wrong, by=chen(), reason="数错", approver="gu", facts={"copies": 3})
    second = rectify(entry=first, by=chen(), reason="又数错", approver="gu", facts={"copies": 3})
    assert list(standing_entries_of(CASE)) == [second]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("reason_missing", {"reason": "  "}),
        ("approver_missing", {"approver": ""}),
        ("approver_is_the_actor", {"approver": "chen"}),
        ("another_centre", {"by": Acting(actor="ma", centre="LY", at=datetime(2026, 11, 2, tzinfo=UTC))}),
    ],
)
def test_who_may_not_rectify(code, changes):
    wrong = record(by=chen(), subject=CASE, act="received")
    asked = {"entry": wrong, "by": chen(), "reason": "数错", "approver": "gu", **changes}
    with pytest.raises(RuleBroken, match=code):
        rectify(**asked)
    assert entries_of(CASE).count() == 1


@pytest.mark.django_db
def test_the_database_too_lets_an_entry_be_rectified_once():
    """Two at the same moment: the second is refused by the constraint (or the trigger)."""
    wrong = record(by=chen(), subject=CASE, act="received")
    record(by=chen(), subject=CASE, act="received", supersedes=wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        record(by=chen(), subject=CASE, act="received", supersedes=wrong)


@pytest.mark.django_db
def test_one_act_is_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        record(by=chen(), subject=CASE, act="accepted", facts={"copies": 3})
    assert connection.in_atomic_block
