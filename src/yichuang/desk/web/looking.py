"""Finding a case, the page to print from, the messages, and the forms of an item."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yichuang.cases import queries as cases
from yichuang.cases.rules.lifecycle import Act, State
from yichuang.cases.rules.people import may
from yichuang.catalogue.queries import form_of, path_of, revision_for_intake
from yichuang.clocks import queries as clocks
from yichuang.desk.queries import papers_of
from yichuang.desk.web import facing
from yichuang.desk.web.printing import code_once, forget_code
from yichuang.outbox.queries import messages_of_centre
from yichuang.web.requests import acting_of

A_PAGE = 50


@never_cache
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Cases by number, name, identity number or telephone; one hit leads to the case. Never in an address."""
    by = acting_of(request)
    text = request.POST.get("text", "").strip() if request.method == "POST" else ""
    found = cases.find(by.centre, text)
    if len(found) == 1:
        return redirect(case_address(found[0].number))
    kept = clocks.clocks_of([cases.subject(case) for case in found])
    rows = [
        {
            "case": case,
            "address": case_address(case.number),
            "light": _light(kept[cases.subject(case)], by.day),
        }
        for case in found
    ]
    return render(request, "desk/find.html", {"rows": rows, "text": text})


def _light(kept: dict[str, Any], day: Any) -> Any:
    clock = kept.get("promise")
    return clocks.spoken_light(clock, kept.get("statutory"), day) if clock else None


def case_address(number: str) -> str:
    """The page of a case; where there is none, the page to print from."""
    try:
        return reverse("cases:detail", args=[number])
    except NoReverseMatch:
        return reverse("desk:printed", args=[number])


@never_cache
@require_safe
def printed(request: HttpRequest, number: str) -> HttpResponse:
    """After the act: what happened, the query code once, what is to be printed, and what comes next."""
    by = acting_of(request)
    try:
        case = cases.case_by_number(by.centre, number)
    except ObjectDoesNotExist as unknown:
        raise Http404 from unknown
    code = code_once(request, number)
    papers = papers_of(cases.subject(case))
    told = {
        "case": case,
        "code": f"{code[:3]} {code[3:]}" if code else "",
        "papers": papers,
        "receipt": next((one for one in reversed(papers) if one.document.kind == "receipt"), None),
        "case_address": case_address(number),
        "review": _review(case, by),
        "board": facing.board(by, current=number),
    }
    return forget_code(render(request, "desk/printed.html", told), number)


def _review(case: Any, by: Any) -> str:
    """Where a finish-at-once case goes on at once: the review, for those who may. Source: CASE-006."""
    if case.case_kind != "immediate" or case.state != State.ACCEPTED:
        return ""
    if not may(by, Act.REVIEW, centre=case.centre.code, department=case.department.code):
        return ""
    try:
        return reverse("cases:act", args=[case.number, "review"])
    except NoReverseMatch:
        return ""


@never_cache
@require_safe
def messages_(request: HttpRequest) -> HttpResponse:
    """The outbox: what would have been sent to whom. This installation sends nothing, and says so."""
    by = acting_of(request)
    page = Paginator(messages_of_centre(by.centre), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "desk/messages.html", {"page": page})


@never_cache
@require_safe
def form_file(request: HttpRequest, code: str, form_id: int) -> HttpResponse:
    """A blank form, sample or reference paper of an item, as its current revision holds it. Source: INT-003."""
    by = acting_of(request)
    revision = revision_for_intake(by.centre, code, by.day)
    form = form_of(revision, form_id)
    if form is None:
        raise Http404
    response = HttpResponse(path_of(form.file).read_bytes(), content_type=form.file.media_type)
    disposition = content_disposition_header(as_attachment=False, filename=form.name)
    response.headers["Content-Disposition"] = disposition or "inline"
    return response
