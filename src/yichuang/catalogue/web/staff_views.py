"""The desk of the catalogue: the list, an item with what it lacks, the editor, and the acts on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yichuang.catalogue import commands, queries
from yichuang.catalogue import wording as w
from yichuang.catalogue.models import Item, ItemRevision
from yichuang.catalogue.rules.content import Content
from yichuang.catalogue.rules.permissions import may_decide, may_draft, may_submit
from yichuang.catalogue.rules.terms import EDITABLE_STATES, ChangeState, RevisionState
from yichuang.catalogue.web import forms, words
from yichuang.catalogue.web.public_views import file_answer
from yichuang.centres.queries import departments, windows
from yichuang.kernel.acting import Acting
from yichuang.kernel.errors import NotPermitted, Refused
from yichuang.staff.queries import names_of
from yichuang.web.refusals import sentence_of
from yichuang.web.requests import acting_of

A_PAGE = 50
PART_NAMES: Mapping[str, Promise] = {
    "materials": gettext_lazy("Materials"),
    "steps": gettext_lazy("Route"),
    "procedures": gettext_lazy("Special procedures"),
    "fees": gettext_lazy("Fee standards"),
}


@dataclass(frozen=True, slots=True)
class Deed:
    """One act on an item: its words, its form, its command, who may, and in which states."""

    name: str
    title: Promise
    button: Promise
    form: Callable[..., django_forms.Form]
    act: Callable[..., object]
    done: Promise
    states: tuple[str, ...] = ()
    committee: bool = False
    grave: bool = False


DEEDS: Mapping[str, Deed] = {
    deed.name: deed
    for deed in (
        Deed(
            "submit", gettext_lazy("Submit to the management committee"), gettext_lazy("Submit the revision"),
            forms.SubmitForm, commands.submit,
            gettext_lazy("Submitted. The management committee confirms it or returns it with a reason."),
            EDITABLE_STATES,
        ),
        Deed(
            "confirm", gettext_lazy("Confirm what was submitted"), gettext_lazy("Confirm the revision"), forms.ApprovalForm,
            commands.confirm, gettext_lazy("Confirmed. It can be published now."),
            (RevisionState.SUBMITTED,), committee=True,
        ),
        Deed(
            "return", gettext_lazy("Return to the department"), gettext_lazy("Return it"), forms.ReasonForm,
            commands.return_, gettext_lazy("Returned to the department with the reason."),
            (RevisionState.SUBMITTED, RevisionState.CONFIRMED), committee=True,
        ),
        Deed(
            "publish", gettext_lazy("Publish the revision"), gettext_lazy("Publish the revision"), forms.PublishForm, commands.publish,
            gettext_lazy("Published. The public guide follows by itself on the day it takes effect."),
            (RevisionState.CONFIRMED,), committee=True,
        ),
        Deed(
            "discard", gettext_lazy("Take this revision back"), gettext_lazy("Take it back"), forms.ReasonForm,
            commands.discard_draft, gettext_lazy("Taken back. It stays on file and is never published."),
            (*EDITABLE_STATES, RevisionState.SUBMITTED), grave=True,
        ),
    )
}  # fmt: skip


@require_safe
def item_list(request: HttpRequest) -> HttpResponse:
    """The items of the centre, by department, name or state."""
    by = acting_of(request)
    asked = {name: request.GET.get(name, "").strip()[:60] for name in ("q", "department", "state")}
    shown = queries.newest_revisions(
        by.centre, department_code=asked["department"], state=asked["state"], text=asked["q"]
    )
    page = Paginator(shown, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "asked": asked,
        "departments": departments(by.centre),
        "states": w.STATE_NAMES.items(),
        "counts": queries.counts_by_state(by.centre),
        "may_add": bool(by.department) or may_decide(by, centre=by.centre),
    }
    return render(request, "catalogue/list.html", context)


@require_http_methods(["GET", "POST"])
def new_item(request: HttpRequest) -> HttpResponse:
    """A new item of a department, as a draft."""
    by = acting_of(request)
    choices = [
        (department.code, department.name)
        for department in departments(by.centre)
        if may_draft(by, centre=by.centre, department=department.code)
    ]
    form = forms.NewItemForm(request.POST or None, departments=choices)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            commands.create_draft(
                by=by,
                department_code=told["department"],
                code=told["code"],
                content=Content(name=told["name"]),
            )
        except Refused as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, _("The draft is made. Write down what it says."))
            return redirect("catalogue:edit", told["code"])
    return render(request, "catalogue/new.html", {"form": form}, status=422 if form.errors else 200)


@require_safe
def item_page(request: HttpRequest, code: str) -> HttpResponse:
    """One item: where it stands, what it lacks, what can be done with it, what was done."""
    by = acting_of(request)
    return render(request, "catalogue/item.html", _item_context(by, _item(by, code)))


@require_POST
def deed(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Submit, confirm, return, publish, take back: what was typed stays if it is refused."""
    by = acting_of(request)
    if name not in DEEDS:
        raise Http404
    chosen = DEEDS[name]
    form = chosen.form(request.POST)
    return _act(
        request,
        code,
        name=name,
        form=form,
        act=lambda told: chosen.act(by=by, item_code=code, **told),
        done=chosen.done,
    )


