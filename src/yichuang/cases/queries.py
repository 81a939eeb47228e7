"""Questions about cases. `case_for_change` is the only door to a row that will be changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.conf import settings
from django.db import connection
from django.db.models import Prefetch, Q, QuerySet

from yichuang.applicants.queries import hash_of
from yichuang.cases.models import (
    Case,
    CaseMaterial,
    Correction,
    Deliberation,
    Extension,
    NegativeMatter,
    NegativeOpinion,
    Opinion,
    ProcedureRun,
)
from yichuang.cases.rules.clock_facts import MOVES, PROMISE, STATUTORY, Told, clock_facts, limit_of
from yichuang.cases.rules.lifecycle import AFTER_DECISION, OPEN, Act, State
from yichuang.clocks.rules.clock import Folded, fold
from yichuang.database import Prepared
from yichuang.kernel.errors import RuleBroken
from yichuang.ledger.queries import standing_entries_of
from yichuang.ledger.rules.personal import search_hash
from yichuang.policy.queries import calendar_of, policy_of


def subject_of(centre_code: str, number: str) -> str:
    """How the ledger, the clocks and the documents name a case: "case:LZ/20260909-0031"."""
    return f"case:{centre_code}/{number}"


def subject(case: Case) -> str:
    """The same of a case at hand (with its centre)."""
    return subject_of(case.centre.code, case.number)


def named_by(subject: str) -> tuple[str, str]:
    """Centre and number of the case that a subject names."""
    centre, _, number = subject.removeprefix("case:").partition("/")
    return centre, number


def cases_to_show() -> QuerySet[Case]:
    """Cases with what every page shows of them; one query."""
    return Case.objects.select_related("centre", "department", "applicant", "agent")


def _to_change(centre: str, number: str) -> QuerySet[Case]:
    rows = Case.objects.select_related("centre", "department", "applicant", "revision")
    return rows.select_for_update(of=("self",)).filter(centre__code=centre, number=number)


_TO_CHANGE = Prepared(_to_change)


def case_for_change(centre_code: str, number: str) -> Case:
    """The case, its row locked until the transaction ends. Raises RuleBroken("no_case")."""
    for case in _TO_CHANGE.fetch(centre=centre_code, number=number):
        return case
    raise RuleBroken("no_case", number=number)


def case_for_step(centre_code: str, number: str) -> Case:
    """The case with the few columns that a step of the work asks for: steps are the most of all acts.

    Raises RuleBroken("no_case").
    """
    wanted = ("number", "state", "regulation", "received_on", "decided_at", "ended_at")
    case = (
        Case.objects.select_related("centre", "department")
        .only(*wanted, "centre__code", "department__code")
        .filter(centre__code=centre_code, number=number)
        .order_by("id")
        .first()
    )
    if case is None:
        raise RuleBroken("no_case", number=number)
    return case


def cases_for_change(centre_code: str, numbers: Sequence[str]) -> list[Case]:
    """Some cases of a centre in the order of their rows, locked; those that others hold are left out."""
    cases = Case.objects.select_related("centre", "department", "applicant", "agent", "revision")
    skip = connection.features.has_select_for_update_skip_locked
    locked = cases.select_for_update(of=("self",), skip_locked=skip).order_by("id")
    return list(locked.filter(centre__code=centre_code, number__in=numbers))


def last_supplied(cases: Iterable[Case]) -> dict[int, date | None]:
    """When what the last notice of each case asked for was supplied, by the case's key; one query."""
    notices = Correction.objects.filter(case__in=[case.pk for case in cases]).order_by("id")
    return dict(notices.values_list("case_id", "supplied_on"))


def case_by_number(centre_code: str, number: str) -> Case:
    """A case of a centre with its applicant. Raises Case.DoesNotExist."""
    return cases_to_show().select_related("revision").get(centre__code=centre_code, number=number)


def case_or_none(centre_code: str, number: str) -> Case | None:
    """The same, or None: for pages that answer "not found"."""
    shown = cases_to_show().select_related("revision")
    return shown.filter(centre__code=centre_code, number=number).first()


def case_in_full(centre_code: str, number: str) -> Case:
    """A case with everything its page shows; a fixed number of queries. Raises Case.DoesNotExist."""
    negative = NegativeMatter.objects.prefetch_related(
        Prefetch("opinions", queryset=NegativeOpinion.objects.order_by("id"))
    )
    return (
        cases_to_show()
        .select_related("revision")
        .prefetch_related(
            Prefetch("materials", queryset=CaseMaterial.objects.order_by("order")),
            Prefetch("correction_notices", queryset=Correction.objects.order_by("id")),
            Prefetch("opinions", queryset=Opinion.objects.order_by("id")),
            Prefetch("procedures", queryset=ProcedureRun.objects.order_by("id")),
            Prefetch("extension_rows", queryset=Extension.objects.order_by("id")),
            Prefetch("deliberations", queryset=Deliberation.objects.order_by("id")),
            Prefetch("negative_matters", queryset=negative.order_by("-id")),
        )
        .get(centre__code=centre_code, number=number)
    )


