"""Pages of the archivist."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yichuang.archive import commands, queries
from yichuang.archive.rules.package import faults
from yichuang.cases.queries import case_or_none
from yichuang.documents.queries import documents_of
from yichuang.kernel.errors import Refused
from yichuang.web.refusals import sentence_of
from yichuang.web.requests import acting_of


@require_safe
def files(request: HttpRequest) -> HttpResponse:
    """What is to be filed until when, and what was filed. Source: ARC-001, ARC-003."""
    acting = acting_of(request)
    text = request.GET.get("text", "").strip()
    page = Paginator(queries.files_of(acting.centre, text), 50).get_page(request.GET.get("page"))
    context = {
        "waiting": queries.to_file(acting.centre),
        "page": page,
        "text": text,
        "today": acting.day,
        "overdue": queries.overdue_by_window(acting.centre, acting.day),
    }
    return render(request, "archive/list.html", context)


def file(request: HttpRequest, number: str) -> HttpResponse:
    """File one case: its list, and the button that closes it."""
    acting = acting_of(request)
    case = case_or_none(acting.centre, number)
    if case is None:
        raise Http404
    refusal = ""
    if request.method == "POST":
        try:
            kept = commands.file_case(by=acting, number=number)
        except Refused as refused:
            refusal = sentence_of(refused)
        else:
            messages.success(request, _("Filed under %(number)s.") % {"number": kept.number})
            return redirect("archive:list")
    subject = f"case:{acting.centre}/{number}"
    context = {"case": case, "documents": list(documents_of(subject)), "refusal": refusal}
    return render(request, "archive/file.html", context, status=422 if refusal else 200)


@require_POST
def open_file(request: HttpRequest, number: str) -> HttpResponse:
    """Hand out the package of a filed case, checked, with the reason on file. Source: ARC-003."""
    acting = acting_of(request)
    try:
        kept = commands.open_file(by=acting, number=number, reason=request.POST.get("reason", ""))
    except Refused as refused:
        messages.error(request, sentence_of(refused))
        return redirect("archive:list")
    package = queries.package_of(kept)
    if wrong := faults(package):
        messages.error(request, _("The package is damaged: %(wrong)s") % {"wrong": "; ".join(wrong)})
        return redirect("archive:list")
    answer = HttpResponse(package, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{number}.zip"'
    return answer
