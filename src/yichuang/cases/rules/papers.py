"""The words of a case on paper: Chinese, since documents have their force in Chinese. Pure.

What each letter wants stands in the YAML file beside it (`letters/`); here its data is put together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from yichuang.kernel.worktime import DaySpan, SpanReason

UNITS = {
    "working": "个工作日", "calendar": "个自然日", "month": "个月", "year": "年", "hour": "小时", "spot": "当场",
}  # fmt: skip
CASE_KINDS = {"immediate": "即办件", "promised": "承诺件", "joint": "联办件", "escalated": "上报件"}
PROCEDURES = {
    "hearing": "听证", "tendering": "招标", "auction": "拍卖", "inspection": "检验", "testing": "检测",
    "survey": "现场勘验", "quarantine": "检疫", "appraisal": "鉴定", "expert_review": "专家评审",
}  # fmt: skip
EFFECTS = {"both": "法定、承诺时限均停", "promise": "只停承诺时限", "": "不停时限"}
FORMS = {"original": "原件", "copy": "复印件", "both": "原件及复印件"}
ACCEPTANCE_BASIS = "《中华人民共和国行政许可法》第三十二条第一款第五项"
NOT_NEEDED_BASIS = "《中华人民共和国行政许可法》第三十二条第一款第一项"
NOT_OURS_BASIS = "《中华人民共和国行政许可法》第三十二条第一款第二项"
CORRECTION_BASIS = "《中华人民共和国行政许可法》第三十二条第一款第四项"
EXTENSION_BASIS = "《中华人民共和国行政许可法》第四十二条第一款"
PROCEDURE_BASIS = "《中华人民共和国行政许可法》第四十五条"
DEEMED = (
    "自收到申请材料之日起逾期未告知补正，依照《中华人民共和国行政许可法》第三十二条第一款第四项，视为受理。"
)
WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class LimitTold:
    """One of the two limits, as a letter says it."""

    amount: int
    unit: str
    due_on: date | None

    def data(self) -> dict[str, object]:
        told: dict[str, object] = {"amount": self.amount, "unit": self.unit}
        if self.due_on:
            told |= {"due_on": self.due_on.isoformat(), "note": f"星期{WEEKDAYS[self.due_on.weekday()]}"}
        return told

    def words(self) -> str:
        return UNITS["spot"] if self.unit == "spot" else f"{self.amount}{UNITS[self.unit]}"


@dataclass(frozen=True, slots=True)
class Basics:
    """What every letter on a case begins with. Personal numbers come masked."""

    case_number: str
    receipt_number: str
    applicant: Mapping[str, object]
    applicant_kind: str
    applicant_name: str
    item_name: str
    case_kind: str
    fee: str
    received_at: datetime
    received_on: date
    accepted_on: date | None
    contact_name: str
    contact_telephone: str
    centre_address: str
    reconsideration_body: str
    court: str
    reconsideration_days: int
    lawsuit_months: int
    signed_at: datetime
    today: date
    deferral_reason: str = ""
    guidance: str = ""
    materials: Sequence[Mapping[str, object]] = field(default_factory=tuple)
    missing: Sequence[Mapping[str, object]] = field(default_factory=tuple)
    procedures: Sequence[Mapping[str, object]] = field(default_factory=tuple)

    def who(self) -> dict[str, object]:
        return {"kind": self.applicant_kind, "name": self.applicant_name}

    def remedies(self) -> dict[str, object]:
        return {
            "reconsideration_body": self.reconsideration_body,
            "reconsideration_days": self.reconsideration_days,
            "court": self.court,
            "lawsuit_months": self.lawsuit_months,
        }


def receipt(
    basics: Basics, *, query_code: str, promise: LimitTold | None, statutory: LimitTold | None, provisional: bool,
    counting: str,
) -> dict[str, object]:  # fmt: skip
    """The receipt (D1): dates of acceptance and pick-up stay out until all is there.

    Source: RCP-001, RCP-002, RCP-003, RCP-004, RCP-005.
    """
    told: dict[str, object] = {
        "case_number": basics.case_number,
        "applicant": dict(basics.applicant),
        "item": {"name": basics.item_name, "case_kind": CASE_KINDS[basics.case_kind], "fee": basics.fee},
        "received_at": basics.received_at.strftime("%Y-%m-%dT%H:%M"),
        "materials": [dict(one) for one in basics.materials],
        "missing": [dict(one) for one in basics.missing],
        "procedures": [dict(one) for one in basics.procedures],
        "query_code": f"{query_code[:3]} {query_code[3:]}",
        "enquiries": basics.contact_telephone,
        "pickup_place": f"凭本回执到出件窗口领取（{basics.centre_address}）",
    }
    if basics.accepted_on:
        told["accepted_on"] = basics.accepted_on.isoformat()
    if promise and promise.due_on:
        told["promise"] = {**promise.data(), "provisional": provisional, "counting": counting}
        if statutory and statutory.due_on:
            told["promise"] |= {"statutory_on": statutory.due_on.isoformat()}  # type: ignore[operator]
    if basics.deferral_reason:
        told["deferral_reason"] = basics.deferral_reason
    if basics.guidance:
        told["guidance"] = basics.guidance
    return told


def acceptance(
    basics: Basics,
    *,
    promise: LimitTold,
    statutory: LimitTold,
    deemed: bool,
    provisional: bool,
    counting: str,
) -> dict[str, object]:
    """The acceptance notice (D2). Source: INT-007, CLK-001."""
    assert basics.accepted_on is not None
    told: dict[str, object] = {
        "case_number": basics.case_number,
        "applicant": basics.who(),
        "item": {"name": basics.item_name},
        "applied_on": basics.received_on.isoformat(),
        "accepted_on": basics.accepted_on.isoformat(),
        "basis": CORRECTION_BASIS if deemed else ACCEPTANCE_BASIS,
        "promise": promise.data(),
        "statutory": statutory.data(),
        "provisional": provisional,
        "counting": counting,
        "reconsideration_body": basics.reconsideration_body,
        "complaint_telephone": "12345",
        "contact": {"name": basics.contact_name, "telephone": basics.contact_telephone},
        "receipt_number": basics.receipt_number,
    }
    if deemed:
        told["deemed"] = DEEMED
    return told


def correction(
    basics: Basics, *, missing: Sequence[Mapping[str, object]], answer_by: date | None
) -> dict[str, object]:
    """The one-time notice (D4): everything at once. Source: INT-005, RCP-004."""
    told: dict[str, object] = {
        "case_number": basics.case_number,
        "applicant": basics.who(),
        "item": {"name": basics.item_name},
        "received_on": basics.received_on.isoformat(),
        "basis": CORRECTION_BASIS,
        "missing": [dict(one) for one in missing],
        "contact": {"name": basics.contact_name, "telephone": basics.contact_telephone},
        "receipt_number": basics.receipt_number,
    }
    if answer_by:
        told["answer_by"] = answer_by.isoformat()
    return told


def refusal(
    basics: Basics, *, outcome: str, reason: str, legal_basis: str, organ: tuple[str, str, str] | None = None
) -> dict[str, object]:
    """Not accepted (D3): no permission needed, not ours, or refused; with remedies. Source: DEC-003."""
    told: dict[str, object] = {
        "outcome": outcome,
        "case_number": basics.case_number,
        "applicant": basics.who(),
        "item": {"name": basics.item_name},
        "received_on": basics.received_on.isoformat(),
        "reasons": reason,
        "basis": legal_basis,
        "remedies": basics.remedies(),
        "contact": {"name": basics.contact_name, "telephone": basics.contact_telephone},
    }
    if organ:
        told["competent"] = dict(zip(("organ", "address", "telephone"), organ, strict=True))
    return told


def extension(
    basics: Basics,
    *,
    days: int,
    unit: str,
    reason: str,
    before: date | None,
    after: date | None,
    approver: str,
) -> dict[str, object]:
    """The extension notice (D5). Source: CLK-006."""
    told: dict[str, object] = {
        "case_number": basics.case_number,
        "applicant": basics.who(),
        "item": {"name": basics.item_name},
        "basis": EXTENSION_BASIS,
        "reasons": reason,
        "amount": days,
        "unit": unit,
        "approved_by": approver,
        "contact": {"name": basics.contact_name, "telephone": basics.contact_telephone},
    }
    if basics.accepted_on:
        told["accepted_on"] = basics.accepted_on.isoformat()
    if before:
        told["due_before"] = before.isoformat()
    if after:
        told["due_after"] = after.isoformat()
    return told


def procedure(
    basics: Basics, *, kind: str, ground: str, expected_days: int, until: date | None, stops: str
) -> dict[str, object]:
    """The notice of a special procedure (D6). Source: CLK-003, RCP-005."""
    told: dict[str, object] = {
        "case_number": basics.case_number,
        "applicant": basics.who(),
        "item": {"name": basics.item_name},
        "procedure": PROCEDURES.get(kind, kind),
        "basis": PROCEDURE_BASIS,
        "ground": ground,
        "expected_days": expected_days,
        "started_on": basics.today.isoformat(),
        "effect": EFFECTS[stops],
        "contact": {"name": basics.contact_name, "telephone": basics.contact_telephone},
    }
    if until:
        told["expected_until"] = until.isoformat()
    return told


def decision(
    basics: Basics, *, grant: bool, text: str, legal_basis: str, item_basis: str, decider: str
) -> dict[str, object]:
    """The decision: granted (D8) or not granted (D9) with reasons and remedies. Source: DEC-001, DEC-003."""
    told: dict[str, object] = {
        "case_number": basics.case_number,
        "applicant": basics.who(),
        "item": {"name": basics.item_name},
        "applied_on": basics.received_on.isoformat(),
        "basis": (legal_basis or item_basis),
        "decided_on": basics.today.isoformat(),
        "decider": decider,
        "remedies": basics.remedies(),
    }
    if basics.accepted_on:
        told["accepted_on"] = basics.accepted_on.isoformat()
    told["content" if grant else "reasons"] = text
    return told


def ended(basics: Basics, *, outcome: str, reason: str) -> dict[str, object]:
    """Withdrawn, terminated, or closed for want of corrections. Source: DEC-001."""
    return {
        "outcome": outcome,
        "case_number": basics.case_number,
        "applicant": basics.who(),
        "item": {"name": basics.item_name},
        "received_on": basics.received_on.isoformat(),
        "reasons": reason,
        "ended_on": basics.today.isoformat(),
        "contact": {"name": basics.contact_name, "telephone": basics.contact_telephone},
    }


def counting(spans: Sequence[DaySpan]) -> str:
    """How a promised day was counted, in one sentence: the short form of the derivation on paper.

    Source: CLK-001, CLK-002.
    """
    said = []
    for span in spans:
        days = _days(span.first, span.last)
        match span.reason:
            case SpanReason.START:
                said.append(f"{days}起算，当日不计")
            case SpanReason.COUNTED:
                worked = "，含调休上班日" if span.make_up else ""
                said.append(f"{days}计{span.counted}日{worked}")
            case SpanReason.HOLIDAY:
                said.append(f"{days}{span.label}放假不计")
            case SpanReason.HELD:
                label = "、".join(PROCEDURES.get(one, one) for one in span.label.split("+"))
                said.append(f"{days}{label}，依法扣除")
            case SpanReason.ROLLED:
                said.append(f"{days}遇节假日顺延")
            case _:
                continue
    return "；".join(said) + "。" if said else ""


def _days(first: date, last: date) -> str:
    if first == last:
        return f"{first.month}月{first.day}日"
    if first.month == last.month:
        return f"{first.month}月{first.day}日至{last.day}日"
    return f"{first.month}月{first.day}日至{last.month}月{last.day}日"
