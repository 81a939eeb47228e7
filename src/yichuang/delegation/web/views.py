"""Letters of delegation, chief representatives and seals: read, call, answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yichuang.accounts.rules.roles import Role
from yichuang.centres.queries import department, departments
from yichuang.delegation import commands, queries
from yichuang.delegation.web.forms import EndForm, GiveForm, LetterForm
from yichuang.kernel.errors import Refused
from yichuang.staff.queries import officer_by_code, officers_of
from yichuang.web.refusals import sentence_of
from yichuang.web.requests import acting_of


@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """The letters on file, in force and ended; who is chief representative. Source: DEL-001, DEL-002, DEL-006."""
    acting = acting_of(request)
    page = Paginator(queries.letters_of(acting.centre), 50).get_page(request.GET.get("page"))
    lines = [(letter, queries.scope_of(letter).in_force(acting.day)) for letter in page.object_list]
    context = {
        "page": page,
        "lines": lines,
        "chiefs": list(queries.chiefs_of(acting.centre)),
        "may_file": acting.has(Role.MANAGER, Role.ADMINISTRATOR),
    }
    return render(request, "delegation/list.html", context)


def new_letter(request: HttpRequest) -> HttpResponse:
    """File a letter with the centre. Source: DEL-001, DEL-002."""
    acting = acting_of(request)
    officers = [one for one in officers_of(acting.centre) if one.department_id]
    form = LetterForm(request.POST or None, departments=departments(acting.centre), officers=officers)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        told["department"] = department(acting.centre, told["department"])
        told["holder"] = officer_by_code(told["holder"])
        try:
            letter = commands.file_letter(by=acting, **told)
        except Refused as refused:
            refusal = sentence_of(refused)
        else:
            messages.success(request, _("The letter %(number)s is on file.") % {"number": letter.number})
            return redirect("delegation:list")
    context = {
        "form": form,
        "refusal": refusal,
        "title": _("File a letter of delegation"),
        "button": _("File the letter"),
    }
    return render(request, "delegation/form.html", context, status=422 if refusal or form.errors else 200)


def end_letter(request: HttpRequest, letter_id: int) -> HttpResponse:
    """End a letter. Source: DEL-002."""
    acting = acting_of(request)
    letter = queries.letters_of(acting.centre).filter(pk=letter_id).first()
    if letter is None:
        raise Http404
    form, refusal = EndForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            commands.end_letter(by=acting, letter=letter, **form.cleaned_data)
        except Refused as refused:
            refusal = sentence_of(refused)
        else:
            messages.success(request, _("The letter ends; what was decided under it stands."))
            return redirect("delegation:list")
    title = _("End the letter %(number)s") % {"number": letter.number}
    context = {"form": form, "refusal": refusal, "title": title, "button": _("End the letter")}
    return render(request, "delegation/form.html", context, status=422 if refusal or form.errors else 200)


@require_safe
def seals(request: HttpRequest) -> HttpResponse:
    """The register of seals, who keeps them, each use. Source: DEL-007, DEL-008."""
    acting = acting_of(request)
    context = {
        "seals": list(queries.seals_of(acting.centre)),
        "handovers": list(queries.open_handovers(acting.centre)),
        "uses": list(queries.uses_of(acting.centre)[:200]),
        "acting": acting,
    }
    return render(request, "delegation/seals.html", context)


def give_seal(request: HttpRequest, seal_id: int) -> HttpResponse:
    """Hand a seal over; the taker confirms. Source: DEL-008."""
    acting = acting_of(request)
    seal = queries.seals_of(acting.centre).filter(pk=seal_id).first()
    if seal is None:
        raise Http404
    officers = [one for one in officers_of(acting.centre) if one.department_id == seal.department_id]
    form: Any = GiveForm(request.POST or None, officers=officers)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        taker = officer_by_code(form.cleaned_data["taker"])
        try:
            commands.give_seal(by=acting, seal=seal, taker=taker, reason=form.cleaned_data["reason"])
        except Refused as refused:
            refusal = sentence_of(refused)
        else:
            messages.success(
                request, _("Handed over; it changes hands when %(name)s confirms.") % {"name": taker.name}
            )
            return redirect("delegation:seals")
    context = {"form": form, "refusal": refusal, "title": seal.imprint, "button": _("Hand the seal over")}
    return render(request, "delegation/form.html", context, status=422 if refusal or form.errors else 200)


@require_POST
def take_seal(request: HttpRequest, handover_id: int) -> HttpResponse:
    """Confirm taking a seal over. Source: DEL-008."""
    acting = acting_of(request)
    handover = queries.open_handovers(acting.centre).filter(pk=handover_id).first()
    if handover is None:
        raise Http404
    try:
        commands.take_seal(by=acting, handover=handover)
    except Refused as refused:
        messages.error(request, sentence_of(refused))
    else:
        messages.success(request, _("You keep the seal from now on."))
    return redirect("delegation:seals")
