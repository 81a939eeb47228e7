"""What the intake shows: the item, the applicant, the materials, the receipt and the verdict, from one form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from yichuang.accounts.rules.roles import Role
from yichuang.catalogue.queries import items_of_window
from yichuang.desk import queries
from yichuang.desk.notice import fee_words
from yichuang.desk.queries import ORDER, MyCase
from yichuang.desk.rules.verdict import verdict_of
from yichuang.desk.web.doubts import NO_DOUBTS
from yichuang.desk.web.forms import IntakeForm, Row, rows_of
from yichuang.desk.web.slip import promise, slip, verdict_told
from yichuang.desk.wording import GROUP_NAMES, left_words
from yichuang.web.days import day_words

if TYPE_CHECKING:
    from yichuang.catalogue.models import ItemRevision
    from yichuang.kernel.acting import Acting

MOST_OF_A_GROUP = 12
QUICK = 8


def board(by: Acting, current: str = "") -> dict[str, Any]:
    """My cases grouped by light, the most urgent first."""
    listed = queries.my_cases(by)
    groups = []
    for kind in ORDER:
        rows = [one for one in listed if one.kind is kind]
        if rows:
            groups.append(
                {
                    "light": {"kind": kind.value, "words": GROUP_NAMES[kind]},
                    "n": len(rows),
                    "rows": [_row(one, current) for one in rows[:MOST_OF_A_GROUP]],
                    "more": max(0, len(rows) - MOST_OF_A_GROUP),
                }
            )
    return {"groups": groups, "all": len(listed), "warnings": _warnings(listed, by)}


def _row(one: MyCase, current: str) -> dict[str, Any]:
    case, tags = one.case, []
    if one.at_once:
        tags.append(pgettext("desk", "at once"))
    if one.unanswered:
        tags.append(_("unanswered"))
    who = case.applicant.name
    if case.agent_id and case.agent:
        who = _("%(agent)s for %(applicant)s") % {"agent": case.agent.name, "applicant": who}
    return {
        "number": case.number,
        "tail": case.number[-9:],
        "who": who,
        "what": case.item_name,
        "left": left_words(one),
        "tags": tags,
        "current": case.number == current,
        "goes_on": case.state in {"received", "correcting"},
    }


def _warnings(listed: Sequence[MyCase], by: Acting) -> list[str]:
    """What must not be left over at the end of the day (RCP-002, CASE-006)."""
    told = []
    open_ones = [one for one in listed if one.at_once and one.case.received_on < by.day]
    if open_ones:
        n = len(open_ones)
        told.append(
            ngettext(
                "%(n)s finish-at-once case of an earlier day is still open: %(numbers)s.",
                "%(n)s finish-at-once cases of earlier days are still open: %(numbers)s.",
                n,
            )
            % {"n": n, "numbers": "、".join(one.case.number for one in open_ones[:3])}
        )
    silent = [one for one in listed if one.unanswered]
    if silent:
        n = len(silent)
        told.append(
            ngettext(
                "%(n)s application waits for an answer before the day ends: %(numbers)s.",
                "%(n)s applications wait for an answer before the day ends: %(numbers)s.",
                n,
            )
            % {"n": n, "numbers": "、".join(one.case.number for one in silent[:3])}
        )
    return told


def may_receive(by: Acting) -> bool:
    """Whether the intake is drawn for this person."""
    return by.has(Role.WINDOW, Role.REVIEWER, Role.CHIEF)


def rows_for(revision: ItemRevision, typed: Any) -> list[Row]:
    """The materials of an item with what was ticked."""
    materials = {one.order: one for one in revision.materials.all()}
    asks = []
    for one in queries.wanted_of(revision):
        material = materials[one.order]
        words = [f"{one.form} {one.copies}"]
        if material.form_required:
            words.append(_("our form"))
        if one.optional:
            words.append(str(material.get_need_display()))
        asks.append((one, " · ".join(words)))
    return rows_of(asks, typed)


def facing(revision: ItemRevision, form: IntakeForm, rows: Sequence[Row], by: Acting) -> dict[str, Any]:
    """What is computed from the form: the receipt, the verdict line, the counts."""
    wanted = queries.wanted_of(revision)
    verdict = verdict_of(wanted, [row.checked() for row in rows])
    due_on = queries.promised_day(revision, by)
    return {
        "slip": slip(form, revision, rows, verdict=verdict, by=by, due_on=due_on),
        "verdict": verdict_told(verdict, due_on, queries.silent_until(revision, by)),
        "count": count_words(rows),
        "who": form.told("agent_name") or form.told("name"),
    }


def count_words(rows: Sequence[Row]) -> str:
    """7 materials: 5 there, 1 missing, 1 wrong."""
    n = len(rows)
    told = [ngettext("%(n)s material", "%(n)s materials", n) % {"n": n}]
    for state, words in (
        ("present", _("%(n)s there")),
        ("missing", _("%(n)s missing")),
        ("wrong", _("%(n)s in the wrong form")),
    ):
        found = sum(1 for row in rows if row.state == state)
        if found:
            told.append(words % {"n": found})
    return _(": ").join([told[0], _(", ").join(told[1:])]) if told[1:] else told[0]


def item_facts(revision: ItemRevision, by: Acting) -> list[dict[str, str]]:
    """The line of facts under the item's name."""
    statutory = f"{revision.statutory_amount or ''} {revision.get_statutory_unit_display()}".strip()
    facts = [
        (pgettext("desk", "Promise"), promise(revision)),
        (_("By law"), statutory),
        (pgettext("desk", "Handling"), str(revision.get_case_kind_display())),
        (_("Fee"), _("free of charge") if not revision.charges else fee_words(revision)),
    ]
    procedures = [str(one.get_kind_display()) for one in revision.procedures.all()]
    if procedures:
        facts.append((_("Special procedures"), "、".join(procedures)))
    facts.append((_("Due if accepted today"), day_words(queries.promised_day(revision, by))))
    return [{"label": label, "value": value} for label, value in facts]


def context(
    request: HttpRequest,
    by: Acting,
    *,
    revision: ItemRevision | None,
    form: IntakeForm,
    rows: Sequence[Row] = (),
    **more: Any,
) -> dict[str, Any]:
    """Everything the page of the desk shows."""
    told: dict[str, Any] = {
        "by": by,
        "board": board(by),
        "form": form,
        "rows": rows,
        "revision": revision,
        "reader": queries.card_reader() is not None,
        "card": None,
        "doubts": NO_DOUBTS,
        "known": False,
        "refusal": "",
        "kept_from_server": request.method == "POST",
        **more,
    }
    if revision is None:
        window = by.window or ""
        told["quick"] = items_of_window(by.centre, window, by.day)[:QUICK] if window else []
        return told
    return told | facing(revision, form, rows, by) | {"facts": item_facts(revision, by)}