def told_of(subject: str) -> list[Told]:
    """What the clocks of a case are folded from: its standing entries that move one. One query."""
    rows = standing_entries_of(subject).filter(act__in=[str(act) for act in MOVES])
    return [Told(act, day, facts) for act, day, facts in rows.values_list("act", "legal_day", "facts")]


def folded(case: Case) -> dict[str, Folded]:
    """Both clocks of an accepted case, folded from the ledger with their derivations. One query.

    Source: CLK-001, CLK-003.
    """
    told = told_of(subject(case))
    if not any(one.act in {Act.ACCEPT, Act.DEEM_ACCEPTED} for one in told):
        return {}
    policy = policy_of(case.regulation, case.accepted_on or case.received_on)
    calendar = calendar_of(case.centre.calendar)
    clocks = {}
    for which in (PROMISE, STATUTORY):
        limit = limit_of(told, which)
        clocks[which] = fold(
            limit, clock_facts(told, which, policy), calendar, policy.roll_of(limit.unit),
            late_extension_counts=policy.late_extension_counts,
        )  # fmt: skip
    return clocks


def open_cases(centre_code: str, *, department: str | None = None) -> QuerySet[Case]:
    """The cases of a centre that are not ended, of one department or of all."""
    shown = cases_to_show().filter(centre__code=centre_code, state__in=[*OPEN, *AFTER_DECISION])
    if department:
        shown = shown.filter(department__code=department)
    return shown.order_by("number")


def by_state(centre_code: str, states: Iterable[State], *, department: str | None = None) -> QuerySet[Case]:
    """The cases of a centre in some states, the oldest first."""
    shown = cases_to_show().filter(centre__code=centre_code, state__in=list(states))
    if department:
        shown = shown.filter(department__code=department)
    return shown.order_by("received_at", "id")


def find(centre_code: str, text: str, limit: int = 30) -> list[Case]:
    """Cases by what somebody typed: case or receipt number (also its end), name, identity number, telephone.

    One query, the newest first. Source: INT-001.
    """
    text = text.strip()
    if not text:
        return []
    hashed = hash_of(text)
    found = (
        Q(number__endswith=text)
        | Q(receipt_number__contains=text)
        | Q(applicant__name__contains=text)
        | Q(agent__name__contains=text)
        | Q(applicant__number_hash=hashed)
        | Q(agent__number_hash=hashed)
        | Q(applicant__telephone_hash=hashed)
        | Q(agent__telephone_hash=hashed)
    )
    return list(cases_to_show().filter(found, centre__code=centre_code).order_by("-received_at")[:limit])


def earlier_cases_of(case: Case, limit: int = 10) -> list[Case]:
    """What else the same person or organisation asked for at this centre; one query."""
    if not case.applicant.number_hash:
        return []
    same = cases_to_show().filter(centre_id=case.centre_id, applicant__number_hash=case.applicant.number_hash)
    return list(same.exclude(pk=case.pk).order_by("-received_at")[:limit])


def query_code_hash(number: str, code: str) -> str:
    """What is kept of a query code: small and capital letters and blanks make no difference."""
    return search_hash(settings.PERSONAL_KEY, f"{number}|{''.join(code.split()).upper()}")


def case_for_applicant(number: str, code: str) -> Case | None:
    """The case that the holder of number and query code may follow; also by the receipt's number."""
    typed = number.strip()
    wanted = Q(number=typed) | Q(receipt_number=typed)
    for case in cases_to_show().select_related("revision").filter(wanted).order_by("-id")[:5]:
        if case.query_code_hash == query_code_hash(case.number, code):
            return case
    return None


def by_outside_number(centre_code: str, number: str) -> Case | None:
    """The case that a replayed log calls by this number."""
    return Case.objects.filter(centre__code=centre_code, outside_number=number).first()


def last_step_by(subject: str, step: str) -> str | None:
    """Who filed a step of the work last; one query. Source: CASE-005."""
    steps = standing_entries_of(subject).filter(act=str(Act.STEP), facts__step=step)
    return steps.order_by("-id").values_list("actor", flat=True).first()


def negative_matters(centre_code: str, *, department: str | None = None) -> QuerySet[NegativeMatter]:
    """The register of refusals, proposed and final, the newest first (否定事项登记). Source: DEC-004."""
    shown = NegativeMatter.objects.select_related("case__department", "case__applicant").prefetch_related(
        "opinions"
    )
    shown = shown.filter(case__centre__code=centre_code)
    if department:
        shown = shown.filter(case__department__code=department)
    return shown.order_by("-id")


def undecided_today(centre_code: str, day: date) -> QuerySet[Case]:
    """Received on or before a day, and still without acceptance, notice, refusal or deferral reason.

    Source: RCP-002.
    """
    waiting = cases_to_show().filter(
        centre__code=centre_code, state=State.RECEIVED, received_on__lte=day, deferral_reason=""
    )
    return waiting.order_by("received_at")


def immediate_still_open(centre_code: str, before: date) -> QuerySet[Case]:
    """Finish-at-once cases of an earlier day that are still open. Source: CASE-006."""
    return open_cases(centre_code).filter(case_kind="immediate", received_on__lt=before)


def was_done_on(case: Case, act: str, day: date) -> bool:
    """Whether an act on a case is on file for a legal day."""
    return standing_entries_of(subject(case)).filter(act=act, legal_day=day).exists()
