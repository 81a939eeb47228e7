"""What the pages of a case show, put together from its rows, clocks, documents and entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from yichuang.cases import queries
from yichuang.cases import wording as w
from yichuang.cases.models import Case
from yichuang.cases.rules.lifecycle import TABLE, Act, State
from yichuang.cases.rules.people import may
from yichuang.cases.web.acts import BY_SLUG, PAGES
from yichuang.cases.web.story import Told, story_of
from yichuang.clocks.queries import clocks_of, derivation_of, spoken_light_of
from yichuang.clocks.rules.strip import cells
from yichuang.kernel.acting import Acting
from yichuang.ledger.queries import entries_of
from yichuang.policy.queries import policy_of
from yichuang.staff.queries import names_of

NO_HURRY = 99


@dataclass(frozen=True, slots=True)
class Line:
    """One case in a list: its light, and when it is due."""

    case: Case
    light: Any
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A way to an act: its words and its address."""

    words: str
    address: str


def lines_of(cases: Sequence[Case], day: date) -> list[Line]:
    """Cases with their lights, the most urgent first; one query for the clocks of all."""
    clocks = clocks_of([queries.subject(case) for case in cases])
    lines = [_line(case, clocks[queries.subject(case)], day) for case in cases]
    return sorted(
        lines, key=lambda line: (line.light.urgency if line.light else NO_HURRY, line.due_on or date.max)
    )


def _line(case: Case, clocks: dict[str, Any], day: date) -> Line:
    clock = clocks.get("promise")
    if clock is None or case.state in {State.RECEIVED, State.CORRECTING}:
        clock = next((clocks[kind] for kind in ("correction", "notice") if _open(clocks, kind)), clock)
        return Line(
            case, spoken_light_of(clock, None, day) if clock else None, clock.due_on if clock else None
        )
    return Line(case, spoken_light_of(clock, clocks.get("statutory"), day), clock.due_on)


def _open(clocks: dict[str, Any], kind: str) -> bool:
    return kind in clocks and clocks[kind].ended_on is None


def clocks_shown(case: Case, day: date) -> dict[str, Any]:
    """The clocks of a case for its page: light, strip, both derivations; empty before acceptance.

    Three queries whatever happened to the case. Source: CLK-001.
    """
    subject = queries.subject(case)
    rows = clocks_of([subject])[subject]
    if "promise" not in rows:
        waiting = next((rows[kind] for kind in ("correction", "notice") if kind in rows), None)
        return {"light": spoken_light_of(waiting, None, day) if waiting else None, "waiting": waiting}
    folded = queries.folded(case)
    promise, statutory = folded["promise"], folded["statutory"]
    policy = policy_of(case.regulation, case.accepted_on or case.received_on)
    table, note = derivation_of(promise, statutory, policy, deemed=case.deemed)
    return {
        "light": spoken_light_of(rows["promise"], rows["statutory"], day),
        "strip": cells(day, promise, statutory, deemed=case.deemed),
        "rows": table,
        "note": note,
        "promise": rows["promise"],
        "statutory": rows["statutory"],
    }


def story_shown(case: Case, only: set[str] | None = None) -> list[Told]:
    """The history of the case in sentences, the newest first; two queries."""
    entries = list(entries_of(queries.subject(case)))
    if only:
        entries = [entry for entry in entries if entry.act in only]
    names = names_of(entry.actor for entry in entries)
    opinions = {f"{one.act}:{one.officer}": one.text for one in case.opinions.all()}
    return story_of(entries, names, opinions)


