"""Centres, departments and people for the stories of the tests; all made through the commands.

Names that recur: Chen (陈雨薇) at window 6 receives, Gu (顾远) reviews, He (何沛) decides as chief
representative of the market supervision bureau; Qin (秦越) manages the centre, Bai (白鹭) supervises,
Tang (唐欣) is the cashier, Lu (陆离) files the archive, Xu (徐安) administers.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from tests import stencils
from tests.days import MONDAY, moment
from yichuang.accounts.rules.roles import Role
from yichuang.centres import commands as centres
from yichuang.delegation import commands as delegation
from yichuang.delegation.rules.scope import ALL_POWERS
from yichuang.kernel.acting import Acting, system
from yichuang.staff import commands as staff
from yichuang.staff import queries as staff_queries

SINCE = date(2020, 1, 1)
LEVELS = ("ordinary", "collective", "expert", "hearing", "department")


def the_system(at: datetime | None = None, centre: str = "LZ") -> Acting:
    """The product itself."""
    return system(centre, at or moment(MONDAY))


def a_centre(
    code: str = "LZ", *, kind: str = "city", regulation: str = "nanchang", name: str = "澜州市政务服务中心"
):
    """A city's centre. Most tests want `a_hall`, which has people in it."""
    return centres.open_centre(
        by=the_system(centre=code), code=code, name=name, short_name="澜政", kind=kind, regulation=regulation,
        address="澜州市望江区文澜路 118 号", telephone="0999-8886 1212", opening_hours="周一至周五 9:00–17:00",
    )  # fmt: skip


def a_department(
    code: str = "SJ", *, centre: str = "LZ", name: str = "澜州市市场监督管理局", short_name: str = "澜市监"
):
    """A department in the centre."""
    return centres.add_department(
        by=the_system(centre=centre), code=code, name=name, short_name=short_name,
        credit_code="11369900MB2D06811W"[:18], address="澜州市文澜路 118 号 2 楼", telephone="0999-8886 1300",
        reconsideration_body="澜州市人民政府", court="澜州市望江区人民法院",
    )  # fmt: skip


def an_officer(
    code: str,
    name: str,
    *roles: Role,
    centre: str = "LZ",
    department: str | None = "SJ",
    window: str | None = None,
):
    """An officer with roles; the user name is the code in lower case, the password `password`."""
    return staff.station(
        by=the_system(centre=centre), code=code, username=code.lower(), name=name, roles=roles, since=SINCE,
        department=department, window=window, password=None,
    )  # fmt: skip


class Hall:
    """A small centre with everybody in it: hall.chen, hall.gu, hall.he … are officers; `as_` acts."""

    def __init__(self, code: str = "LZ", *, kind: str = "city", regulation: str = "nanchang") -> None:
        self.code = code
        self.centre = a_centre(code, kind=kind, regulation=regulation)
        self.department = a_department(centre=code)
        for number, name, window_kind in (
            ("6", "综合受理", "general"), ("9", "出件", "pickup"), ("10", "结算", "cashier"),
        ):  # fmt: skip
            centres.add_window(by=the_system(centre=code), number=number, name=name, kind=window_kind)
        prefix = "" if code == "LZ" else f"{code}-"
        station = lambda tail, name, *roles, **more: an_officer(  # noqa: E731 - short for the list below
            prefix + tail, name, *roles, centre=code, **more
        )
        self.chen = station("CHEN", "陈雨薇", Role.WINDOW, window="6")
        self.wu = station("WU", "吴桐", Role.WINDOW, window="6")
        self.gu = station("GU", "顾远", Role.REVIEWER)
        self.he = station("HE", "何沛", Role.CHIEF)
        self.ning = station("NING", "宁舟", Role.WINDOW, window="9")
        self.qin = station("QIN", "秦越", Role.MANAGER, department=None)
        self.bai = station("BAI", "白鹭", Role.SUPERVISOR, department=None)
        self.tang = station("TANG", "唐欣", Role.CASHIER, department=None, window="10")
        self.lu = station("LU", "陆离", Role.ARCHIVIST, department=None)
        self.xu = station("XU", "徐安", Role.ADMINISTRATOR, department=None)
        self.letter = delegation.file_letter(
            by=the_system(centre=code), number=f"澜市监委〔2026〕1 号{prefix}", department=self.department, holder=self.he,
            acts=ALL_POWERS, levels=LEVELS, signed_by="郑局长", valid_from=SINCE, valid_until=date(2030, 12, 31),
        )  # fmt: skip
        self.chief = delegation.appoint_chief(
            by=the_system(centre=code), department=self.department, officer=self.he, since=SINCE
        )
        self.seal = delegation.register_seal(
            by=the_system(centre=code), number=f"澜审 3607-{code}", department=self.department,
            imprint="澜州市市场监督管理局行政审批专用章", made_on=SINCE, keeper=self.he,
        )  # fmt: skip

    def as_(self, officer, day: date = MONDAY, clock: str = "09:30") -> Acting:
        """This officer, acting on a day of the story."""
        return replace(staff_queries.acting_as(officer, moment(day, clock)), simulated=True)


def a_hall(code: str = "LZ", **details: str) -> Hall:
    """A small centre with everybody in it."""
    return stencils.once(("hall", code, *sorted(details.items())), lambda: Hall(code, **details))
