"""The intake in one screen: choose the item, the applicant, tick the materials, and the one act that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from yichuang.applicants import commands as applicants
from yichuang.applicants.queries import applicant_by_number, details_of
from yichuang.cases import commands as cases
from yichuang.cases.commands import Intake, Verdict
from yichuang.cases.queries import subject
from yichuang.catalogue.queries import revision_for_intake, search_items
from yichuang.centres.queries import centre
from yichuang.desk import commands, queries
from yichuang.desk.commands import Away
from yichuang.desk.web import facing
from yichuang.desk.web.doubts import IDENTITY_LENGTH, ask_about_doubts, doubts_of
from yichuang.desk.web.forms import IntakeForm, signatures_of
from yichuang.desk.web.printing import keep_code, print_all
from yichuang.kernel.errors import NotPermitted, Refused, RuleBroken
from yichuang.web.navigation import desk_ways
from yichuang.web.refusals import sentence_of
from yichuang.web.requests import acting_of

if TYPE_CHECKING:
    from yichuang.catalogue.models import ItemRevision
    from yichuang.kernel.acting import Acting

FOUND = 8
AWAY = {"not_needed", "refer", "refuse"}
PAGE = "desk/desk.html"


@never_cache
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The desk. With `?item=…` the item is chosen; those who do not receive get their own page."""
    by = acting_of(request)
    if not facing.may_receive(by) and (elsewhere := _own_page(by)):
        return redirect(elsewhere)
    code, refusal, revision = request.GET.get("item", ""), "", None
    if code:
        try:
            revision = revision_for_intake(by.centre, code, by.day)
        except RuleBroken as broken:
            refusal = sentence_of(broken)
    form = IntakeForm()
    rows = facing.rows_for(revision, {}) if revision else []
    told = facing.context(request, by, revision=revision, form=form, rows=rows, refusal=refusal)
    return render(request, PAGE, told, status=422 if refusal else 200)


def _own_page(by: Acting) -> str:
    """Where somebody without an intake belongs: the first page of their own role."""
    ways = [way for way in desk_ways(by.roles, "desk:home") if not way.current]
    own = desk_ways(frozenset(), "desk:home")
    of_role = [way for way in ways if way.address not in {one.address for one in own}]
    return next((way.address for way in (*of_role, *ways)), "")


