"""Pages of the cashier."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from yichuang.cases.queries import case_or_none
from yichuang.fees import commands, queries
from yichuang.fees.rules.assess import Standard
from yichuang.fees.wording import METHOD_NAMES
from yichuang.kernel.errors import Refused
from yichuang.web.refusals import sentence_of
from yichuang.web.requests import acting_of


class PaymentForm(forms.Form):
    """How many of each fee, how it was paid, or by which provision it is waived."""

    method = forms.ChoiceField(
        label=_("How it was paid"), choices=[one for one in METHOD_NAMES.items() if one[0] != "waived"]
    )
    waiver_basis = forms.CharField(label=_("Legal basis, where it is waived"), required=False, max_length=200)

    def __init__(self, *args: Any, standards: list[Standard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standards = standards
        for one in standards:
            label = f"{one.name}（{one.amount_fen / 100:.2f} 元／{one.per or _g('piece')}）"
            self.fields[f"fee_{one.order}"] = forms.IntegerField(
                label=label, initial=1, min_value=0, max_value=999, help_text=one.basis
            )
        self.order_fields([f"fee_{one.order}" for one in standards])

    def quantities(self) -> dict[int, int]:
        return {one.order: self.cleaned_data[f"fee_{one.order}"] for one in self.standards}


@require_safe
def payments(request: HttpRequest) -> HttpResponse:
    """What is to be paid, and what was."""
    acting = acting_of(request)
    paid = Paginator(queries.payments_of(acting.centre), 50).get_page(request.GET.get("page"))
    context = {"waiting": list(queries.to_pay(acting.centre)[:200]), "page": paid}
    return render(request, "fees/list.html", context)


def pay(request: HttpRequest, number: str) -> HttpResponse:
    """Confirm the fee of one case."""
    acting = acting_of(request)
    case = case_or_none(acting.centre, number)
    if case is None:
        raise Http404
    form = PaymentForm(request.POST or None, standards=queries.standards_of(case))
    refusal = ""
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            payment = commands.confirm_payment(
                by=acting, number=number, quantities=form.quantities(), method=told["method"],
                waiver_basis=told["waiver_basis"],
            )  # fmt: skip
        except Refused as refused:
            refusal = sentence_of(refused)
        else:
            yuan = f"{payment.total_fen / 100:.2f}"
            messages.success(
                request, _g("Confirmed: %(yuan)s yuan. The result can be made.") % {"yuan": yuan}
            )
            return redirect("cases:detail", number)
    context = {"case": case, "form": form, "refusal": refusal}
    return render(request, "fees/pay.html", context, status=422 if refusal or form.errors else 200)