@require_POST
def revise(request: HttpRequest, code: str) -> HttpResponse:
    """Open the next revision, and go to the editor."""
    by = acting_of(request)
    commands.revise(by=by, item_code=_item(by, code).code)
    messages.success(request, _("The next revision is open, as a copy of the last one."))
    return redirect("catalogue:edit", code)


@require_POST
def withdrawal(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """Taking an item out of force: asked for, answered, or decided by the committee itself."""
    by = acting_of(request)
    match name:
        case "ask":
            form: django_forms.Form = forms.SubmitForm(request.POST)
            act: Callable[[dict[str, Any]], object] = lambda told: commands.ask_withdrawal(  # noqa: E731
                by=by, item_code=code, **told
            )
            done = gettext_lazy("Asked. The item stays in force until the committee has decided.")
        case "approve" | "refuse":
            form = forms.ApprovalForm(request.POST)
            act = lambda told: commands.decide_withdrawal(  # noqa: E731
                by=by, item_code=code, approved=name == "approve", **told
            )
            done = gettext_lazy("Decided. Running cases go on under the version they were accepted under.")
        case "decide":
            form = forms.WithdrawForm(request.POST)
            act = lambda told: commands.withdraw(  # noqa: E731
                by=by, item_code=code, effective_from=told.pop("wanted_from"), **told
            )
            done = gettext_lazy("Decided. Running cases go on under the version they were accepted under.")
        case _:
            raise Http404
    return _act(request, code, name=f"withdrawal-{name}", form=form, act=act, done=done)


@require_POST
def window(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """A window serves the item from a day on, or no longer."""
    by = acting_of(request)
    acts = {"map": commands.map_window, "unmap": commands.unmap_window}
    if name not in acts:
        raise Http404
    form = forms.WindowForm(request.POST, windows=_window_choices(by))
    done = gettext_lazy("Filed. The service catalogue of the window follows by itself.")

    def act(told: dict[str, Any]) -> object:
        return acts[name](by=by, item_code=code, window_number=told.pop("number"), **told)

    return _act(request, code, name=f"window-{name}", form=form, act=act, done=done)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """The editor of the open revision: its single fields."""
    by = acting_of(request)
    revision = _open(by, code)
    before = queries.content_of(revision)
    told = forms.ContentForm.told(before) | {"seen": queries.content_hash(revision)}
    form = forms.ContentForm(request.POST or None, initial=told)
    if request.method == "POST" and form.is_valid():
        try:
            commands.edit_draft(
                by=by,
                item_code=code,
                content=form.content(before),
                seen_hash=form.cleaned_data["seen"] or None,
            )
        except Refused as refusal:
            form.add_error(None, sentence_of(refusal))
            form = _seen_again(form, told["seen"])
        else:
            messages.success(request, _("Saved."))
            return redirect("catalogue:item" if "done" in request.POST else "catalogue:edit", code)
    context = _editor_context(by, revision) | {"form": form}
    return render(request, "catalogue/edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def part(request: HttpRequest, code: str, part: str) -> HttpResponse:
    """The lines of one part: materials, route, special procedures, fees."""
    if part not in forms.PART_FORMS:
        raise Http404
    by = acting_of(request)
    revision = _open(by, code)
    before = queries.content_of(revision)
    lines = forms.lines_of(part, getattr(before, part), request.POST or None)
    refusal = ""
    if request.method == "POST" and lines.is_valid():
        content = with_lines(before, part, lines.said())
        try:
            commands.edit_draft(
                by=by, item_code=code, content=content, seen_hash=request.POST.get("seen") or None
            )
        except Refused as refused:
            refusal = sentence_of(refused)
        else:
            messages.success(request, _("Saved."))
            if "more" in request.POST:
                return redirect("catalogue:part", code, part)
            return redirect("catalogue:item", code)
    context = _editor_context(by, revision) | {
        "lines": lines,
        "part": part,
        "part_name": PART_NAMES[part],
        "seen": queries.content_hash(revision),
        "refusal": refusal,
    }
    wrong = refusal or (lines.is_bound and not lines.is_valid())
    return render(request, "catalogue/part.html", context, status=422 if wrong else 200)


@require_http_methods(["GET", "POST"])
def sample_forms(request: HttpRequest, code: str) -> HttpResponse:
    """The forms of the open revision: attach, replace by a new version, take out."""
    by = acting_of(request)
    revision = _open(by, code)
    materials = [line.name for line in queries.content_of(revision).materials]
    form = forms.AddFormForm(request.POST or None, request.FILES or None, materials=materials)
    if request.method == "POST" and "remove" in request.POST:
        commands.remove_form(by=by, item_code=code, form_id=int(request.POST["remove"]))
        messages.success(request, _("Taken out of this revision. Versions already published keep it."))
        return redirect("catalogue:sample_forms", code)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = commands.add_form(
                by=by, item_code=code, kind=told["kind"], name=told["name"], material_name=told["material_name"],
                content=told["file"].read(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error("file", sentence_of(refusal))
        else:
            messages.success(request, _("Attached as version %(version)s.") % {"version": made.version})
            return redirect("catalogue:sample_forms", code)
    context = _editor_context(by, revision) | {"form": form, "forms": list(revision.forms.all())}
    return render(request, "catalogue/forms.html", context, status=422 if form.errors else 200)


@require_safe
def sample_form_file(request: HttpRequest, code: str, form_id: int) -> HttpResponse:
    """A form of any revision, for staff."""
    by = acting_of(request)
    item = _item(by, code)
    form = queries.form_of_item(item, form_id)
    if form is None:
        raise Http404
    return file_answer(form.file, form.name)


def _act(
    request: HttpRequest,
    code: str,
    *,
    name: str,
    form: django_forms.Form,
    act: Callable[[dict[str, Any]], object],
    done: Promise,
) -> HttpResponse:
    """Do it and go back to the item; or show the item again with the form as it was typed.

    Who may not gets the page that says so, from the middleware.
    """
    by = acting_of(request)
    item = _item(by, code)
    refusal = ""
    if form.is_valid():
        try:
            act(dict(form.cleaned_data))
        except NotPermitted:
            raise
        except Refused as refused:
            refusal = sentence_of(refused)
            form.add_error(None, refusal)
        else:
            messages.success(request, str(done))
            return redirect("catalogue:item", code)
    context = _item_context(by, item, typed={name: form}) | {"refusal": refusal}
    return render(request, "catalogue/item.html", context, status=422)


def _item(by: Acting, code: str) -> Item:
    try:
        return queries.item(by.centre, code)
    except Item.DoesNotExist:
        raise Http404 from None


def _open(by: Acting, code: str) -> ItemRevision:
    revision = queries.open_revision(by.centre, code)
    if revision is None:
        raise Http404
    return revision


def _item_context(by: Acting, item: Item, typed: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Everything the page of an item shows. typed: forms that were refused, by name."""
    typed = typed or {}
    history = queries.history_of(by.centre, item.code)
    revision = queries.revision(by.centre, item.code, history[0].number)
    department = item.department.code
    decides = may_decide(by, centre=by.centre)
    drafts = may_draft(by, centre=by.centre, department=department)
    asks = may_submit(by, centre=by.centre, department=department)
    changes = queries.changes_of(by.centre, item.code)
    current = next((kept for kept in history if queries.is_in_force(kept, by.day)), None)
    names = names_of(
        {
            one
            for kept in history
            for one in (kept.drafted_by, kept.submitted_by, kept.decided_by, kept.published_by)
        }
        | {one for change in changes for one in (change.requested_by, change.decided_by)}
    )
    findings = () if revision.state in {"published", "withdrawn"} else queries.findings_of(revision, by.day)
    return {
        "item": item,
        "revision": revision,
        "current": current,
        "history": history,
        "changes": changes,
        "names": names,
        "findings": [words.finding_words(finding) for finding in findings],
        "deeds": [
            {"deed": one, "form": typed.get(one.name) or one.form(auto_id=f"id_{one.name}_%s")}
            for one in DEEDS.values()
            if revision.state in one.states
            and (decides if one.committee else (asks if one.name == "submit" else drafts))
        ],
        "may_edit": drafts and revision.state in EDITABLE_STATES,
        "may_revise": drafts and revision.state in {"published", "withdrawn"},
        "windows": queries.windows_of([item], by.day).get(item.pk, []),
        "window_deeds": _window_deeds(by, typed) if decides else [],
        "withdrawal_deeds": _withdrawal_deeds(changes, typed, asks=asks, decides=decides) if current else [],
        "content": queries.content_of(revision),
        "promised": words.limit_words(revision.promised_amount, revision.promised_unit),
        "statutory": words.limit_words(revision.statutory_amount, revision.statutory_unit),
        "fee": words.fee_words(list(revision.fees.all()), charges=revision.charges),
        "applicants": words.applicants_words(revision),
        "parts": PART_NAMES.items(),
    }


def _window_deeds(by: Acting, typed: Mapping[str, Any]) -> list[dict[str, Any]]:
    choices = _window_choices(by)
    told = (
        ("map", _("Let a window serve this item"), _("Add the window")),
        ("unmap", _("A window serves it no longer"), _("Take the window out")),
    )
    return [
        {
            "name": name,
            "title": title,
            "button": button,
            "form": typed.get(f"window-{name}")
            or forms.WindowForm(windows=choices, initial={"since": by.day}, auto_id=f"id_{name}_%s"),
        }
        for name, title, button in told
    ]


def _withdrawal_deeds(
    changes: list[Any], typed: Mapping[str, Any], *, asks: bool, decides: bool
) -> list[dict[str, Any]]:
    """Ways to take the item out of force, for whoever looks."""
    waiting = any(
        one.kind == "cancel" and one.state == ChangeState.OPEN and one.window_id is None for one in changes
    )
    ways: list[tuple[str, str, str, Any]] = []
    if asks and not waiting:
        ways.append(
            ("ask", _("Ask for it to be taken out of force"), _("Send the request"), forms.SubmitForm)
        )
    if decides and waiting:
        ways.append(
            (
                "approve",
                _("Approve that it is taken out of force"),
                _("Approve the request"),
                forms.ApprovalForm,
            )
        )
        ways.append(("refuse", _("Return the request"), _("Return the request"), forms.ApprovalForm))
    if decides and not waiting:
        ways.append(("decide", _("Take it out of force"), _("Take out of force"), forms.WithdrawForm))
    return [
        {
            "name": name,
            "title": title,
            "button": button,
            "form": typed.get(f"withdrawal-{name}") or form(auto_id=f"id_{name}_%s"),
        }
        for name, title, button, form in ways
    ]


def _window_choices(by: Acting) -> list[tuple[str, str]]:
    return [(one.number, f"{one.number} {one.name}") for one in windows(by.centre)]


def _editor_context(by: Acting, revision: ItemRevision) -> dict[str, Any]:
    return {
        "item": revision.item,
        "revision": revision,
        "editable": revision.state in EDITABLE_STATES
        and may_draft(by, centre=by.centre, department=revision.item.department.code),
        "findings": [words.finding_words(finding) for finding in queries.findings_of(revision, by.day)],
        "parts": PART_NAMES.items(),
    }


def with_lines(content: Content, part: str, said: tuple[Any, ...]) -> Content:
    """The content with other lines in one part."""
    changed: dict[str, Any] = {part: said}
    return replace(content, **changed)


def _seen_again(form: forms.ContentForm, seen: str) -> forms.ContentForm:
    """After a refusal the page knows the newest state: saving again is then meant."""
    form.data = form.data.copy()  # type: ignore[attr-defined]
    form.data["seen"] = seen  # type: ignore[index]
    return form
