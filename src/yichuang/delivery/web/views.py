"""Pages of the pick-up window: make a result, hand it over, the registers."""

from __future__ import annotations

import base64
import binascii
import json

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from yichuang.cases.commands import SignatureTold
from yichuang.cases.queries import case_or_none
from yichuang.delivery import commands, queries
from yichuang.delivery.rules.pickup import late_side
from yichuang.delivery.wording import METHOD_NAMES
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import Refused
from yichuang.web.refusals import sentence_of
from yichuang.web.requests import acting_of

PNG = "data:image/png;base64,"


class ResultForm(forms.Form):
    """The licence that was made, where the item ends in one."""

    licence_number = forms.CharField(
        label=_("Licence number (where the item ends in a licence)"), required=False, max_length=80
    )
    valid_from = forms.DateField(
        label=_("Valid from"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    valid_until = forms.DateField(
        label=_("Valid until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class HandOverForm(forms.Form):
    """Who takes the result, and how."""

    method = forms.ChoiceField(label=_("How it is handed over"), choices=list(METHOD_NAMES.items()))
    taker_name = forms.CharField(label=_("Taken by"), max_length=60)
    relation = forms.CharField(label=_("Relation to the applicant"), max_length=40)
    taker_number = forms.CharField(label=_("Identity number of the taker"), required=False, max_length=24)
    identity_checked = forms.BooleanField(label=_("The identity was checked against the original"))
    tracking = forms.CharField(label=_("Tracking number of the courier"), required=False, max_length=60)
    late_reason = forms.CharField(
        label=_("Reason, where it is collected after the promised day"), required=False, max_length=200
    )


@require_safe
def pickups(request: HttpRequest) -> HttpResponse:
    """Results to be made, results that wait, and those that wait too long."""
    acting = acting_of(request)
    context = {
        "to_make": list(queries.to_make(acting.centre)[:200]),
        "to_collect": list(queries.to_collect(acting.centre)[:200]),
        "today": acting.day,
    }
    return render(request, "delivery/list.html", context)


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The pick-up register and that of licences. Source: RCP-008, DLV-003."""
    acting = acting_of(request)
    page = Paginator(queries.pickups_of(acting.centre), 50).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "licences": list(queries.licences_of(acting.centre)[:50]),
        "times": queries.days_from_decision(acting.centre),
    }
    return render(request, "delivery/register.html", context)


def issue(request: HttpRequest, number: str) -> HttpResponse:
    """Make the result of one case."""
    acting = acting_of(request)
    case = case_or_none(acting.centre, number)
    if case is None:
        raise Http404
    form, refusal = ResultForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            commands.make_result(by=acting, number=number, **form.cleaned_data)
        except Refused as refused:
            refusal = sentence_of(refused)
        else:
            messages.success(request, _g("The result can be collected; the applicant is told."))
            return redirect("cases:detail", number)
    context = {"case": case, "form": form, "refusal": refusal}
    return render(request, "delivery/issue.html", context, status=422 if refusal or form.errors else 200)


def hand_over(request: HttpRequest, number: str) -> HttpResponse:
    """Hand one result over, with both signatures."""
    acting = acting_of(request)
    case = case_or_none(acting.centre, number)
    if case is None:
        raise Http404
    first = {"taker_name": case.applicant.name, "relation": _g("the applicant"), "method": "window"}
    form, refusal = HandOverForm(request.POST or None, initial=first), ""
    if request.method == "POST" and form.is_valid():
        try:
            given = signatures_from(request, acting, form.cleaned_data["taker_name"])
            commands.hand_over(by=acting, number=number, signatures=given, **form.cleaned_data)
        except Refused as refused:
            refusal = sentence_of(refused)
        else:
            messages.success(request, _g("Handed over; the pick-up form is being set in three copies."))
            return redirect("cases:detail", number)
    ready_on = case.ready_on or acting.day
    late = late_side(promised_on=case.promised_pickup_on, ready_on=ready_on, actual_on=acting.day)
    context = {"case": case, "form": form, "refusal": refusal, "late": late}
    return render(request, "delivery/hand_over.html", context, status=422 if refusal or form.errors else 200)


def signatures_from(request: HttpRequest, acting: Acting, taker: str) -> list[SignatureTold]:
    """What the two pads on the page gave: the taker's and the officer's; those that were left empty are not there."""
    found = []
    for prefix, role, label in (("", "applicant", taker), ("officer_", "officer", acting.name)):
        picture = request.POST.get(f"{prefix}signature_png", "")
        if picture.startswith(PNG):
            try:
                png = base64.b64decode(picture.removeprefix(PNG), validate=True)
                strokes = json.loads(request.POST.get(f"{prefix}signature_strokes") or "[]")
            except (binascii.Error, ValueError):
                continue
            found.append(SignatureTold(role, label, png, strokes))
    return found
