"""Items for the stories of the tests, made through the commands: drafted, submitted, confirmed, published."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tests.days import moment
from yichuang.accounts.rules.roles import Role
from yichuang.catalogue import commands, queries
from yichuang.catalogue.models import ItemRevision
from yichuang.catalogue.rules.content import Content, FeeLine, MaterialLine, ProcedureLine, StepLine
from yichuang.catalogue.rules.terms import FormKind, Need, Original, Stage
from yichuang.kernel.acting import Acting

PUBLISHED_ON = date(2026, 1, 5)  # a Monday
FOOD = "11369900014286505U4000131012001"
A_FORM = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

MATERIALS = (
    MaterialLine(
        "食品经营许可证申请书", form_required=True, legal_ground="《食品经营许可和备案管理办法》第十二条"
    ),
    MaterialLine("经营场所平面布局图", legal_ground="《食品经营许可和备案管理办法》第十二条"),
    MaterialLine("从业人员健康证明", original=Original.COPY, need=Need.MAY_FOLLOW),
    MaterialLine("经营场所合法使用证明", original=Original.BOTH),
    MaterialLine("食品安全管理制度文本"),
)
STEPS = (
    StepLine("accept", "受理", Stage.ACCEPT, Role.WINDOW, "窗口 6", 0),
    StepLine("review", "审查", Stage.REVIEW, Role.REVIEWER, "二楼审查室", 3),
    StepLine("approve", "决定", Stage.APPROVE, Role.CHIEF, "二楼首席代表室", 2),
    StepLine("issue", "发证送达", Stage.ISSUE, Role.WINDOW, "窗口 9 出件", 0),
)
FEE_STEP = StepLine("fee", "缴费", Stage.FEE, Role.CASHIER, "窗口 10 结算", 0)


def the_department_acts(centre: str, department: str, on: date = PUBLISHED_ON) -> Acting:
    """The chief representative of a department, as the catalogue sees her."""
    return Acting(
        actor="HE", centre=centre, department=department, roles=frozenset({Role.CHIEF}),
        at=moment(on), simulated=True,
    )  # fmt: skip


def the_committee_acts(centre: str, on: date = PUBLISHED_ON) -> Acting:
    """The manager of the centre, who speaks for the management committee."""
    return Acting(actor="QIN", centre=centre, roles=frozenset({Role.MANAGER}), at=moment(on), simulated=True)


def a_content(
    *,
    name: str = "食品经营许可（新办）",
    promised_days: int = 5,
    statutory_days: int = 20,
    case_kind: str = "promised",
    fee_fen: int = 0,
    procedures: Sequence[tuple[str, int]] = (),
    materials: int = 3,
    steps: Sequence[StepLine] | None = None,
    **more: object,
) -> Content:
    """What a complete item says. procedures: pairs of kind and expected days."""
    if steps is None:
        spare = promised_days
        steps = []
        for step in STEPS:
            given = min(step.limit_amount or 0, spare)
            spare -= given
            steps.append(StepLine(step.key, step.name, step.stage, step.role, step.place, given))
        if fee_fen:
            steps.insert(3, FEE_STEP)
    said: dict[str, object] = {
        "kind": "01",
        "applicant_kinds": ("1", "2"),
        "synonyms": "开餐馆 开饭店 小饭馆",
        "summary": "开餐馆、食品店、单位食堂之前办理。",
        "statutory_unit": "working",
        "promised_unit": "working" if promised_days else "spot",
        "legal_basis": "《中华人民共和国食品安全法》第三十五条",
        "conditions": "已经有营业执照；\n有固定的经营场所；\n至少有 1 名食品安全管理员。",
        "procedure": "申请、受理、审查、决定、发证。",
        "visits": 0,
    }
    return Content(
        name=name, case_kind=case_kind, promised_amount=promised_days, statutory_amount=statutory_days,
        charges=bool(fee_fen), materials=MATERIALS[:materials], steps=tuple(steps),
        procedures=tuple(ProcedureLine(kind, days) for kind, days in procedures),
        fees=(FeeLine("工本费", fee_fen, "证", "澜价费〔2024〕3 号"),) if fee_fen else (),
        **(said | more),
    )  # fmt: skip


def a_draft_item(centre, department, *, code: str = FOOD, form: bool = True, on: date = PUBLISHED_ON, **more):
    """An item that its department has written down, with its blank form."""
    by = the_department_acts(centre.code, department.code, on)
    commands.create_draft(by=by, department_code=department.code, code=code, content=a_content(**more))
    if form:
        commands.add_form(by=by, item_code=code, kind=FormKind.BLANK, name="申请书", content=A_FORM)
    return queries.open_revision(centre.code, code)


def publish_it(centre, department, code: str = FOOD, *, on: date = PUBLISHED_ON) -> ItemRevision:
    """Take the open revision of an item all the way to the public, on one day."""
    department_acts = the_department_acts(centre.code, department.code, on)
    committee = the_committee_acts(centre.code, on)
    commands.submit(by=department_acts, item_code=code, legal_basis="澜政发〔2026〕1 号", wanted_from=on)
    commands.confirm(by=committee, item_code=code, approval="管委会〔2026〕第 1 次会议")
    return commands.publish(by=committee, item_code=code, effective_from=on)


def a_published_item(
    centre, department, *, code: str = FOOD, on: date = PUBLISHED_ON, **more
) -> ItemRevision:
    """An item that takes applications from `on`; `more` as for `a_content`.

    promised_days=0 makes it an item of the spot.
    """
    a_draft_item(centre, department, code=code, on=on, **more)
    publish_it(centre, department, code, on=on)
    return queries.revision_for_intake(centre.code, code, on)
