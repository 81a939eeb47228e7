"""Going on at the desk with an application that was deferred or sent back for corrections."""

from __future__ import annotations

from typing import Any, Literal, cast

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yichuang.accounts.rules.roles import Role
from yichuang.cases import queries as cases
from yichuang.cases.rules.lifecycle import State
from yichuang.cases.rules.materials import Checked, MaterialState, Wanted
from yichuang.desk import commands, queries
from yichuang.desk.rules.verdict import Next, verdict_of
from yichuang.desk.web import facing
from yichuang.desk.web.forms import rows_of, signatures_of, with_found
from yichuang.desk.web.looking import case_address
from yichuang.desk.web.printing import keep_code, print_all
from yichuang.desk.web.slip import verdict_told
from yichuang.kernel.errors import NotPermitted, Refused
from yichuang.web.refusals import sentence_of
from yichuang.web.requests import acting_of

ACTS = {"accept", "correct", "keep"}


@never_cache
@require_http_methods(["GET", "POST"])
def supplement(request: HttpRequest, number: str) -> HttpResponse:
    """Look through the materials again; then accept, tell once, or keep what was handed in.

    Source: INT-005, INT-009, RCP-003.
    """
    by = acting_of(request)
    try:
        case = cases.case_in_full(by.centre, number)
    except ObjectDoesNotExist as unknown:
        raise Http404 from unknown
    if case.state not in {State.RECEIVED, State.CORRECTING}:
        messages.info(request, _("This application goes on elsewhere: it is “%(state)s”.") % {
            "state": case.get_state_display()
        })  # fmt: skip
        return redirect(case_address(number))
    wanted, found = _materials(case)
    rows = rows_of([(one, f"{one.form} {one.copies}") for one in wanted], request.POST)
    if request.method != "POST":
        rows = with_found(rows, found)
        return render(request, "desk/supplement.html", _told(by, case, wanted, rows))
    if request.htmx or request.POST.get("act") not in ACTS:  # type: ignore[attr-defined]
        return render(request, "desk/supplement_verdict.html", _told(by, case, wanted, rows))
    act = cast("Literal['accept', 'correct', 'keep']", request.POST["act"])
    signed = case.agent.name if case.agent_id and case.agent else case.applicant.name
    try:
        intake = commands.go_on(
            by=by, number=number, materials=[row.checked() for row in rows if row.state], act=act,
            why_again=request.POST.get("why_again", "").strip(),
            signatures=signatures_of(request.POST, signed, by.name),
        )  # fmt: skip
    except Refused as refusal:
        told = _told(by, case, wanted, rows) | {
            "refusal": sentence_of(refusal), "why_again": request.POST.get("why_again", "")
        }  # fmt: skip
        status = 403 if isinstance(refusal, NotPermitted) else 422
        return render(request, "desk/supplement.html", told, status=status)
    print_all(cases.subject(case))
    if act == "keep":
        messages.info(request, _("What was handed in today is on file; nothing else was done."))
        return redirect(case_address(number))
    response = redirect("desk:printed", number)
    return keep_code(response, number, intake.query_code) if intake else response


def _materials(case: Any) -> tuple[list[Wanted], list[Checked]]:
    rows = case.materials.all()
    wanted = [Wanted(r.order, r.name, r.form, r.copies_wanted, r.standard, r.optional) for r in rows]
    found = [Checked(r.order, MaterialState(r.state), r.copies, r.note) for r in rows]
    return wanted, found


def _told(by: Any, case: Any, wanted: list[Wanted], rows: list[Any]) -> dict[str, Any]:
    verdict = verdict_of(wanted, [row.checked() for row in rows])
    told_once = case.corrections > 0
    superior = by.has(Role.CHIEF, Role.MANAGER)
    return {
        "by": by,
        "case": case,
        "rows": rows,
        "verdict": verdict_told(verdict, queries.promised_day(case.revision, by), None),
        "count": facing.count_words(rows),
        "told_once": told_once,
        "may_tell": verdict.next is Next.CORRECT and (not told_once or superior),
        "superior": superior,
        "correcting": case.state == State.CORRECTING,
        "notice": list(case.correction_notices.all())[-1:],
        "case_address": case_address(case.number),
        "board": facing.board(by, current=case.number),
        "refusal": "",
        "why_again": "",
        "who": case.agent.name if case.agent_id and case.agent else case.applicant.name,
    }
