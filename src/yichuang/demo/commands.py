"""The demo centre and its past, made by the same commands as everything else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from django.db import transaction

from yichuang.accounts.rules.roles import Role
from yichuang.cases import commands as cases
from yichuang.cases.commands import Verdict
from yichuang.cases.rules.materials import Checked, MaterialState
from yichuang.catalogue import commands as catalogue
from yichuang.catalogue.rules.content import Content, FeeLine, MaterialLine, ProcedureLine, StepLine
from yichuang.centres import commands as centres
from yichuang.centres.queries import department as department_of
from yichuang.delegation import commands as delegation
from yichuang.delegation.rules.scope import ALL_POWERS
from yichuang.delivery import commands as delivery
from yichuang.delivery.queries import to_collect
from yichuang.demo.rules.people import somebody
from yichuang.fees import commands as fees
from yichuang.kernel.acting import Acting, system
from yichuang.policy.queries import calendar_of
from yichuang.staff import commands as staff
from yichuang.staff import queries as staff_queries

PASSWORD = "yichuang"  # noqa: S105 - of a demonstration; real accounts are made on a page
LEVELS = ("ordinary", "collective", "expert", "hearing", "department")
BLANK_FORM = (Path(__file__).parent / "blank-form.pdf").read_bytes
ZONE = ZoneInfo("Asia/Shanghai")
SURVEY_BASIS = "《食品经营许可和备案管理办法》第十九条：应当核查经营场所"


def hall() -> dict[str, Any]:
    """What the demo centre is made of."""
    told: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "hall.yaml").read_text(encoding="utf-8"))
    return told


@transaction.atomic
def load(*, now: datetime, regulation: str = "nanchang") -> list[tuple[str, str, str]]:
    """Make the demo centre with its past up to yesterday; gives user name, name and roles of its people.

    The past runs in a centre of kind `simulation`, at its own times; then the centre becomes an ordinary one.
    """
    told = hall()
    loader = _Loader(told, now, regulation)
    loader.furnish()
    for number, one in enumerate(told["past"]):
        loader.live(one, number)
    centres.end_simulation(by=loader.system(now), code=loader.code, kind="city")
    return [(one["username"], one["name"], "、".join(one["roles"])) for one in told["officers"]]


class _Loader:
    """Makes the hall and lets its cases happen, each act by its person at its time."""

    def __init__(self, told: dict[str, Any], now: datetime, regulation: str) -> None:
        self.told, self.now, self.regulation = told, now, regulation
        self.code = told["centre"]["code"]
        self.calendar = calendar_of("cn")
        self.today = now.astimezone(ZONE).date()
        self.opened_on = date(self.today.year - 1, 1, 1)
        self.officers: dict[str, Any] = {}

    def system(self, at: datetime) -> Acting:
        return replace(system(self.code, at), simulated=True)

    def at(self, day: date, clock: str) -> datetime:
        return datetime.combine(day, time.fromisoformat(clock), tzinfo=ZONE)

    def days_ago(self, days: int) -> date:
        return self.calendar.add(self.today, -days)

    def as_(self, username: str, day: date, clock: str) -> Acting:
        """An officer acting in the past; never later than now."""
        at = min(self.at(day, clock), self.now)
        return replace(staff_queries.acting_as(self.officers[username], at), simulated=True)

    def furnish(self) -> None:
        """Centre, departments, windows, people, letters, seals, items."""
        by = self.system(self.at(self.opened_on, "09:00"))
        centres.open_centre(by=by, kind="simulation", regulation=self.regulation, **self.told["centre"])
        for one in self.told["departments"]:
            centres.add_department(by=by, **{key: told for key, told in one.items() if key != "head"})
        for one in self.told["windows"]:
            centres.add_window(by=by, **one)
        for one in self.told["officers"]:
            roles = [Role(role) for role in one["roles"]]
            details = {key: told for key, told in one.items() if key != "roles"}
            officer = staff.station(by=by, since=self.opened_on, roles=roles, password=PASSWORD, **details)
            self.officers[one["username"]] = staff_queries.officer_by_code(officer.code)
        for one in self.told["departments"]:
            self._empower(by, one)
        for one in self.told["items"]:
            self._publish(one)

    def _empower(self, by: Acting, one: dict[str, Any]) -> None:
        department = department_of(self.code, one["code"])
        chief = next(
            self.officers[who["username"]]
            for who in self.told["officers"]
            if who["department"] == one["code"] and "chief" in who["roles"]
        )
        delegation.file_letter(
            by=by, number=f"{one['short_name']}委〔{self.opened_on.year}〕1号", department=department, holder=chief,
            acts=ALL_POWERS, levels=LEVELS, signed_by=one["head"], valid_from=self.opened_on,
            valid_until=date(self.today.year + 1, 12, 31), duties="对所作决定的合法性负责，每季度向本机关报告委托权限的行使情况",
        )  # fmt: skip
        delegation.appoint_chief(by=by, department=department, officer=chief, since=self.opened_on)
        delegation.register_seal(
            by=by, number=f"澜审{self.opened_on.year}-{one['code']}", department=department,
            imprint=f"{one['name']}行政审批专用章", made_on=self.opened_on, keeper=chief,
        )  # fmt: skip

    def _publish(self, one: dict[str, Any]) -> None:
        chief = next(
            who["username"]
            for who in self.told["officers"]
            if who["department"] == one["department"] and "chief" in who["roles"]
        )
        day = self.calendar.add(self.opened_on, 1)
        department, committee = self.as_(chief, day, "10:00"), self.as_("qin", day, "15:00")
        content = _content(one)
        catalogue.create_draft(
            by=department, department_code=one["department"], code=one["code"], content=content
        )
        catalogue.add_form(
            by=department,
            item_code=one["code"],
            kind="blank",
            name=one["materials"][0]["name"],
            content=BLANK_FORM(),
        )
        catalogue.submit(
            by=department, item_code=one["code"], legal_basis=one["legal_basis"], wanted_from=day
        )
        catalogue.confirm(by=committee, item_code=one["code"], approval="管委会第1次会议")
        catalogue.publish(by=committee, item_code=one["code"], effective_from=day)
        for window in ("6", "7"):
            catalogue.map_window(
                by=committee, item_code=one["code"], window_number=window, legal_basis="管委会第1次会议",
                approval="管委会第1次会议", since=day,
            )  # fmt: skip

    def live(self, one: dict[str, Any], number: int) -> None:
        """Let one case of the past happen, as far as it came."""
        item, day, to = self.told["items"][one["item"]], self.days_ago(one["days_ago"]), one["to"]
        clock = f"{9 + number % 7:02d}:{number * 7 % 60:02d}"
        materials = [
            Checked(order, MaterialState.PRESENT, 1) for order in range(1, len(item["materials"]) + 1)
        ]
        verdict = {"correcting": Verdict.CORRECT, "deferred": Verdict.DEFER, "refusing": Verdict.DEFER}.get(
            to, Verdict.ACCEPT
        )
        if verdict is Verdict.CORRECT:
            materials[2] = Checked(3, MaterialState.WRONG_FORM, 1, "未标明洗消间位置，请在图上补标后重新提交")
            materials[4] = Checked(5, MaterialState.MISSING, 0, "缺1名食品安全管理员的考核合格证明")
        window = "chen" if number % 2 else "wu"
        case = cases.receive(
            by=self.as_(window, day, clock), item_code=item["code"], applicant=somebody(one["who"], number),
            materials=materials, verdict=verdict,
            deferral_reason="申请人临时离开，材料待核对" if verdict is Verdict.DEFER else "",
        ).case  # fmt: skip
        if to == "refusing":
            cases.propose_refusal(
                by=self.as_(window, day, "16:20"), number=case.number, grounds="经营场所位于地下室，不符合选址要求",
                legal_basis="《食品经营许可和备案管理办法》第十五条",
            )  # fmt: skip
        if verdict is Verdict.ACCEPT and to != "accepted":
            self._handle(case.number, item, day, to)

    def _handle(self, number: str, item: dict[str, Any], day: date, to: str) -> None:
        reviewer, chief = self._people(item["department"])
        day = self._next(day, 1)
        if to.startswith("procedure"):
            cases.start_special_procedure(
                by=self.as_(reviewer, day, "09:30"), number=number, kind="hearing",
                ground="涉及相邻关系人重大利益，依申请举行听证", expected_days=8,
            )  # fmt: skip
            if to == "procedure":
                return
            day = self._next(day, 6)
            cases.end_special_procedure(
                by=self.as_(reviewer, day, "17:10"), number=number, result="听证笔录一份，九人签字"
            )
            return
        denied = to == "denied"
        cases.review(
            by=self.as_(reviewer, day, "10:40"), number=number, passed=not denied,
            text="经营场所与污水处理设施距离不足二十五米，不符合选址要求" if denied else "申请材料齐全，经审查符合规定条件，建议准予。",
            legal_basis="《食品经营许可和备案管理办法》第十五条第一项" if denied else "",
        )  # fmt: skip
        if to == "reviewed":
            return
        day = self._next(day, 1)
        cases.decide(
            by=self.as_(chief, day, "15:05"), number=number, grant=not denied,
            text="经营场所与污水处理设施距离不足二十五米，不符合选址要求" if denied else "经审查，申请人符合许可条件，准予许可。",
            legal_basis="《食品经营许可和备案管理办法》第十五条第一项" if denied else "",
        )  # fmt: skip
        if to in {"denied", "fee_due"}:
            return
        if item.get("fees"):
            fees.confirm_payment(
                by=self.as_("tang", day, "15:40"), number=number, quantities={1: 1}, method="card"
            )
        delivery.make_result(
            by=self.as_("ning", day, "16:30"), number=number, licence_number=f"LZ{number.replace('-', '')}",
            valid_from=day, valid_until=date(day.year + 5, day.month, min(day.day, 28)),
        )  # fmt: skip
        if to == "delivered":
            day = self._next(day, 1)
            case = to_collect(self.code).get(number=number)
            late = (
                "申请人出差，电话告知后领取"
                if case.promised_pickup_on and day > case.promised_pickup_on
                else ""
            )
            delivery.hand_over(
                by=self.as_("ning", day, "10:20"), number=number, method="window", taker_name=case.applicant.name,
                relation="本人", identity_checked=True, late_reason=late,
            )  # fmt: skip

    def _people(self, department: str) -> tuple[str, str]:
        of = {
            role: who["username"]
            for who in self.told["officers"]
            if who["department"] == department
            for role in who["roles"]
        }
        return of["reviewer"], of["chief"]

    def _next(self, day: date, days: int) -> date:
        """Some working days later, but not after yesterday."""
        return min(self.calendar.add(day, days), self.calendar.add(self.today, -1))


def _content(one: dict[str, Any]) -> Content:
    """What an item of the demo says."""
    spot = one["promised"] == 0
    return Content(
        name=one["name"],
        kind=one["kind"],
        applicant_kinds=tuple(one["applicant_kinds"]),
        case_kind=one["case_kind"],
        decision_level=one.get("decision_level", "ordinary"),
        summary=one["summary"],
        synonyms=one["synonyms"],
        statutory_amount=one["statutory"],
        promised_amount=one["promised"],
        promised_unit="spot" if spot else "working",
        legal_basis=one["legal_basis"],
        conditions=one["conditions"],
        procedure="申请、受理、审查、决定、发证。",
        charges=bool(one.get("fees")),
        visits=one["visits"],
        visits_reason=one["visits_reason"],
        result_kind=one["result_kind"],
        result_name=one["result_name"],
        materials=tuple(MaterialLine(**line) for line in one["materials"]),
        steps=tuple(
            StepLine(stage, name, stage, role, place, limit)
            for stage, name, role, place, limit in one["steps"]
        ),
        procedures=tuple(ProcedureLine(**line) for line in one.get("procedures", ())),
        fees=tuple(FeeLine(**line) for line in one.get("fees", ())),
    )
