"""Pages of the public site: read, call, answer. No account is needed; nobody's data is shown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from yichuang.cases import queries as cases
from yichuang.cases.rules.lifecycle import RUNNING, State
from yichuang.clocks.queries import clocks_of, derivation_of, spoken_light_of
from yichuang.clocks.rules.strip import cells
from yichuang.documents.queries import documents_of
from yichuang.kernel.errors import RuleBroken
from yichuang.policy.queries import policy_of
from yichuang.portal import wording as w
from yichuang.portal.web import tries
from yichuang.web.refusals import sentence_of

FOLLOWED = "followed"  # in the session: what this visitor proved to hold the code of
SHOWN = (
    "receipt",
    "acceptance",
    "correction",
    "procedure",
    "extension",
    "refusal",
    "grant",
    "denial",
    "ending",
)


class LookUpForm(forms.Form):
    """Number and query code, as they stand on the receipt."""

    number = forms.CharField(label=_("Case or receipt number"), max_length=60)
    code = forms.CharField(
        label=_("Query code"), max_length=12, help_text=_("Six signs on the first copy of the receipt.")
    )


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What one comes for: find a service, follow a case, check a document."""
    return render(request, "portal/home.html", {"form": LookUpForm()})


@login_not_required
@never_cache
def progress(request: HttpRequest) -> HttpResponse:
    """Look a case up by number and query code; rate-limited."""
    form, refusal = LookUpForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        number, now = form.cleaned_data["number"].strip(), timezone.now()
        case = None
        if not tries.is_open(request, number, now):
            refusal = sentence_of(RuleBroken("too_many_tries"))
        elif case := cases.case_for_applicant(number, form.cleaned_data["code"]):
            known = [*request.session.get(FOLLOWED, []), cases.subject(case)]
            request.session[FOLLOWED] = known[-20:]
            return redirect("portal:followed", case.number)
        else:
            tries.count_failure(request, number, now)
            refusal = sentence_of(RuleBroken("case_not_found"))
    status = 422 if refusal or form.errors else 200
    return render(request, "portal/progress.html", {"form": form, "refusal": refusal}, status=status)


@login_not_required
@never_cache
@require_safe
def followed(request: HttpRequest, number: str) -> HttpResponse:
    """Where a case stands, for whoever gave its query code in this session."""
    centre = next((c for c, n in map(cases.named_by, request.session.get(FOLLOWED, [])) if n == number), None)
    case = cases.case_or_none(centre, number) if centre else None
    if case is None:
        return redirect("portal:progress")
    return render(request, "portal/followed.html", _told(case))


def _told(case: Any) -> dict[str, Any]:
    state, subject = State(case.state), cases.subject(case)
    today = timezone.localdate()
    told: dict[str, Any] = {
        "case": case,
        "title": w.TITLES[state],
        "to_do": w.TO_DO.get(state, w.NOTHING_LEFT),
        "documents": [one for one in documents_of(subject) if one.kind in SHOWN],
        "stages": _stages(case),
        "lacking": [row for row in case.materials.order_by("order") if row.state in {"missing", "wrong_form"}]
        if state is State.CORRECTING
        else [],
    }
    rows = clocks_of([subject])[subject]
    if "promise" in rows:
        folded = cases.folded(case)
        policy = policy_of(case.regulation, case.accepted_on or case.received_on)
        table, note = derivation_of(folded["promise"], folded["statutory"], policy, deemed=case.deemed)
        told |= {
            "light": spoken_light_of(rows["promise"], rows["statutory"], today),
            "strip": cells(today, folded["promise"], folded["statutory"], deemed=case.deemed),
            "due_on": rows["promise"].due_on if state in RUNNING else None,
            "rows": table,
            "note": note,
        }
    return told


def _stages(case: Any) -> list[dict[str, Any]]:
    """The way of a case in five steps; who holds it is the department, never a person."""
    steps = [
        (_("Received"), case.received_on),
        (_("Accepted"), case.accepted_on),
        (_("Reviewed"), timezone.localdate(case.reviewed_at) if case.reviewed_at else None),
        (_("Decided"), case.decided_on),
        (_("Collected"), case.ended_on if case.outcome in {"granted", "denied"} else None),
    ]
    now = next((n for n, (_name, on) in enumerate(steps) if on is None), None)
    over = case.ended_on is not None
    return [
        {"name": name, "on": on, "state": "done" if on else "now" if n == now and not over else "todo"}
        for n, (name, on) in enumerate(steps)
    ]
