"""The guide (办事指南) of an item: everything its page and its paper say, made from the revision alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yichuang.catalogue import wording as w
from yichuang.catalogue.models import ItemRevision, Material, SampleForm, Step, WindowService
from yichuang.catalogue.rules.limits import limit_of
from yichuang.catalogue.rules.terms import CaseKind, Channel, FormKind, HowObtained, ItemKind, Need, Stage
from yichuang.catalogue.web import words
from yichuang.catalogue.web.flow_chart import Flow, Node
from yichuang.kernel.errors import CannotCompute
from yichuang.kernel.work_calendar import WorkCalendar
from yichuang.kernel.worktime import Unit, due
from yichuang.policy.rules.parameters import ClockStarts, Policy, Stops
from yichuang.web.days import day_words, full_day


@dataclass(frozen=True, slots=True)
class Paper:
    """A line of "what to bring"."""

    name: str
    copies: str
    note: str
    may_follow: bool
    handed_in: bool
    forms: tuple[SampleForm, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """What a citizen asks, in the order in which he asks."""

    revision: ItemRevision
    promised: str
    promised_more: str
    fee: str
    fee_more: str
    trips: str
    trips_more: str
    papers_count: str
    papers_more: str
    applicants: str
    conditions: tuple[str, ...]
    procedure: tuple[str, ...]
    flow: Flow
    papers: tuple[Paper, ...]
    other_forms: tuple[SampleForm, ...]
    times: tuple[str, ...]
    fees: tuple[tuple[str, str, str], ...]  # what for, how much, on which basis
    places: tuple[str, ...]
    legal_basis: tuple[str, ...]
    online: bool


def guide_of(
    revision: ItemRevision,
    windows: Sequence[WindowService],
    *,
    policy: Policy,
    calendar: WorkCalendar,
    on: date,
) -> Guide:
    """The guide of a revision, with its parts read, on a day."""
    materials = sorted(revision.materials.all(), key=lambda line: line.order)
    steps = sorted(revision.steps.all(), key=lambda line: line.order)
    fees = sorted(revision.fees.all(), key=lambda line: line.order)
    forms = sorted(revision.forms.all(), key=lambda form: (form.kind, form.name))
    asked = [line for line in materials if line.how_obtained == HowObtained.HANDED_IN]
    named = {line.name for line in materials}
    n = len(asked)
    free = revision.charges is False
    return Guide(
        revision=revision,
        promised=words.limit_words(revision.promised_amount, revision.promised_unit),
        promised_more=_promised_more(revision, policy, calendar, on),
        fee=words.fee_words(fees, charges=revision.charges),
        fee_more=_("If anybody charges you, complain.") if free else _("Nothing else may be charged."),
        trips=_trips(revision),
        trips_more=revision.visits_reason or _sentence(words.channels_words(revision)),
        papers_count=ngettext("%(n)d paper", "%(n)d papers", n) % {"n": n},
        papers_more=_papers_more(len(materials) - n),
        applicants=words.applicants_words(revision),
        conditions=_lines(revision.conditions),
        procedure=_lines(revision.procedure),
        flow=flow_of(revision, steps, policy),
        papers=tuple(_paper(line, forms) for line in materials),
        other_forms=tuple(form for form in forms if form.material_name not in named),
        times=_times(revision, policy),
        fees=tuple((fee.name, words.one_fee(fee), fee.basis) for fee in fees),
        places=_places(revision, windows),
        legal_basis=_lines(revision.legal_basis),
        online=bool({Channel.WEB, Channel.MOBILE} & set(revision.channels)),
    )


def flow_of(revision: ItemRevision, steps: Sequence[Step], policy: Policy) -> Flow:
    """The route as it is drawn: application and check first, special procedures before the review."""
    nodes = [
        Node(_("Application"), words.channels_words(revision)),
        Node(_("Check of the papers"), _("on the spot")),
    ]
    denied_at, held = None, False
    for step in steps:
        if step.stage in {Stage.REVIEW, Stage.APPROVE} and not held:
            nodes += [_procedure(line.kind, line.expected_days, policy) for line in revision.procedures.all()]
            held = True
        if step.stage == Stage.APPROVE:
            denied_at = len(nodes)
        nodes.append(Node(step.name, _step_note(step, revision, policy)))
    licence = revision.kind == ItemKind.LICENCE
    return Flow(
        nodes=tuple(nodes),
        back_from=1,
        denied_at=denied_at,
        denial=_("Licence denied") if licence else _("Denied"),
    )


def letter_data(guide: Guide, *, department: str) -> dict[str, object]:
    """The data of the letter `guide`: the same guide on one page."""
    revision = guide.revision
    case_kind = w.CASE_KIND_NAMES.get(CaseKind(revision.case_kind)) if revision.case_kind else ""
    steps = sorted(revision.steps.all(), key=lambda line: line.order)
    told: dict[str, object] = {
        "item": {
            "name": revision.name,
            "code": revision.item.code,
            "kind": str(revision.get_kind_display()),
            "case_kind": str(case_kind),
            "revision": version_words(revision),
        },
        "department": department,
        "applicants": guide.applicants,
        "promised": guide.promised,
        "statutory": words.limit_words(revision.statutory_amount, revision.statutory_unit),
        "visits": guide.trips,
        "fee": _("; ").join(f"{name} {amount}（{basis}）" for name, amount, basis in guide.fees) or guide.fee,
        "legal_basis": revision.legal_basis,
        "conditions": revision.conditions,
        "materials": [
            {"name": paper.name, "form": paper.copies, "copies": "", "note": paper.note}
            for paper in guide.papers
        ],
        "steps": [
            {
                "name": step.name,
                "place": step.place,
                "limit": _step_limit(step, revision),
            }
            for step in steps
        ],
        "procedure": revision.procedure,
        "forms": [f"{form.name}（{form.get_kind_display()}）" for form in _all_forms(guide)],
        "place": _("; ").join(guide.places[:1]),
        "hours": revision.service_hours or revision.item.centre.opening_hours,
        "consultation": revision.consultation or revision.item.department.telephone,
        "complaints": revision.complaints or revision.item.centre.telephone,
    }
    for name in ("summary",):
        if value := getattr(revision, name):
            told[name] = value
    if revision.result_name:
        told["result"] = revision.result_name
    for line, material in zip(told["materials"], _materials(revision), strict=True):  # type: ignore[call-overload]
        handed_in = material.how_obtained == HowObtained.HANDED_IN
        line["form"] = str(material.get_original_display()) if handed_in else _("not to be handed in")
        line["copies"] = str(material.copies) if handed_in else "—"
        if not line["note"]:
            del line["note"]
    return told


def version_words(revision: ItemRevision) -> str:
    """第 7 版，2026年7月1日起用."""
    told = {
        "n": revision.number,
        "day": full_day(revision.effective_from) if revision.effective_from else "—",
    }
    return _("Version %(n)s, in force from %(day)s") % told


def _promised_more(revision: ItemRevision, policy: Policy, calendar: WorkCalendar, on: date) -> str:
    """法定 10 个工作日；今天受理，最迟 10月15日（周四）办结."""
    told = [
        _("by law %(limit)s")
        % {"limit": words.limit_words(revision.statutory_amount, revision.statutory_unit)}
    ]
    limit = limit_of(revision.promised_amount, revision.promised_unit)
    if limit is not None and limit.unit not in {Unit.SPOT, Unit.HOUR}:
        try:
            last = due(on, limit, calendar, policy.roll_of(limit.unit))
        except CannotCompute:
            return told[0]
        told.append(_("accepted today, decided by %(day)s") % {"day": day_words(last.on)})
    return _("; ").join(told)


def _trips(revision: ItemRevision) -> str:
    if revision.visits is None:
        return _("not stated")
    return ngettext("%(n)d trip", "%(n)d trips", revision.visits) % {"n": revision.visits}


def _papers_more(n: int) -> str:
    if not n:
        return ""
    return ngettext(
        "%(n)d more you need not hand in", "%(n)d more you need not hand in", n
    ) % {"n": n}  # fmt: skip


def _paper(line: Material, forms: Sequence[SampleForm]) -> Paper:
    return Paper(
        name=line.name,
        copies=words.copies_words(line),
        note=words.material_note(line),
        may_follow=line.need == Need.MAY_FOLLOW,
        handed_in=line.how_obtained == HowObtained.HANDED_IN,
        forms=tuple(form for form in forms if form.material_name == line.name),
    )


def _procedure(kind: str, days: int | None, policy: Policy) -> Node:
    stops = {
        Stops.BOTH: _("both limits stand"),
        Stops.PROMISE: _("only the promise stands"),
        None: _("no limit stands"),
    }[policy.stops(kind)]
    name = str(dict(w.PROCEDURE_NAMES).get(kind, kind))  # type: ignore[call-overload]
    if not days:
        return Node(name, _("if needed; %(stops)s") % {"stops": stops}, held=True)
    told = {"limit": words.limit_words(days, Unit.WORKING), "stops": stops}
    return Node(name, _("if needed, about %(limit)s; %(stops)s") % told, held=True)


def _step_note(step: Step, revision: ItemRevision, policy: Policy) -> str:
    waits = revision.promised_unit != Unit.SPOT and not step.limit_amount
    if waits and step.stage == Stage.ACCEPT and policy.clock_starts == ClockStarts.ACCEPTANCE:
        return _("counted from the next day")
    if waits and step.stage == Stage.ISSUE:
        days = policy.delivery_limit_working_days
        return _("within %(limit)s") % {"limit": words.limit_words(days, Unit.WORKING)}
    return _step_limit(step, revision)


def _step_limit(step: Step, revision: ItemRevision) -> str:
    if not step.limit_amount:
        return _("at once")
    return words.limit_words(step.limit_amount, revision.promised_unit)


def _times(revision: ItemRevision, policy: Policy) -> tuple[str, ...]:
    """How long, in sentences: both limits, what is counted, what stops them."""
    promised = words.limit_words(revision.promised_amount, revision.promised_unit)
    statutory = words.limit_words(revision.statutory_amount, revision.statutory_unit)
    told = []
    if revision.promised_unit == Unit.SPOT:
        told.append(_("We decide on the spot; the law allows %(statutory)s.") % {"statutory": statutory})
    else:
        told.append(
            _("We promise to decide within %(promised)s of the acceptance; the law allows %(statutory)s.")
            % {"promised": promised, "statutory": statutory}
        )
    if Unit.WORKING in {revision.promised_unit, revision.statutory_unit}:
        told.append(
            _(
                "The day of acceptance is not counted, nor are weekends and public holidays; "
                "a weekend day that is worked in exchange for a holiday is counted."
            )
        )
    kinds = [line.kind for line in revision.procedures.all()]
    names = {kind: str(dict(w.PROCEDURE_NAMES).get(kind, kind)) for kind in kinds}  # type: ignore[call-overload]
    both = [names[kind] for kind in kinds if policy.stops(kind) is Stops.BOTH]
    promise = [names[kind] for kind in kinds if policy.stops(kind) is Stops.PROMISE]
    if both:
        told.append(
            _("If it comes to %(procedures)s, both limits stand meanwhile, and you are told in writing.")
            % {"procedures": _(", ").join(both)}
        )
    if promise:
        told.append(
            _("%(procedures)s stops the promised limit only, never that of the law.")
            % {"procedures": _(", ").join(promise)}
        )
    told += [note for note in (revision.promised_note, revision.statutory_note) if note]
    return tuple(told)


def _places(revision: ItemRevision, windows: Sequence[WindowService]) -> tuple[str, ...]:
    """Where: the place and its windows, when it is open, whom to ask."""
    centre, department = revision.item.centre, revision.item.department
    place = revision.service_place or centre.address or department.address
    if windows:
        shown = _(", ").join(f"{service.window.number} {service.window.name}" for service in windows)
        place = _("%(place)s, window %(windows)s") % {"place": place or centre.name, "windows": shown}
    hours = revision.service_hours or centre.opening_hours
    asked = revision.consultation or department.telephone or centre.telephone
    complaints = revision.complaints or centre.telephone
    return tuple(
        line
        for line in (
            place or centre.name,
            _("Open: %(hours)s") % {"hours": hours} if hours else "",
            _("Questions: %(telephone)s") % {"telephone": asked} if asked else "",
            _("Complaints: %(telephone)s") % {"telephone": complaints} if complaints else "",
        )
        if line
    )


def _materials(revision: ItemRevision) -> list[Material]:
    return sorted(revision.materials.all(), key=lambda line: line.order)


def _all_forms(guide: Guide) -> list[SampleForm]:
    forms = [*(form for paper in guide.papers for form in paper.forms), *guide.other_forms]
    return [form for form in forms if form.kind in {FormKind.BLANK, FormKind.SAMPLE}]


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