@never_cache
@require_safe
def items(request: HttpRequest) -> HttpResponse:
    """The items found by initials or words, as a list to choose from (a part of the desk)."""
    by = acting_of(request)
    text = request.GET.get("q", "")
    found = search_items(by.centre, text, FOUND, on=by.day) if text.strip() else []
    return render(request, "desk/items.html", {"found": found, "text": text.strip()})


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The receipt and the verdict again, from what is typed and ticked now; nothing is kept."""
    by = acting_of(request)
    revision = _revision(request, by)
    form = IntakeForm(request.POST)
    rows = facing.rows_for(revision, request.POST)
    told = facing.facing(revision, form, rows, by)
    return render(request, "desk/preview.html", told | {"form": form, "revision": revision, "by": by})


@require_POST
def applicant(request: HttpRequest) -> HttpResponse:
    """二 again: after the kind was changed, or a whole number typed; who is known fills the form."""
    by = acting_of(request)
    return _applicant_part(request, by, request.POST.dict())


@require_POST
def card(request: HttpRequest) -> HttpResponse:
    """二 again, with what the card on the reader says."""
    by = acting_of(request)
    reader = queries.card_reader()
    if reader is None:
        return _applicant_part(request, by, request.POST.dict(), refusal=_sentence("no_reader"))
    read = reader.read(by.window or "")
    if read is None:
        return _applicant_part(request, by, request.POST.dict(), refusal=_sentence("nothing_read"))
    typed = request.POST.dict()
    if typed.get("kind") == "organisation":
        typed |= {"agent_name": read.name, "agent_number": read.number}
    else:
        typed |= {"name": read.name, "number": read.number, "address": read.address}
    return _applicant_part(request, by, typed, card=read)


def _applicant_part(request: HttpRequest, by: Acting, typed: dict[str, Any], **more: Any) -> HttpResponse:
    """The block of the applicant, filled with what is known of the number; that reading is filed."""
    known = None
    number = "".join(str(typed.get("number", "")).split())
    if len(number) == IDENTITY_LENGTH and not str(typed.get("telephone", "")).strip():
        house = centre(by.centre)
        known = applicant_by_number(house.pk, number)
    if known is not None:
        applicants.file_reading(
            by=by, applicant=known, subject=f"centre:{by.centre}", reason="intake of an application"
        )
        details = details_of(known)
        for name in ("name", "telephone", "address", "occupation", "legal_representative"):
            typed[name] = str(typed.get(name, "")).strip() or getattr(details, name)
    form = IntakeForm(typed)
    told = {"form": form, "known": known is not None, "card": None, "refusal": "", "reader": True, **more}
    return render(request, "desk/applicant.html", told | {"part": True, "doubts": doubts_of(form, by)})


@require_POST
def notice(request: HttpRequest) -> HttpResponse:
    """Print the one-time notice of the chosen item for somebody who asks. Source: INT-003."""
    by = acting_of(request)
    code = request.POST.get("item", "")
    try:
        issued = commands.hand_out_notice(
            by=by,
            item_code=code,
            recipient=request.POST.get("agent_name", "") or request.POST.get("name", ""),
        )
    except Refused as refusal:
        return _again(request, by, refusal)
    print_all(issued.subject)
    words = _("The one-time notice %(number)s is printed; the forms that go with it stand beside the item.")
    paper = _address("documents:pdf", issued.code)
    messages.success(
        request,
        format_html(
            '{} <a href="{}" target="_blank" rel="noopener">{}</a>', words % {"number": issued.number}, paper,
            _("Open the notice"),
        ),
    )  # fmt: skip
    return redirect(f"{reverse('desk:home')}?item={code}")


@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """The act: accept, tell once, defer, or turn away; then the page to print from."""
    by = acting_of(request)
    act = request.POST.get("act", "")
    if act == "look":
        return _again(request, by, None)
    form = IntakeForm(request.POST)
    try:
        revision = _revision(request, by)
        form.ask_for_what_is_missing()
        ask_about_doubts(form, by)
        taken = _take(request, by, revision, form, act)
    except Refused as refusal:
        return _again(request, by, refusal, form)
    print_all(subject(taken.case))
    response = redirect("desk:printed", taken.case.number)
    return keep_code(response, taken.case.number, taken.query_code)


def _take(request: HttpRequest, by: Acting, revision: ItemRevision, form: IntakeForm, act: str) -> Intake:
    rows = facing.rows_for(revision, request.POST)
    told: dict[str, Any] = {
        "by": by,
        "item_code": revision.item.code,
        "applicant": form.details(),
        "agent": form.agent(),
        "materials": [row.checked() for row in rows if row.state],
        "guidance": form.guidance_told(),
        "signatures": signatures_of(request.POST, form.told("agent_name") or form.told("name"), by.name),
    }
    if act in AWAY:
        away = Away(
            kind=cast("Literal['not_needed', 'refer', 'refuse']", act),
            reason=form.told(f"{act}_reason"),
            legal_basis=form.told(f"{act}_basis"),
            organ=form.told("organ"),
            address=form.told("organ_address"),
            telephone=form.told("organ_telephone"),
        )
        return commands.receive_and_turn_away(away=away, **told)
    verdict = {"accept": Verdict.ACCEPT, "correct": Verdict.CORRECT}.get(act, Verdict.DEFER)
    return cases.receive(verdict=verdict, deferral_reason=form.told("deferral_reason"), **told)


def _again(
    request: HttpRequest, by: Acting, refusal: Refused | None, form: IntakeForm | None = None
) -> HttpResponse:
    """The desk again with everything that was typed, and the sentence of the refusal."""
    form = form or IntakeForm(request.POST)
    try:
        revision = _revision(request, by)
    except RuleBroken as broken:
        revision, refusal = None, refusal or broken
    rows = facing.rows_for(revision, request.POST) if revision else []
    status = 200
    if refusal is not None:
        status = 403 if isinstance(refusal, NotPermitted) else 422
    told = facing.context(
        request, by, revision=revision, form=form, rows=rows, doubts=doubts_of(form, by),
        refusal=sentence_of(refusal) if refusal else "",
    )  # fmt: skip
    return render(request, PAGE, told, status=status)


def _revision(request: HttpRequest, by: Acting) -> ItemRevision:
    code = request.POST.get("item", "")
    if not code:
        raise RuleBroken("item_not_chosen")
    return revision_for_intake(by.centre, code, by.day)


def _sentence(code: str) -> str:
    return sentence_of(RuleBroken(code))


def _address(view: str, *args: object) -> str:
    try:
        return reverse(view, args=args)
    except NoReverseMatch:
        return ""
