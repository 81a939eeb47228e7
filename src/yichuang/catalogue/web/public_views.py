"""The guides that everybody may read: search, the page of an item, its paper, its forms, its versions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from yichuang.catalogue import queries
from yichuang.catalogue.models import FormFile, ItemRevision
from yichuang.catalogue.rules.forms import SUFFIXES
from yichuang.catalogue.web import words
from yichuang.catalogue.web.flow_chart import across, down
from yichuang.catalogue.web.guide import Guide, guide_of, letter_data, version_words
from yichuang.centres.queries import public_centre
from yichuang.documents.queries import page_of, site_address
from yichuang.policy.queries import calendar_of, policy_of
from yichuang.web.languages import language_of

MOST_FOUND = 60
A_PAGE = 40


@login_not_required
@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    """All guides in force, by department, or those that were searched for."""
    centre = centre_asked(request)
    today = day_at(centre, timezone.now())
    text, department = request.GET.get("q", "").strip()[:60], request.GET.get("department", "")[:20]
    if text:
        found = queries.search_items(centre.code, text, MOST_FOUND, on=today)
        page = Paginator(found, MOST_FOUND).get_page(1)
    else:
        shown = queries.in_force_at(centre.code, today, department_code=department)
        page = Paginator(shown, A_PAGE).get_page(request.GET.get("page"))
    lines = [
        {
            "revision": revision,
            "promised": words.limit_words(revision.promised_amount, revision.promised_unit),
        }
        for revision in page
    ]
    context = {
        "centre": centre,
        "text": text,
        "department": department,
        "lines": lines,
        "page": page,
        "departments": queries.departments_in_force(centre.code, today),
        "most": len(lines) == MOST_FOUND and bool(text),
    }
    return render(request, "catalogue/guides.html", context)


@login_not_required
@require_safe
def guide(request: HttpRequest, code: str) -> HttpResponse:
    """The guide of an item (办事指南), generated from the version that is in force today."""
    centre = centre_asked(request)
    today = day_at(centre, timezone.now())
    revision = queries.published_revision(centre.code, code, today)
    if revision is None:
        return _gone(request, centre, code)
    return render(request, "catalogue/guide.html", _context(_guide(revision, today), centre))


@login_not_required
@require_safe
def guide_version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """An earlier version of a guide, as it read; said so above."""
    centre = centre_asked(request)
    today = day_at(centre, timezone.now())
    kept = queries.versions_in_force_until(centre.code, code, today)
    revision = next((one for one in kept if one.number == number), None)
    if revision is None or revision.effective_from is None:
        raise Http404
    context = _context(_guide(revision, revision.effective_from), centre)
    return render(request, "catalogue/guide.html", context | {"earlier": revision.effective_until})


@login_not_required
@require_safe
def versions(request: HttpRequest, code: str) -> HttpResponse:
    """All versions of a guide that were ever in force."""
    centre = centre_asked(request)
    today = day_at(centre, timezone.now())
    kept = queries.versions_in_force_until(centre.code, code, today)
    if not kept:
        raise Http404
    lines = [
        {
            "revision": revision,
            "version": version_words(revision),
            "promised": words.limit_words(revision.promised_amount, revision.promised_unit),
        }
        for revision in kept
    ]
    return render(request, "catalogue/versions.html", {"centre": centre, "code": code, "lines": lines})


@login_not_required
@require_safe
def guide_pdf(request: HttpRequest, code: str) -> HttpResponse:
    """The guide on one page of paper, in Chinese; its QR code leads back to the page."""
    centre = centre_asked(request)
    now = timezone.now()
    today = day_at(centre, now)
    revision = queries.published_revision(centre.code, code, today)
    if revision is None:
        return _gone(request, centre, code)
    with translation.override("zh-hans"):
        made = _guide(revision, today)
        pdf = page_of(
            "guide",
            organ_name=centre.name,
            data=letter_data(made, department=revision.item.department.name),
            address=site_address() + language_of(reverse("catalogue:guide", args=[code]))[1],
            on=today,
            at=now,
        )
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = _disposition(f"{revision.name}.pdf", keep=False)
    return answer


@login_not_required
@require_safe
def form_file(request: HttpRequest, code: str, form_id: int) -> HttpResponse:
    """A blank form, sample or reference paper of a version that is or was in force."""
    centre = centre_asked(request)
    today = day_at(centre, timezone.now())
    for revision in queries.versions_in_force_until(centre.code, code, today):
        for form in revision.forms.all():
            if form.pk == form_id:
                return file_answer(form.file, form.name)
    raise Http404


def file_answer(file: FormFile, name: str) -> HttpResponse:
    """The bytes of a form, to be kept and not to be run: the type is the one they were judged to have."""
    answer = HttpResponse(queries.path_of(file).read_bytes(), content_type=file.media_type)
    answer["Content-Disposition"] = _disposition(f"{name}.{SUFFIXES[file.media_type]}", keep=True)
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _disposition(name: str, *, keep: bool) -> str:
    """How a browser takes a file: to keep it under a name, or to show it."""
    return content_disposition_header(keep, name) or "inline"


def centre_asked(request: HttpRequest) -> Any:
    """The centre whose guides are read: the one that `?centre=` names, else the one that serves people."""
    centre = public_centre(request.GET.get("centre", "")[:20])
    if centre is None:
        raise Http404
    request.centre_name = centre.name  # type: ignore[attr-defined]
    return centre


def day_at(centre: Any, now: datetime) -> date:
    """The local day of a centre."""
    return now.astimezone(ZoneInfo(centre.time_zone)).date()


def _guide(revision: ItemRevision, on: date) -> Guide:
    centre = revision.item.centre
    windows = queries.windows_of([revision.item], on).get(revision.item_id, [])
    return guide_of(
        revision,
        windows,
        policy=policy_of(centre.regulation, on),
        calendar=calendar_of(centre.calendar),
        on=on,
    )


def _context(made: Guide, centre: Any) -> dict[str, object]:
    return {
        "guide": made,
        "revision": made.revision,
        "centre": centre,
        "department": made.revision.item.department,
        "version": version_words(made.revision),
        "flow_across": across(made.flow, name="fa"),
        "flow_down": down(made.flow, name="fd"),
    }


def _gone(request: HttpRequest, centre: Any, code: str) -> HttpResponse:
    """No version is in force: said in a sentence, with the versions there were; 404."""
    names = queries.history_of(centre.code, code)
    if not any(revision.effective_from for revision in names):
        raise Http404
    context = {"centre": centre, "code": code, "name": names[0].name}
    return render(request, "catalogue/gone.html", context, status=404)
