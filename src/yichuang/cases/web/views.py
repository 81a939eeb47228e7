"""Pages of cases: read, call, answer."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yichuang.cases import commands, queries
from yichuang.cases import wording as w
from yichuang.cases.models import Case
from yichuang.cases.rules.lifecycle import State
from yichuang.cases.web import forms as f
from yichuang.cases.web.acts import BY_SLUG, ActPage
from yichuang.cases.web.showing import (
    acts_of,
    clocks_shown,
    lines_of,
    route_of,
    story_shown,
)
from yichuang.delegation import queries as letters
from yichuang.delegation.rules.scope import Power
from yichuang.documents.queries import documents_of
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import Refused
from yichuang.web.refusals import sentence_of
from yichuang.web.requests import acting_of

PAGE = 50


@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    """The open cases of the centre, or of one's department, the most urgent first."""
    acting = acting_of(request)
    cases = queries.open_cases(acting.centre, department=acting.department)
    lines = lines_of(list(cases[:500]), acting.day)
    page = Paginator(lines, PAGE).get_page(request.GET.get("page"))
    return render(request, "cases/list.html", {"page": page, "title": _("Open cases")})


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """What waits for a reviewer: accepted cases of the department."""
    acting = acting_of(request)
    states = [State.ACCEPTED, State.IN_PROCEDURE]
    cases = queries.by_state(acting.centre, states, department=acting.department)
    page = Paginator(lines_of(list(cases[:500]), acting.day), PAGE).get_page(request.GET.get("page"))
    return render(request, "cases/list.html", {"page": page, "title": _("Waiting for review")})


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """What waits for a decision: the first one opens; without any, the list says so."""
    acting = acting_of(request)
    cases = queries.by_state(acting.centre, [State.REVIEWED], department=acting.department)
    lines = lines_of(list(cases[:500]), acting.day)
    if lines:
        return redirect("cases:decide", lines[0].case.number)
    page = Paginator(lines, PAGE).get_page(1)
    return render(request, "cases/list.html", {"page": page, "title": _("Waiting for the decision")})


@require_safe
def refusals(request: HttpRequest) -> HttpResponse:
    """The register of negative matters, proposed and final. Source: DEC-004."""
    acting = acting_of(request)
    register = queries.negative_matters(acting.centre, department=acting.department)
    page = Paginator(register, PAGE).get_page(request.GET.get("page"))
    return render(request, "cases/refusals.html", {"page": page})


@require_safe
def detail(request: HttpRequest, number: str) -> HttpResponse:
    """The case page: clock strip, route, the next act as the one button, and all that is on file."""
    acting = acting_of(request)
    case = _case(acting, number)
    subject = queries.subject(case)
    documents = list(documents_of(subject))
    main, lesser = acts_of(case, acting)
    context = {
        "case": case,
        "clock": clocks_shown(case, acting.day),
        "route": route_of(case),
        "main_act": main,
        "lesser_acts": lesser,
        "documents": documents,
        "story": story_shown(case),
        "title": f"{case.item_name}　{case.applicant.name}",
        "case_kind": w.CASE_KIND_NAMES.get(case.case_kind, case.case_kind),
        "lacking": [row for row in case.materials.all() if row.state in {"missing", "wrong_form"}],
    }
    return render(request, "cases/detail.html", context)


def act(request: HttpRequest, number: str, slug: str) -> HttpResponse:
    """One act on one case: its form, its command, back to the case."""
    page = BY_SLUG.get(slug)
    if page is None:
        raise Http404
    acting = acting_of(request)
    case = _case(acting, number)
    form = page.form(request.POST or None, **_arguments(page, case))
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            page.run(by=acting, number=number, **form.cleaned_data)
        except Refused as refused:
            refusal = sentence_of(refused)
        else:
            messages.success(request, str(page.done))
            return redirect("cases:detail", number)
    status = 422 if refusal or form.errors else 200
    clock = clocks_shown(case, acting.day)
    context = {"case": case, "page": page, "form": form, "refusal": refusal, "clock": clock}
    return render(request, "cases/act.html", context, status=status)


def decide(request: HttpRequest, number: str) -> HttpResponse:
    """The approver's desk: the queue, the facts, and the decision beside them."""
    acting = acting_of(request)
    case = _case(acting, number)
    form, refusal = f.DecisionForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            told = _decide(acting, number, form)
        except Refused as refused:
            refusal = sentence_of(refused)
        else:
            messages.success(request, told)
            return redirect("cases:decisions")
    waiting = queries.by_state(acting.centre, [State.REVIEWED], department=acting.department)
    letter = letters.letter_covering(
        officer=acting.actor, department_id=case.department_id, item_code=case.item_code, power=Power.GRANT,
        level=case.decision_level, on=acting.day,
    )  # fmt: skip
    context = {
        "case": case,
        "form": form,
        "refusal": refusal,
        "queue": lines_of(list(waiting[:100]), acting.day),
        "clock": clocks_shown(case, acting.day),
        "letter": letter,
        "seal": letters.seal_in_use(case.department_id),
        "is_reviewer": acting.actor == case.reviewer,
        "acting": acting,
        "opinions": story_shown(case, only={"reviewed", "returned_to_review"}),
        "earlier": queries.earlier_cases_of(case),
    }
    return render(request, "cases/decide.html", context, status=422 if refusal or form.errors else 200)


def _decide(acting: Acting, number: str, form: forms.Form) -> str:
    told = form.cleaned_data
    if told["verdict"] == "return":
        commands.return_to_review(by=acting, number=number, text=told["text"])
        return _("The case is back with the reviewer.")
    commands.decide(
        by=acting,
        number=number,
        grant=told["verdict"] == "grant",
        text=told["text"],
        legal_basis=told["legal_basis"],
    )
    return _("Decided, numbered and sealed; the applicant is told.")


def _case(acting: Acting, number: str) -> Case:
    try:
        return queries.case_in_full(acting.centre, number)
    except Case.DoesNotExist:
        raise Http404 from None


def _arguments(page: ActPage, case: Case) -> dict[str, Any]:
    if page.form is not f.ProcedureForm:
        return {}
    kinds = [one.kind for one in case.revision.procedures.all()]
    return {"kinds": [(kind, str(w.PROCEDURE_NAMES.get(kind, kind))) for kind in kinds]}