def route_of(case: Case) -> list[dict[str, Any]]:
    """The stages of the case and where it stands: done, now, todo; for the picture and its list."""
    names = names_of([case.receiver, case.reviewer, case.decider])
    stages = [
        ("receive", _("Receipt"), case.receiver, case.received_on),
        ("accept", _("Acceptance"), case.receiver if not case.deemed else "", case.accepted_on),
        ("review", _("Review"), case.reviewer, case.reviewed_at),
        ("decide", _("Decision and seal"), case.decider, case.decided_on),
        *([("fee", _("Fee"), "", case.fee_settled_on)] if case.revision.charges else []),
        ("issue", _("Making the result"), "", case.ready_on),
        ("deliver", _("Hand-over"), "", case.ended_on if case.outcome in {"granted", "denied"} else None),
    ]
    shown: list[dict[str, Any]] = []
    now_found = False
    for key, name, who, when in stages:
        state = "done" if when else "todo"
        if not when and not now_found and not case.ended_on:
            state, now_found = "now", True
        elif not when and case.ended_on:
            state = "skipped"
        stage: dict[str, Any] = {"name": name, "who": names.get(who, ""), "when": when, "state": state}
        if key == "review":
            stage["above"] = _procedure_of(case)
        shown.append(stage)
    return shown


def _procedure_of(case: Case) -> dict[str, Any] | None:
    """The last special procedure, drawn above the review that waits for it."""
    runs = list(case.procedures.all())
    if not runs:
        return None
    run = runs[-1]
    name = _("%(procedure)s (clock stands)") % {"procedure": w.PROCEDURE_NAMES.get(run.kind, run.kind)}
    return {"name": name, "when": run.ended_on or run.started_on, "state": "hold", "mark": bool(run.ended_on)}


# Acts whose page stands in another package: desk, fees, delivery, archive.
ELSEWHERE = {
    Act.ACCEPT: "desk:supplement",
    Act.SUPPLEMENT: "desk:supplement",
    Act.SETTLE_FEE: "fees:pay",
    Act.ISSUE: "delivery:issue",
    Act.DELIVER: "delivery:hand_over",
    Act.ARCHIVE: "archive:file",
}
# What is most likely next in each state: the one prominent button.
NEXT = {
    State.RECEIVED: Act.ACCEPT,
    State.CORRECTING: Act.SUPPLEMENT,
    State.ACCEPTED: Act.REVIEW,
    State.REVIEWED: Act.DECIDE,
    State.IN_PROCEDURE: Act.END_PROCEDURE,
    State.DECIDED: Act.ISSUE,
    State.FEE_DUE: Act.SETTLE_FEE,
    State.READY: Act.DELIVER,
}


def acts_of(case: Case, acting: Acting) -> tuple[dict[str, Any] | None, list[Shown]]:
    """The next act (with why it cannot be done, if so) and the lesser ones that this person may do."""
    state = State(case.state)
    following = NEXT.get(state, Act.ARCHIVE if state in TABLE[Act.ARCHIVE] else None)
    main = None
    if following is not None:
        allowed = may(acting, following, centre=case.centre.code, department=case.department.code)
        main = {
            "words": w.ACT_NAMES[following],
            "address": _address(following, case) if allowed else "",
            "why": "" if allowed else _why_not(following),
        }
    matter = any(one.state == "open" and one.kind == "refuse" for one in case.negative_matters.all())
    lesser = []
    for page in PAGES:
        if page.act is following or state not in TABLE[page.act] or (page.act is Act.REFUSE and not matter):
            continue
        if page.act is Act.PROPOSE_REFUSAL and (matter or state is not State.RECEIVED):
            continue
        if page.act is Act.EXTEND and state is State.RECEIVED:
            continue
        if may(acting, page.act, centre=case.centre.code, department=case.department.code):
            lesser.append(Shown(str(page.title), reverse("cases:act", args=[case.number, page.slug])))
    return main, lesser


def _why_not(act: Act) -> str:
    return _("%(act)s: this is for %(who)s.") % {"act": w.ACT_NAMES[act], "who": w.WHO_DOES[act]}


def _address(act: Act, case: Case) -> str:
    if act is Act.DECIDE:
        return reverse("cases:decide", args=[case.number])
    if act in ELSEWHERE:
        try:
            return reverse(ELSEWHERE[act], args=[case.number])
        except NoReverseMatch:
            return ""
    slug = next(slug for slug, page in BY_SLUG.items() if page.act is act)
    return reverse("cases:act", args=[case.number, slug])
